/** The emulated API that tests start, inspect and change. */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { addSystemRoles } from "./areas/roles";
import { DEFAULT_BEHAVIOR, type PolytomicApiBehavior } from "./behavior";
import type { IdKind } from "./call";
import { Emulator } from "./emulator";
import { control } from "./control";
import { plant, type PolytomicApiSeed, type SchemaDefinition, sourceSchemas } from "./seed";
import { close, type RecordedRequest, serve } from "./server";
import { emptyState, type State } from "./state";
import { readStateFile, writeStateFile } from "./state-file";

/** The address, keys and initial state of the emulated API. */
export interface PolytomicApiOptions {
  /** Port to listen on. @default any free port */
  readonly port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** API key of the organization. Not stored in the state file. @default a random UUID at each start */
  readonly apiKey?: string;
  /** Id of the organization, a UUID. Returned in lowercase. @default a random UUID */
  readonly organizationId?: string;
  /** Partner key, for organizations and for Basic authentication with an organization's id. @default none */
  readonly partnerKey?: string;
  /** Deployment key of a self-hosted Polytomic. Has the same access as a partner key. @default none */
  readonly deploymentKey?: string;
  /**
   * JSON file that stores the state across restarts. It contains masked secrets, except for those in nested members (such as a webhook's
   * headers), which Polytomic does not mark as secrets.
   *
   * @default kept in memory
   */
  readonly stateFile?: string;
  /**
   * Whether other programs can inspect and change the emulator over HTTP, at the path `/__emulator`. Needs no key, so do not listen on a
   * public address.
   *
   * @default false
   */
  readonly control?: boolean;
  /** Is called for each request, after it was answered. @default nothing is called */
  readonly onRequest?: (request: RecordedRequest) => void;
  /** Changes to the default behavior. @default none */
  readonly behavior?: Partial<PolytomicApiBehavior>;
  /** Generates the ids of new objects, for tests that compare whole responses. @default random UUIDs */
  readonly newId?: (kind: IdKind) => string;
}

/** The stored objects of the emulated API, by id. Secrets are masked, as in its responses. */
export type PolytomicApiSnapshot = Pick<State, (typeof STORED)[number]>;

const STORED = [
  "organizations",
  "users",
  "roles",
  "policies",
  "connections",
  "models",
  "syncs",
  "bulkSyncs",
  "globalErrorSubscribers",
  "primaryKeys",
] as const;

/**
 * An HTTP server that emulates the Polytomic API, version 2024-02-08, as far as Terraform, the SDK and tests use it.
 *
 * It stores the objects it receives, and responds to and rejects requests as the API does. It does not connect to any system or move
 * any records.
 *
 * ```ts
 * const api = await PolytomicApi.start();
 * // deployment_url = api.url, api_key = api.apiKey
 * await api.stop();
 * ```
 */
export class PolytomicApi {
  /** Starts the server. Rejects if the port is in use or the state file is invalid. */
  public static async start(options: PolytomicApiOptions = {}): Promise<PolytomicApi> {
    const api = new PolytomicApi(options);
    const { server, url } = await serve(
      new Emulator(api.emulation, api.keys),
      { host: options.host ?? "127.0.0.1", port: options.port ?? 0 },
      {
        control: options.control === true ? (request) => control(api, request) : () => undefined,
        onAnswered: (request) => api.record(request),
      },
    );
    api.server = server;
    api.address = url;
    return api;
  }

  /** Key of the organization, for `Authorization: Bearer`. */
  public readonly apiKey: string;
  /** Id of the organization of the API key. */
  public readonly organizationId: string;
  /** The behavior of the API. You can change it at any time. */
  public readonly behavior: PolytomicApiBehavior;

  private readonly state: State;
  private readonly options: PolytomicApiOptions;
  private recorded: RecordedRequest[] = [];
  private server: Server | undefined;
  private address = "";

  private constructor(options: PolytomicApiOptions) {
    this.options = options;
    const stored = options.stateFile === undefined ? undefined : readStateFile(options.stateFile);
    this.state = stored ?? emptyState();
    this.apiKey = options.apiKey ?? randomUUID();
    const [first] = Object.keys(this.state.organizations);
    this.organizationId = (options.organizationId ?? first ?? this.newId("organization")).toLowerCase();
    this.behavior = { ...DEFAULT_BEHAVIOR, ...options.behavior };
    this.foundOrganization();
    this.save();
  }

