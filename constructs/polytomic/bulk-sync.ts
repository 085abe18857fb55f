/** A bulk sync: copies whole schemas from one connection to another (ELT). */
import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import type { ZodType } from "zod";
import { BulkSync as BulkSyncResource } from "../../lib/bindings/bulk-sync";
import { defined, memberAt } from "../../lib/objects";
import { jsonencode } from "../../lib/terraform/jsonencode";
import {
  type AutomaticallyAdd,
  automaticallyAddRule,
  bulkSchemaArguments,
  type BulkSchemas,
  bulkSchemasRule,
  type BulkSyncMode,
  bulkSyncModeRule,
  type NormalizeNames,
  normalizeNamesRule,
  timestampRule,
} from "../../lib/polytomic/bulk-sync";
import {
  type RunnableSync,
  timedScheduleArguments,
  type TimedSchedule,
  timedScheduleRule,
} from "../../lib/polytomic/schedule";
import {
  s3BulkDestinationConfiguration,
  s3BulkDestinationRule,
  s3BulkSourceRule,
} from "../../lib/polytomic/s3-bulk-sync";
import { repeatedSubfolderProblem } from "../../lib/polytomic/s3-location";
import { rule, type Zod } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import {
  apiOnly,
  either,
  bool,
  instance,
  json,
  tokenOrObject,
  mapOf,
  reject,
  integer,
  withRules,
  literalArray,
} from "../../lib/validation/combinators";
import { idRule, isConstructWith, nameRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { Connection, type ConnectionLike, connectionRule, connectionTypeAt } from "./connection";
import { ExistingSync } from "./existing-sync";
import type { PermissionPolicy } from "./permission-policy";
import { verifySchemas } from "./verified-schemas";
import { folderOf, warnAboutCapability, warnAboutEventLoop } from "./warnings";
import { dependOnUpstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** The source or destination of a bulk sync. */
export interface BulkSyncEnd {
  /** The connection to read from or write to. */
  readonly connection: ConnectionLike;
  /**
   * Options of the connection's type, such as `{ schema: "raw" }` for a database as destination. S3 takes `format` and `subfolder` as
   * destination, and no options as source. You can change this object but not remove the prop: nothing is sent then, and Polytomic may
   * keep the previous options.
   * @default - no options
   */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** Options of a bulk sync, without its source and destination. */
export interface BulkSyncOptions extends PolytomicResourceProps {
  /** Name of the sync in Polytomic. */
  readonly name: string;
  /**
   * Schemas to copy: ids of schemas in the source, schemas with options, or `"all"`. An empty array is rejected, because Polytomic
   * treats it as all schemas. You can change the array, but not go back from it to `"all"`: nothing is sent for that, and Polytomic may
   * keep the previous selection. List every schema instead.
   * @default "all" - every schema that the source has when the sync is created
   */
  readonly schemas?: BulkSchemas;
  /**
   * Check that the schemas exist in the source. If one is missing, the plan fails, or the apply if the source is created in the same
   * apply. Without this check, Polytomic accepts any id and copies nothing for one that does not exist. Each plan reads all schemas of
   * the source. Schemas that are not listed, not enabled, or written as an expression (`"${...}"`) are not checked.
   * @default false
   */
  readonly verifySchemas?: boolean;
  /**
   * `replicate` copies changes; `snapshot` copies everything each time and requires cloud storage as destination.
   * @default "replicate"
   */
  readonly mode?: BulkSyncMode;
  /**
   * When the sync runs. Times are UTC. A bulk sync cannot run after another sync. You can change attributes of a custom schedule, but
   * not unset them. Attributes of the previous frequency are kept too: a weekly schedule that becomes a custom one without `dayOfWeek`
   * still runs on its old day only, until you recreate the sync with `terraform apply -replace`.
   * @default Schedule.manual()
   */
  readonly schedule?: TimedSchedule;
  /**
   * Whether the sync runs as scheduled.
   * @default true
   */
  readonly active?: boolean | IResolvable;
  /**
   * Which new fields of the source are added to the sync.
   * @default "none"
   */
  readonly automaticallyAddNewFields?: AutomaticallyAdd;
  /**
   * Which new schemas of the source are added to the sync.
   * @default "none"
   */
  readonly automaticallyAddNewObjects?: AutomaticallyAdd;
  /**
   * Do not write Polytomic's record timestamps to the destination.
   * @default false
   */
  readonly disableRecordTimestamps?: boolean | IResolvable;
  /**
   * How many schemas are copied at the same time, at least 1. Removing this prop takes effect only with the next change to the sync, so
   * combine the two. If you leave it unset, every change also resets a limit set in Polytomic's app.
   * @default - chosen by Polytomic
   */
  readonly concurrencyLimit?: number;
  /**
   * How many schemas are copied at the same time during a full resync, at least 1. As with `concurrencyLimit`, removing this prop takes
   * effect only with the next change to the sync.
   * @default - chosen by Polytomic
   */
  readonly resyncConcurrencyLimit?: number;
  /**
   * Whether names that the destination does not accept are normalized. You can change this prop but not unset it: the provider keeps
   * the applied value.
   * @default - `enabled`, chosen by Polytomic
   */
  readonly normalizeNames?: NormalizeNames;
  /**
   * Skip records from before this time, an RFC 3339 timestamp with offset such as `2026-01-01T00:00:00Z`. You can change this prop but
   * not remove it: the provider sends nothing to Polytomic, then fails because the response still has the old value. Set
   * `1970-01-01T00:00:00Z` instead.
   * @default - no records are skipped
   */
  readonly dataCutoffTimestamp?: string;
  /**
   * Permission policies of the sync: {@link PermissionPolicy} constructs, or ids. You can change this prop but not unset it: the
   * provider keeps the applied value.
   * @default - none
   */
  readonly policies?: readonly (PermissionPolicy | string)[];
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys.
   * @default - the `organization` of a connection that is managed in this app; otherwise the organization of the API key
   */
  readonly organization?: string;
}

/** Props of {@link BulkSync}. */
export interface BulkSyncProps extends BulkSyncOptions {
  /** Where the records come from. */
  readonly source: BulkSyncEnd;
  /** Where the records are copied to. */
  readonly destination: BulkSyncEnd;
}

/** The rule of the options of a connection's type. */
export const endConfigurationRule = rule(() => tokenOrObject(mapOf(json())));

/** The rule of a source or destination. The options of S3 are known; for other types, any JSON value is accepted. */
const endRule = (z: Zod, s3Configuration: ZodType): ZodType => {
  const end = (configuration: ZodType): ZodType =>
    z.strictObject({ connection: connectionRule(), configuration: configuration.optional() });
  const rules = { s3: end(s3Configuration), other: end(endConfigurationRule()) };
  return reject(
    (value) =>
      isConstructWith(value)
        ? { code: "WRONG_TYPE", message: "is a construct; write { connection: ... }" }
        : undefined,
    either((value) => connectionTypeAt(value) === "s3", rules.s3, rules.other),
  );
};

const policyRule = rule(() =>
  either(
    (value) => typeof value === "string",
    idRule("policy"),
    instance("a PermissionPolicy or its id", (one) => isConstructWith(one, "policyId")),
  ),
);

/** The members of {@link BulkSyncOptions}, for rules that include them. */
export const bulkSyncOptionsShape = rule((z) => ({
  name: nameRule(),
  schemas: bulkSchemasRule().optional(),
  // Decides whether a data source is created, so it cannot be a token.
  verifySchemas: z.boolean().optional(),
  mode: bulkSyncModeRule().optional(),
  schedule: timedScheduleRule().optional(),
  additionalSchedules: apiOnly(),
  defaultSchedule: apiOnly(),
  active: bool().optional(),
  automaticallyAddNewFields: automaticallyAddRule().optional(),
  automaticallyAddNewObjects: automaticallyAddRule().optional(),
  disableRecordTimestamps: bool().optional(),
  concurrencyLimit: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  resyncConcurrencyLimit: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  normalizeNames: normalizeNamesRule().optional(),
  dataCutoffTimestamp: timestampRule().optional(),
  policies: literalArray(policyRule()).optional(),
  organization: organizationRule().optional(),
  ...polytomicResourceShape(),
}));

/** The rules of {@link BulkSyncProps}. */
export const bulkSyncRule = rule((z) =>
  withRules(
    z.strictObject({
      ...bulkSyncOptionsShape(),
      source: endRule(z, s3BulkSourceRule()),
      destination: endRule(z, s3BulkDestinationRule()),
    }),
    ({ destination }, problem) => {
      const subfolder = memberAt(destination, "configuration", "subfolder");
      const repeated = repeatedSubfolderProblem(subfolder, folderOf(memberAt(destination, "connection")));
      if (repeated !== undefined) {
        problem(["destination", "configuration", "subfolder"], repeated);
      }
    },
  ),
);

/** Copies schemas from one connection to another, on a schedule. */
export class BulkSync extends Construct implements RunnableSync {
  /** Distinguishes it from model syncs. */
  public readonly kind = "bulk";
  /** Id of the sync in Polytomic, a UUID. */
  public readonly syncId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: BulkSyncResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: BulkSyncProps) {
    super(scope, id);
    props = checkNew(this, "BulkSync", bulkSyncRule(), props);
    const source = Connection.of(props.source.connection);
    const destination = Connection.of(props.destination.connection);
    const upstream = [
      source,
      destination,
      ...(props.policies ?? []).filter((one) => typeof one !== "string"),
    ];
    const provider = providerOf(this, "BulkSync", upstream, props.polytomicProvider);
    const organization = props.organization ?? organizationOf([source, destination], provider);
    this.resource = new BulkSyncResource(this, "Resource", {
      ...defined({
        concurrencyLimit: props.concurrencyLimit,
        resyncConcurrencyLimit: props.resyncConcurrencyLimit,
        normalizeNames: props.normalizeNames,
        dataCutoffTimestamp: props.dataCutoffTimestamp,
        policies: props.policies?.map((one) => (typeof one === "string" ? one : one.policyId)),
        organization,
        provider,
      }),
      name: props.name,
      mode: props.mode ?? "replicate",
      active: props.active ?? true,
      source: { connectionId: source.connectionId, ...configuration(props.source.configuration) },
      destination: {
        connectionId: destination.connectionId,
        ...configuration(
          destination.connectionType === "s3"
            ? s3BulkDestinationConfiguration(props.destination.configuration ?? {})
            : props.destination.configuration,
        ),
      },
      schemas: bulkSchemaArguments(props.schemas),
      schedule: timedScheduleArguments(props.schedule ?? { frequency: "manual" }),
      automaticallyAddNewFields: props.automaticallyAddNewFields ?? "none",
      automaticallyAddNewObjects: props.automaticallyAddNewObjects ?? "none",
      disableRecordTimestamps: props.disableRecordTimestamps ?? false,
    });
    dependOnUpstream(this.resource, [source, destination]);
    replaceOnOrganizationChange(this, this.resource, organization, [source, destination]);
    if (props.verifySchemas === true) {
      const { connectionId } = source;
      verifySchemas(
        this,
        this.resource,
        {
          ...defined({ organization, provider }),
          connectionId,
          prerequisites: () => [...source.prerequisites, ...destination.prerequisites],
        },
        idsOf(props.schemas),
      );
    }
    warnAboutCapability(this, "source.connection", source, "source");
    warnAboutCapability(this, "destination.connection", destination, "destination");
    warnAboutEventLoop(this, destination, props.destination.configuration ?? {});
    this.syncId = this.resource.id;
  }

  /**
   * References an existing sync by its id in Polytomic, so that other syncs can run after it.
   *
   * @throws InvalidPropsError if `syncId` is empty
   */
  public static fromSyncId(scope: Construct, id: string, syncId: string): RunnableSync {
    return new ExistingSync(scope, id, "bulk", syncId);
  }
}

/** The ids of the enabled schemas. A disabled one may no longer exist in the source. */
const idsOf = (schemas: BulkSchemas = "all"): string[] =>
  schemas === "all"
    ? []
    : schemas.flatMap((one) => (typeof one === "string" ? [one] : one.enabled === false ? [] : [one.id]));

function configuration(options: BulkSyncEnd["configuration"] = {}): { configuration?: string } {
  if (isToken(options)) {
    return { configuration: jsonencode(options) };
  }
  const members = defined(options);
  return Object.keys(members).length === 0 ? {} : { configuration: jsonencode(members) };
}
