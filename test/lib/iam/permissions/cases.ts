/** Changes of policies with the permissions that they give and take away, written by hand. */
import { UnknownPart } from "../../../../lib/iam/permissions";

/** A statement in IAM's spelling. */
export type Json = Readonly<Record<string, unknown>>;

/** The permissions of a case, as short lines. */
export interface Case {
  readonly name: string;
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly gained?: readonly string[];
  readonly lost?: readonly string[];
  readonly unclear?: readonly string[];
}

const LAKE = "arn:aws:s3:::lake/*";
export const allow = (members: Json = {}): Json => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: LAKE,
  ...members,
});
const deny = (members: Json = {}): Json => ({ ...allow(members), Effect: "Deny" });
const given = (principal: unknown): Json => allow({ Principal: principal });
const trust = (members: Json = {}): Json => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { AWS: "arn:aws:iam::568237466542:root" },
  ...members,
});
const when = (operator: string, key: string, ...values: readonly unknown[]): Json =>
  allow({ Condition: { [operator]: { [key]: values } } });
const notAction = (...actions: readonly string[]): Json => ({
  Effect: "Allow",
  NotAction: actions,
  Resource: LAKE,
});
const notResource = (...resources: readonly string[]): Json => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  NotResource: resources,
});
const EXTERNAL_ID = { StringEquals: { "sts:ExternalId": "abc" } };
const PLAIN_TEXT = { Bool: { "aws:SecureTransport": "false" } };
const GET = `Allow s3:GetObject on ${LAKE}`;

const same = (name: string, before: readonly unknown[], after: readonly unknown[]): Case => ({
  name,
  before,
  after,
});

/** A change of a condition that allows more, and its opposite. */
const wider = (name: string, narrow: Json, wide: Json, permission: string, condition: string): Case[] => [
  {
    name: `${name}: wider`,
    before: [narrow],
    after: [wide],
    gained: [`${permission} (removed: ${condition})`],
  },
  {
    name: `${name}: narrower`,
    before: [wide],
    after: [narrow],
    lost: [`${permission} (added: ${condition})`],
  },
];

