/** What the resources of a plan read and write, as nodes and arrows. */
import { sortedBy } from "../../sorted";
import type { Action, Plan, ResourceChange } from "../plan";

/** A resource or data source. */
export interface Node {
  readonly address: string;
  /** The path of the construct, or the address. */
  readonly name: string;
  readonly type: string;
  readonly isData: boolean;
  readonly action: Action;
}

/** An arrow in the direction of the data, or from a resource to what it uses. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** `reads`, `writes`, `sends events`. Empty for any other reference. */
  readonly label: string;
}

/** The wiring of a stack. */
export interface Graph {
  readonly stack: string;
  readonly nodes: readonly Node[];
  readonly arrows: readonly Arrow[];
}

/** Data sources that nearly everything uses, and that hold no data. */
const ENVIRONMENT = new Set(["aws_caller_identity", "aws_partition", "aws_region"]);

/** The wiring of a plan. References to what the plan does not contain, such as variables, are left out. */
export function graphOf({ stack, resources }: Plan): Graph {
  const current = resources.filter(
    ({ deposed, mode, type }) => deposed === undefined && !(mode === "data" && ENVIRONMENT.has(type)),
  );
  const known = new Map(current.map((change) => [change.address, change]));
  const arrows = current.flatMap((change) => arrowsOf(change, known));
  return {
    stack,
    nodes: sortedBy(current, ({ address }) => [address]).map(nodeOf),
    arrows: sortedBy(
      [...new Map(arrows.map((arrow) => [Object.values(arrow).join("\n"), arrow])).values()],
      ({ from, to, label }) => [from, to, label],
    ),
  };
}

const nodeOf = ({ address, construct, type, mode, action }: ResourceChange): Node => ({
  address,
  name: construct ?? address,
  type,
  isData: mode === "data",
  action,
});

type Known = ReadonlyMap<string, ResourceChange>;

function arrowsOf(change: ResourceChange, known: Known): Arrow[] {
  const targets = [...new Set(change.references)]
    .map((address) => known.get(address))
    .filter((target) => target !== undefined && target.address !== change.address) as ResourceChange[];
  if (change.type === "aws_s3_bucket_notification") {
    const buckets = targets.filter(({ type }) => type === "aws_s3_bucket");
    const others = targets.filter(({ type }) => EVENT_TARGETS.has(type));
    if (buckets.length > 0 && others.length > 0) {
      return [
        ...buckets.map((bucket) => arrow(bucket, change, "sends events")),
        ...others.map((other) => arrow(change, other, "sends events")),
        ...targets
          .filter((target) => !buckets.includes(target) && !others.includes(target))
          .map((target) => arrow(change, target)),
      ];
    }
  }
  return targets.map((target) => dataArrow(change, target));
}

const EVENT_TARGETS = new Set(["aws_sqs_queue", "aws_sns_topic", "aws_lambda_function"]);
const SYNCS = new Set(["polytomic_sync", "polytomic_bulk_sync"]);
const isConnection = (type: string): boolean => /^polytomic_\w+_connection$/.test(type);

/** Data flows from a bucket or queue into a connection, on into models and syncs, and from a sync into its target. */
function dataArrow(change: ResourceChange, target: ResourceChange): Arrow {
  if (isConnection(change.type) && ["aws_s3_bucket", "aws_sqs_queue"].includes(target.type)) {
    return arrow(target, change, "reads");
  }
  if (change.type === "polytomic_model" && isConnection(target.type)) {
    return arrow(target, change, "reads");
  }
  if (SYNCS.has(change.type) && target.type === "polytomic_model") {
    return arrow(target, change, "reads");
  }
  if (SYNCS.has(change.type) && isConnection(target.type)) {
    return isSourceOf(change, target) ? arrow(target, change, "reads") : arrow(change, target, "writes");
  }
  return arrow(change, target);
}

/** A bulk sync names two connections. Without the configuration of the plan, the arrow shows that it writes. */
const isSourceOf = (sync: ResourceChange, { address }: ResourceChange): boolean =>
  sync.type === "polytomic_bulk_sync" &&
  (sync.template("source", "connection_id") ?? "").includes(`${address}.`);

const arrow = ({ address: from }: ResourceChange, { address: to }: ResourceChange, label = ""): Arrow => ({
  from,
  to,
  label,
});
