import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reviewer } from "../../lib/cli/review";
import { reviewCommand } from "../../lib/cli/review";
import { REVIEW_HELP } from "../../lib/cli/review-options";
import type { Plan } from "../../lib/plan/plan";
import { renderJson } from "../../lib/plan/render/json";
import { limitFor } from "../../lib/plan/render/hosts";
import { renderMarkdown } from "../../lib/plan/render/markdown";
import type { Review } from "../../lib/plan/review";
import type { Verdict } from "../../lib/plan/rule";
import { FULL, RULES, finding, review, stack } from "../plan/render/reviews";
import { Captured, captured, inFolder } from "./capture";

/** A reviewer whose plans are paths, and whose review is given. It records how it is called. */
function reviewer(result: Review = FULL): Reviewer & { readonly calls: unknown[] } {
  const calls: unknown[] = [];
  return {
    calls,
    readPlans: (paths) => {
      calls.push(paths);
      return paths.map((path) => ({ stack: path }) as Plan);
    },
    reviewPlans: (plans, options) => {
      calls.push(options);
      expect(plans).not.toEqual([]);
      return result;
    },
    rules: RULES,
  };
}

const ended = (verdict: Verdict): Review => review([stack({ verdict })]);

describe("the output", () => {
  test("is Markdown by default", async () => {
    const io = captured();
    expect(await reviewCommand([], reviewer(), io)).toBe(0);
    expect(io.stdout.text).toBe(renderMarkdown(FULL, { rules: RULES }));
    expect(io.stderr.text).toBe("");
  });

  test("is made for the terminal on a terminal, with its colors and width", async () => {
    const io = captured({ stdout: new Captured(true, 60) });
    await reviewCommand([], reviewer(), io);
    expect(io.stdout.text).toMatch(/^\u001b\[31m\u001b\[1mDanger: 1 danger/);
    expect(io.stdout.text).not.toContain("<details>");
  });

  test.each([
    ["json", /^\{\n {2}"version": 1,/],
    ["sarif", /"version": "2.1.0"/],
    ["github", /^::error title=/],
    ["junit", /^<\?xml/],
    ["terminal", /^Danger: /],
  ])("has the format %s", async (format, start) => {
    const io = captured();
    await reviewCommand(["--format", format], reviewer(), io);
    expect(io.stdout.text).toMatch(start);
  });

  test("has the version of the package in SARIF", async () => {
    const io = captured();
    await reviewCommand(["--format=sarif"], reviewer(), io);
    expect(io.stdout.text).toContain('"version": "1.2.3"');
  });

  test.each([
    [["--host", "bitbucket"], {}, "[//]: # "],
    [[], { BITBUCKET_BUILD_NUMBER: "7" }, "[//]: # "],
    [[], { GITHUB_ACTIONS: "true" }, "<!-- "],
    [["--host", "gitlab"], { BITBUCKET_BUILD_NUMBER: "7" }, "<!-- "],
  ])("fits the host of %j and %j", async (args, env, start) => {
    const io = captured({ env });
    await reviewCommand(args, reviewer(), io);
    expect(io.stdout.text.slice(0, start.length)).toBe(start);
  });

  test("is written to a file, completely or not at all", () =>
    inFolder(async (path) => {
      const io = captured();
      writeFileSync(path("review.md"), "old");
      symlinkSync(path("review.md"), path("link.md"));
      await reviewCommand(["--output", path("link.md")], reviewer(), io);
      expect(io.stdout.text).toBe("");
      expect(readFileSync(path("review.md"), "utf8")).toBe(renderMarkdown(FULL, { rules: RULES }));
      expect(readdirSync(dirname(path("review.md"))).sort()).toEqual(["link.md", "review.md"]);
    }));

  test("that cannot be written is an error with its reason", () =>
    inFolder(async (path) => {
      const file = path("none/review.md");
      await expect(reviewCommand(["--output", file], reviewer(), captured())).rejects.toThrow(
        `cannot write ${file}: no such file or folder`,
      );
    }));
});

describe("colors", () => {
  const isColored = async (
    env: Record<string, string>,
    isTTY: boolean,
    ...args: string[]
  ): Promise<boolean> => {
    const io = captured({ env, stdout: new Captured(isTTY) });
    await reviewCommand(["--format", "terminal", ...args], reviewer(), io);
    return io.stdout.text.includes("\u001b");
  };

  test.each([
    [{}, true, [], true],
    [{}, false, [], false],
    [{ NO_COLOR: "1" }, true, [], false],
    [{ NO_COLOR: "" }, true, [], true],
    [{ TERM: "dumb" }, true, [], false],
    [{ FORCE_COLOR: "1" }, false, [], true],
    [{ FORCE_COLOR: "0" }, true, [], false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true, [], false],
    [{ FORCE_COLOR: "1" }, true, ["--no-color"], false],
  ])("with %j, terminal %j and %j: %j", async (env, isTTY, args, expected) => {
    expect(await isColored(env, isTTY, ...args)).toBe(expected);
  });
});

describe("the exit code", () => {
  const codeOf = (verdict: Verdict, ...args: string[]): Promise<number> =>
    reviewCommand(args, reviewer(ended(verdict)), captured());

  test.each(["danger", "cannot-tell", "look", "safe"] as const)(
    "is 0 without --fail-on for %s",
    async (verdict) => {
      expect(await codeOf(verdict)).toBe(0);
    },
  );

  test.each([
    ["danger", [2, 0, 0, 0]],
    ["cannot-tell", [2, 2, 0, 0]],
    ["look", [2, 2, 2, 0]],
  ] as const)("with --fail-on %s is %j for danger, cannot-tell, look, safe", async (failOn, codes) => {
    const verdicts = ["danger", "cannot-tell", "look", "safe"] as const;
    expect(await Promise.all(verdicts.map((verdict) => codeOf(verdict, "--fail-on", failOn)))).toEqual(codes);
  });

  test("2 has its reason on standard error", async () => {
    const io = captured();
    await reviewCommand(["--fail-on", "look"], reviewer(), io);
    expect(io.stderr.text).toBe(
      "Danger: 1 danger, 1 change that cannot be judged, 1 change to look at in stack prod. Failed because of --fail-on look.\n",
    );
  });
});

describe("the plans", () => {
  test("are those of cdktf.out by default", async () => {
    const used = reviewer();
    await reviewCommand([], used, captured());
    expect(used.calls).toEqual([["cdktf.out"], { suppressions: [], ignoreAccepted: false }]);
  });

  test("are those of the paths, with standard input", async () => {
    const used = reviewer();
    await reviewCommand(["a.json", "--format", "json", "-", "b"], used, captured());
    expect(used.calls[0]).toEqual(["a.json", "-", "b"]);
  });

  test("show progress only on a terminal, and remove it", async () => {
    const io = captured({ stderr: new Captured(true) });
    await reviewCommand([], reviewer(), io);
    expect(io.stderr.text).toBe("Reading plans ...\r\u001b[K");
  });
});

test("--ignore-accepted is passed on", async () => {
  const used = reviewer();
  await reviewCommand(["--ignore-accepted"], used, captured());
  expect(used.calls[1]).toEqual({ suppressions: [], ignoreAccepted: true });
});

describe("--suppressions and --since", () => {
  test("are passed on", () =>
    inFolder(async (path) => {
      writeFileSync(
        path("accepted.json"),
        '\ufeff[{ "finding": "bucket-destroyed", "reason": " empty ", "expires": "2027-01-31" }]',
      );
      writeFileSync(path("previous.json"), renderJson(FULL));
      const used = reviewer();
      const args = ["--suppressions", path("accepted.json"), "--since", path("previous.json")];
      await reviewCommand(args, used, captured());
      expect(used.calls[1]).toEqual({
        suppressions: [{ finding: "bucket-destroyed", reason: "empty", expires: "2027-01-31" }],
        since: JSON.parse(renderJson(FULL)),
        ignoreAccepted: false,
      });
    }));

  test("with problems are errors before a plan is read", () =>
    inFolder(async (path) => {
      const used = reviewer();
      const failure = async (option: string, content: string): Promise<string> => {
        writeFileSync(path("file.json"), content);
        const error: unknown = await reviewCommand([option, path("file.json")], used, captured()).catch(
          (thrown: unknown) => thrown,
        );
        return String(error).replaceAll(path("file.json"), "FILE");
      };
      expect(
        await failure("--suppressions", '[{ "finding": "a", "reson": "b", "expires": "2026-02-30" }, 1]'),
      ).toBe(
        [
          "CommandError: the suppressions FILE have problems:",
          '  suppressions[0]: unknown member "reson"; did you mean "reason"?',
          "  suppressions[0]: `reason` must be a sentence that a reviewer understands",
          "  suppressions[0]: `expires` must be a day, such as 2027-01-31",
          '  suppressions[1]: expected an object, such as { "finding": "bucket-destroyed[prod/lake/bucket]", "reason": "the bucket is empty", "expires": "2027-01-31" }',
        ].join("\n"),
      );
      expect(await failure("--suppressions", "{}")).toMatch(
        /^CommandError: the suppressions FILE must be an array/,
      );
      expect(await failure("--suppressions", '{ "finding": "secret" "reason" }')).toBe(
        "CommandError: the suppressions FILE is not JSON, at position 22",
      );
      expect(await failure("--suppressions", "secret")).toBe(
        "CommandError: the suppressions FILE is not JSON",
      );
      expect(await failure("--since", '{ "format_version": "1.2" }')).toBe(
        "CommandError: FILE is not a review; write the previous review with --format json --output FILE",
      );
      expect(await failure("--since", renderJson(FULL).replace('"version": 1', '"version": 2'))).toBe(
        "CommandError: FILE is a review of format version 2, and this version reads 1; write it again",
      );
      expect(used.calls).toEqual([]);
    }));

  test("that do not exist are errors", async () => {
    await expect(reviewCommand(["--since", "/none.json"], reviewer(), captured())).rejects.toThrow(
      "cannot read the previous review /none.json: no such file or folder",
    );
  });
});

describe("in a job of GitHub", () => {
  test("annotations are relative to the repository, and the summary has the Markdown", () =>
    inFolder(async (path) => {
      writeFileSync(path("summary.md"), "before\n");
      const io = captured({
        env: { GITHUB_WORKSPACE: "/repo", GITHUB_STEP_SUMMARY: path("summary.md"), GITHUB_ACTIONS: "true" },
        folder: "/repo/infra",
      });
      await reviewCommand(["--format", "github"], reviewer(), io);
      expect(io.stdout.text).toContain("::error file=infra/cdktf.out/stacks/prod/cdk.tf.json,line=12,title=");
      expect(readFileSync(path("summary.md"), "utf8")).toBe(
        `before\n${renderMarkdown(FULL, { rules: RULES })}`,
      );
    }));

  test("a summary that cannot be written fails nothing", async () => {
    const io = captured({ env: { GITHUB_STEP_SUMMARY: "/none/summary.md" } });
    expect(await reviewCommand(["--format", "github"], reviewer(), io)).toBe(0);
    expect(io.stderr.text).toBe("The step summary was not written: no such file or folder\n");
  });

  test("a review that is too long for a comment is shortened", async () => {
    const long = review([
      stack({
        findings: Array.from({ length: 5000 }, (_, index) => finding("bucket-destroyed", `prod/${index}`)),
      }),
    ]);
    const io = captured({ env: { GITHUB_ACTIONS: "true" } });
    await reviewCommand([], reviewer(long), io);
    expect(io.stdout.text.length).toBeLessThanOrEqual(limitFor("github"));
    expect(io.stdout.text).toContain("**Shortened**");
  });
});

describe("--explain and --help", () => {
  test("explain a rule without plans", async () => {
    const [used, io] = [reviewer(), captured()];
    expect(await reviewCommand(["--explain", "bucket-destroyed"], used, io)).toBe(0);
    expect(io.stdout.text.replace(/https:\S*\//, "URL/")).toBe(`bucket-destroyed: A bucket is deleted

Verdict:    Danger
Why:        Its objects are lost.
What to do: Keep the bucket, or copy its objects first.
To accept:  add { "finding": "bucket-destroyed[CONSTRUCT]", "reason": "..." } to the file of --suppressions
More:       URL/review-rules.md#bucket-destroyed
`);
    expect(used.calls).toEqual([]);
  });

  test("suggest the nearest rule", async () => {
    await expect(reviewCommand(["--explain", "bucket-destroed"], reviewer(), captured())).rejects.toThrow(
      'there is no rule "bucket-destroed"; did you mean "bucket-destroyed"?',
    );
    await expect(reviewCommand(["--explain", "constructor"], reviewer(), captured())).rejects.toThrow(
      'there is no rule "constructor"; the rules are bucket-destroyed, policy-unknown, sync-activated',
    );
  });

  test("help fits 110 columns and has every option", async () => {
    const io = captured();
    expect(await reviewCommand(["--help"], reviewer(), io)).toBe(0);
    expect(io.stdout.text).toBe(REVIEW_HELP);
    expect(Math.max(...REVIEW_HELP.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe("wrong options", () => {
  test.each([
    [["--formt", "json"], "unknown option --formt; did you mean --format?"],
    [["--constructor"], /^unknown option --constructor; the options are --format, /],
    [["-x"], /^unknown option -x; /],
    [["--format", "jsn"], /, got "jsn"; did you mean "json"\?$/],
    [["--format"], "--format needs a value: --format markdown|terminal|json|sarif|github|junit"],
    [["--output", "--format", "json"], "--output needs a value: --output FILE"],
    [["--output="], "--output needs a value: --output FILE"],
    [["--fail-on", "safe"], '--fail-on must be one of danger, cannot-tell, look, got "safe"'],
    [["--no-color=1"], '--no-color takes no value, got "1"'],
  ])("%j", async (args, message) => {
    await expect(reviewCommand(args, reviewer(), captured())).rejects.toThrow(message);
  });

  test("a path after -- may start with a dash", async () => {
    const used = reviewer();
    await reviewCommand(["--", "--plan"], used, captured());
    expect(used.calls[0]).toEqual(["--plan"]);
    expect(existsSync("--plan")).toBe(false);
  });
});
