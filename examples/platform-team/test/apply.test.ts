/** The stack is applied with Terraform on emulators: half a minute. Needs terraform, and Python with moto. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Testing } from "cdktf";
import { type AppliedStack, Emulators } from "cdktf-polytomic/testing";
import { PartnersStack, WAREHOUSE_ID } from "../stack";

let emulators: Emulators;
let applied: AppliedStack;

before(async () => {
  emulators = await Emulators.start();
  emulators.polytomic.seed({ connections: [{ id: WAREHOUSE_ID, name: "Warehouse", type: "snowflake" }] });
  applied = await emulators.apply(new PartnersStack(Testing.app()));
});
after(() => emulators?.stop());

test("the next plan is empty", async () => {
  const { empty, text } = await applied.plan();
  assert.ok(empty, text);
});

test("Polytomic has a sync of each partner", () => {
  const names = Object.values(emulators.polytomic.snapshot().bulkSyncs).map(({ name }) => name);
  assert.deepEqual(names.sort(), ["globex to the warehouse", "initech to the warehouse"]);
});

test("another partner changes nothing of the others", async () => {
  const before = emulators.polytomic.snapshot().connections;
  await applied.update(new PartnersStack(Testing.app(), ["globex", "initech", "hooli"]));
  const { connections } = emulators.polytomic.snapshot();
  assert.deepEqual(
    Object.keys(before).map((id) => connections[id]),
    Object.values(before),
  );
  assert.equal(Object.keys(connections).length, Object.keys(before).length + 1);
});
