/** Every kind of token in every prop of every construct: it renders as valid Terraform or is rejected. */
import { expectRendered, foreignErrorOf, seeds } from "../support/seeds";
import { pathsOf, subjects, withMember } from "./every-prop";
import { newStack } from "./synth";

/** Each prop gets one kind of token, and each kind goes to many props; with `SEEDS=all` each prop gets every kind. */
const PORTION = process.env["SEEDS"] === "all" ? 1 : 11;

jest.setTimeout(1_800_000);

test.each(Object.keys(subjects(newStack())))(
  "%s accepts or rejects each kind of token in each prop",
  async (name) => {
    const stack = newStack();
    const subject = subjects(stack)[name]!;
    const cases = Object.entries(seeds(stack)).flatMap(([kind, seed], number) =>
      pathsOf(subject.props)
        .filter((_, index) => (index + number) % PORTION === 0)
        .map((path, index) => ({
          id: `it-${number}-${index}`,
          path,
          what: `${path.join(".")}: ${kind}`,
          seed,
        })),
    );
    const foreign = cases.flatMap(({ id, path, what, seed }) =>
      foreignErrorOf(() => subject.make(id, withMember(subject.props, path, seed) as never)).map(
        (one) => `${what}: ${one}`,
      ),
    );
    await expectRendered(stack, foreign);
  },
);
