// Adapts the output of CDKTF's generator by replacing text. Unknown output is an error, so a new version of the generator cannot
// silently undo an adaptation.
import { allowedValues, camelCase, classDescription, outputDescriptions } from "./describe.mjs";

/**
 * Adapts the text of a binding. `binding` has its Terraform type, kind, secrets, object members and, for a connection, its type. `library`
 * is the path from the folder of the binding to `lib`.
 */
export function adapt(text, binding) {
  return [
    withNestedAttributes,
    withRenderable,
    withMendedHcl,
    withNotedValues,
    withoutRegistryLines,
    withClass,
    withUnions,
    withOutputs,
    withImports,
  ].reduce((adapted, step) => step(adapted, binding), text);
}

/** Renders nested attributes as attributes in `cdktf synth --hcl`. The generator treats them as blocks. */
function withNestedAttributes(text) {
  const nested =
    /value: (?:cdktf\.listMapperHcl\((\w+)ToHclTerraform, false\)|(\w+)ToHclTerraform)\((this\.\w+\.internalValue)\),\n\s+isBlock: true,\n\s+type: "(?:struct|set|list)",\n\s+storageClassType: "\w+",/g;
  const rendered = text
    .replace(nested, (_, element, struct, value) =>
      element
        ? `...nestedAttribute(cdktf.listMapper(${element}ToTerraform, false)(${value})),`
        : `...nestedAttribute(${struct}ToTerraform(${value})),`,
    )
    // These functions are no longer called.
    .replace(/\n\nexport function \w+ToHclTerraform\([\s\S]*?\n}\n/g, "\n");
  if (rendered.includes("isBlock: true")) {
    throw new Error("the generator prints a nested attribute in an unknown form");
  }
  return rendered;
}

/**
 * Reads constructor arguments before they are stored, and later assignments before they are rendered. CDKTF treats a typed token as an
 * object with members, and loses it.
 */
