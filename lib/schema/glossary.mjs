// Descriptions of members that many connection types share, by Terraform name. The schema has no descriptions.

const glossary = {
  // Signing in
  api_key: "API key of {title}.",
  apikey: "API key of {title}.",
  api_token: "API token of {title}.",
  access_token: "Access token of {title}.",
  auth_method: "How Polytomic authenticates with {title}.",
  client_id: "Client ID of the app that Polytomic signs in with.",
  client_secret: "Client secret of the app that Polytomic signs in with.",
  databricks_auth_mode: "How Polytomic authenticates with {title}.",
  connect_mode: "How Polytomic is authorized.",
  email: "Email address of the user that Polytomic signs in as.",
  oauth_access_token: "OAuth access token.",
  oauth_refresh_token: "OAuth refresh token.",
  oauth_token_expiry: "When the OAuth access token expires.",
  password: "Password of the user that Polytomic signs in as.",
  service_account: "Key of a Google service account, as JSON.",
  username: "Name of the user that Polytomic signs in as.",
  // Servers
  ca_cert: "Certificate of the authority that signed the server certificate, in PEM format.",
  client_cert: "Client certificate that Polytomic presents, in PEM format.",
  client_certificate: "Client certificate that Polytomic presents, in PEM format.",
  client_certs: "Whether Polytomic presents a client certificate.",
  client_key: "Private key of the client certificate, in PEM format.",
  database: "Name of the database.",
  dbname: "Name of the database.",
  hostname: "Host name or IP address of the server.",
  port: "Port of the server.",
  skip_verify: "Whether to skip verification of the server certificate.",
  ssh: "Whether to connect through an SSH tunnel.",
  ssh_host: "Host of the SSH tunnel.",
  ssh_port: "Port of the SSH host.",
  ssh_private_key: "Private key for the SSH host.",
  ssh_user: "User on the SSH host.",
  ssl: "Whether to connect with TLS.",
  tls: "Whether to connect with TLS.",
  // AWS
  auth_mode: "How Polytomic authenticates.",
  aws_access_key_id: "ID of the AWS access key.",
  aws_secret_access_key: "AWS secret access key.",
  aws_user: "ARN of the AWS user that owns the access key. Set by Polytomic.",
  external_id:
    "External ID with which Polytomic assumes the role. The role's trust policy must require it. Polytomic generates it when " +
    "the connection is created.",
  iam_role_arn: "ARN of the AWS role that Polytomic assumes.",
  s3_bucket_name: "S3 bucket, with an optional folder: `s3://bucket/folder`.",
  s3_bucket_region: "AWS region of the bucket, such as `us-east-1`.",
  // Files
  csv_has_headers: "Whether the first line of a CSV file contains the column names.",
  directory_glob_pattern: "Glob that selects the directories to read as tables, such as `data/*/*.csv`.",
  is_directory_snapshot: "Whether each directory is a table.",
  is_single_table: "Whether all files form one table.",
  single_table_file_format: "Format of the files in the single table.",
  single_table_file_formats: "Formats of the files in the tables.",
  single_table_name: "Name of the single table.",
  skip_lines: "Number of lines to skip at the start of each CSV file.",
  // Limits
  concurrent_imports: "Maximum number of concurrent imports.",
  concurrent_queries: "Maximum number of concurrent queries.",
  custom_api_limits: "Whether to enforce the request limit set here.",
  daily_api_calls: "Maximum number of API calls per day.",
  deleted_file_retention_days: "Days to keep deleted files.",
  enforce_api_limits: "Whether to enforce the API call limit set here.",
  enforce_query_limit: "Whether to enforce the query limit set here.",
  log_file_retention_days: "Days to keep log files.",
  per_day_rate_limit: "Maximum number of requests per day.",
  per_minute_rate_limit: "Maximum number of requests per minute.",
  ratelimit_rpm: "Maximum number of requests per minute.",
  // Syncs
  bulk_sync_staging_schema: "Schema in which bulk syncs stage data.",
  change_detection: "Whether bulk syncs use the source's change log.",
  use_bulk_sync_staging_schema: "Whether bulk syncs stage data in the schema set here.",
  // Identities that Polytomic determines
  client_email: "Email address of the service account.",
  connected_user: "User who authorized Polytomic.",
  user_email: "Email address of the user who authorized Polytomic.",
  // Requests
  basic: "User name and password for basic authentication.",
  extra_form_data: "Additional form data in the request for a token.",
  header: "Header that authenticates each request.",
  headers: "Headers of each request.",
  label: "Display name.",
  oauth: "OAuth with client credentials.",
  parameters: "Query parameters of each request.",
  query: "Query parameters that authenticate each request.",
  scopes: "Requested OAuth scopes.",
  token_endpoint: "URL that issues OAuth tokens.",
};

/** The description of a member of a connection to `title`, if it has one. */
export const meaning = (name, title) =>
  Object.hasOwn(glossary, name) ? glossary[name].replace("{title}", title) : undefined;
