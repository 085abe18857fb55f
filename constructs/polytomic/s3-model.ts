/** A model of files in S3: what model syncs take their records from. */
import { type TerraformProvider, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { Model as ModelResource } from "../../lib/bindings/model";
import { defined } from "../../lib/objects";
import { FieldReference, fieldRule, type ModelReference } from "../../lib/polytomic/field-reference";
import {
  s3ModelConfiguration,
  type S3ModelSource,
  s3ModelSourceShape,
  withOneSource,
} from "../../lib/polytomic/s3-model";
import { rule } from "../../lib/validation/rule";
import { listOf, text, unsupported, writtenList } from "../../lib/validation/token-aware";
import { nameRule, organizationRule, polytomicProviderRule } from "../rules";
import { checkConstruct } from "../validation";
import { Connection, type ConnectionLike, connectionRule } from "./connection";
import { follow, type Upstream } from "./follow";

/** A model that is managed in this app: what syncs wait for and follow. */
export interface IModel extends ModelReference, Upstream {}

/** Says that a field of a model refers to a field of another one, as a foreign key does. */
export interface ModelRelation {
  /** Field of the model that has the relation. */
  readonly from: string;
  /** Field of the other model, such as `accounts.field("id")`. */
  readonly to: FieldReference;
}

/** What a model on a given connection is told. */
export type S3ModelOptions = S3ModelSource & {
  /** Name of the model in Polytomic. */
  readonly name: string;
  /**
   * Fields of the model. Once given they can be changed, but not be taken back: the provider keeps what was applied.
   * @default - all that Polytomic finds
   */
  readonly fields?: readonly string[];
  /**
   * The field that identifies a record, as the files name it, such as `id`. Name it whenever it is known: a model
   * whose identifier Polytomic picks by itself cannot be created through the provider.
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
   * Organization in Polytomic, a lower-case UUID.
   * @default - the organization of the connection or API key
   */
  readonly organization?: string;
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
};

/** Props of {@link S3Model}. */
export type S3ModelProps = S3ModelOptions & {
  /** The S3 connection that reaches the files. */
  readonly connection: ConnectionLike;
};

const namesRule = rule(() => listOf(text()));

const relationsRule = rule((z) => writtenList(z.strictObject({ from: text(), to: fieldRule() })));

const s3ModelOptionsShape = rule(() => ({
  ...s3ModelSourceShape(),
  name: nameRule(),
  fields: namesRule().optional(),
  identifier: text().optional(),
  trackingColumns: namesRule().optional(),
  relations: relationsRule().optional(),
  additionalFields: unsupported(
    "cannot be set: the Terraform provider fails on every model that has additional fields, whoever added them. " +
      "Write the field into the files instead",
  ),
  organization: organizationRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
}));

/** The rules of {@link S3ModelOptions}. */
export const s3ModelOptionsRule = rule((z) => withOneSource(z.strictObject(s3ModelOptionsShape())));

const s3ModelRule = rule((z) =>
  withOneSource(z.strictObject({ ...s3ModelOptionsShape(), connection: connectionRule() })),
);

/** A model of one file, or of an archive of files, in S3. */
export class S3Model extends Construct implements IModel {
  /** Id of the model in Polytomic, a UUID. */
  public readonly modelId: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: TerraformResource;
  /** The model itself. */
  public readonly prerequisites: Upstream["prerequisites"];

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3ModelProps) {
    super(scope, id);
    checkConstruct(this, "S3Model", s3ModelRule(), props);
    const connection = Connection.of(props.connection);
    const resource = new ModelResource(this, "Resource", {
      ...defined({
        fields: props.fields && Token.asList(props.fields),
        identifier: props.identifier,
        organization: props.organization,
        provider: props.polytomicProvider,
      }),
      name: props.name,
      connectionId: connection.connectionId,
      configuration: s3ModelConfiguration(props),
      // Said even when empty: what is left out stays what it was before.
      trackingColumns: Token.asList(props.trackingColumns ?? []),
      relations: (props.relations ?? []).map(({ from, to }) => ({
        from,
        to: { modelId: to.model.modelId, field: to.field },
      })),
    });
    follow(resource, [connection]);
    this.modelId = resource.id;
    this.resource = resource;
    this.prerequisites = [resource];
  }

  /** The field of the model that the files call `name`, to map, to identify by or to filter on. */
  public field(name: string): FieldReference {
    return new FieldReference(this, name);
  }
}
