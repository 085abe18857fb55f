import type { ResourceChange } from "../plan";
import type { Found, Rule } from "../rule";
import { copies, fieldsOf, schemasOf, type Selection } from "../polytomic/bulk-schemas";
import { mappingOf } from "../polytomic/mapping";
import { Unknown, type Value, type Values } from "../value";
import { isReadAgain } from "../words/differences";
import { code, KNOWN_LATER } from "../words/phrases";

/** A field is copied in plain text that was obfuscated or encrypted. */
export const rule: Rule = {
  severity: "danger",
  title: "A field is no longer obfuscated or encrypted",
  reason:
    "Obfuscated fields are copied as hashes, usually because they have personal data. From the next run on, everybody who can read the target can " +
    "read the values.",
  remedy:
    "Set `obfuscate: true` of the field again. If the field is not needed, disable it. An empty list of fields copies all fields in plain text, and an " +
    "unset `obfuscate` is sent as false.",
  types: ["polytomic_bulk_sync", "polytomic_sync"],
  *check(change) {
    if (change.before === undefined || change.after === undefined) {
      return;
    }
    yield* change.type === "polytomic_sync" ? decrypted(change) : inClear(change);
  },
};

function* inClear(change: ResourceChange): Iterable<Found> {
  const [before, after] = [schemasOf(change.before), schemasOf(change.after)];
  if (before === undefined || before === "all") {
    return;
  }
  for (const [id, schema] of before) {
    for (const field of obfuscated(fieldsOf(schema))) {
      const found = unprotected(id, field, after);
      if (found !== undefined) {
        yield { change, key: `${id}.${field}`, ...found };
      }
    }
  }
}

/** The ids of the fields that are copied as hashes. */
function obfuscated(fields: Selection): readonly string[] {
  return fields instanceof Map
    ? [...(fields as ReadonlyMap<string, Values>)].flatMap(([id, { obfuscate }]) =>
        obfuscate === true && copies(fields, id) ? [id] : [],
      )
    : [];
}

function unprotected(
  schema: string,
  field: string,
  after: Selection,
): Pick<Found, "message" | "severity"> | undefined {
  const subject = `field ${code(field)} of schema ${code(schema)}`;
  const unknown = {
    message: `${subject} may be copied in plain text: \`schemas\` is ${KNOWN_LATER}`,
    severity: "cannot-tell",
  } as const;
  if (after === undefined) {
    return unknown;
  }
  if (!copies(after, schema)) {
    return undefined;
  }
  const fields = after === "all" ? "all" : fieldsOf(after.get(schema) ?? {});
  if (fields === undefined) {
    return unknown;
  }
  if (fields === "all") {
    const what = after === "all" ? "schemas" : "fields";
    return {
      message: `${subject} is no longer obfuscated: no ${what} are listed, so all are copied in plain text`,
    };
  }
  return copies(fields, field) ? ofField(subject, fields.get(field)?.["obfuscate"]) : undefined;
}

function ofField(
  subject: string,
  obfuscate: Value | undefined,
): Pick<Found, "message" | "severity"> | undefined {
  if (obfuscate instanceof Unknown && !isReadAgain(obfuscate)) {
    return {
      message: `${subject} may be copied in plain text: \`obfuscate\` is ${KNOWN_LATER}`,
      severity: "cannot-tell",
    };
  }
  // The provider sends an unset value as false.
  return obfuscate === true ? undefined : { message: `${subject} is no longer obfuscated` };
}

function* decrypted(change: ResourceChange): Iterable<Found> {
  const [before, after] = [mappingOf(change.before), mappingOf(change.after)];
  for (const [target, sources] of before ?? []) {
    const wasEncrypted = sources.some(({ values }) => values["encryption_enabled"] === true);
    const found = wasEncrypted ? unencrypted(`field ${code(target)}`, target, after) : undefined;
    if (found !== undefined) {
      yield { change, key: target, ...found };
    }
  }
}

function unencrypted(
  subject: string,
  target: string,
  after: ReturnType<typeof mappingOf>,
): Pick<Found, "message" | "severity"> | undefined {
  const unknown = (what: string): Pick<Found, "message" | "severity"> => ({
    message: `${subject} may be written in plain text: ${what} is ${KNOWN_LATER}`,
    severity: "cannot-tell",
  });
  if (after === undefined) {
    return unknown("its mapping");
  }
  // The provider never computes the switch, so an unknown one is not just read again.
  const switches = after.get(target)?.map(({ values }) => values["encryption_enabled"]) ?? [];
  if (switches.some((one) => one !== true && !(one instanceof Unknown))) {
    return { message: `${subject} is no longer encrypted` };
  }
  return switches.some((one) => one instanceof Unknown) ? unknown("`encryption_enabled`") : undefined;
}
