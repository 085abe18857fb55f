import { Testing, TerraformVariable } from "cdktf";
import {
  GlobalErrorSubscribers,
  type GlobalErrorSubscribersProps,
  Organization,
  PolytomicProvider,
} from "../../../constructs";
import { GlobalErrorSubscribers as Binding } from "../../../lib/bindings/global-error-subscribers";
import { newStack, synth } from "../synth";

const SUBSCRIBERS = "polytomic_global_error_subscribers";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const OTHER = "00000000-4f89-11d3-9a0c-0305e82c3301";
const emails = ["ops@example.com"];

describe("GlobalErrorSubscribers", () => {
  test("send only the addresses", () => {
    const subscribers = synth((stack) => new GlobalErrorSubscribers(stack, "ops", { emails }));
    expect(subscribers.the(SUBSCRIBERS)).toEqual({ emails });
    expect(subscribers.addresses).toHaveLength(1);
  });

  test("take an organization, a provider and a token for the list", () => {
    const terraform = synth((stack) => {
      const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
      const list = new TerraformVariable(stack, "emails", { type: "list(string)" }).listValue;
      new GlobalErrorSubscribers(stack, "ops", { emails: list, organization: UUID, polytomicProvider });
    });
    expect(terraform.the(SUBSCRIBERS)).toEqual({
      emails: "${var.emails}",
      organization: UUID,
      provider: "polytomic.eu",
    });
  });

  test.each<[string, unknown, RegExp]>([
    ["nobody", [], /emails +must not be empty/],
    ["no array", undefined, /emails +is missing; expected an array/],
    ["a string", "ops@example.com", /emails +expected an array, got a string/],
    ["an invalid address", ["ops"], /emails\[0\] +"ops" is not an e-mail address/],
    ["an uppercase address", ["Ops@example.com"], /emails\[0\] +"Ops@example\.com" must be lowercase/],
  ])("are rejected with %s", (_, given, message) => {
    const props = { emails: given } as GlobalErrorSubscribersProps;
    expect(() => new GlobalErrorSubscribers(newStack(), "ops", props)).toThrow(message);
  });
});

describe("an organization has one list", () => {
  const SECOND = /organization +already has a list, set by first; list all addresses there/;

  test.each<[string, string | undefined, string | undefined]>([
    ["the key's organization", undefined, undefined],
    ["the same organization", UUID, UUID],
    ["the key's organization, set on the first", UUID, undefined],
    ["the key's organization, set on the second", undefined, UUID],
  ])("%s", (_, first, second) => {
    const stack = newStack();
    const made = (id: string, organization: string | undefined) =>
      new GlobalErrorSubscribers(stack, id, { emails, ...(organization !== undefined && { organization }) });
    made("first", first);
    expect(() => made("second", second)).toThrow(SECOND);
  });

  test("also if the organization is created in the app, or the other list is a binding", () => {
    const stack = newStack();
    const { resource } = new Organization(stack, "acme", { name: "Acme" });
    new Binding(stack, "first", { emails, organization: resource.id });
    expect(() => new GlobalErrorSubscribers(stack, "second", { emails, organization: resource.id })).toThrow(
      SECOND,
    );
  });

  test("but each organization, provider and stack can have its own", () => {
    const app = Testing.app();
    const stack = newStack("one", app);
    const polytomicProvider = new PolytomicProvider(stack, "eu", { alias: "eu" });
    new GlobalErrorSubscribers(stack, "first", { emails, organization: UUID });
    new GlobalErrorSubscribers(stack, "second", { emails, organization: OTHER });
    new GlobalErrorSubscribers(stack, "third", { emails, organization: UUID, polytomicProvider });
    new GlobalErrorSubscribers(newStack("two", app), "first", { emails, organization: UUID });
  });
});
