/** The stored recordings of the real provider. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "../provider/values";

/** One request of the real provider, and the response. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Cut at 400 characters. */
  readonly query?: string;
  readonly body?: JsonObject;
  readonly status: number;
  /** Absent for an empty body, and for `/api/me`. */
  readonly response?: Json;
  readonly headers?: { readonly [name: string]: string };
}

/** A planned or detected change. Empty members are omitted, and a no-op has only its address. */
export interface RecordedChange {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly [name: string]: unknown;
}

export interface RecordedState {
  readonly address: string;
  readonly values: JsonObject;
  readonly sensitive_values?: JsonObject;
}

export interface RecordedStep {
  readonly command: string;
  readonly case?: string;
  readonly exit_code?: number;
  readonly config?: JsonObject;
  readonly diagnostics?: readonly string[];
  readonly plan?: {
    readonly resource_changes: readonly RecordedChange[];
    readonly resource_drift?: readonly RecordedChange[];
    readonly output_changes?: JsonObject;
  };
  readonly requests?: readonly RecordedRequest[];
  readonly state_after?: readonly RecordedState[];
  readonly generated_config?: string;
}

export interface Recording {
  readonly scenario: string;
  readonly description: string;
  readonly steps: readonly RecordedStep[];
}

const FOLDER = join(__dirname, "../../recordings");

export function recordedScenarios(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

export function loadRecording(scenario: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${scenario}.json`), "utf8")) as Recording;
}
