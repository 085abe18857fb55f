/** Records in which line of an app a construct is created, so that a review of a plan can refer to it. */
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Aspects, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Scopes whose new constructs are recorded. Not a context value, because constructs allows none after the first child. */
const recording = new WeakSet<IConstruct>();

/** Where the synthesized resource has the line, below its comment `//`. */
export const SOURCE_KEY = "cdktf-polytomic:source";

interface Line {
  readonly file: string;
  readonly line: number;
}

const lines = new WeakMap<IConstruct, Line>();

/** Records the lines of the constructs that are created below `scope` from now on, and writes them to its resources. */
export function recordSources(scope: IConstruct): void {
  recording.add(scope);
  Aspects.of(scope).add({
    visit: (construct) => {
      const line = construct.node.scopes.map((one) => lines.get(one)).findLast((one) => one !== undefined);
      if (line !== undefined && TerraformResource.isTerraformResource(construct)) {
        construct.addOverride("//", { [SOURCE_KEY]: line });
      }
    },
  });
}

/** Remembers the line of the app that creates `construct`, if its scope records lines. */
export function recordSource(construct: IConstruct): void {
  if (construct.node.scopes.some((scope) => recording.has(scope))) {
    const line = callerOutside();
    if (line !== undefined) {
      lines.set(construct, line);
    }
  }
}

/** Code that is not the app's: this package, installed packages, and Node.js. */
const FOREIGN = /[\\/]node_modules[\\/]|^node:/;
const PACKAGE = ["lib", "constructs"].map((folder) =>
  [__dirname.split(sep).slice(0, -2).join(sep), folder, ""].join(sep),
);

/** The nearest line of the call stack that is the app's. */
function callerOutside(): Line | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const frames = new Error().stack?.split("\n").slice(1) ?? [];
  Error.stackTraceLimit = limit;
  for (const frame of frames) {
    const [, location = "", line = ""] =
      /\(?((?:file:|node:|[A-Za-z]:[\\/]|\/)[^()]*?):(\d+):\d+\)?$/.exec(frame) ?? [];
    const file = location.startsWith("file:") ? fileURLToPath(location) : location;
    if (file !== "" && !FOREIGN.test(file) && !PACKAGE.some((folder) => file.startsWith(folder))) {
      return { file: relative(process.cwd(), file).split(sep).join("/"), line: Number(line) };
    }
  }
  return undefined;
}
