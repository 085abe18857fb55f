/** The provider's responses to Terraform. */
import { Crash, type Diagnostic, Failure } from "./diagnostics";
import { dataSourceReader } from "./data-sources";
import { plan } from "./planning";
import { resourceOf } from "./resources";
import { Operation } from "./resources/resource";
import { PROVIDER_SCHEMA, complete, dataSourceAttributes, resourceAttributes, schemaMessage } from "./schema";
import { keepEquivalent } from "./semantics";
import { type ProviderEnvironment, Session, validateProviderConfig } from "./session";
import { validate } from "./validation";
import { type ObjectValue, type Value, decodeValue, encodeValue, isObject } from "./values";

/** A decoded request: bytes are values, and absent fields have their defaults. */
export interface Request {
  readonly typeName?: string;
  readonly id?: string;
  readonly config?: DynamicValue;
  readonly currentState?: DynamicValue;
  readonly priorState?: DynamicValue;
  readonly proposedNewState?: DynamicValue;
  readonly plannedState?: DynamicValue;
  readonly rawState?: { readonly json?: Uint8Array };
  readonly private?: Uint8Array;
  readonly priorPrivate?: Uint8Array;
  readonly plannedPrivate?: Uint8Array;
}

interface DynamicValue {
  readonly msgpack?: Uint8Array;
}

export type Response = { readonly [name: string]: unknown };

/** The state of a provider process for one client. It is empty until the provider is configured. */
export interface Client {
  session?: Session;
}

/** The procedures of the plugin protocol, from data to data. */
export class ProviderService {
  private readonly environment: ProviderEnvironment;

  public constructor(environment: ProviderEnvironment) {
    this.environment = environment;
  }

  public schema(): Response {
    return {
      provider: schemaMessage(PROVIDER_SCHEMA.provider),
      resourceSchemas: mapValues(PROVIDER_SCHEMA.resource_schemas, schemaMessage),
      dataSourceSchemas: mapValues(PROVIDER_SCHEMA.data_source_schemas, schemaMessage),
      serverCapabilities: { getProviderSchemaOptional: true },
    };
  }

  /** The first call of a client. A client with the port of an earlier one is a new client, which is not configured yet. */
  public validateProviderConfig({ config }: Request, client: Client): Response {
    delete client.session;
    const failure = validateProviderConfig(objectFrom(config));
    return { diagnostics: (failure?.diagnostics ?? []).map(diagnosticMessage) };
  }

  public configure({ config }: Request, client: Client): Response {
    client.session = new Session(objectFrom(config), this.environment);
    return {};
  }

  public validateResource({ typeName = "", config }: Request, client: Client): Response {
    return diagnosed(() => {
      const resource = resourceOf(typeName);
      if (client.session) {
        resource.configure?.(client.session);
      }
      return validate(resourceAttributes(typeName), resource.rules, objectFrom(config));
    });
  }

  public validateDataSource({ typeName = "", config }: Request): Response {
    return diagnosed(() => validate(dataSourceAttributes(typeName), {}, objectFrom(config)));
  }

  public upgradeState({ rawState }: Request): Response {
    return { upgradedState: { json: rawState?.json ?? Buffer.from("null") } };
  }

  public async readResource(
    { typeName = "", currentState, private: kept }: Request,
    client: Client,
  ): Promise<Response> {
    const attributes = resourceAttributes(typeName);
    const state = objectFrom(currentState);
    const outcome = await attempt(client, state, async (operation) => {
      const resource = resourceOf(typeName);
      resource.configure?.(operation.session);
      const read = await resource.read(operation, state);
      return read && keepEquivalent(attributes, resource.rules, state, complete(attributes, read));
    });
    return { newState: dynamic(outcome.value), diagnostics: outcome.diagnostics, private: kept };
  }

  public planResource(request: Request, client: Client): Response {
    const { typeName = "", config, priorState, proposedNewState, priorPrivate } = request;
    const proposed = valueFrom(proposedNewState);
    const resource = resourceOf(typeName);
    try {
      if (client.session) {
        resource.configure?.(client.session);
      }
    } catch (cause) {
      if (!(cause instanceof Failure)) {
        throw cause;
      }
      return { plannedState: dynamic(proposed), diagnostics: cause.diagnostics.map(diagnosticMessage) };
    }
    if (!isObject(proposed)) {
      return { plannedState: dynamic(null), plannedPrivate: priorPrivate };
    }
    const prior = valueFrom(priorState);
    const { planned, replace } = plan({
      attributes: resourceAttributes(typeName),
      rules: resource.rules,
      config: objectFrom(config),
      prior: isObject(prior) ? prior : null,
      proposed,
    });
    return {
      plannedState: dynamic(planned),
      requiresReplace: replace.map(pathMessage),
      plannedPrivate: priorPrivate,
    };
  }

