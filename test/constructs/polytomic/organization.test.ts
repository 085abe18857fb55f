import { TerraformOutput, type TerraformStack } from "cdktf";
import {
  GlobalErrorSubscribers,
  Organization,
  type OrganizationProps,
  PolytomicProvider,
} from "../../../constructs";
import type { PolytomicProviderConfig } from "../../../lib/bindings/provider";
import { newStack, synth, synthesized } from "../synth";

const ORGANIZATION = "polytomic_organization";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("an Organization", () => {
  test("sends its name, and no empty values", () => {
    const acme = synth((stack) => new Organization(stack, "acme", { name: "Acme", onRemoval: "delete" }));
    expect(acme.the(ORGANIZATION)).toEqual({ name: "Acme" });
  });

  test.each([{}, { onRemoval: "keep" } as const])("is not destroyed by default: %j", (props) => {
    const acme = synth((stack) => new Organization(stack, "acme", { name: "Acme", ...props }));
    expect(acme.the(ORGANIZATION)).toEqual({ name: "Acme", lifecycle: { prevent_destroy: true } });
  });

  test("takes its options, and returns its resource's id", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu", partnerKey: "${var.key}" });
      const props = { name: "Acme", ssoDomain: "example.com", ssoOrgId: "org_1", polytomicProvider };
      new TerraformOutput(stack, "id", { value: new Organization(stack, "acme", props).organizationId });
    });
    expect(terraform.the(ORGANIZATION)).toMatchObject({
      name: "Acme",
      sso_domain: "example.com",
      sso_org_id: "org_1",
      provider: "polytomic.eu",
    });
    expect(terraform.output("id")).toBe("${polytomic_organization.acme.id}");
  });

  test.each<[string, object, RegExp]>([
    ["without a name", { name: undefined }, /name +is missing/],
    ["with an empty domain", { ssoDomain: "" }, /ssoDomain +must not be empty/],
    ["with an empty id", { ssoOrgId: "" }, /ssoOrgId +must not be empty/],
    [
      "with a URL as the domain",
      { ssoDomain: "https://example.com" },
      /ssoDomain +"https:.*" is not a lowercase domain/,
    ],
    [
      "with an unknown onRemoval",
      { onRemoval: "delete-with-objects" },
      /onRemoval +expected .*, got "delete-with-objects"/,
    ],
    ["with OpenID Connect", { issuer: "https://id.example.com" }, /issuer +cannot be set: the Terraform pro/],
    ["with a client", { clientId: "a", clientSecret: "b" }, /clientId +cannot be .*\n +clientSecret +cannot/],
  ])("is rejected %s", (_, props, message) => {
    const given = { name: "Acme", ...props } as OrganizationProps;
    expect(() => new Organization(newStack(), "acme", given)).toThrow(message);
  });
});

describe("the key of the provider", () => {
  const acme = (stack: TerraformStack, config: PolytomicProviderConfig) => {
    const polytomicProvider = new PolytomicProvider(stack, "keyed", { alias: "keyed", ...config });
    new Organization(stack, "acme", { name: "Acme", polytomicProvider });
  };

  test("must not be an API key", () => {
    expect(() => synth((stack) => acme(stack, { apiKey: "${var.key}" }))).toThrow(
      /acme\] an organization cannot be managed with an apiKey, .* \[CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED\]/,
    );
  });

  test("must not be an API key of the stack's provider, created before or after", () => {
    const stack = newStack();
    const organization = new Organization(stack, "acme", { name: "Acme" });
    const provider = stack.node.findChild("polytomic") as PolytomicProvider;
    expect(organization.node.validate()).toEqual([]);
    provider.apiKey = "${var.key}";
    expect(() => synthesized(stack)).toThrow("CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED");
  });

  test.each<PolytomicProviderConfig>([
    {},
    { partnerKey: "${var.key}" },
    { deploymentApiKey: "${var.key}" },
    { apiKey: "${var.a}", partnerKey: "${var.b}" },
  ])("accepts %j", (config) => {
    expect(synth((stack) => acme(stack, config)).addresses).toHaveLength(1);
  });
});

describe("an organization by id", () => {
  test("sets the organization of other constructs", () => {
    const terraform = synth((stack) => {
      const { organizationId } = Organization.fromOrganizationId(stack, "acme", UUID);
      new GlobalErrorSubscribers(stack, "ops", { emails: ["ops@example.com"], organization: organizationId });
    });
    expect(terraform.addresses).toHaveLength(1);
    expect(terraform.the("polytomic_global_error_subscribers").organization).toBe(UUID);
  });

  test.each([[""], ["Acme"], [UUID.toUpperCase()], [undefined]])("is rejected with the id %p", (id) => {
    expect(() => Organization.fromOrganizationId(newStack(), "acme", id as string)).toThrow(
      /Invalid props for acme \(Organization\):\n {2}organizationId {2}/,
    );
  });
});
