/** All paths of the emulated API. */
import { bulkSyncSchemaRoutes } from "./areas/bulk-sync-schemas";
import { bulkSyncRoutes } from "./areas/bulk-syncs";
import { connectionSchemaRoutes } from "./areas/connection-schemas";
import { connectionTypeRoutes } from "./areas/connection-types";
import { connectionRoutes } from "./areas/connections";
import { identityRoutes } from "./areas/identity";
import { modelRoutes } from "./areas/models";
import { notificationRoutes } from "./areas/notifications";
import { organizationRoutes } from "./areas/organizations";
import { policyRoutes } from "./areas/policies";
import { roleRoutes } from "./areas/roles";
import { syncRoutes } from "./areas/syncs";
import { userRoutes } from "./areas/users";
import type { Route } from "./router";

/** Everything that the emulated API implements. */
export const routes: readonly Route[] = [
  ...identityRoutes,
  ...connectionTypeRoutes,
  ...connectionRoutes,
  ...connectionSchemaRoutes,
  ...modelRoutes,
  ...syncRoutes,
  ...bulkSyncRoutes,
  ...bulkSyncSchemaRoutes,
  ...roleRoutes,
  ...policyRoutes,
  ...organizationRoutes,
  ...userRoutes,
  ...notificationRoutes,
];
