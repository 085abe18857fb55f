/** Random pairs of policies that differ a little, and random requests near their boundaries. The same seed makes the same pairs. */

/** A policy with statements in IAM's spelling. */
export interface TestPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly TestStatement[];
}

export type TestStatement = Readonly<Record<string, unknown>> & { readonly Effect: "Allow" | "Deny" };

/** A request of an action on a resource. */
export interface TestRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Random numbers from a seed (mulberry32). */
export class Random {
  public constructor(private state: number) {}

  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public chance(share: number): boolean {
    return this.next() < share;
  }

  public pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }

  /** Between one and `most` values, each once. */
  public some<T>(values: readonly T[], most: number): T[] {
    const count = 1 + Math.floor(this.next() * most);
    return [...new Set(Array.from({ length: count }, () => this.pick(values)))];
  }
}

const OBJECTS = [
  "arn:aws:s3:::lake/a",
  "arn:aws:s3:::lake/a/b",
  "arn:aws:s3:::lake/ab",
  "arn:aws:s3:::pond/a",
  "arn:aws:s3:::lake/team1/x",
];
const BUCKETS = ["arn:aws:s3:::lake", "arn:aws:s3:::pond"];
const QUEUES = ["arn:aws:sqs:us-east-1:999900001111:q", "arn:aws:sqs:eu-west-1:999900001111:qq"];
const KEYS = ["arn:aws:kms:us-east-1:999900001111:key/k1"];
const ROLES = ["arn:aws:iam::999900001111:role/writer"];

/** Real actions, with resources that they apply to. */
export const CALLS: readonly (readonly [action: string, resources: readonly string[]])[] = [
  ["s3:GetObject", OBJECTS],
  ["s3:GetObjectTagging", OBJECTS],
  ["s3:PutObject", OBJECTS],
  ["s3:DeleteObject", OBJECTS],
  ["s3:ListBucket", BUCKETS],
  ["s3:GetBucketPolicy", BUCKETS],
  ["sqs:SendMessage", QUEUES],
  ["sqs:ReceiveMessage", QUEUES],
  ["kms:Decrypt", KEYS],
  ["kms:Encrypt", KEYS],
  ["sts:AssumeRole", ROLES],
];

const ACTIONS = [
  ...CALLS.map(([action]) => action),
  ...[
    "*",
    "s3:*",
    "s3:Get*",
    "s3:*Object",
    "s3:?etObject",
    "S3:getobject",
    "sqs:*",
    "sqs:*Message",
    "kms:*",
    "kms:?ecrypt",
    "sts:Assume*",
  ],
];

const RESOURCES = [
  ...[
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::lake",
    "arn:aws:s3:::lake*",
    "arn:aws:s3:::lake/*",
    "arn:aws:s3:::lake/a*",
  ],
  ...[
    "arn:aws:s3:::lake/a",
    "arn:aws:s3:::*/a",
    "arn:aws:s3:::lake/?",
    "arn:aws:s3:::lake/${aws:PrincipalTag/team}/*",
  ],
  ...[
    "arn:aws:sqs:*:999900001111:q",
    "arn:aws:sqs:us-east-1:999900001111:*",
    "arn:aws:sqs:*:*:q?",
    ...QUEUES,
    ...KEYS,
    ...ROLES,
  ],
  ...["arn:aws:kms:*:999900001111:key/*", "arn:aws:iam::999900001111:role/*"],
];

const CALLERS = [
  "arn:aws:iam::111122223333:role/reader",
  "arn:aws:iam::111122223333:user/ann",
  "arn:aws:sts::111122223333:assumed-role/reader/session",
  "arn:aws:iam::444455556666:role/reader",
  "s3.amazonaws.com",
];

const PRINCIPALS: readonly unknown[] = [
  "*",
  { AWS: "*" },
  { AWS: "111122223333" },
  { AWS: "arn:aws:iam::111122223333:root" },
  { AWS: "arn:aws:iam::111122223333:role/reader" },
  { AWS: ["arn:aws:iam::111122223333:role/reader", "444455556666"] },
  { AWS: "arn:aws:iam::111122223333:user/ann", Service: "s3.amazonaws.com" },
  { Service: "s3.amazonaws.com" },
];