export const CASES: readonly Case[] = [
  same("an equal statement", [allow()], [allow()]),
  same("another Sid", [allow({ Sid: "A" })], [allow({ Sid: "B" })]),
  same(
    "another order of statements",
    [allow(), deny({ Action: "s3:Put*" })],
    [deny({ Action: "s3:Put*" }), allow()],
  ),
  same("an array of one", [allow()], [allow({ Action: ["s3:GetObject"], Resource: [LAKE] })]),
  same(
    "another order of actions",
    [allow({ Action: ["s3:GetObject", "s3:PutObject"] })],
    [allow({ Action: ["s3:PutObject", "s3:GetObject"] })],
  ),
  same("actions in another case", [allow()], [allow({ Action: "S3:getobject" })]),
  same(
    "condition keys in another case",
    [when("StringEquals", "aws:SourceVpce", "v")],
    [when("StringEquals", "AWS:sourcevpce", "v")],
  ),
  same(
    "operators in another case",
    [when("StringEquals", "aws:SourceVpce", "v")],
    [when("stringequals", "aws:SourceVpce", "v")],
  ),
  same(
    "a boolean instead of a string",
    [when("Bool", "aws:SecureTransport", "true")],
    [when("Bool", "aws:SecureTransport", true)],
  ),
  same("a duplicate", [allow()], [allow(), allow({ Sid: "again" })]),
  same(
    "split by actions",
    [allow({ Action: ["s3:GetObject", "s3:PutObject"] })],
    [allow({ Action: "s3:PutObject" }), allow()],
  ),
  same(
    "split by resources",
    [allow({ Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] })],
    [allow({ Resource: "arn:aws:s3:::b/*" }), allow({ Resource: "arn:aws:s3:::a/*" })],
  ),
  same(
    "merged by principals",
    [given({ AWS: "111122223333" }), given({ Service: "s3.amazonaws.com" })],
    [given({ AWS: "111122223333", Service: "s3.amazonaws.com" })],
  ),
  same(
    "an action that a glob already has",
    [allow({ Action: "s3:Get*" })],
    [allow({ Action: ["s3:Get*", "s3:GetObject"] })],
  ),
  same("a resource that a glob already has", [allow()], [allow({ Resource: [LAKE, "arn:aws:s3:::lake/a"] })]),
  same("two spellings of a glob", [allow({ Action: "s3:Get?*" })], [allow({ Action: "s3:Get*?" })]),
  same(
    "globs that together are one",
    [allow({ Action: "s3:*" })],
    [allow({ Action: ["s3:", "s3:?", "s3:??*"] })],
  ),
  same(
    "an account ID and its root",
    [given({ AWS: "111122223333" })],
    [given({ AWS: "arn:aws:iam::111122223333:root" })],
  ),
  same("two spellings of everybody", [given("*")], [given({ AWS: "*" })]),
  same(
    "a role of an account that is trusted",
    [given({ AWS: "111122223333" })],
    [given({ AWS: ["111122223333", "arn:aws:iam::111122223333:role/r"] })],
  ),
  same(
    "a session of a role that is trusted",
    [given({ AWS: "arn:aws:iam::111122223333:role/p/r" })],
    [given({ AWS: ["arn:aws:iam::111122223333:role/p/r", "arn:aws:sts::111122223333:assumed-role/r/s"] })],
  ),
  same(
    "a service that everybody includes",
    [given("*")],
    [given("*"), given({ Service: "s3.amazonaws.com" })],
  ),
  same("a statement that never applies", [allow()], [allow(), when("StringEquals", "aws:SourceVpce")]),
  same("a permission that stays denied", [deny({ Action: "s3:*" })], [deny({ Action: "s3:*" }), allow()]),
  same(
    "a condition twice",
    [when("StringLike", "aws:SourceVpce", "v*")],
    [
      allow({
        Condition: { StringLike: { "aws:SourceVpce": ["v*"] }, StringNotEquals: { "aws:SourceVpce": "x" } },
      }),
    ],
  ),
  same(
    "one value with either quantifier, for a key with one value",
    [when("ForAnyValue:StringEquals", "aws:PrincipalOrgID", "o-1")],
    [when("StringEquals", "aws:PrincipalOrgID", "o-1")],
  ),
  same(
    "the same placeholder",
    [allow({ Resource: "‹arn of lake/bucket›/*" })],
    [allow({ Resource: ["‹arn of lake/bucket›/*"] })],
  ),
  same(
    "the same unknown value",
    [allow({ Resource: new UnknownPart("a.arn") })],
    [allow({ Resource: [new UnknownPart("a.arn")] })],
  ),
  same(
    "the same unknown statement",
    [allow(), new UnknownPart("a.json")],
    [new UnknownPart("a.json"), allow()],
  ),
  same(
    "the same variable in another case",
    [allow({ Resource: "arn:aws:s3:::lake/${aws:username}/*" })],
    [allow({ Resource: "arn:aws:s3:::lake/${AWS:UserName}/*" })],
  ),
  {
    name: "a new action",
    before: [allow()],
    after: [allow({ Action: ["s3:GetObject", "s3:PutObject"] })],
    gained: [`Allow s3:PutObject on ${LAKE}`],
  },
  {
    name: "an action removed",
    before: [allow({ Action: ["s3:GetObject", "s3:PutObject"] })],
    after: [allow()],
    lost: [`Allow s3:PutObject on ${LAKE}`],
  },
  {
    name: "an action for a glob",
    before: [allow()],
    after: [allow({ Action: "s3:*" })],
    gained: [`Allow s3:* except s3:GetObject on ${LAKE}`],
  },
  {
    name: "a glob for an action",
    before: [allow({ Action: "s3:*" })],
    after: [allow()],
    lost: [`Allow s3:* except s3:GetObject on ${LAKE}`],
  },
  {
    name: "globs that overlap",
    before: [allow({ Action: "s3:Get*" })],
    after: [allow({ Action: "s3:*Object" })],
    gained: [`Allow s3:*Object except s3:Get* on ${LAKE}`],
    lost: [`Allow s3:Get* except s3:*Object on ${LAKE}`],
  },
  {
    name: "another bucket",
    before: [allow()],
    after: [allow({ Resource: "arn:aws:s3:::pond/*" })],
    gained: ["Allow s3:GetObject on arn:aws:s3:::pond/*"],
    lost: [GET],
  },
  {
    name: "a resource narrowed",
    before: [allow()],
    after: [allow({ Resource: "arn:aws:s3:::lake/a/*" })],
    lost: [`Allow s3:GetObject on ${LAKE} except arn:aws:s3:::lake/a/*`],
  },
  {
    name: "a resource in another case",
    before: [allow({ Resource: "arn:aws:s3:::lake/A" })],
    after: [allow({ Resource: "arn:aws:s3:::lake/a" })],
    gained: ["Allow s3:GetObject on arn:aws:s3:::lake/a"],
    lost: ["Allow s3:GetObject on arn:aws:s3:::lake/A"],
  },
  {
    name: "a star that stays in its segment",
    before: [allow({ Resource: "arn:aws:sqs:*:1:q" })],
    after: [allow({ Resource: ["arn:aws:sqs:*:1:q", "arn:aws:sqs:us:2:1:q"] })],
    gained: ["Allow s3:GetObject on arn:aws:sqs:us:2:1:q"],
  },
  {
    name: "an action and a resource at once",
    before: [allow()],
    after: [allow({ Action: ["s3:GetObject", "s3:PutObject"], Resource: [LAKE, "arn:aws:s3:::pond/*"] })],
    gained: [
      "Allow s3:GetObject on arn:aws:s3:::pond/*",
      `Allow s3:PutObject on ${LAKE}, arn:aws:s3:::pond/*`,
    ],
  },
  { name: "a policy that is created", before: [], after: [allow()], gained: [GET] },
  { name: "a policy that is deleted", before: [allow()], after: [], lost: [GET] },
  {
    name: "NotAction with another exception",
    before: [notAction("s3:PutObject")],
    after: [notAction("s3:PutObject", "s3:DeleteObject")],
    lost: [`Allow s3:DeleteObject on ${LAKE}`],
  },
  {
    name: "NotAction without an exception",
    before: [notAction("s3:PutObject", "s3:DeleteObject")],
    after: [notAction("s3:PutObject")],
    gained: [`Allow s3:DeleteObject on ${LAKE}`],
  },
  {
    name: "actions for NotAction",
    before: [allow()],
    after: [notAction("s3:PutObject")],
    gained: [`Allow * except s3:GetObject, s3:PutObject on ${LAKE}`],
  },
  {
    name: "NotResource without an exception",
    before: [notResource(LAKE, "arn:aws:s3:::pond/*")],
    after: [notResource(LAKE)],
    gained: ["Allow s3:GetObject on arn:aws:s3:::pond/*"],
  },
  {
    name: "NotPrincipal without an exception",
    before: [{ ...deny(), NotPrincipal: { AWS: ["111122223333", "444455556666"] } }],
    after: [{ ...deny(), NotPrincipal: { AWS: "111122223333" } }],
    lost: [`Deny s3:GetObject on ${LAKE} for arn:aws:iam::444455556666:root`],
  },
  {
    name: "a role for its account",
    before: [given({ AWS: "arn:aws:iam::111122223333:role/r" })],
    after: [given({ AWS: "111122223333" })],
    gained: [`${GET} for arn:aws:iam::111122223333:root except arn:aws:iam::111122223333:role/r`],
  },
  {
    name: "an account for its role",
    before: [given({ AWS: "111122223333" })],
    after: [given({ AWS: "arn:aws:iam::111122223333:role/r" })],
    lost: [`${GET} for arn:aws:iam::111122223333:root except arn:aws:iam::111122223333:role/r`],
  },
  {
    name: "a service for another one",
    before: [given({ Service: "s3.amazonaws.com" })],
    after: [given({ Service: "sns.amazonaws.com" })],
    gained: [`${GET} for sns.amazonaws.com`],
    lost: [`${GET} for s3.amazonaws.com`],
  },
  {
    name: "a service and a federated principal of one name",
    before: [given({ Service: "a.com" })],
    after: [given({ Federated: "a.com" })],
    gained: [`${GET} for a.com`],
    lost: [`${GET} for a.com`],
  },
  {
    name: "a Deny removed",
    before: [allow(), deny()],
    after: [allow()],
    gained: [`Deny s3:GetObject on ${LAKE}`],
  },
  {
    name: "a Deny added",
    before: [allow()],
    after: [allow(), deny()],
    lost: [`Deny s3:GetObject on ${LAKE}`],
  },
  {
    name: "a Deny narrowed",
    before: [deny({ Action: "s3:*" })],
    after: [deny({ Action: "s3:Put*" })],
    gained: [`Deny s3:* except s3:Put* on ${LAKE}`],
  },
  {
    name: "the Deny of requests without TLS removed",
    before: [deny({ Principal: "*", Condition: PLAIN_TEXT })],
    after: [],
    gained: [`Deny s3:GetObject on ${LAKE} for * if Bool aws:SecureTransport false`],
  },
  {
    name: "an Allow beside an equal Deny of some actions",
    before: [deny({ Action: "s3:Delete*" })],
    after: [deny({ Action: "s3:Delete*" }), allow({ Action: "s3:*" })],
    gained: [`Allow s3:* except s3:Delete* on ${LAKE}`],
  },
  {
    name: "an Allow beside an equal Deny under conditions",
    before: [deny({ Condition: PLAIN_TEXT })],
    after: [deny({ Condition: PLAIN_TEXT }), allow()],
    gained: [GET],
  },
  {
    name: "an external ID removed",
    before: [trust({ Condition: EXTERNAL_ID })],
    after: [trust()],
    gained: [
      "Allow sts:AssumeRole for arn:aws:iam::568237466542:root unless StringEquals sts:ExternalId abc (removed: StringEquals sts:ExternalId)",
    ],
  },
  {
    name: "an external ID changed",
    before: [trust({ Condition: EXTERNAL_ID })],
    after: [trust({ Condition: { StringEquals: { "sts:ExternalId": "xyz" } } })],
    gained: ["Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId xyz"],
    lost: ["Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId abc"],
  },
  {
    name: "an external ID added to the list",
    before: [trust({ Condition: EXTERNAL_ID })],
    after: [trust({ Condition: { StringEquals: { "sts:ExternalId": ["abc", "xyz"] } } })],
    gained: [
      "Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId xyz (removed: StringEquals sts:ExternalId)",
    ],
  },
  {
    name: "one of two conditions removed",
    before: [
      allow({
        Condition: { StringEquals: { "aws:SourceVpce": "v" }, Bool: { "aws:SecureTransport": "true" } },
      }),
    ],
    after: [allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    gained: [
      `${GET} if Bool aws:SecureTransport true unless StringEquals aws:SourceVpce v (removed: StringEquals aws:SourceVpce)`,
    ],
  },
  {
    name: "a condition replaced",
    before: [when("StringEquals", "aws:SourceVpce", "v")],
    after: [when("Bool", "aws:SecureTransport", "true")],
    gained: [
      `${GET} if Bool aws:SecureTransport true unless StringEquals aws:SourceVpce v (removed: StringEquals aws:SourceVpce)`,
    ],
    lost: [
      `${GET} if StringEquals aws:SourceVpce v unless Bool aws:SecureTransport true (added: Bool aws:SecureTransport)`,
    ],
  },
  ...wider(
    "StringEquals",
    when("StringEquals", "aws:SourceVpce", "v"),
    when("StringEquals", "aws:SourceVpce", "v", "w"),
    `${GET} if StringEquals aws:SourceVpce w`,
    "StringEquals aws:SourceVpce",
  ),
  ...wider(
    "StringNotEquals",
    when("StringNotEquals", "aws:SourceVpce", "v", "w"),
    when("StringNotEquals", "aws:SourceVpce", "v"),
    `${GET} if StringNotEquals aws:SourceVpce v unless StringNotEquals aws:SourceVpce v, w`,
    "StringNotEquals aws:SourceVpce",
  ),
  ...wider(
    "StringLike",
    when("StringLike", "aws:SourceVpce", "vpce-a*"),
    when("StringLike", "aws:SourceVpce", "vpce-*"),
    `${GET} if StringLike aws:SourceVpce vpce-* unless StringLike aws:SourceVpce vpce-a*`,
    "StringLike aws:SourceVpce",
  ),
  ...wider(
    "StringEqualsIgnoreCase",
    when("StringEquals", "aws:PrincipalTag/a", "X"),
    when("StringEqualsIgnoreCase", "aws:PrincipalTag/a", "x"),
    `${GET} if StringEqualsIgnoreCase aws:PrincipalTag/a x unless StringEquals aws:PrincipalTag/a X`,
    "StringEquals aws:PrincipalTag/a",
  ).slice(0, 1),
  ...wider(
    "ArnLike",
    when("ArnLike", "aws:SourceArn", "arn:aws:s3:::lake"),
    when("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"),
    `${GET} if ArnLike aws:SourceArn arn:aws:s3:::* unless ArnLike aws:SourceArn arn:aws:s3:::lake`,
    "ArnLike aws:SourceArn",
  ),
  same(
    "ArnEquals is ArnLike",
    [when("ArnLike", "aws:SourceArn", "arn:aws:s3:::l*")],
    [when("ArnEquals", "aws:SourceArn", "arn:aws:s3:::l*")],
  ),
  ...wider(
    "NumericLessThan",
    when("NumericLessThan", "aws:MultiFactorAuthAge", "60"),
    when("NumericLessThan", "aws:MultiFactorAuthAge", "3600"),
    `${GET} if NumericLessThan aws:MultiFactorAuthAge 3600 unless NumericLessThan aws:MultiFactorAuthAge 60`,
    "NumericLessThan aws:MultiFactorAuthAge",
  ),
  same(
    "NumericLessThanEquals of whole numbers",
    [when("NumericLessThan", "aws:MultiFactorAuthAge", "61")],
    [when("NumericLessThanEquals", "aws:MultiFactorAuthAge", "60")],
  ),
  ...wider(
    "DateLessThan",
    when("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
    when("DateLessThan", "aws:CurrentTime", "2027-01-01T00:00:00Z"),
    `${GET} if DateLessThan aws:CurrentTime 2027-01-01T00:00:00Z unless DateLessThan aws:CurrentTime 2026-01-01T00:00:00Z`,
    "DateLessThan aws:CurrentTime",
  ),
  same(
    "a date as seconds",
    [when("DateLessThan", "aws:EpochTime", "2024-01-01T00:00:00Z")],
    [when("DateLessThan", "aws:EpochTime", "1704067200")],
  ),
  ...wider(
    "IpAddress",
    when("IpAddress", "aws:SourceIp", "10.1.0.0/16"),
    when("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
    `${GET} if IpAddress aws:SourceIp 10.0.0.0/8 unless IpAddress aws:SourceIp 10.1.0.0/16`,
    "IpAddress aws:SourceIp",
  ),
  same(
    "all addresses and some of them",
    [when("IpAddress", "aws:SourceIp", "0.0.0.0/0")],
    [when("IpAddress", "aws:SourceIp", "0.0.0.0/0", "10.1.2.3", "10.0.0.0/8")],
  ),
  ...wider(
    "all addresses",
    when("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
    when("IpAddress", "aws:SourceIp", "0.0.0.0/0", "::/0"),
    `${GET} if IpAddress aws:SourceIp ::/0`,
    "IpAddress aws:SourceIp",
  ),
  same(
    "a block as its halves",
    [when("IpAddress", "aws:SourceIp", "10.0.0.0/8")],
    [when("IpAddress", "aws:SourceIp", "10.0.0.0/9", "10.128.0.0/9")],
  ),
  ...wider(
    "NotIpAddress",
    when("NotIpAddress", "aws:SourceIp", "10.0.0.0/8"),
    when("NotIpAddress", "aws:SourceIp", "10.0.0.0/16"),
    `${GET} if NotIpAddress aws:SourceIp 10.0.0.0/16 unless NotIpAddress aws:SourceIp 10.0.0.0/8`,
    "NotIpAddress aws:SourceIp",
  ),
  ...wider(
    "Bool",
    when("Bool", "aws:SecureTransport", "true"),
    allow(),
    `${GET} unless Bool aws:SecureTransport true`,
    "Bool aws:SecureTransport",
  ),
  ...wider(
    "IfExists",
    when("StringEquals", "aws:SourceVpce", "v"),
    when("StringEqualsIfExists", "aws:SourceVpce", "v"),
    `${GET} if StringEqualsIfExists aws:SourceVpce v unless StringEquals aws:SourceVpce v`,
    "StringEquals aws:SourceVpce",
  ),
  ...wider(
    "Null",
    when("Null", "aws:SourceVpce", "false"),
    allow(),
    `${GET} unless Null aws:SourceVpce false`,
    "Null aws:SourceVpce",
  ),
  same(
    "Null and IfExists",
    [when("StringEquals", "aws:SourceVpce", "v")],
    [
      allow({
        Condition: { StringEqualsIfExists: { "aws:SourceVpce": "v" }, Null: { "aws:SourceVpce": "false" } },
      }),
    ],
  ),
  ...wider(
    "ForAllValues",
    when("ForAllValues:StringEquals", "aws:TagKeys", "a"),
    when("ForAllValues:StringEquals", "aws:TagKeys", "a", "b"),
    `${GET} if ForAllValues:StringEquals aws:TagKeys a, b unless ForAllValues:StringEquals aws:TagKeys a`,
    "ForAllValues:StringEquals aws:TagKeys",
  ),
  ...wider(
    "ForAnyValue",
    when("ForAnyValue:StringLike", "aws:TagKeys", "a*"),
    when("ForAnyValue:StringLike", "aws:TagKeys", "*"),
    `${GET} if ForAnyValue:StringLike aws:TagKeys * unless ForAnyValue:StringLike aws:TagKeys a*`,
    "ForAnyValue:StringLike aws:TagKeys",
  ),
  {
    name: "ForAllValues, which requests without the key meet, for ForAnyValue",
    before: [when("ForAnyValue:StringEquals", "aws:TagKeys", "a")],
    after: [when("ForAllValues:StringEquals", "aws:TagKeys", "a")],
    gained: [
      `${GET} if ForAllValues:StringEquals aws:TagKeys a unless ForAnyValue:StringEquals aws:TagKeys a`,
    ],
    lost: [`${GET} if ForAnyValue:StringEquals aws:TagKeys a unless ForAllValues:StringEquals aws:TagKeys a`],
  },
  {
    name: "a variable for a glob",
    before: [allow()],
    after: [allow({ Resource: "arn:aws:s3:::lake/${aws:username}/*" })],
    lost: [`${GET} except arn:aws:s3:::lake/\${aws:username}/*`],
  },
  {
    name: "a glob for a variable",
    before: [allow({ Resource: "arn:aws:s3:::lake/${aws:username}/*" })],
    after: [allow()],
    gained: [`${GET} except arn:aws:s3:::lake/\${aws:username}/*`],
  },
  {
    name: "a variable for a name",
    before: [allow({ Resource: "arn:aws:s3:::lake/ann/*" })],
    after: [allow({ Resource: "arn:aws:s3:::lake/${aws:username}/*" })],
    gained: ["Allow s3:GetObject on arn:aws:s3:::lake/${aws:username}/*"],
    lost: ["Allow s3:GetObject on arn:aws:s3:::lake/ann/*"],
  },
  {
    name: "an escaped star",
    before: [allow({ Resource: "arn:aws:s3:::lake/${*}" })],
    after: [allow()],
    gained: [`${GET} except arn:aws:s3:::lake/\${*}`],
  },
  {
    name: "a placeholder for an ARN",
    before: [allow()],
    after: [allow({ Resource: "‹arn of lake/bucket›/*" })],
    gained: ["Allow s3:GetObject on ‹arn of lake/bucket›/*"],
    lost: [GET],
  },
  {
    name: "more of a placeholder",
    before: [allow({ Resource: "‹arn of lake/bucket›/a/*" })],
    after: [allow({ Resource: "‹arn of lake/bucket›/*" })],
    gained: ["Allow s3:GetObject on ‹arn of lake/bucket›/* except ‹arn of lake/bucket›/a/*"],
  },
  {
    name: "a placeholder in a condition",
    before: [trust({ Condition: EXTERNAL_ID })],
    after: [trust({ Condition: { StringEquals: { "sts:ExternalId": "‹external ID›" } } })],
    gained: [
      "Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId ‹external ID›",
    ],
    lost: ["Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId abc"],
  },
  {
    name: "an unknown resource",
    before: [allow()],
    after: [allow({ Resource: new UnknownPart("a.arn") })],
    unclear: ["gained Allow s3:GetObject on ‹known after apply: a.arn›", `lost ${GET}`],
  },
  {
    name: "an unknown resource of a new action",
    before: [allow()],
    after: [allow(), allow({ Action: "s3:PutObject", Resource: new UnknownPart() })],
    gained: ["Allow s3:PutObject on ‹known after apply›"],
  },
  {
    name: "a condition removed from an unknown resource",
    before: [allow({ Resource: new UnknownPart("a"), Condition: PLAIN_TEXT })],
    after: [allow({ Resource: new UnknownPart("a") })],
    gained: [
      "Allow s3:GetObject on ‹known after apply: a› unless Bool aws:SecureTransport false (removed: Bool aws:SecureTransport)",
    ],
  },
  {
    name: "an unknown value of a condition",
    before: [trust({ Condition: EXTERNAL_ID })],
    after: [trust({ Condition: { StringEquals: { "sts:ExternalId": new UnknownPart("x") } } })],
    unclear: [
      "gained Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId ‹known after apply: x›",
      "lost Allow sts:AssumeRole for arn:aws:iam::568237466542:root if StringEquals sts:ExternalId abc",
    ],
  },
  {
    name: "an unknown statement",
    before: [allow()],
    after: [allow({ Action: "s3:PutObject" }), new UnknownPart("a.json")],
    unclear: [`gained Allow s3:PutObject on ${LAKE}`, `lost ${GET}`],
  },
  {
    name: "an operator that nobody knows",
    before: [when("StringAlmost", "aws:SourceVpce", "v")],
    after: [when("StringAlmost", "aws:SourceVpce", "w")],
    unclear: [
      `gained ${GET} if StringAlmost aws:SourceVpce w unless StringAlmost aws:SourceVpce v`,
      `lost ${GET} if StringAlmost aws:SourceVpce v unless StringAlmost aws:SourceVpce w`,
    ],
  },
];
