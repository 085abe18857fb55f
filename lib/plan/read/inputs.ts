/** Finds the plans that the arguments of the command line name, and reads them. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { coreCommand, PACKAGE } from "../../core";
import { isRecord, memberAt } from "../../objects";
import type { Plan } from "../plan";
import type { CdkTfJson } from "./configuration";
import { parsePlan } from "./parse-plan";
import { planOfConfiguration } from "./plan-of-configuration";
import { showPlan } from "./terraform-show";
import { UnreadablePlanError } from "./unreadable-plan-error";
import { fileInZip, isZip } from "./zip";

/** The surroundings of the command line. */
export interface ReadOptions {
  /** @default the current directory */
  readonly cwd?: string;
  /** @default the environment of the process */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reads standard input to its end. @default that of the process */
  readonly stdin?: () => Promise<Buffer>;
  /** Whether a stack without a plan is read as the plan that creates all of it. @default it is an error */
  readonly acceptsConfigurations?: boolean;
}

/** A plan to read. */
interface Input {
  /** As the user knows it: a file, or `-`. */
  readonly file: string;
  /** The name of the stack, if a manifest has it. */
  readonly stack?: string | undefined;
}

type Surroundings = Required<ReadOptions>;

const CONFIGURATION = "cdk.tf.json";
const MANIFEST = "manifest.json";
/** The folder of a synthesized app. */
const OUTPUT = "cdktf.out";
/** The files that contain plans by convention. `cdktf diff` writes `plan`. */
const PLANS = ["plan", "plan.json", "tfplan", "plan.tfplan", "tfplan.json", "plan.out"];

/**
 * Reads plans: files of JSON, binary plans, `cdktf.out` folders with all stacks, folders of stacks, and `-` for standard input.
 *
 * @throws UnreadablePlanError if one of them is not a plan
 */
