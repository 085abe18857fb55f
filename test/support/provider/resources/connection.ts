/** The connection resources, one for each type. */
import {
  type ApiClient,
  ApiError,
  type Method,
  type RequestOptions,
  messageOf,
  readOrGone,
  reporting,
} from "../api-client";
import { Crash, Failure, error } from "../diagnostics";
import { goTypeName } from "../go-json";
import { type Rules, connectionRules } from "../rules";
import { type Attributes, nestedAttributes, resourceAttributes } from "../schema";
import { type Json, type JsonObject, type ObjectValue, isJsonObject, isObject, text } from "../values";
import { boolPointer, stringPointer } from "./pointers";
import {
  decodeConfiguration,
  decodingProblems,
  hasSettableSecret,
  requestConfiguration,
  restoreSecrets,
  withoutUnchangedSecrets,
} from "./connection-configuration";
import { type Operation, type Resource, type Update, importById, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";
const RESOURCE_NAME = /^polytomic_(.+)_connection$/;

/** The API's name of a connection's type, from the Terraform name of its resource. */
export function connectionTypeOf(resource: string): string | undefined {
  return RESOURCE_NAME.exec(resource)?.[1];
}

/** All connection types. They have the same behavior and differ only in their schema. */
export class ConnectionResource implements Resource {
  public readonly rules: Rules;
  public readonly import = importById;
  private readonly type: string;
  private readonly members: Attributes;

  public constructor(type: string) {
    const attributes = resourceAttributes(`polytomic_${type}_connection`);
    this.type = type;
    this.members = nestedAttributes(attributes, "configuration");
    this.rules = connectionRules(type, attributes);
  }

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(config);
    const configuration = isObject(config["configuration"]) ? config["configuration"] : {};
    const body: JsonObject = {
      ...withoutEmpty({
        organization_id: stringPointer(config["organization"]),
        configuration: requestConfiguration(this.members, configuration),
      }),
      name: text(config["name"]),
      type: this.type,
      validate: false,
    };
    const answer = await reporting(SUMMARY, "Error creating connection: ", () =>
      connectionAnswer(client, "POST", "/api/connections", { body }),
    );
    return this.state(operation, answer, config);
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null> {
    const client = await this.readClient(operation, state);
    const answer = await readOrGone(SUMMARY, "Error reading connection: ", () =>
      connectionAnswer(client, "GET", connectionPath(state)),
    );
    return answer && this.state(operation, answer, state);
  }

  public async update(operation: Operation, { planned, state }: Update): Promise<ObjectValue> {
    const client = await operation.client(planned);
    const configuration = isObject(planned["configuration"]) ? planned["configuration"] : {};
    const sent = requestConfiguration(this.members, configuration);
    const before = isObject(state["configuration"]) ? state["configuration"] : {};
    const body: JsonObject = {
      ...withoutEmpty({
        organization_id: stringPointer(planned["organization"]),
        configuration: withoutUnchangedSecrets(this.members, sent, before),
      }),
      name: text(planned["name"]),
      validate: false,
    };
    const answer = await reporting(SUMMARY, "Error updating connection: ", () =>
      connectionAnswer(client, "PUT", connectionPath(planned), { body }),
    );
    return this.state(operation, answer, planned);
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    const force = boolPointer(state["force_destroy"]) ?? false;
    try {
      await client.send("DELETE", connectionPath(state), { query: `force=${force}` });
    } catch (cause) {
      if (!(cause instanceof ApiError && meansGone(cause, force))) {
        throw new Failure(error(SUMMARY, `Error deleting connection: ${messageOf(cause)}`));
      }
    }
  }

  /** A partner key can read a connection with an unknown organization, for example after an import. */
  private async readClient(operation: Operation, state: ObjectValue): Promise<ApiClient> {
    try {
      return await operation.client(state);
    } catch (cause) {
      if (text(state["organization"]) !== "") {
        throw cause;
      }
      return reporting("Error getting client", "", async () => operation.session.partnerClient());
    }
  }

  private state(operation: Operation, answer: JsonObject, source: ObjectValue): ObjectValue {
    const configuration = decodeAnswer(operation, this.type, this.members, answer, source);
    return {
      id: answer["id"] ?? null,
      name: answer["name"] ?? null,
      organization: answer["organization_id"] ?? null,
      force_destroy: source["force_destroy"] ?? null,
      configuration,
    };
  }
}

export function connectionPath(state: ObjectValue): string {
  return `/api/connections/${text(state["id"])}`;
}

/** The type of a connection in a response is an object. If it is anything else, the client cannot decode the response. */
export async function connectionAnswer(
  client: ApiClient,
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<JsonObject> {
  const answer = await client.data(method, path, options);
  const type = answer["type"] ?? null;
  if (type === null || isJsonObject(type)) {
    return answer;
  }
  throw new Error(
    `json: cannot unmarshal ${goTypeName(type)} into Go struct field .data.type of type ConnectionTypeSchema`,
  );
}

function decodeAnswer(
  operation: Operation,
  type: string,
  members: Attributes,
  answer: JsonObject,
  source: ObjectValue,
): ObjectValue {
  const answered: Json = answer["configuration"] ?? null;
  if (answered === null && hasSettableSecret(members)) {
    throw new Crash("the answer has no configuration to put the secrets into");
  }
  const secrets = isObject(source["configuration"]) ? source["configuration"] : {};
  const restored = restoreSecrets(members, isJsonObject(answered) ? answered : {}, secrets);
  const { configuration, problems } = decodeConfiguration(type, members, restored);
  if (problems.length > 0) {
    operation.error(SUMMARY, `Error decoding connection configuration: ${decodingProblems(problems)}`);
  }
  return configuration;
}

/** Only a 404 with the API's JSON means that the connection is gone. A 404 without JSON is an ordinary error. */
function meansGone(cause: ApiError, force: boolean): boolean {
  const answer = cause.json;
  if (cause.status === 404) {
    return answer !== undefined;
  }
  return !force && cause.status === 422 && isJsonObject(answer) && reject(answer);
}

/**
 * Reports one error for each dependent of the connection. If the response lists no dependents, no error is reported, and the
 * connection is removed from the state although it still exists. A response without a message crashes the provider.
 */
function reject(answer: JsonObject): boolean {
  const { message, metadata } = answer;
  if (typeof message !== "string") {
    throw new Crash("the rejection has no message");
  }
  const users = isJsonObject(metadata) ? metadata["used_by"] : undefined;
  if (!message.includes("connection in use") || !Array.isArray(users)) {
    return false;
  }
  const errors = users.filter(isJsonObject).map(({ type, name, id }) => {
    const user = `${String(type)} "${String(name)}" (${String(id)})`;
    return error(
      "Connection in use",
      `Connection is used by ${user}. Please remove before deleting this connection.`,
    );
  });
  if (errors.length > 0) {
    throw new Failure(...errors);
  }
  return true;
}
