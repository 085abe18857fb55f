import type { TerraformStack } from "cdktf";
import { TerraformVariable } from "cdktf";
import { DynamodbConnection } from "../../../lib/bindings/dynamodb-connection/index";
import { GcsConnection } from "../../../lib/bindings/gcs-connection/index";
import { unsafePlainText } from "../../../constructs/index";
import { synthesisProblems } from "../../support/problems";

/** The problems of a stack's configurations, without the error code. */
const problemsOf = (build: (stack: TerraformStack) => void): string[] =>
  synthesisProblems(build).map((line) => line.replace(/ \[CDKTF_POLYTOMIC_INVALID_CONFIGURATION\].*/, ""));

const tables = (stack: TerraformStack, configuration: object): DynamodbConnection =>
  new DynamodbConnection(stack, "tables", {
    name: "Tables",
    configuration: { region: "us-east-1", ...configuration } as never,
  });

const files = (stack: TerraformStack, configuration: object): GcsConnection =>
  new GcsConnection(stack, "files", {
    name: "Files",
    configuration: {
      bucket: "acme",
      serviceAccount: unsafePlainText("{}"),
      ...configuration,
    } as never,
  });

const ARN = "arn:aws:iam::111122223333:role/reader";

describe("rejects the configuration of a binding", () => {
  test.each<[string, (stack: TerraformStack) => unknown, string[]]>([
    [
      "with a value that is not allowed",
      (stack) => tables(stack, { authMode: "iam-role" }),
      ['[stack/tables] configuration.authMode must be "access_key_and_secret" or "iam_role", got "iam-role"'],
    ],
    [
      "with such a value in an override",
      (stack) =>
        tables(stack, { authMode: "iam_role", iamRoleArn: ARN }).addOverride(
          "configuration.auth_mode",
          "role",
        ),
      ['[stack/tables] configuration.authMode must be "access_key_and_secret" or "iam_role", got "role"'],
    ],
    [
      "with such a value in an override of the stack, which CDKTF applies last",
      (stack) => {
        const connection = tables(stack, { authMode: "iam_role", iamRoleArn: ARN });
        connection.addOverride("configuration.auth_mode", "access_key_and_secret");
        stack.addOverride("resource.polytomic_dynamodb_connection.tables.configuration.auth_mode", "role");
      },
      ['[stack/tables] configuration.authMode must be "access_key_and_secret" or "iam_role", got "role"'],
    ],
    [
      "with such a value that is set later",
      (stack) => tables(stack, {}).putConfiguration({ region: "us-east-1", authMode: "iam-role" as never }),
      ['[stack/tables] configuration.authMode must be "access_key_and_secret" or "iam_role", got "iam-role"'],
    ],
    [
      "with such a value in a list",
      (stack) => files(stack, { singleTableFileFormats: ["csv", "avro"] }),
      ['[stack/files] configuration.singleTableFileFormats must be "csv", "json", or "parquet", got "avro"'],
    ],
    [
      "with a role but no ARN",
      (stack) => tables(stack, { authMode: "iam_role" }),
      [
        '[stack/tables] configuration.authMode "iam_role" requires configuration.iamRoleArn, which is not set',
      ],
    ],
    [
      "with a glob but no tables per directory",
      (stack) => files(stack, { directoryGlobPattern: "*/*.csv" }),
      [
        "[stack/files] configuration.directoryGlobPattern requires configuration.isDirectorySnapshot, which is not set",
      ],
    ],
    [
      "with tables per directory but no glob",
      (stack) => files(stack, { isDirectorySnapshot: true, directoryGlobPattern: "" }),
      [
        "[stack/files] configuration.isDirectorySnapshot requires configuration.directoryGlobPattern, which is not set",
      ],
    ],
  ])("%s", (_, build, problems) => {
    expect(problemsOf((stack) => void build(stack))).toEqual(problems);
  });

  test.each<[string, (stack: TerraformStack) => unknown]>([
    ["a role with its ARN", (stack) => tables(stack, { authMode: "iam_role", iamRoleArn: ARN })],
    [
      "an ARN in an override",
      (stack) => tables(stack, { authMode: "iam_role" }).addOverride("configuration.iam_role_arn", ARN),
    ],
    [
      "a token",
      (stack) =>
        tables(stack, { authMode: new TerraformVariable(stack, "mode", { type: "string" }).stringValue }),
    ],
    [
      "tables per directory",
      (stack) => files(stack, { isDirectorySnapshot: true, directoryGlobPattern: "*/*.csv" }),
    ],
    [
      "none of these members",
      (stack) => files(stack, { isDirectorySnapshot: false, directoryGlobPattern: "" }),
    ],
  ])("and accepts %s", (_, build) => {
    expect(problemsOf((stack) => void build(stack))).toEqual([]);
  });
});
