/** The expected essential parts of each example and guide, by file name. */
import type { Essence } from "./essence";

const CSV = { model_from: "single_file", key: "contacts.csv", file_format: "csv" };

export const EXPECTED: Readonly<Record<string, Essence>> = {
  "bulk-syncs/hubspot-to-postgresql": {
    makes: ["postgresql"],
    bulkSync: {
      mode: "replicate",
      when: "hourly",
      from: "hubspot",
      to: "postgresql",
      into: { schema: "hubspot" },
      schemas: ["companies", "contacts", "deals"],
    },
  },
  "bulk-syncs/salesforce-to-s3": {
    makes: ["s3"],
    trusts: ["arn:aws:iam::568237466542:root"],
    bulkSync: {
      mode: "replicate",
      when: "continuous",
      from: "salesforce",
      to: "s3",
      into: { format: "parquet" },
      schemas: ["Account", "Contact"],
    },
  },
  "bulk-syncs/salesforce-to-snowflake": {
    makes: ["snowflake"],
    bulkSync: {
      mode: "replicate",
      when: "daily",
      from: "salesforce",
      to: "snowflake",
      into: { schema: "salesforce" },
      schemas: ["Account", "Contact", "Opportunity"],
    },
  },
  "guides/cdc-streaming": {
    makes: ["postgresql", "snowflake"],
    follows: ["postgresql by the publication polytomic"],
    bulkSync: {
      mode: "replicate",
      from: "postgresql",
      to: "snowflake",
      into: { schema: "shop" },
      schemas: ["public.customers", "public.orders"],
      when: "continuous",
    },
  },
  "guides/custom-webhook": {
    makes: ["postgresql", "webhook"],
    models: [{ of: "postgresql", from: { query: "SELECT id, email, plan FROM users" } }],
    sync: {
      mode: "updateOrCreate",
      to: "webhook",
      object: "http",
      fields: ["email -> record", "id -> record", "plan -> record"],
      when: "continuous",
    },
  },
  "guides/self-hosted": {
    makes: ["postgresql", "s3"],
    trusts: ["arn:aws:iam::111122223333:role/polytomic-ecs-task-role"],
    opensTo: ["vpce-0123456789abcdef0"],
    bulkSync: {
      mode: "replicate",
      from: "s3",
      to: "postgresql",
      into: { schema: "lake" },
      schemas: ["orders.csv"],
      when: "hourly",
    },
  },
  "model-syncs/bigquery-to-linkedin-ads": {
    makes: ["bigquery"],
    models: [
      {
        of: "bigquery",
        from: { query: "SELECT DISTINCT email FROM web.page_views WHERE path = '/pricing'" },
      },
    ],
    sync: {
      mode: "replace",
      when: "daily",
      to: "linkedinads",
      create: { name: "Visitors of the pricing page" },
      fields: ["email -> email"],
    },
  },
  "model-syncs/bigquery-to-salesforce": {
    makes: ["bigquery"],
    models: [{ of: "bigquery", from: { query: "SELECT email, score FROM marketing.lead_scores" } }],
    sync: {
      mode: "update",
      when: "hourly",
      to: "salesforce",
      object: "Lead",
      by: "email -> Email",
      fields: ["score -> Score__c"],
      filters: ["IsConverted False", "score GreaterThan 0"],
    },
  },
  "model-syncs/gcs-to-salesforce": {
    makes: ["gcs"],
    models: [{ of: "gcs", from: CSV }],
    sync: {
      mode: "updateOrCreate",
      when: "daily",
      to: "salesforce",
      object: "Contact",
      by: "email -> Email",
      fields: ["first_name -> FirstName", "last_name -> LastName"],
    },
  },
  "model-syncs/gcs-to-webhook": {
    makes: ["gcs", "webhook"],
    models: [{ of: "gcs", from: CSV }],
    sync: {
      mode: "updateOrCreate",
      when: "manual",
      to: "webhook",
      object: "http",
      fields: ["email -> record", "first_name -> record", "last_name -> record"],
    },
  },
  "model-syncs/mongodb-to-salesforce": {
    makes: ["mongodb"],
    models: [{ of: "mongodb", from: { database: "shop", collection: "customers" } }],
    sync: {
      mode: "updateOrCreate",
      when: "daily",
      to: "salesforce",
      object: "Lead",
      by: "email -> Email",
      fields: ["company -> Company", "country -> Country", "name -> LastName"],
    },
  },
  "model-syncs/mysql-to-snowflake": {
    makes: ["mysql", "snowflake"],
    models: [{ of: "mysql", from: { table: "company.customers" } }],
    sync: {
      mode: "replace",
      when: "daily",
      to: "snowflake",
      object: "crm.customers",
      fields: ["email -> email", "id -> id", "name -> name"],
    },
  },
  "model-syncs/postgresql-airtable-stripe-to-hubspot": {
    makes: ["postgresql", "stripe"],
    models: [
      {
        of: "postgresql",
        from: { query: "SELECT id, email, stripe_id, plan FROM users" },
        joined: ["stripe_id -> Stripe customers id"],
      },
      { of: "stripe", from: { stream_id: "customers" }, joined: ["email -> existing airtable Email"] },
    ],
    sync: {
      mode: "updateOrCreate",
      when: "manual",
      to: "hubspot",
      object: "contacts",
      by: "email -> email",
      fields: ["Score -> nps", "balance -> balance", "plan -> plan"],
    },
  },
  "model-syncs/salesforce-soql-to-s3": {
    makes: [],
    models: [
      {
        of: "salesforce",
        from: { query: "SELECT Id, Name FROM Account" },
      },
    ],
    sync: {
      mode: "replace",
      when: "manual",
      to: "s3",
      object: "accounts",
      fields: ["Id -> id", "Name -> name"],
    },
  },
  "model-syncs/salesforce-to-netsuite": {
    makes: ["netsuite"],
    models: [{ of: "salesforce", from: { table: "Contact" } }],
    sync: {
      mode: "updateOrCreate",
      when: "hourly",
      to: "netsuite",
      object: "contact",
      by: "Email -> email",
      fields: ["FirstName -> firstName", "LastName -> lastName"],
      filters: ["LastName IsNotNull"],
    },
  },
  "model-syncs/snowflake-audience-to-linkedin-ads": {
    makes: ["snowflake"],
    models: [
      {
        of: "snowflake",
        from: { query: "SELECT email, first_name, last_name FROM users WHERE plan = 'trial'" },
      },
    ],
    sync: {
      mode: "replace",
      when: "daily",
      to: "linkedinads",
      object: "audience",
      fields: ["email -> email"],
    },
  },
  "model-syncs/snowflake-query-to-salesforce": {
    makes: ["snowflake"],
    models: [
      {
        of: "snowflake",
        from: { query: "SELECT email, first_name, last_name FROM app.users WHERE active" },
      },
    ],
    sync: {
      mode: "updateOrCreate",
      when: "hourly",
      to: "salesforce",
      object: "Contact",
      by: "email -> Email",
      fields: ['"App" -> LeadSource', "first_name -> FirstName", "last_name -> LastName"],
    },
  },
  "model-syncs/snowflake-to-gong-engage": {
    makes: ["snowflake"],
    models: [
      {
        of: "snowflake",
        from: { query: "SELECT crm_id, owner_email FROM contacts WHERE opportunity_stage = 'new'" },
      },
    ],
    sync: {
      mode: "create",
      when: "hourly",
      to: "gong",
      object: "flow",
      fields: ["crm_id -> crmProspectId", "owner_email -> flowOwnerEmail"],
    },
  },
  "model-syncs/snowflake-to-salesloft-cadence": {
    makes: ["snowflake"],
    models: [
      {
        of: "snowflake",
        from: { query: "SELECT email, first_name, last_name FROM users WHERE plan = 'trial'" },
      },
    ],
    sync: {
      mode: "updateOrCreate",
      when: "hourly",
      to: "salesloft",
      object: "cadence",
      by: "email -> email_address",
      fields: ["first_name -> first_name", "last_name -> last_name"],
    },
  },
};
