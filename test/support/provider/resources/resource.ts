/** The parts that all resources share. */
import type { ApiClient } from "../api-client";
import { type Diagnostic, Failure, error, warning } from "../diagnostics";
import type { Rules } from "../rules";
import { isTimestamp, timestampProblem } from "../semantics";
import type { Session } from "../session";
import { type Json, type JsonObject, type ObjectValue, isJsonObject, text } from "../values";

/** One operation for Terraform: the configured provider, and the diagnostics. */
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

  /** Returns the client for the organization of a configuration, plan or state. */
  public client(values: ObjectValue): Promise<ApiClient> {
    return this.session.client(text(values["organization"]));
  }
}

export interface Update {
  readonly config: ObjectValue;
  readonly planned: ObjectValue;
  readonly state: ObjectValue;
}

/** The provider's code for one resource type. Errors are thrown, and the state then does not change. */
export interface Resource {
  readonly rules: Rules;
  /** Runs before every operation of a configured provider. */
  configure?(session: Session): void;
  create(operation: Operation, config: ObjectValue, planned: ObjectValue): Promise<ObjectValue>;
  /** Returns the refreshed state, or null if the object no longer exists. */
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

/** A request body without the members that Go's encoder omits: nil, and empty maps and slices. */
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

/** A member that contains any JSON. Go's encoder omits it only if it is null. */
export function present(name: string, value: Json | undefined): JsonObject {
  return value === undefined || value === null ? {} : { [name]: value };
}

/** A time in a response as Go formats it, without fractions of a second. */
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

/** The members of an object in a response. A missing member is null. */
export function pick(source: Json | undefined, ...names: string[]): ObjectValue | null {
  if (!isJsonObject(source)) {
    return null;
  }
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
}
