/** A model of files in S3. */
import type { Construct } from "constructs";
import {
  s3ModelConfiguration,
  type S3ModelSource,
  s3ModelSourceShape,
  withOneSource,
} from "../../lib/polytomic/s3-model";
import { rule } from "../../lib/validation/rule";
import { type ConnectionLike, connectionRule } from "./connection";
import { folderOf } from "./warnings";
import { ManagedModel, type ModelOptions, modelOptionsShape } from "./model";

/** Options of a model on an S3 connection. */
export type S3ModelOptions = S3ModelSource & ModelOptions;

/** Props of {@link S3Model}. */
export type S3ModelProps = S3ModelOptions & {
  /** The S3 connection that can read the files. */
  readonly connection: ConnectionLike;
};

const s3ModelOptionsShape = rule(() => ({ ...s3ModelSourceShape(), ...modelOptionsShape() }));

/** The rules of {@link S3ModelOptions}. */
export const s3ModelOptionsRule = rule((z) => withOneSource(z.strictObject(s3ModelOptionsShape())));

const s3ModelRule = rule((z) =>
  withOneSource(
    z.strictObject({ ...s3ModelOptionsShape(), connection: connectionRule() }),
    ({ connection }) => folderOf(connection),
  ),
);

/** A model of one file, or of an archive of files, in S3. */
export class S3Model extends ManagedModel<S3ModelProps> {
  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3ModelProps) {
    super(scope, id, props, { name: "S3Model", rule: s3ModelRule, configuration: s3ModelConfiguration });
  }
}
