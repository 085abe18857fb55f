/**
 * Rejects provider settings that are unknown during the plan, such as an attribute of a new resource. The provider treats an unknown
 * setting as unset: it silently uses the key from the environment, or Polytomic's own host. Used by the generated provider binding.
 */
import { type TerraformProvider, TerraformStack } from "cdktf";
import { reference } from "../errors";
import { checkProps } from "../validation/check-props";
import { rawOverridesOf } from "../terraform/overrides";
import { resolveIn, resourcesBehind } from "../terraform/references";
import { rule } from "../validation/rule";
import { camelCase } from "../format";

/** What the provider uses instead of an unknown setting. */
const INSTEAD: Readonly<Record<string, string>> = {
  api_key: "the environment variable POLYTOMIC_API_KEY",
  partner_key: "the environment variable POLYTOMIC_PARTNER_KEY",
  deployment_api_key: "the environment variable POLYTOMIC_DEPLOYMENT_KEY",
  deployment_url: "the environment variable POLYTOMIC_DEPLOYMENT_URL or app.polytomic.com",
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
 * Rejects settings without effect: a key that is not in an object, and unknown names.
 *
 * @throws InvalidPropsError if `settings` is not an object, or has an unknown name
 */
export function checkNames(provider: TerraformProvider, settings: unknown): void {
  const place = { path: provider.node.path, name: "PolytomicProvider" };
  if (settings !== undefined) {
    checkProps(place, settingsRule(), settings);
  }
}

/** Rejects, at synthesis, a setting of `provider` that depends on a resource of its own stack, directly or through a data source. */
export function checkSettings(provider: TerraformProvider): void {
  provider.node.addValidation({
    validate: () => {
      const settings = settingsOf(provider);
      return Object.entries(INSTEAD).flatMap(([name, instead]) => {
        const [resource] = resourcesBehind(provider, settings[name], "locals and data sources");
        return resource === undefined
          ? []
          : [
              `${camelCase(name)} depends on ${resource}, a resource of the same stack: while its value is unknown, the provider ` +
                `silently uses ${instead}. Pass a variable or a literal, or manage the resource in ` +
                `another stack ${reference("CDKTF_POLYTOMIC_UNKNOWN_SETTINGS")}`,
            ];
      });
    },
  });
}

/** The arguments of a provider, with the overrides of the provider and of its stack applied. */
function settingsOf(provider: TerraformProvider): Readonly<Record<string, unknown>> {
  const ofStack = rawOverridesOf(TerraformStack.of(provider)) ?? {};
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
