/**
 * Checks the values in a connection's configuration. TypeScript does not check them in plain JavaScript or in data, and the provider
 * checks them only during the plan, or not at all. Used by the generated bindings.
 */
import type { TerraformResource } from "cdktf";
import { reference } from "../errors";
import { memberAt } from "../objects";
import { overrideAt } from "../terraform/overrides";
import { camelCase, formatChoice, formatValue } from "../format";
import { isToken } from "../tokens";

/** The rules of a configuration, with Terraform names. */
export interface ConfigurationRules {
  /** The allowed values of a member, or of its elements. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Members that require another member: whenever they are set, or only with a certain value. */
  readonly needs: readonly { readonly member: string; readonly is?: string; readonly needs: string }[];
}

/** A binding of a connection. */
export type Connection = TerraformResource & { readonly configurationInput?: unknown };

/** A member of the configuration, with overrides. */
export const configuredValue = (connection: Connection, member: string): unknown =>
  overrideAt(connection, "configuration", member) ??
  memberAt(connection.configurationInput, camelCase(member));

/** Rejects a configuration that breaks `rules`, at synthesis. Accepts tokens. */
export function checkConfiguration(connection: Connection, rules: ConfigurationRules): void {
  connection.node.addValidation({
    validate: () => {
      const valueOf = (member: string): unknown => configuredValue(connection, member);
      const isSet = (value: unknown): boolean => ![undefined, null, "", false].includes(value as never);
      return [
        ...Object.entries(rules.values).flatMap(([member, allowed]) =>
          [valueOf(member)]
            .flat()
            .filter((value) => typeof value === "string" && value !== "" && !isToken(value))
            .filter((value) => !allowed.includes(value as string))
            .map((value) => `${pathOf(member)} must be ${formatChoice(allowed)}, got ${formatValue(value)}`),
        ),
        ...rules.needs
          .filter(({ member, is }) => (is === undefined ? isSet(valueOf(member)) : valueOf(member) === is))
          .filter(({ needs }) => !isSet(valueOf(needs)))
          .map(({ member, is, needs }) => {
            const which = is === undefined ? "" : ` ${formatValue(is)}`;
            return `${pathOf(member)}${which} requires ${pathOf(needs)}, which is not set`;
          }),
      ].map((message) => `${message} ${reference("CDKTF_POLYTOMIC_INVALID_CONFIGURATION")}`);
    },
  });
}

const pathOf = (member: string): string => `configuration.${camelCase(member)}`;
