// Adapts what CDKTF's generator prints, by replacing text. A form that is not known is an error, so that a new version
// of the generator cannot silently undo anything.
import { allowedValues, camelCase, classDescription, outputDescriptions } from "./describe.mjs";

/** What is known of a binding: its Terraform type, its kind, its secrets, the members of its objects and, for a connection, its type. */
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

/** Nested attributes are rendered as attributes by `cdktf synth --hcl`; the generator takes them for blocks. */
function withNestedAttributes(text) {
  const nested =
    /value: (?:cdktf\.listMapperHcl\((\w+)ToHclTerraform, false\)|(\w+)ToHclTerraform)\((this\.\w+\.internalValue)\),\n\s+isBlock: true,\n\s+type: "(?:struct|set|list)",\n\s+storageClassType: "\w+",/g;
  const rendered = text
    .replace(nested, (_, element, struct, value) =>
      element
        ? `...nestedAttribute(cdktf.listMapper(${element}ToTerraform, false)(${value})),`
        : `...nestedAttribute(${struct}ToTerraform(${value})),`,
    )
    // Nothing calls these any more.
    .replace(/\n\nexport function \w+ToHclTerraform\([\s\S]*?\n}\n/g, "\n");
  if (rendered.includes("isBlock: true")) {
    throw new Error("the generator prints a form of nested attribute that this script does not know");
  }
  return rendered;
}

/**
 * What a program gives is read before it is kept, and what was set later before it is rendered. CDKTF takes a token for an object with the
 * members of that object, unless it is one without a type, and loses it.
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
    .replaceAll("else if (cdktf.Tokenization.isResolvable(value)) {", "else if (isToken(value)) {");
}

/** What the HCL renderer would print in another way than the JSON has it. */
function withMendedHcl(text) {
  return /extends cdktf\.Terraform(Resource|DataSource)/.test(text)
    ? text.replace(
        "  protected synthesizeHclAttributes()",
        "  public toHclTerraform(): any {\n    return mendHcl(super.toHclTerraform());\n  }\n\n$&",
      )
    : text;
}

/** What an object is given is noted, as the setter drops what it does not know. */
function withNotedValues(text, { members }) {
  return members.length === 0
    ? text
    : text.replace(/\n  public set internalValue\(value: [^)]*\) \{\n/g, "$&    recordValue(this, value);\n");
}

/** The registry is named once, by the class. */
function withoutRegistryLines(text) {
  return text
    .replace(/\n *\*\n *\* Please be aware that the id field .*\n.*/g, "")
    .replace(/ *\/\*\*\n *\* Docs at Terraform Registry: .*\n *\*\/\n/g, "")
    .replace(/\n *\*\n *\* Docs at Terraform Registry: .*/g, "")
    .replace(/^\/\/ https:\/\/registry\S+\n/m, "")
    .replace(/ *\/\*\*\n *\* Create a new \{@link .*\n(?: *\*.*\n)*? *\*\/\n/, "")
    .replace(/ Refer to the \{@link .*? for the id to use/, "");
}

/** What is told about the class, and what the class tells and does beyond what it was generated with. */
function withClass(text, { kind, terraformType, typeId, type, documented, secrets, members, rules }) {
  const generatedComment =
    /\/\*\*\n\* Represents a \{@link (\S+) .*\n\*\/\n(export class (\w+) extends cdktf\.\w+ \{)/;
  const adapted = text.replace(generatedComment, (_, links, head, className) => {
    const description = classDescription({ kind, className, terraformType, type, documented, links });
    return `${comment(description, "")}${head}`;
  });
  const className = /export class (\w+) extends cdktf\.Terraform/.exec(adapted)?.[1];
  const facts = [
    ...(kind === "connection"
      ? [
          `  /** Id of this type of connection in Polytomic. */\n  public static readonly connectionType = "${typeId}";\n`,
        ]
      : []),
    ...(kind === "connection" && documented.capabilities
      ? [
          comment("What such a connection can be, as Polytomic's documentation lists it.", "  ") +
            `  public static readonly capabilities = ${JSON.stringify(documented.capabilities)} as const;\n`,
        ]
      : []),
    ...(secrets.length > 0
      ? [
          comment(
            "Members that hold secrets, as Terraform spells them. Literals in them are refused at synthesis.",
            "  ",
          ) + `  public static readonly secretMembers = ${JSON.stringify(secrets)} as const;\n`,
        ]
      : []),
    ...(members.length > 0
      ? [
          comment(
            "What can be set inside of its objects, as Terraform spells it. Anything else there is refused at synthesis, also in an override.",
            "  ",
          ) + `  public static readonly objectMembers = ${JSON.stringify(members)} as const;\n`,
        ]
      : []),
    ...(rules
      ? [
          comment(
            "What must hold in its configuration, by the names that Terraform has. Checked at synthesis.",
            "  ",
          ) + `  public static readonly configurationRules = ${JSON.stringify(rules)} as const;\n`,
        ]
      : []),
  ].join("");
  const withFacts = replaceOnce(
    adapted,
    /  public static readonly tfResourceType = .*\n/,
    (line) => line + facts,
  );
  const checks = [
    ...(secrets.length > 0 ? [`    checkSecrets(this, ${className}.secretMembers);\n`] : []),
    ...(rules ? [`    checkConfiguration(this, ${className}.configurationRules);\n`] : []),
    ...(members.length > 0 ? [`    checkMembers(this, ${className}.objectMembers);\n`] : []),
    ...(members.includes("configuration.event_queue_arn") ? ["    refuseSharedQueue(this);\n"] : []),
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

const belongsToOrganization = (text) =>
  text.includes("extends cdktf.TerraformResource") && text.includes("get organizationInput()");

/** Members of an enumeration take its values only. */
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

/** What Polytomic finds out or makes can be read only; its comment stands where it is read. */
function withOutputs(text, { kind, type }) {
  if (kind !== "connection") {
    return text;
  }
  return Object.entries(outputDescriptions(type)).reduce(
    (adapted, [name, description]) =>
      replaceOnce(
        adapted,
        `  // ${name} - computed: true, optional: false, required: false\n`,
        comment(description, "  "),
      ),
    text,
  );
}

function withImports(text) {
  const modules = {
    "../../terraform/hcl": ["mendHcl", "nestedAttribute"],
    "../../terraform/organization": ["replaceWithOrganization"],
    "../../synthesis/configuration": ["checkConfiguration"],
    "../../synthesis/object-members": ["checkMembers", "recordValue"],
    "../../synthesis/provider-settings": ["checkNames", "checkSettings"],
    "../../synthesis/queue-consumers": ["refuseSharedQueue"],
    "../../validation/renderable": ["renderable", "rendered"],
    "../../synthesis/secret-members": ["checkSecrets"],
    "../../tokens": ["isToken"],
  };
  const imports = Object.entries(modules).flatMap(([module, names]) => {
    const used = names.filter((name) => text.includes(`${name}(`));
    return used.length > 0 ? [`\nimport { ${used.join(", ")} } from '${module}';`] : [];
  });
  // The files predate `exactOptionalPropertyTypes`.
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
    throw new Error(`the generator prints nothing like ${pattern}`);
  }
  return text.replace(pattern, replacement);
}
