/** Programs as data: resources by construct id, so that an edit is a difference of a few lines. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformResource, type TerraformStack } from "cdktf";

/** A resource: its type, its arguments as Terraform spells them, and meta-arguments. `kind` is an argument named `type`. */
export interface Resource {
  readonly type: string;
  readonly [argument: string]: unknown;
}

/** Resources by construct id, which is also the name in Terraform. */
export type Resources = Readonly<Record<string, Resource>>;

/** Changed arguments by construct id. `undefined` removes an argument or a resource. */
export type Edit = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/**
 * Resources with an edit.
 *
 * @throws if the edit does not name a type for a new resource
 */
export function edited(resources: Resources, edit: Edit): Resources {
  const result: Record<string, Resource> = { ...resources };
  for (const [id, change] of Object.entries(edit)) {
    if (change === undefined) {
      delete result[id];
      continue;
    }
    const merged = { ...resources[id], ...change } as Resource;
    if (merged.type === undefined) {
      throw new Error(`${id} has no type`);
    }
    const present = Object.entries(merged).filter(([, value]) => value !== undefined);
    result[id] = Object.fromEntries(present) as unknown as Resource;
  }
  return result;
}

/** A CDKTF program with these resources. `blocks` are other parts of the configuration, such as `moved`. */
export const program =
  (resources: Resources, blocks: Readonly<Record<string, unknown>> = {}) =>
  (stack: TerraformStack): void => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    for (const [id, { type, ...values }] of Object.entries(resources)) {
      const resource = new TerraformResource(stack, id, {
        terraformResourceType: type,
        terraformGeneratorMetadata: { providerName: type.split("_")[0]! },
      });
      for (const [name, value] of Object.entries(values)) {
        resource.addOverride(name === "kind" ? "type" : name, value);
      }
    }
    for (const [name, value] of Object.entries(blocks)) {
      stack.addOverride(name, value);
    }
  };

/** A policy document. */
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
