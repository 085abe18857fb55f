/** Traps of permissions, primary keys, subscribers, organizations, and of secrets of any connection. */
import type { Trap } from "./trap";

export const OTHER_TRAPS = {
  "no-policy-actions": {
    raw: "A policy with an empty list of actions fails.",
    because: "the provider makes null of it",
    library: "refused",
    how: "Name at least one action, or leave the prop out. An override with an empty list still fails.",
  },
  "no-roles-of-action": {
    raw: "An action with an empty list of roles fails.",
    because: "Polytomic leaves the list out",
    library: "refused",
    how: "A literal list has at least one element. A token that is empty at apply time still fails.",
  },
  "action-allowed-elsewhere": {
    raw: "An action that somebody adds to a policy in Polytomic is in no plan, and is dropped by the next change of the policy.",
    because: "the provider keeps the actions of the program only, and an update replaces all",
    library: "avoidable",
    how: "Heed the provider's warning and name the action in the program; the description of `policyActions` says so.",
  },
  "all-actions-removed": {
    raw: "Actions of a policy that are all removed are planned and applied, and nothing is sent of them.",
    because: "an empty list is not sent",
    library: "open",
    how: "Polytomic documents that an update replaces the policy, so that it then has none.",
  },
  "imported-policy": {
    raw: "A policy that is imported is planned to get the actions that it has.",
    because: "the provider imports none",
    library: "open",
    how: "The first apply sets them and changes nothing in Polytomic.",
  },
  "user-without-roles": {
    raw: "A user without `role_ids` and `role` is sent an empty role with the next change, which fails.",
    because: "an unknown text is sent as an empty one, and stays unknown",
    library: "refused",
    how: "`roles` are needed, and the deprecated `role` is no prop.",
  },
  "roles-in-another-order": {
    raw: "Roles of a user that Polytomic answers in another order are an update in every plan.",
    because: "they are a list to the provider, not a set",
    library: "avoidable",
    how: "Name them in the order in which Polytomic answers them, which the plan shows.",
  },
  "no-primary-keys": {
    raw: "An empty list of primary keys passes the plan and fails.",
    because: "it is looked at with the first request",
    library: "refused",
    how: "A literal list has at least one element. A token that is empty at apply time still fails.",
  },
  "primary-keys-unseen": {
    raw: "No field of a schema is ever reported as a primary key.",
    because: "the provider does not read it",
    library: "open",
    how: "`PrimaryKeys` sets the key; what is changed in Polytomic's app is not noticed.",
  },
  "primary-keys-of-nobody": {
    raw: "Primary keys of a connection whose organization Polytomic does not tell are applied, and every later plan fails.",
    because: "the provider keeps the word “default” for the organization",
    library: "safe",
    how: "The apply fails before the keys are made, and says to set `organization`.",
  },
  "schema-id-in-a-path": {
    raw: "Primary keys of a schema whose id has a `/`, `?`, `#` or `%` fail, though Polytomic has it.",
    because: "the provider does not escape it in the URL",
    library: "refused",
    how: "`PrimaryKeys` refuses such an id.",
  },
  "primary-keys-generated": {
    raw: "Primary keys cannot be imported with a generated configuration.",
    because: "the fields are required and not imported",
    library: "safe",
    how: "`PrimaryKeys` names its fields; the first apply after an import sets them.",
  },
  "import-with-partner-key": {
    raw: "With a partner key, imports of a model, sync, bulk sync, policy or role fail.",
    because: "an id does not say the organization, and the provider looks nowhere else",
    library: "avoidable",
    how: "Import with an API key of the organization.",
  },
  "second-list-of-subscribers": {
    raw: "Two lists of subscribers to errors undo each other at each apply.",
    because: "an organization has one list",
    library: "refused",
    how: "`GlobalErrorSubscribers` refuses a second one for the same organization in a stack.",
  },
  "subscriber-in-capitals": {
    raw: "A subscriber in capitals fails where Polytomic answers in lower case.",
    because: "addresses are compared letter by letter",
    library: "refused",
    how: "Addresses are in lower case.",
  },
  "no-subscribers": {
    raw: "An empty list of subscribers is a change in every plan where Polytomic leaves it out of its answer.",
    because: "null is not an empty list",
    library: "refused",
    how: "A literal list has at least one address. A token that is empty at apply time is still a change in every plan. To notify nobody, leave the construct out.",
  },
  "organization-without-partner-key": {
    raw: "An organization fails with an API key.",
    because: "only a partner or deployment key may make one",
    library: "refused",
    how: "It is refused at synthesis where the provider of the program has an API key only.",
  },
  "empty-domain": {
    raw: "An organization with an empty `sso_domain` or `sso_org_id` is a change in every plan where Polytomic answers null.",
    because: "an empty text is not null",
    library: "refused",
    how: "Texts are not empty; what is left out is none.",
  },
  "nested-secrets": {
    raw: "Secrets in objects, such as the password of a webhook, are no secrets to Terraform, which shows them.",
    because: "the schema marks secrets at the top only",
    library: "refused",
    how: "Bindings refuse literals in all of them; the value of a sensitive variable stays hidden.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
