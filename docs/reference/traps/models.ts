/** Traps of models. */
import type { Trap } from "./trap";

export const MODEL_TRAPS = {
  "additional-fields": {
    raw: "Any model with `additional_fields` fails.",
    because: "the provider's idea of such a field lacks a member that Polytomic's API returns",
    library: "impossible",
    how: "There is no such prop; plain JavaScript is told why.",
  },
  "field-added-by-user": {
    raw: "Once somebody adds a field to a model in Polytomic's app, every plan fails; a model that is answered with such a field at creation is left in Polytomic without state.",
    because: "the provider's idea of such a field lacks a member that Polytomic's API returns",
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
    library: "avoidable",
    how: "Name `identifier` whenever it is known; its description says so.",
  },
  "identifier-removed": {
    raw: "An identifier or relations that are removed are not sent. Where Polytomic keeps them, each apply fails (identifier) or each plan shows the change (relations).",
    because: "an empty text or list is planned, and left out of the request",
    library: "avoidable",
    how: "Change them instead; the description of `identifier` says so. Where Polytomic keeps them, the removal of relations or tracking columns fails each apply, too.",
  },
  "no-fields": {
    raw: "An empty list of fields fails.",
    because: "Polytomic answers with the fields that there are",
    library: "refused",
    how: "A literal list has at least one element. A token that is empty at apply time, or an override with an empty list, still fails.",
  },
  "fields-answered-otherwise": {
    raw: "A list of fields fails the apply if Polytomic answers with other fields.",
    because: "the list is compared with the answer",
    library: "avoidable",
    how: "Name exactly the fields that Polytomic keeps, or leave the list out.",
  },
  "fields-removed": {
    raw: "A list of fields that is removed stays without a change in the plan, and is reset by the next change of something else.",
    because: "the provider keeps what was applied of what is left out, and does not send it",
    library: "avoidable",
    how: "Name all fields instead; the description of `fields` says so.",
  },
  "tracking-columns-removed": {
    raw: "Tracking columns that are removed stay, and are sent with each later change.",
    because: "the provider keeps what was applied of what is left out",
    library: "safe",
    how: "They are set even where there are none, so that the removal is planned. Where Polytomic keeps them all the same, each apply fails, as with an identifier.",
  },
  "version-raised": {
    raw: "If Polytomic counts up the version of a model, a rename fails, though it is done.",
    because: "the version is planned to stay",
    library: "open",
    how: "The next plan is empty.",
  },
  "organization-of-connection": {
    raw: "With a partner key, models and syncs without an organization fail, though their connection has one.",
    because: "the provider looks at each resource by itself",
    library: "safe",
    how: "A model takes it over from its connection, a sync from its target or its models.",
  },
  "update-in-query": {
    raw: "An update sends the whole model in the address of the request, too, where proxies may refuse its length and log its text.",
    because: "the SDK puts it there",
    library: "open",
    how: "Nothing that a program says changes it.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
