/**
 * Keeps what is not known yet out of the settings of the provider. What a resource makes is unknown while that resource is
 * planned; the provider takes an unknown setting for none, so it goes on with the environment's key, or to Polytomic's own
 * host, and says nothing. The generated binding of the provider uses this.
 */
import { type TerraformProvider, TerraformStack } from "cdktf";
import { reference } from "../errors";
import { checkProps } from "../validation/check-props";
import { resolveIn, resourcesBehind } from "../terraform/references";
import { rule } from "../validation/rule";
import { camelCase } from "../format";

/** What the provider takes instead of a setting that it does not know. */
const INSTEAD: Readonly<Record<string, string>> = {
  api_key: "POLYTOMIC_API_KEY of the environment",
  partner_key: "POLYTOMIC_PARTNER_KEY of the environment",
  deployment_api_key: "POLYTOMIC_DEPLOYMENT_KEY of the environment",
  deployment_url: "POLYTOMIC_DEPLOYMENT_URL of the environment, or app.polytomic.com",
};

const settingsRule = rule((z) => {
  const anything = z.unknown().optional();
  return z.strictObject({
    apiKey: anything,
    partnerKey: anything,
    deploymentApiKey: anything,
    deploymentUrl: anything,
    alias: anything,
  });
});

/**
 * Refuses what sets nothing: a key that is not in an object, and names that are not settings.
 *
 * @throws InvalidPropsError if `settings` are no object, or have another name
 */
export function checkNames(provider: TerraformProvider, settings: unknown): void {
  const place = { path: provider.node.path, name: "PolytomicProvider" };
  if (settings !== undefined) {
    checkProps(place, settingsRule(), settings);
  }
}

/** Refuses at synthesis a setting of `provider` that comes from a resource of its own stack, by way of what a data source reads too. */
export function checkSettings(provider: TerraformProvider): void {
  provider.node.addValidation({
    validate: () => {
      const settings = settingsOf(provider);
      return Object.entries(INSTEAD).flatMap(([name, instead]) => {
        const [resource] = resourcesBehind(provider, settings[name], "locals and data sources");
        return resource === undefined
          ? []
          : [
              `${camelCase(name)} comes from ${resource}, a resource of the same stack: as long as that is not known, ` +
                `the provider takes ${instead}, and says nothing. Pass a variable or a literal, or manage the resource in ` +
                `another stack ${reference("CDKTF_POLYTOMIC_UNKNOWN_SETTINGS")}`,
            ];
      });
    },
  });
}

/** The arguments of a provider, with what overrides of itself and of its stack put over them. */
function settingsOf(provider: TerraformProvider): Readonly<Record<string, unknown>> {
  // Not part of CDKTF's public surface: where it is called otherwise, the overrides of the stack are not seen.
  const ofStack: unknown = Reflect.get(TerraformStack.of(provider), "rawOverrides") ?? {};
  const blocks = [provider.toTerraform(), ofStack].flatMap((one) => {
    const { provider: blocksOf = {} } = resolveIn(provider, one) as Blocks;
    return Object.values(blocksOf[provider.terraformResourceType] ?? {});
  });
  return Object.assign({}, ...blocks) as Readonly<Record<string, unknown>>;
}

/** Provider blocks in Terraform's JSON, by the name of the provider. */
interface Blocks {
  readonly provider?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}
