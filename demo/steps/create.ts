/** From source to applied. */
import type { Plan } from "../../test/support/plan";
import { ConstructPaths, describeChanges, describePolicy, summaryOf } from "../readable";
import type { Stage } from "../stage";

/** Returns how the constructs are called. */
export async function synthesize({ narrator, quickstart }: Stage): Promise<ConstructPaths> {
  narrator.waitFor("cdktf synth");
  await quickstart.synth();
  const configuration = quickstart.synthesized();
  const paths = new ConstructPaths(configuration);
  const lines = configuration.split("\n").length;
  narrator.say(`cdktf synth made ${paths.count} resources of it: ${lines} lines of Terraform configuration`);
  return paths;
}

/** Returns the plan that creates everything. */
export async function plan({ narrator, quickstart }: Stage, paths: ConstructPaths): Promise<Plan> {
  narrator.waitFor("terraform init");
  await quickstart.workspace.init();
  narrator.waitFor("terraform plan");
  const creation = await quickstart.workspace.plan();
  narrator.say(describeChanges(creation.changes, paths));
  narrator.say(summaryOf(creation));
  narrator.claim(
    creation.changes.every(({ actions }) => actions.join() === "create"),
    "everything is created",
  );
  narrator.say();
  narrator.say("What Polytomic will be allowed to do can be read before anything exists:");
  const policies = creation.changes.filter(({ type }) => type === "aws_iam_role_policy");
  for (const { after } of policies) {
    narrator.quote(describePolicy(String(after?.["policy"])));
  }
  return creation;
}

export async function apply(stage: Stage, creation: Plan, paths: ConstructPaths): Promise<void> {
  const { narrator, quickstart } = stage;
  narrator.explain("About a minute, most of it the AWS provider's own waiting: 25 s after each write to a");
  narrator.explain(
    "queue, of which there are two, and at the same time 55 s for the bucket's lifecycle rules.",
  );
  const { added } = await stage.showing(paths, () => quickstart.workspace.apply(creation));
  narrator.claim(added === creation.changes.length, `one apply created all ${added} resources`);
}
