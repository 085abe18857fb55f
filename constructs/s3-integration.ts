/** The whole arrangement: a bucket, a role, a queue and the connection that uses them, wired. */
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import type { Access } from "../lib/iam/statements";
import { defined } from "../lib/objects";
import { type S3Files, s3FilesRule } from "../lib/polytomic/s3-files";
import { folderProblem, normalizeFolder } from "../lib/polytomic/s3-location";
import { flag, instance, oneOf, textThat } from "../lib/validation/token-aware";
import { type EventFilter, eventFilterShape } from "./aws/bucket-events";
import { DataBucket, type DataBucketProps, dataBucketRule, type IDataBucket } from "./aws/data-bucket";
import { EventQueue, type EventQueueProps, eventQueueRule, type IEventQueue } from "./aws/event-queue";
import {
  type IPolytomicRole,
  PolytomicRole,
  type PolytomicRoleProps,
  polytomicRoleRule,
} from "./aws/polytomic-role";
import { BulkSync, type BulkSyncOptions } from "./polytomic/bulk-sync";
import type { ConnectionLike } from "./polytomic/connection";
import { eventQueueInstanceRule, S3Connection } from "./polytomic/s3-connection";
import { S3Model, type S3ModelOptions } from "./polytomic/s3-model";
import { awsProviderRule, nameRule, organizationRule, polytomicProviderRule, tagsRule } from "./rules";
import { checkConstruct } from "./validation";

/** Whatever a construct of this library is told besides what the integration tells it. */
type Own<Props> = Omit<Props, "awsProvider" | "tags">;

/** Which events reach Polytomic, and how. */
export interface IntegrationEvents extends Omit<EventFilter, "prefix"> {
  /**
   * The queue: an existing one, or what is special about a new one.
   * @default - a new queue
   */
  readonly queue?: IEventQueue | Own<EventQueueProps>;
}

/** Props of {@link S3Integration}. */
export interface S3IntegrationProps {
  /** Name of the connection in Polytomic. */
  readonly name: string;
  /** The bucket: an existing one, or what a new one shall be. */
  readonly bucket: IDataBucket | Own<DataBucketProps>;
  /**
   * Limits Polytomic to the objects below this folder: its policies, its events and its connection.
   * @default - the whole bucket
   */
  readonly folder?: string;
  /**
   * What Polytomic may do with the objects.
   * @default "readWrite"
   */
  readonly access?: Access;
  /**
   * Whether and how Polytomic is told of new objects.
   * @default - all that are created below the folder, on a queue of their own
   */
  readonly events?: false | IntegrationEvents;
  /**
   * How Polytomic reads the files.
   * @default - each file is a table of its own
   */
  readonly files?: S3Files;
  /**
   * The role: an existing one, or what is special about a new one.
   * @default - a new role
   */
  readonly role?: IPolytomicRole | Own<PolytomicRoleProps>;
  /**
   * Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.
   * @default - the organization of the API key
   */
  readonly organization?: string;
  /**
   * When the connection is destroyed, destroy what uses it too, in Polytomic. Counts only once it has been applied.
   * @default false - a connection in use is not destroyed
   */
  readonly forceDestroy?: boolean;
  /**
   * Tags of everything in AWS.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
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
export interface BulkSyncFromOptions extends BulkSyncOptions {
  /** Where the records come from. */
  readonly source: ConnectionLike;
  /**
   * What the source's type asks.
   * @default - nothing
   */
  readonly sourceConfiguration?: Readonly<Record<string, unknown>>;
  /**
   * Format of the files that are written, such as `csv` or `parquet`.
   * @default - chosen by Polytomic
   */
  readonly format?: string;
  /**
   * Folder, below that of the connection, to write to.
   * @default - the folder of the connection
   */
  readonly subfolder?: string;
}

/** An existing thing, or the props of a new one. */
const existingOr = (
  isExisting: (value: unknown) => boolean,
  existing: z.ZodType,
  props: z.ZodType,
): z.ZodType =>
  z.unknown().superRefine((value, context) => {
    for (const issue of (isExisting(value) ? existing : props).safeParse(value).error?.issues ?? []) {
      context.addIssue({ ...issue });
    }
  });

const isConstruct = (value: unknown): boolean => Construct.isConstruct(value);
const isRole = (value: unknown): boolean => Construct.isConstruct(value) && "trustExternalId" in value;

