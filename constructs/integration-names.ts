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
interface Claim {
  /** Equal for the same AWS resource. */
  readonly key: string;
  readonly noun: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Whether no other entry can name it. */
  readonly isSole: boolean;
  /** How to fix a conflict. */
  readonly remedy: string;
}

/** The names in `entries` that conflict with names in other entries. */
export function nameConflictsIn(entries: Readonly<Record<string, unknown>>): NameConflict[] {
  const first = new Map<string, Claim>();
  const sole = new Map<string, Claim>();
  return Object.entries(entries).flatMap(([id, entry]) => {
    const clashes = new Map<string, NameConflict>();
    for (const claim of claimsOf(id, entry)) {
      const { key, isSole, path, noun, name, remedy } = claim;
      const other = (isSole ? first : sole).get(key);
      if (other !== undefined && other.path[0] !== id) {
        const message = `names the ${noun} ${formatValue(name)}, and so does ${formatPath(other.path)}; ${remedy}`;
        clashes.set(path.join("."), clashes.get(path.join(".")) ?? { path, message });
      }
      first.set(key, first.get(key) ?? claim);
      if (isSole) {
        sole.set(key, sole.get(key) ?? claim);
      }
    }
    return [...clashes.values()];
  });
}

function claimsOf(id: string, entry: unknown): Claim[] {
  const claims: Claim[] = [];
  const claim = (
    path: readonly string[],
    {
      noun,
      isSole,
      remedy,
      names,
    }: Omit<Claim, "key" | "name" | "path"> & { names: (value: string) => string[] },
  ): void => {
    const value = memberAt(entry, ...path);
    if (typeof value === "string" && !isToken(value)) {
      for (const name of names(value)) {
        claims.push({ key: `${noun} ${name}`, noun, name, path: [id, ...path], isSole, remedy });
      }
    }
  };
  const shareIt = (noun: string, prop: string): string =>
    `use another name, or create the ${noun} in your code and pass it to both: new S3Integration(this, id, { ...props, ${prop} })`;

  const bucket = { noun: "bucket", remedy: shareIt("bucket", "bucket"), names: (name: string) => [name] };
  claim(["bucket", "name"], { ...bucket, isSole: true });
  claim(["bucket", "existing"], { ...bucket, isSole: false });

  const queue = { noun: "queue", remedy: "use another name, because each connection needs its own queue" };
  const withDeadLetters = (name: string): string[] => [name, `${name}${DEAD_LETTER_SUFFIX}`];
  claim(["events", "queue", "queueName"], { ...queue, isSole: true, names: withDeadLetters });
  claim(["events", "queue", "existing"], { ...queue, isSole: false, names: lastPart(":") });
  const remedy =
    "give each connection its own queue: two consumers of one queue each get only part of the events";
  // Compared by ARN, because queues in different regions can have the same name.
  claim(["events", "queue", "existing"], { noun: "queue", remedy, isSole: true, names: (arn) => [arn] });

  // To IAM, names that differ only in case or path are the same.
  const role = { noun: "role", remedy: shareIt("role", "role") };
  claim(["role", "roleName"], { ...role, isSole: true, names: (name) => [name.toLowerCase()] });
  claim(["role", "existing"], { ...role, isSole: false, names: (arn) => lastPart("/")(arn.toLowerCase()) });

  const key = {
    noun: "alias",
    remedy: shareIt("key", "encryptionKey: key"),
    names: (name: string) => [name],
  };
  claim(["encryptionKey", "alias"], { ...key, isSole: true });
  return claims;
}

const lastPart =
  (separator: string) =>
  (arn: string): string[] => [arn.slice(arn.lastIndexOf(separator) + 1)];
