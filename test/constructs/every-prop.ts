/** Every construct with all of its props, valid, and ways to replace one prop at a time. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  BulkSync,
  Connection,
  DataBucket,
  EncryptionKey,
  EventQueue,
  GlobalErrorSubscribers,
  Model,
  ModelSync,
  Organization,
  PermissionPolicy,
  PermissionRole,
  PolytomicProvider,
  PolytomicRole,
  PrimaryKeys,
  S3Connection,
  S3Integration,
  S3Model,
  User,
} from "../../constructs";

type Props = Readonly<Record<string, unknown>>;

/** Props of a construct, and a function that creates it: untyped, as in plain JavaScript. */
export interface Subject {
  readonly props: Props;
  readonly make: (id: string, props: never) => unknown;
}

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const ARN = "arn:aws:sqs:us-east-1:111122223333:q";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:objects";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:audit";
const USER = "arn:aws:iam::111122223333:user/polytomic";
const ROOT = "arn:aws:iam::111122223333:root";
const tags = { team: "data" };
const otherNotifications = [
  { id: "audit", topicArn: TOPIC, events: ["s3:ObjectRemoved:*"], filterPrefix: "p/", filterSuffix: ".x" },
];

/** The constructs by name, to create in `stack` with valid or invalid props. */
export function subjects(stack: TerraformStack): Readonly<Record<string, Subject>> {
  const awsProvider = new AwsProvider(stack, "eu", { alias: "eu" });
  const polytomicProvider = new PolytomicProvider(stack, "other", { alias: "other" });
  const { resource } = new PolytomicRole(stack, "awaited-role", { externalIds: ["id"] });
  const existing = { organization: UUID, polytomicProvider };
  const polytomic = { ...existing, dependsOn: [resource] };
  const aws = { tags, awsProvider, dependsOn: [resource] };
  // Only the bindings of version 6 of the AWS provider have it.
  const regional = { ...aws, ...("regionInput" in S3Bucket.prototype ? { region: "us-east-1" } : {}) };
  const connection = Connection.fromId(stack, "connection", "id");
  const orders = new S3Model(stack, "model", { name: "Orders", file: "orders.csv", connection });
  const role = new PolytomicRole(stack, "existing-role", { externalIds: ["id"] });
  const queue = EventQueue.fromQueueArn(stack, "existing-queue", ARN);
  const secretAccessKey = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
  const lake = new S3Integration(stack, "lake", { name: "Lake", bucket: { name: "acme-lake" } });

  const end = { connection };
  const first = new BulkSync(stack, "first", { name: "First", source: end, destination: end });

  const bucket = {
    name: "acme-data",
    versioned: true,
    oldVersionDays: 1,
    incompleteUploadDays: 1,
    lifecycleRules: [{ id: "own", status: "Enabled" }],
    accessLogs: { bucket: "acme-logs", prefix: "lake/" },
    policyStatements: [{ Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:*", Resource: "*" }],
    eventBridge: true,
    objectLock: { mode: "GOVERNANCE", days: 1 },
    allowedNetworks: { ipRanges: ["203.0.113.0/24"], vpcEndpoints: ["vpce-1a2b3c4d"] },
    otherNotifications,
    replication: {
      roleArn: "arn:aws:iam::111122223333:role/replication",
      rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
    },
    publicAccessBlock: "organization",
    onRemoval: "delete-with-objects",
  };
  const otherBucket = {
    name: "acme-other",
    accessLogs: { bucket: "acme-logs", dependsOn: [resource] },
    policyStatements: [
      {
        Sid: "Others",
        Effect: "Deny",
        Principal: { AWS: [ROOT] },
        Action: ["s3:GetObject"],
        Resource: ["*"],
        Condition: { StringEquals: { "aws:PrincipalTag/team": ["sales"] } },
      },
    ],
    objectLock: { mode: "GOVERNANCE", years: 1 },
    allowedNetworks: { vpcEndpoints: ["vpce-1a2b3c4d"], polytomicCloud: false },
    otherNotifications: [
      { id: "queue", queueArn: ARN, events: ["s3:ObjectRemoved:*"], dependsOn: [resource] },
      { id: "function", lambdaFunctionArn: FUNCTION, events: ["s3:ObjectTagging:*"] },
      { id: "objects", topicArn: TOPIC, events: ["s3:ObjectCreated:*"] },
    ],
    replication: { ...bucket.replication, dependsOn: [resource] },
  };
  const encryptionKey = new EncryptionKey(stack, "key");
  const keyProps = { alias: "k", deletionWindowDays: 7, onRemoval: "delete" };
  const queueProps = {
    queueName: "q",
    retentionDays: 1,
    visibilityTimeout: 1,
    maxReceives: 1,
    onRemoval: "keep",
    alarms: { actions: [TOPIC], maxAge: 60, maxDeadLetters: 1 },
  };
  const roleProps = {
    roleName: "r",
    path: "/p/",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/b",
    maxSessionDuration: 3600,
    trustedPrincipals: [ROOT],
    trustConditions: {
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      StringEquals: { "aws:PrincipalTag/team": ["data"] },
    },
    trustPolicyLength: 4096,
    externalIds: ["id"],
  };
  const directories = {
    layout: "table-per-directory",
    glob: "*",
    formats: ["csv"],
    skipLines: 1,
    csvHasHeaders: true,
  };
  const oneTable = { layout: "one-table", tableName: "t", format: "csv", skipLines: 1, csvHasHeaders: true };
  const place = {
    name: "Lake",
    bucket: "acme-lake/in",
    region: "us-east-1",
    files: directories,
    forceDestroy: true,
  };
  const anyModel = {
    name: "Model",
    fields: ["id"],
    identifier: "id",
    trackingColumns: ["at"],
    relations: [{ from: "account", to: orders.field("id") }],
    ...polytomic,
  };
  const model = { ...anyModel, format: "csv" };
  const bulk = {
    name: "Bulk",
    schemas: [
      "a",
      {
        id: "b",
        enabled: true,
        partitionKey: "p",
        trackingField: "t",
        fields: ["f", { id: "g", enabled: true, obfuscate: true }],
        filters: [{ field: "f", function: "Equality", value: "v" }],
        dataCutoffTimestamp: "2026-01-01T00:00:00Z",
        disableDataCutoff: true,
      },
    ],
    resyncConcurrencyLimit: 1,
    normalizeNames: "legacy",
    verifySchemas: true,
    dataCutoffTimestamp: "2026-01-01T00:00:00Z",
    policies: [UUID],
    mode: "replicate",
    schedule: { frequency: "weekly", dayOfWeek: 1, hour: 1, minute: 1 },
    active: true,
    automaticallyAddNewFields: "all",
    automaticallyAddNewObjects: "all",
    disableRecordTimestamps: true,
    concurrencyLimit: 1,
    ...polytomic,
  };
  const custom = { frequency: "custom", month: 1, dayOfMonth: 1, dayOfWeek: 1, hour: 1, minute: 1 };
  const configuration = { schema: "raw" };
  const sync = {
    name: "Sync",
    mode: "update",
    target: { connection, object: "o", format: "csv", configuration: { a: 1 }, filterLogic: "A" },
    fields: {
      a: orders.field("a"),
      b: "b",
      c: {
        source: orders.field("c"),
        overrideValue: "x",
        new: true,
        syncMode: "create",
        encryptionEnabled: true,
      },
      d: { overrideValue: "y", new: true, syncMode: "create" },
    },
    identity: { source: orders.field("a"), target: "a", function: "Equality", newField: true },
    filters: { A: orders.field("a").equals("b") },
    targetFilters: { A: { field: "f", function: "Equality", value: "v" } },
    filterLogic: "A",
    overrides: [{ source: orders.field("a"), function: "Equality", value: "b", override: "c" }],
    encryptionPassphrase: secretAccessKey,
    active: true,
    syncAllRecords: true,
    skipInitialBackfill: true,
    onlyEnrichUpdates: true,
    ...polytomic,
  };

  const analyst = new PermissionRole(stack, "analyst", { name: "Analyst" });
  const key = { connection, schema: "s", fields: ["id"], ...polytomic };
  const subscribers = { emails: ["ops@example.com"], ...polytomic };

  const making = (props: Props, make: Subject["make"]): Subject => ({ props, make });
  return {
    EncryptionKey: making(
      { ...keyProps, ...regional },
      (id, props) => new EncryptionKey(stack, id, once(id, props, ["alias"])),
    ),
    DataBucket: making(
      { ...bucket, encryptionKey, previousEncryptionKeys: [encryptionKey], ...regional },
      (id, props) => new DataBucket(stack, id, once(id, props, ["name"])),
    ),
    "DataBucket of other choices": making(
      otherBucket,
      (id, props) => new DataBucket(stack, id, once(id, props, ["name"])),
    ),
    "DataBucket.fromBucketName": making(
      {
        region: "us-east-1",
        encryptionKey,
        ownerAccountId: "111122223333",
        manageNotifications: true,
        eventBridge: true,
        otherNotifications,
        awsProvider,
      },
      (id, props) => DataBucket.fromBucketName(stack, id, `acme-${id}`, props),
    ),
    "DataBucket.fromBucketAttributes": making(
      { bucketName: "acme-existing", region: "us-east-1" },
      (id, props) => DataBucket.fromBucketAttributes(stack, id, props),
    ),
    "DataBucket.sendEventsTo by a topic": making(
      { eventTypes: ["s3:ObjectCreated:*"], topicArn: TOPIC, suffix: ".csv" },
      (id, props) => {
        const q = EventQueue.fromQueueArn(stack, `${id}-queue`, `${ARN}-${id}`);
        DataBucket.fromBucketName(stack, id, "acme-existing").sendEventsTo(q, props);
      },
    ),
    "DataBucket.sendEventsTo": making(
      { eventTypes: ["s3:ObjectCreated:*"], prefix: "p/", suffix: ".csv" },
      (id, props) => {
        DataBucket.fromBucketName(stack, id, "acme-existing").sendEventsTo(queue, props);
      },
    ),
    EventQueue: making(
      { ...queueProps, encryptionKey, previousEncryptionKeys: [encryptionKey], ...regional },
      (id, props) => new EventQueue(stack, id, once(id, props, ["queueName"])),
    ),
    PolytomicRole: making(
      { ...roleProps, ...aws },
      (id, props) => new PolytomicRole(stack, id, once(id, props, ["roleName"])),
    ),
    "PolytomicRole.addStatements": making(
      { Sid: "Tags", Effect: "Allow", Action: ["s3:GetObjectTagging"], Resource: "*" },
      (_, statement) => {
        role.addStatements(statement);
      },
    ),
    // A queue has one connection, so each of these has its own queue.
    "S3Connection with a role": making(
      { ...place, auth: { mode: "iam_role", role, forgetAccessKey: true }, events: { queue }, ...polytomic },
      (id, props: Props) => {
        const own = () => EventQueue.fromQueueArn(stack, `${id}-queue`, `${ARN}-${id}`);
        new S3Connection(
          stack,
          id,
          within(props, "events", (events) => instead(events, "queue", queue, own)),
        );
      },
    ),
    "S3Connection with keys": making(
      {
        ...place,
        files: oneTable,
        auth: { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey },
      },
      (id, props) => new S3Connection(stack, id, props),
    ),
    "S3Connection to a DataBucket": making(
      {
        name: "Lake",
        bucket: lake.bucket,
        folder: "in",
        auth: { mode: "access_key_and_secret", accessKeyId: "AKIA", secretAccessKey },
        ...polytomic,
      },
      (id, props) => new S3Connection(stack, id, props),
    ),
    "S3Model of a file": making(
      { ...model, file: "f", connection },
      (id, props) => new S3Model(stack, id, props),
    ),
    "S3Model of a file in a subfolder": making(
      { ...model, file: { key: "k", subfolder: "s" }, connection },
      (id, props) => new S3Model(stack, id, props),
    ),
    "S3Model of an archive": making({ ...model, archive: { key: "k", subfolder: "s" } }, (id, props) =>
      lake.connection.model(id, props),
    ),
    Model: making(
      { ...anyModel, connection, configuration: { query: "SELECT 1" } },
      (id, props) => new Model(stack, id, props),
    ),
    "S3Connection.fromConnectionId": making({ ...existing }, (id, props) =>
      S3Connection.fromConnectionId(stack, id, UUID, props),
    ),
    "S3Connection.fromAttributes": making(
      { connectionId: UUID, auth: { mode: "iam_role", externalId: "known" }, ...existing },
      (id, props) => S3Connection.fromAttributes(stack, id, props),
    ),
    "S3Connection.fromAttributes with keys": making(
      { connectionId: UUID, auth: { mode: "access_key_and_secret", awsUser: USER } },
      (id, props) => S3Connection.fromAttributes(stack, id, props),
    ),
    "ModelSync to a new object of a kind": making(
      {
        name: "Sync",
        mode: "create",
        fields: { a: orders.field("a") },
        target: { connection, newName: "o", object: "k" },
      },
      (id, props) => new ModelSync(stack, id, props),
    ),
    "ModelSync to a new object": making(
      { ...sync, target: { connection, create: { name: "o" }, format: "csv", filterLogic: "A" } },
      (id, props) => new ModelSync(stack, id, props),
    ),
    ModelSync: making(
      {
        ...sync,
        schedule: custom,
      },
      (id, props) => new ModelSync(stack, id, props),
    ),
    "ModelSync after dbt Cloud": making(
      { ...sync, schedule: { frequency: "dbtcloud", connectionId: "id", jobId: 1 } },
      (id, props) => new ModelSync(stack, id, props),
    ),
    "ModelSync after syncs": making(
      {
        ...sync,
        schedule: { frequency: "runafter", syncs: [first], successOnly: true },
      },
      (id, props) => new ModelSync(stack, id, props),
    ),
    "BulkSync to S3": making(
      {
        ...bulk,
        source: end,
        destination: { connection: lake.connection, configuration: { format: "csv", subfolder: "s" } },
      },
      (id, props) => new BulkSync(stack, id, props),
    ),
    BulkSync: making(
      { ...bulk, source: { connection, configuration }, destination: { connection, configuration } },
      (id, props) => new BulkSync(stack, id, props),
    ),
    "BulkSync on a schedule of its own": making(
      {
        name: "Bulk",
        source: end,
        destination: end,
        schedule: custom,
      },
      (id, props) => new BulkSync(stack, id, props),
    ),
    "S3Integration with new resources": making(
      {
        name: "Integration",
        bucket,
        folder: "in",
        access: "read",
        events: { eventTypes: ["s3:ObjectCreated:*"], suffix: ".csv", queue: queueProps },
        files: oneTable,
        role: roleProps,
        encryptionKey: keyProps,
        previousEncryptionKeys: [{ existing: KEY }],
        forceDestroy: true,
        ...regional,
        ...polytomic,
      },
      (id, props) => new S3Integration(stack, id, once(id, props, ...NAMES)),
    ),
    "S3Integration with other options": making(
      {
        name: "Integration",
        bucket: {
          ...otherBucket,
          encryptionKey,
          previousEncryptionKeys: [encryptionKey],
          dependsOn: [resource],
        },
        events: {
          topicArn: TOPIC,
          queue: { encryptionKey, previousEncryptionKeys: [encryptionKey], dependsOn: [resource] },
        },
        files: directories,
        role: { dependsOn: [resource] },
        encryptionKey: { existing: KEY, dependsOn: [resource] },
        previousEncryptionKeys: [{ ...keyProps, dependsOn: [resource] }],
      },
      (id, props) => new S3Integration(stack, id, once(id, props, ...NAMES)),
    ),
    "S3Integration with existing resources": making(
      {
        name: "Integration",
        bucket: {
          existing: "acme-existing",
          region: "us-east-1",
          ownerAccountId: "111122223333",
          manageNotifications: false,
        },
        events: { queue: { existing: ARN } },
        role: { existing: "arn:aws:iam::111122223333:role/polytomic" },
        encryptionKey: { existing: KEY },
      },
      (id, props: Props) => {
        const own = () => `${ARN}-${id}`;
        const ofOwn = (given: unknown) => instead(given, "existing", ARN, own);
        new S3Integration(
          stack,
          id,
          within(props, "events", (events) => within(events, "queue", ofOwn)),
        );
      },
    ),
    "S3Integration.model": making({ ...model, file: "f" }, (id, props) => lake.model(id, props)),
    "S3Integration.bulkSyncTo": making(
      { ...bulk, destination: connection, destinationConfiguration: configuration },
      (id, props) => lake.bulkSyncTo(id, props),
    ),
    "S3Integration.bulkSyncFrom": making(
      {
        ...bulk,
        schedule: custom,
        source: connection,
        sourceConfiguration: configuration,
        format: "csv",
        subfolder: "s",
      },
      (id, props) => lake.bulkSyncFrom(id, props),
    ),
    // A schema has one set of keys, and an organization one list of subscribers, so each of these has another connection or provider.
    PrimaryKeys: making(key, (id, props) => {
      const own = () => Connection.fromId(stack, `${id}-connection`, id);
      new PrimaryKeys(stack, id, instead(props, "connection", connection, own));
    }),
    GlobalErrorSubscribers: making(subscribers, (id, props) => {
      const own = () => new PolytomicProvider(stack, `${id}-provider`, { alias: id });
      new GlobalErrorSubscribers(stack, id, instead(props, "polytomicProvider", polytomicProvider, own));
    }),
    PermissionPolicy: making(
      { name: "Policy", policyActions: { create: ["id", analyst], delete: [analyst] }, ...polytomic },
      (id, props) => new PermissionPolicy(stack, id, props),
    ),
    PermissionRole: making(
      { name: "Role", ...polytomic },
      (id, props) => new PermissionRole(stack, id, props),
    ),
    User: making(
      { email: "ada@example.com", roles: [analyst, "id"], ...polytomic },
      (id, props) => new User(stack, id, props),
    ),
    Organization: making(
      {
        name: "Acme",
        ssoDomain: "example.com",
        ssoOrgId: "org_1",
        onRemoval: "delete",
        polytomicProvider,
        dependsOn: [resource],
      },
      (id, props) => new Organization(stack, id, props),
    ),
  };
}

/** Replaces each member with this value. */
function instead(props: unknown, name: string, given: unknown, own: () => unknown): never {
  const { [name]: value } = Object(props) as Props;
  return (value === given ? { ...(props as Props), [name]: own() } : props) as never;
}

const NAMES = [
  ["bucket", "name"],
  ["events", "queue", "queueName"],
  ["role", "roleName"],
  ["encryptionKey", "alias"],
  ["previousEncryptionKeys", 0, "alias"],
];

/** Props with names of this construct for resources whose names are unique in AWS. */
function once(id: string, props: unknown, ...names: readonly Path[]): never {
  const named = names.reduce((all, path) => {
    const name = ownMemberAt(all, path);
    return typeof name === "string" && /^[a-z-]+$/.test(name) ? withMember(all, path, `${name}-${id}`) : all;
  }, props);
  return named as never;
}

const ownMemberAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (within, key) => (Object.hasOwn(Object(within), key) ? Object(within)[key] : undefined),
    value,
  );

/** Props with a changed member that is an object. */
function within(props: unknown, name: string, change: (member: unknown) => unknown): never {
  const { [name]: member } = Object(props) as Props;
  const isObject = Object.getPrototypeOf(Object(member)) === Object.prototype;
  return (isObject ? { ...(props as Props), [name]: change(member) } : props) as never;
}

type Path = readonly (string | number)[];

/** The paths of all members of `value`, at any depth; a construct or field counts as one value. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  const isPlain = Object.getPrototypeOf(Object(value)) === Object.prototype;
  if (Array.isArray(value)) {
    return value.flatMap((member, index) => [[...path, index], ...pathsOf(member, [...path, index])]);
  }
  return isPlain
    ? Object.entries(value as object).flatMap(([key, member]) => [
        [...path, key],
        ...pathsOf(member, [...path, key]),
      ])
    : [];
}

/** The member of `value` at `path`. */
export function memberAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((within, key) => (within as Record<string | number, unknown>)[key], value);
}

/** A copy of `value` with another member at `path`. */
export function withMember(value: unknown, [key, ...rest]: Path, member: unknown): unknown {
  if (key === undefined) {
    return member;
  }
  const within = value as Record<string | number, unknown>;
  const changed = withMember(within[key], rest, member);
  return Array.isArray(value)
    ? value.map((one: unknown, index) => (index === Number(key) ? changed : one))
    : { ...within, [key]: changed };
}
