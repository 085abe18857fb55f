/** Destroys everything and checks that nothing is left. */
import type { ConstructPaths } from "../readable";
import type { Stage } from "../stage";
import type { Wiring } from "../wiring";

export async function destroy(stage: Stage, paths: ConstructPaths, { connection }: Wiring): Promise<void> {
  const { narrator, quickstart, bench } = stage;
  narrator.say(`onRemoval is "delete-with-objects", so ${connection.bucket} is deleted with its objects`);
  const { destroyed } = await stage.showing(paths, () => quickstart.workspace.destroy());
  narrator.say(`destroyed ${destroyed} resources`);
  const left = Object.entries(await bench.aws.inventory()).filter(([, names]) => names.length > 0);
  for (const [kind, names] of left) {
    narrator.quote(`${kind}: ${names.join(", ")}`);
  }
  narrator.claim(left.length === 0, "the AWS account is empty");
  narrator.claim(bench.api.isEmpty(), "the Polytomic organization is empty");
}
