/** Compares the permissions that a change gives and takes away with what a simulator of IAM's logic decides. */
import {
  gainedRegions,
  lostRegions,
  permissionChanges,
  regionsOf,
  type PermissionChanges,
  type Regions,
} from "../../../lib/iam/permissions/changes";
import { readPolicy, type Policy } from "../../../lib/iam/permissions/policy";
import type { Difference } from "../../../lib/iam/permissions/difference";
import type { Region } from "../../../lib/iam/permissions/region";
import { contextWith } from "../../../lib/iam/permissions/requests";
import { matchesGlob } from "../../../lib/iam/permissions/language";
import { exampleOf, type Selection } from "../../../lib/iam/permissions/selection";
import { allows, denies, policyOfChange, type Kind } from "./oracle";
import {
  CALLS,
  Random,
  randomPair,
  randomRequest,
  type TestPolicy,
  type TestRequest,
} from "./random-policies";

/** What was compared. */
export interface Agreement {
  pairs: number;
  /** Regions with a request that the simulator was asked about. */
  witnesses: number;
  /** Regions that contain no request of an action that exists. */
  unreal: number;
  /** Random requests that only one of the policies allows. */
  changes: number;
  unclear: number;
  readonly disagreements: string[];
}

type Change = "gained" | "lost";

/** Compares as many pairs of policies as `pairs`. */
export async function agreementOf(pairs: number, seed: number, requestsPerPair: number): Promise<Agreement> {
  const agreement: Agreement = { pairs, witnesses: 0, unreal: 0, changes: 0, unclear: 0, disagreements: [] };
  for (let index = 0; index < pairs; index += 1) {
    // Each pair has its own seed, so it can be repeated alone.
    const random = new Random(seed + index);
    const kind: Kind = random.chance(0.6) ? "identity" : "resource";
    const [before, after] = randomPair(random, kind === "resource");
    const comparison = new Comparison(kind, before, after, agreement, `pair ${seed + index}`);
    await comparison.checkRegions();
    for (let count = requestsPerPair; count > 0; count -= 1) {
      await comparison.checkRequest(requestOf(random, kind));
    }
  }
  return agreement;
}

/** Without the policy of a key or role, identities have no access to it. */
function requestOf(random: Random, kind: Kind): TestRequest {
  const request = randomRequest(random);
  return isPossible(kind, request.action) ? request : requestOf(random, kind);
}

const isPossible = (kind: Kind, action: string): boolean =>
  kind === "identity" ? /^(s3|sqs):/.test(action) : !action.startsWith("sts:");

const policyOf = (document: TestPolicy): Policy => {
  const { policy, problem } = readPolicy(document);
  if (policy === undefined) {
    throw new Error(problem);
  }
  return policy;
};

class Comparison {
  private readonly old: Policy;
  private readonly now: Policy;
  private changes: PermissionChanges | undefined;

  public constructor(
    private readonly kind: Kind,
    private readonly before: TestPolicy,
    private readonly after: TestPolicy,
    private readonly agreement: Agreement,
    private readonly name: string,
  ) {
    this.old = policyOf(before);
    this.now = policyOf(after);
  }

  /** Only one of the policies allows a request of each region. */
  public async checkRegions(): Promise<void> {
    const [old, now] = regionsOf(this.old, this.now) as [Regions, Regions];
    for (const difference of gainedRegions(old, now)) {
      await this.checkDifference("gained", difference);
    }
    for (const difference of lostRegions(old, now)) {
      await this.checkDifference("lost", difference);
    }
  }

  /** The condition keys that the policies use as variables. Without a value, a statement with a variable matches nothing. */
  private get variables(): string[] {
    const text = JSON.stringify([this.before, this.after]);
    return [...new Set([...text.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => (name ?? "").toLowerCase()))];
  }

  private get valuesOfVariables(): Record<string, string> {
    return Object.fromEntries(
      this.variables.map((key) => [key === "aws:principaltag/team" ? "aws:PrincipalTag/team" : key, VALUE]),
    );
  }

  private async checkDifference(change: Change, { exact, effect, isUnclear }: Difference): Promise<void> {
    if (isUnclear) {
      this.agreement.unclear += 1;
      return;
    }
    const request = exact
      .map((region) => requestIn(region, this.kind, this.variables))
      .find((one) => one !== undefined);
    if (request === undefined) {
      this.agreement.unreal += 1;
      return;
    }
    this.agreement.witnesses += 1;
    const [winner, loser] = change === "gained" ? [this.after, this.before] : [this.before, this.after];
    const agrees =
      effect === "Allow"
        ? (await allows(this.kind, winner, request)) && !(await allows(this.kind, loser, request))
        : (await denies(this.kind, loser, request)) && !(await denies(this.kind, winner, request));
    if (!agrees) {
      this.disagree(`${change} ${effect} is wrong`, request);
    }
  }

