/** Every kind of token in every prop of every construct: what is rendered is Terraform's, and what cannot be is refused. */
import { TerraformElement } from "cdktf";
import { InvalidPropsError } from "../../constructs";
import { resolveIn } from "../../lib/validation/references";
import { garbageIn, parseTemplates, seeds, textsIn } from "../support/seeds";
import { pathsOf, subjects, withMember } from "./every-prop";
import { newStack } from "./synth";

/** Each prop gets one of so many kinds, and all props together each kind many times; `SEEDS=all` gives each prop every kind. */
const PORTION = process.env["SEEDS"] === "all" ? 1 : 11;

jest.setTimeout(1_800_000);

/** What `program` throws that is not ours. */
function foreignErrorOf(program: () => unknown): string[] {
  try {
    program();
    return [];
  } catch (error) {
    return InvalidPropsError.isInvalidPropsError(error) ? [] : [String(error)];
  }
}

test.each(Object.keys(subjects(newStack())))(
  "%s takes or refuses each kind of token in each prop",
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
    const texts = new Set<string>();
    // Each element by itself, so that one that is refused hides no other.
    for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
      foreign.push(
        ...foreignErrorOf(() => textsIn(resolveIn(element, element.toTerraform()), texts)).map(
          (one) => `${element.node.path}: ${one}`,
        ),
      );
    }
    expect(foreign).toEqual([]);
    expect(garbageIn(texts)).toEqual([]);
    await parseTemplates(texts);
  },
);
