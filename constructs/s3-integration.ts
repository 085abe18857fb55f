/** The whole arrangement: a bucket, a role, a queue and the connection that uses them, wired. */
import type { IResolvable, TerraformProvider, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ZodType } from "zod";
import { filterValueProblem } from "../lib/aws/event-filters";
import type { Access } from "../lib/iam/statements";
import { defined } from "../lib/objects";
import { type S3BulkDestination, s3BulkDestinationShape } from "../lib/polytomic/s3-bulk-sync";
import { globProblems, type S3Files, s3FilesRule } from "../lib/polytomic/s3-files";
import { normalizeFolder, repeatedSubfolderProblem } from "../lib/polytomic/s3-location";
import { dependOn } from "../lib/terraform/dependencies";
import { rule } from "../lib/validation/rule";
import { formatValue } from "../lib/format";
import { isToken } from "../lib/tokens";
import { choose, bool, reject, withRules, literalArray } from "../lib/validation/combinators";
import { accessRule, grantedFolderRule } from "./aws/data-bucket-base";
import { type EventOptions, eventOptionsShape } from "./aws/notification";
import {
  resolveBucket,
  type BucketInput,
  bucketInputRule,
  type KeyInput,
  keyInputRule,
  type QueueInput,
  queueInputRule,
  type RoleInput,
  roleInputRule,
  isNewKey,
  resolveKeys,
  resolveQueue,
  resolveRole,
} from "./integration-resources";
import type { BucketOf, PropOf, KeyOf, OnlyKnown, QueueOf, RoleOf } from "./integration-types";
import {
  BulkSync,
  type BulkSyncOptions,
  bulkSyncOptionsShape,
  endConfigurationRule,
} from "./polytomic/bulk-sync";
import { type ConnectionLike, connectionRule } from "./polytomic/connection";
import { S3Connection } from "./polytomic/s3-connection";
import { S3Model, type S3ModelOptions, s3ModelOptionsRule } from "./polytomic/s3-model";
import {
  awsProviderRule,
  isConstructWith,
  nameRule,
  organizationRule,
  polytomicProviderRule,
  tagsRule,
  dependsOnRule,
} from "./rules";
import { checkChild, checkConstruct } from "./validation";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";
import { type OwnerRequirements, ownerRequirements } from "./owner-requirements";

/** Which events reach Polytomic, and how. */
export interface IntegrationEvents extends Omit<EventOptions, "prefix"> {
  /**
   * The queue: an existing one, as a construct or by its ARN, or what is special about a new one. Each integration needs a queue of
   * its own: SQS gives a message to one reader.
   * @default - a new queue
   */
  readonly queue?: QueueInput;
}

/** Props of {@link S3Integration}. */
export interface S3IntegrationProps {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** The bucket: an existing one, as a construct or by its name, or what a new one shall be. */
  readonly bucket: BucketInput;
  /**
   * Limits Polytomic to the objects below this folder: its policies, its events and its connection. Write it as the keys have
   * it, such as `dt=2026-01-01`: what has to be encoded is encoded here.
   * @default - the whole bucket
   */
  readonly folder?: string;
  /**
   * What Polytomic may do with the objects. Models and `bulkSyncTo` read them, `bulkSyncFrom` and model syncs to the
   * connection write them.
   * @default "readWrite"
   */
  readonly access?: Access;
  /**
   * Whether Polytomic gets events of new objects, or which ones and how. `true` is the default.
   * @default true - of all objects that are created below the folder, on a queue of their own
   */
  readonly events?: boolean | IntegrationEvents;
  /**
   * How Polytomic reads the files.
   * @default - each file is a table of its own
   */
  readonly files?: S3Files;
  /**
   * The role: an existing one, as a construct or by its ARN, or what is special about a new one.
   * @default - a new role
   */
  readonly role?: RoleInput;
  /**
   * The key that encrypts the bucket and the queue: an existing one, as a construct or by its ARN, or what a new one shall
   * be, such as `{}`. New ones are encrypted with it; of those named by `existing` it is said to be theirs, and the role may use it.
   * What is given as a construct knows its own key.
   * @default - S3's and SQS's own keys
   */
  readonly encryptionKey?: KeyInput;
  /**
   * Keys that encrypted the bucket and the queue before `encryptionKey`: S3 does not encrypt objects again when you change the key, so
   * the role keeps `kms:Decrypt` of these keys. To keep a key that the integration created, move its options from `encryptionKey` to
   * here. docs/aws.md has the steps of a change.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly KeyInput[];
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * When the connection is destroyed, destroy what uses it too, in Polytomic. It counts once it has been applied: set
   * together with the removal of the connection it comes too late, so set it and apply, then remove and apply again.
   * @default false - a connection in use is not destroyed
   */
  readonly forceDestroy?: boolean | IResolvable;
  /**
   * Tags of everything in AWS.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must exist before everything that the integration creates, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
  /** @default - the stack's Polytomic provider */
  readonly polytomicProvider?: TerraformProvider;
}

