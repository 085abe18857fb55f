/** What was applied is right, works, and is stable. */
import { z } from "zod";
import type { ObjectEvent } from "../aws-account";
import { type ConstructPaths, describeChanges, describeUpdate, summaryOf } from "../readable";
import type { Stage } from "../stage";
import { compareWiring, readWiring, type Wiring } from "../wiring";

/** Returns the wiring, which is right. */
export async function compareBothSides({ narrator, quickstart, bench, aws }: Stage): Promise<Wiring> {
  const { outputs } = await quickstart.workspace.show();
  const wiring = await readWiring(bench.api, z.string().parse(outputs["connection_id"]), aws);
  narrator.say("Asked of Polytomic's API and of AWS, not of terraform:");
  const comparisons = compareWiring(wiring);
  for (const { claim, values, same } of comparisons) {
    narrator.mark(same, claim);
    for (const value of values) {
      narrator.quote(value);
    }
  }
  narrator.claim(
    comparisons.every(({ same }) => same),
    "AWS and Polytomic agree",
  );
  return wiring;
}

/** Seconds an event may take. */
const ARRIVAL = 15;
/** Seconds after which no event is believed to come. */
const SILENCE = 5;

export async function sendEvents({ narrator, aws }: Stage, { connection }: Wiring): Promise<void> {
  const { bucket, folder } = connection;
  const queue = connection.queueArn.split(":").at(-1) ?? "";
  const inside = `${folder}orders.csv`;
  const outside = "other/x.csv";

  await aws.put(bucket, inside, "id,email,total\n1,ada@example.com,120\n");
  narrator.say(`put s3://${bucket}/${inside}`);
  narrator.waitFor(`an event on ${queue}`);
  const arrived = await aws.receiveEvents(queue, ARRIVAL);
  for (const event of arrived) {
    narrator.quote(describeEvent(event));
  }
  narrator.claim(arrived.map(({ key }) => key).join() === inside, `its event, and no other, is on ${queue}`);

  await aws.put(bucket, outside, "id\n1\n");
  narrator.say(`put s3://${bucket}/${outside}`);
  narrator.waitFor(`${SILENCE} s in which nothing should arrive on ${queue}`);
  const unwanted = await aws.receiveEvents(queue, SILENCE);
  for (const event of unwanted) {
    narrator.quote(describeEvent(event));
  }
  narrator.claim(unwanted.length === 0, `no event in ${SILENCE} s, as it lies outside ${folder}`);
}

function describeEvent({ name, time, bucket, key, size }: ObjectEvent): string {
  return `${name}  ${bucket}/${key}  ${size} bytes  ${time}`;
}

export async function planAgain({ narrator, quickstart }: Stage): Promise<void> {
  narrator.waitFor("terraform plan");
  const again = await quickstart.workspace.plan();
  if (!again.empty) {
    narrator.quote(again.text);
  }
  narrator.claim(again.empty, "terraform plan finds nothing to do");
}

export async function planRename({ narrator, quickstart }: Stage, paths: ConstructPaths): Promise<void> {
  const name = "Acme data lake, Europe";
  narrator.say(`LAKE_NAME="${name}"`);
  narrator.waitFor("cdktf synth");
  await quickstart.synth(name);
  narrator.waitFor("terraform plan");
  const rename = await quickstart.workspace.plan();
  narrator.say(describeChanges(rename.changes, paths));
  for (const change of rename.changes) {
    narrator.quote(describeUpdate(change));
  }
  narrator.say(summaryOf(rename));
  narrator.claim(
    rename.changes.map(({ type, actions }) => `${actions.join()} ${type}`).join() ===
      "update polytomic_s3_connection",
    "only the connection changes: not the role, not a policy, not a model or sync",
  );
  // Nothing of it is applied: the project is left as it was deployed.
  narrator.waitFor("cdktf synth");
  await quickstart.synth();
}
