/** Construct ids are public API: if one changes, an upgrade destroys and recreates the infrastructure of users. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { version } from "../../package.json";
import {
  addressesNow,
  breakingProblem,
  compareAddresses,
  isBreaking,
  staleProblem,
  storedAddresses,
} from "./addresses";

const { version: from, addresses: stored } = storedAddresses();

describe("the addresses of all resources", () => {
  const comparison = compareAddresses(stored, addressesNow());

  test("are kept, or the version says that they are not", () => {
    expect(breakingProblem(comparison, from, version)).toBeUndefined();
  });

  test("are stored", () => {
    expect(staleProblem(comparison)).toBeUndefined();
  });

  test("contain each id that a construct gives to a child", () => {
    const paths = Object.values(stored).flatMap((addresses) => Object.values(addresses));
    const segments = new Set(paths.flatMap((path) => path.split("/")));
    expect(idsOfChildren().filter((id) => !segments.has(id))).toEqual(WITHOUT_RESOURCES);
  });
});

/** Ids of data sources, which have nothing to destroy. */
const WITHOUT_RESOURCES = ["caller-identity", "data-source", "partition", "region", "source"];

describe("a renamed construct", () => {
  const before = { program: { "aws_s3_bucket.lake_ABC": "stack/lake/Resource" } };
  const renamed = compareAddresses(before, { program: { "aws_s3_bucket.data_DEF": "stack/data/Resource" } });

  test("is named, with the version that it needs", () => {
    expect(breakingProblem(renamed, "1.2.3", "1.3.0")).toBe(
      [
        "An upgrade to this version destroys resources of users, with their data:",
        '  aws_s3_bucket.lake_ABC (construct stack/lake/Resource of "program")',
        "Construct ids and logical ids are public API. Undo the change. If it is intended, it needs a new major version after 1.2.3: " +
          "change the version in package.json, describe in docs/how-to/upgrading.md how to move the resources, and run: npm run addresses",
      ].join("\n"),
    );
    expect(breakingProblem(renamed, "0.1.0", "0.1.1")).toContain("needs a new minor version after 0.1.0");
  });

  test("can be released in a version that breaks programs", () => {
    expect(breakingProblem(renamed, "1.2.3", "2.0.0")).toBeUndefined();
    expect(staleProblem(renamed)).toBe(
      [
        "The addresses of these resources have changed:",
        '  - aws_s3_bucket.lake_ABC (construct stack/lake/Resource of "program")',
        '  + aws_s3_bucket.data_DEF (construct stack/data/Resource of "program")',
        "Additional resources need a new minor version. To store the addresses, run: npm run addresses",
      ].join("\n"),
    );
  });

  test.each([
    ["0.1.0", "0.1.5", false],
    ["0.1.0", "0.2.0", true],
    ["0.9.0", "1.0.0", true],
    ["1.0.0", "1.9.0", false],
    ["1.9.0", "2.0.0", true],
    ["2.0.0", "1.9.0", false],
  ])("from %s to %s", (one, other, expected) => {
    expect(isBreaking(one, other)).toBe(expected);
  });
});

/** The ids in `new Child(this, "id")`, in the sources of the constructs. */
function idsOfChildren(): string[] {
  const root = join(__dirname, "..", "..", "constructs");
  const ids = new Set<string>();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  for (const file of files) {
    const visit = (node: ts.Node): void => {
      const id = ts.isNewExpression(node) ? node.arguments?.[1] : undefined;
      if (id !== undefined && ts.isStringLiteral(id)) {
        ids.add(id.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.ESNext, true));
  }
  return [...ids].sort();
}
