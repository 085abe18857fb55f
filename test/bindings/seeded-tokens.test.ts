/** Every kind of token in every argument of every generated binding: it renders as valid Terraform or is rejected. */
import { TerraformStack, Testing } from "cdktf";
import { pathsOf, withMember } from "../constructs/every-prop";
import { expectRendered, foreignErrorOf, seeds } from "../support/seeds";
import { load, resources } from "./load";
import { bindingSample, terraformSample } from "./sample";

/** Each argument gets one kind of token, and each kind goes to many arguments. With `SEEDS=all`, each argument gets every kind. */
const GIVES_ALL = process.env["SEEDS"] === "all";

jest.setTimeout(600_000);

test.each(resources)("$type accepts or rejects each kind of token", async ({ name, attributes }) => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const binding = load(name);
  const sample = bindingSample(attributes, terraformSample(attributes));
  const kinds = Object.entries(seeds(stack));
  const cases = pathsOf(sample).flatMap((path, index) =>
    kinds
      .filter((_, number) => GIVES_ALL || (index + name.length) % kinds.length === number)
      .map(([kind, seed]) => ({
        id: `${index}-${kind}`,
        what: `${path.join(".")}: ${kind}`,
        config: withMember(sample, path, seed),
      })),
  );
  const foreign = cases.flatMap(({ id, what, config }) =>
    foreignErrorOf(() => new binding(stack, id, config as object)).map((one) => `${what}: ${one}`),
  );
  await expectRendered(stack, foreign);
});
