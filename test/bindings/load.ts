/** Loads the generated bindings, by the schema that they are generated from. */
import { join } from "node:path";
import type { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_SCHEMA, type Schema } from "../support/provider/schema";
import type { Attributes } from "./sample";

const root = join(__dirname, "..", "..");
export const folder =
  process.env["POLYTOMIC_PREVIEW"] === undefined
    ? join(root, "lib", "bindings")
    : join(root, ".bench", "preview", "bindings");

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

const cases = (schemas: Readonly<Record<string, Schema>>, prefix: string) =>
  Object.entries(schemas).map(([type, { block }]) => ({
    type,
    name: `${prefix}${type.replace(/^polytomic_/, "").replaceAll("_", "-")}`,
    attributes: block.attributes as Attributes,
  }));

export const resources = cases(PROVIDER_SCHEMA.resource_schemas, "");
export const dataSources = cases(PROVIDER_SCHEMA.data_source_schemas, "data-polytomic-");
