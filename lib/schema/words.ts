/** Changes of the provider in words: what changed, and what a program has to change. */
import { camelCase } from "../format";
import type { ChangeKind } from "./classify";
import type { Change } from "./compare";
import type { TypeJson } from "./provider-version";

export interface Words {
  /** Such as `polytomic_s3_connection: configuration.auth_mode`. */
  readonly where: string;
  readonly what: string;
  /** What a program has to change, or can. Empty if there is nothing. */
  readonly remedy: string;
}

export const code = (text: string): string => `\`${text}\``;
const json = (value: unknown): string => code(JSON.stringify(value));
const list = (values: readonly unknown[]): string => values.map(json).join(", ");

export function wordsOf(change: Change): Words {
  const [what, remedy = ""] = WORDS[change.kind](change);
  return { where: placeOf(change), what, remedy };
}

function placeOf({ subject: { block, type }, member }: Change): string {
  const subject = block === "resource" ? code(type) : `${block} ${code(type)}`;
  return member === undefined ? subject : `${subject}: ${code(member)}`;
}

/** The member as a program writes it: `configuration.authMethod`. */
const prop = ({ member = "" }: Change): string => code(camelCase(member));

/** The subpath with the binding. */
export function bindingOf({ block, type }: Change["subject"]): string {
  const folder = type.replace(/^polytomic_/, "").replaceAll("_", "-");
  return code(`bindings/${block === "data source" ? "data-polytomic-" : ""}${folder}`);
}

const WORDS: Readonly<
  Record<ChangeKind, (change: Change) => readonly [what: string, remedy?: string | undefined]>
> = {
  added: ({ subject }) => [
    "new",
    subject.block === "connection type" ? undefined : `Its class is in ${bindingOf(subject)}.`,
  ],
  removed: ({ subject }) => [
    "removed",
    subject.block === "data source"
      ? "Remove it from your program, or pass the values that it reads."
      : "Remove it from your program, and from the state with a `removed` block. Otherwise, Terraform cannot plan.",
  ],
  renamed: ({ before, subject }) => [
    `renamed from ${code(String(before))}`,
    `Use the class in ${bindingOf(subject)}.` +
      (subject.block === "resource"
        ? " Terraform does not move objects between types: remove it from the state, and import it (docs/how-to/upgrading.md)."
        : ""),
  ],
  "member added": ({ details }) => {
    if (details.mode === "read-only") {
      return ["new output"];
    }
    return [
      `new: optional${details.secret ? ", a secret" : ""}${ofValues(details.values)}${ofDefault(details.default)}`,
    ];
  },
  "member removed": (change) =>
    change.details.mode === "read-only"
      ? ["output removed", `Remove references to ${prop(change)}.`]
      : ["removed", `Remove ${prop(change)}. The provider would ignore it silently.`],
  "newly required": (change) => {
    const { details, before } = change;
    const value = details.default === undefined ? "" : ` To keep the default, set ${json(details.default)}.`;
    return [
      `${before === undefined ? "new, and required" : "required, was optional"}${ofValues(details.values)}`,
      `Set ${prop(change)}${details.secret ? ", with a token" : ""}.${value}`,
    ];
  },
  "newly optional": () => ["optional, was required"],
  "newly settable": () => ["can be set, was an output"],
  "newly read-only": (change) => ["an output, could be set before", `Remove ${prop(change)}.`],
  "computed changed": ({ after }) => [
    after === "optional and computed"
      ? "Polytomic sets a value if you do not"
      : "Polytomic no longer sets a value if you do not",
  ],
  "type changed": (change) => [
    `type ${typeName(change.after)}, was ${typeName(change.before)}`,
    change.details.mode === "read-only"
      ? `Check references to ${prop(change)}.`
      : `Change the value of ${prop(change)}.`,
  ],
  "newly secret": (change) => [
    "a secret",
    change.details.mode === "read-only"
      ? "Set `sensitive` on outputs that contain it."
      : `Pass a token for ${prop(change)}: a literal is rejected at synthesis.`,
  ],
  "no longer secret": () => ["no longer a secret"],
  "deprecation changed": (change) =>
    change.after === undefined
      ? ["no longer deprecated"]
      : ["deprecated", `Plan to stop using ${change.member === undefined ? "it" : prop(change)}.`],
  "values changed": ({ before, after, breaking }) => {
    const [old, current] = [before, after].map((values) =>
      Array.isArray(values) ? (values as unknown[]) : undefined,
    );
    const removed = (old ?? []).filter((value) => current !== undefined && !current.includes(value));
    const added = (current ?? []).filter((value) => !(old ?? []).includes(value));
    const what =
      current === undefined
        ? "any value, no longer an enumeration"
        : old === undefined
          ? `only ${list(current)}`
          : [
              ...(removed.length > 0 ? [`no longer ${list(removed)}`] : []),
              ...(added.length > 0 ? [`also ${list(added)}`] : []),
            ].join("; ");
    return [what, breaking && current !== undefined ? `Use one of ${list(current)}.` : ""];
  },
  "default changed": (change) => {
    const { before, after } = change;
    if (before === undefined) {
      return [`default ${json(after)}, had none`];
    }
    return [
      after === undefined ? `no default, was ${json(before)}` : `default ${json(after)}, was ${json(before)}`,
      `Set ${prop(change)} to ${json(before)} to keep the behavior.`,
    ];
  },
  "can assume a role": () => [
    "new: the connection can assume an AWS role",
    "To use it, pass the connection to `trustConnection` of a `PolytomicRole`.",
  ],
  "authorization changed": ({ after }) =>
    after === true
      ? [
          "a person must authorize it in a browser",
          "Create it in Polytomic's app, and use it with `Connection.fromId`. Connections that exist stay as they are.",
        ]
      : ["no longer authorized in a browser"],
  "API only": () => ["changed in Polytomic's API only"],
  "state upgraded": ({ before, after }) => [
    `version ${json(after)} of the state, was ${json(before)}`,
    "None: the provider upgrades the state. Keep a copy of it, because earlier versions of the provider cannot read it.",
  ],
  other: ({ pointers }) => [
    `changed in a part that this comparison does not know: ${pointers.map(code).join(", ")}`,
    "Read the provider's changelog.",
  ],
};

const ofValues = (values: readonly string[] | undefined): string =>
  values === undefined ? "" : `, one of ${list(values)}`;
const ofDefault = (value: unknown): string => (value === undefined ? "" : `, default ${json(value)}`);

/** A type in words, such as "set of string". The value of a nested type is its nesting mode. */
function typeName(type: unknown): string {
  return type === undefined ? "none" : code(describeType(type));
}

function describeType(type: unknown): string {
  if (!Array.isArray(type)) {
    return String(type);
  }
  const [kind, of] = type as [string, TypeJson | object];
  return typeof of === "object" && !Array.isArray(of)
    ? `${kind} with ${Object.keys(of).join(", ")}`
    : `${kind} of ${describeType(of)}`;
}
