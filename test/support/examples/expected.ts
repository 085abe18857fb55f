/** What each example of Polytomic's documentation is about, by the name of its program. */
import type { Essence } from "./essence";

const CSV = { model_from: "single_file", key: "contacts.csv", file_format: "csv" };

export const EXPECTED: Readonly<Record<string, Essence>> = {
  "bulk-syncs/hubspot-to-postgresql": {
    makes: ["postgresql"],
    bulkSync: {
      mode: "replicate",
      from: "hubspot",
      to: "postgresql",
      into: { schema: "hubspot" },
      schemas: ["companies", "contacts", "deals"],
    },
  },
  "bulk-syncs/salesforce-to-s3": {
    makes: ["s3"],
    bulkSync: {
      mode: "replicate",
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
      from: "salesforce",
      to: "snowflake",
      into: { schema: "salesforce" },
      schemas: ["Account", "Contact", "Opportunity"],
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
        from: { query: "SELECT Id, Name, AnnualRevenue FROM Account WHERE AnnualRevenue > 1000000" },
      },
    ],
    sync: {
      mode: "replace",
      to: "s3",
      object: "large-accounts",
      fields: ["AnnualRevenue -> annual_revenue", "Id -> id", "Name -> name"],
    },
  },
  "model-syncs/salesforce-to-netsuite": {
    makes: ["netsuite"],
    models: [{ of: "salesforce", from: { table: "Contact" } }],
    sync: {
      mode: "updateOrCreate",
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
    sync: { mode: "replace", to: "linkedinads", object: "audience", fields: ["email -> email"] },
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
      to: "salesloft",
      object: "cadence",
      by: "email -> email_address",
      fields: ["first_name -> first_name", "last_name -> last_name"],
    },
  },
};
