/** The resources that configure a bucket: applied one after the other, and replaced with the bucket. */
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { withMetaArguments } from "../../lib/terraform/meta-arguments";
import { replaceTriggeredBy } from "../../lib/terraform/replacement";
import type { AwsArguments } from "./aws-environment";
import { forbidNameOverrides } from "./name-overrides";

/** The arguments that all settings share. */
interface Common extends AwsArguments {
  readonly bucket: string;
}

type Setting<Config extends Common, Resource extends TerraformResource> = new (
  scope: Construct,
  id: string,
  config: Config,
) => Resource;

/**
 * S3 rejects parallel configuration calls on one bucket, so each resource waits for the previous one. All are replaced with the bucket,
 * because a bucket that is replaced under the same name starts without any of them.
 */
export class BucketSettings {
  private newest: ITerraformDependable;

  public constructor(
    private readonly scope: Construct,
    private readonly bucket: S3Bucket,
    private readonly bucketName: string,
    private readonly aws: AwsArguments,
  ) {
    this.newest = bucket;
  }

  /** The resource that was added last. */
  public get last(): ITerraformDependable {
    return this.newest;
  }

  /**
   * Adds a resource to the chain.
   * @param others what it also waits for: called during synthesis, when everything has been added
   */
  public add<Config extends Common, Resource extends TerraformResource>(
    setting: Setting<Config, Resource>,
    id: string,
    config: Omit<Config, keyof Common>,
    others: () => readonly ITerraformDependable[] = () => [],
  ): Resource {
    const common: Common = { ...this.aws, bucket: this.bucketName };
    const resource = new setting(this.scope, id, { ...common, ...config } as Config);
    const before = this.newest === this.bucket ? [] : [this.newest];
    withMetaArguments(resource, { dependsOn: () => [...before, ...others()] });
    replaceTriggeredBy(resource, [this.bucket]);
    forbidNameOverrides(resource, resource, {
      what: "setting of the bucket",
      names: { bucket: this.bucketName },
      remedy: "Set name, region and awsProvider of the DataBucket",
    });
    this.newest = resource;
    return resource;
  }
}
