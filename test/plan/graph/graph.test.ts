import fc from "fast-check";
import { renderDot } from "../../../lib/plan/graph/dot";
import { graphOf } from "../../../lib/plan/graph/graph";
import { renderMermaid } from "../../../lib/plan/graph/mermaid";
import type { Plan, ResourceChange } from "../../../lib/plan/plan";
import { hostileName } from "../render/hostile";

/** A resource of a plan, with what the graph reads. */
const resource = (
  address: string,
  references: string[] = [],
  members: Partial<ResourceChange> = {},
): ResourceChange =>
  ({
    address,
    mode: "managed",
    type: address.split(".")[0]!,
    action: "no-op",
    references,
    template: () => undefined,
    ...members,
  }) as ResourceChange;

const plan = (...resources: ResourceChange[]): Plan =>
  ({ stack: "prod", resources }) as Partial<Plan> as Plan;

/** The arrows as `from -> to: label`. */
const arrows = (...resources: ResourceChange[]): string[] =>
  graphOf(plan(...resources)).arrows.map(
    ({ from, to, label }) => `${from} -> ${to}${label === "" ? "" : `: ${label}`}`,
  );

const INTEGRATION = [
  resource("aws_s3_bucket.b", [], { construct: "prod/lake/bucket", action: "create" }),
  resource("aws_sqs_queue.q"),
  resource("aws_s3_bucket_notification.n", ["aws_s3_bucket.b", "aws_sqs_queue.q"]),
  resource("polytomic_s3_connection.c", ["aws_s3_bucket.b", "aws_sqs_queue.q"]),
  resource("polytomic_model.m", ["polytomic_s3_connection.c"]),
  resource("polytomic_postgresql_connection.p"),
  resource("polytomic_sync.s", ["polytomic_model.m", "polytomic_postgresql_connection.p"]),
];

describe("arrows", () => {
  test("have the direction of the data", () => {
    expect(arrows(...INTEGRATION)).toEqual([
      "aws_s3_bucket.b -> aws_s3_bucket_notification.n: sends events",
      "aws_s3_bucket.b -> polytomic_s3_connection.c: reads",
      "aws_s3_bucket_notification.n -> aws_sqs_queue.q: sends events",
      "aws_sqs_queue.q -> polytomic_s3_connection.c: reads",
      "polytomic_model.m -> polytomic_sync.s: reads",
      "polytomic_s3_connection.c -> polytomic_model.m: reads",
      "polytomic_sync.s -> polytomic_postgresql_connection.p: writes",
    ]);
  });

  test("start at the source of a bulk sync, and end at its destination", () => {
    expect(
      arrows(
        resource("polytomic_csv_connection.from"),
        resource("polytomic_postgresql_connection.to"),
        resource(
          "polytomic_bulk_sync.s",
          ["polytomic_csv_connection.from", "polytomic_postgresql_connection.to"],
          {
            template: (...path) =>
              path.join(".") === "source.connection_id" ? "${polytomic_csv_connection.from.id}" : undefined,
          },
        ),
      ),
    ).toEqual([
      "polytomic_bulk_sync.s -> polytomic_postgresql_connection.to: writes",
      "polytomic_csv_connection.from -> polytomic_bulk_sync.s: reads",
    ]);
  });

  test("of other references start at the resource that uses the other one", () => {
    expect(arrows(resource("aws_iam_role.r"), resource("aws_iam_role_policy.p", ["aws_iam_role.r"]))).toEqual(
      ["aws_iam_role_policy.p -> aws_iam_role.r"],
    );
  });

  test("leave out what the plan does not contain, repetitions and the resource itself", () => {
    expect(arrows(resource("a.a", ["a.a", "var.x", "b.b", "b.b"]), resource("b.b"))).toEqual(["a.a -> b.b"]);
  });
});

test("data sources of account, partition and region are left out, because nearly everything uses them", () => {
  const region = resource("data.aws_region.r", [], { mode: "data", type: "aws_region" });
  expect(graphOf(plan(region, resource("a.a", ["data.aws_region.r"])))).toMatchObject({
    nodes: [{ address: "a.a" }],
    arrows: [],
  });
});

test("deposed objects are left out, and the order of resources does not matter", () => {
  const deposed = resource("aws_sqs_queue.q", [], { deposed: "a1" });
  expect(graphOf(plan(...INTEGRATION.toReversed(), deposed))).toEqual(graphOf(plan(...INTEGRATION)));
});

const SMALL = [
  graphOf(
    plan(
      resource("aws_s3_bucket.b", [], { construct: "prod/lake/bucket", action: "replace" }),
      resource("data.aws_s3_bucket.r", [], { mode: "data", type: "aws_s3_bucket" }),
      resource("polytomic_s3_connection.c", ["aws_s3_bucket.b", "data.aws_s3_bucket.r"], {
        action: "create",
      }),
    ),
  ),
];

test("Mermaid", () => {
  expect(renderMermaid(SMALL)).toBe(`flowchart LR
  subgraph s0["prod"]
    s0n0["-/#43; prod/lake/bucket<br>aws_s3_bucket"]:::replace
    s0n1(["data.aws_s3_bucket.r<br>aws_s3_bucket"])
    s0n2["#43; polytomic_s3_connection.c<br>polytomic_s3_connection"]:::create
    s0n0 -->|reads| s0n2
    s0n1 -->|reads| s0n2
  end
  classDef create fill:#dcfce7,stroke:#15803d
  classDef replace fill:#ffedd5,stroke:#c2410c
`);
});

test("DOT", () => {
  expect(renderDot(SMALL).split("\n").slice(4)).toEqual([
    "  subgraph cluster_0 {",
    '    label="prod";',
    '    fontname="Helvetica";',
    '    s0n0 [label="-/+ prod/lake/bucket\\naws_s3_bucket", fillcolor="#ffedd5", color="#c2410c"];',
    '    s0n1 [label="data.aws_s3_bucket.r\\naws_s3_bucket", shape=ellipse];',
    '    s0n2 [label="+ polytomic_s3_connection.c\\npolytomic_s3_connection", fillcolor="#dcfce7", color="#15803d"];',
    '    s0n0 -> s0n2 [label="reads"];',
    '    s0n1 -> s0n2 [label="reads"];',
    "  }",
    "}",
    "",
  ]);
});

test("hostile names stay in their quotes", () => {
  const shape = (text: string, label: RegExp): string => text.replace(label, '""');
  const MERMAID_LABEL = /"(?:[^"#]|#\d+;)*"/g;
  const DOT_LABEL = /"(?:[^"\\\n]|\\[\\"n])*"/g;
  const graphsOf = (name: string): ReturnType<typeof graphOf>[] => [
    graphOf({ ...plan(resource("a.a", [], { construct: name, type: name })), stack: name }),
  ];
  fc.assert(
    fc.property(hostileName, (name) => {
      expect(shape(renderMermaid(graphsOf(name)), MERMAID_LABEL)).toBe(
        shape(renderMermaid(graphsOf("x")), MERMAID_LABEL),
      );
      expect(shape(renderDot(graphsOf(name)), DOT_LABEL)).toBe(shape(renderDot(graphsOf("x")), DOT_LABEL));
    }),
  );
});
