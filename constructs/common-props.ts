/** Props that many constructs share, and their rules. */
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { rule } from "../lib/validation/rule";
import { awsProviderRule, dependsOnRule, polytomicProviderRule, tagsRule } from "./rules";

/** The prop of constructs that create resources. */
export interface WithDependencies {
  /**
   * Resources that must exist before anything that the construct creates, such as a `time_sleep` or a migration. Added to the library's
   * own dependencies.
   * @default - only the resources that the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Props of constructs that create AWS resources. */
export interface AwsResourceProps extends WithDependencies {
  /**
   * Tags of all AWS resources that the construct creates.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** Props of constructs that create Polytomic resources. */
export interface PolytomicResourceProps extends WithDependencies {
  /**
   * @default - the provider of the Polytomic resources that the props refer to, if they are managed in this stack; otherwise the stack's
   * Polytomic provider
   */
  readonly polytomicProvider?: TerraformProvider;
}

/** The rules of {@link AwsResourceProps}, for rules that include them. */
export const awsResourceShape = rule(() => ({
  tags: tagsRule().optional(),
  dependsOn: dependsOnRule().optional(),
  awsProvider: awsProviderRule().optional(),
}));

/** The rules of {@link PolytomicResourceProps}, for rules that include them. */
export const polytomicResourceShape = rule(() => ({
  dependsOn: dependsOnRule().optional(),
  polytomicProvider: polytomicProviderRule().optional(),
}));
