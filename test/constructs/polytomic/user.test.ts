import { TerraformOutput } from "cdktf";
import { Organization, PermissionRole, PolytomicProvider, User, type UserProps } from "../../../constructs";
import { newStack, synth } from "../synth";

const USER = "polytomic_user";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const ada = { email: "Ada@Example.com", roles: ["role-id"], organization: UUID };

describe("a User", () => {
  test("sends role ids in their order, and never the deprecated role", () => {
    const terraform = synth((stack) => {
      const analyst = new PermissionRole(stack, "analyst", { name: "Analyst" });
      new User(stack, "ada", { ...ada, roles: ["z", analyst, "a"] });
    });
    expect(terraform.the(USER)).toEqual({
      email: "Ada@Example.com",
      organization: UUID,
      role_ids: ["z", "${polytomic_role.analyst.id}", "a"],
      lifecycle: { replace_triggered_by: ["terraform_data.ada_organization.id"] },
    });
  });

  test("accepts an organization of the same app", () => {
    const terraform = synth((stack) => {
      const acme = new Organization(stack, "acme", { name: "Acme" });
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const user = new User(stack, "ada", { ...ada, organization: acme.organizationId, polytomicProvider });
      new TerraformOutput(stack, "id", { value: user.userId });
    });
    const organization = "${polytomic_organization.acme.id}";
    expect(terraform.the(USER)).toMatchObject({ organization, provider: "polytomic.eu" });
    expect(terraform.the("terraform_data").triggers_replace).toEqual({ organization });
    expect(terraform.output("id")).toBe("${polytomic_user.ada.id}");
  });

  test.each<[string, object, RegExp]>([
    ["no roles", { roles: [] }, /roles +must not be empty$/m],
    ["omitted roles", { roles: undefined }, /roles +is missing; expected an array/],
    ["the deprecated role", { role: "admin" }, /role +is not a prop here\. Did you mean roles\?/],
    ["a role twice", { roles: ["a", "a"] }, /roles\[1\] +"a" is listed twice/],
    ["no organization", { organization: undefined }, /organization +is missing/],
    ["the name of an organization", { organization: "Acme" }, /organization +"Acme" is not a lowercase UUID/],
    ["no address", { email: "ada" }, /email +"ada" is not an e-mail address, such as ops@example\.com/],
  ])("is rejected with %s", (_, props, message) => {
    expect(() => new User(newStack(), "ada", { ...ada, ...props } as UserProps)).toThrow(message);
  });
});
