/** Resources whose data is gone with them. */
import { isConnectionType } from "./words/names";

/** Types whose resources hold data that their configuration cannot restore. Buckets, queues and keys have rules of their own. */
export const STATEFUL: Readonly<Record<string, string>> = {
  aws_backup_vault: "backup vault",
  aws_cloudwatch_log_group: "log group",
  aws_cognito_user_pool: "user pool",
  aws_db_instance: "database",
  aws_docdb_cluster: "database cluster",
  aws_dynamodb_table: "table",
  aws_ebs_volume: "volume",
  aws_ecr_repository: "image repository",
  aws_efs_file_system: "file system",
  aws_elasticache_cluster: "cache",
  aws_elasticache_replication_group: "cache",
  aws_elasticsearch_domain: "search domain",
  aws_fsx_lustre_file_system: "file system",
  aws_fsx_ontap_file_system: "file system",
  aws_fsx_openzfs_file_system: "file system",
  aws_fsx_windows_file_system: "file system",
  aws_glacier_vault: "vault",
  aws_kinesis_stream: "stream",
  aws_memorydb_cluster: "database cluster",
  aws_msk_cluster: "Kafka cluster",
  aws_neptune_cluster: "database cluster",
  aws_opensearch_domain: "search domain",
  aws_qldb_ledger: "ledger",
  aws_rds_cluster: "database cluster",
  aws_redshift_cluster: "warehouse",
  aws_redshiftserverless_namespace: "warehouse",
  aws_secretsmanager_secret: "secret",
  aws_timestreamwrite_table: "table",
};

const OTHERS: ReadonlySet<string> = new Set(["aws_s3_bucket", "aws_sqs_queue", "aws_kms_key"]);

/** Whether a deleted resource of this type cannot be made again from its configuration. Models and syncs follow their connection. */
export const isStateful = (type: string): boolean =>
  Object.hasOwn(STATEFUL, type) || OTHERS.has(type) || isConnectionType(type);
