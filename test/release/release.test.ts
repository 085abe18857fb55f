import {
  changelogOf,
  licenseProblem,
  placeholderProblem,
  shippedPackages,
  unreleasedProblem,
} from "../../release/checks";
import { reproducible, type Sbom, sbomOfFork } from "../../release/sbom";

describe("the repository", () => {
  const url = "https://github.com/acme/cdktf-polytomic";

  test("must not be a placeholder", () => {
    const metadata = { repository: { url }, homepage: "https://github.com/OWNER/x", bugs: {} };
    expect(placeholderProblem(metadata, "https://github.com/OWNER/x")).toBe(
      "lib/repository.ts is https://github.com/OWNER/x, homepage is https://github.com/OWNER/x, bugs is not set. " +
        "Set REPOSITORY in lib/repository.ts, and the same repository in package.json",
    );
    expect(placeholderProblem({ repository: { url }, homepage: url, bugs: { url } }, url)).toBeUndefined();
  });
});

describe("the changelog", () => {
  const changelog =
    "# Changelog\n\n## 1.2.0 (unreleased)\n\n### AWS\n\n- More.\n\n## 1.1.0\n\n- Less.\n\n## 1.0.0\n";

  test("has the entries of a version", () => {
    expect(changelogOf(changelog, "1.2.0")).toBe("### AWS\n\n- More.");
    expect(changelogOf(changelog, "1.1.0")).toBe("- Less.");
  });

  test("does not call a released version unreleased", () => {
    expect(unreleasedProblem(changelog, "1.2.0")).toBe(
      'the heading of 1.2.0 contains "(unreleased)". Write: ## 1.2.0',
    );
    expect(unreleasedProblem(changelog, "1.1.0")).toBeUndefined();
  });

  test.each(["1.0.0", "1.2", "2.0.0"])("has no entries for %s", (version) => {
    expect(() => changelogOf(changelog, version)).toThrow(`CHANGELOG.md has no entries for ${version}`);
  });
});

describe("licenses", () => {
  const packages = {
    "": { version: "1.0.0", license: "Apache-2.0" },
    "node_modules/zod": { version: "4.6.7", license: "MIT" },
    "node_modules/oracle": { version: "1.0.0", license: "AGPL-3.0", dev: true },
    "node_modules/core": { version: "1.0.0", license: "MPL-2.0", peer: true },
  };

  test("count for packages that ship", () => {
    expect(shippedPackages(packages)).toEqual([{ name: "zod", version: "4.6.7", license: "MIT" }]);
    expect(licenseProblem(packages)).toBeUndefined();
  });

  test("must be permissive", () => {
    const copyleft = {
      ...packages,
      "node_modules/a/node_modules/lib": { license: "AGPL-3.0" },
      "node_modules/b": {},
    };
    expect(licenseProblem(copyleft)).toBe(
      "lib has the license AGPL-3.0, b has the license none. Replace it, or make it a development dependency",
    );
  });
});

describe("the bill of materials", () => {
  const printed = (time: string, folder: string): Sbom => ({
    bomFormat: "CycloneDX",
    serialNumber: `urn:uuid:${time}`,
    metadata: {
      timestamp: time,
      component: { name: folder, "bom-ref": "cdktf-polytomic@0.1.0", purl: "pkg:npm/cdktf-polytomic@0.1.0" },
    },
    components: [{ "bom-ref": "zod@4.6.7" }],
  });
  const committed = "2026-11-01T00:00:00.000Z";
  const bill = reproducible(printed("10:00", "clone"), "cdktf-polytomic", committed);

  test("is the same for the same commit", () => {
    expect(reproducible(printed("11:00", "elsewhere"), "cdktf-polytomic", committed)).toEqual(bill);
    expect(bill.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
    expect(bill.metadata.component.name).toBe("cdktf-polytomic");
  });

  test("differs for another commit", () => {
    const other = reproducible(printed("10:00", "clone"), "cdktf-polytomic", "2026-11-02T00:00:00.000Z");
    expect(other.serialNumber).not.toBe(bill.serialNumber);
  });

  test("names the package for the fork", () => {
    const { metadata, components } = sbomOfFork(bill);
    expect(metadata.component).toMatchObject({
      name: "cdktn-polytomic",
      "bom-ref": "cdktn-polytomic@0.1.0",
      purl: "pkg:npm/cdktn-polytomic@0.1.0",
    });
    expect(components).toEqual([{ "bom-ref": "zod@4.6.7" }]);
  });
});