/** Condition keys with values of policies, and with values of requests. */
const KEYS_OF_TEXT: Readonly<Record<string, readonly [limits: readonly string[], given: readonly string[]]>> =
  {
    "aws:PrincipalTag/team": [
      ["team1", "team2", "team*", "t?am1", "*", "TEAM1"],
      ["team1", "team2", "TEAM1", "team", "other"],
    ],
    "aws:SourceVpce": [
      ["vpce-1", "vpce-2", "vpce-*", "${aws:PrincipalTag/team}"],
      ["vpce-1", "vpce-2", "team1", "other"],
    ],
    "aws:SourceAccount": [
      ["111122223333", "444455556666", "1111*"],
      ["111122223333", "444455556666", "777788889999"],
    ],
  };
const ARNS = [
  "arn:aws:s3:::lake",
  "arn:aws:s3:::la*",
  "arn:aws:s3:::*",
  "arn:aws:sns:*:111122223333:t",
  "arn:aws:sns:us-east-1:111122223333:t",
];
const GIVEN_ARNS = [
  "arn:aws:s3:::lake",
  "arn:aws:s3:::pond",
  "arn:aws:sns:us-east-1:111122223333:t",
  "arn:aws:sns:eu-west-1:111122223333:t",
];
const NUMBERS = ["10", "20", "60"];
const DATES = ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2026-06-01T12:00:00Z"];
/** The simulator finds no address in `0.0.0.0/0`, and takes IPv6 addresses for IPv4 addresses without a length. */
const BLOCKS = [
  ...["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "192.168.0.0/16", "0.0.0.0/1"],
  ...["2001:db8::/32", "2001:db8:1::/48"],
];
const TAG_KEYS = ["cost", "team", "co*", "*"];

const ifExists = (random: Random, operator: string): string =>
  random.chance(0.2) ? `${operator}IfExists` : operator;

/** An operator, a condition key in some case, and values. */
function condition(random: Random): readonly [operator: string, key: string, values: readonly string[]] {
  switch (Math.floor(random.next() * 9)) {
    case 0:
    case 1: {
      const key = random.pick(Object.keys(KEYS_OF_TEXT));
      const names = [
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
      ];
      return [
        ifExists(random, random.pick(names)),
        random.chance(0.2) ? key.toUpperCase() : key,
        random.some(KEYS_OF_TEXT[key]?.[0] ?? [], 2),
      ];
    }
    case 2:
      return [
        ifExists(random, random.pick(["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"])),
        "aws:SourceArn",
        random.some(ARNS, 2),
      ];
    case 3: {
      const names = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
      return [
        ifExists(random, `Numeric${random.pick(names)}`),
        "aws:MultiFactorAuthAge",
        random.some(NUMBERS, 2),
      ];
    }
    case 4: {
      const names = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
      return [ifExists(random, `Date${random.pick(names)}`), "aws:CurrentTime", random.some(DATES, 2)];
    }
    case 5:
      return [
        ifExists(random, random.pick(["IpAddress", "NotIpAddress"])),
        "aws:SourceIp",
        random.some(BLOCKS, 2),
      ];
    case 6:
      return [
        ifExists(random, "Bool"),
        random.pick(["aws:SecureTransport", "AWS:securetransport"]),
        random.some(["true", "false"], 1),
      ];
    case 7:
      return [
        "Null",
        random.pick(["aws:SourceVpce", "aws:PrincipalTag/team", "aws:SourceArn", "aws:TagKeys"]),
        random.some(["true", "false"], 1),
      ];
    default: {
      const names = ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"];
      return [
        `${random.pick(["ForAllValues", "ForAnyValue"])}:${random.pick(names)}`,
        "aws:TagKeys",
        random.some(TAG_KEYS, 2),
      ];
    }
  }
}

const oneOrMany = (random: Random, values: readonly string[]): unknown =>
  values.length === 1 && random.chance(0.5) ? values[0] : values;

function conditions(random: Random): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (let count = random.pick([1, 1, 2]); count > 0; count -= 1) {
    const [operator, key, values] = condition(random);
    block[operator] = { ...block[operator], [key]: oneOrMany(random, values) };
  }
  return block;
}

