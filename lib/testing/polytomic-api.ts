/** The emulated API as tests start, watch and change it. */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { addSystemRoles } from "./areas/roles";
import { DEFAULT_BEHAVIOR, type PolytomicApiBehavior } from "./behavior";
import type { IdKind } from "./call";
import { Emulator } from "./emulator";
import { close, type RecordedRequest, serve } from "./server";
import { emptyState, type State } from "./state";
import { readStateFile, writeStateFile } from "./state-file";

/** Where the emulated API listens, whom it answers, and what it starts with. */
export interface PolytomicApiOptions {
  /** Port to listen on. @default any free port */
  readonly port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** API key of the organization. It is not kept in the state file. @default a random UUID at each start */
  readonly apiKey?: string;
  /** Id of the organization, a UUID; answered in lower case. @default a random UUID */
  readonly organizationId?: string;
  /** Partner key, for organizations and for Basic authentication with an organization's id. @default none */
  readonly partnerKey?: string;
  /** Deployment key, as of a self-hosted Polytomic; opens what a partner key opens. @default none */
  readonly deploymentKey?: string;
  /**
   * JSON file the state is kept in, so that it outlives the server. Secrets are masked in it, but for those inside
   * nested members (as a webhook's headers), which Polytomic does not mark as secrets.
   *
   * @default kept in memory
   */
  readonly stateFile?: string;
  /** What differs from the usual behavior. @default nothing */
  readonly behavior?: Partial<PolytomicApiBehavior>;
  /** Makes the ids of new objects, for tests that compare whole answers. @default random UUIDs */
  readonly newId?: (kind: IdKind) => string;
}

/** A schema that a source offers: a table, a file, an object of a CRM. */
export interface SchemaDefinition {
  readonly id: string;
  /** @default the part of the id behind its last dot */
  readonly name?: string;
  /** Fields, each by its id alone or with its type. @default none */
  readonly fields?: readonly (string | FieldDefinition)[];
}

export interface FieldDefinition {
  readonly id: string;
  /** @default the id */
  readonly name?: string;
  /** @default "string" */
  readonly type?: "unknown" | "string" | "number" | "boolean" | "datetime" | "array" | "object" | "binary";
  /** @default false */
  readonly primaryKey?: boolean;
}

/** What the emulated API has stored, by id. Secrets are masked as they are in its answers. */
export type PolytomicApiSnapshot = Pick<
  State,
  | "organizations"
  | "users"
  | "roles"
  | "policies"
  | "connections"
  | "models"
  | "syncs"
  | "bulkSyncs"
  | "globalErrorSubscribers"
  | "primaryKeys"
>;

/**
 * An HTTP server that behaves as the Polytomic API, version 2024-02-08, where Terraform, the SDK and a test look.
 *
 * It stores what it is sent, answers as the API does, and refuses what the API refuses. It connects to nothing and
 * moves no records.
 *
 * ```ts
 * const api = await PolytomicApi.start();
 * // deployment_url = api.url, api_key = api.apiKey
 * await api.stop();
 * ```
 */
export class PolytomicApi {
  /** Starts the server. Rejects when the port is taken or the state file is not one. */
  public static async start(options: PolytomicApiOptions = {}): Promise<PolytomicApi> {
    const api = new PolytomicApi(options);
    const { server, url } = await serve(
      new Emulator(api.emulation, api.keys),
      { host: options.host ?? "127.0.0.1", port: options.port ?? 0 },
      (request) => api.record(request),
    );
    api.server = server;
    api.address = url;
    return api;
  }

  /** Key of the organization, for `Authorization: Bearer`. */
  public readonly apiKey: string;
  /** Id of the organization the API key belongs to. */
  public readonly organizationId: string;
  /** How the API behaves; to be changed at any time. */
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

  /** Where the API listens, without a slash at its end: the provider's `deployment_url`, the SDK's `environment`. */
  public get url(): string {
    return this.address;
  }

  /** What arrived since the start, or since it was forgotten, in the order of the answers. */
  public get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  /** Empties `requests`. */
  public forgetRequests(): void {
    this.recorded = [];
  }

  /**
   * Says what a source offers: to bulk syncs, to `connection_schema`, to primary keys.
   *
   * A source whose schemas are not defined offers none; bulk syncs may name any all the same.
   *
   * @param source a connection's id, or a connection type for all connections of it
   */
  public defineSchemas(source: string, schemas: readonly SchemaDefinition[]): void {
    this.state.sourceSchemas[source] = schemas.map(({ id, name, fields = [] }) => ({
      id,
      name: name ?? id.slice(id.lastIndexOf(".") + 1),
      fields: fields.map((field) => {
        const defined: FieldDefinition = typeof field === "string" ? { id: field } : field;
        const { type = "string", primaryKey = false } = defined;
        return { id: defined.id, name: defined.name ?? defined.id, type, is_primary_key: primaryKey };
      }),
    }));
    this.save();
  }

  /** A copy of what is stored. */
  public snapshot(): PolytomicApiSnapshot {
    const { organizations, users, roles, policies, connections, models, syncs, bulkSyncs } = this.state;
    const { globalErrorSubscribers, primaryKeys } = this.state;
    const objects = { organizations, users, roles, policies, connections, models, syncs, bulkSyncs };
    return structuredClone({ ...objects, globalErrorSubscribers, primaryKeys });
  }

  /**
   * Changes what is stored without a request, as another user, the Polytomic app or a fault would: for drift.
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
   * Whether nothing is left of what clients made: no connection, model, sync, bulk sync, policy, chosen primary key
   * and subscriber to errors, and no role, user or organization but the initial ones.
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

  /** The organization of the API key, with the roles every organization has and the user who owns the key. */
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
