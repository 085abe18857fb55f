/** Errors and warnings as Terraform shows them. */

/** One step into a value: an attribute's name, or the key of a map. */
export type AttributePath = readonly string[];

export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly summary: string;
  readonly detail: string;
  readonly path?: AttributePath;
}

export function error(summary: string, detail: string, path?: AttributePath): Diagnostic {
  return { severity: "ERROR", summary, detail, ...(path && { path }) };
}

export function warning(summary: string, detail: string, path?: AttributePath): Diagnostic {
  return { severity: "WARNING", summary, detail, ...(path && { path }) };
}

/** Ends an operation: Terraform gets the diagnostics, and the state does not change. */
export class Failure extends Error {
  public readonly diagnostics: readonly Diagnostic[];

  public constructor(...diagnostics: Diagnostic[]) {
    super(diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** Stands for a panic of the real provider: it dereferences a null pointer, and its process ends without a response. */
export class Crash extends Error {}

/** The error for an attribute that the provider cannot convert from the Go struct of the API client. */
export function conversionFailure(detail: string): Failure {
  return new Failure(
    error(
      "Value Conversion Error",
      "An unexpected error was encountered trying to convert between a Terraform value and the API's type. " +
        `This is always an error in the provider. Please report the following to the provider developer:\n\n${detail}`,
    ),
  );
}