const element = (
  random: Random,
  name: string,
  values: readonly string[],
  most: number,
): Record<string, unknown> => ({
  [random.chance(0.12) ? `Not${name}` : name]: oneOrMany(random, random.some(values, most)),
});

/** The elements that a change replaces together. */
const ELEMENTS = {
  Action: (random: Random) => element(random, "Action", ACTIONS, 3),
  Resource: (random: Random) => element(random, "Resource", RESOURCES, 3),
  Condition: (random: Random) => (random.chance(0.6) ? { Condition: conditions(random) } : {}),
  Principal: (random: Random) => ({
    [random.chance(0.1) ? "NotPrincipal" : "Principal"]: random.pick(PRINCIPALS),
  }),
} as const;

type Element = keyof typeof ELEMENTS;

const elementsOf = (hasPrincipals: boolean): Element[] =>
  hasPrincipals ? ["Action", "Resource", "Condition", "Principal"] : ["Action", "Resource", "Condition"];

/** `"*"` must not be in `NotPrincipal`. */
const isValid = ({ NotPrincipal }: TestStatement): boolean =>
  NotPrincipal === undefined || !JSON.stringify(NotPrincipal).includes('"*"');

function statement(random: Random, hasPrincipals: boolean): TestStatement {
  const parts = elementsOf(hasPrincipals).map((name) => ELEMENTS[name](random));
  const made = Object.assign({ Effect: random.chance(0.3) ? "Deny" : "Allow" }, ...parts) as TestStatement;
  return isValid(made) ? made : statement(random, hasPrincipals);
}

function changed(
  random: Random,
  statements: readonly TestStatement[],
  hasPrincipals: boolean,
): TestStatement[] {
  const at = Math.floor(random.next() * statements.length);
  const [one] = statements.slice(at);
  const others = statements.filter((_, index) => index !== at);
  if (one === undefined || random.chance(0.15)) {
    return [...statements, statement(random, hasPrincipals)];
  }
  if (random.chance(0.15)) {
    return others;
  }
  const name = random.pick(elementsOf(hasPrincipals));
  const kept = Object.entries(one).filter(([key]) => key !== name && key !== `Not${name}`);
  const made = { ...Object.fromEntries(kept), ...ELEMENTS[name](random) } as TestStatement;
  return isValid(made) ? [...others, made] : changed(random, statements, hasPrincipals);
}

const policy = (statements: readonly TestStatement[]): TestPolicy => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** A policy, and the policy after a change. Most changes are small. */
export function randomPair(
  random: Random,
  hasPrincipals: boolean,
): readonly [before: TestPolicy, after: TestPolicy] {
  const make = (): TestStatement[] =>
    Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, () => statement(random, hasPrincipals));
  const before = make();
  const after = random.chance(0.15) ? make() : changed(random, before, hasPrincipals);
  return [policy(before), policy(random.chance(0.3) ? changed(random, after, hasPrincipals) : after)];
}

/** A request with values that policies of {@link randomPair} speak of. */
export function randomRequest(random: Random): TestRequest {
  const [action, resources] = random.pick(CALLS);
  const given: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
    ...Object.fromEntries(Object.entries(KEYS_OF_TEXT).map(([key, [, values]]) => [key, values])),
    "aws:SourceArn": GIVEN_ARNS,
    "aws:MultiFactorAuthAge": ["9", "10", "11", "19", "20", "21", "60", "61"],
    "aws:CurrentTime": [...DATES, "2023-12-31T23:59:59Z", "2024-07-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    "aws:SourceIp": [
      "10.1.2.3",
      "10.1.0.0",
      "10.2.0.0",
      "11.0.0.0",
      "192.168.1.1",
      "2001:db8::1",
      "2001:db8:1::1",
      "2001:db9::1",
    ],
    "aws:SecureTransport": ["true", "false"],
    "aws:TagKeys": [["cost"], ["team"], ["cost", "team"], ["other"], ["cost", "other"]],
  };
  const context = Object.entries(given).flatMap(([key, values]) =>
    random.chance(0.65) ? [[key, random.pick(values)]] : [],
  );
  return {
    principal: random.pick(CALLERS),
    action,
    resource: random.pick(resources),
    context: Object.fromEntries(context) as TestRequest["context"],
  };
}
