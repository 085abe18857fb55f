/** What Polytomic's documentation asks of a role for connections of other types than S3. */
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
   * Whether bulk syncs follow the streams of the tables (`changeDetection` of the connection). Polytomic gives a stream to a table
   * that has none, and replaces one without images of the new items.
   * @default false
   */
  readonly streams?: boolean;
}

/** The workgroup that a Redshift Serverless connection asks. */
export interface RedshiftServerlessWorkgroup {
  /** ARN of the workgroup. */
  readonly workgroupArn: string;
  /**
   * Whether results can be read only in the session of the role that asked for them. With `false`, each session of the role reads the
   * results of all others: for a Polytomic that asks in one session and reads in another.
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
 * Statements for `role.addStatements(...)`, beside `role.trustConnection(connection)`: what Polytomic documents for these types, limited to
 * what they are about where IAM can do so. Of buckets that other types stage files in, `bucket.grant(role, "readWrite")` takes care;
 * for Athena and Keyspaces Polytomic documents no actions, so bring statements of your own.
 */
export const RoleStatements = {
  /**
   * For a DynamoDB connection: reads the tables and their indexes.
   *
   * Source: Polytomic documentation, AWS DynamoDB, "IAM Permissions".
   * @throws InvalidPropsError if a prop breaks its rule
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
      // IAM knows no narrower resource for the lists of tables and streams.
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
   * For a Redshift Serverless connection: asks the workgroup, by the Redshift Data API. A bucket for `UNLOAD` is granted besides,
   * `bucket.grant(role, "readWrite")`.
   *
   * Sources: Polytomic documentation, Redshift Serverless; Service Authorization Reference, Amazon Redshift Data API, for the condition
   * with which AWS's own policies limit statements, which have no ARNs, to their owner.
   * @throws InvalidPropsError if a prop breaks its rule
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