  public async applyResource(request: Request, client: Client): Promise<Response> {
    const { typeName = "", config, priorState, plannedState, plannedPrivate } = request;
    const attributes = resourceAttributes(typeName);
    const prior = valueFrom(priorState);
    const planned = valueFrom(plannedState);
    const outcome = await attempt(client, prior, async (operation) => {
      const resource = resourceOf(typeName);
      resource.configure?.(operation.session);
      if (!isObject(planned)) {
        await resource.delete(operation, isObject(prior) ? prior : {});
        return null;
      }
      const applied = isObject(prior)
        ? await resource.update(operation, { config: objectFrom(config), planned, state: prior })
        : await resource.create(operation, objectFrom(config), planned);
      return keepEquivalent(attributes, resource.rules, planned, complete(attributes, applied));
    });
    return { newState: dynamic(outcome.value), diagnostics: outcome.diagnostics, private: plannedPrivate };
  }

  public async importResource({ typeName = "", id = "" }: Request, client: Client): Promise<Response> {
    const outcome = await attempt(client, null, async (operation) => {
      const resource = resourceOf(typeName);
      resource.configure?.(operation.session);
      return complete(resourceAttributes(typeName), await resource.import(operation, id));
    });
    const imported = outcome.value === null ? [] : [{ typeName, state: dynamic(outcome.value) }];
    return { importedResources: imported, diagnostics: outcome.diagnostics };
  }

  public async readDataSource({ typeName = "", config }: Request, client: Client): Promise<Response> {
    const outcome = await attempt(client, null, async (operation) => {
      const read = await dataSourceReader(typeName)(operation, objectFrom(config));
      return complete(dataSourceAttributes(typeName), read);
    });
    return { state: dynamic(outcome.value), diagnostics: outcome.diagnostics };
  }
}

function diagnosed(check: () => readonly Diagnostic[]): Response {
  try {
    return { diagnostics: check().map(diagnosticMessage) };
  } catch (cause) {
    if (!(cause instanceof Failure)) {
      throw cause;
    }
    return { diagnostics: cause.diagnostics.map(diagnosticMessage) };
  }
}

interface Outcome {
  readonly value: Value;
  readonly diagnostics: readonly object[];
}

/** Runs an operation. If it fails, the value does not change. */
async function attempt(
  client: Client,
  before: Value,
  run: (operation: Operation) => Promise<Value>,
): Promise<Outcome> {
  if (!client.session) {
    throw new Crash("the provider is not configured");
  }
  const operation = new Operation(client.session);
  try {
    const value = await run(operation);
    return { value, diagnostics: operation.diagnostics.map(diagnosticMessage) };
  } catch (cause) {
    if (!(cause instanceof Failure)) {
      throw cause;
    }
    return {
      value: before,
      diagnostics: [...operation.diagnostics, ...cause.diagnostics].map(diagnosticMessage),
    };
  }
}

function mapValues<T>(source: { readonly [name: string]: T }, convert: (value: T) => object): object {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, convert(value)]));
}

function valueFrom(value: DynamicValue | undefined): Value {
  return value?.msgpack && value.msgpack.length > 0 ? decodeValue(value.msgpack) : null;
}

function objectFrom(value: DynamicValue | undefined): ObjectValue {
  const decoded = valueFrom(value);
  return isObject(decoded) ? decoded : {};
}

function dynamic(value: Value): object {
  return { msgpack: encodeValue(value) };
}

function pathMessage(path: readonly string[]): object {
  return { steps: path.map((attributeName) => ({ attributeName })) };
}

const SEVERITY = { ERROR: 1, WARNING: 2 };

function diagnosticMessage({ severity, summary, detail, path }: Diagnostic): object {
  return { severity: SEVERITY[severity], summary, detail, ...(path && { attribute: pathMessage(path) }) };
}
