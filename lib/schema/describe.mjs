// Comments of the bindings: descriptions of connection types and their members.
import { meaning } from "./glossary.mjs";
import { isSecretByName } from "./secrets.ts";

const SECRET =
  "A secret: pass a token, such as the value of a sensitive `TerraformVariable`. A literal is rejected at synthesis.";
const SECRET_BY_NAME =
  "A secret if its `name` indicates one, such as `Authorization`: then pass a token, with a scheme before it if required.";

const organization = (...more) =>
  ["Organization in Polytomic, a lowercase UUID. Required with partner and deployment keys.", ...more].join(
    " ",
  ) + "\n@default - the organization of the API key";

const connectionMembers = {
  configuration: (title) => `How Polytomic reaches ${title}.`,
  force_destroy: () =>
    "On destroy, also delete the Polytomic models and syncs that use the connection. Takes effect only after it has been applied.\n" +
    "@default false",
  name: () => "Name of the connection in Polytomic.",
  organization: () =>
    organization(
      "Polytomic cannot move a connection to another organization: replace it with `terraform apply -replace`.",
    ),
};

const providerMembers = {
  api_key: `API key of an organization. Takes precedence over the other keys, also when it comes from the environment.\n${SECRET}\n@default - the environment variable POLYTOMIC_API_KEY`,
  deployment_api_key: `Deployment key of a self-hosted Polytomic.\n${SECRET}\n@default - the environment variable POLYTOMIC_DEPLOYMENT_KEY`,
  deployment_url:
    "URL of a self-hosted Polytomic.\n@default - the environment variable POLYTOMIC_DEPLOYMENT_URL, or app.polytomic.com",
  partner_key: `Partner key.\n${SECRET}\n@default - the environment variable POLYTOMIC_PARTNER_KEY`,
};

/** Adds descriptions to the attributes of the provider. */
export function describeProvider(attributes) {
  for (const [name, attribute] of Object.entries(attributes)) {
    attribute.description = providerMembers[name];
  }
}

/** Adds descriptions to the attributes of a data source for a connection. */
export function describeConnectionData(attributes) {
  attributes.id.description = "Id of the connection in Polytomic, a UUID.";
  attributes.organization.description = organization();
  attributes.configuration.description = "Read from Polytomic. Do not set it.";
}

/** Adds descriptions to the attributes of a connection resource. */
export function describeConnection(attributes, type, secrets) {
  for (const [name, attribute] of Object.entries(attributes)) {
    attribute.description = connectionMembers[name]?.(type.name);
  }
  const { required, properties } = type;
  describeMembers(attributes.configuration.nested_type.attributes, {
    type,
    required,
    properties,
    secrets,
    path: "configuration.",
  });
}

function describeMembers(attributes, { type, required = [], properties, secrets, path }) {
  for (const [name, member] of Object.entries(properties)) {
    const terraformName = member.alias ?? name;
    const attribute = attributes[terraformName];
    if (attribute === undefined) {
      continue;
    }
    attribute.description = describe(terraformName, member, {
      type,
      apiName: name,
      isRequired: required.includes(name),
      path: path + terraformName,
      isSecret: secrets.includes(path + terraformName),
    });
    const nested = member.properties ?? member.items?.properties;
    if (nested !== undefined) {
      const isList = member.properties === undefined;
      describeMembers(attribute.nested_type.attributes, {
        type,
        properties: nested,
        secrets,
        path: `${path}${terraformName}${isList ? "[]" : ""}.`,
      });
    }
  }
}

function describe(name, member, { type, apiName, path, isRequired, isSecret }) {
  const allowed = allowedValues(member);
  const defaults = defaultValue(member);
  const interactive = interactiveModes(type, name);
  const lines = [
    special(name, member, type) ?? meaning(name, type.name),
    member.alias &&
      `The provider sends it as ${code(member.alias)}, but Polytomic's API calls it ${code(apiName)}. If Polytomic ignores it, the apply fails.`,
    allowed && `One of ${allowed.map(code).join(", ")}.`,
    interactive.length > 0 &&
      `With ${interactive.map(code).join(" or ")}, a person must authorize Polytomic in a browser: see the class.`,
    isSecret && (isSecretByName(path) ? SECRET_BY_NAME : SECRET),
    defaults !== undefined &&
      (isRequired ? `Polytomic's own default is ${code(defaults)}.` : `@default ${defaults}`),
  ];
  return lines.filter(Boolean).join("\n") || undefined;
}

