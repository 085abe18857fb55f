import { TerraformOutput } from "cdktf";
import { PermissionRole, PolytomicProvider } from "../../../constructs";
import { newStack, synth } from "../synth";

const ROLE = "polytomic_role";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("a PermissionRole", () => {
  test("sends only its name", () => {
    const role = synth((stack) => new PermissionRole(stack, "analyst", { name: "Analyst" }));
    expect(role.the(ROLE)).toEqual({ name: "Analyst" });
    expect(role.addresses).toHaveLength(1);
  });

  test("is replaced when its organization changes", () => {
    const role = synth(
      (stack) => new PermissionRole(stack, "analyst", { name: "Analyst", organization: UUID }),
    );
    expect(role.the(ROLE)).toEqual({
      name: "Analyst",
      organization: UUID,
      lifecycle: { replace_triggered_by: ["terraform_data.analyst_organization.id"] },
    });
    expect(role.the("terraform_data").triggers_replace).toEqual({ organization: UUID });
  });

  test("returns its resource's id", () => {
    const terraform = synth((stack) => {
      const { roleId } = new PermissionRole(stack, "analyst", { name: "Analyst" });
      new TerraformOutput(stack, "id", { value: roleId });
    });
    expect(terraform.output("id")).toBe("${polytomic_role.analyst.id}");
  });

  test("passes its provider to its resource", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      new PermissionRole(stack, "analyst", { name: "Analyst", polytomicProvider });
    });
    expect(terraform.the(ROLE).provider).toBe("polytomic.eu");
  });

  test("rejects an empty name and an invalid organization", () => {
    expect(() => new PermissionRole(newStack(), "role", { name: "", organization: "acme" })).toThrow(
      /name +must not be empty\n +organization +"acme" is not a lowercase UUID/,
    );
  });
});

describe("a role by id", () => {
  test("adds nothing to the stack", () => {
    const terraform = synth((stack) =>
      expect(PermissionRole.fromRoleId(stack, "role", UUID).roleId).toBe(UUID),
    );
    expect(terraform.addresses).toEqual([]);
  });

  test.each(["Admin", "member", "Data team"])("rejects the name %s", (name) => {
    expect(() => PermissionRole.fromRoleId(newStack(), "role", name)).toThrow(
      /roleId +is not the id of a role, such as .*\. Look up the id by name with DataPolytomicRole/,
    );
  });

  test.each([[""], [null], [5], [undefined]])("is rejected with the id %p", (id) => {
    expect(() => PermissionRole.fromRoleId(newStack(), "role", id as string)).toThrow(
      /Invalid props for role \(PermissionRole\):\n {2}roleId {2}/,
    );
  });
});
