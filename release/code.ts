/** Renames the modules that a TypeScript or JavaScript file imports, and the names in its comments. Identifiers stay. */
import ts from "typescript";
import { moduleOfFork, OCCURRENCE, proseSpans, replaced, UnexpectedNameError } from "./names";

/** Strings that stay: they identify data of both packages, or name one of the cores whichever is used. */
const KEPT = [
  /^CDKTF_[A-Z_]*$/,
  /^cdkt[fn]Version$/,
  /^https:\/\/github\.com\/[\w-]+\/cdktf-polytomic$/,
  // Symbols and keys.
  /^cdktf-polytomic\/(?:checkedAs|isText|unsafePlainText)$/,
  /^cdktf-polytomic:source$/,
  /^\/\/\.cdktf-polytomic\.accepted$/,
  /^cdktf-polytomic-review\/$/,
  /^cdktf-polytomic review: $/,
  // Types of metadata, which the fork did not rename.
  /^@cdktf\/(?:info|warn|error)$/,
];

/** Strings that stay in one file. */
const KEPT_IN: Readonly<Record<string, readonly string[]>> = {
  "lib/core.": ["cdktf", "cdktn"],
  "lib/mixed-cores.": ["cdktf", "cdktn"],
  "lib/plan/read/accepted.": ["cdktf-polytomic"],
};

/** A file with the names of the fork. Columns stay: the names have equal lengths. */
export function code(file: string, text: string): string {
  if (!hasName(text)) {
    return text;
  }
  const leaves = leavesOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  const spans = leaves.map((leaf) => ({ start: leaf.getStart(), end: leaf.end, leaf }));
  // What is neither in a string nor in an identifier is in a comment.
  const masked = replaced(
    text,
    spans.map((span) => ({ ...span, text: "\0".repeat(span.end - span.start) })),
  );
  return replaced(text, [
    ...proseSpans(file, masked),
    ...spans.flatMap(({ leaf, ...span }) =>
      isText(leaf) ? [{ ...span, text: ofString(file, text, leaf) }] : [],
    ),
  ]);
}

type Text = ts.StringLiteralLike | ts.TemplateLiteralLikeNode;

const isText = (node: ts.Node): node is Text =>
  ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);

/** The source text of a string: renamed if it is a module or the name of the core, otherwise unchanged. */
function ofString(file: string, text: string, node: Text): string {
  const written = node.getText();
  const renamed = namesModule(node) || isNameOfCore(file, node) ? moduleOfFork(node.text) : undefined;
  if (renamed !== undefined) {
    return written.replace(node.text, renamed);
  }
  if (!hasName(written) || isKept(file, node.text)) {
    return written;
  }
  const remedy =
    "Take names in messages from lib/core.ts, or add the string to the kept ones in release/code.ts";
  throw new UnexpectedNameError(file, text, node.getStart(), remedy);
}

const isKept = (file: string, value: string): boolean =>
  KEPT.some((pattern) => pattern.test(value)) ||
  !/cdkt[fn](?!\.(?:out|json)\b)|CDKT[FN]/.test(value) ||
  Object.entries(KEPT_IN).some(([path, values]) => file.includes(path) && values.includes(value));

/** Whether a string is the operand of an import, an export or a `require`. */
function namesModule(node: Text): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    const callee = parent.expression.getText();
    return ["require", "require.resolve", "import"].includes(callee);
  }
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent))
  );
}

/** Whether a string is the value of a constant of `lib/core.ts`. */
function isNameOfCore(file: string, { parent }: ts.Node): boolean {
  const target = ts.isVariableDeclaration(parent)
    ? parent.name.getText()
    : ts.isBinaryExpression(parent)
      ? parent.left.getText().replace(/^exports\./, "")
      : "";
  return /lib\/core\.(?:d\.ts|js|ts)$/.test(file) && ["CORE", "PACKAGE"].includes(target);
}

/** The identifiers, strings and regular expressions that contain a name. */
function leavesOf(source: ts.SourceFile): ts.Node[] {
  const leaves: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isIdentifier(node) || isText(node) || ts.isRegularExpressionLiteral(node)) &&
      hasName(node.text)
    ) {
      leaves.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return leaves;
}

const hasName = (text: string): boolean => text.search(OCCURRENCE) !== -1;
