/** What `grant` allows a role in a bucket. */
import { Testing, type TerraformStack, TerraformVariable } from "cdktf";
import { DataBucket, EncryptionKey, EventQueue, PolytomicRole } from "../../../constructs";
import { newStack, synth } from "../synth";

const bucketOn = (stack: TerraformStack) => new DataBucket(stack, "lake", { name: "acme-lake" });
const roleOn = (stack: TerraformStack) => new PolytomicRole(stack, "role", { externalIds: ["id"] });

describe("a grant", () => {
  const granted = (
    ...grant: Parameters<DataBucket["grant"]> extends [unknown, ...infer Rest] ? Rest : never
  ) => synth((stack) => bucketOn(stack).grant(roleOn(stack), ...grant)).the("aws_iam_role_policy").policy;
  const WRITE = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];
  const Condition = { StringEquals: { "aws:ResourceAccount": "111122223333" } };

  test.each([
    ["read", "s3:GetObject"],
    ["write", WRITE],
    ["readWrite", ["s3:GetObject", ...WRITE]],
  ] as const)("to %s allows that and no more", (access, Action) => {
    expect(granted(access)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme-lake", Condition },
        { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "arn:aws:s3:::acme-lake", Condition },
        { Effect: "Allow", Action, Resource: "arn:aws:s3:::acme-lake/*", Condition },
      ],
    });
  });

  test("is limited to a folder, with any number of slashes", () => {
    expect(granted("read", "/exports/")).toMatchObject({
      Statement: [
        { Condition: { StringLike: { "s3:prefix": ["exports", "exports/*"] } } },
        {},
        { Resource: "arn:aws:s3:::acme-lake/exports/*" },
      ],
    });
  });

  test("rejects a wildcard in the folder", () => {
    expect(() => granted("read", "*")).toThrow(/folder {2}"\*" contains a wildcard/);
  });

  test("rejects a policy variable and invalid characters in the folder", () => {
    expect(() => granted("read", "${aws:PrincipalTag/team}")).toThrow(
      'folder  "${aws:PrincipalTag/team}" contains ${',
    );
    expect(() => granted("read", "日本")).toThrow(
      '"日本" contains "日" (U+65E5), which IAM policies cannot contain',
    );
  });

  test("checks a folder known only to Terraform during the plan, with one precondition", () => {
    const terraform = synth((stack) => {
      const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
      const role = roleOn(stack);
      const bucket = bucketOn(stack);
      bucket.grant(role, "read", `in/${folder}`);
      bucket.grant(role, "write", `in/${folder}`);
    });
    expect(terraform.the("aws_iam_role_policy").lifecycle).toMatchObject({
      precondition: [
        {
          condition: expect.stringContaining(', "in/${var.folder}")'),
          error_message: expect.stringMatching(/^The folder of lake must be a single folder/),
        },
      ],
    });
  });

  test("renders its precondition in HCL too", () => {
    const stack = newStack();
    const folder = new TerraformVariable(stack, "folder", { type: "string" }).stringValue;
    bucketOn(stack).grant(roleOn(stack), "read", folder);
    expect(Testing.synthHcl(stack)).toMatch(
      /resource "aws_iam_role_policy" [^]*?lifecycle \{[^{}]*precondition \{\s*condition/,
    );
  });

  test("fails the plan if a bucket, queue or key known only to Terraform contains a wildcard", () => {
    const terraform = synth((stack) => {
      const value = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const role = roleOn(stack);
      const encryptionKey = EncryptionKey.fromKeyArn(stack, "its-key", value("key"));
      DataBucket.fromBucketName(stack, "b", value("bucket"), { encryptionKey }).grant(role, "read");
      EventQueue.fromQueueArn(stack, "q", value("queue")).grantConsume(role);
    });
    const policies = Object.entries(terraform.json.resource?.["aws_iam_role_policy"] ?? {}).map(
      ([name, { lifecycle }]) => [
        name.replace(/_[0-9A-F]{8}$/, ""),
        (lifecycle as { precondition: unknown }).precondition,
      ],
    );
    const lacks = (reference: string, message: RegExp) => ({
      condition: expect.stringContaining(reference),
      error_message: expect.stringMatching(message),
    });
    expect(Object.fromEntries(policies)).toEqual({
      role_policy: [
        lacks("var.bucket", /^The name of b is empty or has a wildcard/),
        lacks("var.queue", /^The ARN of q is empty or/),
      ],
      "role_key-policy": [lacks("var.key", /^The ARN of its-key is empty or/)],
    });
  });

  test("rejects a value that isn't a role", () => {
    expect(() => bucketOn(newStack()).grant(null as never, "read")).toThrow("role  must be a PolytomicRole");
  });

  test("rejects an unknown access", () => {
    expect(() => granted("readwrite" as "read")).toThrow(
      'access  expected "read", "write", or "readWrite", got "readwrite"',
    );
  });
});
