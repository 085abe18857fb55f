/** The policies of a synthesized stack as data. */
import { type Policy, readPolicy } from "../../iam/permissions";
import { POLICY_ARGUMENTS, type PolicyKind } from "../../plan/policies";
import { memberAt } from "../../objects";
import type { SynthesizedJson } from "../synthesis";
import { blocksOf, type TemplateBlock } from "./blocks";
import type { Values } from "./values";

/** A policy of a synthesized stack. */
export interface TemplatePolicy {
  /** `trust`: who can assume a role. `identity`: what a principal is allowed. `resource`: who can use a resource. */
  readonly kind: PolicyKind;
  /** The resource that has it: `aws_iam_role_policy.lake_role_policy_60501849`. */
  readonly address: string;
  /** The path of the construct of that resource: `prod/lake/role/policy`. */
  readonly path: string;
  /**
   * The document, with its references replaced by values. A value that only Terraform knows is described, such as
   * `‹external ID of connection "Acme data lake"›`. `undefined` if it cannot be read.
   */
  readonly document: PolicyJson | undefined;
}

/** A policy document. */
export interface PolicyJson {
  /** The version of the policy language, usually `2012-10-17`. */
  readonly Version?: string;
  /** The statements. A single one is an array, too. */
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** All policies of a stack, in the order of their types. */
export const policiesOf = (json: SynthesizedJson, values: Values): readonly TemplatePolicy[] =>
  Object.entries(POLICY_ARGUMENTS).flatMap(([type, { kind, argument }]) =>
    blocksOf(json, "resource", type).flatMap((block): TemplatePolicy[] => [
      ...(block.arguments[argument] === undefined
        ? []
        : [policyAt(block, kind, values.documentAt(block.address, [argument]))]),
      ...(type === "aws_iam_role" ? inlinePolicies(block, values) : []),
    ]),
  );

const inlinePolicies = (block: TemplateBlock, values: Values): TemplatePolicy[] =>
  [block.arguments["inline_policy"] ?? []]
    .flat()
    .filter((one) => memberAt(one, "policy") !== undefined)
    .map((_, index) =>
      policyAt(
        block,
        "identity",
        values.documentAt(block.address, ["inline_policy", String(index), "policy"]),
      ),
    );

function policyAt({ address, path }: TemplateBlock, kind: PolicyKind, document: unknown): TemplatePolicy {
  const statements = memberAt(document, "Statement");
  const listed =
    statements === undefined
      ? undefined
      : ({ ...(document as object), Statement: [statements].flat() } as unknown as PolicyJson);
  return { kind, address, path, document: listed };
}

/** The policy of a document. Throws if it cannot be read, because no question about it has an answer then. */
export function readable({ document, path, address }: Omit<TemplatePolicy, "kind">): Policy {
  const read = document === undefined ? undefined : readPolicy(document);
  if (read?.policy === undefined) {
    throw new Error(
      `cannot tell what is allowed: the policy of ${path} (${address}) ${read?.problem ?? "is known only after the apply"}`,
    );
  }
  return read.policy;
}
