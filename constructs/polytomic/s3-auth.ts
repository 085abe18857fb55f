/** How Polytomic authenticates with AWS: as a role, or with an access key. What is told, and what Polytomic tells. */
import { accessKeyIdProblem } from "../../lib/aws/names";
import { setsOption } from "../../lib/validation/metadata";
import { rule } from "../../lib/validation/rule";
import { secret } from "../../lib/validation/secret";
import { nonEmptyString, checkedString, variants } from "../../lib/validation/combinators";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "../aws/interfaces";

/** Polytomic assumes a role, with the external ID of the connection. */
export interface RoleAuth {
  readonly mode: "iam_role";
  /** The role. The connection makes it trust its external ID. */
  readonly role: IPolytomicRole;
  /**
   * For a connection that used an access key before: takes the key out of Terraform's state and out of Polytomic, where it would
   * stay otherwise. Deactivate it in AWS all the same, as earlier versions of the state have it.
   * @default false
   */
  readonly forgetAccessKey?: boolean;
  /** Not with a role. */
  readonly accessKeyId?: never;
  /** Not with a role. */
  readonly secretAccessKey?: never;
}

/** Polytomic uses an access key. For where a role cannot be used. */
export interface AccessKeyAuth {
  readonly mode: "access_key_and_secret";
  /** Id of the access key, such as `AKIAIOSFODNN7EXAMPLE`. */
  readonly accessKeyId: string;
  /**
   * A token, such as the value of a sensitive `TerraformVariable` or of a data source, or an expression such as
   * `${random_password.key.result}`: a literal would stand in the synthesized files. It stands in Terraform's state all the same, as the provider keeps it there; for that reason
   * Terraform refuses ephemeral values here.
   */
  readonly secretAccessKey: string;
  /** Not with an access key. */
  readonly role?: never;
  /** Not with an access key. */
  readonly forgetAccessKey?: never;
}

interface AuthByMode {
  readonly iam_role: RoleAuth;
  readonly access_key_and_secret: AccessKeyAuth;
}

/** The ways for Polytomic to authenticate with AWS. Source: Polytomic API documentation, S3, `auth_mode`. */
export type S3AuthMode = keyof AuthByMode;

/** How Polytomic authenticates, in one mode or any. */
export type S3Auth<Mode extends S3AuthMode = S3AuthMode> = { readonly mode: Mode } & AuthByMode[Mode];

/** What Polytomic says of a connection that uses a role. */
export interface RoleAuthAttributes {
  readonly mode: "iam_role";
  /** The external ID that Polytomic names when it assumes the role; the role's trust policy must demand it. */
  readonly externalId: string;
}

/** What Polytomic says of a connection that uses an access key. */
export interface AccessKeyAuthAttributes {
  readonly mode: "access_key_and_secret";
  /** ARN of the IAM user to whom the access key belongs. */
  readonly awsUser: string;
}

interface AttributesByMode {
  readonly iam_role: RoleAuthAttributes;
  readonly access_key_and_secret: AccessKeyAuthAttributes;
}

/** What Polytomic says of the authentication of a connection: with each mode something else. */
export type S3AuthAttributes<Mode extends S3AuthMode = S3AuthMode> = AttributesByMode[Mode];

const mode = rule((z) => setsOption("auth_mode", z.string()));

/** The rules of {@link S3Auth}. */
export const s3AuthRule = rule((z) =>
  variants("mode", {
    iam_role: z.strictObject({
      mode: mode(),
      role: setsOption("iam_role_arn", polytomicRoleInstanceRule()),
      // It decides what is said, so a token will not do.
      forgetAccessKey: z.boolean().optional(),
    }),
    access_key_and_secret: z.strictObject({
      mode: mode(),
      accessKeyId: setsOption(
        "aws_access_key_id",
        checkedString(
          accessKeyIdProblem,
          "the ID of an access key, such as `AKIAIOSFODNN7EXAMPLE`",
          () => "the string that was given",
        ),
      ),
      secretAccessKey: setsOption("aws_secret_access_key", secret()),
    }),
  }),
);

/** The rules of {@link S3AuthAttributes}. */
export const s3AuthAttributesRule = rule((z) =>
  variants("mode", {
    iam_role: z.strictObject({ mode: z.string(), externalId: setsOption("external_id", nonEmptyString()) }),
    access_key_and_secret: z.strictObject({
      mode: z.string(),
      awsUser: setsOption("aws_user", nonEmptyString()),
    }),
  }),
);
