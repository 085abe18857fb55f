import { DataResource, TerraformLocal, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { DataPolytomicCallerIdentity } from "../../../lib/bindings/data-polytomic-caller-identity/index";
import { PolytomicProvider } from "../../../lib/bindings/provider/index";
import { problemsIn, synthesisError } from "./synthesis";

const made = (stack: TerraformStack): string => `\${${new DataResource(stack, "made").fqn}.output}`;

/** What the synthesis says of a provider, without CDKTF's own words. */
function said(settings: (stack: TerraformStack) => object): string[] {
  const stack = new TerraformStack(Testing.app(), "stack");
  new PolytomicProvider(stack, "polytomic", settings(stack));
  return problemsIn(synthesisError(stack));
}

const refused = (setting: string, instead: string): string =>
  `[stack/polytomic] ${setting} depends on terraform_data.made, a resource of the same stack: while its value is unknown, the provider ` +
  `silently uses ${instead}. Pass a variable or a literal, or manage the resource in another ` +
  "stack [CDKTF_POLYTOMIC_UNKNOWN_SETTINGS] docs/errors.md#unknown-settings";

test.each([
  ["apiKey", "the environment variable POLYTOMIC_API_KEY"],
  ["partnerKey", "the environment variable POLYTOMIC_PARTNER_KEY"],
  ["deploymentApiKey", "the environment variable POLYTOMIC_DEPLOYMENT_KEY"],
  ["deploymentUrl", "the environment variable POLYTOMIC_DEPLOYMENT_URL or app.polytomic.com"],
])("%s cannot come from a resource of the same stack", (setting, instead) => {
  expect(said((stack) => ({ [setting]: made(stack) }))).toEqual([refused(setting, instead)]);
});

const URL_REFUSED = [
  refused("deploymentUrl", "the environment variable POLYTOMIC_DEPLOYMENT_URL or app.polytomic.com"),
];

test("a part of a setting counts, and a local is looked into", () => {
  expect(said((stack) => ({ deploymentUrl: `https://${made(stack)}:8443` }))).toEqual(URL_REFUSED);
  expect(
    said((stack) => {
      const inner = new TerraformLocal(stack, "inner", made(stack));
      return { deploymentUrl: new TerraformLocal(stack, "outer", `https://${inner.asString}`).asString };
    }),
  ).toEqual(URL_REFUSED);
});

test("an override counts, of the provider or of the stack", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new PolytomicProvider(stack, "polytomic").addOverride("deployment_url", made(stack));
  expect(() => Testing.synth(stack, true)).toThrow("deploymentUrl depends on terraform_data.made");

  const other = new TerraformStack(Testing.app(), "stack");
  new PolytomicProvider(other, "polytomic");
  other.addOverride("provider.polytomic.0.deployment_url", made(other));
  expect(() => Testing.synth(other, true)).toThrow("deploymentUrl depends on terraform_data.made");
});

test("what a data source reads of a resource is no more known than that", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const other = new PolytomicProvider(stack, "other", { alias: "other" });
  const me = new DataPolytomicCallerIdentity(stack, "me", { provider: other });
  me.addOverride("organization_id", made(stack));
  new PolytomicProvider(stack, "polytomic", { deploymentUrl: `https://${me.organizationName}.example.com` });
  expect(() => Testing.synth(stack, true)).toThrow("deploymentUrl depends on terraform_data.made");
});

test("locals that name each other are left to Terraform", () => {
  expect(
    said((stack) => {
      const one = new TerraformLocal(stack, "one", "${local.other}");
      new TerraformLocal(stack, "other", one.asString);
      return { deploymentUrl: one.asString };
    }),
  ).toEqual([]);
});

test("literals, variables and what is read pass, also of another stack", () => {
  expect(said(() => ({ deploymentUrl: "https://polytomic.acme.internal" }))).toEqual([]);
  expect(said((stack) => ({ apiKey: new TerraformVariable(stack, "key", {}).stringValue }))).toEqual([]);
  expect(
    said((stack) => {
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
