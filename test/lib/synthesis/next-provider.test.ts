/** What version 3 of the provider requires, in stacks that allow it. */
import type { TerraformResource, TerraformStack } from "cdktf";
import { unsafePlainText } from "../../../constructs";
import { AppleAdsConnection } from "../../../lib/bindings/apple-ads-connection";
import { SageintacctConnection } from "../../../lib/bindings/sageintacct-connection";
import { SalesforceConnection } from "../../../lib/bindings/salesforce-connection";
import { storedFiles } from "../../../lib/schema/stored";
import provider3 from "../../../lib/schema/provider-3.json";
import { synthesisProblems } from "../../support/problems";

const allowing = (constraint: string, build: (stack: TerraformStack) => unknown): string[] =>
  synthesisProblems((stack) => {
    build(stack);
    stack.addOverride("terraform.required_providers.polytomic.version", constraint);
  }).map((line) => line.replace(/ \[CDKTF_POLYTOMIC_.*/, ""));

const salesforce = (configuration: object) => (stack: TerraformStack) =>
  new SalesforceConnection(stack, "crm", {
    name: "CRM",
    configuration: {
      domain: "acme",
      clientId: unsafePlainText("id"),
      clientSecret: unsafePlainText("secret"),
      ...configuration,
    } as never,
  });

const appleAds = (stack: TerraformStack): TerraformResource =>
  new AppleAdsConnection(stack, "ads", {
    name: "Ads",
    configuration: { clientId: "client", teamId: "team", keyId: "key" } as never,
  });

const ofAppleAds = [
  '[stack/ads] configuration.orgId is required in version 3.0.0 of the Polytomic provider, which the constraint "~> 3.0" of this stack ' +
    'allows. Set it with addOverride("configuration.org_id", ...). See https://github.com/OWNER/cdktf-polytomic/blob/main/docs/how-to/upgrading.md',
];

test("a member that version 3 requires is reported, with its values", () => {
  expect(allowing(">= 2.0", salesforce({}))).toEqual([
    '[stack/crm] configuration.connectMode is required in version 3.0.0 of the Polytomic provider, which the constraint ">= 2.0" of ' +
      'this stack allows. Set it to "browser", "clientcredentials", "code", or "api". See https://github.com/OWNER/cdktf-polytomic/blob/main/docs/how-to/upgrading.md',
  ]);
});

test("nothing is reported if it is set, or if the stack does not allow version 3", () => {
  expect(allowing("~> 3.0", salesforce({ connectMode: "api" }))).toEqual([]);
  expect(allowing("2.0.0", salesforce({}))).toEqual([]);
  expect(synthesisProblems(salesforce({}))).toEqual([]);
});

test("a member that the binding does not have can be set with an override", () => {
  expect(allowing("~> 3.0", appleAds)).toEqual(ofAppleAds);
  const withOverride = (stack: TerraformStack): void =>
    appleAds(stack).addOverride("configuration.org_id", "4711");
  expect(allowing("~> 3.0", withOverride)).toEqual([]);
  expect(allowing("~> 2.0", withOverride)).toEqual([
    expect.stringContaining("the override of configuration.org_id has no effect"),
  ]);
});

test("a renamed resource is reported", () => {
  const accounting = (stack: TerraformStack): unknown =>
    new SageintacctConnection(stack, "books", { name: "Books", configuration: {} as never });
  expect(allowing("3.0.0", accounting)).toEqual([
    "[stack/books] the resource type polytomic_sageintacct_connection is called polytomic_sage_intacct_connection in version 3.0.0 of " +
      'the Polytomic provider, which the constraint "3.0.0" of this stack allows. Set a constraint below 3.0.0 to keep it, or remove it ' +
      "from the state and import it. See https://github.com/OWNER/cdktf-polytomic/blob/main/docs/how-to/upgrading.md",
  ]);
});

test("each connection type that version 3 changes exists", () => {
  const { connectionTypes } = storedFiles();
  const changed = [provider3.required, provider3.renamed, provider3.optional].flatMap((one) =>
    Object.keys(one),
  );
  expect(changed.filter((id) => !(id in connectionTypes))).toEqual([]);
});
