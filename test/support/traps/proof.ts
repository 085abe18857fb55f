/** Proofs of traps: programs on the bindings or the constructs with their outcomes, or recordings. */
import type { TerraformStack } from "cdktf";
import type { Area, TrapId } from "../../../docs/reference/provider-traps";
import type { Handling } from "../../../docs/reference/traps/trap";
import type { PolytomicApi } from "../../../lib/testing";
import type { PolytomicApiBehavior } from "../../../lib/testing/api/behavior";
import type { BenchOptions } from "../bench";
import type { RecordedRequest } from "../../../lib/testing/api/server";

/** Adds to a stack that has a Polytomic provider. */
export type Program = (stack: TerraformStack, api: PolytomicApi) => void;

/** A program, and the expected outcome. Omitted members are not checked. */
export interface Outcome {
  /** The program, or its versions, which are applied one after the other. */
  readonly program: Program | readonly Program[];
  /** The kind of key that the provider uses. @default "api" */
  readonly key?: BenchOptions["key"];
  /** How the API's behavior differs from the default. @default no difference */
  readonly server?: Partial<PolytomicApiBehavior>;
  /** A change in Polytomic after the last apply. @default none */
  readonly meanwhile?: (api: PolytomicApi) => void;
  /** Where the last version fails, and a part or a pattern of Terraform's message. @default it is applied */
  readonly fails?: readonly [at: "validate" | "plan" | "apply", message: string | RegExp];
  /** The changes of the last version, such as `polytomic_sync: update`. */
  readonly changes?: readonly string[];
  /** The changes in the plan after the last apply. @default none, unless the apply fails */
  readonly planned?: readonly string[];
  /** A part of the last create or update request to this path. */
  readonly sent?: Pick<RecordedRequest, "path"> & Partial<RecordedRequest>;
  /** Outputs after the last apply. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** A string in the synthesized files. */
  readonly file?: string;
  /** A string in the state. */
  readonly state?: string;
  /** A string that is no longer in the state. */
  readonly forgotten?: string;
}

/** The real provider's behavior in one case of one file of `test/recordings`. */
export interface Recorded {
  readonly recording: string;
  readonly case: string;
  /** Matches a line `command: message, planned change or request`. */
  readonly shows: RegExp;
}

/** The reason for a trap that neither the bench nor a recording can show. */
export interface Inferred {
  readonly inferred: string;
}

/** The outcome with the generated bindings. */
export type Raw = Outcome | Recorded | Inferred;

/** A program on the constructs that is rejected, and a part of the error. */
export type Rejection = readonly [program: (stack: TerraformStack) => void, message: string];

interface HandlingProofs {
  /** How plain JavaScript is rejected. For TypeScript, see `test/types/traps.ts`. */
  readonly impossible: { readonly rejected: readonly Rejection[] };
  /** `open`: the cases that, according to the row, are not rejected, such as an empty token or override. */
  readonly rejected: { readonly rejected: readonly Rejection[]; readonly open?: readonly Outcome[] };
  readonly safe: { readonly safe: readonly Outcome[] };
  /** `open`: what also happens with the constructs. `advised`: what happens if you follow the advice. */
  readonly avoidable: { readonly open: readonly Outcome[]; readonly advised: readonly Outcome[] };
  /** What also happens with the constructs. */
  readonly open: { readonly open: readonly Outcome[] };
}

/** The proof of a trap, with the bindings and with the constructs. */
export interface Proof<Of extends Handling = Handling> {
  readonly raw: readonly Raw[];
  readonly library: HandlingProofs[Of];
}

/** A proof of each trap in an area. A missing proof, or the wrong kind, does not compile. */
export type Proofs<In extends Area> = {
  readonly [Id in TrapId<"impossible", In>]: Proof<"impossible">;
} & { readonly [Id in TrapId<"rejected", In>]: Proof<"rejected"> } & {
  readonly [Id in TrapId<"safe", In>]: Proof<"safe">;
} & { readonly [Id in TrapId<"avoidable", In>]: Proof<"avoidable"> } & {
  readonly [Id in TrapId<"open", In>]: Proof<"open">;
};
