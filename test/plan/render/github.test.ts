import fc from "fast-check";
import { renderGithub } from "../../../lib/plan/render/github";
import { hostileName } from "./hostile";
import { reviewOf } from "./hostile-reviews";
import { FULL, RULES, finding, review, stack } from "./reviews";

test("the verdict comes first, then each finding that nobody accepted", () => {
  expect(renderGithub(FULL, { rules: RULES }).split("\n")).toEqual([
    "::error title=Danger%3A 1 danger%2C 1 change that cannot be judged%2C 1 change to look at in stack prod::prod: Plan: 1 to import, 2 to add, 3 to change, 4 to destroy.",
    "::error file=cdktf.out/stacks/prod/cdk.tf.json,line=12,title=Danger%3A A bucket is deleted::A bucket is deleted. prod/lake/bucket: `force_destroy` is set, so all objects are deleted too.%0AKeep the bucket, or copy its objects first.%0A[bucket-destroyed]",
    "::warning title=Cannot tell%3A A policy is not known yet::A policy is not known yet. prod/lake/role.%0ACompose ARNs from names.%0A[policy-unknown]",
    "::notice title=Look%3A A sync is switched on::A sync is switched on. prod/crm: it writes to Salesforce from now on.%0AMake sure that the target is ready.%0A[sync-activated]",
    "",
  ]);
});

test("findings of several stacks are ordered by severity, because GitHub shows only the first ten", () => {
  const two = review([
    stack({ stack: "a", findings: [finding("sync-activated", "a/x")] }),
    stack({ stack: "b", findings: [finding("bucket-destroyed", "b/x")] }),
  ]);
  expect(renderGithub(two, { rules: RULES }).match(/^::\w+/gm)).toEqual(["::notice", "::error", "::notice"]);
});

test("files are relative to the repository", () => {
  expect(renderGithub(FULL, { rules: RULES, folder: "infra" })).toContain(
    "::error file=infra/cdktf.out/stacks/prod/cdk.tf.json,line=12,",
  );
});

test("names start no other command, and no other property", () => {
  fc.assert(
    fc.property(hostileName, (name) => {
      const lines = renderGithub(reviewOf(name), { rules: RULES }).trimEnd().split("\n");
      expect(lines.map((line) => /^::(\w+) ([^:]*)::/.exec(line)?.[1])).toEqual(["error", "error", "notice"]);
      const properties = lines.map((line) => /^::\w+ ([^:]*)::/.exec(line)![1]!.split(","));
      expect(properties.map((list) => list.map((one) => one.split("=")[0]))).toEqual([
        ["title"],
        ["file", "line", "title"],
        ["title"],
      ]);
      expect(lines.join("")).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test("a percent sign is kept", () => {
  const one = review([stack({ findings: [finding("bucket-destroyed", "a%0Ab")] })]);
  expect(renderGithub(one, { rules: RULES })).toContain("a%250Ab");
});