const s3IntegrationRule = z.strictObject({
  name: nameRule,
  bucket: existingOr(isConstruct, instance("a DataBucket", DataBucket.isDataBucket), dataBucketRule),
  folder: textThat(folderProblem).optional(),
  access: oneOf("read", "write", "readWrite").optional(),
  events: z
    .union([
      z.literal(false),
      z.strictObject({
        eventTypes: eventFilterShape.eventTypes,
        suffix: eventFilterShape.suffix,
        queue: existingOr(isConstruct, eventQueueInstanceRule, eventQueueRule).optional(),
      }),
    ])
    .optional(),
  files: s3FilesRule.optional(),
  role: existingOr(isConstruct, instance("a PolytomicRole", isRole), polytomicRoleRule).optional(),
  organization: organizationRule.optional(),
  forceDestroy: flag().optional(),
  tags: tagsRule.optional(),
  awsProvider: awsProviderRule.optional(),
  polytomicProvider: polytomicProviderRule.optional(),
});

/**
 * Keeps an S3 bucket and Polytomic together: the bucket, a role that only Polytomic can assume, a queue that announces
 * new objects, and the connection that uses all three. Models and syncs made from it wait until Polytomic can work.
 */
export class S3Integration extends Construct {
  public readonly bucket: IDataBucket;
  public readonly role: IPolytomicRole;
  /** The queue of the events, unless there are none. */
  public readonly queue: IEventQueue | undefined;
  public readonly connection: S3Connection;
  private readonly inherited: Pick<S3IntegrationProps, "organization" | "polytomicProvider">;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: S3IntegrationProps) {
    super(scope, id);
    checkConstruct(this, "S3Integration", s3IntegrationRule, props);
    const aws = defined({ awsProvider: props.awsProvider, tags: props.tags });
    this.inherited = defined({
      organization: props.organization,
      polytomicProvider: props.polytomicProvider,
    });
    const { bucket, role, events } = props;
    const folder = normalizeFolder(props.folder);

    this.bucket = isExisting(bucket) ? bucket : new DataBucket(this, "bucket", { ...aws, ...bucket });
    this.role = isExisting(role) ? role : new PolytomicRole(this, "role", { ...aws, ...role });
    this.bucket.grant(this.role, props.access ?? "readWrite", folder);

    if (events !== false) {
      const { queue, ...filter } = events ?? {};
      this.queue = isExisting(queue) ? queue : new EventQueue(this, "queue", { ...aws, ...queue });
      this.bucket.sendEventsTo(this.queue, {
        ...filter,
        ...(folder !== undefined && { prefix: `${folder}/` }),
      });
      this.queue.grantConsume(this.role);
    }

    this.connection = new S3Connection(this, "connection", {
      ...this.inherited,
      ...defined({ folder, files: props.files, forceDestroy: props.forceDestroy }),
      ...(this.queue !== undefined && { events: { queue: this.queue } }),
      name: props.name,
      bucket: this.bucket,
      auth: { mode: "iam_role", role: this.role },
    });
  }

  /** A model of files below the folder, for model syncs. */
  public model(id: string, options: S3ModelOptions): S3Model {
    return new S3Model(this, id, { ...this.inherited, ...options, connection: this.connection });
  }

  /** Copies the records of the files to another connection. */
  public bulkSyncTo(id: string, options: BulkSyncToOptions): BulkSync {
    const { destination, destinationConfiguration, ...rest } = options;
    return new BulkSync(this, id, {
      ...this.inherited,
      ...rest,
      source: { connection: this.connection },
      destination: { connection: destination, ...defined({ configuration: destinationConfiguration }) },
    });
  }

  /** Copies the records of another connection to files below the folder. */
  public bulkSyncFrom(id: string, options: BulkSyncFromOptions): BulkSync {
    const { source, sourceConfiguration, format, subfolder, ...rest } = options;
    return new BulkSync(this, id, {
      ...this.inherited,
      ...rest,
      source: { connection: source, ...defined({ configuration: sourceConfiguration }) },
      destination: { connection: this.connection, configuration: defined({ format, subfolder }) },
    });
  }
}

function isExisting<T extends Construct | object>(
  value: T | undefined,
): value is Extract<T, { node: unknown }> {
  return isConstruct(value);
}
