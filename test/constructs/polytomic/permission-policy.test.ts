import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  PermissionPolicy,
  PermissionRole,
  type PolicyActions,
  PolytomicProvider,
  PolytomicRole,
} from "../../../constructs";
import { newStack, synth } from "../synth";

const POLICY = "polytomic_policy";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("a PermissionPolicy", () => {
  test("sends its name, and never an empty set of actions, which the provider cannot keep", () => {
    expect(synth((stack) => new PermissionPolicy(stack, "policy", { name: "Policy" })).the(POLICY)).toEqual({
      name: "Policy",
    });
  });

  test("names roles by construct and by id", () => {
    const terraform = synth((stack) => {
      const analyst = new PermissionRole(stack, "analyst", { name: "Analyst" });
      const existing = PermissionRole.fromRoleId(stack, "existing", "existing-id");
      new PermissionPolicy(stack, "policy", {
        name: "Policy",
        policyActions: { apply_policy: [analyst, "other-id"], delete: [existing] },
      });
    });
    expect(terraform.the(POLICY).policy_actions).toEqual([
      { action: "apply_policy", role_ids: ["${polytomic_role.analyst.id}", "other-id"] },
      { action: "delete", role_ids: ["existing-id"] },
    ]);
  });

  test("accepts a token for a list of roles", () => {
    const terraform = synth((stack) => {
      const ids = new TerraformVariable(stack, "ids", { type: "list(string)" });
      new PermissionPolicy(stack, "policy", { name: "Policy", policyActions: { delete: ids.listValue } });
    });
    expect(terraform.the(POLICY).policy_actions).toEqual([{ action: "delete", role_ids: "${var.ids}" }]);
  });

  test("is replaced when its organization changes, and passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      new PermissionPolicy(stack, "policy", { name: "Policy", organization: UUID, polytomicProvider });
    });
    expect(terraform.the(POLICY)).toEqual({
      name: "Policy",
      organization: UUID,
      provider: "polytomic.eu",
      lifecycle: { replace_triggered_by: ["terraform_data.policy_organization.id"] },
    });
  });

  test("returns its resource's id", () => {
    const terraform = synth((stack) => {
      const { policyId } = new PermissionPolicy(stack, "policy", { name: "Policy" });
      new TerraformOutput(stack, "id", { value: policyId });
    });
    expect(terraform.output("id")).toBe("${polytomic_policy.policy.id}");
  });
});

describe("a PermissionPolicy is rejected", () => {
  const policyWith = (policyActions: unknown) => {
    const name = "Policy";
    return () =>
      new PermissionPolicy(newStack(), "policy", { name, policyActions: policyActions as PolicyActions });
  };

  test.each<[string, unknown, RegExp]>([
    ["without an action", {}, /policyActions +is empty; omit it to allow no actions/],
    ["with an empty array for an action", { delete: [] }, /policyActions\.delete +must not/],
    [
      "with undefined for an action",
      { delete: undefined },
      /policyActions\.delete +is missing; expected an array/,
    ],
    [
      "with a role instead of roles",
      { delete: "id" },
      /policyActions\.delete +expected an array, got a string/,
    ],
    ["with a role twice", { delete: ["id", "id"] }, /policyActions\.delete\[1\] +"id" is listed twice/],
    ["with the name of a role", { delete: ["Admin"] }, /policyActions\.delete\[0\] +is not the id of a role/],
    ["with an uppercase action", { DELETE: ["id"] }, /policyActions\.DELETE +"DELETE" is not an action, suc/],
    [
      "with actions in Terraform's form",
      [{ action: "delete", role_ids: ["id"] }],
      /policyActions +is an array; expected an object of roles by action, such as \{ delete: \[role\] \}/,
    ],
    [
      "with a role that is a number",
      { delete: [5] },
      /policyActions\.delete\[0\] +must be a PermissionRole or the id of a role/,
    ],
  ])("%s", (_, policyActions, message) => {
    expect(policyWith(policyActions)).toThrow(message);
  });

  test("with a role of AWS", () => {
    const stack = newStack();
    const role = new PolytomicRole(stack, "role", { externalIds: ["id"] });
    const policyActions = { delete: [role as never] };
    expect(() => new PermissionPolicy(stack, "policy", { name: "Policy", policyActions })).toThrow(
      /policyActions\.delete\[0\] +is an AWS role; pass a PermissionRole/,
    );
  });

  test("with a construct twice", () => {
    const stack = newStack();
    const role = new PermissionRole(stack, "role", { name: "Role" });
    const policyActions = { delete: [role, role] };
    expect(() => new PermissionPolicy(stack, "policy", { name: "Policy", policyActions })).toThrow(
      /policyActions\.delete\[1\] +an object of class PermissionRole is listed twice/,
    );
  });

  test("with a token for all of its actions", () => {
    const stack = newStack();
    const policyActions = new TerraformVariable(stack, "actions", {}).value as PolicyActions;
    expect(() => new PermissionPolicy(stack, "policy", { name: "Policy", policyActions })).toThrow(
      /policyActions +must be a literal object, such as .*; tokens are allowed only for roles/,
    );
  });
});
