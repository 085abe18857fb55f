/** A resource of a plan. Everything that costs time is computed on first use. */
import { isRecord, memberAt } from "../../objects";
import type { Action, ResourceChange, SourceLine } from "../plan";
import type { Values } from "../value";
import { argumentAt } from "./arguments";
import type { Block, Configuration } from "./configuration";
import { merge } from "./merge";
import type { Secrets } from "./secrets";

/** An element of `resource_changes` of a plan. */
export type RawChange = Readonly<Record<string, unknown>>;

/** What all resources of a plan share. */
export interface Reading {
  readonly secrets: Secrets;
  readonly configuration: Configuration;
}

export class PlannedChange implements ResourceChange {
  public readonly address: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  public readonly provider: string;
  public readonly createBeforeDelete: boolean;
  public readonly replacePaths: readonly (readonly (string | number)[])[];
  public readonly reason: string | undefined;
  public readonly previousAddress: string | undefined;
  public readonly deposed: string | undefined;
  public readonly importId: string | undefined;
  // Private members of the language: nothing prints them, because they hold secrets.
  #before: Trees | undefined;
  #after: Trees | undefined;
  /** Whether nothing changes, so that both sides are one object. */
  readonly #isSame: boolean;
  #merged: { readonly before?: Values | undefined; readonly after?: Values | undefined } = {};
  readonly #reading: Reading;

  public constructor(
    raw: RawChange,
    reading: Reading,
    public readonly action: Action,
    has: { readonly before: boolean; readonly after: boolean },
  ) {
    const change = isRecord(raw["change"]) ? raw["change"] : {};
    const { secrets } = reading;
    this.address = addressWithoutSecrets(String(raw["address"]), secrets);
    this.mode = raw["mode"] === "data" ? "data" : "managed";
    this.type = String(raw["type"]);
    this.provider = textOf(raw["provider_name"]) ?? "";
    this.createBeforeDelete = isEqual(change["actions"], ["create", "delete"]);
    this.replacePaths = pathsOf(change["replace_paths"], secrets);
    this.reason = textOf(raw["action_reason"]);
    this.previousAddress = optional(textOf(raw["previous_address"]), (address) =>
      addressWithoutSecrets(address, secrets),
    );
    this.deposed = textOf(raw["deposed"]);
    this.importId = importIdOf(change["importing"], secrets);
    this.#reading = reading;
    this.#isSame = action === "no-op" || action === "move" || action === "import";
    this.#before =
      has.before && isRecord(change["before"])
        ? { value: change["before"], unknown: undefined, sensitive: change["before_sensitive"] }
        : undefined;
    this.#after =
      has.after && !this.#isSame && (isRecord(change["after"]) || change["after_unknown"] === true)
        ? { value: change["after"], unknown: change["after_unknown"], sensitive: change["after_sensitive"] }
        : undefined;
  }

  public get before(): Values | undefined {
    if (this.#before !== undefined) {
      this.#merged = { ...this.#merged, before: this.merged(this.#before, undefined) };
      this.#before = undefined;
    }
    return this.#merged.before;
  }

  public get after(): Values | undefined {
    if (this.#isSame) {
      return this.before;
    }
    if (this.#after !== undefined) {
      this.#merged = { ...this.#merged, after: this.merged(this.#after, this.block?.arguments) };
      this.#after = undefined;
    }
    return this.#merged.after;
  }

  public get construct(): string | undefined {
    return this.#reading.configuration.constructOf(this.address);
  }

  public get source(): SourceLine | undefined {
    return this.block?.source;
  }

  public get references(): readonly string[] {
    return this.block?.references ?? [];
  }

  public template(...path: readonly string[]): string | undefined {
    const argument = path.reduce<unknown>(argumentAt, this.block?.arguments);
    return typeof argument === "string" ? this.#reading.secrets.withoutIn(argument) : undefined;
  }

  private get block(): Block | undefined {
    return this.#reading.configuration.blockOf(this.address);
  }

  private merged({ value, unknown, sensitive }: Trees, argument: unknown): Values {
    const values = isRecord(value) ? value : {};
    // The whole resource can be marked, but its arguments are still there.
    const marks = sensitive === true ? marked(values) : sensitive;
    const unknowns = unknown === true ? marked(values) : unknown;
    const trees = { value: values, unknown: unknowns, sensitive: marks, argument };
    return merge(trees, this.type, this.#reading.secrets) as Values;
  }
}

/** A mark for each argument. */
const marked = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, true>> =>
  Object.fromEntries(Object.keys(values).map((name) => [name, true]));

interface Trees {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/** The id of an import, or the attributes that identify the resource. */
function importIdOf(importing: unknown, secrets: Secrets): string | undefined {
  if (!isRecord(importing)) {
    return undefined;
  }
  const { id, identity } = importing;
  if (typeof id === "string") {
    return secrets.withoutIn(id);
  }
  return isRecord(identity)
    ? Object.entries(identity)
        .map(([name, value]) => secrets.withoutIn(`${name}=${String(value)}`))
        .join(", ")
    : "known after apply";
}

/** An address whose keys have no secrets: `aws_sqs_queue.events["a"]`. */
export const addressWithoutSecrets = (address: string, secrets: Secrets): string =>
  address.includes('["')
    ? address.replace(/\["(?:[^"\\]|\\.)*"\]/g, (key) => secrets.withoutIn(key))
    : address;

/** Paths of arguments. The key of a map can be a secret. */
const pathsOf = (paths: unknown, secrets: Secrets): (string | number)[][] =>
  (Array.isArray(paths) ? (paths as (string | number)[][]) : []).map((path) =>
    path.map((step) => (typeof step === "string" ? secrets.withoutInName(step) : step)),
  );

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const optional = <T, U>(value: T | undefined, by: (value: T) => U): U | undefined =>
  value === undefined ? undefined : by(value);

const isEqual = (one: unknown, other: readonly string[]): boolean => String(one) === String(other);

/**
 * What happens to a resource; `undefined` if its actions are unknown. Usually one change: a resource that is forgotten and created
 * again has two.
 */
export function changesOf(raw: RawChange, reading: Reading): PlannedChange[] | undefined {
  const both = { before: true, after: true };
  const actions = [memberAt(raw, "change", "actions")].flat().map(String);
  switch (actions.join("/")) {
    case "delete/create":
    case "create/delete":
      return [new PlannedChange(raw, reading, "replace", both)];
    case "create/forget":
    case "forget/create":
      return [
        new PlannedChange(raw, reading, "forget", { before: true, after: false }),
        new PlannedChange(raw, reading, "create", { before: false, after: true }),
      ];
    case "create":
    case "update":
    case "delete":
    case "read":
    case "forget":
      return [new PlannedChange(raw, reading, actions[0] as Action, both)];
    case "no-op":
      return [new PlannedChange(raw, reading, unchanged(raw), both)];
    default:
      return undefined;
  }
}

function unchanged(raw: RawChange): Action {
  if (isRecord(memberAt(raw, "change", "importing"))) {
    return "import";
  }
  return typeof raw["previous_address"] === "string" ? "move" : "no-op";
}