  /** A request that only one policy allows is in a permission. */
  public async checkRequest({ context, ...rest }: TestRequest): Promise<void> {
    const request = { ...rest, context: { ...this.valuesOfVariables, ...context } };
    const [was, is] = [
      await allows(this.kind, this.before, request),
      await allows(this.kind, this.after, request),
    ];
    if (was === is) {
      return;
    }
    this.agreement.changes += 1;
    const change = is ? "gained" : "lost";
    const changes = (this.changes ??= permissionChanges(this.old, this.now));
    const candidates = [...changes[change], ...changes.unclear.filter((one) => one.change === change)];
    for (const candidate of candidates) {
      if (await allows(this.kind, policyOfChange(this.kind, candidate), request)) {
        return;
      }
    }
    this.disagree(`not ${change}`, request);
  }

  private disagree(what: string, request: TestRequest): void {
    const { gained, lost, unclear } = permissionChanges(this.old, this.now);
    this.agreement.disagreements.push(
      `${this.name} (${this.kind}): ${what}\n${JSON.stringify({ request, before: this.before.Statement, after: this.after.Statement, gained, lost, unclear }, null, 1).replace(/\n\s*/g, " ")}`,
    );
  }
}

/** A request of an action that exists. `undefined` if there is none, or if a variable would need two values. */
function requestIn(region: Region, kind: Kind, variables: readonly string[]): TestRequest | undefined {
  const answer = contextWith(region, true);
  const principal = kind === "identity" ? ["a"] : exampleIn(region.principals, PRINCIPALS);
  if (answer === undefined || answer === "none" || principal === undefined) {
    return undefined;
  }
  for (const [action, resources] of CALLS.filter(([name]) => isPossible(kind, name))) {
    const resource = exampleIn(
      region.resources,
      resources.map((one) => [...one]),
    );
    if (resource === undefined || exampleIn(region.actions, [[...action.toLowerCase()]]) === undefined) {
      continue;
    }
    const values = answer.example;
    const unset = variables.filter((key) => values.get(key) === undefined);
    // A variable whose key the region sets, or must not have, has a value by itself.
    const isFree = (token: string): boolean => token.length === 1 || unset.includes(keyOf(token));
    const tokens = [...resource, ...[...values.values()].flatMap((given) => given?.flat() ?? [])];
    if (unset.some((key) => values.has(key)) || !tokens.every(isFree)) {
      continue;
    }
    const context = [
      ...[...values].flatMap(([key, given]) =>
        given === undefined ? [] : [[key, textsOf(key, given)] as const],
      ),
      ...unset.map((key) => [key, VALUE] as const),
    ];
    return {
      principal: principal.join("").replace(/^[A-Za-z]+:(?=arn|[a-z0-9]+\.)/, ""),
      action,
      resource: textOf(resource),
      context: Object.fromEntries(context),
    };
  }
  return undefined;
}

/** The value of a variable, which nothing else matches by accident. */
const VALUE = "value-of-variable";

const keyOf = (token: string): string => token.slice(2, -1);
const textOf = (tokens: readonly string[]): string =>
  tokens.map((token) => (token.length > 1 ? VALUE : token)).join("");
const textsOf = (key: string, values: readonly (readonly string[])[]): string | string[] =>
  key === "aws:tagkeys" ? values.map(textOf) : values.map(textOf).join("");

const PRINCIPALS = [
  ...[
    "AWS:arn:aws:iam::111122223333:role/reader",
    "AWS:arn:aws:iam::111122223333:user/ann",
    "AWS:arn:aws:iam::444455556666:role/reader",
  ],
  ...[
    "AWS:arn:aws:sts::111122223333:assumed-role/reader/session",
    "AWS:arn:aws:iam::777788889999:user/bob",
    "Service:s3.amazonaws.com",
  ],
].map((name) => [...name]);

/** One of the texts that a selection contains. Else its shortest text, if it is a bucket or object as the texts are. */
function exampleIn(
  selection: Selection,
  texts: readonly (readonly string[])[],
): readonly string[] | undefined {
  const isIn = (patterns: Selection["include"], tokens: readonly string[]): boolean =>
    patterns.some(({ globs }) => globs.some((glob) => matchesGlob(glob, tokens)));
  const known = texts.find((tokens) => isIn(selection.include, tokens) && !isIn(selection.exclude, tokens));
  const own = known === undefined ? exampleOf(selection) : undefined;
  const kind = kindOf(texts[0] ?? []);
  return own !== undefined && kind !== undefined && kindOf(own) === kind ? own : known;
}

function kindOf(tokens: readonly string[]): "bucket" | "object" | undefined {
  const [isS3, key] = /^arn:aws:s3:::[^/]+(\/.+)?$/.exec(textOf(tokens)) ?? [];
  return isS3 === undefined ? undefined : key === undefined ? "bucket" : "object";
}
