// What is told about each type of connection and its members, in the comments of its binding.
import { meaning } from "./glossary.mjs";
import { isSecretByName } from "./secrets.mjs";

const SECRET =
  "A secret: pass a token, such as the value of a sensitive `TerraformVariable`. A literal is refused at synthesis.";
const SECRET_BY_NAME =
  "A secret if the name beside it is that of one, such as `Authorization`: then pass a token, with a scheme before it if there is one.";

const organization = (...more) =>
  ["Organization in Polytomic, a lower-case UUID. Needed with partner and deployment keys.", ...more].join(
    " ",
  ) + "\n@default - the organization of the API key";

const connectionMembers = {
  configuration: (title) => `How Polytomic reaches ${title}.`,
  force_destroy: () =>
    "When the connection is destroyed, destroy what uses it too, in Polytomic. It counts once it has been applied.\n" +
    "@default false",
  name: () => "Name of the connection in Polytomic.",
  organization: () =>
    organization("Polytomic does not move a connection to another: replace it, `terraform apply -replace`."),
};

const providerMembers = {
  api_key: `API key of an organization. It counts more than the other keys, also where it comes from the environment.\n${SECRET}\n@default - POLYTOMIC_API_KEY of the environment`,
  deployment_api_key: `Deployment key of Polytomic on premises.\n${SECRET}\n@default - POLYTOMIC_DEPLOYMENT_KEY of the environment`,
  deployment_url:
    "URL of Polytomic on premises.\n@default - POLYTOMIC_DEPLOYMENT_URL of the environment, or app.polytomic.com",
  partner_key: `Partner key.\n${SECRET}\n@default - POLYTOMIC_PARTNER_KEY of the environment`,
};

/** Puts descriptions into the attributes of the provider. */
export function describeProvider(attributes) {
  for (const [name, attribute] of Object.entries(attributes)) {
    attribute.description = providerMembers[name];
  }
}

/** Puts descriptions into the attributes of a data source that reads a connection. */
export function describeConnectionData(attributes) {
  attributes.id.description = "Id of the connection in Polytomic, a UUID.";
  attributes.organization.description = organization();
  attributes.configuration.description = "Is read from Polytomic: leave it out.";
}

/** Puts descriptions into the attributes of a resource that is a connection. */
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
  const given = defaultValue(member);
  const interactive = interactiveModes(type, name);
  const lines = [
    special(name, member, type) ?? meaning(name, type.name),
    member.alias &&
      `The provider sends it as ${code(member.alias)}, where Polytomic's API has ${code(apiName)}: if Polytomic ignores that, the apply fails.`,
    allowed && `One of ${allowed.map(code).join(", ")}.`,
    interactive.length > 0 &&
      `With ${interactive.map(code).join(" or ")} somebody must authorize Polytomic in a browser: see the class.`,
    isSecret && (isSecretByName(path) ? SECRET_BY_NAME : SECRET),
    given !== undefined && (isRequired ? `Polytomic's own default is ${code(given)}.` : `@default ${given}`),
  ];
  return lines.filter(Boolean).join("\n") || undefined;
}

/** Where a shared name means more, or something else. */
function special(name, member, type) {
  if (name === "external_id" && !member.readOnly) {
    return "External ID with which Polytomic assumes the role: its trust policy must demand it.";
  }
  if (name === "auth_mode" && member.enum?.includes("iam_role")) {
    return "How Polytomic authenticates with AWS.";
  }
  if (name === "connect_mode" && type.required.includes("client_secret")) {
    return 'How Polytomic is authorized. With `clientId` and `clientSecret`, which are needed here, Polytomic takes `"api"` only.';
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
  // Upstream has a list of one text that is itself written as a list.
  return JSON.stringify(Array.isArray(value) ? value.map((one) => one.replace(/^\[(.*)\]$/, "$1")) : value);
}

const MODES = ["auth_method", "auth_mode", "connect_mode"];
const INTERACTIVE = ["oauth", "browser", "code", "microsoft", "google"];

/** The values of a member with which somebody must authorize Polytomic in a browser. */
const interactiveModes = (type, name) =>
  MODES.includes(name)
    ? (type.properties[name]?.enum ?? []).filter((value) => INTERACTIVE.includes(value))
    : [];

/** What is told about the members that Polytomic makes or finds out, by their names in Terraform. */
export const outputDescriptions = (type) =>
  Object.fromEntries(
    Object.entries(type.properties)
      .filter(([, { readOnly }]) => readOnly)
      .map(([name]) => [name, meaning(name, type.name)])
      .filter(([, description]) => description !== undefined),
  );

/** What is told about a binding as a whole; what follows `kind` is its type of connection. */
export function classDescription({ kind, className, terraformType, type, documented, links }) {
  const summary = {
    connection: () => `A connection of Polytomic to ${type.name}: ${code(terraformType)}.`,
    "connection data": () =>
      `An existing connection of Polytomic to ${type.name}, read without its secrets: ${code(terraformType)}.`,
    provider: () => "The provider of Polytomic. Its key comes from the environment, or as a token.",
    resource: () => `Polytomic's ${code(terraformType)}.`,
    data: () => `Polytomic's ${code(terraformType)}, read.`,
  };
  const lines = [
    summary[kind](),
    ...(kind === "connection" ? [...uses(documented), ...authorization(type, className)] : []),
    [links, ...pages(documented)].map((link) => `@see ${link}`).join("\n"),
  ];
  return lines.join("\n\n");
}

/** What Polytomic's documentation says such a connection can be. */
const uses = ({ capabilities }) =>
  capabilities === undefined
    ? []
    : [
        `Polytomic's documentation lists it as ${new Intl.ListFormat("en", { type: "conjunction" }).format(capabilities)}.`,
      ];

/** The page of Polytomic's documentation that explains how to connect. */
const pages = ({ page }) => (page === undefined ? [] : [`https://docs.polytomic.com/docs/${page}`]);

/** Whether Terraform alone can make such a connection, and what to do if it cannot. */
function authorization(type, className) {
  const [member, values = []] =
    MODES.map((name) => [name, interactiveModes(type, name)]).find(([, modes]) => modes.length > 0) ?? [];
  if (!type.oauth && member === undefined) {
    return [];
  }
  const condition =
    member === undefined
      ? ""
      : `With ${code(camelCase(member))} ${values.map((value) => code(`"${value}"`)).join(" or ")} `;
  const credentials = ["client_id", "client_secret", "oauth_access_token", "oauth_refresh_token"].filter(
    (name) => type.properties[name] && !type.properties[name].readOnly,
  );
  const takesTokens = credentials.some((name) => name.startsWith("oauth_"));
  const lines = [
    `${condition}${type.name} is authorized by a person in a browser (OAuth), which Terraform cannot do.`,
    "Create the connection in Polytomic's UI, authorize it there, and use it here by",
    `${code("Connection.fromId(scope, id, connectionId)")}, or read it with ${code(`DataPolytomic${className}`)}.`,
    takesTokens &&
      `Polytomic's API also takes the tokens of an app of your own: ${credentials.map(camelCase).map(code).join(", ")}.`,
  ];
  return [lines.filter(Boolean).join(" ")];
}

/** A name of Terraform as the bindings spell it. */
export const camelCase = (name) => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());
