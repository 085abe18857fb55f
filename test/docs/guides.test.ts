/** The pages of the guides show parts of their programs, and the map of the documentation and the index of examples link to them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

const GUIDES: Readonly<Record<string, string>> = {
  "cdc.md": "cdc-streaming.ts",
  "self-hosted.md": "self-hosted.ts",
  "webhooks.md": "custom-webhook.ts",
};

test("each program of the guides has a page", () => {
  expect(readdirSync(join(root, "examples", "guides")).sort()).toEqual(Object.values(GUIDES).sort());
});

describe.each(Object.entries(GUIDES))("%s", (page, program) => {
  const text = read("docs", "how-to", page);

  test("begins with what you can do after reading it, and ends with what was not verified", () => {
    expect(text).toMatch(/^# .+\n\nAfter reading this page, you can /);
    expect(text.match(/^## .+$/gm)?.at(-1)).toBe("## What was not verified");
  });

  test("links to its program, and shows unchanged parts of it", () => {
    expect(text).toContain(`[examples/guides/${program}](../../examples/guides/${program})`);
    const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!);
    expect(blocks.length).toBeGreaterThan(0);
    const normalized = (code: string): string => code.replace(/^ +/gm, "");
    const source = normalized(read("examples", "guides", program));
    expect(blocks.filter((block) => !source.includes(normalized(block)))).toEqual([]);
  });

  test("is linked from the map of the documentation and from the index of examples", () => {
    expect(read("docs", "index.md")).toContain(`(how-to/${page})`);
    expect(read("examples", "README.md")).toContain(`(../docs/how-to/${page})`);
  });
});
