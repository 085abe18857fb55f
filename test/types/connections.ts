/** The props that the compiler accepts for connections of any type. Checked by `npm run typecheck`, never run. */
import type { TerraformVariable } from "cdktf";
import type { AmazonKeyspacesConnection } from "cdktf-polytomic/bindings/amazon-keyspaces-connection";
import type { ClickhouseConnection } from "cdktf-polytomic/bindings/clickhouse-connection";
import type { CustomeriowarehouseexportsConnection } from "cdktf-polytomic/bindings/customeriowarehouseexports-connection";
import type { DatabricksConnection } from "cdktf-polytomic/bindings/databricks-connection";
import type { DynamodbConnection } from "cdktf-polytomic/bindings/dynamodb-connection";
import { type GcsConnectionConfiguration, GcsConnection } from "cdktf-polytomic/bindings/gcs-connection";
import type { RedshiftConnection } from "cdktf-polytomic/bindings/redshift-connection";
import type { RedshiftserverlessConnection } from "cdktf-polytomic/bindings/redshiftserverless-connection";
import type { S3Connection } from "cdktf-polytomic/bindings/s3-connection";
import type { ZendeskSupportConnectionConfiguration } from "cdktf-polytomic/bindings/zendesk-support-connection";

declare const variable: TerraformVariable;

/** Valid. */
export const legal: [ZendeskSupportConnectionConfiguration, GcsConnectionConfiguration] = [
  { domain: "acme", authMethod: "apitoken", apiToken: variable.stringValue },
  {
    bucket: "acme",
    serviceAccount: variable.stringValue,
    singleTableFileFormats: ["csv", "parquet"],
    // A token of an enumeration is cast, as elsewhere.
    singleTableFileFormat: variable.stringValue as "csv",
  },
];

/** Invalid. */
export const illegal: [
  ZendeskSupportConnectionConfiguration,
  GcsConnectionConfiguration,
  GcsConnectionConfiguration,
][] = [
  [
    // @ts-expect-error it has no such method
    { domain: "acme", authMethod: "api_token" },
    // @ts-expect-error the bucket is needed
    { serviceAccount: variable.stringValue },
    // @ts-expect-error Polytomic sets the e-mail address
    { bucket: "acme", serviceAccount: variable.stringValue, clientEmail: "polytomic@acme.iam" },
  ],
  [
    // @ts-expect-error the method is needed
    { domain: "acme" },
    // @ts-expect-error one of the formats does not exist
    { bucket: "acme", serviceAccount: variable.stringValue, singleTableFileFormats: ["csv", "xml"] },
    // @ts-expect-error a string is not a number
    { bucket: "acme", serviceAccount: variable.stringValue, skipLines: "2" },
  ],
];

/** The members of a connection that assumes a role. One function can create the trust policies of all types. */
type AssumesRole = {
  readonly id: string;
  readonly configuration: { readonly externalId: string; readonly iamRoleArn: string };
};
export type Handshake = [
  AmazonKeyspacesConnection,
  ClickhouseConnection,
  CustomeriowarehouseexportsConnection,
  DatabricksConnection,
  DynamodbConnection,
  RedshiftConnection,
  RedshiftserverlessConnection,
  S3Connection,
] extends AssumesRole[]
  ? true
  : never;
export const handshake: Handshake = true;

/** The facts that a class has about its type. */
export const facts: ["gcs", readonly ["configuration.service_account"]] = [
  GcsConnection.connectionType,
  GcsConnection.secretMembers,
];
