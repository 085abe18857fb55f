/** What rules ask about policies. */
import { actionsOf, principalsOf, resourcesOf } from "./patterns";
import { testOf, type Test } from "./operators";
import {
  UnknownPart,
  type Choice,
  type Condition,
  type Policy,
  type PolicyText,
  type Statement,
} from "./policy";
import { containsPattern, type Pattern, type Selection } from "./selection";

const everything = (values: readonly string[]): Choice => ({ isNot: false, values });

/** Whether a selection has no exception and one of its patterns matches all that `pattern` matches. */
const selectsAll = ({ include, exclude }: Selection, pattern: Pattern | undefined): boolean =>
  pattern !== undefined && exclude.length === 0 && containsPattern(include, pattern);

const [ANY_ACTION] = actionsOf(everything(["*:*"])).include;
const [ANY_IAM_ACTION] = actionsOf(everything(["iam:*"])).include;
const [ANYTHING] = resourcesOf(everything(["*"]), false).include;

/** Whether a statement allows all actions on all resources. Its conditions do not matter. */
export const isAdministrator = (statement: Statement): boolean => allowsEverywhere(statement, ANY_ACTION);

/** Whether a statement allows all actions of IAM on all resources, so that its principal can give itself every permission. */
export const canGrantEverything = (statement: Statement): boolean =>
  allowsEverywhere(statement, ANY_IAM_ACTION);

const allowsEverywhere = ({ effect, actions, resources }: Statement, action: Pattern | undefined): boolean =>
  effect === "Allow" &&
  resources !== undefined &&
  (actions.isNot || actions.values.some((value) => value instanceof UnknownPart || value.includes("*"))) &&
  selectsAll(actionsOf(actions), action) &&
  selectsAll(resourcesOf(resources, false), ANYTHING);

/**
 * Whether a statement of a resource's policy allows everybody: its principal is `*`, or everybody except some, and no condition limits it
 * to accounts, organizations, ARNs, VPCs or addresses. Source: Amazon S3 User Guide, The meaning of "public".
 */
export const isPublic = ({ effect, principals, conditions, unknownConditions }: Statement): boolean =>
  effect === "Allow" &&
  principals !== undefined &&
  (principals.isNot || principalsOf(principals).include.some((one) => one.text === "*")) &&
  unknownConditions.length === 0 &&
  !conditions.some(isRestriction);

/** Keys whose value is an ARN. Other values are restrictions if they have no wildcard. */
const ARN_KEYS = ["aws:sourcearn", "aws:principalarn", "s3:dataaccesspointarn", "aws:sourceinstancearn"];
const ADDRESS_KEYS = ["aws:sourceip", "aws:vpcsourceip"];
const ID_KEYS = [
  ...[
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
  ],
  ...["aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid"],
  ...["s3:dataaccesspointaccount", "kms:calleraccount"],
];

/** Whether only requests that have the key with one of the values meet the condition. */
const requiresValue = ({ isNegated, ifExists, quantifier }: Test): boolean =>
  !isNegated && !ifExists && quantifier !== "all";

/** Whether requests without the key do not meet the condition, and all of its values are restrictions. */
function isRestriction(condition: Condition): boolean {
  const test = testOf(condition, true);
  const { key, comparison } = test;
  if (!requiresValue(test) || condition.values.length === 0) {
    return false;
  }
  if (ADDRESS_KEYS.includes(key)) {
    return (
      comparison.family === "address" &&
      comparison.values.every(({ version, prefix }) => prefix >= MIN_PREFIX[version])
    );
  }
  const isSpecific = ARN_KEYS.includes(key)
    ? isSpecificArn
    : ID_KEYS.includes(key)
      ? isSpecificId
      : undefined;
  return comparison.family === "text" && isSpecific !== undefined && condition.values.every(isSpecific);
}

/** Larger blocks count as public. Source: Amazon S3 User Guide, The meaning of "public". */
const MIN_PREFIX = { 4: 8, 6: 32 } as const;

