/**
 * Random policies against a simulator of IAM. `POLICY_PAIRS=20000 npx jest test/lib/iam/permissions/agreement` compares
 * more of them: five minutes of one processor. `POLICY_SEED=5` starts with other pairs.
 */
import { agreementOf } from "../../../support/permissions/agreement";

const { POLICY_PAIRS = "150", POLICY_SEED = "1" } = process.env;

it("agrees with a simulator on what policies allow", async () => {
  const { disagreements, ...counts } = await agreementOf(Number(POLICY_PAIRS), Number(POLICY_SEED), 4);

  const report = `${disagreements.length} disagreements, ${JSON.stringify(counts)}\n\n${disagreements.join("\n\n")}`;
  expect(disagreements.length === 0 ? "" : report).toBe("");
  // Otherwise nothing has been compared.
  expect(counts.witnesses).toBeGreaterThan(counts.pairs / 2);
  expect(counts.changes).toBeGreaterThan(counts.pairs / 5);
}, 14_400_000);
