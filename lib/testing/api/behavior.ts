/**
 * How the emulated API behaves where the real API is free to choose, and the faults it simulates.
 *
 * You can change every member while the API runs. A change applies from the next request on.
 */
export interface PolytomicApiBehavior {
  /** Whether responses for S3 connections contain the defaults of unset members. @default true */
  connectionDefaults: boolean;
  /** Members of a connection's configuration that are accepted but never returned. @default [] */
  droppedConfiguration: readonly string[];
  /** Health of every connection. Schemas can be refreshed only on healthy connections. @default "healthy" */
  connectionStatus: "healthy" | "unhealthy";
  /**
   * When the external ID of a connection in role mode is returned: in the response to its creation, or only when it is read later.
   *
   * @default "at-creation"
   */
  externalId: "at-creation" | "after-creation";
  /** Whether each connection has its own external ID, or all connections of an organization share one. @default "connection" */
  externalIdScope: "connection" | "organization";
  /** Whether to use an external ID that a client sends at creation. @default false */
  externalIdFromClient: boolean;

  /** Fields of a model that does not select any. @default ["id", "email"] */
  modelFields: readonly string[];
  /** Fields that a user has added to every model manually. @default [] */
  userAddedModelFields: readonly string[];
  /** Identifier of a model without one. @default none */
  modelIdentifier: string | undefined;
  /** Whether each update of a model increments its version. @default false */
  modelVersionRaised: boolean;

  /** Whether the labels of filters are kept, or all filters are labeled A, B, C. @default "kept" */
  filterLabels: "kept" | "reassigned";
  /** Whether a mapped field without `new` is returned with `new: false`. @default false */
  newFieldReturned: boolean;
  /** Whether members of a sync's identity are returned even if they were not sent. @default false */
  identityCompleted: boolean;
  /** Members added to the configuration of every sync target. @default {} */
  targetConfiguration: Readonly<Record<string, unknown>>;
  /** Whether syncs and bulk syncs are returned as inactive, regardless of the request. @default false */
  deactivated: boolean;
  /** Members added to every schedule that is not manual and does not set them. @default {} */
  scheduleDefaults: Readonly<Record<string, string>>;

  /** Fields listed with the schemas of a bulk sync: all fields of the source, or those in the sync. @default "all" */
  bulkFields: "all" | "configured";
  /** The output names that are returned for the fields of a bulk sync. @default "both" */
  bulkFieldOutputNames: "both" | "output-name-only" | "empty" | "absent";
  /** Whether concurrency limits of zero are returned as null. @default false */
  zeroLimitsAsNull: boolean;
  /** Whether an update of a bulk sync keeps or resets members that are not sent. @default "merge" */
  bulkUpdate: "merge" | "replace";
  /** Modes that a bulk destination supports. @default by connection type */
  bulkDestinationModes: readonly ("replicate" | "snapshot")[] | undefined;

  /** Actions returned with every policy in addition to its own. @default [] */
  extraPolicyActions: readonly { readonly action: string; readonly role_ids?: readonly string[] }[];

  /** Responses sent instead of the API's own. The first match for a request is used. @default [] */
  cannedResponses: readonly CannedResponse[];
}

/**
 * A response that replaces the API's own, to simulate a fault or any other situation in a test.
 *
 * ```ts
 * const body = { message: "cache refresh in progress", status: 422 };
 * api.behavior.cannedResponses = [{ method: "POST", path: "/api/bulk/syncs", status: 422, body, times: 1 }];
 * ```
 */
export interface CannedResponse {
  /** Such as `POST`. */
  readonly method: string;
  /** Path of the request, or a pattern that matches it. */
  readonly path: string | RegExp;
  /** The HTTP status of the response. */
  readonly status: number;
  /** A string is sent unchanged, any other value as JSON. @default an empty body */
  readonly body?: unknown;
  /** Number of requests that get this response. @default all */
  readonly times?: number;
  /** Whether the request still takes effect, as if the response were lost on the network. @default false */
  readonly afterEffect?: boolean;
}

export const DEFAULT_BEHAVIOR: Readonly<PolytomicApiBehavior> = {
  connectionDefaults: true,
  droppedConfiguration: [],
  connectionStatus: "healthy",
  externalId: "at-creation",
  externalIdScope: "connection",
  externalIdFromClient: false,
  modelFields: ["id", "email"],
  userAddedModelFields: [],
  modelIdentifier: undefined,
  modelVersionRaised: false,
  filterLabels: "kept",
  newFieldReturned: false,
  identityCompleted: false,
  targetConfiguration: {},
  deactivated: false,
  scheduleDefaults: {},
  bulkFields: "all",
  bulkFieldOutputNames: "both",
  zeroLimitsAsNull: false,
  bulkUpdate: "merge",
  bulkDestinationModes: undefined,
  extraPolicyActions: [],
  cannedResponses: [],
};
