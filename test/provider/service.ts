/** The stand-in without Terraform: tests call its procedures directly, and define the responses of the API. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { complete, dataSourceAttributes, resourceAttributes } from "../support/provider/schema";
import { type Client, ProviderService } from "../support/provider/service";
import {
  type JsonObject,
  type ObjectValue,
  type Value,
  decodeValue,
  encodeValue,
  isObject,
} from "../support/provider/values";

export const ORGANIZATION = "0a000000-0000-4000-8000-000000000001";

export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: JsonObject;
}

export interface Api {
  readonly url: string;
  readonly requests: ApiRequest[];
  stop(): Promise<void>;
}

/** An API whose responses each test defines. It identifies the owner of a key automatically. */
export async function startApi(
  answer: (request: ApiRequest) => { status?: number; data: unknown },
): Promise<Api> {
  const requests: ApiRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const request = {
        method: incoming.method ?? "",
        url: incoming.url ?? "",
        authorization: incoming.headers.authorization ?? "",
        body: body === "" ? {} : (JSON.parse(body) as JsonObject),
      };
      requests.push(request);
      const own = request.url === "/api/me" ? { data: { organization_id: ORGANIZATION } } : answer(request);
      outgoing.writeHead("status" in own ? (own.status ?? 200) : 200).end(JSON.stringify({ data: own.data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
}

export interface Outcome {
  readonly value: Value;
  readonly errors: readonly string[];
}

interface DynamicValue {
  readonly msgpack: Uint8Array;
}

interface Diagnosed {
  readonly diagnostics?: readonly { readonly summary: string; readonly detail: string }[];
}

/** The procedures of the provider as Terraform calls them, with plain values instead of bytes. */
export class ServiceClient {
  private readonly client: Client = {};
  private readonly service = new ProviderService({});

  public constructor(provider: ObjectValue) {
    this.service.configure({ config: dynamic(provider) }, this.client);
  }

  /** Another process with the port of this one. It validates its provider block first. */
  public succeed(provider: ObjectValue): void {
    this.service.validateProviderConfig({ config: dynamic(provider) }, this.client);
  }

  public validate(typeName: string, config: ObjectValue): readonly string[] {
    const complete = dynamic(resource(typeName, config));
    return errorsOf(this.service.validateResource({ typeName, config: complete }, this.client));
  }

  public plan(typeName: string, config: ObjectValue, prior: Value, proposed: ObjectValue): ObjectValue {
    const response = this.service.planResource(
      {
        typeName,
        config: dynamic(resource(typeName, config)),
        priorState: dynamic(prior),
        proposedNewState: dynamic(resource(typeName, proposed)),
      },
      this.client,
    );
    const planned = decode(response["plannedState"]);
    return isObject(planned) ? planned : {};
  }

  public async apply(typeName: string, config: ObjectValue, prior: Value, planned: Value): Promise<Outcome> {
    const response = await this.service.applyResource(
      {
        typeName,
        config: dynamic(resource(typeName, config)),
        priorState: dynamic(prior),
        plannedState: dynamic(planned),
      },
      this.client,
    );
    return { value: decode(response["newState"]), errors: errorsOf(response) };
  }

  public async read(typeName: string, state: Value): Promise<Outcome> {
    const response = await this.service.readResource({ typeName, currentState: dynamic(state) }, this.client);
    return { value: decode(response["newState"]), errors: errorsOf(response) };
  }

  public async import(typeName: string, id: string): Promise<Outcome> {
    const response = await this.service.importResource({ typeName, id }, this.client);
    const [imported] = response["importedResources"] as readonly { readonly state: DynamicValue }[];
    return { value: imported ? decode(imported.state) : null, errors: errorsOf(response) };
  }

  public async readData(typeName: string, config: ObjectValue): Promise<Outcome> {
    const full = dynamic(complete(dataSourceAttributes(typeName), config));
    const response = await this.service.readDataSource({ typeName, config: full }, this.client);
    return { value: decode(response["state"]), errors: errorsOf(response) };
  }
}

function resource(typeName: string, value: ObjectValue): ObjectValue {
  return complete(resourceAttributes(typeName), value);
}

function dynamic(value: Value): DynamicValue {
  return { msgpack: encodeValue(value) };
}

function decode(value: unknown): Value {
  return decodeValue((value as DynamicValue).msgpack);
}

function errorsOf(response: Diagnosed): readonly string[] {
  return (response.diagnostics ?? []).map(({ summary, detail }) => `${summary}: ${detail}`);
}
