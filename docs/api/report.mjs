/**
 * Writes the API reports of the package: `npm run api`. With `--check` it writes nothing, and exits with 1 if a report is out of
 * date. The reports are made from the declarations in dist, so build first.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const reports = dirname(fileURLToPath(import.meta.url));
const root = join(reports, "..", "..");

/** The entry points of the package, by the name of their report. */
const ENTRIES = {
  constructs: "constructs/index.d.ts",
  schemas: "constructs/schemas.d.ts",
  testing: "lib/testing/index.d.ts",
};

/**
 * Types that exported types use, and that are hidden on purpose: nobody has to name them. The lists are by reason.
 */
const HIDDEN = new Set([
  // Arrays of allowed values. The exported type is their union.
  ...["ACCESSES", "AUTOMATICALLY_ADD", "BUCKET_REMOVALS", "ERROR_CODES", "EVENT_TYPES", "FILTER_FUNCTIONS"],
  ...["FORMATS", "IDENTITY_FUNCTIONS", "MODES", "NORMALIZE_NAMES", "PROBLEM_CODES", "PUBLIC_ACCESS_BLOCKS"],
  ...["REMOVALS", "STORED"],
  // Parts that an exported type is composed of.
  ...[
    "AttributesByMode",
    "AuthByMode",
    "ConnectionWithId",
    "Destination",
    "ExistingByArn",
    "FieldOptions",
    "GuardedOf",
  ],
  ...[
    "NamedTargetObject",
    "New",
    "NotOf",
    "OneTableBase",
    "Own",
    "Part",
    "TablePerDirectoryBase",
    "TargetOptions",
  ],
  ...["Times", "Upstream", "WithHeaders", "WithSkippedLines", "Without"],
  // Base classes of exported classes, and the types of their protected members.
  ...[
    "BucketNotifications",
    "DataBucketBase",
    "ExistingResourceAccess",
    "Integration",
    "Key",
    "Listener",
    "ManagedModel",
  ],
  ...[
    "OwnedResourceAccess",
    "Precondition",
    "S3ConnectionBaseProps",
    "S3IntegrationClass",
    "WithDependencies",
    "rules",
    "Queue",
    "Role",
    "TopicSubscriptions",
  ],
  // The state of the emulated API. PolytomicApiSnapshot is its public part.
  ...["Policy", "State", "Sync"],
  // What users do not call: schemas of data that the kit reads, and the context of a matcher.
  ...["Difference", "PolicyWorld", "Remedy", "Site", "Watchers", "WorkspaceSettings", "inventory", "seed"],
  // Generated classes of cdktf-polytomic/bindings. Those that share the name of a construct end with _2.
  ...["ConnectionSchemaPrimaryKeys", "DataPolytomicS3Connection"],
]);

/** What fails: a type that is used but not exported, and a member without a docstring. */
const REPORTED = new Set(["ae-forgotten-export", "ae-undocumented"]);

const checkOnly = process.argv.includes("--check");
const temporary = mkdtempSync(join(tmpdir(), "api-"));
const problems = [];

for (const [name, entry] of Object.entries(ENTRIES)) {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(root, "api-extractor.json"),
    packageJsonFullPath: join(root, "package.json"),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, "dist", entry),
      compiler: { tsconfigFilePath: join(root, "tsconfig.json"), skipLibCheck: true },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: temporary,
        includeForgottenExports: false,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        extractorMessageReporting: {
          // The package has no release tags: what it exports is public.
          default: { logLevel: ExtractorLogLevel.None },
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning },
          "ae-undocumented": { logLevel: ExtractorLogLevel.Warning },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !checkOnly,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = true;
      if (REPORTED.has(message.messageId) && !isOnPurpose(message)) {
        problems.push(
          `${message.messageId}: ${message.text} (${message.sourceFilePath ?? ""}:${message.sourceFileLine ?? ""})`,
        );
      }
    },
  });
  if (checkOnly && apiReportChanged) {
    problems.push(`docs/api/${name}.api.md is out of date. Run: npm run api`);
  }
}
rmSync(temporary, { recursive: true });

/** Whether a message is about something that is hidden, generated, or exported by the main entry point. */
function isOnPurpose({ messageId, text, sourceFilePath = "" }) {
  if (messageId === "ae-undocumented") {
    return sourceFilePath.includes("/lib/bindings/");
  }
  const [, symbol = ""] = /symbol "(\w+)"/.exec(text) ?? [];
  const named = symbol.replace(/_2$/, "");
  return HIDDEN.has(named) || exportedByMain(named);
}

/** The main entry point has the types of `cdktf-polytomic/schemas`. */
function exportedByMain(symbol) {
  const main = readFileSync(join(root, "constructs", "index.ts"), "utf8");
  return new RegExp(`\\b${symbol}\\b`).test(main);
}

console.log(problems.length === 0 ? "the API reports are up to date" : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;
