/** A proxy in front of the emulated AWS that records which permissions each request needs. */
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request needs: an action on a resource. */
export interface NeededPermission {
  /** Such as `s3:PutBucketPolicy`. */
  readonly action: string;
  /** The ARN of the resource, or `*` if the resource does not exist yet and has no name. */
  readonly resource: string;
}

const ACCOUNT = "123456789012";

/** The actions of S3 by method and subresource. Source: Service Authorization Reference, Amazon S3. */
const S3_SUBRESOURCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  accelerate: { GET: "GetAccelerateConfiguration" },
  acl: { GET: "GetBucketAcl" },
  cors: { GET: "GetBucketCORS" },
  delete: { POST: "DeleteObjectVersion" },
  encryption: {
    GET: "GetEncryptionConfiguration",
    PUT: "PutEncryptionConfiguration",
    DELETE: "PutEncryptionConfiguration",
  },
  lifecycle: {
    GET: "GetLifecycleConfiguration",
    PUT: "PutLifecycleConfiguration",
    DELETE: "PutLifecycleConfiguration",
  },
  location: { GET: "GetBucketLocation" },
  logging: { GET: "GetBucketLogging" },
  notification: { GET: "GetBucketNotification", PUT: "PutBucketNotification" },
  "object-lock": { GET: "GetBucketObjectLockConfiguration" },
  ownershipControls: {
    GET: "GetBucketOwnershipControls",
    PUT: "PutBucketOwnershipControls",
    DELETE: "PutBucketOwnershipControls",
  },
  policy: { GET: "GetBucketPolicy", PUT: "PutBucketPolicy", DELETE: "DeleteBucketPolicy" },
  publicAccessBlock: {
    GET: "GetBucketPublicAccessBlock",
    PUT: "PutBucketPublicAccessBlock",
    DELETE: "PutBucketPublicAccessBlock",
  },
  replication: { GET: "GetReplicationConfiguration" },
  requestPayment: { GET: "GetBucketRequestPayment" },
  tagging: { GET: "GetBucketTagging", PUT: "PutBucketTagging", DELETE: "PutBucketTagging" },
  versioning: { GET: "GetBucketVersioning", PUT: "PutBucketVersioning" },
  versions: { GET: "ListBucketVersions" },
  website: { GET: "GetBucketWebsite" },
};

/** The actions on a bucket itself. */
const S3_BUCKET: Readonly<Record<string, string>> = {
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  HEAD: "ListBucket",
  GET: "ListBucket",
};

/** The permission that tagging needs while a resource is created. */
const TAGGING: Readonly<Record<string, string>> = {
  "iam:CreateRole": "iam:TagRole",
  "sqs:CreateQueue": "sqs:TagQueue",
  "kms:CreateKey": "kms:TagResource",
};

/** @throws Error for a request of S3 that this file does not know */
function neededForS3(method: string, url: URL): NeededPermission[] {
  const [, bucket = "", ...key] = url.pathname.split("/");
  if (bucket === "v20180820") {
    const action = { GET: "ListTagsForResource", POST: "TagResource", DELETE: "UntagResource" }[method] ?? "";
    return [{ action: `s3:${action}`, resource: decodeURIComponent(key.slice(1).join("/")) }];
  }
  const subresource = Object.keys(S3_SUBRESOURCES).find((name) => url.searchParams.has(name));
  const action = subresource === undefined ? S3_BUCKET[method] : S3_SUBRESOURCES[subresource]?.[method];
  if (action === undefined || key.join("") !== "") {
    throw new Error(`unknown request of S3: ${method} ${url.pathname}${url.search}`);
  }
  const objects = subresource === "delete" ? "/*" : "";
  return [{ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}${objects}` }];
}

/** The resource that the parameters of a request name. */
function resourceOf(service: string, region: string, parameters: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string | undefined =>
    typeof parameters[name] === "string" ? parameters[name] : undefined;
  const arn = (id: string): string => `arn:aws:${service}:${region}:${ACCOUNT}:${id}`;
  switch (service) {
    case "sqs":
      return arn(text("QueueName") ?? text("QueueUrl")?.split("/").at(-1) ?? "*");
    case "iam":
      return `arn:aws:iam::${ACCOUNT}:role/${text("RoleName") ?? "*"}`;
    case "kms": {
      const key = text("TargetKeyId") ?? text("KeyId");
      return key === undefined ? "*" : key.startsWith("arn:") ? key : arn(`key/${key}`);
    }
    default:
      return "*";
  }
}

/** The permissions of a request, from its signature, its path and its body. */
function needed({ method = "GET", url = "/", headers }: IncomingMessage, body: string): NeededPermission[] {
  const [, region = "", service = ""] =
    /Credential=[^/]*\/\d+\/([\w-]+)\/([\w-]+)\//.exec(headers.authorization ?? "") ?? [];
  if (service.startsWith("s3")) {
    return neededForS3(method, new URL(url, "http://aws"));
  }
  const target = headers["x-amz-target"];
  const parameters: Readonly<Record<string, unknown>> =
    typeof target === "string"
      ? (JSON.parse(body || "{}") as Record<string, unknown>)
      : Object.fromEntries(new URLSearchParams(body));
  const operation = typeof target === "string" ? target.split(".").at(-1) : parameters["Action"];
  const action = `${service}:${String(operation)}`;
  if (action === "sts:GetCallerIdentity") {
    return []; // needs no permission
  }
  const resource = resourceOf(service, region, parameters);
  const tagged = Object.keys(parameters).some((name) => /^tags(?:\.|$)/i.test(name));
  const tagging = tagged ? TAGGING[action] : undefined;
  return [
    ...(action === "kms:DeleteAlias" ? [] : [{ action, resource }]),
    ...(tagging === undefined ? [] : [{ action: tagging, resource }]),
    // An alias needs the permission too, in addition to its key if the request names it.
    ...(typeof parameters["AliasName"] === "string"
      ? [{ action, resource: `arn:aws:kms:${region}:${ACCOUNT}:${parameters["AliasName"]}` }]
      : []),
  ];
}

/** A running proxy. */
export class AwsRecorder {
  /** Starts a proxy for an endpoint, on a free port of 127.0.0.1. */
  public static async start(endpoint: string): Promise<AwsRecorder> {
    const recorder = new AwsRecorder(endpoint);
    await new Promise<void>((resolve) => recorder.server.listen(0, "127.0.0.1", resolve));
    return recorder;
  }

  /** What the requests needed so far, each once. */
  public readonly permissions: NeededPermission[] = [];
  /** Requests that could not be understood. */
  public readonly problems: string[] = [];
  private readonly server: Server;

  private constructor(endpoint: string) {
    this.server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        this.record(incoming, body.toString());
        const { method, headers, url = "/" } = incoming;
        const forwarded = request(new URL(url, endpoint), { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        });
        forwarded.on("error", () => outgoing.destroy());
        forwarded.end(body);
      });
    });
  }

  /** The value for `AWS_ENDPOINT_URL`. */
  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private record(incoming: IncomingMessage, body: string): void {
    try {
      for (const one of needed(incoming, body)) {
        if (
          !this.permissions.some(({ action, resource }) => action === one.action && resource === one.resource)
        ) {
          this.permissions.push(one);
        }
      }
    } catch (error) {
      this.problems.push((error as Error).message);
    }
  }
}
