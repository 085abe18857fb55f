/** Clients for an emulated AWS account. */
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";

/** The region of the bench. */
export const REGION = "us-east-1";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

// The SDK's notice on Node 20 would interrupt the output of tests and of the demo.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

export function s3Client(endpoint: string): S3Client {
  return new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
}

export function sqsClient(endpoint: string): SQSClient {
  return new SQSClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}

export function iamClient(endpoint: string): IAMClient {
  return new IAMClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}

export function kmsClient(endpoint: string): KMSClient {
  return new KMSClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}

/** A client for each AWS service whose resources the library creates. */
export interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
}

export function clientsOf(endpoint: string): Clients {
  return {
    s3: s3Client(endpoint),
    sqs: sqsClient(endpoint),
    iam: iamClient(endpoint),
    kms: kmsClient(endpoint),
  };
}
