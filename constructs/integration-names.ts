/** What several integrations of one list would each make: a bucket, queue, role or key has one owner. */
import { memberAt } from "../lib/objects";
import { formatValue, formatPath } from "../lib/format";
import { isToken } from "../lib/tokens";
import { DEAD_LETTER_SUFFIX } from "./aws/event-queue";

/** A name that is written twice. */
export interface NameConflict {
  readonly path: readonly string[];
  readonly message: string;
}

/** Something in AWS that an entry names. */
interface Claim {
  /** Equal for what is one thing in AWS. */
  readonly key: string;
  readonly noun: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Whether no other entry may name it. */
  readonly isSole: boolean;
  /** What to do if one does. */
  readonly remedy: string;
}

/** The names in `entries` that other entries have as well, although only one of them can be right. */
export function nameConflictsIn(entries: Readonly<Record<string, unknown>>): NameConflict[] {
  const first = new Map<string, Claim>();
  const sole = new Map<string, Claim>();
  return Object.entries(entries).flatMap(([id, entry]) => {
    const clashes = new Map<string, NameConflict>();
    for (const claim of claimsOf(id, entry)) {
      const { key, isSole, path, noun, name, remedy } = claim;
      const other = (isSole ? first : sole).get(key);
      if (other !== undefined && other.path[0] !== id) {
        const message = `is the ${noun} ${formatValue(name)}, which ${formatPath(other.path)} names too; ${remedy}`;
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
    }: Omit<Claim, "key" | "name" | "path"> & { names: (text: string) => string[] },
  ): void => {
    const text = memberAt(entry, ...path);
    if (typeof text === "string" && !isToken(text)) {
      for (const name of names(text)) {
        claims.push({ key: `${noun} ${name}`, noun, name, path: [id, ...path], isSole, remedy });
      }
    }
  };
  const made = (noun: string, prop: string): string =>
    `use another name, or make the ${noun} in the program and pass it to both: new S3Integration(this, id, { ...props, ${prop} })`;

  const bucket = { noun: "bucket", remedy: made("bucket", "bucket"), names: (name: string) => [name] };
  claim(["bucket", "name"], { ...bucket, isSole: true });
  claim(["bucket", "existing"], { ...bucket, isSole: false });

  const queue = { noun: "queue", remedy: "use another name: each connection needs a queue of its own" };
  const withDeadLetters = (name: string): string[] => [name, `${name}${DEAD_LETTER_SUFFIX}`];
  claim(["events", "queue", "queueName"], { ...queue, isSole: true, names: withDeadLetters });
  claim(["events", "queue", "existing"], { ...queue, isSole: false, names: lastPart(":") });
  const remedy =
    "give each connection a queue of its own: two readers of one queue get a part of the events each";
  // By the ARN: queues of one name may be in several regions.
  claim(["events", "queue", "existing"], { noun: "queue", remedy, isSole: true, names: (arn) => [arn] });

  // IAM takes names that differ in case only, or in their path, for one.
  const role = { noun: "role", remedy: made("role", "role") };
  claim(["role", "roleName"], { ...role, isSole: true, names: (name) => [name.toLowerCase()] });
  claim(["role", "existing"], { ...role, isSole: false, names: (arn) => lastPart("/")(arn.toLowerCase()) });

  const key = { noun: "alias", remedy: made("key", "encryptionKey: key"), names: (name: string) => [name] };
  claim(["encryptionKey", "alias"], { ...key, isSole: true });
  return claims;
}

const lastPart =
  (separator: string) =>
  (arn: string): string[] => [arn.slice(arn.lastIndexOf(separator) + 1)];
