/** IAM policies of any kind as data, read from JSON that nothing has validated. Loads nothing. */

/** A part of a policy that is known only after the apply. */
export class UnknownPart {
  public constructor(
    /** What it is computed from. Two unknown parts are equal only if both have the same expression. */
    public readonly expression?: string,
  ) {}

  /** How a reader sees it: `‹known after apply: aws_sqs_queue.lake.arn›`. */
  public toString(): string {
    return this.expression === undefined ? "‹known after apply›" : `‹known after apply: ${this.expression}›`;
  }
}

/** A string of a policy. */
export type PolicyText = string | UnknownPart;

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Choice {
  /** Whether it is everything except `values`. */
  readonly isNot: boolean;
  readonly values: readonly PolicyText[];
}

/** A principal, such as `Service` `s3.amazonaws.com`. */
export interface Principal {
  /** `undefined` if it is unknown. The principal `*` is the `AWS` principal `*`. */
  readonly kind: string | undefined;
  readonly name: PolicyText;
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalChoice {
  readonly isNot: boolean;
  readonly values: readonly Principal[];
}

/** A condition of a statement: `StringEquals`, `sts:ExternalId`, its values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly PolicyText[];
}

/** A statement of a policy. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** `undefined` in the policy of an identity. */
  readonly principals: PrincipalChoice | undefined;
  readonly actions: Choice;
  /** `undefined` in a trust policy. */
  readonly resources: Choice | undefined;
  readonly conditions: readonly Condition[];
  /** Conditions that are unknown as a whole. */
  readonly unknownConditions: readonly UnknownPart[];
}

/** A policy. */
export interface Policy {
  /** Whether `${aws:username}` is a variable: since version 2012-10-17. Older policies contain it as plain characters. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
  /** Statements that are unknown as a whole. */
  readonly unknownStatements: readonly UnknownPart[];
}

/** A policy, or what is wrong with it: `statement 2: Action is missing`. */
export type ReadPolicy =
  | { readonly policy: Policy; readonly problem?: never }
  | { readonly policy?: never; readonly problem: string };

/** Thrown and caught in this file. */
class Problem extends Error {}

/**
 * Reads a policy from JSON, or from its parsed form. Accepts what AWS accepts: one statement or several, a string or an array of strings,
 * booleans and numbers in conditions. {@link UnknownPart} can be the value of every element, an item of each array, or the policy.
 */
export function readPolicy(document: unknown): ReadPolicy {
  try {
    return { policy: policyOf(typeof document === "string" ? parsed(document) : document) };
  } catch (error) {
    if (error instanceof Problem) {
      return { problem: error.message };
    }
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(text.trim() === "" ? "the policy is empty" : "the policy is not JSON");
  }
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof UnknownPart);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The member, unless it is absent. `null` is what Terraform writes for an absent value. */
const member = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? (members[name] ?? undefined) : undefined;

function policyOf(document: unknown): Policy {
  if (document instanceof UnknownPart) {
    return { hasVariables: true, statements: [], unknownStatements: [document] };
  }
  if (!isMembers(document)) {
    throw new Problem("the policy is not an object");
  }
  const statements = member(document, "Statement");
  if (statements === undefined) {
    throw new Problem("Statement is missing");
  }
  const read = listOf(statements).map((statement, index) => statementOf(statement, `statement ${index + 1}`));
  return {
    hasVariables: member(document, "Version") === "2012-10-17",
    statements: read.filter((one): one is Statement => !(one instanceof UnknownPart)),
    unknownStatements: read.filter((one) => one instanceof UnknownPart),
  };
}

function statementOf(statement: unknown, where: string): Statement | UnknownPart {
  if (statement instanceof UnknownPart) {
    return statement;
  }
  if (!isMembers(statement)) {
    throw new Problem(`${where}: expected an object`);
  }
  const effect = member(statement, "Effect");
  if (effect instanceof UnknownPart) {
    return effect;
  }
  if (effect !== "Allow" && effect !== "Deny") {
    throw new Problem(`${where}: Effect must be "Allow" or "Deny"`);
  }
  const actions = choice(statement, "Action", where);
  if (actions === undefined) {
    throw new Problem(`${where}: Action is missing`);
  }
  const sid = member(statement, "Sid");
  const conditions = conditionsOf(member(statement, "Condition"), `${where}: Condition`);
  return {
    sid: typeof sid === "string" ? sid : undefined,
    effect,
    principals: principalChoice(statement, where),
    actions,
    resources: choice(statement, "Resource", where),
    conditions: conditions.filter((one): one is Condition => !(one instanceof UnknownPart)),
    unknownConditions: conditions.filter((one) => one instanceof UnknownPart),
  };
}

/** `Action` or `NotAction`, which exclude each other. */
function elementOf(
  statement: Members,
  name: string,
  where: string,
): [isNot: boolean, value: unknown] | undefined {
  const [value, not] = [member(statement, name), member(statement, `Not${name}`)];
  if (value !== undefined && not !== undefined) {
    throw new Problem(`${where}: has both ${name} and Not${name}`);
  }
  return value !== undefined ? [false, value] : not !== undefined ? [true, not] : undefined;
}

function choice(statement: Members, name: string, where: string): Choice | undefined {
  const element = elementOf(statement, name, where);
  return (
    element && {
      isNot: element[0],
      values: textsOf(element[1], `${where}: ${element[0] ? "Not" : ""}${name}`),
    }
  );
}

function principalChoice(statement: Members, where: string): PrincipalChoice | undefined {
  const element = elementOf(statement, "Principal", where);
  if (element === undefined) {
    return undefined;
  }
  const [isNot, value] = element;
  if (value instanceof UnknownPart) {
    return { isNot, values: [{ kind: undefined, name: value }] };
  }
  if (value === "*") {
    return { isNot, values: [{ kind: "AWS", name: "*" }] };
  }
  if (!isMembers(value)) {
    throw new Problem(`${where}: Principal must be "*" or an object`);
  }
  return {
    isNot,
    values: Object.entries(value).flatMap(([kind, names]) =>
      textsOf(names, `${where}: Principal ${kind}`).map((name) => ({ kind, name })),
    ),
  };
}

function textsOf(value: unknown, where: string): PolicyText[] {
  return listOf(value).map((one) => {
    if (typeof one === "string" || one instanceof UnknownPart) {
      return one;
    }
    if (typeof one === "boolean" || typeof one === "number") {
      return String(one);
    }
    throw new Problem(`${where} must be a string or an array of strings`);
  });
}

function conditionsOf(value: unknown, where: string): (Condition | UnknownPart)[] {
  return entriesOf(value, where).flatMap((block) => {
    if (block instanceof UnknownPart) {
      return [block];
    }
    const [operator, keys] = block;
    return entriesOf(keys, `${where} ${operator}`).map((entry) =>
      entry instanceof UnknownPart
        ? entry
        : { operator, key: entry[0], values: textsOf(entry[1], `${where} ${operator} ${entry[0]}`) },
    );
  });
}

function entriesOf(value: unknown, where: string): (readonly [string, unknown] | UnknownPart)[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (value instanceof UnknownPart) {
    return [value];
  }
  if (!isMembers(value)) {
    throw new Problem(`${where} must be an object`);
  }
  return Object.entries(value);
}