/** Options of {@link S3Integration.bulkSyncTo}. */
export interface BulkSyncToOptions extends BulkSyncOptions {
  /** Where the files' records are copied to. */
  readonly destination: ConnectionLike;
  /**
   * What the destination's type asks, such as `{ schema: "raw" }` of a database.
   * @default - nothing
   */
  readonly destinationConfiguration?: Readonly<Record<string, unknown>>;
}

/** Options of {@link S3Integration.bulkSyncFrom}. */
export interface BulkSyncFromOptions extends BulkSyncOptions, S3BulkDestination {
  /** Where the records come from. */
  readonly source: ConnectionLike;
  /**
   * What the source's type asks.
   * @default - nothing
   */
  readonly sourceConfiguration?: Readonly<Record<string, unknown>>;
}

/** The rules of {@link IntegrationEvents}. */
export const eventsRule = rule((z) => {
  const { eventTypes, suffix, topicArn } = eventOptionsShape();
  return z.strictObject({ eventTypes, suffix, topicArn, queue: queueInputRule().optional() });
});

/** The rules of the members of {@link S3IntegrationProps}, each for itself. */
export const integrationMembersRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    bucket: bucketInputRule(),
    folder: grantedFolderRule().optional(),
    access: accessRule().optional(),
    events: reject(
      (value) =>
        typeof value === "string"
          ? { code: "WRONG_TYPE", message: "is a string; write true, false, or which events: { ... }" }
          : undefined,
      choose((value) => (typeof value === "boolean" ? z.boolean() : eventsRule())),
    ).optional(),
    files: s3FilesRule().optional(),
    role: roleInputRule().optional(),
    encryptionKey: keyInputRule().optional(),
    previousEncryptionKeys: literalArray(keyInputRule()).optional(),
    organization: organizationRule().optional(),
    forceDestroy: bool().optional(),
    tags: tagsRule().optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
    polytomicProvider: polytomicProviderRule().optional(),
  }),
);

/** The rules of {@link S3IntegrationProps}. */
export const s3IntegrationRule = rule(() =>
  withRules(
    integrationMembersRule(),
    ({ bucket, encryptionKey, previousEncryptionKeys, events, folder, files }, problem) => {
      globProblems(files, folder, problem);
      const { queue, topicArn, suffix } = (
        typeof events === "object" && events !== null ? events : {}
      ) as Partial<IntegrationEvents>;
      if (isConstructWith(bucket) && (events === false || isConstructWith(queue))) {
        for (const [prop, value] of Object.entries({ encryptionKey, previousEncryptionKeys })) {
          if (value !== undefined) {
            problem(
              [prop],
              "has no effect, because bucket and queue are constructs. Set it on those, or remove it",
            );
          }
        }
      }
      const keys = [encryptionKey, previousEncryptionKeys].flat();
      if (keys.filter(isNewKey).length > 1) {
        const message =
          "has options of a new key, but the integration creates one key. Pass new EncryptionKey(...) for the others";
        problem(["previousEncryptionKeys"], message);
      }
      if (topicArn !== undefined && suffix !== undefined && folder !== undefined) {
        const message =
          "was given besides a folder, but SNS filters keys by one of them only. Leave the suffix out";
        problem(["events", "suffix"], message);
      }
      const prefix =
        typeof folder === "string" && !isToken(folder) ? `${normalizeFolder(folder)}/` : undefined;
      const unfit = events === false || prefix === undefined ? undefined : filterValueProblem(prefix);
      if (unfit !== undefined) {
        problem(["folder"], `${formatValue(prefix)}, the prefix of its events, ${unfit}`, "MALFORMED");
      }
    },
  ),
);

