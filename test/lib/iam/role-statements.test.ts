import { Token } from "cdktf";
import { policyDocument } from "../../../lib/iam/policy-document";
import { RoleStatements } from "../../../lib/iam/role-statements";
import { isAllowed, mutants, type StoredPolicy } from "../../support/simulation";

const account = "111122223333";
const tables = ["orders", "people"].map((name) => `arn:aws:dynamodb:us-east-1:${account}:table/${name}`);
const workgroupArn = `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/6f1d2b5c`;

const SESSION = "AROAEXAMPLE:polytomic";
/** The session reads its own results. */
const OWN = { "aws:userid": SESSION, "redshift-data:statement-owner-iam-userid": SESSION };
const OF_OTHERS = { ...OWN, "redshift-data:statement-owner-iam-userid": "AROAEXAMPLE:another" };

/** The requests that `policy` allows. */
const allowed = (
  policy: StoredPolicy,
  requests: readonly (readonly [action: string, resource: string])[],
  context: Readonly<Record<string, string>> = OWN,
) =>
  Promise.all(
    requests.map(([action, resource]) =>
      isAllowed({
        principal: `arn:aws:iam::${account}:role/polytomic`,
        action,
        resource,
        account,
        context: action.startsWith("redshift-data:") ? context : {},
        identity: [policy],
      }),
    ),
  );

const storedOf = (statements: ReturnType<typeof RoleStatements.dynamodb>): StoredPolicy =>
  JSON.parse(JSON.stringify(policyDocument(statements))) as StoredPolicy;

const onTable = (actions: readonly string[], table = tables[0]!, suffix = "") =>
  actions.map((action) => [`dynamodb:${action}`, `${table}${suffix}`] as const);

const READS = onTable(["BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan", "PartiQLSelect"]);
const LISTS = [["dynamodb:ListTables", "*"]] as const;
const FOLLOWS = [
  ...onTable(["UpdateTable"]),
  ...onTable(
    ["DescribeStream", "GetRecords", "GetShardIterator"],
    tables[1],
    "/stream/2026-01-01T00:00:00.000",
  ),
];
const NEVER = [
  ...onTable(["PutItem", "DeleteItem", "DeleteTable", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"]),
  ...onTable(["Scan", "GetItem", "DescribeTable"], `arn:aws:dynamodb:us-east-1:${account}:table/others`),
  ...onTable(["Scan"], `arn:aws:dynamodb:us-east-1:${account}:table/orders-of-others`),
];
const REDSHIFT = {
  needs: [
    ...["DescribeTable", "ExecuteStatement", "ListDatabases", "ListSchemas", "ListTables"].map(
      (action) => [`redshift-data:${action}`, workgroupArn] as const,
    ),
    ["redshift-serverless:GetCredentials", workgroupArn],
    ...["CancelStatement", "DescribeStatement", "GetStatementResult"].map(
      (action) => [`redshift-data:${action}`, "*"] as const,
    ),
  ],
  never: [
    ["redshift-data:ExecuteStatement", `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/other`],
    [
      "redshift-serverless:GetCredentials",
      `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/other`,
    ],
    ["redshift-serverless:DeleteWorkgroup", workgroupArn],
    ["redshift-data:ListStatements", "*"],
  ],
} as const;

describe.each([
  {
    name: "DynamoDB",
    statements: RoleStatements.dynamodb({ tableArns: tables }),
    needs: [...READS, ...LISTS, ...onTable(["Query"], tables[1], "/index/by-email")],
    never: [...NEVER, ...FOLLOWS],
  },
  {
    name: "DynamoDB with its streams",
    statements: RoleStatements.dynamodb({ tableArns: tables, streams: true }),
    needs: [...READS, ...LISTS, ...FOLLOWS],
    never: NEVER,
  },
  {
    name: "Redshift Serverless",
    statements: RoleStatements.redshiftServerless({ workgroupArn }),
    ...REDSHIFT,
  },
])("a role for $name", ({ statements, needs, never }) => {
  const policy = storedOf(statements);

  test("allows what Polytomic documents", async () => {
    expect(await allowed(policy, needs)).toEqual(needs.map(() => true));
  });

  test("allows nothing else", async () => {
    expect(await allowed(policy, never)).toEqual(never.map(() => false));
  });

  test("needs each of its statements", async () => {
    for (const mutant of mutants(policy)) {
      const limitsTheOwner = mutant.without.includes("statement-owner");
      const requests = limitsTheOwner ? needs.filter(([, resource]) => resource === "*") : needs;
      // Without its condition, a statement can read the results of other sessions.
      expect(await allowed(mutant.policy, requests, limitsTheOwner ? OF_OTHERS : OWN)).toContain(
        limitsTheOwner,
      );
    }
  });
});

test("Redshift results can be read by the session that requested them, or by every session of the role on request", async () => {
  const { needs } = REDSHIFT;
  const results = needs.filter(([, resource]) => resource === "*");
  const own = storedOf(RoleStatements.redshiftServerless({ workgroupArn }));
  const all = storedOf(RoleStatements.redshiftServerless({ workgroupArn, ownStatementsOnly: false }));
  expect(await allowed(own, results)).toEqual([true, true, true]);
  expect(await allowed(own, results, OF_OTHERS)).toEqual([false, false, false]);
  expect(await allowed(all, results, OF_OTHERS)).toEqual([true, true, true]);
});

test("one table is rendered without an array", () => {
  const [, , stream] = RoleStatements.dynamodb({ tableArns: [tables[0]!], streams: true });
  expect(stream).toEqual({ Effect: "Allow", Action: "dynamodb:UpdateTable", Resource: tables[0] });
});

test.each([
  [() => RoleStatements.dynamodb({ tableArns: [] }), "tableArns  must not be empty"],
  [() => RoleStatements.dynamodb({} as never), "tableArns  is missing"],
  [() => RoleStatements.dynamodb({ tableArns: tables, stream: true } as never), "Did you mean streams?"],
  [() => RoleStatements.redshiftServerless({ workgroupArn: "" }), "workgroupArn  must not be empty"],
  [() => RoleStatements.dynamodb({ tableArns: ["orders"] }), 'tableArns[0]  "orders" is not a table ARN'],
  [
    () => RoleStatements.dynamodb({ tableArns: ["arn:aws:dynamodb:us-east-1:111122223333:table/*"] }),
    "is not a table ARN",
  ],
  [
    () => RoleStatements.dynamodb({ tableArns: Token.asList("${var.tables}") }),
    "tableArns  must be a literal array; tokens are allowed only as elements",
  ],
  [() => RoleStatements.redshiftServerless({ workgroupArn: "arn:aws:s3:::lake" }), "is not a workgroup ARN"],
])("rejects missing and misspelled props", (program, message) => {
  expect(program).toThrow(message);
});
