/**
 * Rejects two resources that own the same AWS object. They would overwrite each other with every apply, or be two addresses in the state
 * for one object. The plan does not show either.
 */
import { type TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Reach, RESOURCE_ADDRESS, type Singleton, SINGLETONS } from "../aws/singletons";
import { reference } from "../errors";
import { oncePer } from "../once-per";
import { argumentOf } from "../terraform/arguments";
import { addressOf } from "../terraform/references";
import { StackNames } from "../terraform/names";
import { defaultProviderOf } from "../terraform/providers";

/** A resource that owns an AWS object that can have only one owner. */
interface Owner {
  readonly construct: IConstruct;
  /** Whether a construct of this library created it. */
  readonly isOurs: boolean;
  readonly singleton: Singleton;
  /** Identifies what it owns: the same for all owners of the same object. */
  readonly key: string;
  /** What it owns, in words. */
  readonly what: string;
}

/** Constructs of this library, and its resources in the scope of other constructs. */
const ours = new WeakSet<IConstruct>();
const watched = new WeakSet<TerraformStack>();
/** The owners in an app, by stack. */
const ownersByStack = oncePer(() => new Map<TerraformStack, readonly Owner[]>());

/**
 * Rejects, at synthesis, another resource of the app that owns the same AWS object as a resource below `construct`. Conflicts between
 * the user's own resources are not reported.
 */
export function forbidSecondOwner(construct: IConstruct): void {
  ours.add(construct);
  watch(TerraformStack.of(construct));
}

// Once per stack, because it visits all resources.
const watch = oncePer((stack: TerraformStack): void => {
  watched.add(stack);
  stack.node.addValidation({ validate: () => conflictsOf(stack) });
});

/** The conflicts of the owners in this stack, with one message per pair of constructs. */
function conflictsOf(stack: TerraformStack): string[] {
  const known = ownersByStack(stack.node.root);
  for (const one of [stack, ...unwatchedBeside(stack)]) {
    known.set(one, ownersIn(one));
  }
  const here = new Set(known.get(stack));
  const owners = new Map<string, Owner>();
  const conflicts = new Map<
    string,
    { readonly one: Owner; readonly other: Owner; readonly what: string[] }
  >();
  for (const owner of [...[...known].flatMap(([other, all]) => (other === stack ? [] : all)), ...here]) {
    const first = owners.get(owner.key);
    if (first === undefined) {
      owners.set(owner.key, owner);
    } else if (first.construct !== owner.construct && (first.isOurs || owner.isOurs) && here.has(owner)) {
      // The message names the construct of this library first.
      const [one, other] = first.isOurs ? [first, owner] : [owner, first];
      const pair = `${pathOf(one)} ${pathOf(other)}`;
      const conflict = conflicts.get(pair) ?? { one, other, what: [] };
      conflict.what.push(owner.what);
      conflicts.set(pair, conflict);
    }
  }
  return [...conflicts.values()].map(
    ({ one, other, what }) =>
      `${pathOf(one)} and ${pathOf(other)} both own ${listed(what)}. AWS has only one, so an apply would fail, or each apply would overwrite the other. ` +
      `${one.singleton.remedy} ${reference("CDKTF_POLYTOMIC_TWO_OWNERS")}`,
  );
}

/** A bucket owns nine settings; the first is enough for the message. */
const listed = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} and ${more.length} more`;

/** The stacks without constructs of this library. Checked once per app, by the first stack that has such constructs. */
function unwatchedBeside(stack: TerraformStack): TerraformStack[] {
  const stacks = stack.node.root.node.children.filter(TerraformStack.isStack);
  return stack === stacks.find((one) => watched.has(one)) ? stacks.filter((one) => !watched.has(one)) : [];
}

function ownersIn(stack: TerraformStack): Owner[] {
  const all = stack.node.findAll();
  const relevant = all
    .filter(TerraformResource.isTerraformResource)
    .filter(({ terraformResourceType: type }) => Object.hasOwn(SINGLETONS, type));
  const names = new StackNames(stack);
  const accounts = new Accounts(names, defaultProviderOf(stack, "aws"));
  return relevant.flatMap((resource) => ownedBy(resource, names, accounts));
}

function ownedBy(resource: TerraformResource, names: StackNames, accounts: Accounts): Owner[] {
  const isOurs = resource.node.scopes.some((scope) => ours.has(scope));
  return (SINGLETONS[resource.terraformResourceType] ?? []).flatMap((singleton) => {
    const { by, ifSet, ignoresCase = false, reach } = singleton;
    if (ifSet !== undefined && argumentOf(resource, ifSet) === undefined) {
      return [];
    }
    const values = by.map((argument) =>
      argument === RESOURCE_ADDRESS ? `\${${addressOf(resource)}.id}` : argumentOf(resource, argument),
    );
    // A name that the provider generates is unique.
    if (values.includes(undefined)) {
      return [];
    }
    const comeTo = values.map((value) => plainName(names.nameOf(value)));
    const name = comeTo.join(" and ");
    const where = accounts.of(resource, reach);
    const key = [singleton.what, where, ignoresCase ? name.toLowerCase() : name].join("\n");
    return [{ construct: resource, isOurs, singleton, key, what: `${singleton.what} ${name}` }];
  });
}

/** The name in the URL of a queue, or in the ARN of a queue or role. */
function plainName(name: string): string {
  return (
    /^https:\/\/[\w.-]+\/\d{12}\/([\w-]+)$/.exec(name)?.[1] ??
    /^arn:[\w-]+:(?:sqs:[\w-]+:\d{12}:|iam::\d{12}:role\/(?:.*\/)?)([\w+=,.@-]+)$/.exec(name)?.[1] ??
    name
  );
}

/** The accounts and regions of resources, according to their providers. */
class Accounts {
  public constructor(
    private readonly names: StackNames,
    private readonly byDefault: TerraformProvider | undefined,
  ) {}

  /** The scope in which the name of a resource must be unique. */
  public of(resource: TerraformResource, reach: Reach): string {
    if (reach === "world") {
      return "";
    }
    const provider = resource.provider ?? this.byDefault;
    const { account, region } = provider === undefined ? NO_SETTINGS : this.settingsOf(provider);
    return JSON.stringify([account, reach === "region" ? (this.regionOf(resource) ?? region) : undefined]);
  }

  /** The region that a resource sets itself, with version 6 of the AWS provider. */
  private regionOf(resource: TerraformResource): unknown {
    const region = argumentOf(resource, "region");
    return region === undefined ? undefined : this.names.nameOf(region);
  }

  /** The settings of a provider that determine account and region. */
  private readonly settingsOf = oncePer((provider: TerraformProvider) => {
    const { provider: blocks = {} } = this.names.resolve(provider.toTerraform()) as Blocks;
    const [block = {}] = Object.values(blocks).flat();
    const { region, ...rest } = block;
    const account = Object.entries(rest).filter(
      ([name]) => !["alias", "default_tags", "ignore_tags"].includes(name),
    );
    return { account, region };
  });
}

const NO_SETTINGS = { account: undefined, region: undefined };

/** Provider blocks in Terraform's JSON. */
interface Blocks {
  readonly provider?: Readonly<Record<string, Readonly<Record<string, unknown>>[]>>;
}

/** The construct that the user knows: for a resource of this library, the construct around it. */
function pathOf({ construct, isOurs }: Owner): string {
  const around = isOurs
    ? construct.node.scopes.filter((scope) => scope !== construct && ours.has(scope)).at(-1)
    : undefined;
  return (around ?? construct).node.path;
}
