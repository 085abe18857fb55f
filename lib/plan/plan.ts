/** A Terraform plan as a review needs it: of one stack, without secrets, with construct paths. */
import type { Unknown, Value, Values } from "./value";

/** What Terraform does with a resource. `move` and `import` are without any other change. */
export type Action =
  "create" | "update" | "delete" | "replace" | "read" | "forget" | "move" | "import" | "no-op";

/** A line of a file. */
export interface SourceLine {
  /** Relative to the current directory, with forward slashes. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
}

/** A resource or data source in a plan. */
export interface ResourceChange {
  /** `module.network.aws_sqs_queue.events["a"]` */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** The full address of the provider: `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly action: Action;
  /** Whether a replacement creates the new resource before it deletes the old one. */
  readonly createBeforeDelete: boolean;
  /** Before the change. `undefined` if the resource does not exist. Computed on first use. */
  readonly before: Values | undefined;
  /** After the change, with {@link Unknown} values. `undefined` if the resource will not exist. Computed on first use. */
  readonly after: Values | undefined;
  /** Paths of the arguments whose change requires the replacement, such as `["configuration", "bucket"]`. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
  /** Terraform's reason, such as `replace_because_cannot_update`. */
  readonly reason: string | undefined;
  /** The address before a move. */
  readonly previousAddress: string | undefined;
  /** The key of a deposed object, which a failed replacement left. */
  readonly deposed: string | undefined;
  /** The id of an import. */
  readonly importId: string | undefined;
  /** The path of the construct, such as `prod/lake/bucket`. `undefined` if the configuration is not at hand. */
  readonly construct: string | undefined;
  readonly source: SourceLine | undefined;
  /** The template of an argument in the configuration, if the plan has it: `${jsonencode({...})}`. Secrets are removed. */
  template(...path: readonly string[]): string | undefined;
  /** The addresses that the configuration of the resource references. */
  readonly references: readonly string[];
}

/** An accepted finding. */
export interface Suppression {
  /** A rule (`bucket-destroyed`), the findings of a rule about a construct and those below (`bucket-destroyed[prod/lake]`), or one finding. */
  readonly finding: string;
  /** Why somebody accepted it. */
  readonly reason: string;
  /** The last day on which it applies, `2027-01-31`. */
  readonly expires: string | undefined;
}

/** An output value that changes. */
export interface OutputChange {
  readonly name: string;
  readonly action: "create" | "update" | "delete" | "no-op";
  readonly before: Value | undefined;
  readonly after: Value | Unknown | undefined;
}

/** A check, precondition or postcondition of the configuration that does not pass, or is not known to pass. */
export interface CheckResult {
  readonly address: string;
  readonly status: "fail" | "error" | "unknown" | "pass";
  readonly messages: readonly string[];
}

/** A plan of one stack. */
export interface Plan {
  /** The name of the stack, or of the file. */
  readonly stack: string;
  readonly formatVersion: string;
  readonly terraformVersion: string | undefined;
  /** Whether another plan and apply is needed afterwards. `undefined` before Terraform 1.8. */
  readonly complete: boolean | undefined;
  /** Whether planning failed, so that the plan is partial and cannot be applied. */
  readonly errored: boolean;
  /** All resources, those without a change too. */
  readonly resources: readonly ResourceChange[];
  /** Changes that Terraform found outside of its own. */
  readonly drift: readonly ResourceChange[];
  /** Addresses of changes that this plan cannot contain yet, each with Terraform's reason. */
  readonly deferred: readonly { readonly address: string; readonly type: string; readonly reason: string }[];
  /** Addresses of the provider actions that the apply invokes. */
  readonly actions: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly outputs: readonly OutputChange[];
  /** Findings that the app accepts, in its code. */
  readonly accepted: readonly Suppression[];
}
