/** How Polytomic authenticates with AWS: as a role, or with an access key. What is told, and what Polytomic tells. */
import { accessKeyIdProblem } from "../../lib/aws/names";
import { sets } from "../../lib/validation/about";
import { rule } from "../../lib/validation/rule";
import { secret } from "../../lib/validation/secret";
import { text, textThat, variants } from "../../lib/validation/token-aware";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "../aws/polytomic-role";

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

const mode = rule((z) => sets("auth_mode", z.string()));

/** The rules of {@link S3Auth}. */
export const s3AuthRule = rule((z) =>
  variants("mode", {
    iam_role: z.strictObject({
      mode: mode(),
      role: sets("iam_role_arn", polytomicRoleInstanceRule()),
      // It decides what is said, so a token will not do.
      forgetAccessKey: z.boolean().optional(),
    }),
    access_key_and_secret: z.strictObject({
      mode: mode(),
      accessKeyId: sets(
        "aws_access_key_id",
        textThat(
          accessKeyIdProblem,
          "the ID of an access key, such as `AKIAIOSFODNN7EXAMPLE`",
          () => "the string that was given",
        ),
      ),
      secretAccessKey: sets("aws_secret_access_key", secret()),
    }),
  }),
);

/** The rules of {@link S3AuthAttributes}. */
export const s3AuthAttributesRule = rule((z) =>
  variants("mode", {
    iam_role: z.strictObject({ mode: z.string(), externalId: sets("external_id", text()) }),
    access_key_and_secret: z.strictObject({ mode: z.string(), awsUser: sets("aws_user", text()) }),
  }),
);
