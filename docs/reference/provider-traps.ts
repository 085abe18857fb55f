/**
 * The traps of version 2.0.0 of the Polytomic provider: what a program on the generated bindings meets, and what becomes of it with
 * the constructs. The source of `docs/provider-traps.md`; `test/apply/traps.test.ts` proves each row on both sides.
 */

/**
 * What the library does about a trap: the program cannot be written, it is refused with a reason, it is written in a way that is safe,
 * or nothing that a program says would help.
 */
export type Answer = "impossible" | "refused" | "safe" | "open";

/** A trap of the provider. */
export interface Trap {
  /** What happens to a program that meets it. */
  readonly raw: string;
  /** Why it does. */
  readonly because: string;
  readonly library: Answer;
  /** How the library does it; of an open trap, what is left to do. */
  readonly how: string;
}

/** All traps, by what they belong to. */
export const TRAPS = {
  Connections: {
    "external-id-noise": {
      raw: "Renaming a connection makes everything built from its external ID unknown in the plan, the trust policy of the role too.",
      because: "each update marks all computed members as unknown",
      library: "safe",
      how: "The external ID is kept in a `terraform_data` that ignores later changes of its input.",
    },
    "external-id-after-switch": {
      raw: "An external ID kept by `replace_triggered_by` is empty after a switch from keys to a role, and no plan says so.",
      because: "the connection keeps its id, so nothing triggers",
      library: "safe",
      how: "What keeps it is replaced with the connection or with the mode of authentication.",
    },
    "late-external-id": {
      raw: "If Polytomic answers the external ID late, whatever is built from it changes in the second plan.",
      because: "nothing waits for the ID",
      library: "safe",
      how: "An empty external ID fails the apply, with the command that reads it again.",
    },
    "external-id-data-source": {
      raw: "A data source that reads a managed connection breaks every plan in which that connection is created or changed.",
      because: "a postponed reading is planned as null, not as unknown",
      library: "refused",
      how: "Reading a connection of the same stack is refused at synthesis.",
    },
    "role-cycle": {
      raw: "A role that demands the external ID and a connection that names the role's ARN are a cycle.",
      because: "each needs an attribute of the other",
      library: "safe",
      how: "The ARN is composed from account, path and name, without a reference to the role.",
    },
    "connection-replaced": {
      raw: "Replacing a connection that has models or syncs fails: it is in use.",
      because: "the plan only updates what uses it, after it should be gone",
      library: "safe",
      how: "Models and syncs are replaced with their connection, by `replace_triggered_by`.",
    },
    "destroy-order": {
      raw: "A connection that is named by its id alone is destroyed before what uses it, which fails.",
      because: "an id is no reference, so Terraform knows no order",
      library: "safe",
      how: "Constructs refer to each other by attributes.",
    },
    "force-destroy-too-late": {
      raw: "`force_destroy` that comes together with the destruction has no effect.",
      because: "the provider reads it from the state",
      library: "open",
      how: "Set `forceDestroy` and apply, then remove; its description says so.",
    },
    "option-removed": {
      raw: "An option that is removed from the program stays as it was, without a change in the plan.",
      because: "the provider keeps what was applied of what is left out",
      library: "safe",
      how: "Every option is said, with nothing or its default where it is not given.",
    },
    "option-of-another-layout": {
      raw: "An option that does not apply is taken or, where Polytomic drops it, fails with a message that names no option.",
      because: "a secret in the same object hides which member differs",
      library: "impossible",
      how: "`files` has the options of its `layout` and no others.",
    },
    "role-without-arn": {
      raw: "`iam_role` without a role is applied.",
      because: "what belongs to a mode is not checked",
      library: "impossible",
      how: "`auth` of that mode has a `role`.",
    },
    "events-without-queue": {
      raw: "Event notifications without a queue are applied.",
      because: "what belongs together is not checked",
      library: "impossible",
      how: "`events` is a queue.",
    },
    "malformed-location": {
      raw: "Names that no bucket and region have, and an ARN that is none, are applied.",
      because: "texts are not checked",
      library: "refused",
      how: "Names, regions and ARNs are checked by the rules of AWS.",
    },
    "unknown-file-format": {
      raw: "A file format that Polytomic does not read is applied in a list of formats.",
      because: "elements of sets are not checked",
      library: "impossible",
      how: "Formats are typed and checked.",
    },
    "empty-formats": {
      raw: "An empty list of formats fails, unless Polytomic answers with an empty list.",
      because: "an absent list is null, and null is not empty",
      library: "refused",
      how: "A list has at least one element.",
    },
    "read-only-member": {
      raw: "`external_id` and `aws_user` in an override fail.",
      because: "the provider only reads them",
      library: "impossible",
      how: "They are attributes of `connection.auth`, not props.",
    },
    "misspelt-member": {
      raw: "A misspelt name inside an object is dropped, and nothing says so.",
      because: "the provider looks at names at the top only",
      library: "refused",
      how: "Props are typed and their names checked at any depth; those in overrides are compared with the schema at synthesis.",
    },
    "organization-in-upper-case": {
      raw: "An organization in upper case fails after the connection has been created.",
      because: "it is compared with the answer, letter by letter",
      library: "refused",
      how: "`organization` is a UUID in lower case.",
    },
    "empty-key": {
      raw: "An empty access key is sent.",
      because: "an empty text is not the same as nothing",
      library: "refused",
      how: "A text has at least one character.",
    },
    "secret-in-program": {
      raw: "A literal secret stands in the synthesized files.",
      because: "Terraform takes any text",
      library: "refused",
      how: "Secrets are tokens.",
    },
    "secret-in-state": {
      raw: "A secret stands in the state, in clear text.",
      because: "the provider has no write-only arguments",
      library: "open",
      how: "Keep the state where secrets may be; or use a role.",
    },
    "secret-after-switch": {
      raw: "After a switch from keys to a role, the state and Polytomic still have the keys.",
      because: "the provider keeps what was applied of what is left out",
      library: "safe",
      how: "`auth.forgetAccessKey`, said beside the role, empties them.",
    },
    "output-of-configuration": {
      raw: "An output of a connection's whole configuration fails.",
      because: "it has a secret in it",
      library: "safe",
      how: "`connection.auth` has what Polytomic says, one by one.",
    },
    "import-of-secrets": {
      raw: "After the import of a connection with keys, or with `force_destroy`, the first plan has a change.",
      because: "neither is read from Polytomic",
      library: "open",
      how: "Apply it once; it changes nothing else.",
    },
    "in-use-by-nobody": {
      raw: "If Polytomic refuses to delete a connection and names nobody who uses it, Terraform forgets the connection, which still exists.",
      because: "the provider reports one error for each user, so none",
      library: "open",
      how: "Nothing that a program says changes it.",
    },
    "answer-without-data": {
      raw: "An answer without data ends the provider, after the connection has been created.",
      because: "the provider does not check for it",
      library: "open",
      how: "Import what was created, or delete it in Polytomic.",
    },
    "no-key": {
      raw: "Without a key, or with a partner key and no organization, the plan is fine and the apply fails.",
      because: "keys are looked at with the first request",
      library: "open",
      how: "Set `POLYTOMIC_API_KEY`, or `organization` beside a partner key; a program cannot see the environment of the apply.",
    },
  },
  Models: {
    "additional-fields": {
      raw: "Any model with `additional_fields` fails.",
      because: "the provider's idea of such a field has a member less than Polytomic's",
      library: "impossible",
      how: "There is no such prop; plain JavaScript is told why.",
    },
    "field-added-by-user": {
      raw: "A field that somebody adds to a model in Polytomic's app makes its creation and every later plan fail.",
      because: "the provider's idea of such a field has a member less than Polytomic's",
      library: "open",
      how: "Make the field part of what the model reads instead.",
    },
    "configuration-spelling": {
      raw: "JSON with blanks, unsorted names or a bare `<` fails after the model has been created.",
      because: "it is compared byte for byte with what the provider prints",
      library: "safe",
      how: "It is printed by Terraform's `jsonencode`, which prints the same.",
    },
    "configuration-of-numbers": {
      raw: "A number, flag, null or object in the configuration fails after the model has been created.",
      because: "the provider keeps texts only",
      library: "impossible",
      how: "`configuration` consists of texts.",
    },
    "configuration-with-empty-text": {
      raw: "An empty text in the configuration fails after the model has been created.",
      because: "the provider drops it from the answer",
      library: "refused",
      how: "Each text has at least one character.",
    },
    "configuration-left-out": {
      raw: "A model without configuration passes the plan and fails.",
      because: "the schema calls it optional",
      library: "impossible",
      how: "It is a required prop.",
    },
    "configuration-no-json": {
      raw: "A configuration that is no JSON passes the plan and fails.",
      because: "it is any text to the provider",
      library: "impossible",
      how: "`configuration` is an object.",
    },
    "configuration-of-tokens": {
      raw: "A token in `JSON.stringify` fails if its value has a quote in it.",
      because: "the value comes in after the text was made JSON",
      library: "safe",
      how: "It is made JSON by Terraform, after the value is known.",
    },
    "configuration-by-cdktf": {
      raw: "`Fn.jsonencode` of a text with quotes is no valid expression.",
      because: "CDKTF does not escape it",
      library: "safe",
      how: "The library has its own `jsonencode`, which does.",
    },
    "configuration-as-map": {
      raw: "A configuration as a map, as the provider's example has it, is refused.",
      because: "the example is older than the schema",
      library: "safe",
      how: "`configuration` is written as a map, and becomes JSON.",
    },
    "identifier-by-polytomic": {
      raw: "A model whose identifier Polytomic picks fails.",
      because: "an identifier that is left out is planned as empty",
      library: "open",
      how: "Name `identifier` whenever it is known; its description says so.",
    },
    "no-fields": {
      raw: "An empty list of fields fails.",
      because: "Polytomic answers with the fields that there are",
      library: "refused",
      how: "A list has at least one element.",
    },
    "fields-removed": {
      raw: "A list of fields that is removed stays, without a change in the plan.",
      because: "the provider keeps what was applied of what is left out",
      library: "open",
      how: "Change the list instead; its description says so.",
    },
    "tracking-columns-removed": {
      raw: "Tracking columns that are removed stay, and are sent with each later change.",
      because: "the provider keeps what was applied of what is left out",
      library: "safe",
      how: "They are said even where there are none.",
    },
    "version-raised": {
      raw: "If Polytomic counts up the version of a model, a rename fails, though it is done.",
      because: "the version is planned to stay",
      library: "open",
      how: "The next plan is empty.",
    },
    "update-in-query": {
      raw: "An update sends the whole model in the address of the request, too, where proxies may refuse its length and log its text.",
      because: "the SDK puts it there",
      library: "open",
      how: "Nothing that a program says changes it.",
    },
  },
  "Model syncs": {
    "static-value-in-fields": {
      raw: "A field with `override_value` and no source, as the provider's documentation has it, fails.",
      because: "the provider moves it to `override_fields`, and misses it",
      library: "safe",
      how: "Plain texts among `fields` go to `override_fields`.",
    },
    "empty-sets": {
      raw: "Empty filters, target filters, overrides and override fields fail.",
      because: "nothing is null to the provider, and null is not empty",
      library: "refused",
      how: "A list has at least one element; override fields are left out if there are none.",
    },
    "no-mapped-fields": {
      raw: "An empty list of fields fails.",
      because: "the provider makes null of it",
      library: "refused",
      how: "At least one field is mapped.",
    },
    "empty-filter-logic": {
      raw: "An empty `filter_logic` fails.",
      because: "Polytomic answers with none",
      library: "refused",
      how: "A text has at least one character.",
    },
    "value-without-quotes": {
      raw: "A plain text as the value of a filter, or of an override, is refused.",
      because: "it has to be JSON",
      library: "safe",
      how: "Values are JavaScript values, and become JSON.",
    },
    "words-as-labels": {
      raw: "Filters with labels other than those that Polytomic gives fail.",
      because: "Polytomic labels them A, B, C",
      library: "refused",
      how: "Labels are letters without a gap, and only with a `filterLogic` that names them all.",
    },
    "relabelled-filters": {
      raw: "If Polytomic labels filters anew in another order, even letters fail.",
      because: "a set has no order from which the letters could be known",
      library: "open",
      how: "Filters in a list have no labels of their own.",
    },
    "identity-among-fields": {
      raw: "The target of the identity among the fields fails.",
      because: "Polytomic drops the field, and the provider misses it",
      library: "safe",
      how: "The field is left out; another source for it is refused.",
    },
    "identity-added-later": {
      raw: "An identity that is added to a sync fails if Polytomic answers with more of it than was said.",
      because: "what is not said is planned as null",
      library: "open",
      how: "The change has been made: the next plan is empty.",
    },
    "create-sent-again": {
      raw: "Each change of a sync that creates its target asks Polytomic again to create it.",
      because: "the provider keeps no answer to it",
      library: "open",
      how: "Name the new object with `object` once it exists; the description of `create` says so.",
    },
    "import-of-creation": {
      raw: "After the import of a sync with `target.create` or a passphrase, the first plan has a change.",
      because: "neither is read from Polytomic",
      library: "open",
      how: "Name the target with `object`; apply the passphrase once.",
    },
    "flag-left-out": {
      raw: "A flag that is removed stays without a change in the plan, and is reset by the next change of something else.",
      because: "an unknown flag is sent as false",
      library: "safe",
      how: "Flags are always said.",
    },
    "deactivated-by-polytomic": {
      raw: "If Polytomic deactivates a sync as it is created, the apply fails and the next one makes it again.",
      because: "`active` is compared with the answer",
      library: "open",
      how: "Say `active: false` until the cause is found.",
    },
    "unknown-mode": {
      raw: "A mode that Polytomic does not have passes the plan.",
      because: "words are not checked",
      library: "impossible",
      how: "Modes are typed and checked.",
    },
    "unknown-frequency": {
      raw: "A frequency that Polytomic does not have passes the plan.",
      because: "words are not checked",
      library: "impossible",
      how: "`Schedule` makes the ones that there are.",
    },
    "unknown-function": {
      raw: "A filter function that Polytomic does not have passes the plan.",
      because: "words are not checked",
      library: "impossible",
      how: "Functions are methods of fields.",
    },
    "schedule-without-parts": {
      raw: "A schedule without members that the provider cannot carry passes the plan.",
      because: "words are not checked",
      library: "refused",
      how: "`builder` and `multi` are refused, with the reason.",
    },
    "schedule-completed": {
      raw: "If Polytomic fills in what a schedule does not say, the apply fails.",
      because: "what is not said is planned as null",
      library: "safe",
      how: "Each frequency says all of its members.",
    },
    "empty-run-after": {
      raw: "An empty list of syncs to run after fails.",
      because: "Polytomic answers with none",
      library: "safe",
      how: "A list is said only if it has elements.",
    },
    "new-answered": {
      raw: "If Polytomic answers `new: false` of a field of which nothing was said, the apply fails.",
      because: "what is not said is planned as null",
      library: "open",
      how: "Polytomic is not known to answer so.",
    },
    "empty-target-configuration": {
      raw: "An empty target configuration fails.",
      because: "it is not sent, and comes back as null",
      library: "safe",
      how: "It is left out.",
    },
    "target-configuration-completed": {
      raw: "If Polytomic adds to the target configuration, the apply fails.",
      because: "it is compared with the answer",
      library: "open",
      how: "Say what Polytomic adds, too.",
    },
    "target-configuration-removed": {
      raw: "A target configuration that is removed stays, without a change in the plan.",
      because: "the provider keeps what was applied of what is left out",
      library: "open",
      how: "Change it instead; its description says so. The format of files in S3 is always said.",
    },
    "target-configuration-no-json": {
      raw: "A target configuration that is no JSON is refused.",
      because: "it has to be JSON",
      library: "impossible",
      how: "`configuration` is an object.",
    },
    "target-filters-of-other-modes": {
      raw: "Target filters are applied with modes that have none.",
      because: "what belongs to a mode is not checked",
      library: "refused",
      how: "They are refused but with `update`.",
    },
    "active-left-out": {
      raw: "A sync without `active`, as the provider's example has it, is refused.",
      because: "the example is older than the schema",
      library: "safe",
      how: "`active` is true unless it is said.",
    },
    "gone-already": {
      raw: "Destroying a sync, bulk sync or model that Polytomic no longer has fails.",
      because: "only of a connection an absence is tolerated",
      library: "open",
      how: "Plan again: what is gone falls out of the state.",
    },
  },
  "Bulk syncs": {
    "schemas-left-out": {
      raw: "A bulk sync without `schemas` fails after it was created, and each retry creates another one.",
      because: "the provider cannot take in the answer",
      library: "safe",
      how: "`schemas` is always said; an empty list selects all.",
    },
    "schema-without-fields": {
      raw: "A schema without `fields` fails after the sync was created, and each retry creates another one.",
      because: "the provider's idea of a field has another name for a member",
      library: "safe",
      how: "`fields` is always said; an empty list selects all.",
    },
    "field-without-obfuscate": {
      raw: "A field without `obfuscate` fails.",
      because: "it stays unknown",
      library: "safe",
      how: "Each field says all of its members.",
    },
    "schema-without-enabled": {
      raw: "A schema that does not say `enabled` is switched off.",
      because: "an unknown flag is sent as false",
      library: "safe",
      how: "`enabled` is true unless it is said.",
    },
    "output-names": {
      raw: "Names of tables in the destination are taken and never sent.",
      because: "the provider has them in its schema only",
      library: "impossible",
      how: "There is no such prop; plain JavaScript is told why.",
    },
    "selected-fields": {
      raw: "A list of fields is planned as a change for ever where Polytomic reports names of fields in the destination.",
      because: "Terraform cannot match elements of sets with computed members",
      library: "open",
      how: "Without a list there is no such change; the description of `fields` says so.",
    },
    "limit-of-zero": {
      raw: "A limit of 0 fails where Polytomic answers null.",
      because: "null is not zero",
      library: "refused",
      how: "Limits are at least 1.",
    },
    "limit-removed": {
      raw: "A limit that is removed stays without a change in the plan, and is reset by the next change of something else.",
      because: "an unknown number is sent as 0",
      library: "open",
      how: "No number says “none” whatever Polytomic answers; the descriptions of the limits say so.",
    },
    "timestamps-left-out": {
      raw: "The flag that leaves out record timestamps stays when it is removed, and is reset by the next change of something else.",
      because: "an unknown flag is sent as false",
      library: "safe",
      how: "It is always said.",
    },
    "schedule-completed-later": {
      raw: "If Polytomic fills in what a new schedule does not say, the change fails.",
      because: "what is not said is planned as it was",
      library: "safe",
      how: "Each frequency says all of its members.",
    },
    "schedule-member-removed": {
      raw: "A member that is removed from a custom schedule stays, without a change in the plan.",
      because: "the provider keeps what was applied of what is left out",
      library: "open",
      how: "Say another value, or make the sync anew; the description of `schedule` says so.",
    },
    "schedule-after-others": {
      raw: "A bulk sync that is told to run after others is not told so.",
      because: "names inside an object are not checked",
      library: "impossible",
      how: "Bulk syncs take schedules with times only.",
    },
    "retried-refusal": {
      raw: "A bulk sync that Polytomic refuses as unprocessable shows nothing for up to four minutes.",
      because: "the provider tries again ten times",
      library: "open",
      how: "What can be known is refused before; for the rest, wait.",
    },
    "invisible-drift": {
      raw: "Schemas and configurations that somebody changes in Polytomic are in no plan.",
      because: "the provider believes its state",
      library: "open",
      how: "Nothing that a program says changes it.",
    },
    "unknown-schema": {
      raw: "A schema that the source does not have is applied.",
      because: "the provider does not look at the source",
      library: "open",
      how: "Take the ids from `polytomic_bulk_source`.",
    },
    "configurations-as-maps": {
      raw: "Configurations as maps and schemas as ids, as in the provider's example, are refused.",
      because: "the example is older than the schema",
      library: "safe",
      how: "Both are written so, and become what the provider takes.",
    },
    "configuration-as-list": {
      raw: "A configuration that is JSON but no object passes the plan and fails.",
      because: "it may be any JSON to the provider",
      library: "impossible",
      how: "`configuration` is an object.",
    },
    "unknown-bulk-mode": {
      raw: "A mode that Polytomic does not have, or a way to normalize names, passes the plan.",
      because: "words are not checked",
      library: "impossible",
      how: "They are typed and checked.",
    },
    "malformed-cutoff": {
      raw: "A cutoff that is no time is refused without naming the time zone that it needs.",
      because: "it has to be RFC 3339",
      library: "refused",
      how: "It is refused with an example.",
    },
    "choice-taken-back": {
      raw: "`normalize_names` and `policies` that are removed stay, without a change in the plan.",
      because: "the provider keeps what was applied of what is left out",
      library: "open",
      how: "Change them instead; their descriptions say so.",
    },
    "modes-of-destination": {
      raw: "The data source of bulk destinations fails for every destination that has modes.",
      because: "the provider's idea of a mode has members less than Polytomic's",
      library: "safe",
      how: "No construct reads it.",
    },
    "import-of-schemas": {
      raw: "A bulk sync that is imported with its generated configuration never gets an empty plan.",
      because: "all fields are imported, and lists of fields do not settle",
      library: "open",
      how: "Import it into a `BulkSync` without lists of fields: the first apply settles it.",
    },
  },
  "Permissions, keys and secrets": {
    "no-policy-actions": {
      raw: "A policy with an empty list of actions fails.",
      because: "the provider makes null of it",
      library: "refused",
      how: "At least one action is named, or the prop is left out.",
    },
    "no-roles-of-action": {
      raw: "An action with an empty list of roles fails.",
      because: "Polytomic answers with none",
      library: "refused",
      how: "A list has at least one element.",
    },
    "no-primary-keys": {
      raw: "An empty list of primary keys passes the plan and fails.",
      because: "it is looked at with the first request",
      library: "refused",
      how: "A list has at least one element.",
    },
    "primary-keys-unseen": {
      raw: "No field of a schema is ever reported as a primary key.",
      because: "the provider does not read it",
      library: "open",
      how: "`PrimaryKeys` sets the key; what is changed in Polytomic's app is not noticed.",
    },
    "organization-without-partner-key": {
      raw: "An organization fails with an API key.",
      because: "only a partner or deployment key may make one",
      library: "refused",
      how: "It is refused at synthesis where the provider of the program has an API key only.",
    },
    "nested-secrets": {
      raw: "Secrets in objects, such as the password of a webhook, are no secrets to Terraform, which shows them.",
      because: "the schema marks secrets at the top only",
      library: "refused",
      how: "Bindings refuse literals in all of them; the value of a sensitive variable stays hidden.",
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Trap>>>>;

type Traps = typeof TRAPS;

/** What a trap belongs to. */
export type Area = keyof Traps;

/** The traps of an area, by what the library does about them. */
type IdsOf<In extends Area, Of extends Answer> = {
  [Id in keyof Traps[In]]: Traps[In][Id] extends { readonly library: Of } ? Id : never;
}[keyof Traps[In]];

/** The traps about which the library does `Of`, all by default. */
export type TrapId<Of extends Answer = Answer, In extends Area = Area> = {
  [Each in In]: IdsOf<Each, Of>;
}[In] &
  string;

const all: readonly (readonly [string, Readonly<Record<string, Trap>>])[] = Object.entries(TRAPS);

/** Each trap with its id, in the order of the tables. */
export const ROWS: readonly (Trap & { readonly id: TrapId })[] = all.flatMap(([, rows]) =>
  Object.entries(rows).map(([id, trap]) => ({ id: id as TrapId, ...trap })),
);

/** The tables of `docs/provider-traps.md`. */
export function trapTables(): string {
  const row = ({ raw, because, library, how }: Trap): string =>
    `| ${raw} | ${because} | ${library} | ${how} |`;
  return all
    .map(([area, rows]) =>
      [
        `## ${area}`,
        "",
        "| what happens | because | with the constructs | how |",
        "| --- | --- | --- | --- |",
        ...Object.values(rows).map(row),
      ].join("\n"),
    )
    .join("\n\n");
}

/** How many traps there are of each kind. */
export function trapCounts(): string {
  const count = (answer: Answer): number => ROWS.filter(({ library }) => library === answer).length;
  return (
    `${ROWS.length} traps: ${count("impossible")} cannot be written, ${count("refused")} are refused with a reason, ` +
    `${count("safe")} are written in a safe way, ${count("open")} are open.`
  );
}
