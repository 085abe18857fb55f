/** A change of the code destroys nothing that the last release has created. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Testing } from "cdktf";
import { expectNoReplacement } from "cdktf-polytomic/testing";
import { PartnersStack } from "../stack";

const released = readFileSync(join(__dirname, "..", "released", "cdk.tf.json"), "utf8");

test("no resource of the last release is destroyed or replaced", () => {
  expectNoReplacement(released, new PartnersStack(Testing.app()));
});
