// What the members that many types of connections share mean, by their names in Terraform. The schema does not say.

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
  email: "E-mail address of the user that Polytomic signs in as.",
  oauth_access_token: "OAuth access token.",
  oauth_refresh_token: "OAuth refresh token.",
  oauth_token_expiry: "When the OAuth access token expires.",
  password: "Password of the user that Polytomic signs in as.",
  service_account: "Key of a Google service account: its JSON.",
  username: "Name of the user that Polytomic signs in as.",
  // Servers
  ca_cert: "Certificate of the authority that signed the server's, in PEM.",
  client_cert: "Certificate that Polytomic presents, in PEM.",
  client_certificate: "Certificate that Polytomic presents, in PEM.",
  client_certs: "Whether Polytomic presents a certificate.",
  client_key: "Private key of the certificate that Polytomic presents, in PEM.",
  database: "Name of the database.",
  dbname: "Name of the database.",
  hostname: "Host of the server: its name or address.",
  port: "Port of the server.",
  skip_verify: "Whether the server's certificate is taken unchecked.",
  ssh: "Whether to connect through an SSH tunnel.",
  ssh_host: "Host of the SSH tunnel.",
  ssh_port: "Port of the SSH host.",
  ssh_private_key: "Private key for the SSH host.",
  ssh_user: "User on the SSH host.",
  ssl: "Whether to connect by TLS.",
  tls: "Whether to connect by TLS.",
  // AWS
  auth_mode: "How Polytomic authenticates.",
  aws_access_key_id: "ID of the AWS access key.",
  aws_secret_access_key: "The secret of the AWS access key.",
  aws_user: "ARN of the AWS user to whom the access key belongs. Polytomic finds it out.",
  external_id:
    "External ID with which Polytomic assumes the role: the role's trust policy must demand it. Polytomic makes it when the " +
    "connection is created.",
  iam_role_arn: "ARN of the AWS role that Polytomic assumes.",
  s3_bucket_name: "S3 bucket, with a folder if one is meant: `s3://bucket/folder`.",
  s3_bucket_region: "AWS region of the bucket, such as `us-east-1`.",
  // Files
  csv_has_headers: "Whether the first line of a CSV names the columns.",
  directory_glob_pattern: "Which directories are tables, as a glob such as `data/*/*.csv`.",
  is_directory_snapshot: "Whether each directory is a table.",
  is_single_table: "Whether all files together are one table.",
  single_table_file_format: "Format of the files of the one table.",
  single_table_file_formats: "Formats of the files of the tables.",
  single_table_name: "Name of the one table.",
  skip_lines: "Number of lines that are skipped at the beginning of each CSV.",
  // Limits
  concurrent_imports: "Number of imports at the same time, at most.",
  concurrent_queries: "Number of queries at the same time, at most.",
  custom_api_limits: "Whether to keep to the limit of requests that is given here.",
  daily_api_calls: "Number of API calls a day, at most.",
  deleted_file_retention_days: "Days for which deleted files are kept.",
  enforce_api_limits: "Whether to keep to the number of API calls that is given here.",
  enforce_query_limit: "Whether to keep to the number of queries that is given here.",
  log_file_retention_days: "Days for which log files are kept.",
  per_day_rate_limit: "Number of requests a day, at most.",
  per_minute_rate_limit: "Number of requests a minute, at most.",
  ratelimit_rpm: "Number of requests a minute, at most.",
  // Syncs
  bulk_sync_staging_schema: "Schema in which bulk syncs stage what they write.",
  change_detection: "Whether bulk syncs follow the source's own record of changes.",
  use_bulk_sync_staging_schema: "Whether bulk syncs stage what they write in a schema that is given here.",
  // Who it is, as Polytomic finds out
  client_email: "E-mail address of the service account.",
  connected_user: "Who authorized Polytomic.",
  user_email: "E-mail address of whoever authorized Polytomic.",
  // Requests
  basic: "User and password, for basic authentication.",
  extra_form_data: "What else is sent with the request for a token.",
  header: "Header that authenticates each request.",
  headers: "Headers of each request.",
  label: "Name, as it is shown.",
  oauth: "OAuth with client credentials.",
  parameters: "Query parameters of each request.",
  query: "Query parameters that authenticate each request.",
  scopes: "OAuth scopes that are asked for.",
  token_endpoint: "URL that gives OAuth tokens.",
};

/** What a member of a connection to `title` means, if it is known. */
export const meaning = (name, title) =>
  Object.hasOwn(glossary, name) ? glossary[name].replace("{title}", title) : undefined;
