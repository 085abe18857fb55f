/** Checks the applied resources: they agree, events arrive, and a second plan is empty. */
import { z } from "zod";
import type { ObjectEvent } from "../aws-account";
import { type ConstructPaths, describeChanges, describeUpdate, summaryOf } from "../readable";
import type { Stage } from "../stage";
import { compareWiring, readWiring, type Wiring } from "../wiring";

/** Returns the wiring, once both sides agree. */
export async function compareBothSides({ narrator, quickstart, bench, aws }: Stage): Promise<Wiring> {
  const { outputs } = await quickstart.workspace.show();
  const wiring = await readWiring(bench.api, z.string().parse(outputs["connection_id"]), aws);
  narrator.say("Read from the APIs of Polytomic and AWS:");
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

/** Seconds to wait for an event that is expected. */
const ARRIVAL = 15;
/** Seconds to wait for an event that is not expected. */
const SILENCE = 5;

export async function sendEvents({ narrator, aws }: Stage, { connection }: Wiring): Promise<void> {
  const { bucket, folder } = connection;
  const queue = connection.queueArn.split(":").at(-1) ?? "";
  const inside = `${folder}orders.csv`;
  const outside = "other/x.csv";

  await aws.put(bucket, inside, "id,email,total\n1,ada@example.com,120\n");
  narrator.say(`put s3://${bucket}/${inside}`);
  narrator.waitFor(`an event in ${queue}`);
  const arrived = await aws.receiveEvents(queue, ARRIVAL);
  for (const event of arrived) {
    narrator.quote(describeEvent(event));
  }
  narrator.claim(arrived.map(({ key }) => key).join() === inside, `${queue} receives its event and no other`);

  await aws.put(bucket, outside, "id\n1\n");
  narrator.say(`put s3://${bucket}/${outside}`);
  narrator.waitFor(`${SILENCE} s, to see that ${queue} receives nothing`);
  const unwanted = await aws.receiveEvents(queue, SILENCE);
  for (const event of unwanted) {
    narrator.quote(describeEvent(event));
  }
  narrator.claim(
    unwanted.length === 0,
    `${queue} receives no event in ${SILENCE} s, because the object is outside ${folder}`,
  );
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
  narrator.claim(again.empty, "terraform plan has no changes");
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
    "only the connection changes: no role, policy, model or sync",
  );
  // The rename is not applied, so restore the configuration that was.
  narrator.waitFor("cdktf synth");
  await quickstart.synth();
}
