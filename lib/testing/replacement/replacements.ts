/** The resources that Terraform would destroy or replace between two syntheses of a stack. */
import { isRecord, memberAt } from "../../objects";
import { referencesOf } from "../../terraform/hcl-template";
import type { SynthesizedJson } from "../synthesis";
import { isTemplate, show } from "../template/difference";
import { Values } from "../template/values";
import { REPLACING_ARGUMENTS, type Unset } from "./replacing-arguments";

/** A resource that would be destroyed, or destroyed and created again. */
export interface Replacement {
  /** Its address before: `aws_sqs_queue.lake_queue_616DC540`. */
  readonly address: string;
  /** The path of its construct: `prod/lake/queue/Resource`. The address if it has none. */
  readonly path: string;
  /** Its type: `aws_sqs_queue`. */
  readonly type: string;
  /** Whether Terraform would only destroy it, or also create it again. */
  readonly effect: "destroyed" | "replaced";
  /** Why: `name changes from "a" to "b"`. */
  readonly reason: string;
}

type Members = Readonly<Record<string, unknown>>;

/** The resources that would be destroyed or replaced, those that others follow first. */
export const replacementsBetween = (
  before: SynthesizedJson,
  after: SynthesizedJson,
): readonly Replacement[] => new Comparison(before, after).run();

class Comparison {
  private readonly old: ReadonlyMap<string, Members>;
  private readonly now: ReadonlyMap<string, Members>;
  private readonly oldValues: Values;
  private readonly nowValues: Values;
  private readonly moves: ReadonlyMap<string, string>;

  public constructor(
    before: SynthesizedJson,
    private readonly after: SynthesizedJson,
  ) {
    [this.old, this.now] = [resourcesOf(before), resourcesOf(after)];
    [this.oldValues, this.nowValues] = [new Values(before, {}), new Values(after, {})];
    this.moves = new Map(blocksIn(after, "moved").map(({ from, to }) => [String(from), String(to)] as const));
  }

  public run(): readonly Replacement[] {
    const found = new Map<string, Replacement>();
    for (const [address, block] of this.old) {
      const reason = this.reasonOf(address, block);
      if (reason !== undefined) {
        found.set(address, replacementOf(address, block, ...reason));
      }
    }
    // What is replaced because another resource is, until nothing is added.
    for (let size = -1; size !== found.size;) {
      size = found.size;
      for (const [address, block] of this.old) {
        const reason = found.has(address) ? undefined : this.followsFrom(address, found);
        if (reason !== undefined) {
          found.set(address, replacementOf(address, block, "replaced", reason));
        }
      }
    }
    return [...found.values()];
  }

  private reasonOf(address: string, block: Members): [Replacement["effect"], string] | undefined {
    const target = this.moves.get(address) ?? address;
    const now = this.now.get(target);
    if (now === undefined) {
      return this.isForgotten(address) ? undefined : ["destroyed", this.goneReason(address, block)];
    }
    const type = typeOf(address);
    for (const [name, unset] of Object.entries(REPLACING_ARGUMENTS[type] ?? {})) {
      const [from, to] = [withUnset(block[name], unset), withUnset(now[name], unset)];
      if (!(to === undefined && unset === "kept") && !this.isSame(address, from, target, to)) {
        return ["replaced", `${name} changes from ${show(from)} to ${show(to)}`];
      }
    }
    return undefined;
  }

  /** Names the resource that has the same arguments under another address, because that is a rename of a construct. */
  private goneReason(address: string, block: Members): string {
    const twin = [...this.now].find(
      ([other, candidate]) =>
        !this.old.has(other) && typeOf(other) === typeOf(address) && haveSameArguments(block, candidate),
    );
    return twin === undefined
      ? "it is no longer in the stack"
      : `its address changes to ${twin[0]} (${pathOf(twin[1], twin[0])}); to keep it, call moveFromId("${address}") on the new resource`;
  }

  private isForgotten(address: string): boolean {
    return blocksIn(this.after, "removed").some(
      (block) =>
        block["from"] === address &&
        [memberAt(block, "lifecycle")].flat().some((one) => memberAt(one, "destroy") === false),
    );
  }

