// Plain JavaScript programs. The caller passes the packages, loaded with `require` or `import`.

/** Uses each construct alone. */
exports.eachAlone = ({ cdktf, aws, polytomic }, outdir) => {
  const { App, TerraformStack, TerraformVariable } = cdktf;
  const { AwsProvider } = aws;
  const {
    BulkSync,
    Connection,
    DataBucket,
    EventQueue,
    GlobalErrorSubscribers,
    ModelSync,
    Organization,
    PermissionPolicy,
    PermissionRole,
    PolytomicProvider,
    PolytomicRole,
    PrimaryKeys,
    S3Connection,
    S3Model,
    Schedule,
    User,
  } = polytomic;

  const app = new App({ outdir: outdir });
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");

  const secret = new TerraformVariable(stack, "secret", { type: "string", sensitive: true });
  S3Connection.fromConnectionId(stack, "existing", "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11").model("events", {
    name: "Events",
    archive: {},
  });
  const legacy = new S3Connection(stack, "legacy", {
    name: "Legacy",
    bucket: "acme-legacy/exports",
    region: "eu-central-1",
    auth: { mode: "access_key_and_secret", accessKeyId: "AKIAEXAMPLE", secretAccessKey: secret.stringValue },
  });
  new DataBucket(stack, "bucket", { name: "acme-data" });
  new EventQueue(stack, "queue");
  new PolytomicRole(stack, "role", { externalIds: ["known-beforehand"] });
  const crm = Connection.fromId(stack, "crm", "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11");
  const model = new S3Model(stack, "model", {
    name: "Orders",
    connection: legacy,
    file: "orders.csv",
    identifier: "id",
  });
  new ModelSync(stack, "sync", {
    name: "Orders to CRM",
    mode: "create",
    target: { connection: crm, object: "Order" },
    fields: { Id: model.field("id") },
    schedule: Schedule.hourly(),
  });
  new BulkSync(stack, "bulk", {
    name: "CRM to S3",
    source: { connection: crm },
    destination: { connection: legacy },
  });
  new PrimaryKeys(stack, "keys", { connection: legacy, schema: "orders", fields: ["id"] });
  const { organizationId } = new Organization(stack, "organization", { name: "Acme" });
  new PermissionRole(stack, "analyst", { name: "Analyst" });
  const admin = PermissionRole.fromRoleId(stack, "admin", "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11");
  new PermissionPolicy(stack, "policy", { name: "Policy", policyActions: { delete: [admin] } });
  new User(stack, "ada", { email: "ada@example.com", roles: [admin], organization: organizationId });
  new GlobalErrorSubscribers(stack, "subscribers", { emails: ["ops@example.com"] });

  app.synth();
};

/** Uses an integration from data that the schemas have checked, and a generated binding. */
exports.integration = ({ cdktf, aws, polytomic, schemas, postgresql }, outdir) => {
  const { App, TerraformStack, TerraformVariable } = cdktf;
  const { AwsProvider } = aws;
  const { PolytomicProvider, S3Integration, Schedule } = polytomic;
  const { PostgresqlConnection } = postgresql;

  const app = new App({ outdir: outdir });
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");

  const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
  const warehouse = new PostgresqlConnection(stack, "warehouse", {
    name: "Warehouse",
    configuration: {
      hostname: "db",
      database: "raw",
      username: "polytomic",
      password: password.stringValue,
      port: 5432,
    },
  });
  const props = { name: "Lake", bucket: { name: "acme-lake" }, folder: "exports" };
  const lake = new S3Integration(stack, "lake", schemas.s3IntegrationSchema.parse(props));
  lake.bulkSyncTo("out", {
    name: "Out",
    destination: warehouse,
    schemas: ["orders"],
    schedule: Schedule.hourly(),
  });

  app.synth();
};
