// What synthesis costs with this library, beside the same resources written by hand with the generated bindings.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cells, compare, costOf } from "./processes.mjs";

const SHAPES = [
  ["one stack", 10],
  ["one stack", 100],
  ["one stack", 1000],
  ["one stack", 5000],
  ["100 stacks", 1000],
  ["five scopes deep", 1000],
  ["models and syncs", 1000],
];

const program = fileURLToPath(new URL("synthesis/program.mjs", import.meta.url));

export function synthesis({ quick, progress }) {
  const folder = mkdtempSync(join(tmpdir(), "synthesis-"));
  const env = { ...process.env, WITHOUT_VERSION_CHECK: "1" };
  const measure = (kind, shape, count) => () =>
    costOf(["--max-old-space-size=8192", program, kind, shape, String(count), join(folder, "out")], { env });
  try {
    const results = SHAPES.filter(([, count]) => !quick || count <= 100).map(([shape, count]) => {
      progress(`${shape}, ${count}`);
      const kinds = { "by hand": measure("raw", shape, count), library: measure("library", shape, count) };
      return { shape, count, ...compare(kinds, quick ? 1 : 3) };
    });
    return {
      title: "Synthesis, beside the same resources by hand",
      results,
      rows: results.map(({ shape, count, library, "by hand": byHand }) => ({
        shape,
        count: count.toLocaleString("en-US"),
        ...cells(library),
        "by hand": `${byHand.time.value.toFixed(2)} s, ${byHand.memory.value.toFixed(0)} MB`,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
