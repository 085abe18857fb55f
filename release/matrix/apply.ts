/** Applies what an app synthesized, with Terraform and emulated services. */
import { VARIABLES } from "../../demo/quickstart";
import { Bench } from "../../test/support/bench";

/** How many resources the quickstart has. */
const RESOURCES = 19;

/**
 * Applies and destroys the quickstart, and expects an empty plan in between.
 *
 * @param configuration the content of its `cdk.tf.json`, with arguments that the AWS provider of the bench has
 */
export async function applyOnBench(configuration: object): Promise<void> {
  const bench = await Bench.start();
  try {
    const workspace = await bench.workspace("quickstart", { env: VARIABLES });
    workspace.write(configuration);
    await workspace.init();
    const { added } = await workspace.apply();
    const { exitCode, text } = await workspace.plan();
    if (added !== RESOURCES || exitCode !== 0) {
      throw new Error(
        `expected ${RESOURCES} resources and then an empty plan, got ${added} resources and:\n${text}`,
      );
    }
    workspace.unprotect();
    await workspace.destroy();
  } finally {
    await bench.stop();
  }
}
