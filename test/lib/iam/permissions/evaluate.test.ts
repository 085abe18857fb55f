/** What a policy decides about one request, compared with a simulator that shares no code with the library. */
import { matchRequest, readPolicy } from "../../../../lib/iam/permissions";
import { allows, denies, type Kind } from "../../../support/permissions/oracle";
import {
  Random,
  randomPair,
  randomRequest,
  type TestRequest,
} from "../../../support/permissions/random-policies";

const { POLICY_PAIRS = "150", POLICY_SEED = "1" } = process.env;

const isPossible = (kind: Kind, { action }: TestRequest): boolean =>
  kind === "identity" ? /^(s3|sqs):/.test(action) : !action.startsWith("sts:");

it("agrees with a simulator on random policies and requests", async () => {
  const disagreements: string[] = [];
  const counts = { allowed: 0, denied: 0, neither: 0 };
  for (let index = 0; index < Number(POLICY_PAIRS); index += 1) {
    const random = new Random(Number(POLICY_SEED) + index);
    const kind: Kind = random.chance(0.5) ? "identity" : "resource";
    const [document] = randomPair(random, kind === "resource");
    for (let asked = 0; asked < 4; asked += 1) {
      const request = randomRequest(random);
      if (!isPossible(kind, request)) {
        continue;
      }
      const { allowing, denying, unclear } = matchRequest(readPolicy(document).policy!, request);
      const ours = { allows: denying.length === 0 && allowing.length > 0, denies: denying.length > 0 };
      const theirs = {
        allows: await allows(kind, document, request),
        denies: await denies(kind, document, request),
      };
      counts[ours.denies ? "denied" : ours.allows ? "allowed" : "neither"] += 1;
      if (ours.allows !== theirs.allows || ours.denies !== theirs.denies || unclear.length > 0) {
        disagreements.push(JSON.stringify({ kind, ours, theirs, request, document, unclear }));
      }
    }
  }
  expect(disagreements.join("\n\n")).toBe("");
  // Otherwise nothing has been compared.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(Number(POLICY_PAIRS) / 10);
}, 14_400_000);

const trust = (members: object = {}) =>
  readPolicy({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::568237466542:root" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "‹external ID of connection lake›" } },
        ...members,
      },
    ],
  }).policy!;

const assume = (externalId?: string, principal = "arn:aws:iam::568237466542:role/polytomic") => ({
  principal,
  action: "sts:AssumeRole",
  resource: "arn:aws:iam::111122223333:role/lake",
  context: externalId === undefined ? {} : { "sts:ExternalId": externalId },
});

it("takes a value that is not known as equal to itself and different from every other text", () => {
  const isAllowed = (request: ReturnType<typeof assume>): boolean =>
    matchRequest(trust(), request).allowing.length > 0;
  expect(isAllowed(assume("‹external ID of connection lake›"))).toBe(true);
  expect(isAllowed(assume("‹external ID of connection other›"))).toBe(false);
  expect(isAllowed(assume("‹"))).toBe(false);
  expect(isAllowed(assume())).toBe(false);
  expect(isAllowed(assume("‹external ID of connection lake›", "arn:aws:iam::111122223333:role/x"))).toBe(
    false,
  );
});

it("does not decide about an operator that it does not know", () => {
  const policy = trust({ Condition: { StringResembles: { "sts:ExternalId": "x" } } });
  expect(matchRequest(policy, assume("x"))).toMatchObject({ allowing: [], denying: [], unclear: [{}] });
  expect(matchRequest(policy, assume("x", "s3.amazonaws.com"))).toEqual({
    allowing: [],
    denying: [],
    unclear: [],
  });
});

it("puts the values of condition keys in place of policy variables", () => {
  const policy = readPolicy({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::home/${aws:username}/*" },
  }).policy!;
  const get = (resource: string, context: Record<string, string>) =>
    matchRequest(policy, {
      principal: "arn:aws:iam::111122223333:user/ada",
      action: "S3:getobject",
      resource,
      context,
    }).allowing.length;
  expect(get("arn:aws:s3:::home/ada/a", { "AWS:UserName": "ada" })).toBe(1);
  expect(get("arn:aws:s3:::home/bob/a", { "aws:username": "ada" })).toBe(0);
  expect(get("arn:aws:s3:::home/ada/a", {})).toBe(0);
  expect(get("arn:aws:s3:::home/${aws:username}/a", {})).toBe(0);
});
