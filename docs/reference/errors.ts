/** The tables of `docs/reference/errors.md`: each code with an example, produced by making the mistake. */
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { App, DataResource, Lazy, Testing, TerraformStack, TerraformVariable } from "cdktf";
import {
  DataBucket,
  EventQueue,
  InvalidPropsError,
  Organization,
  PolytomicProvider,
  PolytomicRole,
  type Problem,
  type ProblemCode,
  S3Connection,
} from "../../constructs";
import { DynamodbConnection } from "../../lib/bindings/dynamodb-connection";
import { S3Connection as S3ConnectionBinding } from "../../lib/bindings/s3-connection";
import { ERROR_CODES, type ErrorCode, PROBLEM_CODES } from "../../lib/errors";
import { checkCore } from "../../lib/mixed-cores";
import { parsePlan } from "../../lib/plan/read/parse-plan";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

/** A mistake: the props that replace those of a valid S3 connection or model. */
interface MistakenProps {
  readonly construct: "S3Connection" | "S3Model";
  readonly props: Readonly<Record<string, unknown>>;
}

const MISTAKES: Readonly<Record<ProblemCode, MistakenProps>> = {
  MISSING: { construct: "S3Connection", props: { region: undefined } },
  UNKNOWN_PROP: { construct: "S3Connection", props: { forceDestory: true } },
  WRONG_TYPE: { construct: "S3Connection", props: { forceDestroy: "yes" } },
  NOT_ALLOWED: { construct: "S3Connection", props: { files: { layout: "one-table", format: "xml" } } },
  OUT_OF_RANGE: { construct: "S3Connection", props: { files: { layout: "one-table", skipLines: -1 } } },
  MALFORMED: { construct: "S3Connection", props: { region: "us-east" } },
  CONFLICT: {
    construct: "S3Connection",
    props: { files: { layout: "one-table", format: "parquet", skipLines: 2 } },
  },
  LITERAL_SECRET: {
    construct: "S3Connection",
    props: {
      auth: { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "wJalr..." },
    },
  },
  UNSUPPORTED: { construct: "S3Model", props: { skipLines: 1 } },
};

function newStack(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  return stack;
}

/** The problem that the mistake of that code causes. */
export function problemExample(code: ProblemCode): Problem {
  const stack = newStack();
  const { construct, props } = MISTAKES[code];
  try {
    if (construct === "S3Model") {
      const connection = S3Connection.fromConnectionId(stack, "lake", UUID);
      connection.model("orders", { name: "Orders", file: "orders.csv", ...props });
    } else {
      connectionOf(stack, props);
    }
  } catch (error) {
    if (InvalidPropsError.isInvalidPropsError(error) && error.problems.length === 1) {
      return error.problems[0]!;
    }
    throw error;
  }
  throw new Error(`the example of ${code} causes no error`);
}

function connectionOf(stack: TerraformStack, props: object = {}): S3Connection {
  const secretAccessKey = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
  const auth = { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey } as const;
  const legal = { name: "Lake", bucket: "acme-lake", region: "us-east-1", auth };
  return new S3Connection(stack, "lake", { ...legal, ...props } as never);
}

