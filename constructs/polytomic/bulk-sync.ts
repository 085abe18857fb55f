/** A bulk sync: copies whole schemas from one connection to another (ELT). */
import type { IResolvable, TerraformProvider, ITerraformDependable } from "cdktf";
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
import { dependOn } from "../../lib/terraform/dependencies";
import { rule, type Zod } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import {
  apiOnly,
  choose,
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
import {
  idRule,
  isConstructWith,
  nameRule,
  organizationRule,
  polytomicProviderRule,
  dependsOnRule,
} from "../rules";
import { checkConstruct } from "../validation";
import { Connection, type ConnectionLike, connectionRule, connectionTypeAt } from "./connection";
import { ExistingSync } from "./existing-sync";
import type { PermissionPolicy } from "./permission-policy";
import { verifySchemas } from "./verified-schemas";
import { folderOf, warnAboutCapability, warnAboutEventLoop } from "./warnings";
import { dependOnUpstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** A side of a bulk sync. */
export interface BulkSyncEnd {
  /** The connection that is read or written. */
  readonly connection: ConnectionLike;
  /**
   * What the connection's type asks of this side, such as `{ schema: "raw" }` of a database as destination. S3 takes
   * `format` and `subfolder` as destination, and nothing as source. It can be changed, but not be taken back as a whole: then
   * nothing is said of it, and Polytomic may keep what it had.
   * @default - nothing
   */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** What a bulk sync is told besides its two sides. */
export interface BulkSyncOptions {
  /** Name of the sync in Polytomic. */
  readonly name: string;
  /**
   * What is copied: ids of schemas in the source, or schemas with options; or `"all"`. An empty array is refused, because Polytomic
   * takes it for all schemas. You can change the array, but not go back from it to `"all"`: nothing is sent for that, and Polytomic may
   * keep the previous selection. Name every schema instead.
   * @default "all" - every schema that the source has when the sync is created
   */
  readonly schemas?: BulkSchemas;
  /**
   * Look up the schemas in the source: if it lacks one, the plan fails, or the apply if the source is only made then. Otherwise
   * Polytomic takes any id, and copies nothing for one that does not exist. Each plan asks Polytomic for all schemas of the source.
   * Nothing is looked up for schemas that are not named, not enabled, or written as an expression (`"${...}"`).
   * @default false
   */
  readonly verifySchemas?: boolean;
  /**
   * `replicate` copies changes, `snapshot` everything each time; the latter needs cloud storage as destination.
   * @default "replicate"
   */
  readonly mode?: BulkSyncMode;
  /**
   * When the sync runs. Times are UTC. A bulk sync cannot run after another sync. Members of a custom schedule can be changed, but
   * not be taken back. What another frequency does not have stays, too: a weekly schedule that becomes a custom one without
   * `dayOfWeek` still runs on its day only, until the sync is made anew with `terraform apply -replace`.
   * @default Schedule.manual()
   */
  readonly schedule?: TimedSchedule;
  /**
   * Whether the sync runs as scheduled.
   * @default true
   */
  readonly active?: boolean | IResolvable;
  /**
   * Which new fields are copied as they appear in the source.
   * @default "none"
   */
  readonly automaticallyAddNewFields?: AutomaticallyAdd;
  /**
   * Which new schemas are copied as they appear in the source.
   * @default "none"
   */
  readonly automaticallyAddNewObjects?: AutomaticallyAdd;
  /**
   * Do not write Polytomic's record timestamps to the destination.
   * @default false
   */
  readonly disableRecordTimestamps?: boolean | IResolvable;
  /**
   * How many schemas are copied at the same time, at least 1. Taken out of the program it stays until the next change of the sync,
   * so take it out together with one; each change also resets a limit that was set in Polytomic's app and is not said here.
   * @default - chosen by Polytomic
   */
  readonly concurrencyLimit?: number;
  /**
   * How many schemas are copied at the same time when everything is copied again, at least 1. Taken out of the program it stays
   * until the next change of the sync, as with `concurrencyLimit`.
   * @default - chosen by Polytomic
   */
  readonly resyncConcurrencyLimit?: number;
  /**
   * What becomes of names that the destination would not take. It can be changed, but not be taken back: the provider keeps what
   * was applied.
   * @default - `enabled`, chosen by Polytomic
   */
  readonly normalizeNames?: NormalizeNames;
  /**
   * Records from before this time are left out: a time with its offset, as RFC 3339 spells it, such as `2026-01-01T00:00:00Z`.
   * Once given it can be changed, but not be taken out of the program: the provider says nothing to Polytomic, and fails over
   * the answer. Say `1970-01-01T00:00:00Z` instead.
   * @default - none are left out
   */
  readonly dataCutoffTimestamp?: string;
  /**
   * Permission policies of the sync: {@link PermissionPolicy}, or ids. They can be changed, but not be taken back: the provider
   * keeps what was applied.
   * @default - none
   */
  readonly policies?: readonly (PermissionPolicy | string)[];
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization that was given to one of the connections, if it is managed in this app; or that of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the sync, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the connections, if they are managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** Props of {@link BulkSync}. */
export interface BulkSyncProps extends BulkSyncOptions {
  /** Where the records come from. */
  readonly source: BulkSyncEnd;
  /** Where they are copied to. */
  readonly destination: BulkSyncEnd;
}

/** The rule of what a connection's type asks. */
export const endConfigurationRule = rule(() => tokenOrObject(mapOf(json())));

/** What S3 is told at an end is known; of other types it is not, so anything that JSON has may be said to them. */
const endRule = (z: Zod, s3Configuration: ZodType): ZodType => {
  const end = (configuration: ZodType): ZodType =>
    z.strictObject({ connection: connectionRule(), configuration: configuration.optional() });
  const rules = { s3: end(s3Configuration), other: end(endConfigurationRule()) };
  return reject(
    (value) =>
      isConstructWith(value)
        ? { code: "WRONG_TYPE", message: "is a construct; write { connection: ... }" }
        : undefined,
    choose((value) => (connectionTypeAt(value) === "s3" ? rules.s3 : rules.other)),
  );
};

const policyRule = rule(() =>
  choose((value) =>
    typeof value === "string"
      ? idRule("policy")
      : instance("a PermissionPolicy or its id", (one) => isConstructWith(one, "policyId")),
  ),
);

/** The members of {@link BulkSyncOptions}, for the rules of whoever has them among its props. */
export const bulkSyncOptionsShape = rule((z) => ({
  name: nameRule(),
  schemas: bulkSchemasRule().optional(),
  // It decides what is made, so a token will not do.
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
  dependsOn: dependsOnRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
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
  /** Tells it from model syncs. */
  public readonly kind = "bulk";
  /** Id of the sync in Polytomic, a UUID. */
  public readonly syncId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: BulkSyncResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: BulkSyncProps) {
    super(scope, id);
    props = checkConstruct(this, "BulkSync", bulkSyncRule(), props);
    dependOn(this, props.dependsOn);
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
   * A sync that exists already, by its id in Polytomic, for others to run after it.
   *
   * @throws InvalidPropsError if `syncId` is empty
   */
  public static fromSyncId(scope: Construct, id: string, syncId: string): RunnableSync {
    return new ExistingSync(scope, id, "bulk", syncId);
  }
}

/** The ids of the schemas that are copied: Polytomic may have forgotten one that is not. */
const idsOf = (schemas: BulkSchemas = "all"): string[] =>
  schemas === "all"
    ? []
    : schemas.flatMap((one) => (typeof one === "string" ? [one] : one.enabled === false ? [] : [one.id]));

function configuration(given: BulkSyncEnd["configuration"] = {}): { configuration?: string } {
  if (isToken(given)) {
    return { configuration: jsonencode(given) };
  }
  const members = defined(given);
  return Object.keys(members).length === 0 ? {} : { configuration: jsonencode(members) };
}
