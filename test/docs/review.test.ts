/** The examples of the review's guide: YAML that parses, and commands whose options exist. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseOptions } from "../../lib/cli/options";
import { REVIEW_OPTIONS } from "../../lib/cli/review-options";
import { pages } from "./markdown";

const page = (name: string): string => readFileSync(join(__dirname, "..", "..", name), "utf8");

const blocks = (name: string, language: string): string[] =>
  [...page(name).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, code = ""]) => code,
  );

/** The arguments of each `cdktf-polytomic review` in code. */
const commands = pages().flatMap((name) =>
  ["sh", "yaml"]
    .flatMap((language) => blocks(name, language))
    .flatMap((code) => [...code.matchAll(/npx cdktf-polytomic review(.*)$/gm)])
    .map(([, given = ""]) =>
      given
        .replace(/#.*/, "")
        .trim()
        .split(/\s+/)
        .filter((one) => one !== ""),
    ),
);

it("shows commands with every way to stop a job and to post a comment", () => {
  expect(commands.length).toBeGreaterThanOrEqual(8);
});

test.each(commands.map((args) => [args.join(" "), args] as const))("cdktf-polytomic review %s", (_, args) => {
  expect(() => parseOptions(args, REVIEW_OPTIONS)).not.toThrow();
});

interface Job {
  readonly steps?: readonly { readonly run?: string; readonly uses?: string }[];
  readonly script?: readonly string[];
}

it("has a GitHub workflow that reviews the plan and updates one comment", () => {
  const workflow = parse(blocks("docs/how-to/review.md", "yaml")[0] ?? "") as {
    readonly on: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
  };
  expect(workflow.on).toBe("pull_request");
  const steps = workflow.jobs["review"]?.steps ?? [];
  expect(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined))).toBe(true);
  expect(
    steps.some(({ run }) => run?.includes("--host github") && run.includes("--fail-on cannot-tell")),
  ).toBe(true);
  expect(steps.at(-1)?.run).toContain("gh api --method PATCH");
});

it("has a GitLab job that reviews the plan", () => {
  const jobs = parse(blocks("docs/how-to/review.md", "yaml")[1] ?? "") as Readonly<Record<string, Job>>;
  expect(jobs["review"]?.script?.some((line) => line.includes("--host gitlab"))).toBe(true);
});