  private followsFrom(address: string, replaced: ReadonlyMap<string, Replacement>): string | undefined {
    const target = this.moves.get(address) ?? address;
    const now = this.now.get(target);
    if (now === undefined) {
      return undefined;
    }
    const triggers = [memberAt(now, "lifecycle", "replace_triggered_by") ?? []].flat().map(String);
    for (const trigger of triggers) {
      const [type = "", name = "", ...path] = trigger.split(".");
      const owner = `${type}.${name}`;
      if (replaced.has(owner)) {
        return `replace_triggered_by ${owner}, which is ${replaced.get(owner)!.effect}`;
      }
      if (this.isChanged(owner, path)) {
        return `replace_triggered_by ${trigger}, which changes`;
      }
    }
    for (const name of Object.keys(REPLACING_ARGUMENTS[typeOf(address)] ?? {})) {
      const owner = this.computedFrom(now[name], replaced);
      if (owner !== undefined) {
        return `${name} is computed from ${owner}, which is ${replaced.get(owner)!.effect}`;
      }
    }
    return undefined;
  }

  /** The replaced resource whose attribute an argument contains, if the configuration does not set the attribute. */
  private computedFrom(argument: unknown, replaced: ReadonlyMap<string, Replacement>): string | undefined {
    return isTemplate(argument)
      ? referencesOf(argument).find(
          (owner) =>
            replaced.has(owner) &&
            [...argument.matchAll(new RegExp(`${owner}\\.(\\w+)`, "g"))].some(
              ([, attribute = ""]) => this.now.get(owner)?.[attribute] === undefined,
            ),
        )
      : undefined;
  }

  /** Whether an argument of a resource that stays changes. Its id does not. */
  private isChanged(address: string, [first = "", ...rest]: readonly string[]): boolean {
    const [old, now] = [this.old.get(address), this.now.get(address)];
    if (old === undefined || now === undefined || first === "id") {
      return false;
    }
    const path = first === "" ? [] : [first === "output" ? "input" : first, ...rest];
    return !this.isSame(address, memberAt(old, ...path), address, memberAt(now, ...path));
  }

  private isSame(address: string, from: unknown, target: string, to: unknown): boolean {
    const [old, now] = [from, to].map((one) => textOf(withoutMetadata(one)));
    return (
      old === now ||
      textOf(this.oldValues.evaluated(from, address)) === textOf(this.nowValues.evaluated(to, target))
    );
  }
}

/** JSON with sorted members: CDKTF writes them in another order than `toTerraform` returns them. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    isRecord(one)
      ? Object.fromEntries(Object.entries(one).sort(([left], [right]) => (left < right ? -1 : 1)))
      : one,
  );

const replacementOf = (
  address: string,
  block: Members,
  effect: Replacement["effect"],
  reason: string,
): Replacement => ({ address, path: pathOf(block, address), type: typeOf(address), effect, reason });

const typeOf = (address: string): string => address.split(".")[0] ?? "";

const pathOf = (block: Members, address: string): string => {
  const path = memberAt(block, "//", "metadata", "path");
  return typeof path === "string" ? path : address;
};

const withUnset = (value: unknown, unset: Unset): unknown =>
  (value ?? undefined) === undefined && typeof unset === "object" ? unset.is : (value ?? undefined);

const blocksIn = (json: SynthesizedJson, kind: "moved" | "removed"): readonly Members[] =>
  [memberAt(json, kind) ?? []].flat().filter(isRecord);

const resourcesOf = (json: SynthesizedJson): ReadonlyMap<string, Members> => {
  const types = memberAt(json, "resource");
  return new Map(
    Object.entries(isRecord(types) ? types : {}).flatMap(([type, blocks]) =>
      Object.entries(isRecord(blocks) ? blocks : {}).flatMap(([name, block]) =>
        isRecord(block) ? [[`${type}.${name}`, block] as const] : [],
      ),
    ),
  );
};

/** Without the paths of constructs. */
const withoutMetadata = (value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== "//")) : value;

/** Arguments that contain addresses, which a rename changes too. */
const WITH_ADDRESSES = new Set(["//", "depends_on", "lifecycle"]);

function haveSameArguments(one: Members, other: Members): boolean {
  const [left, right] = [one, other].map((block) =>
    textOf(
      Object.fromEntries(
        Object.entries(block)
          .filter(([name]) => !WITH_ADDRESSES.has(name))
          .map(([name, value]) => [name, withoutNames(value)]),
      ),
    ),
  );
  return left === right;
}

/** Without the names of resources in templates, which a rename changes too. */
const withoutNames = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    isTemplate(one) ? one.replace(/\b([a-z]+_\w+)\.[\w-]+(?=\.\w)/g, "$1") : one,
  );
