import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports point in one direction, `examples → constructs → lib`. Inside `lib`, general folders do not import specific ones. */
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
            mayNotImport("lib", ["constructs", "examples", "test"], "lib must not import constructs"),
            mayNotImport("constructs", ["examples", "test"], "constructs must not import their users"),
            mayNotImport(
              "examples",
              ["lib", "constructs", "test"],
              "examples import cdktf-polytomic, as an app does",
            ),
            mayNotImport(
              "lib/aws",
              ["lib/iam", "lib/polytomic", "lib/testing"],
              "lib/aws is the lowest layer",
            ),
            mayNotImport("lib/iam", ["lib/polytomic", "lib/testing"], "lib/iam must import only lib/aws"),
            mayNotImport("lib/polytomic", ["lib/testing"], "lib/polytomic must not import test code"),
            mayNotImport(
              "lib/testing/api",
              [
                "lib/aws",
                "lib/iam",
                "lib/plan",
                "lib/polytomic",
                "lib/terraform",
                "lib/validation",
                "lib/bindings",
              ],
              "the emulated API is an independent check, so it shares no code with the library",
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
    // Load zod and manifests on first use.
    files: ["lib/cli/commands.ts", "lib/core.ts", "lib/mixed-cores.ts", "lib/validation/rule.ts"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // Use packages that only CommonJS can load.
    files: ["test/package/**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
