/** All topics of the corpus. */
import { BUCKETS } from "./aws/buckets";
import { CREATED } from "./aws/created";
import { DATABASES } from "./aws/databases";
import { IDENTITIES } from "./aws/identities";
import { QUEUES } from "./aws/queues";
import { RETENTION } from "./aws/retention";
import { ROLES } from "./aws/roles";
import { STATEFUL } from "./aws/stateful";
import { BLIND_FIRST } from "./blind/first";
import { BLIND_LAKE } from "./blind/lake";
import { BLIND_PLATFORM } from "./blind/platform";
import { BLIND_SYNCS } from "./blind/syncs";
import type { Topic } from "./case";
import { BULK_SYNCS } from "./polytomic/bulk-syncs";
import { SYNCS } from "./polytomic/syncs";
import { DRIFT, POLYTOMIC_DRIFT } from "./whole/drift";
import { HCL } from "./whole/hcl";
import { IMPORTS } from "./whole/imports";
import { INTEGRATION } from "./whole/integration";
import { MODULES } from "./whole/modules";
import { DEPOSED, INSTANCES_OF_CONSTRUCTS, PLANS } from "./whole/plans";

export const TOPICS: readonly Topic[] = [
  BLIND_LAKE,
  BLIND_FIRST,
  BLIND_PLATFORM,
  BLIND_SYNCS,
  CREATED,
  BUCKETS,
  RETENTION,
  QUEUES,
  ROLES,
  IDENTITIES,
  STATEFUL,
  DATABASES,
  SYNCS,
  BULK_SYNCS,
  INTEGRATION,
  MODULES,
  HCL,
  IMPORTS,
  PLANS,
  INSTANCES_OF_CONSTRUCTS,
  DEPOSED,
  DRIFT,
  POLYTOMIC_DRIFT,
];
