/** How a trap is proved: what happens to a program on the bench, to a program on the constructs, or what was recorded. */
import type { TerraformStack } from "cdktf";
import type { Area, TrapId } from "../../../docs/reference/provider-traps";
import type { Handling } from "../../../docs/reference/traps/trap";
import type { PolytomicApi } from "../../../lib/testing";
import type { PolytomicApiBehavior } from "../../../lib/testing/behavior";
import type { BenchOptions } from "../bench";
import type { RecordedRequest } from "../../../lib/testing/server";

/** Adds to a stack that has a Polytomic provider. */
export type Program = (stack: TerraformStack, api: PolytomicApi) => void;

/** A program, and what is expected of it. What is not mentioned is not looked at. */
export interface Fate {
  /** The program, or its versions: all are applied, one after the other. */
  readonly program: Program | readonly Program[];
  /** With which key the provider comes to Polytomic. @default "api" */
  readonly key?: BenchOptions["key"];
  /** How the API differs from what it usually does. @default as usual */
  readonly server?: Partial<PolytomicApiBehavior>;
  /** What somebody does in Polytomic after the last apply. @default nothing */
  readonly meanwhile?: (api: PolytomicApi) => void;
  /** Where the last version fails, and a part of what terraform says, or a pattern of it. @default it is applied */
  readonly fails?: readonly [at: "validate" | "plan" | "apply", message: string | RegExp];
  /** What the last version changes, such as `polytomic_sync: update`. */
  readonly changes?: readonly string[];
  /** What the plan after the last apply would change. @default nothing, unless the apply fails */
  readonly planned?: readonly string[];
  /** What the last request to create or update at this path has in it. */
  readonly sent?: Pick<RecordedRequest, "path"> & Partial<RecordedRequest>;
  /** Outputs after the last apply. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** A text in the synthesized files. */
  readonly file?: string;
  /** A text in the state. */
  readonly state?: string;
  /** A text that is in the state no more. */
  readonly forgotten?: string;
}

/** What the real provider did, in one case of one file of `test/recordings`. */
export interface Recorded {
  readonly recording: string;
  readonly case: string;
  /** Is found in a line `command: what terraform said, planned or sent`. */
  readonly shows: RegExp;
}

/** A reason to believe in a trap that nobody has seen, as nothing that is at hand shows it. */
export interface Inferred {
  readonly inferred: string;
}

/** What a program on the generated bindings meets. */
export type Raw = Fate | Recorded | Inferred;

/** A program on the constructs that is rejected, and a part of the reason. */
export type Rejection = readonly [program: (stack: TerraformStack) => void, message: string];

interface HandlingProofs {
  /** How plain JavaScript is rejected; for TypeScript see `test/types/traps.ts`. */
  readonly impossible: { readonly rejected: readonly Rejection[] };
  /** `open`: what the row says is not rejected, such as an empty token or override. */
  readonly rejected: { readonly rejected: readonly Rejection[]; readonly open?: readonly Fate[] };
  readonly safe: { readonly safe: readonly Fate[] };
  /** What happens with the constructs, too, and what does not if a program follows the advice. */
  readonly avoidable: { readonly open: readonly Fate[]; readonly advised: readonly Fate[] };
  /** What happens with the constructs, too. */
  readonly open: { readonly open: readonly Fate[] };
}

/** Both sides of a trap. */
export interface Proof<Of extends Handling = Handling> {
  readonly raw: readonly Raw[];
  readonly library: HandlingProofs[Of];
}

/** A proof of each trap in an area: with a trap too few, or with the wrong kind of proof, it does not compile. */
export type Proofs<In extends Area> = {
  readonly [Id in TrapId<"impossible", In>]: Proof<"impossible">;
} & { readonly [Id in TrapId<"rejected", In>]: Proof<"rejected"> } & {
  readonly [Id in TrapId<"safe", In>]: Proof<"safe">;
} & { readonly [Id in TrapId<"avoidable", In>]: Proof<"avoidable"> } & {
  readonly [Id in TrapId<"open", In>]: Proof<"open">;
};
