/** Roles and other identities of IAM. Their policies are compared as permissions, not here. */
import type { ResourceChange } from "../plan";
import { differencesInWords, genericWords, type Words } from "./generic";
import { duration } from "./phrases";
import { isSame } from "./switches";

const LABELS = { permissions_boundary: "permissions boundary" };

/** What changes in a role, a policy or an attachment. */
export function roleWords(change: ResourceChange): Words {
  const { before, after } = change;
  if (before === undefined || after === undefined) {
    return genericWords(change);
  }
  const [was, now] = [before["max_session_duration"], after["max_session_duration"]];
  const session = isSame(was, now) ? [] : [`sessions last at most ${duration(now)}, was ${duration(was)}`];
  const rest = differencesInWords(before, after, ["max_session_duration"], LABELS);
  return { changes: [...session, ...rest.changes], noise: rest.noise };
}
