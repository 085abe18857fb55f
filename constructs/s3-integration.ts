/** A bucket, a role, a queue and the connection that uses them, wired together. */
import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import type { ZodType } from "zod";
import { filterValueProblem } from "../lib/aws/event-filters";
import type { Access } from "../lib/iam/statements";
import { defined, isObject } from "../lib/objects";
import { type S3BulkDestination, s3BulkDestinationShape } from "../lib/polytomic/s3-bulk-sync";
import { globProblems, type S3Files, s3FilesRule } from "../lib/polytomic/s3-files";
import { normalizeFolder, repeatedSubfolderProblem } from "../lib/polytomic/s3-location";
import { rule } from "../lib/validation/rule";
import { formatValue } from "../lib/format";
import { isToken } from "../lib/tokens";
import { either, bool, reject, withRules, literalArray } from "../lib/validation/combinators";
import { type RegionalResourceProps, regionalResourceShape } from "./aws/aws-region";
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
import { isConstructWith, nameRule, organizationRule } from "./rules";
import { type PolytomicResourceProps, polytomicResourceShape } from "./common-props";
import { checkChild, checkNew } from "./validation";
import type { IDataBucket, IEncryptionKey, IEventQueue, IPolytomicRole } from "./aws/interfaces";
import { type OwnerRequirements, ownerRequirements } from "./owner-requirements";

/** Which events Polytomic receives, and how. */
export interface IntegrationEvents extends Omit<EventOptions, "prefix"> {
  /**
   * The queue: an existing one, as a construct or by its ARN, or the props of a new one. Each integration needs its own queue, because
   * SQS delivers each message to one consumer only.
   * @default - a new queue
   */
  readonly queue?: QueueInput;
}

/** Props of {@link S3Integration}. */
export interface S3IntegrationProps extends RegionalResourceProps, PolytomicResourceProps {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** The bucket: an existing one, as a construct or by its name, or the props of a new one. */
  readonly bucket: BucketInput;
  /**
   * Limits Polytomic to the objects below this folder, in the role policy, the events and the connection. Write it as in the object keys,
   * such as `dt=2026-01-01`; it is encoded where necessary.
   * @default - the whole bucket
   */
  readonly folder?: string;
  /**
   * What Polytomic can do with the objects. Models and `bulkSyncTo` read them; `bulkSyncFrom` and model syncs to the connection write
   * them.
   * @default "readWrite"
   */
  readonly access?: Access;
  /**
   * Whether Polytomic receives events for new objects, or an object that sets which events and how.
   * @default true - events for all objects created below the folder, on a new queue
   */
  readonly events?: boolean | IntegrationEvents;
  /**
   * How Polytomic reads the files.
   * @default - each file is its own table
   */
  readonly files?: S3Files;
  /**
   * The role: an existing one, as a construct or by its ARN, or the props of a new one.
   * @default - a new role
   */
  readonly role?: RoleInput;
  /**
   * The KMS key: an existing one, as a construct or by its ARN, or the props of a new one, such as `{}`. New buckets and queues are
   * encrypted with this key. For an `existing` bucket or queue it is assumed to be the key already in use, and the role is granted
   * access to it. Ignored for constructs you pass in: they know their own key.
   * @default - keys managed by S3 and SQS
   */
  readonly encryptionKey?: KeyInput;
  /**
   * Keys that encrypted the bucket and the queue before `encryptionKey`. S3 does not re-encrypt objects when you change the key, so the
   * role keeps `kms:Decrypt` on these keys. To keep a key that the integration created, move its props from `encryptionKey` to this
   * array. For the steps, see docs/how-to/remove-and-replace.md.
   * @default - none
   */
  readonly previousEncryptionKeys?: readonly KeyInput[];
  /**
   * Polytomic organization, a lowercase UUID. Required with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * On destroy, also delete the Polytomic models and syncs that use the connection. The flag must already be in the state: apply it
   * first, then remove the connection in a second apply.
   * @default false - a connection that is in use is not destroyed
   */
  readonly forceDestroy?: boolean | IResolvable;
}

/** Options of {@link S3Integration.bulkSyncTo}. */
export interface BulkSyncToOptions extends BulkSyncOptions {
  /** The connection to copy the records of the files to. */
  readonly destination: ConnectionLike;
  /**
   * Options of the destination's type, such as `{ schema: "raw" }` for a database.
   * @default - no options
   */
  readonly destinationConfiguration?: Readonly<Record<string, unknown>>;
}

/** Options of {@link S3Integration.bulkSyncFrom}. */
export interface BulkSyncFromOptions extends BulkSyncOptions, S3BulkDestination {
  /** The connection to copy records from. */
  readonly source: ConnectionLike;
  /**
   * Options of the source's type.
   * @default - no options
   */
  readonly sourceConfiguration?: Readonly<Record<string, unknown>>;
}

/** The rules of {@link IntegrationEvents}. */
export const eventsRule = rule((z) => {
  const { eventTypes, suffix, topicArn } = eventOptionsShape();
  return z.strictObject({ eventTypes, suffix, topicArn, queue: queueInputRule().optional() });
});

/** The rules of each prop of {@link S3IntegrationProps}, without the rules that compare props. */
export const s3IntegrationMembersRule = rule((z) =>
  z.strictObject({
    name: nameRule(),
    bucket: bucketInputRule(),
    folder: grantedFolderRule().optional(),
    access: accessRule().optional(),
    events: reject(
      (value) =>
        typeof value === "string"
          ? {
              code: "WRONG_TYPE",
              message:
                'is a string; expected true, false, or an object with options, such as { suffix: ".csv" }',
            }
          : undefined,
      either((value) => typeof value === "boolean", z.boolean(), eventsRule()),
    ).optional(),
    files: s3FilesRule().optional(),
    role: roleInputRule().optional(),
    encryptionKey: keyInputRule().optional(),
    previousEncryptionKeys: literalArray(keyInputRule()).optional(),
    organization: organizationRule().optional(),
    forceDestroy: bool().optional(),
    ...regionalResourceShape(),
    ...polytomicResourceShape(),
  }),
);

