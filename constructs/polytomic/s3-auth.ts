/** How Polytomic authenticates with AWS: as a role, or with an access key. Props, and the attributes that Polytomic returns. */
import { accessKeyIdProblem } from "../../lib/aws/names";
import { setsOption } from "../../lib/validation/metadata";
import { rule } from "../../lib/validation/rule";
import { secret } from "../../lib/validation/secret";
import { nonEmptyString, checkedString, variants } from "../../lib/validation/combinators";
import { type IPolytomicRole, polytomicRoleInstanceRule } from "../aws/interfaces";

/** Polytomic assumes a role, with the external ID of the connection. */
export interface RoleAuth {
  /** Polytomic assumes a role. */
  readonly mode: "iam_role";
  /** The role to assume. The connection adds its external ID to the role's trust policy. */
  readonly role: IPolytomicRole;
  /**
   * For a connection that used an access key before: removes the key from Terraform's state and from Polytomic, which otherwise keep it.
   * Deactivate the key in AWS anyway, because earlier versions of the state contain it.
   * @default false
   */
  readonly forgetAccessKey?: boolean;
  /** Not with a role. */
  readonly accessKeyId?: never;
  /** Not with a role. */
  readonly secretAccessKey?: never;
}

/** Polytomic uses an access key. Use this only where a role is not possible. */
export interface AccessKeyAuth {
  /** Polytomic uses the access key of an IAM user. */
  readonly mode: "access_key_and_secret";
  /** Id of the access key, such as `AKIAIOSFODNN7EXAMPLE`. */
  readonly accessKeyId: string;
  /**
   * The secret key. Must be a token, such as the value of a sensitive `TerraformVariable` or of a data source, or an expression such as
   * `${random_password.key.result}`, because a literal would be written to the synthesized files. The provider stores it in Terraform's
   * state; for that reason Terraform rejects ephemeral values here.
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

/** Authentication modes. Source: Polytomic API documentation, S3, `auth_mode`. */
export type S3AuthMode = keyof AuthByMode;

/** How Polytomic authenticates with AWS, for one mode or any. */
export type S3Auth<Mode extends S3AuthMode = S3AuthMode> = { readonly mode: Mode } & AuthByMode[Mode];

/** Attributes of a connection that uses a role. */
export interface RoleAuthAttributes {
  /** Polytomic assumes a role. */
  readonly mode: "iam_role";
  /** The external ID that Polytomic sends when it assumes the role. The role's trust policy must require it. */
  readonly externalId: string;
}

/** Attributes of a connection that uses an access key. */
export interface AccessKeyAuthAttributes {
  /** Polytomic uses the access key of an IAM user. */
  readonly mode: "access_key_and_secret";
  /** ARN of the IAM user that owns the access key. */
  readonly awsUser: string;
}

interface AttributesByMode {
  readonly iam_role: RoleAuthAttributes;
  readonly access_key_and_secret: AccessKeyAuthAttributes;
}

/** Authentication attributes that Polytomic returns, by mode. */
export type S3AuthAttributes<Mode extends S3AuthMode = S3AuthMode> = AttributesByMode[Mode];

const mode = rule((z) => setsOption("auth_mode", z.string()));

/** The rules of {@link S3Auth}. */
export const s3AuthRule = rule((z) =>
  variants("mode", {
    iam_role: z.strictObject({
      mode: mode(),
      role: setsOption("iam_role_arn", polytomicRoleInstanceRule()),
      // Decides which arguments are sent, so it cannot be a token.
      forgetAccessKey: z.boolean().optional(),
    }),
    access_key_and_secret: z.strictObject({
      mode: mode(),
      accessKeyId: setsOption(
        "aws_access_key_id",
        checkedString(
          accessKeyIdProblem,
          "the ID of an access key, such as `AKIAIOSFODNN7EXAMPLE`",
          () => "the string that was passed",
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
