/** The generated bindings, by the schema that they are made from. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import type { Attributes } from "./sample";

interface Schema {
  readonly block: { readonly attributes?: Attributes };
}

const root = join(__dirname, "..", "..");
export const folder = join(root, "lib", "bindings");
const schema = JSON.parse(readFileSync(join(root, "lib", "schema", "polytomic-2.0.0.json"), "utf8")) as {
  provider_schemas: Record<
    string,
    {
      provider: Schema;
      resource_schemas: Record<string, Schema>;
      data_source_schemas: Record<string, Schema>;
    }
  >;
};
const provider = schema.provider_schemas["registry.terraform.io/polytomic/polytomic"]!;

export type Binding = (new (scope: Construct, id: string, config: object) => TerraformElement) & {
  readonly tfResourceType: string;
};

/** The class that the binding in `name` exports. */
export function load(name: string): Binding {
  const module = jest.requireActual<Record<string, unknown>>(join(folder, name));
  return Object.values(module).find(
    (exported): exported is Binding => typeof exported === "function" && "tfResourceType" in exported,
  )!;
}

const cases = (schemas: Record<string, Schema>, prefix: string) =>
  Object.entries(schemas).map(([type, { block }]) => ({
    type,
    name: `${prefix}${type.replace(/^polytomic_/, "").replaceAll("_", "-")}`,
    attributes: block.attributes ?? {},
  }));

export const resources = cases(provider.resource_schemas, "");
export const dataSources = cases(provider.data_source_schemas, "data-polytomic-");
