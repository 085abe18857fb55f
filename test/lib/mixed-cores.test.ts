import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Testing, TerraformStack } from "cdktf";
import { DataBucket, PolytomicProvider, S3Connection, S3Integration } from "../../constructs";
import { DataPolytomicCallerIdentity } from "../../lib/bindings/data-polytomic-caller-identity";
import { S3Connection as S3ConnectionBinding } from "../../lib/bindings/s3-connection";
import { CORE, type CoreName, installedCore, packageFor } from "../../lib/core";

const core = installedCore()!;
/** The other core, and a version of it. */
const [other, version]: [CoreName, string] =
  core.name === "cdktf" ? ["cdktn", "0.24.0"] : ["cdktf", "0.21.0"];

/** A stack of an app whose core has that version. */
function stackOn(version: string | undefined, key = "cdktfVersion"): TerraformStack {
  const app = new App();
  app.node.setContext("cdktfVersion", undefined);
  app.node.setContext(key, version);
  return new TerraformStack(app, "stack");
}

const code = "CDKTF_POLYTOMIC_MIXED_CORES";
const bucket = { name: "Lake", bucket: { name: "acme-lake" } };

test.each<[string, (stack: TerraformStack) => unknown]>([
  ["the provider", (stack) => new PolytomicProvider(stack, "polytomic")],
  ["a binding of a resource", (stack) => new S3ConnectionBinding(stack, "lake", {} as never)],
  ["a binding of a data source", (stack) => new DataPolytomicCallerIdentity(stack, "me", {})],
  ["a construct", (stack) => new DataBucket(stack, "bucket", { name: "acme-lake" })],
  ["an integration", (stack) => new S3Integration(stack, "lake", bucket)],
  ["an existing connection", (stack) => S3Connection.fromConnectionId(stack, "lake", "id").data],
])("%s is rejected in an app on another core", (_, create) => {
  expect(() => create(stackOn(version))).toThrow(expect.objectContaining({ name: "MixedCoresError", code }));
});

test("the error states what is installed, what is expected, and the line for package.json", () => {
  const manifest = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  const { version: ofPackage } = JSON.parse(manifest) as { readonly version: string };
  expect(() => new PolytomicProvider(stackOn(version), "polytomic")).toThrow(
    [
      `the app uses ${other} ${version}, but ${packageFor(CORE)} uses ${core.name} ${core.version}; expected one core for both, because their constructs do not work together`,
      `Import from "${packageFor(other)}". In package.json, replace "${packageFor(CORE)}" with:`,
      `  "${packageFor(other)}": "^${ofPackage}"`,
      `[${code}] https://`,
    ].join("\n"),
  );
});

test("the version of the app is also found in the context that a later release of the fork writes", () => {
  expect(() => new PolytomicProvider(stackOn("0.26.0", "cdktnVersion"), "polytomic")).toThrow("cdktn 0.26.0");
});

test("another release of the same core is rejected, with the line that installs one version", () => {
  const minor = core.name === "cdktf" ? "0.20.0" : "0.23.0";
  expect(() => new PolytomicProvider(stackOn(minor), "polytomic")).toThrow(
    /Use one version\. In package\.json, set:\n {2}"cdkt[fn]": "(npm:cdktn@)?\^0\.\d+\.0"\nTo find the other version, run: npm ls cdkt[fn]\n/,
  );
});

test.each([
  ["its own core", new App()],
  ["the core of tests", Testing.app()],
  ["a patch of its core", stackOn(core.version.replace(/\d+$/, "9"))],
  ["a core of unknown version", stackOn(undefined)],
])("%s is accepted", (_, scope) => {
  const stack = TerraformStack.isStack(scope) ? scope : new TerraformStack(scope, "stack");
  expect(() => new PolytomicProvider(stack, "polytomic")).not.toThrow();
});

test("an app is checked once", () => {
  const stack = new TerraformStack(new App(), "stack");
  new PolytomicProvider(stack, "polytomic");
  const contextReads = jest.spyOn(stack.node.root.node, "tryGetContext");
  new DataPolytomicCallerIdentity(stack, "me", {});
  expect(contextReads).not.toHaveBeenCalledWith("cdktfVersion");
});
