/** The permissions that Polytomic documents for connections of other types than S3. */
import { tableArnProblem, workgroupArnProblem } from "../aws/arns";
import { checkProps } from "../validation/check-props";
import { rule } from "../validation/rule";
import { checkedString, literalArray } from "../validation/combinators";
import { oneOrMany, type PolicyStatement } from "./policy-document";

/** The tables that a DynamoDB connection reads. */
export interface DynamodbTables {
  /** ARNs of the tables, at least one. */
  readonly tableArns: readonly string[];
  /**
   * Whether bulk syncs read the tables' streams (`changeDetection` of the connection). Polytomic enables a stream on a table that has
   * none, and replaces a stream that lacks images of the new items.
   * @default false
   */
  readonly streams?: boolean;
}

/** The workgroup that a Redshift Serverless connection queries. */
export interface RedshiftServerlessWorkgroup {
  /** ARN of the workgroup. */
  readonly workgroupArn: string;
  /**
   * Whether only the role session that ran a statement can read its results. With `false`, each session of the role can read the results
   * of all others: use it if Polytomic runs a statement in one session and reads the results in another.
   * @default true
   */
  readonly ownStatementsOnly?: boolean;
}

const tablesRule = rule((z) =>
  z.strictObject({
    tableArns: literalArray(checkedString(tableArnProblem)),
    streams: z.boolean().optional(),
  }),
);
const workgroupRule = rule((z) =>
  z.strictObject({
    workgroupArn: checkedString(workgroupArnProblem),
    ownStatementsOnly: z.boolean().optional(),
  }),
);

/**
 * Statements for `role.addStatements(...)`, to use with `role.trustConnection(connection)`: the permissions that Polytomic documents,
 * limited to specific resources where IAM supports that. For buckets in which a connection stages files, use
 * `bucket.grant(role, "readWrite")`. Polytomic documents no actions for Athena and Keyspaces, so write your own statements.
 */
export const RoleStatements = {
  /**
   * Statements for a DynamoDB connection, to read the tables and their indexes.
   *
   * Source: Polytomic documentation, AWS DynamoDB, "IAM Permissions".
   * @throws InvalidPropsError if a prop breaks one of its rules
   */
  dynamodb(tables: DynamodbTables): PolicyStatement[] {
    tables = checkProps({ path: "RoleStatements.dynamodb", name: "RoleStatements" }, tablesRule(), tables);
    const { tableArns, streams = false } = tables;
    const below = (suffix: string): string[] => tableArns.map((arn) => `${arn}/${suffix}`);
    const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement => ({
      Effect: "Allow",
      Action: oneOrMany(actions.map((action) => `dynamodb:${action}`)),
      Resource: oneOrMany(resources),
    });
    return [
      // IAM does not support resource-level permissions for listing tables and streams.
      allow(["List*"], ["*"]),
      allow(
        ["BatchGetItem", "Describe*", "GetItem", "PartiQLSelect", "Query", "Scan"],
        [...tableArns, ...below("index/*")],
      ),
      ...(streams
        ? [
            allow(["UpdateTable"], tableArns),
            allow(["DescribeStream", "GetRecords", "GetShardIterator"], below("stream/*")),
          ]
        : []),
    ];
  },

  /**
   * Statements for a Redshift Serverless connection, to query the workgroup with the Redshift Data API. If the connection uses a bucket for
   * `UNLOAD`, also call `bucket.grant(role, "readWrite")`.
   *
   * Sources: Polytomic documentation, Redshift Serverless; Service Authorization Reference, Amazon Redshift Data API, for the condition
   * that limits results to the owner of a statement (SQL statements have no ARNs).
   * @throws InvalidPropsError if a prop breaks one of its rules
   */
  redshiftServerless(workgroup: RedshiftServerlessWorkgroup): PolicyStatement[] {
    workgroup = checkProps(
      { path: "RoleStatements.redshiftServerless", name: "RoleStatements" },
      workgroupRule(),
      workgroup,
    );
    const data = (...names: readonly string[]): string[] => names.map((name) => `redshift-data:${name}`);
    return [
      {
        Effect: "Allow",
        Action: [
          ...data("DescribeTable", "ExecuteStatement", "ListDatabases", "ListSchemas", "ListTables"),
          "redshift-serverless:GetCredentials",
        ],
        Resource: workgroup.workgroupArn,
      },
      {
        Effect: "Allow",
        Action: data("CancelStatement", "DescribeStatement", "GetStatementResult"),
        Resource: "*",
        ...(workgroup.ownStatementsOnly !== false && {
          Condition: { StringEquals: { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } },
        }),
      },
    ];
  },
} as const;
