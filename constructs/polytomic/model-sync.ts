/** A model sync: sends the records of models to a target (reverse ETL). */
import type { IResolvable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Sync as SyncResource } from "../../lib/bindings/sync";
import { defined } from "../../lib/objects";
import { FieldReference, type Filter } from "../../lib/polytomic/field-reference";
import {
  fieldMappingRule,
  type FieldSource,
  filterArguments,
  filtersRule,
  identityArguments,
  identityProblem,
  identityRule,
  mappedFields,
  type ModelSyncMode,
  modelSyncModeRule,
  staticFields,
  type SyncIdentity,
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
import { flag, withRules } from "../../lib/validation/token-aware";
import { nameRule, organizationRule, polytomicProviderRule } from "../rules";
import { checkConstruct } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { warnOfFeedback } from "./feedback";
import { follow, type Upstream } from "./follow";

/** Where a model sync writes: an object of a connection, or a new one. */
export type ModelSyncTarget = TargetObject & {
  /** The connection that is written to. */
  readonly connection: ConnectionLike;
};

/** Props of {@link ModelSync}. */
export interface ModelSyncProps {
  /** Name of the sync in Polytomic. */
  readonly name: string;
  /** How records meet their target. `update`, `updateOrCreate` and `remove` need an identity. */
  readonly mode: ModelSyncMode;
  /** Where the records go. */
  readonly target: ModelSyncTarget;
  /** Fields of the target, and what they get: a field of a model, or always the same text. */
  readonly fields: Readonly<Record<string, FieldSource>>;
  /**
   * By which fields records are recognized in the target.
   * @default - none
   */
  readonly identity?: SyncIdentity;
  /**
   * Only records that pass all of these are sent.
   * @default - all records
   */
  readonly filters?: readonly Filter[];
  /**
   * When the sync runs. Times are UTC.
   * @default Schedule.manual()
   */
  readonly schedule?: Schedule;
  /**
   * Whether the sync runs as scheduled.
   * @default true
   */
  readonly active?: boolean | IResolvable;
  /**
   * Send all records each time, not only changed ones.
   * @default false
   */
  readonly syncAllRecords?: boolean | IResolvable;
  /**
   * Do not send the records that exist when the sync is created.
   * @default false
   */
  readonly skipInitialBackfill?: boolean | IResolvable;
  /**
   * Organization in Polytomic, a lower-case UUID.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /** @default - the stack's Polytomic provider */
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
      schedule: scheduleRule().optional(),
      active: flag().optional(),
      syncAllRecords: flag().optional(),
      skipInitialBackfill: flag().optional(),
      organization: organizationRule().optional(),
      polytomicProvider: polytomicProviderRule().optional(),
    }),
    ({ mode, identity }, problem) => {
      const message = identityProblem(mode, identity);
      if (message !== undefined) {
        problem(["identity"], message, "MISSING");
      }
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
    checkConstruct(this, "ModelSync", modelSyncRule(), props);
    const { target, fields, identity, filters } = props;
    const connection = Connection.of(target.connection);
    this.resource = new SyncResource(this, "Resource", {
      ...defined({
        organization: props.organization,
        provider: props.polytomicProvider,
        identity: identity && identityArguments(identity),
        filters: filters && filterArguments(filters),
        overrideFields: staticFields(fields),
      }),
      name: props.name,
      mode: props.mode,
      active: props.active ?? true,
      target: {
        connectionId: connection.connectionId,
        ...targetArguments(target, connection.connectionType === "s3" ? "csv" : undefined),
      },
      fields: mappedFields(fields),
      schedule: scheduleArguments(props.schedule ?? { frequency: "manual" }),
      // Said even when false: a flag that is left out is reset behind the user's back by the next update.
      syncAllRecords: props.syncAllRecords ?? false,
      skipInitialBackfill: props.skipInitialBackfill ?? false,
      onlyEnrichUpdates: false,
    });
    follow(this.resource, [connection, ...modelsOf(props)]);
    warnOfFeedback(this, connection, { format: target.format ?? "csv" });
    this.syncId = this.resource.id;
  }
}

/** The models that a sync refers to, as far as they are managed in this app. */
function modelsOf({ fields, identity, filters = [] }: ModelSyncProps): Upstream[] {
  const references = [...Object.values(fields), identity?.source, ...filters.map((filter) => filter.source)];
  const models = references.flatMap((one) => (FieldReference.isFieldReference(one) ? [one.model] : []));
  return [...new Set(models)].filter((model): model is typeof model & Upstream => "prerequisites" in model);
}
