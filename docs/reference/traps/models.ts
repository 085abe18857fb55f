/** Traps of models. */
import type { Trap } from "./trap";

export const MODEL_TRAPS = {
  "additional-fields": {
    raw: "Any model with `additional_fields` fails.",
    because: "the provider's model of such a field lacks a member that Polytomic's API returns",
    library: "impossible",
    how: "There is no such prop; in plain JavaScript the error gives the reason.",
  },
  "field-added-by-user": {
    raw: "Once a field is added to a model in Polytomic's app, every plan fails. If the response to creating a model has such a field, the model stays in Polytomic but is not in the state.",
    because: "the provider's model of such a field lacks a member that Polytomic's API returns",
    library: "open",
    how: "Make the field part of the data that the model reads instead.",
  },
  "configuration-formatting": {
    raw: "JSON with whitespace, unsorted names or an unescaped `<` fails after the model has been created.",
    because: "it is compared byte for byte with the JSON that the provider prints",
    library: "safe",
    how: "Terraform's `jsonencode` prints it, in the same form.",
  },
  "numbers-in-configuration": {
    raw: "A number, boolean, null or object in the configuration fails after the model has been created.",
    because: "the provider keeps only strings",
    library: "impossible",
    how: "`configuration` accepts only strings.",
  },
  "empty-string-in-configuration": {
    raw: "An empty string in the configuration fails after the model has been created.",
    because: "the provider drops it from the response",
    library: "rejected",
    how: "Each string has at least one character.",
  },
  "omitted-configuration": {
    raw: "A model without a configuration passes the plan and fails in the apply.",
    because: "the schema marks it as optional",
    library: "impossible",
    how: "It is a required prop.",
  },
  "configuration-not-json": {
    raw: "A configuration that is not JSON passes the plan and fails in the apply.",
    because: "the provider accepts any string",
    library: "impossible",
    how: "`configuration` is an object.",
  },
  "tokens-in-configuration": {
    raw: "A token in `JSON.stringify` fails if its value contains a quote.",
    because: "the value is inserted after the JSON was printed",
    library: "safe",
    how: "Terraform encodes the JSON once the value is known.",
  },
  "cdktf-jsonencode": {
    raw: "`Fn.jsonencode` of a string with quotes is not a valid expression.",
    because: "CDKTF does not escape it",
    library: "safe",
    how: "The library uses its own `jsonencode`, which escapes quotes.",
  },
  "configuration-as-map": {
    raw: "A configuration as a map, as in the provider's example, is rejected.",
    because: "the example is older than the schema",
    library: "safe",
    how: "You write `configuration` as a map, and the construct converts it to JSON.",
  },
  "identifier-set-by-polytomic": {
    raw: "A model without an `identifier` fails if Polytomic picks one.",
    because: "an omitted identifier is planned as empty",
    library: "avoidable",
    how: "Set `identifier` whenever you know it (see its docs).",
  },
  "identifier-removed": {
    raw: "A removed identifier or removed relations are not sent. If Polytomic keeps them, each apply fails (identifier) or each plan shows the change (relations).",
    because: "an empty string or list is planned, and omitted from the request",
    library: "avoidable",
    how: "Change them instead (see the docs of `identifier`). If Polytomic keeps removed relations or tracking columns, each apply fails, too.",
  },
  "empty-fields": {
    raw: "An empty list of fields fails.",
    because: "Polytomic returns the fields that exist",
    library: "rejected",
    how: "A literal list has at least one element. A token that is empty at apply time, or an override with an empty list, still fails.",
  },
  "other-fields-returned": {
    raw: "A list of fields fails the apply if Polytomic returns other fields.",
    because: "the list is compared with the response",
    library: "avoidable",
    how: "List exactly the fields that Polytomic keeps, or omit the list.",
  },
  "fields-removed": {
    raw: "A removed list of fields stays in place, without a change in the plan, and is reset by the next unrelated change.",
    because: "the provider keeps the last applied value of an omitted argument, and does not send it",
    library: "avoidable",
    how: "List all fields instead (see the docs of `fields`).",
  },
  "tracking-columns-removed": {
    raw: "Removed tracking columns stay in place, and are sent with each later change.",
    because: "the provider keeps the last applied value of an omitted argument",
    library: "safe",
    how: "They are set even if there are none, so that the plan shows the removal. If Polytomic keeps them anyway, each apply fails, as with an identifier.",
  },
  "version-incremented": {
    raw: "If Polytomic increments the version of a model, a rename fails, although it was done.",
    because: "the version is planned to stay",
    library: "open",
    how: "The next plan is empty.",
  },
  "inherited-organization": {
    raw: "With a partner key, models and syncs without an organization fail, although their connection has one.",
    because: "the provider treats each resource in isolation",
    library: "safe",
    how: "A model inherits it from its connection, a sync from its target or its models.",
  },
  "model-in-query-string": {
    raw: "An update also sends the whole model in the URL of the request. Proxies can reject the length, or log the content.",
    because: "the SDK puts it there",
    library: "open",
    how: "No configuration changes this.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
