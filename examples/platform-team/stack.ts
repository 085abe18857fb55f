/** The stack of a platform team, which `main.ts` deploys and the tests check. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { Connection, PolytomicProvider } from "cdktf-polytomic";
import type { Construct } from "constructs";
import { PartnerLake } from "./partner-lake";

/** The connection that somebody has created in Polytomic's app. */
export const WAREHOUSE_ID = "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11";

export class PartnersStack extends TerraformStack {
  public readonly lakes: readonly PartnerLake[];

  public constructor(scope: Construct, partners: readonly string[] = ["globex", "initech"]) {
    super(scope, "partners");
    new S3Backend(this, { bucket: "acme-terraform", key: "partners.tfstate", region: "us-east-1" });
    new AwsProvider(this, "aws", { region: "us-east-1" });
    new PolytomicProvider(this, "polytomic");
    const warehouse = Connection.fromId(this, "warehouse", WAREHOUSE_ID);
    this.lakes = partners.map(
      (partner) => new PartnerLake(this, partner, { partner, costCenter: "4711", warehouse }),
    );
  }
}