/** The rules of {@link S3IntegrationProps}. */
export const s3IntegrationRule = rule(() =>
  withRules(
    s3IntegrationMembersRule(),
    ({ bucket, encryptionKey, previousEncryptionKeys, region, events, folder, files }, problem) => {
      globProblems(files, folder, problem);
      const { queue, topicArn, suffix } = (isObject(events) ? events : {}) as Partial<IntegrationEvents>;
      if (isConstructWith(bucket) && (events === false || isConstructWith(queue))) {
        for (const [prop, value] of Object.entries({ encryptionKey, previousEncryptionKeys, region })) {
          if (value !== undefined) {
            problem(
              [prop],
              "has no effect, because bucket and queue are constructs. Set it on those constructs, or remove it",
            );
          }
        }
      }
      const keys = [encryptionKey, previousEncryptionKeys].flat();
      if (keys.filter(isNewKey).length > 1) {
        const message =
          "has props of a new key, but the integration creates only one key. Pass new EncryptionKey(...) for the others";
        problem(["previousEncryptionKeys"], message);
      }
      if (topicArn !== undefined && suffix !== undefined && folder !== undefined) {
        const message =
          "cannot be combined with a folder, because SNS filters keys by prefix or suffix, not both. Remove the suffix";
        problem(["events", "suffix"], message);
      }
      const prefix =
        typeof folder === "string" && !isToken(folder) ? `${normalizeFolder(folder)}/` : undefined;
      const unfit = events === false || prefix === undefined ? undefined : filterValueProblem(prefix);
      if (unfit !== undefined) {
        problem(["folder"], `makes the event prefix ${formatValue(prefix)}, which ${unfit}`, "MALFORMED");
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

/** Adds to `options` the check that the integration's `access` allows reading or writing. */
function withAccess(needed: "read" | "write", access: Access, options: ZodType): ZodType {
  return withRules(options, (_, problem) => {
    if (access !== needed && access !== "readWrite") {
      problem(
        ["access"],
        `of the integration is "${access}", but this needs to ${needed} its files; set access: "readWrite"`,
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
  /** The queue that receives events: an {@link EventQueue} if it is new, or what was passed in. `undefined` if events are off. */
  public readonly queue: Queue;
  /** The KMS key: an {@link EncryptionKey} if it is new, or what was passed in. `undefined` if S3 and SQS use their own keys. */
  public readonly encryptionKey: Key;
  /** The connection. Pass it to models and syncs. */
  public readonly connection: S3Connection<"iam_role">;
  private readonly access: Access;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3IntegrationProps) {
    super(scope, id);
    props = checkNew(this, "S3Integration", s3IntegrationRule(), props);
    const aws = defined({ awsProvider: props.awsProvider, region: props.region, tags: props.tags });
    this.access = props.access ?? "readWrite";
    const { bucket, role, events } = props;
    const folder = normalizeFolder(props.folder);

    const keys = resolveKeys(this, props.encryptionKey, props.previousEncryptionKeys, aws);
    this.encryptionKey = keys.encryptionKey as Key;
    this.bucket = resolveBucket(this, bucket, keys, aws) as Bucket;
    this.role = resolveRole(this, role, aws) as Role;
    this.bucket.grant(this.role, this.access, folder);

    const { queue: queueInput, ...filter } = typeof events === "object" ? events : {};
    const queue = events === false ? undefined : resolveQueue(this, queueInput, keys, aws);
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
   * What the owners of existing resources must add before Polytomic can use them, as data for an output. Empty for resources that the
   * integration creates.
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
   * Creates a model of files below the folder, for model syncs.
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

/** An integration, by the types of its parts. */
export type S3Integration<
  Bucket extends IDataBucket = IDataBucket,
  Role extends IPolytomicRole = IPolytomicRole,
  Queue extends IEventQueue | undefined = IEventQueue | undefined,
  Key extends IEncryptionKey | undefined = IEncryptionKey | undefined,
> = Integration<Bucket, Role, Queue, Key>;

/** The type of an integration with these props. */
type IntegrationOf<Props extends S3IntegrationProps> = S3Integration<
  BucketOf<Props["bucket"]>,
  RoleOf<PropOf<Props, "role">>,
  QueueOf<PropOf<Props, "events">>,
  KeyOf<PropOf<Props, "encryptionKey">>
>;

/** The class of integrations. The types of the parts are inferred from the props. */
interface S3IntegrationClass {
  readonly prototype: Integration;
  /** @throws InvalidPropsError if a prop breaks one of its rules */
  new <Props extends S3IntegrationProps = S3IntegrationProps>(
    scope: Construct,
    id: string,
    props: Props & OnlyKnown<Props, S3IntegrationProps>,
  ): IntegrationOf<Props>;
  /** Whether `value` is a construct; see {@link Construct.isConstruct}. */
  isConstruct(value: unknown): value is Construct;
}

/**
 * Connects an S3 bucket to Polytomic: the bucket, a role that only Polytomic can assume, a queue that receives events for new objects,
 * and the connection that uses all three. Models and syncs of the integration depend on all of them.
 */
export const S3Integration = Integration as S3IntegrationClass;
