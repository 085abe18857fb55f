/** Databases and other resources that hold data, and resources that do not. */
import type { Topic } from "../case";
import { type Edit, edited, program, type Resources } from "../resources";

const BASE: Resources = {
  table: {
    type: "aws_dynamodb_table",
    name: "orders",
    billing_mode: "PAY_PER_REQUEST",
    hash_key: "id",
    attribute: [{ name: "id", type: "S" }],
    deletion_protection_enabled: true,
  },
  secret: { type: "aws_secretsmanager_secret", name: "warehouse" },
  images: { type: "aws_ecr_repository", name: "images" },
  stream: { type: "aws_kinesis_stream", name: "events", shard_count: 1 },
  volume: { type: "aws_ebs_volume", availability_zone: "us-east-1a", size: 8 },
  users: { type: "aws_cognito_user_pool", name: "users" },
  files: { type: "aws_efs_file_system", creation_token: "files" },
  logs: { type: "aws_cloudwatch_log_group", name: "/acme/jobs", retention_in_days: 90 },
  network: { type: "aws_vpc", cidr_block: "10.0.0.0/16" },
  group: {
    type: "aws_security_group",
    name: "web",
    vpc_id: "${aws_vpc.network.id}",
    ingress: [
      {
        from_port: 443,
        to_port: 443,
        protocol: "tcp",
        cidr_blocks: ["10.0.0.0/16"],
        description: "",
        ipv6_cidr_blocks: [],
        prefix_list_ids: [],
        security_groups: [],
        self: false,
      },
    ],
  },
  routes: { type: "aws_route_table", vpc_id: "${aws_vpc.network.id}" },
};
const edit = (change: Edit) => program(edited(BASE, change));

export const STATEFUL: Topic = {
  name: "stateful",
  base: program(BASE),
  cases: [
    {
      name: "stateful-removed",
      edit: edit({
        table: undefined,
        secret: undefined,
        images: undefined,
        stream: undefined,
        volume: undefined,
        users: undefined,
        files: undefined,
      }),
      expected: ["table", "secret", "images", "stream", "volume", "users", "files"].map(
        (id) => `stateful-resource-destroyed[${id}]`,
      ),
    },
    {
      name: "table-replaced",
      edit: edit({ table: { hash_key: "order_id", attribute: [{ name: "order_id", type: "S" }] } }),
      expected: ["stateful-resource-destroyed[table]"],
    },
    {
      name: "table-unprotected",
      edit: edit({ table: { deletion_protection_enabled: false } }),
      expected: ["deletion-protection-disabled[table]"],
    },
    {
      name: "table-tuned",
      edit: edit({ table: { point_in_time_recovery: { enabled: true }, tags: { team: "data" } } }),
      expected: [],
    },
    {
      name: "stream-and-volume-grow",
      edit: edit({ stream: { shard_count: 2 }, volume: { size: 16 } }),
      expected: [],
    },
    {
      name: "route-table-removed",
      edit: edit({ routes: undefined }),
      expected: ["resource-destroyed[routes]"],
      note: "A table, but not one with data.",
    },
    {
      name: "security-group-opened",
      edit: edit({
        group: {
          ingress: [{ ...(BASE["group"]!["ingress"] as [object])[0], cidr_blocks: ["0.0.0.0/0"] }],
        },
      }),
      expected: [],
      note: "The catalogue has no rule for networks yet.",
    },
    {
      name: "logs-shorter",
      edit: edit({ logs: { retention_in_days: 7 } }),
      expected: [],
      note: "The catalogue has no rule for the retention of logs.",
    },
  ],
};
