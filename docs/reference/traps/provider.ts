/** Traps of the provider's own settings, and of plans whatever they are about. */
import type { Trap } from "./trap";

export const PROVIDER_TRAPS = {
  "no-key": {
    raw: "Without a key, or with a partner key and no organization, the plan is fine and the apply fails.",
    because: "keys are looked at with the first request",
    library: "avoidable",
    how: "Read `DataPolytomicCallerIdentity` in the stack, or give the provider its key as a variable: then the plan fails. With a partner key, set `organization`.",
  },
  "wrong-organization": {
    raw: "With an `organization` that is not that of the API key, the plan is fine and the apply fails.",
    because: "keys are looked at with the first request",
    library: "avoidable",
    how: "Read `DataPolytomicCallerIdentity` with that `organizationId` in the stack: then the plan fails.",
  },
  "stray-key": {
    raw: "`POLYTOMIC_API_KEY` in the environment counts more than the `partner_key` of the program: what names no organization is made in that of the API key.",
    because: "the provider takes an API key first, wherever it comes from",
    library: "avoidable",
    how: "Set `organization`: then the apply fails instead.",
  },
  "unknown-settings": {
    raw: "A key or URL of the provider that comes from a resource is taken for none in the first plan, which asks the Polytomic of the environment instead.",
    because: "what is not known yet is read as an empty text",
    library: "refused",
    how: "A setting that refers to a resource of the same stack is refused at synthesis.",
  },
  "no-retries": {
    raw: "A single 429 (rate limit) fails the apply.",
    because: "the provider tries once",
    library: "open",
    how: "Apply again, or with a lower `-parallelism`.",
  },
  "members-known-after-apply": {
    raw: "Each update announces members that will not change as known after apply, and with them whatever is made of them.",
    because: "the provider marks everything that Polytomic might answer and the program leaves out",
    library: "open",
    how: "Only the external ID is kept quiet, as the first row of this page tells; of the rest, the apply changes nothing.",
  },
  "names-of-older-versions": {
    raw: "Names of older versions in the provider's documentation (`discovery`, `polytomic_bulk_sync_schema`) are refused, and those inside of objects (`newField`, `search_values`) dropped.",
    because: "the examples are older than the schema, and the provider looks at names at the top only",
    library: "refused",
    how: "Names of props are checked at any depth; those in overrides are compared with the schema.",
  },
  "drift-exit-code": {
    raw: "`plan -refresh-only -detailed-exitcode` ends with 2 for a connection, also where it says that there are no changes.",
    because: "a member of its configuration is sensitive",
    library: "open",
    how: "Judge `resource_drift` of `terraform show -json` instead; the code of an ordinary plan is right.",
  },
} as const satisfies Readonly<Record<string, Trap>>;
