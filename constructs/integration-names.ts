/** Finds names that several integrations would each create: a bucket, queue, role or key has one owner. */
import { memberAt } from "../lib/objects";
import { formatValue, formatPath } from "../lib/format";
import { isToken } from "../lib/tokens";
import { DEAD_LETTER_SUFFIX } from "./aws/event-queue";

/** A name that two entries use. */
export interface NameConflict {
  readonly path: readonly string[];
  readonly message: string;
}

/** An AWS resource that an entry names. */
interface NameUse {
  /** Equal for the same AWS resource. */
  readonly key: string;
  readonly noun: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Whether no other entry can name it. */
  readonly isExclusive: boolean;
  /** How to fix a conflict. */
  readonly remedy: string;
}

/** The names in `entries` that conflict with names in other entries. */
export function nameConflictsIn(entries: Readonly<Record<string, unknown>>): NameConflict[] {
  const first = new Map<string, NameUse>();
  const exclusive = new Map<string, NameUse>();
  return Object.entries(entries).flatMap(([id, entry]) => {
    const conflicts = new Map<string, NameConflict>();
    for (const use of nameUsesOf(id, entry)) {
      const { key, isExclusive, path, noun, name, remedy } = use;
      const other = (isExclusive ? first : exclusive).get(key);
      if (other !== undefined && other.path[0] !== id) {
        const message = `names the ${noun} ${formatValue(name)}, and so does ${formatPath(other.path)}; ${remedy}`;
        conflicts.set(path.join("."), conflicts.get(path.join(".")) ?? { path, message });
      }
      first.set(key, first.get(key) ?? use);
      if (isExclusive) {
        exclusive.set(key, exclusive.get(key) ?? use);
      }
    }
    return [...conflicts.values()];
  });
}

function nameUsesOf(id: string, entry: unknown): NameUse[] {
  const uses: NameUse[] = [];
  const add = (
    path: readonly string[],
    {
      noun,
      isExclusive,
      remedy,
      names,
    }: Omit<NameUse, "key" | "name" | "path"> & { names: (value: string) => string[] },
  ): void => {
    const value = memberAt(entry, ...path);
    if (typeof value === "string" && !isToken(value)) {
      for (const name of names(value)) {
        uses.push({ key: `${noun} ${name}`, noun, name, path: [id, ...path], isExclusive, remedy });
      }
    }
  };
  const shareIt = (noun: string, prop: string): string =>
    `use another name, or create the ${noun} in your code and pass it to both: new S3Integration(this, id, { ...props, ${prop} })`;

  // Queues and aliases in different regions can have the same name.
  const region = memberAt(entry, "region");
  const here = (name: string): string => (typeof region === "string" ? `${name} in ${region}` : name);
  const bucket = { noun: "bucket", remedy: shareIt("bucket", "bucket"), names: (name: string) => [name] };
  add(["bucket", "name"], { ...bucket, isExclusive: true });
  add(["bucket", "existing"], { ...bucket, isExclusive: false });

  const queue = { noun: "queue", remedy: "use another name, because each connection needs its own queue" };
  const withDeadLetters = (name: string): string[] => [name, `${name}${DEAD_LETTER_SUFFIX}`].map(here);
  add(["events", "queue", "queueName"], { ...queue, isExclusive: true, names: withDeadLetters });
  add(["events", "queue", "existing"], { ...queue, isExclusive: false, names: nameAndRegion });
  const remedy =
    "give each connection its own queue: two consumers of one queue each get only part of the events";
  // Compared by ARN, because queues in different regions can have the same name.
  add(["events", "queue", "existing"], { noun: "queue", remedy, isExclusive: true, names: (arn) => [arn] });

  // To IAM, names that differ only in case or path are the same.
  const role = { noun: "role", remedy: shareIt("role", "role") };
  add(["role", "roleName"], { ...role, isExclusive: true, names: (name) => [name.toLowerCase()] });
  add(["role", "existing"], {
    ...role,
    isExclusive: false,
    names: (arn) => [arn.slice(arn.lastIndexOf("/") + 1).toLowerCase()],
  });

  const key = {
    noun: "alias",
    remedy: shareIt("key", "encryptionKey: key"),
    names: (name: string) => [here(name)],
  };
  add(["encryptionKey", "alias"], { ...key, isExclusive: true });
  return uses;
}

/** The name in the ARN of a queue, as of a queue without a region and of one with it. */
const nameAndRegion = (arn: string): string[] => {
  const [, , , region, , name = ""] = arn.split(":");
  return [name, `${name} in ${region}`];
};