export async function readPlans(files: readonly string[], options: ReadOptions = {}): Promise<Plan[]> {
  const around: Surroundings = {
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? process.env,
    stdin: options.stdin ?? readStdin,
    acceptsConfigurations: options.acceptsConfigurations ?? false,
  };
  const inputs = files.flatMap((file) => inputsOf(file, around));
  const plans: Plan[] = [];
  // One after the other: the JSON of a plan can have half a gigabyte.
  for (const input of inputs) {
    plans.push(await planOf(input, around));
  }
  return plans;
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function inputsOf(file: string, around: Surroundings): Input[] {
  const { cwd } = around;
  const path = resolve(cwd, file);
  if (file === "-") {
    return [{ file }];
  }
  if (!existsSync(path)) {
    throw new UnreadablePlanError(
      file,
      "does not exist",
      `Pass a plan, a stack's folder, or cdktf.out after \`${coreCommand("diff")}\` or \`terraform plan -out=plan\`.`,
    );
  }
  if (!statSync(path).isDirectory()) {
    return [{ file }];
  }
  const manifest = [path, join(path, OUTPUT)].find((folder) => existsSync(join(folder, MANIFEST)));
  return manifest === undefined ? [planIn(file, around)] : stacksOf(manifest, shown(manifest, cwd), around);
}

/** The plans of all stacks of a synthesized app. */
function stacksOf(folder: string, name: string, around: Surroundings): Input[] {
  const manifest = jsonOf(join(folder, MANIFEST));
  const stacks = memberAt(manifest, "stacks");
  const entries = isRecord(stacks) ? Object.entries(stacks) : [];
  if (entries.length === 0) {
    throw new UnreadablePlanError(name, "has no stacks", `Run: ${coreCommand("synth")}`);
  }
  const found = entries.map(([stack, entry]) => {
    const at = memberAt(entry, "workingDirectory");
    const plan = newestPlanIn(join(folder, typeof at === "string" ? at : join("stacks", stack)), around);
    return { stack, plan };
  });
  const missing = found.filter(({ plan }) => plan === undefined).map(({ stack }) => stack);
  if (missing.length > 0) {
    const which = missing.length === 1 ? "the stack" : "the stacks";
    throw new UnreadablePlanError(
      name,
      `has no plan of ${which} ${missing.join(", ")}`,
      `Run: ${coreCommand("diff")} ${missing[0]}${missing.length > 1 ? ", and the same for the others," : ""} or \`terraform plan -out=plan\` in the folder of the stack.`,
    );
  }
  return found.map(({ stack, plan }) => ({ file: shown(plan!, around.cwd), stack }));
}

function planIn(folder: string, around: Surroundings): Input {
  const { cwd } = around;
  const plan = newestPlanIn(resolve(cwd, folder), around);
  if (plan === undefined) {
    throw new UnreadablePlanError(
      folder,
      existsSync(resolve(cwd, folder, CONFIGURATION))
        ? "has no plan of the stack"
        : "contains neither a plan nor a synthesized app",
      `Run there: terraform plan -out=plan, or in the app's folder: ${coreCommand("diff")} ${basename(resolve(cwd, folder))}`,
    );
  }
  return { file: shown(plan, cwd) };
}

function newestPlanIn(folder: string, { acceptsConfigurations }: Surroundings): string | undefined {
  const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();
  const plans = PLANS.map((name) => join(folder, name)).filter(isFile);
  const times = plans.map((file) => ({ file, time: statSync(file).mtimeMs }));
  const configuration = join(folder, CONFIGURATION);
  return (
    times.sort((one, other) => other.time - one.time)[0]?.file ??
    (acceptsConfigurations && isFile(configuration) ? configuration : undefined)
  );
}

async function planOf({ file, stack }: Input, around: Surroundings): Promise<Plan> {
  if (file === "-") {
    const bytes = await around.stdin();
    if (isBinary(bytes)) {
      throw new UnreadablePlanError(
        "standard input",
        "is a binary plan",
        `Pass its file name instead, or its JSON: terraform show -json plan | ${PACKAGE} review -`,
      );
    }
    return parsePlan(bytes, { name: "plan", input: "standard input" });
  }
  const path = resolve(around.cwd, file);
  const bytes = bytesOf(path, file);
  if (around.acceptsConfigurations && basename(path) === CONFIGURATION) {
    return planOfConfiguration(JSON.parse(bytes.toString("utf8")) as CdkTfJson, stack);
  }
  const isPlan = isBinary(bytes);
  if (isZip(bytes) && fileInZip(bytes, "tfplan") === undefined) {
    throw new UnreadablePlanError(file, "is a zip archive, but not a plan", "Run: terraform plan -out=plan");
  }
  const configuration = configurationBeside(path, bytes, around.cwd);
  const named = memberAt(configuration?.configuration, "//", "metadata", "stackName");
  return parsePlan(isPlan ? await showPlan(file, around) : bytes, {
    name: stack ?? (typeof named === "string" ? named : nameOf(path)),
    input: file,
    ...configuration,
  });
}

/** Whether a file is a binary plan: a zip archive of Terraform, or an encrypted one of OpenTofu. */
const isBinary = (bytes: Buffer): boolean =>
  isZip(bytes) || (bytes.length < 2 ** 28 && bytes.subarray(0, 4096).includes('"encrypted_data"'));

function bytesOf(path: string, file: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreadablePlanError(
      file,
      code === "ERR_FS_FILE_TOO_LARGE" ? "is larger than Node.js can read" : message,
      code === "ERR_FS_FILE_TOO_LARGE"
        ? "Plan a part of the configuration with -target, or split the stack."
        : "Check the path and its permissions.",
      { cause: error },
    );
  }
}

interface FoundConfiguration {
  readonly configuration: CdkTfJson;
  readonly configurationText: string;
  readonly configurationFile: string;
}

/** The synthesized configuration: the copy that a binary plan contains, or the file beside the plan. */
function configurationBeside(plan: string, bytes: Buffer, cwd: string): FoundConfiguration | undefined {
  const file = join(dirname(plan), CONFIGURATION);
  const copy = isZip(bytes) ? fileInZip(bytes, `tfconfig/m-/${CONFIGURATION}`) : undefined;
  const text = copy?.toString("utf8") ?? (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  if (text === undefined) {
    return undefined;
  }
  try {
    const configuration: unknown = JSON.parse(text);
    return isRecord(configuration)
      ? { configuration, configurationText: text, configurationFile: shown(file, cwd) }
      : undefined;
  } catch {
    return undefined;
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** The name of a plan without a stack: that of the folder of a stack, or of the file. */
function nameOf(path: string): string {
  const folder = dirname(path);
  return basename(dirname(folder)) === "stacks"
    ? basename(folder)
    : basename(path).replace(/\.(json|tfplan|out)$/, "");
}

/** A path as messages and findings show it. */
const shown = (path: string, cwd: string): string => (relative(cwd, path) || ".").replaceAll("\\", "/");
