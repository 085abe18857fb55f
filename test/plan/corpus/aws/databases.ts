/** A database instance: what loses data and what lets others do so. */
import type { Topic } from "../case";
import { type Edit, edited, program, type Resources } from "../resources";

const BASE: Resources = {
  db: {
    type: "aws_db_instance",
    identifier: "orders",
    engine: "postgres",
    engine_version: "16.3",
    instance_class: "db.t4g.micro",
    allocated_storage: 20,
    username: "owner",
    password: "${var.password}",
    deletion_protection: true,
    skip_final_snapshot: false,
    final_snapshot_identifier: "orders-last",
  },
};
const variable = {
  variable: { password: { type: "string", sensitive: true }, other: { type: "string", sensitive: true } },
};
const edit = (change: Edit) => program(edited(BASE, change), variable);

export const DATABASES: Topic = {
  name: "databases",
  variables: { password: "hunter2-and-more", other: "correct-horse-battery" },
  base: program(BASE, variable),
  cases: [
    {
      name: "database-unprotected",
      edit: edit({ db: { deletion_protection: false } }),
      expected: ["deletion-protection-disabled[db]"],
    },
    {
      name: "database-without-snapshot",
      edit: edit({ db: { skip_final_snapshot: true, final_snapshot_identifier: undefined } }),
      expected: ["deletion-protection-disabled[db]"],
    },
    {
      name: "database-replaced",
      edit: edit({ db: { username: "admin_of_orders" } }),
      expected: ["stateful-resource-destroyed[db]"],
    },
    {
      name: "database-grows",
      edit: edit({ db: { allocated_storage: 40, backup_retention_period: 14 } }),
      expected: [],
    },
    {
      name: "database-other-password",
      edit: edit({ db: { password: "${var.other}" } }),
      expected: ["secret-changed[db]"],
    },
  ],
};
