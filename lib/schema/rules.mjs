// What must hold between the members of a connection's configuration, beyond what Terraform's schema says.
import { allowedValues } from "./describe.mjs";

/**
 * For a type of connection: the values that members can have, and the members that others need, by their names in Terraform. Undefined
 * if there are none.
 */
export function configurationRules({ properties }) {
  const members = Object.entries(properties)
    .filter(([, { readOnly }]) => !readOnly)
    .map(([name, member]) => [member.alias ?? name, member]);
  const values = Object.fromEntries(
    members.flatMap(([name, member]) => {
      const allowed = allowedValues(member);
      return allowed === undefined ? [] : [[name, allowed]];
    }),
  );
  const names = members.map(([name]) => name);
  const needs = [
    ...members.flatMap(([member, { enum: modes = [] }]) =>
      modes.includes("iam_role") ? [{ member, is: "iam_role", needs: "iam_role_arn" }] : [],
    ),
    // Source: Polytomic, S3 connections, "Configuration"; the other connections to files have the same members.
    { member: "is_directory_snapshot", needs: "directory_glob_pattern" },
    { member: "directory_glob_pattern", needs: "is_directory_snapshot" },
  ].filter(({ member, needs: needed }) => names.includes(member) && names.includes(needed));
  return Object.keys(values).length + needs.length === 0 ? undefined : { values, needs };
}