const EXAMPLES: Readonly<Record<ErrorCode, (stack: TerraformStack) => unknown>> = {
  CDKTF_POLYTOMIC_INVALID_PROPS: (stack) => connectionOf(stack, { region: "us-east", forceDestory: true }),
  CDKTF_POLYTOMIC_ROLE_NOT_ASSUMABLE: (stack) => new PolytomicRole(stack, "role"),
  CDKTF_POLYTOMIC_NAME_OVERRIDDEN: (stack) => {
    const role = new PolytomicRole(stack, "role", { externalIds: ["known-beforehand"] });
    (role.node.findChild("Resource") as IamRole).name = "another";
  },
  CDKTF_POLYTOMIC_REFUSED_BY_AWS: (stack) => {
    const externalIds = Array.from({ length: 50 }, (_, id) => `1234abcd-12ab-34cd-56ef-${1e11 + id}`);
    return new PolytomicRole(stack, "role", { externalIds });
  },
  CDKTF_POLYTOMIC_SECRET_IN_CLEAR: (stack) => {
    const secretAccessKey = Lazy.stringValue({ produce: () => "wJalr..." });
    connectionOf(stack, { auth: { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey } });
  },
  CDKTF_POLYTOMIC_UNKNOWN_MEMBER: (stack) => {
    connectionOf(stack).resource.addOverride("configuration.skip_line", 2);
  },
  CDKTF_POLYTOMIC_INVALID_CONFIGURATION: (stack) => {
    const configuration = { authMode: "iam_role", region: "us-east-1" } as const;
    return new DynamodbConnection(stack, "tables", { name: "Tables", configuration });
  },
  CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE: (stack) => {
    const { connectionId } = connectionOf(stack);
    return S3Connection.fromConnectionId(stack, "again", connectionId).data;
  },
  CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED: (stack) => {
    const apiKey = new TerraformVariable(stack, "key", { sensitive: true }).stringValue;
    const polytomicProvider = new PolytomicProvider(stack, "acme", { alias: "acme", apiKey });
    return new Organization(stack, "organization", { name: "Acme", polytomicProvider });
  },
  CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY: (stack) => {
    const { resource } = connectionOf(stack, { events: { queue: new EventQueue(stack, "queue") } });
    resource.lifecycle = { createBeforeDestroy: true };
  },
  CDKTF_POLYTOMIC_TWO_OWNERS: (stack) => {
    const lake = new DataBucket(stack, "lake", { name: "acme-lake", eventBridge: true });
    return new S3BucketNotification(stack, "thumbnails", { bucket: lake.bucketName, eventbridge: true });
  },
  CDKTF_POLYTOMIC_SHARED_QUEUE: (stack) => {
    const queue = new EventQueue(stack, "queue");
    connectionOf(stack, { events: { queue } });
    return new S3ConnectionBinding(stack, "archive", {
      name: "Archive",
      configuration: {
        authMode: "iam_role",
        iamRoleArn: "arn:aws:iam::111122223333:role/polytomic",
        s3BucketName: "acme-archive",
        s3BucketRegion: "us-east-1",
        eventQueueArn: queue.queueArn,
      },
    });
  },
  CDKTF_POLYTOMIC_UNKNOWN_SETTINGS: (stack) => {
    const deploymentUrl = new DataResource(stack, "host").output as never;
    return new PolytomicProvider(stack, "acme", { alias: "acme", deploymentUrl });
  },
  CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN: (stack) => {
    const role = PolytomicRole.fromRoleArn(stack, "role", "arn:aws:iam::111122223333:role/polytomic");
    const lake = connectionOf(stack, { auth: { mode: "iam_role", role } });
    lake.model("orders", { name: "Orders", file: "orders.csv" }).resource.addOverride("lifecycle", null);
  },
  CDKTF_POLYTOMIC_ADDRESS_IN_USE: (stack) => connectionOf(stack).resource.overrideLogicalId("lake"),
  CDKTF_POLYTOMIC_CIRCULAR_STACKS: (stack) => {
    const security = new TerraformStack(stack.node.root as App, "security");
    new AwsProvider(security, "aws", { region: "us-east-1" });
    const role = new PolytomicRole(security, "role");
    connectionOf(stack, { auth: { mode: "iam_role", role } });
    (stack.node.root as App).synth();
  },
  CDKTF_POLYTOMIC_MIXED_CORES: () => {
    const app = new App();
    app.node.setContext("cdktfVersion", "0.24.0");
    checkCore(app);
  },
  CDKTF_POLYTOMIC_UNREADABLE_PLAN: () => parsePlan({ version: 4, serial: 1 }, { name: "plan.json" }),
};

/** The error that the mistake of that code causes. At synthesis, CDKTF puts it into an error of its own, which is cut off. */
export function errorExample(code: ErrorCode): string {
  const stack = newStack();
  try {
    EXAMPLES[code](stack);
    Testing.synth(stack, true);
  } catch (error) {
    const { message } = error as Error;
    return InvalidPropsError.isInvalidPropsError(error)
      ? message
      : (/^ +\[stack.*$/m.exec(message)?.[0] ?? message).trim();
  }
  throw new Error(`the example of ${code} causes no error`);
}

/** The table of problem codes, in Markdown. */
export function problemCodeTable(): string {
  return [
    "| code | when | example |",
    "| --- | --- | --- |",
    ...Object.entries(PROBLEM_CODES).map(([code, when]) => {
      const { prop, message } = problemExample(code as ProblemCode);
      return `| \`${code}\` | ${when} | \`${prop}\`: ${message.replaceAll("|", "\\|")} |`;
    }),
  ].join("\n");
}

/** The table of error codes, in Markdown. */
export function errorCodeTable(): string {
  return [
    "| code | when |",
    "| --- | --- |",
    ...Object.entries(ERROR_CODES).map(([code, when]) => `| \`${code}\` | ${when} |`),
  ].join("\n");
}

/** The example of an error, in Markdown. */
export const errorExampleBlock = (code: ErrorCode): string => `\`\`\`\n${errorExample(code)}\n\`\`\``;
