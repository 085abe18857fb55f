/**
 * How the emulated API behaves where the real one is free to choose, and the faults it can be told to show.
 *
 * Every member may be changed while the API runs; it counts from the next request on.
 */
export interface PolytomicApiBehavior {
  /** Whether an S3 connection is answered with the defaults of members it does not set. @default true */
  connectionDefaults: boolean;
  /** Members of a connection's configuration that are accepted and never answered. @default [] */
  droppedConfiguration: readonly string[];
  /** Health of every connection. Schemas are refreshed on healthy ones only. @default "healthy" */
  connectionStatus: "healthy" | "unhealthy";
  /**
   * When the external ID of a connection in role mode is answered: from the answer to its creation on, or only when
   * it is read later.
   *
   * @default "at-creation"
   */
  externalId: "at-creation" | "after-creation";
  /** Whether each connection has an external ID of its own, or all of an organization share one. @default "connection" */
  externalIdScope: "connection" | "organization";
  /** Whether an external ID that a client sends at creation is taken over. @default false */
  externalIdFromClient: boolean;

  /** Fields of a model that does not select any. @default ["id", "email"] */
  modelFields: readonly string[];
  /** Fields a user has added to every model by hand. @default [] */
  userAddedModelFields: readonly string[];
  /** Identifier of a model that names none. @default none */
  modelIdentifier: string | undefined;
  /** Whether each update of a model raises its version. @default false */
  modelVersionRaised: boolean;

  /** Whether labels that a client gives to filters are kept, or all filters are labeled A, B, C. @default "kept" */
  filterLabels: "kept" | "reassigned";
  /** Whether a mapped field that does not say `new` is answered with `new: false`. @default false */
  newFieldAnswered: boolean;
  /** Whether members of a sync's identity that were not sent are answered all the same. @default false */
  identityCompleted: boolean;
  /** Members added to the configuration of every sync target. @default {} */
  targetConfiguration: Readonly<Record<string, unknown>>;
  /** Whether syncs and bulk syncs are answered as inactive, whatever was asked. @default false */
  deactivated: boolean;
  /** Members added to every schedule that does not set them and does not run manually. @default {} */
  scheduleDefaults: Readonly<Record<string, string>>;

  /** Fields listed with the schemas of a bulk sync: all of the source's, or those the sync names. @default "all" */
  bulkFields: "all" | "configured";
  /** What is answered as the output names of a bulk sync's fields. @default "both" */
  bulkFieldOutputNames: "both" | "output-name-only" | "empty" | "absent";
  /** Whether concurrency limits of zero are answered as null. @default false */
  zeroLimitsAsNull: boolean;
  /** Whether an update of a bulk sync keeps or resets the members it does not send. @default "merge" */
  bulkUpdate: "merge" | "replace";
  /** Modes a bulk destination offers. @default by connection type */
  bulkDestinationModes: readonly ("replicate" | "snapshot")[] | undefined;

  /** Actions answered with every policy beside its own. @default [] */
  extraPolicyActions: readonly { readonly action: string; readonly role_ids?: readonly string[] }[];

  /** Answers given instead of the API's own; the first that matches a request counts. @default [] */
  cannedAnswers: readonly CannedAnswer[];
}

/**
 * An answer given in place of the API's own: for faults, and for anything else a test wants a client to meet.
 *
 * ```ts
 * const body = { message: "cache refresh in progress", status: 422 };
 * api.behavior.cannedAnswers = [{ method: "POST", path: "/api/bulk/syncs", status: 422, body, times: 1 }];
 * ```
 */
export interface CannedAnswer {
  readonly method: string;
  /** Path of the request, or a pattern of it. */
  readonly path: string | RegExp;
  readonly status: number;
  /** Text is sent as it is, anything else as JSON. @default an empty body */
  readonly body?: unknown;
  /** How many requests are answered so. @default all */
  readonly times?: number;
  /** Whether the request takes effect all the same, as when an answer is lost on its way. @default false */
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
  newFieldAnswered: false,
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
  cannedAnswers: [],
};
