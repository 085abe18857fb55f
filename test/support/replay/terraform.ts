import { spawn } from "node:child_process";

export interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null } | null;
}

export interface TerraformResult {
  readonly exitCode: number;
  readonly output: string;
  readonly diagnostics: readonly TerraformDiagnostic[];
}

/** Runs one terraform command in a folder and waits for its end. */
export async function terraform(
  folder: string,
  environment: { readonly [name: string]: string },
  args: readonly string[],
): Promise<TerraformResult> {
  const child = spawn("terraform", args, { cwd: folder, env: { ...inherited(), ...environment } });
  const stop = () => child.kill();
  process.once("exit", stop);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  }).finally(() => process.removeListener("exit", stop));
  const output = Buffer.concat(chunks).toString("utf8");
  return { exitCode, output, diagnostics: [...streamedDiagnostics(output), ...printedDiagnostics(output)] };
}

/** What the shell may say to terraform or to the provider stays out of the tests. */
function inherited(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(TF_|POLYTOMIC_)/.test(name));
  return Object.fromEntries(kept);
}

interface StreamedLine {
  readonly type?: string;
  readonly diagnostic?: TerraformDiagnostic;
  readonly diagnostics?: readonly TerraformDiagnostic[];
}

/** From `-json`: a message a line, or the one document of `validate`. */
function streamedDiagnostics(output: string): TerraformDiagnostic[] {
  const documents = output.startsWith("{\n") ? [output] : output.split("\n");
  return documents
    .filter((document) => document.startsWith("{"))
    .map((document) => JSON.parse(document) as StreamedLine)
    .flatMap((line) => line.diagnostics ?? (line.diagnostic ? [line.diagnostic] : []));
}

/** From commands that print for people only, such as `import`. */
function printedDiagnostics(output: string): TerraformDiagnostic[] {
  return output
    .split(/^(?=(?:Error|Warning): )/m)
    .slice(1)
    .map((text) => {
      const [title = "", ...lines] = text.split("\n");
      const [severity = "", summary = ""] = title.split(": ");
      return { severity: severity.toLowerCase(), summary, detail: lines.join("\n").trim() };
    });
}
