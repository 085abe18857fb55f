/** Reads diagnostics in Terraform's output. */
import type { CommandResult } from "../../../lib/testing/apply/terraform";

export interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null } | null;
}

/** All diagnostics of a command, from JSON or human-readable output. */
export function readDiagnostics({ stdout, stderr }: CommandResult): TerraformDiagnostic[] {
  return [...streamedDiagnostics(stdout), ...printedDiagnostics(`${stdout}\n${stderr}`)];
}

interface StreamedLine {
  readonly type?: string;
  readonly diagnostic?: TerraformDiagnostic;
  readonly diagnostics?: readonly TerraformDiagnostic[];
}

/** From `-json`: one message per line, or the single document of `validate`. */
function streamedDiagnostics(output: string): TerraformDiagnostic[] {
  const documents = output.startsWith("{\n") ? [output] : output.split("\n");
  return documents
    .filter((document) => document.startsWith("{"))
    .map((document) => JSON.parse(document) as StreamedLine)
    .flatMap((line) => line.diagnostics ?? (line.diagnostic ? [line.diagnostic] : []));
}

/** From commands that have only human-readable output, such as `import`. */
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