  /** The URL of the API, without a trailing slash: the provider's `deployment_url`, the SDK's `environment`. */
  public get url(): string {
    return this.address;
  }

  /** The requests since the start or the last `forgetRequests()`, in the order of the responses. */
  public get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  /** Empties `requests`. */
  public forgetRequests(): void {
    this.recorded = [];
  }

  /**
   * Defines the schemas of a source, for bulk syncs, `connection_schema` and primary keys.
   *
   * By default a source has no schemas, but bulk syncs can still select any.
   *
   * @param source the id of a connection, or a connection type for all its connections
   */
  public defineSchemas(source: string, schemas: readonly SchemaDefinition[]): void {
    this.state.sourceSchemas[source] = sourceSchemas(schemas);
    this.save();
  }

  /**
   * Adds connections, models and schemas that exist before your program runs, such as a connection that a user has authorized in Polytomic's
   * app. Objects with the same id are replaced.
   *
   * ```ts
   * const id = "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11";
   * api.seed({ connections: [{ id, name: "Salesforce", type: "salesforce" }], schemas: { [id]: [{ id: "Contact" }] } });
   * ```
   *
   * @throws if it has another shape
   */
  public seed(seed: PolytomicApiSeed): void {
    plant(this.state, this.organizationId, seed);
    this.save();
  }

  /** A copy of the stored objects. */
  public snapshot(): PolytomicApiSnapshot {
    const stored = STORED.map((name) => [name, this.state[name]] as const);
    return structuredClone(Object.fromEntries(stored)) as PolytomicApiSnapshot;
  }

  /**
   * Changes the stored objects without a request, to simulate drift caused by another user, the Polytomic app or a fault.
   *
   * ```ts
   * api.change(({ connections }) => delete connections[id]);
   * ```
   */
  public change(edit: (stored: PolytomicApiSnapshot) => void): void {
    edit(this.state);
    this.save();
  }

  /**
   * Whether no objects created by clients remain: no connection, model, sync, bulk sync, policy, primary key override or error
   * subscriber, and no role, user or organization except the initial ones.
   */
  public isEmpty(): boolean {
    const { organizations, connections, models, syncs, bulkSyncs, policies, roles, users } = this.state;
    const { globalErrorSubscribers, primaryKeys } = this.state;
    const made = [
      ...[connections, models, syncs, bulkSyncs, policies, ...Object.values(primaryKeys)].flatMap(
        Object.keys,
      ),
      ...Object.values(globalErrorSubscribers).flat(),
    ];
    return (
      made.length === 0 &&
      Object.keys(organizations).every((id) => id === this.organizationId) &&
      Object.values(roles).every((role) => role.system) &&
      Object.values(users).every((user) => user.initial)
    );
  }

  /** Stops listening and ends open connections. Stopping twice is harmless. */
  public async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) {
      await close(server);
    }
  }

  private get keys() {
    const { partnerKey, deploymentKey } = this.options;
    return { apiKey: this.apiKey, organizationId: this.organizationId, partnerKey, deploymentKey };
  }

  private get emulation() {
    return { state: this.state, behavior: this.behavior, newId: (kind: IdKind) => this.newId(kind) };
  }

  private newId(kind: IdKind): string {
    return this.options.newId?.(kind) ?? randomUUID();
  }

  /** Creates the organization of the API key, with the system roles and the user who owns the key. */
  private foundOrganization(): void {
    const { organizationId: id, state } = this;
    if (state.organizations[id]) {
      return;
    }
    state.organizations[id] = {
      id,
      name: "Emulated organization",
      sso_domain: undefined,
      sso_org_id: undefined,
      issuer: undefined,
      external_id: randomUUID(),
    };
    addSystemRoles(state, id, randomUUID);
    const owner = {
      id: randomUUID(),
      email: "owner@example.com",
      role: "admin",
      role_ids: [],
      initial: true,
    };
    state.users[owner.id] = { ...owner, organization_id: id };
  }

  private record(request: RecordedRequest): void {
    this.recorded.push(request);
    this.options.onRequest?.(request);
    if (request.method !== "GET") {
      this.save();
    }
  }

  private save(): void {
    if (this.options.stateFile !== undefined) {
      writeStateFile(this.options.stateFile, this.state);
    }
  }
}
