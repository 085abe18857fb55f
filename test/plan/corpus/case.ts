/** A case of the corpus: a program, an edit of it, and what a careful reviewer would want to be told about the plan. */
import type { TerraformStack } from "cdktf";
import type { Bench } from "../../support/bench";
import type { Workspace } from "../../../lib/testing/apply/workspace";

/** Terraform JSON as a user writes it without CDKTF, with the files of its local modules by their path. */
export interface Files {
  readonly "cdk.tf.json": object;
  readonly [module: `${string}/main.tf.json`]: object;
}

/** A configuration in HCL. Its plan has no templates of arguments. */
export interface Hcl {
  readonly "main.tf": string;
}

/** A CDKTF program, or the files of a configuration. */
export type Program = ((stack: TerraformStack) => void) | Files | Hcl;

/** What a case can change behind Terraform's back. */
export interface World {
  readonly bench: Bench;
  readonly workspace: Workspace;
}

/** One plan. */
export interface Case {
  /** Unique. The name of the stored plan. */
  readonly name: string;
  /** The program that is planned. @default - the base, for a plan with options */
  readonly edit?: Program;
  /** Options of `terraform plan`, such as `-destroy`. @default - none */
  readonly options?: readonly string[];
  /** Whether planning ends with errors, so that the plan is partial. @default false */
  readonly fails?: boolean;
  /**
   * Findings that the review must have, as `rule[construct path]`, without the stack's name. A resource without a construct is
   * named by its address.
   */
  readonly expected: readonly string[];
  /** Findings that are neither required nor wrong. @default - none */
  readonly tolerated?: readonly string[];
  /** Why, where it is not obvious. */
  readonly note?: string;
}

/** Cases with the same base. */
export interface Topic {
  /** The name of the stack. */
  readonly name: string;
  /** What is applied before. @default - nothing: all resources are created */
  readonly base?: Program;
  /** What happens after the base was applied and before the plans, such as changes in the console. */
  readonly meanwhile?: (world: World) => Promise<void>;
  /** Values of Terraform variables. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

/** In an edit of props: as if the base did not set the prop. */
export const UNSET = undefined as never;
