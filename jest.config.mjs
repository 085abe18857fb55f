/** `CORE=cdktn` runs the tests on the fork, which `npm run test:fork` installs. */
const fork = "<rootDir>/node_modules/.cache/fork/node_modules";
const onFork = {
  "^cdktf$": `${fork}/cdktn`,
  "^cdktf/package.json$": `${fork}/cdktn/package.json`,
  "^@cdktf/provider-aws/(.*)$": `${fork}/@cdktn/provider-aws/$1`,
  "^constructs$": "<rootDir>/node_modules/constructs",
};

/**
 * `unit` takes seconds and needs no terraform; `apply` runs terraform against emulated services. `preview` and `preview-apply` repeat tests
 * of both with the newest preview of a later provider (`lib/schema/preview-*.json`): its bindings, and the stand-in with its schema.
 */
const shared = {
  // Built output and what the bench leaves behind hold copies of the package.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.bench/"],
  moduleNameMapper: {
    ...(process.env.CORE === "cdktn" ? onFork : {}),
    "^cdktf-polytomic$": "<rootDir>/constructs/index.ts",
    "^cdktf-polytomic/schemas$": "<rootDir>/constructs/schemas.ts",
    "^cdktf-polytomic/testing$": "<rootDir>/lib/testing/index.ts",
    "^cdktf-polytomic/bindings/(.*)$": "<rootDir>/lib/bindings/$1/index.ts",
  },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
};

const preview = {
  ...shared,
  globalSetup: "<rootDir>/test/support/preview/generate.mjs",
  setupFiles: ["<rootDir>/test/support/preview/use.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.bench/(?!preview/)"],
  moduleNameMapper: {
    "(?:^cdktf-polytomic|/lib)/bindings/([\\w-]+)(?:/index)?$":
      "<rootDir>/.bench/preview/bindings/$1/index.ts",
    "/connection-types\\.json$": "<rootDir>/.bench/preview/connection-types.json",
    ...shared.moduleNameMapper,
  },
};

export default {
  globalSetup: "<rootDir>/test/support/temporary-folder.mjs",
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/apply/"],
    },
    { ...shared, displayName: "apply", testMatch: ["<rootDir>/test/apply/**/*.test.ts"] },
    {
      ...preview,
      displayName: "preview",
      testMatch: ["<rootDir>/test/{bindings,constructs,provider}/**/*.test.ts"],
      // These test the values of props, whatever the provider is, and take minutes.
      testPathIgnorePatterns: [
        "/node_modules/",
        ...(process.env.PREVIEW === "all"
          ? []
          : ["fuzz", "seeded-tokens", "token-input", "bad-input", "-cost", "properties"]),
      ],
    },
    {
      ...preview,
      displayName: "preview-apply",
      testMatch: ["<rootDir>/test/apply/{constructs,handshake,quickstart}.test.ts"],
    },
  ],
};