function withRenderable(text) {
  return text
    .replace(
      /(\n  public constructor\(scope: Construct, id: string, config)(: \w+Config(?: = \{\})?\) \{\n    super\(scope)/g,
      (_, head, rest) =>
        `${head}${rest.replace("    super", "    config = renderable(scope, id, new.target.name, config);\n    super")}`,
    )
    .replace(/\bprotected synthesize(?:Hcl)?Attributes\(\)[\s\S]*?\n  \}\n/g, (method) =>
      method.replace(/\((this\._(\w+)(?:\.internalValue)?)\)/g, '(rendered(this, "$2", $1))'),
    )
    .replaceAll(
      "if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }",
      "if (!cdktf.canInspect(struct) || isToken(struct)) { return struct; }",
    )
    .replaceAll("cdktf.hashMapper(cdktf.stringToTerraform)(", "stringMap(")
    .replaceAll("else if (cdktf.Tokenization.isResolvable(value)) {", "else if (isToken(value)) {");
}

/** Fixes values that the HCL renderer would print with another meaning than the JSON. */
function withMendedHcl(text) {
  return /extends cdktf\.Terraform(Resource|DataSource)/.test(text)
    ? text.replace(
        "  protected synthesizeHclAttributes()",
        "  public toHclTerraform(): any {\n    return mendHcl(super.toHclTerraform());\n  }\n\n$&",
      )
    : text;
}

/** Records the values of objects, because their setters drop unknown members. */
function withNotedValues(text, { members }) {
  return members.length === 0
    ? text
    : text.replace(/\n  public set internalValue\(value: [^)]*\) \{\n/g, "$&    recordValue(this, value);\n");
}

/** Removes links to the registry, except the one in the comment of the class. */
function withoutRegistryLines(text) {
  return text
    .replace(/\n *\*\n *\* Please be aware that the id field .*\n.*/g, "")
    .replace(/ *\/\*\*\n *\* Docs at Terraform Registry: .*\n *\*\/\n/g, "")
    .replace(/\n *\*\n *\* Docs at Terraform Registry: .*/g, "")
    .replace(/^\/\/ https:\/\/registry\S+\n/m, "")
    .replace(/ *\/\*\*\n *\* Create a new \{@link .*\n(?: *\*.*\n)*? *\*\/\n/, "")
    .replace(/ Refer to the \{@link .*? for the id to use/, "");
}

/** Adds the comment of the class, its static properties, and the checks in its constructor. */
function withClass(text, { kind, terraformType, typeId, type, documented, secrets, members, rules, next }) {
  const generatedComment =
    /\/\*\*\n\* Represents a \{@link (\S+) .*\n\*\/\n(export class (\w+) extends cdktf\.\w+ \{)/;
  const adapted = text.replace(generatedComment, (_, links, head, className) => {
    const description = classDescription({ kind, className, terraformType, type, documented, links });
    return `${comment(description, "")}${head}`;
  });
  const className = /export class (\w+) extends cdktf\.Terraform/.exec(adapted)?.[1];
  const { capabilities } = kind === "connection" ? documented : {};
  const facts = [
    ["connectionType", kind === "connection" && typeId, "Id of this connection type in Polytomic."],
    [
      "capabilities",
      capabilities,
      "Capabilities of this connection type, according to Polytomic's documentation.",
    ],
    [
      "secretMembers",
      secrets.length > 0 && secrets,
      "Members with secrets, with Terraform names. Literals in them are rejected at synthesis.",
    ],
    [
      "objectMembers",
      members.length > 0 && members,
      "Settable members of its objects, with Terraform names. Other members are rejected at synthesis, also in overrides.",
    ],
    ["configurationRules", rules, "Rules of its configuration, with Terraform names. Checked at synthesis."],
    [
      "nextProvider",
      next,
      `What version ${next?.version} of the provider changes, according to its upgrade guide. Checked at synthesis in stacks that allow it.`,
    ],
  ].flatMap(([name, value, description]) =>
    value ? [comment(description, "  "), `  public static readonly ${name} = ${constant(value)};\n`] : [],
  );
  const withFacts = replaceOnce(adapted, /  public static readonly tfResourceType = .*\n/, (line) =>
    [line, ...facts].join(""),
  );
  const checks = [
    ...(secrets.length > 0 ? [`    checkSecrets(this, ${className}.secretMembers);\n`] : []),
    ...(rules ? [`    checkConfiguration(this, ${className}.configurationRules);\n`] : []),
    ...(next ? [`    checkNextProvider(this, ${className}.nextProvider);\n`] : []),
    ...(members.length > 0 ? [`    checkMembers(this, ${className}.objectMembers);\n`] : []),
    ...(members.includes("configuration.event_queue_arn") ? ["    forbidSharedQueue(this);\n"] : []),
    ...(belongsToOrganization(text) ? ["    replaceWithOrganization(this);\n"] : []),
    ...(kind === "provider" ? ["    checkNames(this, config);\n    checkSettings(this);\n"] : []),
  ].join("");
  return checks === ""
    ? withFacts
    : replaceOnce(
        withFacts,
        /(\n  public constructor\(scope: Construct, id: string, config[\s\S]*?)\n  \}\n/,
        (_, body) => `${body}\n${checks}  }\n`,
      );
}

/** A string already has a literal type. */
const constant = (value) => JSON.stringify(value) + (typeof value === "string" ? "" : " as const");

const belongsToOrganization = (text) =>
  text.includes("extends cdktf.TerraformResource") && text.includes("get organizationInput()");

/** Gives members with an enumeration a union type. */
function withUnions(text, { kind, type }) {
  if (kind !== "connection") {
    return text;
  }
  return Object.entries(type.properties).reduce((adapted, [name, member]) => {
    const terraformName = member.alias ?? name;
    const values = allowedValues(member);
    if (values === undefined) {
      return adapted;
    }
    const union = values.map((value) => JSON.stringify(value)).join(" | ");
    const wanted = member.enum ? ["string", union] : ["string[]", `(${union})[]`];
    return replaceOnce(
      adapted,
      new RegExp(`(\\n  readonly ${camelCase(terraformName)}\\??: )${wanted[0].replace("[]", "\\[\\]")};`),
      (_, declaration) => `${declaration}${wanted[1]};`,
    );
  }, text);
}

/** Adds comments to the getters of read-only members. */
function withOutputs(text, { kind, type, attributes }) {
  if (kind !== "connection") {
    return text;
  }
  return Object.entries(outputDescriptions(type, attributes)).reduce(
    (adapted, [name, description]) =>
      replaceOnce(
        adapted,
        `  // ${name} - computed: true, optional: false, required: false\n`,
        comment(description, "  "),
      ),
    text,
  );
}

function withImports(text, { library }) {
  const modules = {
    "terraform/hcl": ["mendHcl", "nestedAttribute", "stringMap"],
    "terraform/organization": ["replaceWithOrganization"],
    "synthesis/configuration": ["checkConfiguration"],
    "synthesis/next-provider": ["checkNextProvider"],
    "synthesis/object-members": ["checkMembers", "recordValue"],
    "synthesis/provider-settings": ["checkNames", "checkSettings"],
    "synthesis/queue-consumers": ["forbidSharedQueue"],
    "validation/renderable": ["renderable", "rendered"],
    "synthesis/secret-members": ["checkSecrets"],
    tokens: ["isToken"],
  };
  const imports = Object.entries(modules).flatMap(([module, names]) => {
    const used = names.filter((name) => text.includes(`${name}(`));
    return used.length > 0 ? [`\nimport { ${used.join(", ")} } from '${library}/${module}';`] : [];
  });
  // The generated code does not compile with `exactOptionalPropertyTypes`.
  return `// @ts-nocheck\n${text.replace("import * as cdktf from 'cdktf';", `$&${imports.join("")}`)}`;
}

function comment(text, indent) {
  const lines = text.split("\n").flatMap(wrap);
  return lines.length === 1
    ? `${indent}/** ${text} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** Lines of at most 110 characters, as far as words allow. */
function wrap(line) {
  return line.match(/.{1,110}(?=\s|$)|\S+/g)?.map((part) => part.trim()) ?? [""];
}

function replaceOnce(text, pattern, replacement) {
  const isThere = typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
  if (!isThere) {
    throw new Error(`the generator's output does not match ${pattern}`);
  }
  return text.replace(pattern, replacement);
}
