/** Polytomic resources of a plan, as the provider returns them. */
import type { ResourceChange } from "../../lib/plan/plan";
import type { Values } from "../../lib/plan/value";
import { change } from "./plan-changes";

const LAKE = "c0000000-0000-4000-8000-000000000001";
const WAREHOUSE = "c0000000-0000-4000-8000-000000000002";
const ORDERS = "d0000000-0000-4000-8000-000000000001";

/** Ids of the connections and the model of these changes. */
export const ids = { lake: LAKE, warehouse: WAREHOUSE, orders: ORDERS };

export const lakeConnection: Values = {
  id: LAKE,
  name: "Acme data lake",
  configuration: {
    auth_mode: "iam_role",
    external_id: "e0000000-0000-4000-8000-000000000001",
    iam_role_arn: "arn:aws:iam::111122223333:role/lake",
    s3_bucket_name: "s3://acme-lake",
    s3_bucket_region: "us-east-1",
  },
  force_destroy: null,
};

export const ordersModel: Values = {
  id: ORDERS,
  name: "Orders",
  connection_id: LAKE,
  configuration: '{"file_format":"csv","key":"orders.csv","model_from":"single_file"}',
  fields: ["email", "id"],
  identifier: "id",
  tracking_columns: [],
  version: 1,
};

const field = (target: string, source: string): Values => ({
  target,
  source: { field: source, model_id: ORDERS },
  encryption_enabled: null,
  new: null,
  override_value: null,
  sync_mode: null,
});

export const mapped = field;

export const modelSync: Values = {
  id: "5c000000-0000-4000-8000-000000000001",
  name: "Large orders",
  active: true,
  mode: "updateOrCreate",
  schedule: { frequency: "daily", hour: "5", minute: "0" },
  target: { connection_id: WAREHOUSE, object: "public.orders", configuration: null },
  fields: [field("email", "email"), field("total", "total")],
  override_fields: null,
  identity: {
    source: { field: "id", model_id: ORDERS },
    target: "order_id",
    function: "Equality",
    new_field: false,
    remote_field_type_id: "",
  },
  filters: null,
  filter_logic: null,
  target_filters: null,
};

export const schema = (id: string, given: Values = {}): Values => ({
  id,
  enabled: true,
  fields: [],
  filters: null,
  partition_key: "",
  tracking_field: "",
  output_name: id,
  ...given,
});

export const bulkSync: Values = {
  id: "b0000000-0000-4000-8000-000000000001",
  name: "Orders to Snowflake",
  active: true,
  mode: "replicate",
  schedule: { frequency: "daily", hour: "5", minute: "0" },
  source: { connection_id: LAKE, configuration: null },
  destination: { connection_id: WAREHOUSE, configuration: '{"schema":"lake"}' },
  schemas: [schema("orders")],
  updated_at: "2026-01-01T00:00:00Z",
};

/** An update of a resource: `given` on top of `values`. */
export const update = (type: string, values: Values, given: Values): ResourceChange =>
  change(type, { before: values, after: { ...values, ...given } });

/** A resource that does not change. */
export const unchanged = (type: string, values: Values, address = `${type}.it`): ResourceChange =>
  change(type, { before: values, after: values, action: "no-op", address });
