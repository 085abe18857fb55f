/** Models: what model syncs take their records from. */
import { type TerraformResource, Token } from "cdktf";
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
import { rule } from "../../lib/validation/rule";
import { formatValue } from "../../lib/format";
import { isToken } from "../../lib/tokens";
import { idRule, organizationRule } from "../rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "../common-props";
import { checkConstruct, checkNew, refuse } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { warnAboutCapability } from "./warnings";
import { dependOnUpstream, type Upstream } from "./dependencies";
import { organizationOf, providerOf, replaceOnOrganizationChange } from "./organization-scope";

/** A model. If it is managed in this app, the syncs that use it depend on it and are replaced with it. */
export interface IModel extends ModelReference, Upstream {
  /**
   * Returns a field of the model, to use in a mapping, an identity or a filter.
   * @throws InvalidPropsError if the model sets `fields` without it
   */
  field(name: string): FieldReference;
}

/** Options of a model on any connection, without its source. */
export interface ModelOptions extends PolytomicResourceProps {
  /** Name of the model in Polytomic. */
  readonly name: string;
  /**
   * Fields of the model. You can change this prop but not unset it: the provider keeps the applied value.
   * @default - all fields that Polytomic finds
   */
  readonly fields?: readonly string[];
  /**
   * The field that identifies a record, by its name in the source, such as `id`. Set it whenever you know it: if Polytomic picks the
   * identifier itself, the provider cannot create the model. You can change this prop but not unset it, and the same holds for
   * `trackingColumns` and `relations`: the provider sends nothing for an unset prop, and fails if Polytomic keeps the old value.
   * @default - none
   */
  readonly identifier?: string;
  /**
   * Fields that Polytomic uses to detect changed records.
   * @default - none
   */
  readonly trackingColumns?: readonly string[];
  /**
   * Fields that refer to other models, for syncs that combine several models.
   * @default - none
   */
  readonly relations?: readonly ModelRelation[];
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys.
   * @default - the `organization` of the connection, if it is managed in this app; otherwise the organization of the API key
   */
  readonly organization?: string;
}

/** Props of {@link Model}. */
export interface ModelProps extends ModelOptions {
  /** The connection that the records come from. */
  readonly connection: ConnectionLike;
  /**
   * The source of the model, in the form that Polytomic's API documents for the connection type, such as `{ query: "SELECT ..." }` for
   * a database. Values must be non-empty strings, because the provider keeps no others.
   */
  readonly configuration: ModelConfiguration;
}

/** The members of {@link ModelOptions}, for rules that include them. */
export const modelOptionsShape = rule(() => ({
  ...modelShape(),
  organization: organizationRule().optional(),
  ...polytomicResourceShape(),
}));

/** The rules of {@link ModelProps}. */
export const modelRule = rule((z) =>
  z.strictObject({
    ...modelOptionsShape(),
    connection: connectionRule(),
    configuration: modelConfigurationRule(),
  }),
);

/** How a model class validates its props and renders its configuration. */
interface Kind<Props> {
  readonly name: string;
  readonly rule: () => ZodType;
  readonly configuration: (props: Props) => string;
}

/** Base class of models on any connection. */
export abstract class ManagedModel<Props extends ModelOptions & { readonly connection: ConnectionLike }>
  extends Construct
  implements IModel
{
  /** Id of the model in Polytomic, a UUID. */
  public readonly modelId: string;
  /** The underlying Terraform resource, for arguments that this construct does not expose. */
  public readonly resource: TerraformResource;
  /** The resource of the model. */
  public readonly prerequisites: Upstream["prerequisites"];
  /** Its relations to other models. */
  public readonly relations: readonly ModelRelation[];
  private readonly fields: readonly string[] | undefined;
  private readonly kind: string;

  protected constructor(scope: Construct, id: string, props: Props, kind: Kind<Props>) {
    super(scope, id);
    props = checkNew(this, kind.name, kind.rule(), props);
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
      // Sent even when empty: the provider keeps the applied value of an omitted argument.
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
   * Returns the field of the model with this name in the source, to use in a mapping, an identity or a filter.
   * @throws InvalidPropsError if the model sets `fields` without it
   */
  public field(name: string): FieldReference {
    if (this.fields !== undefined && !isToken(name) && !this.fields.includes(name)) {
      const message = `does not include ${formatValue(name)}; the model has ${this.fields.join(", ")}`;
      refuse(this, this.kind, { prop: "fields", code: "NOT_ALLOWED", message });
    }
    return new FieldReference(this, name);
  }
}

/** A model on any connection: a query, a table, or whatever the connection type offers. For files in S3, use {@link S3Model}. */
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
   * References an existing model by its id in Polytomic.
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
