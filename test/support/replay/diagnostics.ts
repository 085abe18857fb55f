/** What terraform complains of, out of its output. */
import type { CommandResult } from "../terraform";

export interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null } | null;
}

/** All diagnostics of a command, whether it printed them for programs or for people. */
export function readDiagnostics({ stdout, stderr }: CommandResult): TerraformDiagnostic[] {
  return [...streamedDiagnostics(stdout), ...printedDiagnostics(`${stdout}\n${stderr}`)];
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
