/** The target of a model sync: an existing object of the connection, or a new one. */
import type { ZodType } from "zod";
import { jsonencode } from "../terraform/jsonencode";
import { defined, isObject } from "../objects";
import { setsOption } from "../validation/metadata";
import { rule } from "../validation/rule";
import { isToken } from "../tokens";
import {
  apiOnly,
  json,
  tokenOrObject,
  mapOf,
  nonEmpty,
  oneOf,
  nonEmptyString,
  withRules,
} from "../validation/combinators";

const FORMATS = ["csv", "json-doc", "json", "parquet"] as const;

/** File formats that a model sync writes to S3. Source: Polytomic API documentation, S3, "All targets". */
export type S3TargetFormat = (typeof FORMATS)[number];

interface TargetOptions {
  /**
   * Format of the files. Only for S3 and other file targets.
   * @default "csv" with an S3 connection - always sent, because the provider keeps the applied value of an omitted format
   */
  readonly format?: S3TargetFormat;
  /**
   * Other options of the target, such as `{ preserve_table_on_resync: true }`: the properties that Polytomic's API lists for the target.
   * You can change this prop but not unset it: the provider keeps the applied value.
   * @default - no options
   */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /**
   * How labeled `targetFilters` of the sync are combined, such as `A OR B`. For `filters`, use the sync's own `filterLogic`. Assign the
   * letters in the alphabetical order of the field names, because Terraform sends the filters in that order and Polytomic may relabel them.
   * @default - all filters must match
   */
  readonly filterLogic?: string;
}

/** An existing object of the target. */
export interface ExistingTargetObject extends TargetOptions {
  /** The object, such as `Contact`, or the name of the files in S3. */
  readonly object: string;
  /** Not with `object`. */
  readonly create?: never;
  /** Not with an existing object. */
  readonly newName?: never;
}

/**
 * A new object, which Polytomic creates with the sync. The provider sends this again with each change of the sync, so once the object
 * exists, set `object` instead.
 */
export interface NewTargetObject extends TargetOptions {
  /**
   * Properties of the new object, such as `{ name: "audience" }`, as Polytomic's API lists them in `target_creation` of the connection's
   * target objects.
   */
  readonly create: Readonly<Record<string, string>>;
  /** Not with `create`. */
  readonly object?: never;
  /** Not with `create`. */
  readonly newName?: never;
}

/** A new object, which Polytomic creates with the sync, for targets that need only a name. */
export interface NamedTargetObject extends TargetOptions {
  /** Name of the new object. Source: Polytomic API, model syncs, `target.new_name`. */
  readonly newName: string;
  /**
   * Type of the new object, for targets that have several.
   * @default - none
   */
  readonly object?: string;
  /** Not with `newName`. */
  readonly create?: never;
}

/** The object that a model sync writes to. */
export type TargetObject = ExistingTargetObject | NewTargetObject | NamedTargetObject;

/** The members of {@link TargetObject}, for rules that include them. */
export const targetObjectShape = rule((z) => ({
  object: nonEmptyString().optional(),
  newName: nonEmptyString().optional(),
  create: nonEmpty(
    'is empty; set the properties of the new object, such as { name: "audience" }',
    tokenOrObject(mapOf(nonEmptyString(), z.string().min(1))),
  ).optional(),
  format: setsOption("format", oneOf(FORMATS)).optional(),
  configuration: tokenOrObject(mapOf(json(), z.string().min(1))).optional(),
  filterLogic: nonEmptyString().optional(),
  searchValues: apiOnly(),
}));

/** Adds to `schema` the check that either an existing or a new object is set. */
export function withOneObject(schema: ZodType): ZodType {
  return withRules(schema, ({ object, create, newName, format, configuration }, problem) => {
    if (format !== undefined && isObject(configuration) && "format" in configuration) {
      problem(["configuration", "format"], "is already set by format of the target; remove one of them");
    }
    if (object === undefined && create === undefined && newName === undefined) {
      const remedy =
        'set an existing object, such as object: "Contact", or the properties of a new one: create: { ... }';
      problem(["object"], `is missing; ${remedy}`, "MISSING");
    }
    if (object !== undefined && create !== undefined) {
      problem(["create"], "cannot be combined with object; set one of them");
    }
    if (newName !== undefined && create !== undefined) {
      problem(["newName"], "cannot be combined with create; set the name in create, as the target requires");
    }
  });
}

/**
 * The attributes of the provider's `target` for the object. An empty configuration is omitted, because the provider treats `{}` as a
 * change.
 *
 * @param defaultFormat the file format if none is set
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
