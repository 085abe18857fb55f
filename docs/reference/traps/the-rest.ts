/** Traps of permissions, primary keys, subscribers, organizations, and of secrets of any connection. */
import type { Trap } from "./trap";

export const OTHER_TRAPS = {
  "empty-policy-actions": {
    raw: "A policy with an empty list of actions fails.",
    because: "the provider turns it into null",
    library: "rejected",
    how: "List at least one action, or omit the prop. An override with an empty list still fails.",
  },
  "action-without-roles": {
    raw: "An action with an empty list of roles fails.",
    because: "Polytomic omits the list",
    library: "rejected",
    how: "A literal list has at least one element. A token that is empty at apply time still fails.",
  },
  "action-added-in-polytomic": {
    raw: "An action that is added to a policy in Polytomic does not appear in any plan. The next change of the policy removes it.",
    because: "the provider keeps only the configured actions, and an update replaces all",
    library: "avoidable",
    how: "Follow the provider's warning and add the action to your app (see the docs of `policyActions`).",
  },
  "all-actions-removed": {
    raw: "Removing all actions of a policy is planned and applied, but nothing is sent.",
    because: "an empty list is not sent",
    library: "open",
    how: "Polytomic documents that an update replaces the policy, so the policy should have no actions then.",
  },
  "imported-policy": {
    raw: "The plan of an imported policy adds the actions that it already has.",
    because: "the provider does not import actions",
    library: "open",
    how: "The first apply sets them and changes nothing in Polytomic.",
  },
  "user-without-roles": {
    raw: "The next change of a user without `role_ids` and `role` sends an empty role, which fails.",
    because: "an unknown string is sent as an empty string, and stays unknown",
    library: "rejected",
    how: "`roles` is required, and there is no prop for the deprecated `role`.",
  },
  "roles-in-another-order": {
    raw: "If Polytomic returns the roles of a user in another order, every plan has an update.",
    because: "the provider stores a list, not a set",
    library: "avoidable",
    how: "List them in Polytomic's order, which the plan shows.",
  },
  "empty-primary-keys": {
    raw: "An empty list of primary keys passes the plan and fails in the apply.",
    because: "it is checked with the first request",
    library: "rejected",
    how: "A literal list has at least one element. A token that is empty at apply time still fails.",
  },
  "primary-keys-not-reported": {
    raw: "No field of a schema is ever reported as a primary key.",
    because: "the provider does not read it",
    library: "open",
    how: "`PrimaryKeys` sets the key; changes in Polytomic's app are not detected.",
  },
  "primary-keys-without-organization": {
    raw: "If Polytomic does not return the organization of a connection, its primary keys are applied, and every later plan fails.",
    because: "the provider stores the word “default” as the organization",
    library: "safe",
    how: "The apply fails before the keys are created, with an error that tells you to set `organization`.",
  },
  "schema-id-in-url": {
    raw: "Primary keys of a schema whose id contains `/`, `?`, `#` or `%` fail, although Polytomic has it.",
    because: "the provider does not escape it in the URL",
    library: "rejected",
    how: "`PrimaryKeys` rejects such an id.",
  },
  "imported-primary-keys": {
    raw: "You cannot import primary keys with a generated configuration.",
    because: "the fields are required and not imported",
    library: "safe",
    how: "`PrimaryKeys` sets its fields; the first apply after an import sends them.",
  },
  "import-with-partner-key": {
    raw: "With a partner key, imports of a model, sync, bulk sync, policy or role fail.",
    because: "an id does not contain the organization, and the provider looks nowhere else",
    library: "avoidable",
    how: "Import with an API key of the organization.",
  },
  "two-subscriber-lists": {
    raw: "Two lists of error subscribers undo each other in each apply.",
    because: "an organization has one list",
    library: "rejected",
    how: "`GlobalErrorSubscribers` rejects a second one for the same organization in a stack.",
  },
  "uppercase-subscriber": {
    raw: "A subscriber address with capital letters fails if Polytomic returns lowercase.",
    because: "addresses are compared case-sensitively",
    library: "rejected",
    how: "Addresses are lowercase.",
  },
  "empty-subscribers": {
    raw: "An empty list of subscribers shows a change in every plan if Polytomic omits it from its response.",
    because: "null is not an empty list",
    library: "rejected",
    how: "A literal list has at least one address. A token that is empty at apply time still shows a change in every plan. To notify no one, omit the construct.",
  },
  "organization-without-partner-key": {
    raw: "Creating an organization fails with an API key.",
    because: "only a partner or deployment key can create one",
    library: "rejected",
    how: "It is rejected at synthesis if the provider in your app has only an API key.",
  },
  "empty-domain": {
    raw: "An organization with an empty `sso_domain` or `sso_org_id` shows a change in every plan if Polytomic returns null.",
    because: "an empty string is not null",
    library: "rejected",
    how: "Strings are not empty; an omitted prop is null.",
  },
  "nested-secrets": {
    raw: "Terraform does not treat secrets inside objects, such as the password of a webhook, as sensitive and shows them.",
    because: "the schema marks only top-level secrets",
    library: "rejected",
    how: "Bindings reject literals in all of them; the value of a sensitive variable stays hidden.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
