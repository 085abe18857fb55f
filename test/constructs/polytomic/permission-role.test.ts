import { TerraformOutput } from "cdktf";
import { PermissionRole, PolytomicProvider } from "../../../constructs";
import { newStack, synth } from "../synth";

const ROLE = "polytomic_role";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("a PermissionRole", () => {
  test("says its name, and nothing else", () => {
    const it = synth((stack) => new PermissionRole(stack, "analyst", { name: "Analyst" }));
    expect(it.the(ROLE)).toEqual({ name: "Analyst" });
    expect(it.addresses).toHaveLength(1);
  });

  test("is replaced when it gets another organization", () => {
    const it = synth(
      (stack) => new PermissionRole(stack, "analyst", { name: "Analyst", organization: UUID }),
    );
    expect(it.the(ROLE)).toEqual({
      name: "Analyst",
      organization: UUID,
      lifecycle: { replace_triggered_by: ["terraform_data.analyst_organization.id"] },
    });
    expect(it.the("terraform_data").triggers_replace).toEqual({ organization: UUID });
  });

  test("has the id of its resource", () => {
    const it = synth((stack) => {
      const { roleId } = new PermissionRole(stack, "analyst", { name: "Analyst" });
      new TerraformOutput(stack, "id", { value: roleId });
    });
    expect(it.output("id")).toBe("${polytomic_role.analyst.id}");
  });

  test("is managed by the provider it is told", () => {
    const it = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      new PermissionRole(stack, "analyst", { name: "Analyst", polytomicProvider });
    });
    expect(it.the(ROLE).provider).toBe("polytomic.eu");
  });

  test("without a name is refused, with an organization that is none too", () => {
    expect(() => new PermissionRole(newStack(), "role", { name: "", organization: "acme" })).toThrow(
      /name +must not be empty\n +organization +"acme" is not a UUID in lower case/,
    );
  });
});

describe("a role by id", () => {
  test("adds nothing to the stack", () => {
    const it = synth((stack) => expect(PermissionRole.fromRoleId(stack, "role", UUID).roleId).toBe(UUID));
    expect(it.addresses).toEqual([]);
  });

  test.each(["Admin", "member", "Data team"])("is not the name %s", (name) => {
    expect(() => PermissionRole.fromRoleId(newStack(), "role", name)).toThrow(
      /roleId +is not the id of a role, such as .*\. Look up the id by name with DataPolytomicRole/,
    );
  });

  test.each([[""], [null], [5], [undefined]])("is refused with the id %p", (id) => {
    expect(() => PermissionRole.fromRoleId(newStack(), "role", id as string)).toThrow(
      /Invalid props for role \(PermissionRole\):\n {2}roleId {2}/,
    );
  });
});
