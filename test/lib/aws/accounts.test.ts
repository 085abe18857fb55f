import { Fn, Lazy, Token } from "cdktf";
import {
  accountArn,
  accountOfArn,
  accountOfProvider,
  type AwsAccount,
  compareAccounts,
  type ProviderAccount,
  withAccountId,
} from "../../../lib/aws/accounts";
import { evaluate } from "../evaluate";

const account = (accountId: string, knownAccountId?: string): AwsAccount => ({
  partition: "aws",
  accountId,
  knownPartition: "aws",
  knownAccountId,
});
const token = Token.asString(Fn.lower("a"));

test("a policy contains the root principal of an account", () => {
  expect(accountArn(account("111122223333"))).toBe("arn:aws:iam::111122223333:root");
});

describe("the account in an ARN", () => {
  test("is known if the ARN is", () => {
    expect(accountOfArn("arn:aws-cn:iam::111122223333:role/vendors/polytomic")).toEqual({
      partition: "aws-cn",
      accountId: "111122223333",
      knownPartition: "aws-cn",
      knownAccountId: "111122223333",
    });
  });

  test("is extracted from a token by Terraform", () => {
    const { partition, accountId, ...known } = accountOfArn(token);
    expect(known).toEqual({ knownPartition: undefined, knownAccountId: undefined });
    expect(evaluate([partition, accountId])).toEqual([
      '${element(split(":", lower("a")), 1)}',
      '${element(split(":", lower("a")), 4)}',
    ]);
  });
});

test.each([
  [account("111122223333", "111122223333"), account("111122223333", "111122223333"), "same"],
  [account(token), account(token), "same"],
  [account(token, "111122223333"), account("111122223333", "111122223333"), "same"],
  [account(token, "111122223333"), account("444455556666", "444455556666"), "other"],
  [account(token), account("444455556666", "444455556666"), "unknown"],
  [account(token), account(Token.asString(Fn.lower("b"))), "unknown"],
])("accounts %# are compared if known", (one, other, relation) => {
  expect(compareAccounts(one, other)).toBe(relation);
  expect(compareAccounts(other, one)).toBe(relation);
});

test("an account is known from the id set for it, unless that is a token", () => {
  const place = account(token, "111122223333");
  expect(withAccountId(place, undefined)).toEqual(place);
  expect(withAccountId(place, "444455556666").knownAccountId).toBe("444455556666");
  expect(withAccountId(place, Token.asString(Fn.lower("b"))).knownAccountId).toBeUndefined();
});

const roleIn = (id: string) => ({ roleArn: `arn:aws:iam::${id}:role/deploy` });

test.each<[string, ProviderAccount, string | undefined]>([
  ["nothing", {}, undefined],
  ["a region", { region: "us-east-1" }, undefined],
  ["a single allowed account", { allowedAccountIds: ["111122223333"] }, "111122223333"],
  ["two allowed accounts", { allowedAccountIds: ["111122223333", "444455556666"] }, undefined],
  ["a token", { allowedAccountIds: [token] }, undefined],
  ["a token of a list", { allowedAccountIds: Token.asList(Fn.split(",", "a")) }, undefined],
  ["a role", { assumeRole: [roleIn("444455556666")] }, "444455556666"],
  ["chained roles", { assumeRole: [roleIn("111122223333"), roleIn("444455556666")] }, "444455556666"],
  ["a role with a web identity", { assumeRoleWithWebIdentity: [roleIn("444455556666")] }, "444455556666"],
  ["a role that is a token", { assumeRole: [{ roleArn: token }] }, undefined],
  ["roles that are resolved later", { assumeRole: Lazy.anyValue({ produce: () => [] }) }, undefined],
  ["a role without ARN", { assumeRole: [{}, null] }, undefined],
])("the account of a provider with %s is known if it sets one", (_, provider, known) => {
  expect(accountOfProvider(provider)).toBe(known);
});
