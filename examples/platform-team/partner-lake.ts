/** The construct of a platform team: an S3 integration with the rules of its company. */
import { TerraformOutput } from "cdktf";
import { EncryptionKey, S3Integration, Schedule } from "cdktf-polytomic";
import type { IConnection } from "cdktf-polytomic";
import { Construct } from "constructs";

export interface PartnerLakeProps {
  /** The partner, in lowercase. It is the folder of its files too. */
  readonly partner: string;
  /** The team that pays. */
  readonly costCenter: string;
  /** Where the partner's orders go, every hour. */
  readonly warehouse: IConnection;
}

/** A bucket that a partner's files arrive in, encrypted with a key of its own, and read by Polytomic but never written. */
export class PartnerLake extends Construct {
  public readonly integration: S3Integration;
  public readonly key: EncryptionKey;

  public constructor(scope: Construct, id: string, { partner, costCenter, warehouse }: PartnerLakeProps) {
    super(scope, id);
    const tags = { CostCenter: costCenter, Owner: "data-platform" };
    this.key = new EncryptionKey(this, "key", { tags });
    this.integration = new S3Integration(this, "lake", {
      name: `Files of ${partner}`,
      bucket: {
        name: `acme-partner-${partner}`,
        encryptionKey: this.key,
        oldVersionDays: 90,
      },
      folder: partner,
      access: "read",
      role: { path: "/vendors/" },
      tags,
    });
    this.integration.bulkSyncTo("warehouse", {
      name: `${partner} to the warehouse`,
      destination: warehouse,
      schemas: ["orders.csv"],
      schedule: Schedule.hourly({ minute: 15 }),
    });
    new TerraformOutput(this, "role", { value: this.integration.role?.roleArn });
  }
}
