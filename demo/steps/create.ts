/** Synthesizes, plans and applies. */
import type { Plan } from "../../lib/testing/apply/plan";
import { ConstructPaths, describeChanges, describePolicy, summaryOf } from "../readable";
import type { Stage } from "../stage";

/** Returns the construct paths. */
export async function synthesize({ narrator, quickstart }: Stage): Promise<ConstructPaths> {
  narrator.waitFor("cdktf synth");
  await quickstart.synth();
  const configuration = quickstart.synthesized();
  const paths = new ConstructPaths(configuration);
  const lines = configuration.split("\n").length;
  narrator.say(`cdktf synth created ${paths.count} resources in ${lines} lines of Terraform configuration`);
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
    "the plan only creates resources",
  );
  narrator.say();
  narrator.say("The plan contains the permissions that Polytomic gets:");
  const policies = creation.changes.filter(({ type }) => type === "aws_iam_role_policy");
  for (const { after } of policies) {
    narrator.quote(describePolicy(String(after?.["policy"])));
  }
  return creation;
}

export async function apply(stage: Stage, creation: Plan, paths: ConstructPaths): Promise<void> {
  const { narrator, quickstart } = stage;
  narrator.explain(
    "About a minute: the AWS provider waits 55 s for the lifecycle rules of a bucket, and meanwhile 25 s\n" +
      "after each write to a queue.",
  );
  const { added } = await stage.showing(paths, () => quickstart.workspace.apply(creation));
  narrator.claim(added === creation.changes.length, `one apply created all ${added} resources`);
}
