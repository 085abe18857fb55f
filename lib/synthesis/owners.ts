/**
 * Who in an app owns what AWS has once. Two resources for one thing undo each other's work with every apply, or are one thing that
 * two addresses in the state stand for; no plan says so.
 */
import { type TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Reach, type Singleton, SINGLETONS } from "../aws/singletons";
import { reference } from "../errors";
import { memberAt } from "../objects";
import { addressOf } from "../terraform/references";
import { StackNames } from "../terraform/names";
import { defaultProviderOf } from "../terraform/providers";

/** A resource that owns something. */
interface Owner {
  readonly construct: IConstruct;
  /** Whether a construct of this library created it. */
  readonly isOurs: boolean;
  readonly singleton: Singleton;
  /** What it owns, the same for all that own it. */
  readonly key: string;
  /** What it owns, in words. */
  readonly what: string;
}

/** Constructs of this library, and resources of it that are in the scope of somebody else. */
const ours = new WeakSet<IConstruct>();
const watched = new WeakSet<TerraformStack>();
/** The owners in an app, by stack. */
const apps = new WeakMap<IConstruct, Map<TerraformStack, readonly Owner[]>>();

/**
 * Refuses at synthesis that another resource of the app owns what AWS has once and resources below `construct` own. Resources that
 * are all the user's own are the user's business.
 */
export function refuseSecondOwner(construct: IConstruct): void {
  ours.add(construct);
  const stack = TerraformStack.of(construct);
  if (!watched.has(stack)) {
    watched.add(stack);
    // Once per stack: each look goes through all its resources.
    stack.node.addValidation({ validate: () => conflictsOf(stack) });
  }
}

/** The owners of this stack that are not alone, each pair of constructs in one message. */
function conflictsOf(stack: TerraformStack): string[] {
  const known = apps.get(stack.node.root) ?? new Map<TerraformStack, readonly Owner[]>();
  apps.set(stack.node.root, known);
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
      // What belongs to this library is named first.
      const [one, other] = first.isOurs ? [first, owner] : [owner, first];
      const pair = `${pathOf(one)} ${pathOf(other)}`;
      const conflict = conflicts.get(pair) ?? { one, other, what: [] };
      conflict.what.push(owner.what);
      conflicts.set(pair, conflict);
    }
  }
  return [...conflicts.values()].map(
    ({ one, other, what }) =>
      `${pathOf(one)} and ${pathOf(other)} both own ${listed(what)}. AWS has it once, so one would undo what the other one ` +
      `wrote. ${one.singleton.remedy} ${reference("CDKTF_POLYTOMIC_TWO_OWNERS")}`,
  );
}

/** A bucket brings nine settings along; the first says enough. */
const listed = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} and ${more.length} more`;

/** The stacks without constructs of this library: the first stack with some looks at them, once for the app. */
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
  const { terraformResourceType: type, friendlyUniqueId: id } = resource;
  // Not resolved: to resolve the policies among the arguments costs more than all else here.
  const written = memberAt(resource.toTerraform(), "resource", type, id);
  const isOurs = resource.node.scopes.some((scope) => ours.has(scope));
  return (SINGLETONS[type] ?? []).flatMap((singleton) => {
    const { by, ifSet, ignoresCase = false, reach } = singleton;
    if (ifSet !== undefined && memberAt(written, ifSet) === undefined) {
      return [];
    }
    const values = by.map((argument) =>
      argument === ADDRESS ? `\${${addressOf(resource)}.id}` : memberAt(written, argument),
    );
    // A name that the provider makes up is nobody else's.
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

/** Stands for the address of the resource itself, where it has no name of its own. */
const ADDRESS = "$address";

/** A queue may be named by its URL, and a queue or role by its ARN. */
function plainName(name: string): string {
  return (
    /^https:\/\/[\w.-]+\/\d{12}\/([\w-]+)$/.exec(name)?.[1] ??
    /^arn:[\w-]+:(?:sqs:[\w-]+:\d{12}:|iam::\d{12}:role\/(?:.*\/)?)([\w+=,.@-]+)$/.exec(name)?.[1] ??
    name
  );
}

/** The accounts and regions of resources, as far as their providers say so. */
class Accounts {
  public constructor(
    private readonly names: StackNames,
    private readonly byDefault: TerraformProvider | undefined,
  ) {}

  /** What two resources have in common whose names must differ. */
  public of(resource: TerraformResource, reach: Reach): string {
    if (reach === "world") {
      return "";
    }
    const provider = resource.provider ?? this.byDefault;
    if (provider === undefined) {
      return "";
    }
    const { provider: blocks = {} } = this.names.resolve(provider.toTerraform()) as Blocks;
    const [block = {}] = Object.values(blocks).flat();
    const { region, ...rest } = block;
    const account = Object.entries(rest).filter(
      ([name]) => !["alias", "default_tags", "ignore_tags"].includes(name),
    );
    return JSON.stringify([account, reach === "region" ? region : undefined]);
  }
}

/** Provider blocks in Terraform's JSON. */
interface Blocks {
  readonly provider?: Readonly<Record<string, Readonly<Record<string, unknown>>[]>>;
}

/** The construct that a person would name: the one of this library around a resource of it. */
function pathOf({ construct, isOurs }: Owner): string {
  const around = isOurs
    ? construct.node.scopes.filter((scope) => scope !== construct && ours.has(scope)).at(-1)
    : undefined;
  return (around ?? construct).node.path;
}
