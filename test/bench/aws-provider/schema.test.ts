import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Reader, Writer } from "protobufjs";
import { storedSchema, usedSchema } from "../../support/aws/provider/schema";

const PROVIDER = 1;
const RESOURCES = 2;
const DATA_SOURCES = 3;
const CAPABILITIES = 6;

/** A response to GetSchema: fields, each with the type that its entry describes. */
function response(...fields: readonly (readonly [field: number, type: string])[]): Buffer {
  const writer = Writer.create();
  for (const [field, type] of fields) {
    const schema = Writer.create().uint32(8).int64(1).finish();
    const entry = Writer.create().uint32(10).string(type).uint32(18).bytes(schema).finish();
    writer.uint32((field << 3) | 2).bytes(entry);
  }
  return Buffer.from(writer.finish());
}

const WHOLE = response(
  [PROVIDER, "aws_glue"],
  [RESOURCES, "aws_s3_bucket"],
  [RESOURCES, "aws_glue_job"],
  [DATA_SOURCES, "aws_region"],
  [DATA_SOURCES, "aws_ami"],
  [CAPABILITIES, "aws_ami"],
);
const USED = response(
  [PROVIDER, "aws_glue"],
  [RESOURCES, "aws_s3_bucket"],
  [DATA_SOURCES, "aws_region"],
  [CAPABILITIES, "aws_ami"],
);

let root: string;
let executable: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "schema-"));
  executable = join(root, "provider");
  writeFileSync(executable, "");
});
afterEach(() => rmSync(root, { recursive: true }));

test("the schema keeps the types that the tests use, and everything that is not a type", () => {
  expect(usedSchema(WHOLE).equals(USED)).toBe(true);
});

test("a field that is not a message is kept", () => {
  const number = Buffer.from(Writer.create().uint32(80).int64(7).finish());
  expect(usedSchema(number).equals(number)).toBe(true);
  expect(Reader.create(number).uint32()).toBe(80);
});

test("the provider is asked once for its schema", async () => {
  const ask = jest.fn(async () => WHOLE);
  const first = await storedSchema(root, executable, ask);
  const second = await storedSchema(root, executable, ask);
  expect([first.equals(USED), second.equals(USED)]).toEqual([true, true]);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("another executable is asked again", async () => {
  const ask = jest.fn(async () => WHOLE);
  await storedSchema(root, executable, ask);
  utimesSync(executable, 1, 1);
  await storedSchema(root, executable, ask);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("a provider that fails leaves no schema behind", async () => {
  const failing = storedSchema(root, executable, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(readdirSync(root)).toEqual(["provider"]);
});
