/** Changes of the provider in words. */
import { compareVersions } from "../../../lib/schema/compare";
import { renderChangelog, renderReport, type Upgrade, withChangelog } from "../../../lib/schema/report";
import { connection, optional, output, required, versionWith } from "./versions";

const TYPE = "polytomic_x_connection";
const upgrade = (to = "2.1.0"): Upgrade => ({
  from: "2.0.0",
  to,
  changes: compareVersions(
    versionWith({
      resources: {
        [TYPE]: connection({ auth_mode: optional, gone: optional, key: optional }),
        polytomic_sageintacct_connection: connection({}),
      },
      types: {
        x: {
          properties: {
            auth_mode: { type: "string", enum: ["a", "b"], default: "a" },
            key: { type: "string" },
          },
        },
      },
    }),
    versionWith({
      resources: {
        [TYPE]: connection({
          auth_mode: required,
          external_id: output,
          key: { ...optional, sensitive: true },
          org_id: { ...optional, sensitive: true },
        }),
        polytomic_sage_intacct_connection: connection({}),
      },
      dataSources: { polytomic_y_connection: connection({ it: output }) },
      types: {
        x: {
          properties: {
            auth_mode: { type: "string", enum: ["a", "c"], default: "a" },
            key: { type: "string" },
          },
        },
      },
    }),
  ),
});

const BREAKING = [
  [
    "`polytomic_sage_intacct_connection`",
    "renamed from `polytomic_sageintacct_connection`",
    "Use the class in `bindings/sage-intacct-connection`. Terraform does not move objects between types: remove it from the state, and import it (docs/how-to/upgrading.md).",
  ],
  [
    "`polytomic_x_connection`: `configuration.auth_mode`",
    'required, was optional, one of `"a"`, `"c"`',
    'Set `configuration.authMode`. To keep the default, set `"a"`.',
  ],
  [
    "`polytomic_x_connection`: `configuration.auth_mode`",
    'no longer `"b"`; also `"c"`',
    'Use one of `"a"`, `"c"`.',
  ],
  [
    "`polytomic_x_connection`: `configuration.gone`",
    "removed",
    "Remove `configuration.gone`. The provider would ignore it silently.",
  ],
  [
    "`polytomic_x_connection`: `configuration.key`",
    "a secret",
    "Pass a token for `configuration.key`: a literal is rejected at synthesis.",
  ],
] as const;

test("the report lists breaking changes with what to change, then the others", () => {
  expect(renderReport(upgrade())).toBe(
    [
      "# Polytomic provider 2.1.0, compared with 2.0.0",
      "",
      "## Breaking changes",
      "",
      "| where | what | what to change |",
      "| --- | --- | --- |",
      ...BREAKING.map((cells) => `| ${cells.join(" | ")} |`),
      "",
      "## New resources and data sources",
      "",
      "- data source `polytomic_y_connection`: new. Its class is in `bindings/data-polytomic-y-connection`.",
      "",
      "## Options",
      "",
      "- `polytomic_x_connection`: `configuration.external_id`: new: the connection can assume an AWS role. To use it, pass the connection " +
        "to `trustConnection` of a `PolytomicRole`.",
      "- `polytomic_x_connection`: `configuration.org_id`: new: optional, a secret",
    ].join("\n"),
  );
});

test("the changelog has the breaking changes", () => {
  expect(renderChangelog(upgrade())).toBe(
    [
      "### Polytomic provider 2.1.0",
      "",
      "- The bindings are generated from version `2.1.0` of the provider: [what changed](docs/how-to/upgrading.md).",
      ...BREAKING.map(([where, what, remedy]) => `- **Breaking:** ${where}: ${what}. ${remedy}`),
    ].join("\n"),
  );
});

test("the section is added to the first release of the changelog, and replaced if it is there", () => {
  const changelog = "# Changelog\n\n## 0.2.0 (unreleased)\n\n### AWS\n\n- One.\n\n## 0.1.0\n\n- Two.\n";
  const once = withChangelog(changelog, upgrade());
  expect(once).toBe(changelog.replace("### AWS", () => `${renderChangelog(upgrade())}\n\n### AWS`));
  expect(withChangelog(once, upgrade())).toBe(once);
  expect(withChangelog(once, { ...upgrade(), changes: [] })).toContain(
    "(docs/how-to/upgrading.md).\n\n### AWS\n\n- One.\n",
  );
  expect(withChangelog(once, upgrade("2.2.0"))).toMatch(/ 2\.2\.0\n[^]+### Polytomic provider 2\.1\.0\n/);
});
