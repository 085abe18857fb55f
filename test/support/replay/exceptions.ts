/** Known differences, with explanations. */
import type { Difference } from "./difference";

/** A difference between recording and replay that is not caused by the provider. */
export interface Exception {
  readonly scenario: string;
  readonly step: number;
  /** The beginning of the compared value's name. */
  readonly place: string;
  readonly reason: string;
}

const CONFIGURATION_GENERATION =
  "terraform warns that generating configuration is experimental; the recordings keep the provider's messages only";
const READ_TWICE =
  "the recorded step ran its command twice, the second time to search the printed plan for the secret";

const STEPS_WITH_GENERATION = [4, 13, 22, 29, 36, 45, 54, 63, 72, 79, 88, 95, 104, 109];

/** All remaining differences. */
export const EXCEPTIONS: readonly Exception[] = [
  ...STEPS_WITH_GENERATION.map((step) => ({
    scenario: "import_each",
    step,
    place: "diagnostics",
    reason: CONFIGURATION_GENERATION,
  })),
  ...["requests", "order of requests"].map((place) => ({
    scenario: "connection_s3_access_key",
    step: 4,
    place,
    reason: READ_TWICE,
  })),
];

export function isExcepted(
  exception: Exception,
  scenario: string,
  step: number,
  { place }: Difference,
): boolean {
  return exception.scenario === scenario && exception.step === step && place.startsWith(exception.place);
}
