/** Clients for an emulated AWS account. */
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";

/** The region of the bench. */
export const REGION = "us-east-1";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

// The SDK's notice on Node 20 would fall in the middle of a test or of a step of the demo.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

export function s3Client(endpoint: string): S3Client {
  return new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
}

export function sqsClient(endpoint: string): SQSClient {
  return new SQSClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}
