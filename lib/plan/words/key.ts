/** Encryption keys. */
import type { ResourceChange } from "../plan";
import type { Value } from "../value";
import { differencesInWords, genericWords, type Words } from "./generic";
import { changed, days } from "./phrases";
import { isSame } from "./switches";

/** Switches of a key, with the words for on and off. */
const SWITCHES = {
  enable_key_rotation: ["is rotated", "is no longer rotated"],
  is_enabled: ["is enabled", "is disabled"],
} as const;

/** What changes in a key. */
export function keyWords(change: ResourceChange): Words {
  const { before, after } = change;
  if (before === undefined || after === undefined || change.type !== "aws_kms_key") {
    return genericWords(change);
  }
  const switches = Object.entries(SWITCHES).flatMap(([name, [on, off]]) => {
    const [was, now] = [before[name], after[name]];
    return isSame(was, now)
      ? []
      : [now === true ? on : now === false ? off : `\`${name}\`: ${changed(was, now)}`];
  });
  const periods = (["deletion_window_in_days", "rotation_period_in_days"] as const).flatMap((name) =>
    isSame(before[name], after[name]) ? [] : [period(name, before[name], after[name])],
  );
  const said = [...Object.keys(SWITCHES), "deletion_window_in_days", "rotation_period_in_days"];
  const rest = differencesInWords(before, after, said);
  return { changes: [...switches, ...periods, ...rest.changes], noise: rest.noise };
}

const period = (
  name: "deletion_window_in_days" | "rotation_period_in_days",
  was: Value | undefined,
  now: Value | undefined,
): string =>
  `${name === "rotation_period_in_days" ? "rotated every" : "deletion takes"} ${days(now)}, was ${days(was)}`;
