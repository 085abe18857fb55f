import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports point one way: examples, constructs, lib; and inside lib from the general to the particular never back. */
const mayNotImport = (target, from, message) => ({
  target: `./${target}`,
  from: from.map((folder) => `./${folder}`),
  message,
});

const restricted = (...paths) => ["error", { paths }];
const rootOfAws = {
  name: "@cdktf/provider-aws",
  message: "costs seconds and half a gigabyte; import a subpath such as @cdktf/provider-aws/lib/s3-bucket",
};

export default tseslint.config(
  { ignores: ["dist/", "lib/bindings/", "**/cdktf.out/", ".bench/", "test/recordings/"] },
  ...tseslint.configs.recommended,
  {
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".mjs", ".js", ".json"] })],
    },
    rules: {
      curly: "error",
      "no-restricted-imports": restricted(rootOfAws),
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            mayNotImport("lib", ["constructs", "examples", "test"], "lib knows no construct"),
            mayNotImport("constructs", ["examples", "test"], "constructs know no program that uses them"),
            mayNotImport(
              "examples",
              ["lib", "constructs", "test"],
              "an example imports cdktf-polytomic, as its reader would",
            ),
            mayNotImport("lib/aws", ["lib/iam", "lib/polytomic", "lib/testing"], "aws stands at the bottom"),
            mayNotImport("lib/iam", ["lib/polytomic", "lib/testing"], "iam knows AWS only"),
            mayNotImport("lib/polytomic", ["lib/testing"], "the domain knows no test"),
            mayNotImport(
              "lib/testing",
              ["lib/aws", "lib/iam", "lib/polytomic", "lib/validation", "lib/bindings"],
              "the emulated API is a second opinion: it shares nothing with what it tests",
            ),
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-member-accessibility": "error",
    },
  },
  {
    // It loads zod at the first use.
    files: ["lib/validation/rule.ts"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // They reach into packages that only CommonJS can load.
    files: ["test/package/**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
