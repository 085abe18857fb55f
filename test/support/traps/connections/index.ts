/** Proofs of the traps of connections, and of the role that trusts one. */
import type { Proofs } from "../proof";
import { ANSWERS } from "./responses";
import { CONFIGURATION } from "./configuration";
import { EXTERNAL_ID } from "./external-id";
import { ORGANIZATION } from "./organization";
import { REPLACEMENT } from "./replacement";
import { SECRETS } from "./secrets";

export const CONNECTIONS: Proofs<"Connections"> = {
  ...EXTERNAL_ID,
  ...REPLACEMENT,
  ...CONFIGURATION,
  ...SECRETS,
  ...ORGANIZATION,
  ...ANSWERS,
};
