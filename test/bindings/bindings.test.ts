import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Testing, TerraformStack } from "cdktf";
import type { Organization } from "../../lib/bindings/organization";
import { type Binding, dataSources, folder, load, resources } from "./load";
import { bindingSample, terraformSample } from "./sample";

/** The configuration that CDKTF renders for a binding with every argument of its schema. */
function synthesize(
  binding: Binding,
  config: object,
): Record<string, Record<string, Record<string, object>>> {
  const stack = new TerraformStack(Testing.app(), "stack");
  new binding(stack, "it", config);
  return JSON.parse(Testing.synth(stack));
}

describe("the generated bindings", () => {
  test("cover the whole provider: a folder for each resource and data source, and for the provider", () => {
    expect(resources.length).toBeGreaterThanOrEqual(234);
    expect(dataSources.length).toBeGreaterThanOrEqual(231);
    expect(readdirSync(folder)).toHaveLength(resources.length + dataSources.length + 1);
  });

  test.each(resources)("$type takes every member of its schema", ({ type, name, attributes }) => {
    const sample = terraformSample(attributes);
    const output = synthesize(load(name), bindingSample(attributes, sample));
    expect(output["resource"]?.[type]?.["it"]).toEqual(sample);
  });

  test.each(dataSources)("data.$type takes every member of its schema", ({ type, name, attributes }) => {
    const sample = terraformSample(attributes);
    const output = synthesize(load(name), bindingSample(attributes, sample));
    expect(output["data"]?.[type]?.["it"]).toEqual(sample);
  });

  const ofOrganization = resources.filter(
    ({ type, attributes }) => "organization" in attributes && type !== "polytomic_organization",
  );

  test.each(ofOrganization)(
    "$type is replaced with the organization of its stack",
    ({ type, name, attributes }) => {
      const stack = new TerraformStack(Testing.app(), "stack");
      const acme = new (load("organization"))(stack, "acme", { name: "Acme" });
      const config = bindingSample(attributes, terraformSample(attributes));
      new (load(name))(stack, "it", { ...config, organization: (acme as Organization).id });
      const output = JSON.parse(Testing.synth(stack));
      expect(output.resource[type].it).toMatchObject({
        organization: "${polytomic_organization.acme.id}",
        lifecycle: { replace_triggered_by: ["polytomic_organization.acme.id"] },
      });
    },
  );

  test("the provider accepts its keys and requires version 2.x", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new (load("provider"))(stack, "polytomic", { deploymentUrl: "http://127.0.0.1", apiKey: "key" });
    const output = JSON.parse(Testing.synth(stack));
    expect(output.provider.polytomic).toEqual([{ deployment_url: "http://127.0.0.1", api_key: "key" }]);
    expect(output.terraform.required_providers.polytomic).toEqual({
      source: "polytomic/polytomic",
      version: "~> 2.0",
    });
  });

  test("have no index that loads all of them", () => {
    expect(existsSync(join(folder, "index.ts"))).toBe(false);
  });
});
