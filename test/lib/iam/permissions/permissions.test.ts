import {
  permissionChanges,
  readPolicy,
  type Conditions,
  type PermissionChange,
  type Policy,
} from "../../../../lib/iam/permissions";
import { allow, CASES } from "./cases";

const policy = (statements: readonly unknown[], Version = "2012-10-17"): Policy => {
  const { policy: read, problem } = readPolicy({ Version, Statement: statements });
  if (read === undefined) {
    throw new Error(problem);
  }
  return read;
};

const list = (values: readonly string[], except: readonly string[] = []): string =>
  values.join(", ") + (except.length > 0 ? ` except ${except.join(", ")}` : "");

const conditions = (all: Conditions): string =>
  Object.entries(all)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `${operator} ${key} ${values.join(", ")}`),
    )
    .join(" and ");

/** A permission as one line. */
function line({ effect, not = {}, ...permission }: PermissionChange): string {
  const { actions, resources, principals, conditionRemoved, conditionAdded } = permission;
  return [
    `${effect} ${list(actions, not.actions)}`,
    resources.length > 0 && `on ${list(resources, not.resources)}`,
    principals.length > 0 && `for ${list(principals, not.principals)}`,
    Object.keys(permission.conditions).length > 0 && `if ${conditions(permission.conditions)}`,
    ...(not.conditions ?? []).map((one) => `unless ${conditions(one)}`),
    conditionRemoved && `(removed: ${conditionRemoved.join(", ")})`,
    conditionAdded && `(added: ${conditionAdded.join(", ")})`,
  ]
    .filter((part) => part !== false && part !== undefined)
    .join(" ");
}

describe("a change of a policy", () => {
  it.each(CASES)("$name", ({ before, after, gained = [], lost = [], unclear = [] }) => {
    const changes = permissionChanges(policy(before), policy(after));

    expect({
      gained: changes.gained.map(line),
      lost: changes.lost.map(line),
      unclear: changes.unclear.map((one) => `${one.change} ${line(one)}`),
    }).toEqual({ gained, lost, unclear });
  });

  it("has variables since version 2012-10-17 only", () => {
    const statements = [allow({ Resource: "arn:aws:s3:::lake/${aws:username}" })];

    const { gained, lost } = permissionChanges(policy(statements, "2008-10-17"), policy(statements));

    expect([gained.length, lost.length]).toEqual([1, 1]);
  });

  it("gives everything that a new policy allows", () => {
    expect(permissionChanges(undefined, policy([allow()])).gained.map(line)).toEqual([
      "Allow s3:GetObject on arn:aws:s3:::lake/*",
    ]);
  });
});