/** A value that the author of the policy chose, also if it is not known yet. A variable is one if it is about the resource. */
const isSpecificId = (value: PolicyText): boolean =>
  value instanceof UnknownPart ||
  (!/\$\{(?!aws:resource)/i.test(value) && !isWild(value.replace(/\/\*$/, "")));

const isWild = (text: string): boolean => /[*?]/.test(text);

/** An ARN of one account, or of one resource: the ARN of a bucket has no account. */
function isSpecificArn(value: PolicyText): boolean {
  if (value instanceof UnknownPart) {
    return true;
  }
  const [prefix, , , , account = "", ...resource] = value.split(":");
  return prefix === "arn"
    ? (account !== "" && isSpecificId(account)) || isSpecificId(resource.join(":"))
    : isSpecificId(value);
}

/**
 * Whether a policy denies everybody requests without TLS, or with an old version of TLS, at least for some actions.
 * Source: Amazon S3 User Guide, Security best practices, Enforce encryption of data in transit.
 */
export const requiresTls = ({ statements, hasVariables }: Policy): boolean =>
  statements.some(
    ({ effect, principals, conditions, unknownConditions }) =>
      effect === "Deny" &&
      principals !== undefined &&
      selectsAll(principalsOf(principals), ANYTHING) &&
      conditions.length === 1 &&
      unknownConditions.length === 0 &&
      conditions.every((condition) => isMissingTls(testOf(condition, hasVariables))),
  );

const isMissingTls = ({ key, comparison, isNegated, condition: { operator, values } }: Test): boolean =>
  (key === "aws:securetransport" &&
    (comparison.family === "boolean" || comparison.family === "text") &&
    String(values).toLowerCase() === (isNegated ? "true" : "false")) ||
  (key === "s3:tlsversion" && /^NumericLessThan/i.test(operator));

const ASSUME = actionsOf(everything(["sts:AssumeRole"])).include;

const assumptions = ({ statements }: Policy): Statement[] =>
  statements.filter(({ effect, actions }) => {
    const { include, exclude } = actionsOf(actions);
    return (
      effect === "Allow" &&
      ASSUME.every((one) => containsPattern(include, one) && !containsPattern(exclude, one))
    );
  });

/** Conditions that only requests with one of their external IDs meet. */
const externalIds = ({ conditions }: Statement): Condition[] =>
  conditions.filter((condition) => {
    const test = testOf(condition, true);
    return test.key === "sts:externalid" && requiresValue(test) && test.comparison.family === "text";
  });

/** The external IDs with which a trust policy allows its role to be assumed, sorted. Unknown ones come last. */
export function externalIdsOf(trust: Policy): PolicyText[] {
  const all = assumptions(trust).flatMap((statement) =>
    externalIds(statement).flatMap(({ values }) => values),
  );
  const known = all.filter((value) => typeof value === "string");
  return [...[...new Set(known)].sort(), ...all.filter((value) => value instanceof UnknownPart)];
}

/**
 * The AWS principals that a trust policy lets assume its role without an external ID, or with any (`*`), sorted. Accounts are ARNs of their
 * root. Principals of `account`, an account ID, need no external ID.
 */
export function trustedWithoutExternalId(trust: Policy, account?: string): string[] {
  const open = assumptions(trust).filter(
    (statement) =>
      !statement.conditions.some(isOfOrganization) &&
      !externalIds(statement).some(({ values }) => !values.some(isAnyText)),
  );
  const names = open.flatMap(({ principals }) => {
    if (principals === undefined) {
      return [];
    }
    const aws = principals.values.filter(({ kind }) => kind === undefined || kind === "AWS");
    return principals.isNot
      ? ["*"]
      : principalsOf({ ...principals, values: aws }).include.map(({ text }) => text);
  });
  return [...new Set(names)]
    .filter((name) => account === undefined || !name.includes(`::${account}:`))
    .sort();
}

const ORGANIZATION_KEYS = ["aws:principalorgid", "aws:principalorgpaths"];

/** Whether only principals of an organization meet the condition. */
const isOfOrganization = (condition: Condition): boolean =>
  ORGANIZATION_KEYS.includes(condition.key.toLowerCase()) && isRestriction(condition);

/** Whether a pattern matches every external ID. */
const isAnyText = (value: PolicyText): boolean => typeof value === "string" && /^[*?]+$/.test(value);

/** Identity providers that anybody can get a token from, with the claims that are the same in the tokens of all their users. */
const SHARED_PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  "token.actions.githubusercontent.com": ["aud"],
  "gitlab.com": ["aud"],
  "app.terraform.io": ["aud"],
  "agent.buildkite.com": ["aud"],
  "cognito-identity.amazonaws.com": ["amr"],
  "accounts.google.com": [],
  "www.amazon.com": [],
  "graph.facebook.com": [],
};

/**
 * The shared identity providers, such as GitHub Actions, all of whose users can assume the role of a trust policy, sorted: no condition limits
 * their claims, such as the subject. Source: IAM User Guide, Identity-provider controls for shared OIDC providers.
 */
export function providersWithoutSubject({ statements }: Policy): string[] {
  const names = statements.flatMap((statement) =>
    statement.effect === "Allow" && statement.principals?.isNot === false
      ? statement.principals.values
          .filter(({ kind }) => kind === "Federated")
          .map(({ name }) => String(name).replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, ""))
          .filter((provider) => !statement.conditions.some((one) => limitsUsers(one, provider)))
      : [],
  );
  return [...new Set(names)].filter((name) => Object.hasOwn(SHARED_PROVIDERS, name)).sort();
}

function limitsUsers(condition: Condition, provider: string): boolean {
  const test = testOf(condition, true);
  const claim = test.key.startsWith(`${provider}:`) ? test.key.slice(provider.length + 1) : undefined;
  return (
    claim !== undefined &&
    SHARED_PROVIDERS[provider]?.includes(claim) === false &&
    requiresValue(test) &&
    condition.values.every((value) => value instanceof UnknownPart || isOfSomebody(claim, value))
  );
}

/** Whether a claim names somebody before its first wildcard. A subject starts with the kind of its name: `repo:acme/data`. */
const isOfSomebody = (claim: string, value: string): boolean =>
  !isWild(value) || (claim === "sub" ? /^[^:*?]+:[^:*?]/ : /^[^*?]/).test(value);