const bulkSyncToRule = rule((z) =>
  z.strictObject({
    ...bulkSyncOptionsShape(),
    destination: connectionRule(),
    destinationConfiguration: endConfigurationRule().optional(),
  }),
);

/** The rules of {@link BulkSyncFromOptions}. */
export const bulkSyncFromRule = rule((z) =>
  z.strictObject({
    ...bulkSyncOptionsShape(),
    source: connectionRule(),
    sourceConfiguration: endConfigurationRule().optional(),
    ...s3BulkDestinationShape(),
  }),
);

/** `options` of something that reads or writes, and that the access to the files allows it. */
function withAccess(needed: "read" | "write", access: Access, options: ZodType): ZodType {
  return withRules(options, (_, problem) => {
    if (access !== needed && access !== "readWrite") {
      problem(
        ["access"],
        `of the integration is "${access}", but this has to ${needed} its files; give it access "readWrite"`,
      );
    }
  });
}

/** {@link S3Integration}. */
class Integration<
  Bucket extends IDataBucket = IDataBucket,
  Role extends IPolytomicRole = IPolytomicRole,
  Queue extends IEventQueue | undefined = IEventQueue | undefined,
  Key extends IEncryptionKey | undefined = IEncryptionKey | undefined,
> extends Construct {
  /** The bucket: a {@link DataBucket} if it is new, or what was passed in. */
  public readonly bucket: Bucket;
  /** The role: a {@link PolytomicRole} if it is new, or what was passed in. */
  public readonly role: Role;
  /** The queue of the events, unless there are none: an {@link EventQueue} if it is new, or what was passed in. */
  public readonly queue: Queue;
  /** The key of bucket and queue, unless S3 and SQS use their own: an {@link EncryptionKey} if it is new, or what was passed in. */
  public readonly encryptionKey: Key;
  /** The connection, to be passed wherever one is expected. */
  public readonly connection: S3Connection<"iam_role">;
  private readonly access: Access;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3IntegrationProps) {
    super(scope, id);
    props = checkConstruct(this, "S3Integration", s3IntegrationRule(), props);
    dependOn(this, props.dependsOn);
    const aws = defined({ awsProvider: props.awsProvider, tags: props.tags });
    this.access = props.access ?? "readWrite";
    const { bucket, role, events } = props;
    const folder = normalizeFolder(props.folder);

    const keys = resolveKeys(this, props.encryptionKey, props.previousEncryptionKeys, aws);
    this.encryptionKey = keys.encryptionKey as Key;
    this.bucket = resolveBucket(this, bucket, keys, aws) as Bucket;
    this.role = resolveRole(this, role, aws) as Role;
    this.bucket.grant(this.role, this.access, folder);

    const { queue: givenQueue, ...filter } = typeof events === "object" ? events : {};
    const queue = events === false ? undefined : resolveQueue(this, givenQueue, keys, aws);
    this.queue = queue as Queue;
    if (queue !== undefined) {
      this.bucket.sendEventsTo(queue, {
        ...filter,
        ...(folder !== undefined && { prefix: `${folder}/` }),
      });
      queue.grantConsume(this.role);
    }

    this.connection = new S3Connection(this, "connection", {
      ...defined({
        organization: props.organization,
        polytomicProvider: props.polytomicProvider,
        folder,
        files: props.files,
        forceDestroy: props.forceDestroy,
      }),
      ...(queue !== undefined && { events: { queue } }),
      name: props.name,
      bucket: this.bucket,
      auth: { mode: "iam_role", role: this.role },
    });
  }

  /**
   * What the owners of existing things have to add, as data for an output. Empty for what this library makes.
   */
  public get required(): OwnerRequirements {
    return ownerRequirements({
      bucket: this.bucket,
      queue: this.queue,
      role: this.role,
      key: this.encryptionKey,
    });
  }

  /**
   * A model of files below the folder, for model syncs.
   * @throws InvalidPropsError if an option breaks one of its rules, or if `access` is `write`
   */
  public model(id: string, options: S3ModelOptions): S3Model {
    options = checkChild(this, id, "S3Model", withAccess("read", this.access, s3ModelOptionsRule()), options);
    return new S3Model(this, id, { ...options, connection: this.connection });
  }

  /**
   * Copies the records of the files to another connection.
   * @throws InvalidPropsError if an option breaks one of its rules, or if `access` is `write`
   */
  public bulkSyncTo(id: string, options: BulkSyncToOptions): BulkSync {
    options = checkChild(this, id, "BulkSync", withAccess("read", this.access, bulkSyncToRule()), options);
    const { destination, destinationConfiguration, ...rest } = options;
    return new BulkSync(this, id, {
      ...rest,
      source: { connection: this.connection },
      destination: { connection: destination, ...defined({ configuration: destinationConfiguration }) },
    });
  }

  /**
   * Copies the records of another connection to files below the folder.
   * @throws InvalidPropsError if an option breaks one of its rules, or if `access` is `read`
   */
  public bulkSyncFrom(id: string, options: BulkSyncFromOptions): BulkSync {
    const rules = withRules(bulkSyncFromRule(), ({ subfolder }, problem) => {
      const repeated = repeatedSubfolderProblem(subfolder, this.connection.writesBelow);
      if (repeated !== undefined) {
        problem(["subfolder"], repeated);
      }
    });
    options = checkChild(this, id, "BulkSync", withAccess("write", this.access, rules), options);
    const { source, sourceConfiguration, format, subfolder, ...rest } = options;
    return new BulkSync(this, id, {
      ...rest,
      source: { connection: source, ...defined({ configuration: sourceConfiguration }) },
      destination: { connection: this.connection, configuration: defined({ format, subfolder }) },
    });
  }
}

