/**
 * Looks at the values in a connection's configuration, which TypeScript does not see in plain JavaScript or in data, and the provider
 * only during the plan or not at all. The generated bindings use this.
 */
import type { TerraformResource } from "cdktf";
import { reference } from "../errors";
import { memberAt } from "../objects";
import { overridesOf } from "../terraform/overrides";
import { camelCase, formatValue } from "../format";
import { isToken } from "../tokens";

/** What must hold in a configuration, by the names that Terraform has for its members. */
export interface ConfigurationRules {
  /** The values that a member can have, or the elements of a list. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Members that need another one: whenever they are set, or with one value. */
  readonly needs: readonly { readonly member: string; readonly is?: string; readonly needs: string }[];
}

/** Refuses at synthesis a configuration that breaks `rules`. Tokens pass. */
export function checkConfiguration(
  connection: TerraformResource & { readonly configurationInput?: unknown },
  rules: ConfigurationRules,
): void {
  connection.node.addValidation({
    validate: () => {
      const valueOf = (member: string): unknown =>
        overridesOf(connection)
          .map((override) => memberAt(override, "configuration", member))
          .find((value) => value !== undefined) ?? memberAt(connection.configurationInput, camelCase(member));
      const isSet = (value: unknown): boolean => ![undefined, null, "", false].includes(value as never);
      return [
        ...Object.entries(rules.values).flatMap(([member, allowed]) =>
          [valueOf(member)]
            .flat()
            .filter((value) => typeof value === "string" && value !== "" && !isToken(value))
            .filter((value) => !allowed.includes(value as string))
            .map(
              (value) =>
                `${pathOf(member)} is ${formatValue(value)}, but can be ${allowed.map(formatValue).join(" or ")} only`,
            ),
        ),
        ...rules.needs
          .filter(({ member, is }) => (is === undefined ? isSet(valueOf(member)) : valueOf(member) === is))
          .filter(({ needs }) => !isSet(valueOf(needs)))
          .map(({ member, is, needs }) => {
            const which = is === undefined ? "" : ` ${formatValue(is)}`;
            return `${pathOf(member)}${which} needs ${pathOf(needs)}, which is not set`;
          }),
      ].map((message) => `${message} ${reference("CDKTF_POLYTOMIC_INVALID_CONFIGURATION")}`);
    },
  });
}

const pathOf = (member: string): string => `configuration.${camelCase(member)}`;
