/** The rule of the sources that deliver events to a queue and encrypt them with its key. */
import { accountIdProblem, bucketArnProblem, topicArnProblem } from "../../lib/aws/arns";
import { rule } from "../../lib/validation/rule";
import { either, checkedString } from "../../lib/validation/combinators";
import { isObject } from "../../lib/objects";

/** The rule of an `EventSource` in the argument `source`. No wildcards: they would also allow other sources. */
export const eventSourceRule = rule((z) => {
  const topic = z.object({ topicArn: checkedString(topicArnProblem) });
  const bucket = z.object({
    arn: checkedString(bucketArnProblem),
    ownerAccountId: checkedString(accountIdProblem),
  });
  const isTopic = (value: unknown): boolean => isObject(value) && "topicArn" in value;
  return z.strictObject({ source: either(isTopic, topic, bucket) });
});
