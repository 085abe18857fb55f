/** A customer key for the bucket and its event queue: made with a policy that S3 can deliver with, or an existing one. */
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
import { refuseSecondOwner } from "../../lib/synthesis/owners";
import { ensure } from "../../lib/terraform/needs";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { instance, checkedString, integer } from "../../lib/validation/combinators";
import { nameWithoutWildcard } from "../preconditions";
import { awsProviderRule, dependsOnRule, isConstructWith, tagsRule } from "../rules";
import { checkConstruct, resolveIn } from "../validation";
import { AwsEnvironment } from "./aws-environment";
import { ExistingResourceAccess, granted, OwnedResourceAccess } from "./cross-account";
import { eventSourceRule } from "./event-source";
import { refuseNameOverrides } from "./name-overrides";
import { checkPolicyLimits } from "./policy-limits";
import { type Removal, removalArguments, removalRule } from "../removal";
import type { IEncryptionKey } from "./interfaces";
import { type Grant, type IPolytomicRole } from "./interfaces";

/** Props of {@link EncryptionKey}. */
export interface EncryptionKeyProps {
  /**
   * Alias of the key, without `alias/`, at most 250 characters.
   * @default - none
   */
  readonly alias?: string;
  /**
   * How long the key can be brought back after it has been destroyed, in days, 7 to 30.
   * @default 30
   */
  readonly deletionWindowDays?: number;
  /**
   * What happens when Terraform is to destroy or replace the key: without the key, nobody can read what it encrypted. `keep` fails the
   * plan. `delete` schedules the deletion, `deletionWindowDays` ahead. See {@link Removal}.
   * @default "keep"
   */
  readonly onRemoval?: Removal;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must exist before the key, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** The rules of {@link EncryptionKeyProps}. */
export const encryptionKeyRule = rule((z) =>
  z.strictObject({
    alias: checkedString(aliasNameProblem, "the name of an alias").optional(),
    deletionWindowDays: integer(KEY.deletionWindow.minimum, KEY.deletionWindow.maximum).optional(),
    onRemoval: removalRule().optional(),
    tags: tagsRule().optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

const useRule = rule((z) =>
  z.strictObject({
    role: instance("a PolytomicRole", (value) => isConstructWith(value, "roleArn", "addKeyStatements")),
    use: z.strictObject({ service: z.enum(["s3", "sqs"]), access: z.enum(ACCESSES) }),
  }),
);

/** What made and existing keys have in common. */
abstract class Key extends Construct implements IEncryptionKey {
  public abstract readonly keyArn: string;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  /** The region of the key, which is that of what it encrypts. */
  protected abstract readonly region: string;
  protected readonly place: AwsEnvironment;
  protected readonly deliveries: PolicyStatement[] = [];
  /** Which roles use the key. */
  protected abstract readonly uses: ExistingResourceAccess | OwnedResourceAccess;

  protected constructor(scope: Construct, id: string, awsProvider: TerraformProvider | undefined) {
    super(scope, id);
    this.place = AwsEnvironment.of(this, awsProvider);
  }

  public allowDeliveryFrom(source: EventSource): void {
    ({ source } = checkConstruct(this, "EncryptionKey", eventSourceRule(), { source }));
    this.deliveries.push(keyForDelivery(source));
  }

  public grantUse(role: IPolytomicRole, use: KeyGrant): Grant {
    ({ role, use } = checkConstruct(this, "EncryptionKey", useRule(), { role, use }));
    const place = { region: this.region, dnsSuffix: this.place.dnsSuffix };
    const statements = [keyUse(this.keyArn, place, use)];
    role.addKeyStatements(...statements);
    // In the policy of a key, any resource is the key itself.
    this.uses.add(
      role,
      statements.map((one) => ({ ...one, Resource: "*" })),
    );
    return granted(role, statements, this.uses);
  }
}

/**
 * A symmetric KMS key, rotated each year. Its policy leaves it to IAM who may use it, and lets S3 deliver the events of
 * the buckets that announce objects on a queue with this key. Source: S3 User Guide, "Granting permissions to publish
 * event notification messages to a destination".
 */
export class EncryptionKey extends Key {
  /** ARN of the key, known once it has been made. */
  public readonly keyArn: string;
  /** Nothing but what the ARN refers to: the key has its policy from the start. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  protected readonly region: string;
  protected readonly uses: OwnedResourceAccess;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: KmsKey;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: EncryptionKeyProps = {}) {
    super(scope, id, props?.awsProvider);
    props = checkConstruct(this, "EncryptionKey", encryptionKeyRule(), props);
    dependOn(this, props.dependsOn);
    refuseSecondOwner(this);
    const provider = defined({ provider: props.awsProvider });
    const used = { owner: this, name: "EncryptionKey", kind: "key", account: this.place } as const;
    this.uses = new OwnedResourceAccess(used, () => this.resource);
    const { lifecycle } = removalArguments(props.onRemoval ?? "keep");
    const statements: StatementsOfPolicy = (resolve) => [
      keyAdministration(this.place),
      ...withSourcesTogether(this.deliveries, resolve),
      ...this.uses.statements,
    ];
    checkPolicyLimits(this, () => [statements], {
      what: "the policy of the key",
      length: POLICY.key,
      remedy: "Use more keys, each for some of the buckets and queues",
    });
    const key = new KmsKey(this, "Resource", {
      ...provider,
      ...defined({ tags: props.tags }),
      description: "Encrypts files and events that Polytomic works with",
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays ?? KEY.deletionWindow.maximum,
      policy: renderPolicy(statements),
      // What uses the key gets another one before this one is scheduled for deletion.
      lifecycle: { ...lifecycle, createBeforeDestroy: true },
    });
    this.resource = ensure(key);
    refuseNameOverrides(this, key, { what: "key", names: {}, remedy: "Set awsProvider" });
    this.keyArn = this.resource.arn;
    this.region = this.place.region;
    if (props.alias !== undefined) {
      ensure(
        new KmsAlias(this, "alias", {
          ...provider,
          name: `alias/${props.alias}`,
          targetKeyId: this.resource.keyId,
        }),
      );
    }
  }

  public override allowDeliveryFrom(source: EventSource): void {
    super.allowDeliveryFrom(source);
    // Terraform would spread it to a bucket or topic of this program, whose name is taken as long as the old one exists.
    if (resourcesIn(this, source).length > 0) {
      ensure(this.resource, { lifecycle: () => ({ createBeforeDestroy: false }) });
    }
  }

  /**
   * A key that exists already. Its policy is left alone: see {@link ExistingEncryptionKey.requiredStatements}.
   *
   * @throws InvalidPropsError if `keyArn` is not the ARN of a key; that of an alias is none, and the key behind
   * `alias/aws/sqs` cannot let S3 deliver
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

/** What is known of a key that exists already. */
export interface ExistingKeyOptions {
  /**
   * What must exist before the key can be used, such as its policy, if this program creates it elsewhere.
   * @default - nothing but what the ARN refers to
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

/** A key that exists already: nothing of it is changed. */
export class ExistingEncryptionKey extends Key {
  /** The option `dependsOn`: the key itself exists. */
  public readonly prerequisites: readonly ITerraformDependable[];
  protected readonly region: string;
  protected readonly uses: ExistingResourceAccess;

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
    this.uses = new ExistingResourceAccess({
      owner: this,
      name: "EncryptionKey",
      kind: "key",
      account: accountOfArn(keyArn),
      namesAccount: true,
    });
    this.region = regionOfArn(keyArn) ?? partOfArn(keyArn, 3);
  }

  public override grantUse(role: IPolytomicRole, use: KeyGrant): Grant {
    const grant = super.grantUse(role, use);
    role.checkAtPlan?.(nameWithoutWildcard(this, "The ARN", this.keyArn), "keyStatements");
    return grant;
  }

  /** Statements that the key's policy must have besides leaving its use to IAM, for its owner to add. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return withSourcesTogether(this.deliveries, (value) => resolveIn(this, value));
  }

  /** Statements that the key's policy must have where it does not leave its use to IAM, or is that of another account. */
  public get crossAccountStatements(): readonly PolicyStatement[] {
    return this.uses.statements;
  }
}
