import type { Found, Rule } from "../rule";
import { isConnection } from "../polytomic/usage";
import { isValues, sameValue, Secret, Unknown } from "../value";
import { code, isUnset, KNOWN_LATER, shown } from "../words/phrases";

/** Members of a connection's configuration that say what it connects to: an account, a server, a database, a bucket. */
const TARGETS = new Set([
  "account",
  "account_domain",
  "account_id",
  "account_name",
  "app_id",
  "base_url",
  "bucket",
  "bucket_name",
  "catalog",
  "company_id",
  "connection_name",
  "container_name",
  "customer_id",
  "database",
  "dataset",
  "dbname",
  "domain",
  "dynamics_url",
  "endpoint",
  "environment",
  "folder_id",
  "host",
  "hostname",
  "hosts",
  "http_path",
  "instance",
  "org_id",
  "organization_id",
  "outputbucket",
  "override_endpoint",
  "override_project_id",
  "project",
  "project_id",
  "repository",
  "rest_endpoint",
  "s3_bucket_name",
  "server_hostname",
  "site",
  "site_id",
  "spreadsheet_id",
  "store",
  "store_id",
  "subdomain",
  "team_id",
  "tenant_id",
  "uri",
  "url",
  "workgroup",
]);

/** A connection connects to another account, server, database or bucket. */
export const rule: Rule = {
  severity: "danger",
  title: "A connection connects to another account, database or bucket",
  reason:
    "Models and syncs keep using the connection, so they read from and write to another system with the next run. Their mappings and what they know " +
    "about copied records come from the old one.",
  remedy:
    "If it is the same system at another address, such as after a migration, check that the data is there. Otherwise create a new connection and move " +
    "the syncs one by one.",
  *check(change): Iterable<Found> {
    const [before, after] = [change.before?.["configuration"], change.after?.["configuration"]];
    if (change.action === "replace" || !isConnection(change) || !isValues(before)) {
      return;
    }
    // The configuration is required, so the provider never only reads it again.
    if (after instanceof Unknown) {
      const message = `may connect elsewhere: \`configuration\` is ${KNOWN_LATER}`;
      yield { change, message, severity: "cannot-tell" };
      return;
    }
    if (!isValues(after)) {
      return;
    }
    for (const name of Object.keys(after).sort()) {
      const [was, now] = [before[name], after[name]];
      const isReadAgain = now instanceof Unknown && !now.mayBeSet;
      if (!TARGETS.has(name) || isUnset(was) || isReadAgain || sameValue(was, now)) {
        continue;
      }
      const isHidden = was instanceof Secret || now instanceof Secret;
      const message = isHidden ? "changes" : `is ${shown(now)}, was ${shown(was)}`;
      yield now instanceof Unknown
        ? {
            change,
            key: name,
            message: `${code(name)} is ${KNOWN_LATER}, was ${shown(was)}`,
            severity: "cannot-tell",
          }
        : { change, key: name, message: `${code(name)} ${message}` };
    }
  },
};
