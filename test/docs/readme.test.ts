import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import { S3Connection } from "../../constructs";
import { newStack } from "../constructs/synth";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

test("the error in the README is the library's error", () => {
  const stack = newStack("lake");
  const secretAccessKey = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
  const props = {
    name: "Lake",
    bucket: "acme-lake",
    region: "us-east",
    auth: { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey },
    files: { layout: "one-table", format: "parquet", skipLines: 2 },
  } as never;
  const shown = /```\n(Invalid props [\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  expect(() => new S3Connection(stack, "archive", props)).toThrow(new Error(shown));
});
