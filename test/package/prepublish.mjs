// Runs before `npm publish`, including `--dry-run`. Fails if the repository of the package is a placeholder.
import { readFileSync } from "node:fs";

const { repository, homepage, bugs } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);
const placeholders = Object.entries({ repository: repository?.url, homepage, bugs: bugs?.url }).filter(
  ([, url]) => url === undefined || url.includes("OWNER"),
);
if (placeholders.length > 0) {
  const fields = placeholders.map(([field, url]) => `  ${field}: ${url ?? "not set"}`).join("\n");
  console.error(
    `package.json has placeholders:\n${fields}\nSet REPOSITORY in lib/repository.ts, and the same repository in package.json.`,
  );
  process.exitCode = 1;
}
