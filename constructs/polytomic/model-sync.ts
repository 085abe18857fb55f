/** A model sync: sends the records of models to a target (reverse ETL). */
import type { IResolvable } from "cdktf";
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
import { rule } from "../../lib/validation/rule";
import { secret } from "../../lib/validation/secret";
import { apiOnly, bool, nonEmptyString, withRules } from "../../lib/validation/combinators";
import { nameRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkNew } from "../validation";
import { Connection, type ConnectionLike, connectionRule, connectionTypeAt } from "./connection";
import { ExistingSync } from "./existing-sync";
import { warnAboutCapability, warnAboutEventLoop } from "./warnings";
import { dependOnUpstream, type Upstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** Where a model sync writes: an object of a connection, or a new one. */
export type ModelSyncTarget = TargetObject & {
  /** The connection to write to. */
  readonly connection: ConnectionLike;
};

/** Props of {@link ModelSync}. */
export interface ModelSyncProps extends PolytomicResourceProps {
  /** Name of the sync in Polytomic. */
  readonly name: string;
  /** How records are written. `update`, `updateOrCreate` and `remove` require an `identity`, except with a webhook. */
  readonly mode: ModelSyncMode;
  /** Where the records go. */
  readonly target: ModelSyncTarget;
  /**
   * Maps each field of the target to a field of a model, or to a fixed string. The source fields can belong to several models if
   * `relations` of the models join them.
   */
  readonly fields: FieldMapping;
  /**
   * The fields that match a record to one in the target. Set it when you create the sync. If you add it later and Polytomic returns
   * attributes of the identity that you did not set, the apply fails although the change succeeded, and the next plan is empty.
   * @default - none
   */
  readonly identity?: SyncIdentity;
  /**
   * Filters that select the records to send: an array of filters that must all match, or an object of filters labeled A, B and so on
   * that `filterLogic` combines. If Polytomic relabels filters, an apply that changes unlabeled filters fails although the change
   * succeeded, and the next plan is empty.
   * @default - all records
   */
  readonly filters?: Labeled<Filter>;
  /**
   * Filters that select the target records to change, such as `[field("Status").equals("Open")]`: an array of filters that must all
   * match, or an object of filters with their own labels A, B and so on that `target.filterLogic` combines. For targets that support
   * filtering, with mode `update`.
   * @default - all records
   */
  readonly targetFilters?: Labeled<FieldFilter>;
  /**
   * How labeled `filters` are combined, such as `A AND (B OR C)`. For `targetFilters`, use `target.filterLogic`. Assign the letters in
   * the alphabetical order of the filter functions, because Terraform sends the filters in that order and Polytomic may relabel them.
   * @default - all filters must match
   */
  readonly filterLogic?: string;
  /**
   * Replacements for certain values of a field, such as
   * `[{ ...people.field("country").equals("UK"), override: "United Kingdom" }]`.
   * @default - none
   */
  readonly overrides?: readonly Override[];
  /**
   * Passphrase for the fields with `encryptionEnabled`. It is a secret, so it must be a token. The provider never reads it back, so the
   * first plan after an import sets it.
   * @default - none
   */
  readonly encryptionPassphrase?: string;
  /**
   * When the sync runs. Times are UTC.
   * @default Schedule.manual()
   */
  readonly schedule?: Schedule;
  /**
   * Whether the sync runs as scheduled. If Polytomic deactivates the sync, set this to `false` until you find the cause.
   * @default true
   */
  readonly active?: boolean | IResolvable;
  /**
   * Send all records each time, not only changed ones.
   * @default false
   */
  readonly syncAllRecords?: boolean | IResolvable;
  /**
   * Skip the records that exist when the sync is enabled, and send only those that Polytomic finds later. Source: Polytomic API, model
   * syncs.
   * @default false
   */
  readonly skipInitialBackfill?: boolean | IResolvable;
  /**
   * For enriched models: resend a record only when its base model changes, not when the enrichment changes. Source: Polytomic API,
   * model syncs.
   * @default false - both kinds of change resend the record
   */
  readonly onlyEnrichUpdates?: boolean | IResolvable;
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys.
   * @default - the `organization` of the target's connection or of a model, if it is managed in this app; otherwise the organization of
   * the API key
   */
  readonly organization?: string;
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
      ...polytomicResourceShape(),
    }),
    (props, problem) => {
      modelSyncProblems(props, problem, connectionTypeAt(props["target"]));
      filterLogicProblems(props, problem);
    },
  ),
);

/** Sends the records of models to a target, on a schedule. */
export class ModelSync extends Construct implements RunnableSync {
  /** Distinguishes it from bulk syncs. */
  public readonly kind = "model";
  /** Id of the sync in Polytomic, a UUID. */
  public readonly syncId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: SyncResource;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: ModelSyncProps) {
    super(scope, id);
    props = checkNew(this, "ModelSync", modelSyncRule(), props);
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
      // Sent even when false: the next update would silently reset an omitted flag.
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
   * References an existing sync by its id in Polytomic, so that other syncs can run after it.
   *
   * @throws InvalidPropsError if `syncId` is empty
   */
  public static fromSyncId(scope: Construct, id: string, syncId: string): RunnableSync {
    return new ExistingSync(scope, id, "model", syncId);
  }
}

/** The models that a sync refers to and that know their prerequisites. */
function modelsOf(props: ModelSyncProps): Upstream[] {
  const models = new Set(referencesOf(props).map(({ model }) => model));
  return [...models].filter((model): model is typeof model & Upstream => "prerequisites" in model);
}
