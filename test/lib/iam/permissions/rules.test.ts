import {
  externalIdsOf,
  isAdministrator,
  isPublic,
  providersWithoutSubject,
  readPolicy,
  requiresTls,
  trustedWithoutExternalId,
  UnknownPart,
  type Policy,
  type Statement,
} from "../../../../lib/iam/permissions";

const policy = (...statements: readonly object[]): Policy => {
  const { policy: read, problem } = readPolicy({ Version: "2012-10-17", Statement: statements });
  if (read === undefined) {
    throw new Error(problem);
  }
  return read;
};
const statement = (members: object): Statement => policy(members).statements[0] as Statement;

describe("a public statement", () => {
  const open = (members: object = {}): Statement =>
    statement({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", ...members });
  const when = (operator: string, key: string, value: unknown): boolean =>
    isPublic(open({ Condition: { [operator]: { [key]: value } } }));

  it("allows everybody", () => {
    expect(isPublic(open())).toBe(true);
    expect(isPublic(open({ Principal: { AWS: ["111122223333", "*"] } }))).toBe(true);
    expect(
      isPublic(
        statement({ Effect: "Allow", NotPrincipal: { AWS: "111122223333" }, Action: "*", Resource: "*" }),
      ),
    ).toBe(true);
  });

  it("does not deny, and does not name who it allows", () => {
    expect(isPublic(open({ Effect: "Deny" }))).toBe(false);
    expect(isPublic(open({ Principal: { AWS: "111122223333" } }))).toBe(false);
    expect(isPublic(statement({ Effect: "Allow", Action: "*", Resource: "*" }))).toBe(false);
  });

  it.each<[string, string, unknown]>([
    ["StringEquals", "aws:SourceAccount", "111122223333"],
    ["StringEquals", "AWS:SourceOwner", "111122223333"],
    ["StringEquals", "aws:PrincipalOrgID", "o-1"],
    ["StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/r-1/*"],
    ["StringEquals", "aws:SourceVpce", ["vpce-1", "vpce-2"]],
    ["StringEquals", "aws:SourceVpc", "vpc-1"],
    ["StringEquals", "kms:CallerAccount", "111122223333"],
    ["StringEquals", "s3:DataAccessPointAccount", "111122223333"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::lake"],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:*"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"],
    ["ArnLike", "aws:SourceArn", "‹arn of lake/bucket›"],
    ["IpAddress", "aws:SourceIp", ["10.0.0.0/8", "2001:db8::/32"]],
    ["StringEquals", "aws:SourceVpce", new UnknownPart()],
  ])("is restricted by %s %s %j", (operator, key, value) => {
    expect(when(operator, key, value)).toBe(false);
  });

  it.each<[string, string, unknown]>([
    ["StringNotEquals", "aws:SourceAccount", "111122223333"],
    ["StringEqualsIfExists", "aws:SourceVpce", "vpce-1"],
    ["ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1"],
    ["StringLike", "aws:SourceAccount", "*"],
    ["StringLike", "aws:PrincipalOrgID", ["o-1", "o-*"]],
    ["StringEquals", "aws:SourceAccount", "${aws:PrincipalAccount}"],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*"],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:t*"],
    ["IpAddress", "aws:SourceIp", "0.0.0.0/0"],
    ["IpAddress", "aws:SourceIp", ["10.0.0.0/8", "::/0"]],
    ["NotIpAddress", "aws:SourceIp", "10.0.0.0/8"],
    ["Bool", "aws:SecureTransport", "true"],
    ["StringEquals", "aws:UserAgent", "x"],
  ])("is not restricted by %s %s %j", (operator, key, value) => {
    expect(when(operator, key, value)).toBe(true);
  });
});

it.each<[object, boolean]>([
  [{ Action: "*", Resource: "*" }, true],
  [{ Action: ["s3:GetObject", "*:*"], Resource: ["*"] }, true],
  [{ Action: "*", Resource: "arn:aws:s3:::*" }, false],
  [{ Action: "s3:*", Resource: "*" }, false],
  [{ NotAction: "iam:*", Resource: "*" }, false],
  [{ Effect: "Deny", Action: "*", Resource: "*" }, false],
])("whether %j is an administrator: %s", (members, expected) => {
  expect(isAdministrator(statement({ Effect: "Allow", ...members }))).toBe(expected);
});

it.each<[object, boolean]>([
  [{ Bool: { "aws:SecureTransport": "false" } }, true],
  [{ BoolIfExists: { "AWS:SecureTransport": false } }, true],
  [{ StringNotEquals: { "aws:SecureTransport": "true" } }, true],
  [{ NumericLessThan: { "s3:TlsVersion": "1.2" } }, true],
  [{ Bool: { "aws:SecureTransport": "true" } }, false],
  [{ Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:SourceVpce": "v" } }, false],
])("whether a Deny if %j requires TLS: %s", (Condition, expected) => {
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", Condition };

  expect(requiresTls(policy(deny))).toBe(expected);
  expect(requiresTls(policy({ ...deny, Effect: "Allow" }))).toBe(false);
  expect(requiresTls(policy({ ...deny, Principal: { AWS: "111122223333" } }))).toBe(false);
});

describe("a trust policy", () => {
  const trust = (Principal: unknown, Condition?: object): object => ({
    Effect: "Allow",
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Principal,
    ...(Condition && { Condition }),
  });
  const polytomic = { AWS: "568237466542" };
  const root = "arn:aws:iam::568237466542:root";

  it("has external IDs", () => {
    const part = new UnknownPart("x");
    const document = policy(
      trust(polytomic, { StringEquals: { "STS:externalid": ["b", "a", part] } }),
      trust(polytomic, { StringLike: { "sts:ExternalId": "a" } }),
      trust(polytomic, { StringNotEquals: { "sts:ExternalId": "c" } }),
    );

    expect(externalIdsOf(document)).toEqual(["a", "b", part]);
  });

  it.each<[string, object | undefined, readonly string[]]>([
    ["no condition", undefined, [root]],
    ["an external ID", { StringEquals: { "sts:ExternalId": "a" } }, []],
    ["any external ID", { StringLike: { "sts:ExternalId": "*" } }, [root]],
    ["an external ID if there is one", { StringEqualsIfExists: { "sts:ExternalId": "a" } }, [root]],
    ["another condition", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, [root]],
  ])("with %s", (_, condition, expected) => {
    expect(trustedWithoutExternalId(policy(trust(polytomic, condition)))).toEqual(expected);
  });

  it("needs no external ID for services, for other actions, and for its own account", () => {
    const document = policy(
      trust({ Service: "ec2.amazonaws.com" }),
      trust({ AWS: ["111122223333", "arn:aws:iam::111122223333:role/r"] }),
      { ...trust(polytomic), Action: "sts:TagSession" },
    );

    expect(trustedWithoutExternalId(document, "111122223333")).toEqual([]);
    expect(trustedWithoutExternalId(document)).toEqual([
      "arn:aws:iam::111122223333:role/r",
      "arn:aws:iam::111122223333:root",
    ]);
  });

  const github = "token.actions.githubusercontent.com";
  const cognito = "cognito-identity.amazonaws.com";

  it.each<[string, string, object | undefined, boolean]>([
    ["no condition", github, undefined, true],
    ["the audience only", github, { StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } }, true],
    ["a repository", github, { StringLike: { [`${github}:sub`]: "repo:acme/lake:*" } }, false],
    ["an owner", github, { StringLike: { [`${github}:sub`]: "repo:acme*" } }, false],
    ["any owner", github, { StringLike: { [`${github}:sub`]: "repo:*/lake:*" } }, true],
    ["any subject", github, { StringLike: { [`${github}:SUB`]: "*" } }, true],
    ["a subject or any", github, { StringLike: { [`${github}:sub`]: ["repo:acme/lake:*", "*"] } }, true],
    ["not a subject", github, { StringNotLike: { [`${github}:sub`]: "repo:acme/lake:*" } }, true],
    [
      "a subject if there is one",
      github,
      { "ForAllValues:StringLike": { [`${github}:sub`]: "repo:acme/lake:*" } },
      true,
    ],
    ["another claim", github, { StringEquals: { [`${github}:repository_owner_id`]: "12" } }, false],
    ["an unknown subject", github, { StringLike: { [`${github}:sub`]: new UnknownPart("x") } }, false],
    ["another provider's claim", github, { StringLike: { "gitlab.com:sub": "project_path:acme/*" } }, true],
    ["an identity pool", cognito, { StringEquals: { [`${cognito}:aud`]: "us-east-1:1" } }, false],
    [
      "whoever signs in",
      cognito,
      { "ForAnyValue:StringLike": { [`${cognito}:amr`]: "authenticated" } },
      true,
    ],
  ])("with %s of the provider %s", (_, provider, condition, isOpen) => {
    const name = provider === cognito ? provider : `arn:aws:iam::111122223333:oidc-provider/${provider}`;

    expect(providersWithoutSubject(policy(trust({ Federated: name }, condition)))).toEqual(
      isOpen ? [provider] : [],
    );
  });

  it("does not ask for a subject of a provider that only its owner can get tokens from", () => {
    const cluster = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A1";

    expect(providersWithoutSubject(policy(trust({ Federated: [cluster, "SAML"] })))).toEqual([]);
  });
});
