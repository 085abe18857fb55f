/** A KMS customer key for a bucket and its event queue: a new one whose policy allows S3 to deliver events, or an existing one. */
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { accountOfArn } from "../../lib/aws/accounts";
import { keyArnProblem, partOfArn, regionOfArn } from "../../lib/aws/arns";
import { KEY, POLICY } from "../../lib/aws/limits";
import { aliasNameProblem } from "../../lib/aws/names";
import { type PolicyStatement, renderPolicy, type StatementsOfPolicy } from "../../lib/iam/policy-document";
import {
  ACCESSES,
  type EventSource,
  keyAdministration,
  keyForDelivery,
  type KeyGrant,
  keyUse,
  withSourcesTogether,
} from "../../lib/iam/statements";
import { defined, withMembers } from "../../lib/objects";
import { resourcesIn } from "../../lib/terraform/references";
import { forbidSecondOwner } from "../../lib/synthesis/owners";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { rule } from "../../lib/validation/rule";
import { instance, checkedString, integer } from "../../lib/validation/combinators";
import { nameWithoutWildcard } from "../preconditions";
import { awsProviderRule, dependsOnRule, isConstructWith } from "../rules";
import { checkConstruct, checkNew, resolveIn } from "../validation";
import { AwsEnvironment, type AwsLocation } from "./aws-environment";
import { locationOf, type RegionalResourceProps, regionalResourceShape } from "./aws-region";
import { ExistingResourceAccess, grantOf, OwnedResourceAccess } from "./cross-account";
import { eventSourceRule } from "./event-source";
import { forbidNameOverrides } from "./name-overrides";
import { checkPolicyLimits } from "./policy-limits";
import { type Removal, removalArguments, removalRule } from "../removal";
import type { IEncryptionKey, Grant, IPolytomicRole } from "./interfaces";

/** Props of {@link EncryptionKey}. */
export interface EncryptionKeyProps extends RegionalResourceProps {
  /**
   * Alias of the key, without `alias/`, at most 250 characters.
   * @default - none
   */
  readonly alias?: string;
  /**
   * Waiting period before a destroyed key is deleted, in days, 7 to 30. Until then you can cancel the deletion.
   * @default 30
   */
  readonly deletionWindowDays?: number;
  /**
   * What happens when Terraform would destroy or replace the key. Without the key, its data cannot be decrypted. `keep` fails the plan;
   * `delete` schedules the deletion in `deletionWindowDays`. See {@link Removal}.
   * @default "keep"
   */
  readonly onRemoval?: Removal;
}

/** The rules of {@link EncryptionKeyProps}. */
export const encryptionKeyRule = rule((z) =>
  z.strictObject({
    alias: checkedString(aliasNameProblem, "the name of an alias").optional(),
    deletionWindowDays: integer(KEY.deletionWindow.minimum, KEY.deletionWindow.maximum).optional(),
    onRemoval: removalRule().optional(),
    ...regionalResourceShape(),
  }),
);

const useRule = rule((z) =>
  z.strictObject({
    role: instance("a PolytomicRole", (value) => isConstructWith(value, "roleArn", "addKeyStatements")),
    use: z.strictObject({ service: z.enum(["s3", "sqs"]), access: z.enum(ACCESSES) }),
  }),
);

/** The base class of new and existing keys. */
abstract class Key extends Construct implements IEncryptionKey {
  public abstract readonly keyArn: string;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  /** The region of the key and of the bucket or queue that it encrypts. */
  protected abstract readonly region: string;
  public abstract readonly knownRegion: string | undefined;
  protected readonly environment: AwsEnvironment;
  protected readonly deliveries: PolicyStatement[] = [];
  /** The roles that use the key. */
  protected abstract readonly access: ExistingResourceAccess | OwnedResourceAccess;

  protected constructor(scope: Construct, id: string, awsProvider: TerraformProvider | undefined) {
    super(scope, id);
    this.environment = AwsEnvironment.of(this, awsProvider);
  }

  public allowDeliveryFrom(source: EventSource): void {
    ({ source } = checkConstruct(this, "EncryptionKey", eventSourceRule(), { source }));
    this.deliveries.push(keyForDelivery(source));
  }

  public grantUse(role: IPolytomicRole, use: KeyGrant): Grant {
    ({ role, use } = checkConstruct(this, "EncryptionKey", useRule(), { role, use }));
    const environment = { region: this.region, dnsSuffix: this.environment.dnsSuffix };
    const statements = [keyUse(this.keyArn, environment, use)];
    role.addKeyStatements(...statements);
    // In a key policy, "*" is the key itself.
    this.access.add(
      role,
      statements.map((one) => ({ ...one, Resource: "*" })),
    );
    return grantOf(role, statements, this.access);
  }
}