/** An integration, by what its parts are. */
export type S3Integration<
  Bucket extends IDataBucket = IDataBucket,
  Role extends IPolytomicRole = IPolytomicRole,
  Queue extends IEventQueue | undefined = IEventQueue | undefined,
  Key extends IEncryptionKey | undefined = IEncryptionKey | undefined,
> = Integration<Bucket, Role, Queue, Key>;

/** The integration of these props. */
type IntegrationOf<Props extends S3IntegrationProps> = S3Integration<
  BucketOf<Props["bucket"]>,
  RoleOf<PropOf<Props, "role">>,
  QueueOf<PropOf<Props, "events">>,
  KeyOf<PropOf<Props, "encryptionKey">>
>;

/** What creates an integration: the types of its parts follow from the props. */
interface S3IntegrationClass {
  readonly prototype: Integration;
  /** @throws InvalidPropsError if a prop breaks one of its rules */
  new <Props extends S3IntegrationProps = S3IntegrationProps>(
    scope: Construct,
    id: string,
    props: Props & OnlyKnown<Props, S3IntegrationProps>,
  ): IntegrationOf<Props>;
  /** Whether `value` is a construct, as {@link Construct.isConstruct}. */
  isConstruct(value: unknown): value is Construct;
}

/**
 * Keeps an S3 bucket and Polytomic together: the bucket, a role that only Polytomic can assume, a queue that announces
 * new objects, and the connection that uses all three. Models and syncs made from it wait until Polytomic can work.
 */
export const S3Integration = Integration as S3IntegrationClass;
