/** What all resources are made of. */
import type { ApiClient } from "../api-client";
import { type Diagnostic, Failure, error, warning } from "../diagnostics";
import type { Rules } from "../rules";
import { isTimestamp, timestampProblem } from "../semantics";
import type { Session } from "../session";
import { type Json, type JsonObject, type ObjectValue, isJsonObject, text } from "../values";

/** One operation on behalf of Terraform: the configured provider, and what there is to say besides the result. */
export class Operation {
  public readonly session: Session;
  public readonly diagnostics: Diagnostic[] = [];

  public constructor(session: Session) {
    this.session = session;
  }

  public error(summary: string, detail: string): void {
    this.diagnostics.push(error(summary, detail));
  }

  public warn(summary: string, detail: string): void {
    this.diagnostics.push(warning(summary, detail));
  }

  /** The client for the organization that a configuration, plan or state names. */
  public client(values: ObjectValue): Promise<ApiClient> {
    return this.session.client(text(values["organization"]));
  }
}

export interface Update {
  readonly config: ObjectValue;
  readonly planned: ObjectValue;
  readonly state: ObjectValue;
}

/** What the provider's code does for one resource type. A failure is thrown; state stays as it was. */
export interface Resource {
  readonly rules: Rules;
  /** Runs before every operation of a configured provider. */
  configure?(session: Session): void;
  create(operation: Operation, config: ObjectValue, planned: ObjectValue): Promise<ObjectValue>;
  /** The refreshed state; null where the object is gone. */
  read(operation: Operation, state: ObjectValue): Promise<ObjectValue | null>;
  update(operation: Operation, update: Update): Promise<ObjectValue>;
  delete(operation: Operation, state: ObjectValue): Promise<void>;
  /** The state that the read after an import starts from. */
  import(operation: Operation, id: string): Promise<ObjectValue>;
}

/** Import by the object's own id. */
export function importById(_operation: Operation, id: string): Promise<ObjectValue> {
  return Promise.resolve({ id });
}

/** A request body without the members that Go's encoder leaves out: nil, and empty maps and slices. */
export function withoutEmpty(body: { readonly [name: string]: Json | undefined }): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined || value === null) {
      continue;
    }
    if (Array.isArray(value) && value.length === 0) {
      continue;
    }
    if (isJsonObject(value) && Object.keys(value).length === 0) {
      continue;
    }
    kept[name] = value;
  }
  return kept;
}

/** A member that holds any JSON: of those, Go's encoder leaves out null alone. */
export function present(name: string, value: Json | undefined): JsonObject {
  return value === undefined || value === null ? {} : { [name]: value };
}

/** A time of an answer as Go formats it: no fraction of a second. */
export function timestamp(value: Json | undefined): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  const source = text(value);
  if (!isTimestamp(source)) {
    throw new Failure(error("Client Error", timestampProblem(source)));
  }
  return source.replace(/\.\d+/, "");
}

/** The members of an answer's object, each null where it is missing. */
export function pick(source: Json | undefined, ...names: string[]): ObjectValue | null {
  if (!isJsonObject(source)) {
    return null;
  }
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
}