/** Descriptions for members whose name has another meaning in some connection types. */
function special(name, member, type) {
  if (name === "external_id" && !member.readOnly) {
    return "External ID with which Polytomic assumes the role. The role's trust policy must require it.";
  }
  if (name === "auth_mode" && member.enum?.includes("iam_role")) {
    return "How Polytomic authenticates with AWS.";
  }
  if (name === "connect_mode" && type.required.includes("client_secret")) {
    return 'How Polytomic is authorized. With `clientId` and `clientSecret`, which are required here, Polytomic accepts only `"api"`.';
  }
  return undefined;
}

const code = (text) => `\`${text}\``;

/** The values that a member, or each of its elements, may have. */
export const allowedValues = (member) => member.enum ?? member.items?.enum;

/** The default, in TypeScript. */
function defaultValue({ default: value }) {
  if (value === undefined) {
    return undefined;
  }
  // One upstream default is an array with one string that contains brackets.
  return JSON.stringify(Array.isArray(value) ? value.map((one) => one.replace(/^\[(.*)\]$/, "$1")) : value);
}

const MODES = ["auth_method", "auth_mode", "connect_mode"];
const INTERACTIVE = ["oauth", "browser", "code", "microsoft", "google"];

/** The values of a member that require a person to authorize Polytomic in a browser. */
const interactiveModes = (type, name) =>
  MODES.includes(name)
    ? (type.properties[name]?.enum ?? []).filter((value) => INTERACTIVE.includes(value))
    : [];

/** The descriptions of read-only members, by Terraform name. The provider does not have all members of Polytomic's types. */
export const outputDescriptions = (type, { configuration }) =>
  Object.fromEntries(
    Object.entries(type.properties)
      .filter(([name, { readOnly }]) => readOnly && name in configuration.nested_type.attributes)
      .map(([name]) => [name, meaning(name, type.name)])
      .filter(([, description]) => description !== undefined),
  );

/** The comment of the class of a binding. */
export function classDescription({ kind, className, terraformType, type, documented, links }) {
  const summary = {
    connection: () => `A Polytomic connection to ${type.name}: ${code(terraformType)}.`,
    "connection data": () =>
      `Reads an existing Polytomic connection to ${type.name}, without its secrets: ${code(terraformType)}.`,
    provider: () => "The Polytomic provider. Set its key in the environment, or pass it as a token.",
    resource: () => `The Polytomic resource ${code(terraformType)}.`,
    data: () => `The Polytomic data source ${code(terraformType)}.`,
  };
  const lines = [
    summary[kind](),
    ...(kind === "connection" ? [...uses(documented), ...authorization(type, className)] : []),
    [links, ...pages(documented)].map((link) => `@see ${link}`).join("\n"),
  ];
  return lines.join("\n\n");
}

/** The capabilities of a connection type, according to Polytomic's documentation. */
const uses = ({ capabilities }) =>
  capabilities === undefined
    ? []
    : [
        `Polytomic's documentation lists it as ${new Intl.ListFormat("en", { type: "conjunction" }).format(capabilities)}.`,
      ];

/** The page of Polytomic's documentation about the connection type. */
const pages = ({ page }) => (page === undefined ? [] : [`https://docs.polytomic.com/docs/${page}`]);

/** For connections that Terraform alone cannot create: what to do instead. */
function authorization(type, className) {
  const [member, values = []] =
    MODES.map((name) => [name, interactiveModes(type, name)]).find(([, modes]) => modes.length > 0) ?? [];
  if (!type.oauth && member === undefined) {
    return [];
  }
  const condition =
    member === undefined
      ? ""
      : `With ${code(camelCase(member))} ${values.map((value) => code(`"${value}"`)).join(" or ")}, `;
  const credentials = ["client_id", "client_secret", "oauth_access_token", "oauth_refresh_token"].filter(
    (name) => type.properties[name] && !type.properties[name].readOnly,
  );
  const takesTokens = credentials.some((name) => name.startsWith("oauth_"));
  const lines = [
    `${condition}${type.name} is authorized by a person in a browser (OAuth), which Terraform cannot do.`,
    "Create and authorize the connection in Polytomic's app, and use it here with",
    `${code("Connection.fromId(scope, id, connectionId)")}, or read it with ${code(`DataPolytomic${className}`)}.`,
    takesTokens &&
      `Polytomic's API also takes the tokens of an app of your own: ${credentials.map(camelCase).map(code).join(", ")}.`,
  ];
  return [lines.filter(Boolean).join(" ")];
}

/** Converts a Terraform name to the spelling of the bindings. */
export const camelCase = (name) => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());
