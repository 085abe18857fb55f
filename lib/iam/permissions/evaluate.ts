/** What a policy decides about one request. Source: IAM User Guide, Policy evaluation logic. */
import { Glob, isCharacter, MANY } from "./glob";
import { matchesGlob } from "./language";
import { testOf, type Test } from "./operators";
import { actionsOf, principalsOf, resourcesOf } from "./patterns";
import type { Policy, Statement } from "./policy";
import { holds } from "./requests";
import type { Selection } from "./selection";

/** A request to AWS. Its strings can contain placeholders for values that are not known: `‹ARN of key lake/key›`. */
export interface AwsRequest {
  /** The ARN of a role, user or session, or the name of a service: `s3.amazonaws.com`. */
  readonly principal: string;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** The ARN of what the request uses. */
  readonly resource: string;
  /** The values of condition keys, whose case does not matter. A key that is absent is not part of the request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** The statements of a policy that match a request. One denial wins over every permission, also over those of other policies. */
export interface Match {
  readonly allowing: readonly Statement[];
  readonly denying: readonly Statement[];
  /** Those that match only if a condition is met that cannot be interpreted. */
  readonly unclear: readonly Statement[];
}

/** The statements of a policy that match a request. */
export function matchRequest({ statements, hasVariables }: Policy, request: AwsRequest): Match {
  const context = new Map(
    Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), [value].flat().map(tokensOf)]),
  );
  const matched = statements.map((statement) => ({
    statement,
    answer: matches(statement, hasVariables, request, context),
  }));
  const those = (answer: boolean | undefined, effect?: Statement["effect"]): Statement[] =>
    matched
      .filter((one) => one.answer === answer && (effect ?? one.statement.effect) === one.statement.effect)
      .map(({ statement }) => statement);
  return { allowing: those(true, "Allow"), denying: those(true, "Deny"), unclear: those(undefined) };
}

/** The values of condition keys, which are in lower case. A value is its characters and placeholders. */
type Context = ReadonlyMap<string, readonly (readonly string[])[]>;

function matches(
  statement: Statement,
  hasVariables: boolean,
  { principal, action, resource }: AwsRequest,
  context: Context,
): boolean | undefined {
  if (
    !selects(actionsOf(statement.actions), [...action.toLowerCase()], context) ||
    !selects(resourcesOf(statement.resources, hasVariables), tokensOf(resource), context) ||
    !selects(principalsOf(statement.principals), principalTokens(principal), context)
  ) {
    return false;
  }
  const tests = statement.conditions.map((condition) => testOf(condition, hasVariables));
  const [opaque, clear] = [true, false].map((isOpaque) =>
    tests.filter(({ comparison }) => (comparison.family === "opaque") === isOpaque),
  ) as [Test[], Test[]];
  if (!clear.every((test) => holdsIn(context, test))) {
    return false;
  }
  return opaque.length + statement.unknownConditions.length > 0 ? undefined : true;
}

function selects({ include, exclude }: Selection, text: readonly string[], context: Context): boolean {
  const globsOf = (patterns: Selection["include"]): Glob[] =>
    patterns.flatMap(({ globs }) => globs.map((glob) => withVariables(glob, context)));
  const excluded = globsOf(exclude);
  return (
    globsOf(include).some((glob) => matchesGlob(glob, text)) &&
    !excluded.some((glob) => matchesGlob(hasVariable(glob) ? ofSameService(glob) : glob, text))
  );
}

/** All resources of the service, region and account of an ARN. */
function ofSameService({ tokens, ignoresCase }: Glob): Glob {
  let colons = 0;
  const end = tokens.findIndex((token) => token === ":" && ++colons === 5);
  return new Glob([...tokens.slice(0, end + 1), MANY], ignoresCase);
}

function holdsIn(context: Context, test: Test): boolean {
  const { comparison } = test;
  const values = context.get(test.key);
  if (comparison.family !== "text") {
    return holds(test, values);
  }
  const globs = comparison.globs.map((glob) => withVariables(glob, context));
  return (
    !(test.isNegated && values !== undefined && globs.some(hasVariable)) &&
    holds({ ...test, comparison: { ...comparison, globs } }, values)
  );
}

/** Whether a policy variable has no value. It equals nothing, and is different from nothing. */
const hasVariable = ({ tokens }: Glob): boolean => tokens.some((token) => token.startsWith("${"));

/** Puts the values of condition keys in place of policy variables. */
function withVariables(glob: Glob, context: Context): Glob {
  if (!hasVariable(glob)) {
    return glob;
  }
  const tokens = glob.tokens.flatMap((token) => {
    const [, name] = /^\$\{([^}]+)\}$/.exec(token) ?? [];
    const [value, ...others] = (name === undefined ? undefined : context.get(name)) ?? [];
    return value === undefined || others.length > 0
      ? [token]
      : value.map((one) => (glob.ignoresCase && isCharacter(one) ? one.toLowerCase() : one));
  });
  return new Glob(tokens, glob.ignoresCase);
}

/** The kind of a principal is part of the pattern, so that a service is no AWS principal. */
const principalTokens = (principal: string): string[] => [
  ...(/\.amazonaws\.com(\.cn)?$/.test(principal) ? "Service:" : "AWS:"),
  ...tokensOf(principal),
];

/** The characters of a string. A placeholder is one token. */
export const tokensOf = (text: string): string[] => text.match(/‹[^›]*›|[\s\S]/g) ?? [];
