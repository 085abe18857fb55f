/** Models: what model syncs take their records from. */
import { type TerraformProvider, type TerraformResource, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ZodType } from "zod";
import { Model as ModelResource } from "../../lib/bindings/model";
import { defined } from "../../lib/objects";
import { FieldReference, type ModelReference } from "../../lib/polytomic/field-reference";
import {
  type ModelConfiguration,
  modelConfiguration,
  modelConfigurationRule,
  type ModelRelation,
  modelShape,
} from "../../lib/polytomic/model";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { idRule, organizationRule, polytomicProviderRule, dependsOnRule } from "../rules";
import { checkConstruct, refuse } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { warnAboutCapability } from "./warnings";
import { dependOnUpstream, type Upstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** A model: what syncs wait for and follow, if it is managed in this app. */
export interface IModel extends ModelReference, Upstream {
  /**
   * A field of the model, to map, to identify records by or to filter on.
   * @throws InvalidPropsError if the model is known not to have it
   */
  field(name: string): FieldReference;
}

/** What a model of any connection is told besides what it is made of. */
export interface ModelOptions {
  /** Name of the model in Polytomic. */
  readonly name: string;
  /**
   * Fields of the model. Once given they can be changed, but not be taken back: the provider keeps what was applied.
   * @default - all that Polytomic finds
   */
  readonly fields?: readonly string[];
  /**
   * The field that identifies a record, as its source names it, such as `id`. Name it whenever it is known: a model
   * whose identifier Polytomic picks by itself cannot be created through the provider. Change it instead of taking it back,
   * and `trackingColumns` and `relations` likewise: the provider sends nothing for none, and fails if Polytomic keeps them.
   * @default - none
   */
  readonly identifier?: string;
  /**
   * Fields by which Polytomic recognizes changed records.
   * @default - none
   */
  readonly trackingColumns?: readonly string[];
  /**
   * Fields that refer to other models, for syncs of several models.
   * @default - none
   */
  readonly relations?: readonly ModelRelation[];
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization that was given to the connection, if it is managed in this app; or that of the API key
   */
  readonly organization?: string;
  /**
   * What must exist before the model, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the provider of the connection, if it is managed in this stack; or the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** Props of {@link Model}. */
export interface ModelProps extends ModelOptions {
  /** The connection that the records come from. */
  readonly connection: ConnectionLike;
  /**
   * What the model is made of, as Polytomic's API names it for the type of the connection: `{ query: "SELECT ..." }` of a
   * database, for example. Texts only, none of them empty: the provider keeps nothing else.
   */
  readonly configuration: ModelConfiguration;
}

/** The members of {@link ModelOptions}, for the rules of whoever has them among its props. */
export const modelOptionsShape = rule(() => ({
  ...modelShape(),
  organization: organizationRule().optional(),
  dependsOn: dependsOnRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
}));

/** The rules of {@link ModelProps}. */
export const modelRule = rule((z) =>
  z.strictObject({
    ...modelOptionsShape(),
    connection: connectionRule(),
    configuration: modelConfigurationRule(),
  }),
);

/** How a class of models checks its props, and renders what its models are made of. */
interface Kind<Props> {
  readonly name: string;
  readonly rule: () => ZodType;
  readonly configuration: (props: Props) => string;
}

/** What models of all connections have in common. */
export abstract class ManagedModel<Props extends ModelOptions & { readonly connection: ConnectionLike }>
  extends Construct
  implements IModel
{
  /** Id of the model in Polytomic, a UUID. */
  public readonly modelId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: TerraformResource;
  /** The model itself. */
  public readonly prerequisites: Upstream["prerequisites"];
  /** Its relations to other models. */
  public readonly relations: readonly ModelRelation[];
  private readonly fields: readonly string[] | undefined;
  private readonly kind: string;

  protected constructor(scope: Construct, id: string, props: Props, kind: Kind<Props>) {
    super(scope, id);
    props = checkConstruct(this, kind.name, kind.rule(), props);
    dependOn(this, props.dependsOn);
    this.kind = kind.name;
    this.fields = isToken(props.fields) || props.fields?.some(isToken) ? undefined : props.fields;
    this.relations = props.relations ?? [];
    const connection = Connection.of(props.connection);
    const provider = providerOf(this, kind.name, [connection], props.polytomicProvider);
    const organization = props.organization ?? organizationOf([connection], provider);
    const resource = new ModelResource(this, "Resource", {
      ...defined({
        fields: props.fields && Token.asList(props.fields),
        identifier: props.identifier,
        organization,
        provider,
      }),
      name: props.name,
      connectionId: connection.connectionId,
      configuration: kind.configuration(props),
      // Said even when empty: what is left out stays what it was before.
      trackingColumns: Token.asList(props.trackingColumns ?? []),
      relations: this.relations.map(({ from, to }) => ({
        from,
        to: { modelId: to.model.modelId, field: to.field },
      })),
    });
    dependOnUpstream(resource, [connection]);
    replaceOnOrganizationChange(this, resource, organization, [connection]);
    warnAboutCapability(this, "connection", connection, "source");
    this.modelId = resource.id;
    this.resource = resource;
    this.prerequisites = [resource];
  }

  /**
   * The field of the model that its source calls `name`, to map, to identify records by or to filter on.
   * @throws InvalidPropsError if the model has a list of `fields` without it
   */
  public field(name: string): FieldReference {
    if (this.fields !== undefined && !isToken(name) && !this.fields.includes(name)) {
      const message = `has no ${formatValue(name)}; its fields are ${this.fields.join(", ")}`;
      refuse(this, this.kind, { prop: "fields", code: "NOT_ALLOWED", message });
    }
    return new FieldReference(this, name);
  }
}

/** A model of any connection: of a query, a table or whatever its type offers. Files in S3 have {@link S3Model}. */
export class Model extends ManagedModel<ModelProps> {
  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: ModelProps) {
    super(scope, id, props, {
      name: "Model",
      rule: modelRule,
      configuration: ({ configuration }) => modelConfiguration(configuration),
    });
  }

  /**
   * A model that exists already, by its id in Polytomic.
   *
   * @throws InvalidPropsError if `modelId` is empty
   */
  public static fromModelId(scope: Construct, id: string, modelId: string): IModel {
    return new ExistingModel(scope, id, modelId);
  }
}

const existingModelRule = rule((z) => z.strictObject({ modelId: idRule("model") }));

class ExistingModel extends Construct implements IModel {
  public readonly prerequisites: Upstream["prerequisites"] = [];

  public constructor(
    scope: Construct,
    id: string,
    public readonly modelId: string,
  ) {
    super(scope, id);
    this.modelId = checkConstruct(this, "Model", existingModelRule(), { modelId }).modelId;
  }

  public field(name: string): FieldReference {
    return new FieldReference(this, name);
  }
}
