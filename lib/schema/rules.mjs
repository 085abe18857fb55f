// Rules for the configuration of connections that Terraform's schema does not contain.
import { allowedValues } from "./describe.mjs";

/** The allowed values and required members for a connection type, by Terraform name; undefined if there are no rules. */
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
    // Source: Polytomic, S3 connections, "Configuration". Other file connections have the same members.
    { member: "is_directory_snapshot", needs: "directory_glob_pattern" },
    { member: "directory_glob_pattern", needs: "is_directory_snapshot" },
  ].filter(({ member, needs: needed }) => names.includes(member) && names.includes(needed));
  return Object.keys(values).length + needs.length === 0 ? undefined : { values, needs };
}

/**
 * What a later major version of the provider changes for a connection type, with Terraform names; undefined if nothing does, or if the
 * bindings are from that version or a later one. `attributes` are those of the configuration.
 */
export function nextProvider(typeId, attributes, { version, renamed, required }, bindingsVersion) {
  const { member, values, others = [] } = required[typeId] ?? {};
  const isLater = Number.parseInt(bindingsVersion) < Number.parseInt(version);
  if (!isLater || (member === undefined && renamed[typeId] === undefined)) {
    return undefined;
  }
  const members = [member, ...others].filter((name) => name !== undefined);
  return {
    version,
    ...(renamed[typeId] && { renamed: `polytomic_${renamed[typeId]}_connection` }),
    ...(member && { required: member }),
    ...(values && { values }),
    newMembers: members.filter((name) => !(name in attributes)),
  };
}
