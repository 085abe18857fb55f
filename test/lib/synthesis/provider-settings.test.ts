import { DataResource, TerraformLocal, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { DataPolytomicCallerIdentity } from "../../../lib/bindings/data-polytomic-caller-identity/index";
import { PolytomicProvider } from "../../../lib/bindings/provider/index";
import { synthesisProblems } from "../../support/problems";

const made = (stack: TerraformStack): string => `\${${new DataResource(stack, "made").fqn}.output}`;

const problemsIn = (settings: (stack: TerraformStack) => object): string[] =>
  synthesisProblems((stack) => new PolytomicProvider(stack, "polytomic", settings(stack)));

const rejected = (setting: string, instead: string): string =>
  `[stack/polytomic] ${setting} depends on terraform_data.made, a resource of the same stack: while its value is unknown, the provider ` +
  `silently uses ${instead}. Pass a variable or a literal, or manage the resource in another ` +
  "stack [CDKTF_POLYTOMIC_UNKNOWN_SETTINGS] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#unknown-settings";

test.each([
  ["apiKey", "the environment variable POLYTOMIC_API_KEY"],
  ["partnerKey", "the environment variable POLYTOMIC_PARTNER_KEY"],
  ["deploymentApiKey", "the environment variable POLYTOMIC_DEPLOYMENT_KEY"],
  ["deploymentUrl", "the environment variable POLYTOMIC_DEPLOYMENT_URL or app.polytomic.com"],
])("%s cannot come from a resource of the same stack", (setting, instead) => {
  expect(problemsIn((stack) => ({ [setting]: made(stack) }))).toEqual([rejected(setting, instead)]);
});

const URL_REJECTED = [
  rejected("deploymentUrl", "the environment variable POLYTOMIC_DEPLOYMENT_URL or app.polytomic.com"),
];

test("parts of a setting and locals are checked", () => {
  expect(problemsIn((stack) => ({ deploymentUrl: `https://${made(stack)}:8443` }))).toEqual(URL_REJECTED);
  expect(
    problemsIn((stack) => {
      const inner = new TerraformLocal(stack, "inner", made(stack));
      return { deploymentUrl: new TerraformLocal(stack, "outer", `https://${inner.asString}`).asString };
    }),
  ).toEqual(URL_REJECTED);
});

test("overrides of the provider and of the stack are checked", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new PolytomicProvider(stack, "polytomic").addOverride("deployment_url", made(stack));
  expect(() => Testing.synth(stack, true)).toThrow("deploymentUrl depends on terraform_data.made");

  const other = new TerraformStack(Testing.app(), "stack");
  new PolytomicProvider(other, "polytomic");
  other.addOverride("provider.polytomic.0.deployment_url", made(other));
  expect(() => Testing.synth(other, true)).toThrow("deploymentUrl depends on terraform_data.made");
});

test("a data source that reads a resource is as unknown as the resource", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const other = new PolytomicProvider(stack, "other", { alias: "other" });
  const me = new DataPolytomicCallerIdentity(stack, "me", { provider: other });
  me.addOverride("organization_id", made(stack));
  new PolytomicProvider(stack, "polytomic", { deploymentUrl: `https://${me.organizationName}.example.com` });
  expect(() => Testing.synth(stack, true)).toThrow("deploymentUrl depends on terraform_data.made");
});

test("circular locals are left to Terraform", () => {
  expect(
    problemsIn((stack) => {
      const one = new TerraformLocal(stack, "one", "${local.other}");
      new TerraformLocal(stack, "other", one.asString);
      return { deploymentUrl: one.asString };
    }),
  ).toEqual([]);
});

test("accepts literals, variables and data sources, including those of another stack", () => {
  expect(problemsIn(() => ({ deploymentUrl: "https://polytomic.acme.internal" }))).toEqual([]);
  expect(problemsIn((stack) => ({ apiKey: new TerraformVariable(stack, "key", {}).stringValue }))).toEqual(
    [],
  );
  expect(
    problemsIn((stack) => {
      const other = new PolytomicProvider(stack, "other", { alias: "other" });
      const me = new DataPolytomicCallerIdentity(stack, "me", { provider: other });
      return { deploymentUrl: `https://${me.organizationName}.example.com` };
    }),
  ).toEqual([]);
  const app = Testing.app();
  const host = new DataResource(new TerraformStack(app, "hosts"), "made");
  const stack = new TerraformStack(app, "stack");
  new PolytomicProvider(stack, "polytomic", { deploymentUrl: host.output as never });
  expect(() => app.synth()).not.toThrow();
});
