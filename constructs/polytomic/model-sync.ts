/** A model sync: sends the records of models to a target (reverse ETL). */
import type { IResolvable, TerraformProvider, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Sync as SyncResource } from "../../lib/bindings/sync";
import { defined } from "../../lib/objects";
import type { Filter } from "../../lib/polytomic/field-reference";
import { filterLogicProblems, type Labeled } from "../../lib/polytomic/filter-logic";
import type { FieldFilter } from "../../lib/polytomic/filters";
import {
  fieldMappingRule,
  type FieldMapping,
  filterArguments,
  filtersRule,
  identityArguments,
  identityRule,
  mappedFields,
  type ModelSyncMode,
  modelSyncModeRule,
  modelSyncProblems,
  type Override,
  overrideArguments,
  overridesRule,
  referencesOf,
  staticFields,
  type SyncIdentity,
  targetFilterArguments,
  targetFiltersRule,
} from "../../lib/polytomic/model-sync";
import {
  type RunnableSync,
  type Schedule,
  scheduleArguments,
  scheduleRule,
} from "../../lib/polytomic/schedule";
import {
  targetArguments,
  type TargetObject,
  targetObjectShape,
  withOneObject,
} from "../../lib/polytomic/sync-target";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { secret } from "../../lib/validation/secret";
import { apiOnly, bool, nonEmptyString, withRules } from "../../lib/validation/combinators";
import { nameRule, organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct } from "../validation";
import { Connection, type ConnectionLike, connectionRule, connectionTypeAt } from "./connection";
import { ExistingSync } from "./existing-sync";
import { warnAboutCapability, warnAboutEventLoop } from "./warnings";
import { dependOnUpstream, type Upstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** Where a model sync writes: an object of a connection, or a new one. */
export type ModelSyncTarget = TargetObject & {
  /** The connection that is written to. */
  readonly connection: ConnectionLike;
};

/** Props of {@link ModelSync}. */
export interface ModelSyncProps {
  /** Name of the sync in Polytomic. */
  readonly name: string;
  /** How records meet their target. `update`, `updateOrCreate` and `remove` need an identity, except with a webhook. */
  readonly mode: ModelSyncMode;
  /** Where the records go. */
  readonly target: ModelSyncTarget;
  /**
   * Fields of the target, and what they get: a field of a model, or always the same text. The fields may belong to several
   * models, which `relations` of the models join.
   */
  readonly fields: FieldMapping;
  /**
   * By which fields records are recognized in the target. Best given as the sync is created: where Polytomic answers with
   * more of an identity than was said, the apply that adds one fails, though it is done, and the next plan is empty.
   * @default - none
   */
  readonly identity?: SyncIdentity;
  /**
   * Only records that pass all of these are sent; or, by labels A, B and so on, those that `filterLogic` lets pass. Where
   * Polytomic labels filters anew, the apply that changes filters without labels fails, though it is done, and the next plan is
   * empty.
   * @default - all records
   */
  readonly filters?: Labeled<Filter>;
  /**
   * Only records of the target that pass all of these are changed, such as `[field("Status").equals("Open")]`; or, by labels of
   * their own, A, B and so on, those that `target.filterLogic` lets pass. For targets that can filter, with mode `update`.
   * @default - all records
   */
  readonly targetFilters?: Labeled<FieldFilter>;
  /**
   * How labeled `filters` are combined, such as `A AND (B OR C)`. `targetFilters` have a logic of their own,
   * `target.filterLogic`. Give the letters in the order of the functions' names, because Terraform sends the filters in that order
   * and Polytomic may label them again.
   * @default - all have to hold
   */
  readonly filterLogic?: string;
  /**
   * What is written instead of some values of a field, such as
   * `[{ ...people.field("country").equals("UK"), override: "United Kingdom" }]`.
   * @default - nothing
   */
  readonly overrides?: readonly Override[];
  /**
   * Passphrase of the fields with `encryptionEnabled`: a token, as it is a secret. The provider never reads it back, so after an
   * import the next plan shows it.
   * @default - none
   */
  readonly encryptionPassphrase?: string;
  /**
   * When the sync runs. Times are UTC.
   * @default Schedule.manual()
   */
  readonly schedule?: Schedule;
  /**
   * Whether the sync runs as scheduled. Say `false` of a sync that Polytomic deactivates, until the cause is found.
   * @default true
   */
  readonly active?: boolean | IResolvable;
  /**
   * Send all records each time, not only changed ones.
   * @default false
   */
  readonly syncAllRecords?: boolean | IResolvable;
  /**
   * Do not send the records that exist when the sync is enabled, only those that Polytomic sees later. Source: Polytomic API,
   * model syncs.
   * @default false
   */
  readonly skipInitialBackfill?: boolean | IResolvable;
  /**
   * With enriched models: only changes of the base models cause a record to be sent again, and changes of what enriches it do not.
   * Source: Polytomic API, model syncs.
   * @default false - both do
   */
  readonly onlyEnrichUpdates?: boolean | IResolvable;
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization that was given to the target's connection or to a model, if they are managed in this app; or
   * that of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the sync, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the target's connection and of the models, if they are managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link ModelSyncProps}. */
export const modelSyncRule = rule((z) =>
  withRules(
    z.strictObject({
      name: nameRule(),
      mode: modelSyncModeRule(),
      target: withOneObject(z.strictObject({ ...targetObjectShape(), connection: connectionRule() })),
      fields: fieldMappingRule(),
      identity: identityRule().optional(),
      filters: filtersRule().optional(),
      targetFilters: targetFiltersRule().optional(),
      filterLogic: nonEmptyString().optional(),
      overrides: overridesRule().optional(),
      encryptionPassphrase: secret().optional(),
      schedule: scheduleRule().optional(),
      active: bool().optional(),
      syncAllRecords: bool().optional(),
      skipInitialBackfill: bool().optional(),
      onlyEnrichUpdates: bool().optional(),
      policies: apiOnly(),
      organization: organizationRule().optional(),
      dependsOn: dependsOnRule().optional(),
      polytomicProvider: polytomicProviderRule().optional(),
    }),
    (props, problem) => {
      modelSyncProblems(props, problem, connectionTypeAt(props["target"]));
      filterLogicProblems(props, problem);
    },
  ),
);

/** Sends the records of models to a target, on a schedule. */
export class ModelSync extends Construct implements RunnableSync {
  /** Tells it from bulk syncs. */
  public readonly kind = "model";
  /** Id of the sync in Polytomic, a UUID. */
  public readonly syncId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: SyncResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: ModelSyncProps) {
    super(scope, id);
    props = checkConstruct(this, "ModelSync", modelSyncRule(), props);
    dependOn(this, props.dependsOn);
    const { target, fields, identity } = props;
    const connection = Connection.of(target.connection);
    const upstream = [connection, ...modelsOf(props)];
    const provider = providerOf(this, "ModelSync", upstream, props.polytomicProvider);
    const organization = props.organization ?? organizationOf(upstream, provider);
    this.resource = new SyncResource(this, "Resource", {
      ...defined({
        organization,
        provider,
        identity: identity && identityArguments(identity),
        filters: filterArguments(props.filters),
        targetFilters: targetFilterArguments(props.targetFilters),
        filterLogic: props.filterLogic,
        overrides: overrideArguments(props.overrides),
        overrideFields: staticFields(fields),
        encryptionPassphrase: props.encryptionPassphrase,
      }),
      name: props.name,
      mode: props.mode,
      active: props.active ?? true,
      target: {
        connectionId: connection.connectionId,
        ...targetArguments(target, connection.connectionType === "s3" ? "csv" : undefined),
      },
      fields: mappedFields(fields, identity),
      schedule: scheduleArguments(props.schedule ?? { frequency: "manual" }),
      // Said even when false: a flag that is left out is reset behind the user's back by the next update.
      syncAllRecords: props.syncAllRecords ?? false,
      skipInitialBackfill: props.skipInitialBackfill ?? false,
      onlyEnrichUpdates: props.onlyEnrichUpdates ?? false,
    });
    dependOnUpstream(this.resource, upstream);
    replaceOnOrganizationChange(this, this.resource, organization, upstream);
    warnAboutCapability(this, "target.connection", connection, "destination");
    warnAboutEventLoop(this, connection, { format: target.format ?? "csv" });
    this.syncId = this.resource.id;
  }

  /**
   * A sync that exists already, by its id in Polytomic, for others to run after it.
   *
   * @throws InvalidPropsError if `syncId` is empty
   */
  public static fromSyncId(scope: Construct, id: string, syncId: string): RunnableSync {
    return new ExistingSync(scope, id, "model", syncId);
  }
}

/** The models that a sync refers to, as far as they are managed in this app. */
function modelsOf(props: ModelSyncProps): Upstream[] {
  const models = new Set(referencesOf(props).map(({ model }) => model));
  return [...models].filter((model): model is typeof model & Upstream => "prerequisites" in model);
}
