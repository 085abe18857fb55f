/** Reads overrides, which CDKTF has no public API for. */
import { type TerraformDataSource, type TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { isObject, isRecord, memberAt } from "../objects";

/** The overrides of a resource or data source, added with `addOverride` to it or to its stack, with Terraform names. */
export function overridesOf(block: TerraformResource | TerraformDataSource): unknown[] {
  const { terraformResourceType: type, friendlyUniqueId: id } = block;
  return [rawOverridesOf(block), memberAt(rawOverridesOf(TerraformStack.of(block)), kindOf(block), type, id)];
}

/** The overrides that were added to an element or a stack itself. If this private member of CDKTF changes, overrides are ignored. */
export const rawOverridesOf = (element: TerraformElement | TerraformStack): unknown =>
  Reflect.get(element, "rawOverrides");

/** The override of a member, if there is one. Of several, the last one applies: that of the stack. */
export const overrideAt = (
  block: TerraformResource | TerraformDataSource,
  ...path: readonly string[]
): unknown =>
  overridesOf(block)
    .map((override) => memberAt(override, ...path))
    .findLast((value) => value !== undefined);

/** The block type in Terraform's JSON. */
export const kindOf = (block: TerraformResource | TerraformDataSource): "resource" | "data" =>
  TerraformResource.isTerraformResource(block) ? "resource" : "data";

/** Applies overrides to a value as CDKTF does: arrays are appended, `undefined` removes. Both must be resolved. */
export function withOverrides(value: unknown, overrides: unknown): unknown {
  if (Array.isArray(overrides)) {
    return Array.isArray(value) ? [...(value as unknown[]), ...(overrides as unknown[])] : overrides;
  }
  if (!isRecord(overrides)) {
    return overrides;
  }
  const merged: Record<string, unknown> = isObject(value) ? { ...value } : {};
  for (const [name, override] of Object.entries(overrides)) {
    if (override === undefined) {
      delete merged[name];
    } else {
      merged[name] = withOverrides(merged[name], override);
    }
  }
  return Array.isArray(value) ? Object.values(merged) : merged;
}