/**
 * A symmetric KMS key, rotated every year. Its policy delegates access to IAM, and lets S3 deliver bucket events to a queue that is
 * encrypted with the key. Source: S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export class EncryptionKey extends Key {
  /** ARN of the key, known after apply. */
  public readonly keyArn: string;
  /** Empty: the key is created with its policy, and the ARN refers to it. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  /** The region of the key. */
  protected readonly region: string;
  /** The roles that use the key. */
  protected readonly access: OwnedResourceAccess;
  /** The underlying `aws_kms_key`, as an escape hatch. */
  public readonly resource: KmsKey;
  private readonly location: AwsLocation;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: EncryptionKeyProps = {}) {
    super(scope, id, props?.awsProvider);
    props = checkNew(this, "EncryptionKey", encryptionKeyRule(), props);
    forbidSecondOwner(this);
    const location = locationOf(this, "EncryptionKey", props);
    this.location = location;
    const used = { owner: this, name: "EncryptionKey", kind: "key", account: this.environment } as const;
    this.access = new OwnedResourceAccess(used, () => this.resource);
    const { lifecycle } = removalArguments(props.onRemoval ?? "keep");
    const statements: StatementsOfPolicy = (resolve) => [
      keyAdministration(this.environment),
      ...withSourcesTogether(this.deliveries, resolve),
      ...this.access.statements,
    ];
    checkPolicyLimits(this, () => [statements], {
      what: "the policy of the key",
      length: POLICY.key,
      remedy: "Spread the buckets and queues over more keys",
    });
    const key = new KmsKey(this, "Resource", {
      ...location.arguments,
      ...defined({ tags: props.tags }),
      description: "Encrypts files and events that Polytomic works with",
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays ?? KEY.deletionWindow.maximum,
      policy: renderPolicy(statements),
      // Dependents switch to the new key before the old one is scheduled for deletion.
      lifecycle: { ...lifecycle, createBeforeDestroy: true },
    });
    this.resource = withMetaArguments(key);
    forbidNameOverrides(this, key, { what: "key", names: {}, remedy: "Set region and awsProvider" });
    this.keyArn = this.resource.arn;
    this.region = location.region;
    if (props.alias !== undefined) {
      withMetaArguments(
        new KmsAlias(this, "alias", {
          ...location.arguments,
          name: `alias/${props.alias}`,
          targetKeyId: this.resource.keyId,
        }),
      );
    }
  }

  /** Region of the key, if it is known at synthesis. */
  public get knownRegion(): string | undefined {
    return this.location.knownRegion;
  }

  /** Lets S3 or SNS use the key to deliver events of this source. */
  public override allowDeliveryFrom(source: EventSource): void {
    super.allowDeliveryFrom(source);
    // Terraform would also apply it to a bucket or topic that the source refers to, whose name is taken while the old one exists.
    if (resourcesIn(this, source).length > 0) {
      withMetaArguments(this.resource, { lifecycle: () => ({ createBeforeDestroy: false }) });
    }
  }

  /**
   * References an existing key. Its policy is not changed: see {@link ExistingEncryptionKey.requiredStatements}.
   *
   * @throws InvalidPropsError if `keyArn` is not a key ARN. Alias ARNs are not accepted, and the AWS-managed key `alias/aws/sqs` cannot be
   * used because its policy cannot allow S3
   */
  public static fromKeyArn(
    scope: Construct,
    id: string,
    keyArn: string,
    options: ExistingKeyOptions = {},
  ): ExistingEncryptionKey {
    return new ExistingEncryptionKey(scope, id, keyArn, options);
  }
}

/** Options of {@link EncryptionKey.fromKeyArn}. */
export interface ExistingKeyOptions {
  /**
   * Resources that must exist before the key can be used, such as its policy if your app creates it elsewhere.
   * @default - only what the ARN refers to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

const existingKeyRule = rule((z) =>
  z.strictObject({
    keyArn: checkedString(keyArnProblem, "the ARN of a key"),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** An existing key. It is not changed. */
export class ExistingEncryptionKey extends Key {
  /** The option `dependsOn`. */
  public readonly prerequisites: readonly ITerraformDependable[];
  /** The region of the key. */
  protected readonly region: string;
  /** Region of the key, if it is known at synthesis. */
  public readonly knownRegion: string | undefined;
  /** The roles that use the key. */
  protected readonly access: ExistingResourceAccess;

  public constructor(
    scope: Construct,
    id: string,
    /** ARN of the key. */
    public readonly keyArn: string,
    options: ExistingKeyOptions = {},
  ) {
    super(scope, id, options?.awsProvider);
    ({ keyArn, ...options } = checkConstruct(
      this,
      "EncryptionKey",
      existingKeyRule(),
      withMembers(options, { keyArn }),
    ));
    this.keyArn = keyArn;
    this.prerequisites = options.dependsOn ?? [];
    this.access = new ExistingResourceAccess({
      owner: this,
      name: "EncryptionKey",
      kind: "key",
      account: accountOfArn(keyArn),
      namesAccount: true,
    });
    this.knownRegion = regionOfArn(keyArn);
    this.region = this.knownRegion ?? partOfArn(keyArn, 3);
  }

  /** Grants a role the use of the key. For a role of another account, see {@link requiredStatements}. */
  public override grantUse(role: IPolytomicRole, use: KeyGrant): Grant {
    const grant = super.grantUse(role, use);
    role.checkAtPlan?.(nameWithoutWildcard(this, "The ARN", this.keyArn), "keyStatements");
    return grant;
  }

  /** Statements that the owner must add to a key policy that delegates access to IAM. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return withSourcesTogether(this.deliveries, (value) => resolveIn(this, value));
  }

  /** Statements that the owner must also add if the key policy does not delegate access to IAM, or the key is in another account. */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.access.statements;
  }
}
