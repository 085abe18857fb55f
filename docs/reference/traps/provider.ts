/** Traps of the provider's own settings, and of plans in general. */
import type { Trap } from "./trap";

export const PROVIDER_TRAPS = {
  "no-key": {
    raw: "Without a key, or with a partner key and no organization, the plan succeeds and the apply fails.",
    because: "keys are checked with the first request",
    library: "avoidable",
    how: "Read `DataPolytomicCallerIdentity` in the stack, or pass the key to the provider as a variable: then the plan fails. With a partner key, set `organization`.",
  },
  "wrong-organization": {
    raw: "If `organization` does not match the API key, the plan succeeds and the apply fails.",
    because: "keys are checked with the first request",
    library: "avoidable",
    how: "Read `DataPolytomicCallerIdentity` with that `organizationId` in the stack: then the plan fails.",
  },
  "stray-key": {
    raw: "`POLYTOMIC_API_KEY` in the environment takes precedence over `partner_key` in the configuration: resources without an organization are created in the organization of the API key.",
    because: "the provider uses an API key first, wherever it comes from",
    library: "avoidable",
    how: "Set `organization`: then the apply fails instead.",
  },
  "unknown-settings": {
    raw: "A key or URL of the provider that comes from a resource counts as unset in the first plan, which uses the settings in the environment instead.",
    because: "an unknown value is read as an empty string",
    library: "rejected",
    how: "A setting that refers to a resource of the same stack is rejected at synthesis.",
  },
  "no-retries": {
    raw: "A single 429 (rate limit) fails the apply.",
    because: "the provider does not retry",
    library: "open",
    how: "Apply again, or with a lower `-parallelism`.",
  },
  "members-known-after-apply": {
    raw: "Each update shows members that will not change as known after apply, and with them every value that refers to them.",
    because: "the provider marks every member that Polytomic can return and the configuration omits",
    library: "open",
    how: "Only the external ID is kept stable, as the first row of this page describes. The apply does not change the others.",
  },
  "outdated-names": {
    raw: "Outdated names in the provider's documentation (`discovery`, `polytomic_bulk_sync_schema`) are rejected, and those inside objects (`newField`, `search_values`) are dropped.",
    because: "the examples are older than the schema, and the provider checks only top-level names",
    library: "rejected",
    how: "Prop names are checked at any depth; names in overrides are compared with the schema.",
  },
  "drift-exit-code": {
    raw: "`plan -refresh-only -detailed-exitcode` exits with 2 for a connection, even if it reports no changes.",
    because: "a member of its configuration is sensitive",
    library: "open",
    how: "Check `resource_drift` of `terraform show -json` instead; the exit code of an ordinary plan is right.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
