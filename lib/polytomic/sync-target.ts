/** What a model sync writes to: an object of the connection, or a new one. */
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { defined } from "../objects";
import { setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { isToken } from "../tokens";
import {
  apiOnly,
  json,
  tokenOrObject,
  mapOf,
  oneOf,
  nonEmptyString,
  withRules,
} from "../validation/combinators";

const FORMATS = ["csv", "json-doc", "json", "parquet"] as const;

/** File formats that a model sync writes to S3. Source: Polytomic API documentation, S3, "All targets". */
export type S3TargetFormat = (typeof FORMATS)[number];

interface TargetOptions {
  /**
   * Format of the files. For S3 targets and other targets of files only.
   * @default "csv" with an S3 connection - said, as a format that is left out would stay what it was before
   */
  readonly format?: S3TargetFormat;
  /**
   * What the target's type asks besides, such as `{ preserve_table_on_resync: true }`: the properties that Polytomic's API
   * lists for the target. They can be changed, but not be taken back: the provider keeps what was applied.
   * @default - nothing
   */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /**
   * How labeled `targetFilters` of the sync are combined, such as `A OR B`: the filters of the model have `filterLogic`. Give the
   * letters in the order of the fields' names, because Terraform sends the filters in that order and Polytomic may label
   * them again.
   * @default - all have to hold
   */
  readonly filterLogic?: string;
}

/** An object that the target has. */
export interface ExistingTargetObject extends TargetOptions {
  /** The object, such as `Contact`, or the name of the files in S3. */
  readonly object: string;
  /** Not with `object`. */
  readonly create?: never;
  /** Not with an object that the target has. */
  readonly newName?: never;
}

/**
 * An object that Polytomic makes when the sync is created. The provider sends this again with each change of the sync; once
 * the object exists, name it with `object` instead.
 */
export interface NewTargetObject extends TargetOptions {
  /**
   * What the target asks of a new object, such as `{ name: "audience" }`: the properties that Polytomic's API lists as
   * `target_creation` of the connection's target objects.
   */
  readonly create: Readonly<Record<string, string>>;
  /** Not with `create`. */
  readonly object?: never;
  /** Not with `create`. */
  readonly newName?: never;
}

/** An object that Polytomic creates with the sync. The target needs its name only. */
export interface NamedTargetObject extends TargetOptions {
  /** Name of the new object. Source: Polytomic API, model syncs, `target.new_name`. */
  readonly newName: string;
  /**
   * The kind of the new object, for targets that have several.
   * @default - none
   */
  readonly object?: string;
  /** Not with `newName`. */
  readonly create?: never;
}

/** What a model sync writes to. */
export type TargetObject = ExistingTargetObject | NewTargetObject | NamedTargetObject;

/** The members of {@link TargetObject}, for rules that include them. */
export const targetObjectShape = rule((z) => ({
  object: nonEmptyString().optional(),
  newName: nonEmptyString().optional(),
  create: tokenOrObject(
    withRules(mapOf(nonEmptyString(), z.string().min(1)), (properties, problem) => {
      if (Object.keys(properties).length === 0) {
        problem([], "names no property of the new object", "OUT_OF_RANGE");
      }
    }),
  ).optional(),
  format: setsOption("format", oneOf(FORMATS)).optional(),
  configuration: tokenOrObject(mapOf(json(), z.string().min(1))).optional(),
  filterLogic: nonEmptyString().optional(),
  searchValues: apiOnly(),
}));

/** Adds to `schema` that an object is named, or what a new one gets, and not both. */
export function withOneObject(schema: ZodType): ZodType {
  return withRules(schema, ({ object, create, newName, format, configuration }, problem) => {
    if (format !== undefined && typeof configuration === "object" && configuration !== null) {
      if ("format" in configuration) {
        problem(["configuration", "format"], "was given besides format of the target; leave one of them out");
      }
    }
    if (object === undefined && create === undefined && newName === undefined) {
      const remedy =
        'name what the target has, such as object: "Contact", or what it shall get: create: { ... }';
      problem(["object"], `is missing; ${remedy}`, "MISSING");
    }
    if (object !== undefined && create !== undefined) {
      problem(["create"], "was given besides object; a sync writes to one or the other");
    }
    if (newName !== undefined && create !== undefined) {
      problem(["newName"], "was given with create; put the name into create, as the target asks for it");
    }
  });
}

/**
 * The provider's members of `target` for the object. An empty configuration is none: the provider takes `{}` for a
 * difference.
 *
 * @param defaultFormat the format of files when none is given
 */
export function targetArguments(
  { object, create, newName, format, configuration = {}, filterLogic }: TargetObject,
  defaultFormat?: S3TargetFormat,
) {
  const all = isToken(configuration)
    ? configuration
    : defined({ format: format ?? defaultFormat, ...configuration });
  return {
    ...defined({ object, create, newName }),
    ...((isToken(all) || Object.keys(all).length > 0) && { configuration: jsonencode(all) }),
    ...defined({ filterLogic }),
  };
}
