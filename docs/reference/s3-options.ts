/** The tables of `docs/s3-options.md`: each row of Polytomic's page on S3, beside the prop that sets it and its rule. */
import type { ZodType } from "zod";
import { modelSyncRule } from "../../constructs/polytomic/model-sync";
import { s3AuthAttributesRule } from "../../constructs/polytomic/s3-auth";
import { s3ConnectionRule } from "../../constructs/polytomic/s3-connection";
import { s3ModelOptionsRule } from "../../constructs/polytomic/s3-model";
import { bulkSyncFromRule } from "../../constructs/s3-integration";
import { outline, type OutlinedProp } from "./outline";
import { PAGE, type PageRow, type TableId } from "./s3-page";

/** Where the props of a table are found: the rules, and what stands before the names of the props. */
const SOURCES: Readonly<Record<TableId, { readonly rules: ZodType; readonly prefix?: string }>> = {
  connection: { rules: s3ConnectionRule() },
  readOnly: { rules: s3AuthAttributesRule(), prefix: "connection.auth" },
  model: { rules: s3ModelOptionsRule() },
  target: { rules: modelSyncRule() },
  bulkDestination: { rules: bulkSyncFromRule() },
};

/** The tables in Markdown. @throws Error if a row has no prop, or a prop sets what is no row */
export function s3OptionTables(): string {
  return Object.entries(PAGE)
    .map(([id, { title, rows }]) => tableOf(id as TableId, title, rows))
    .join("\n\n");
}

function tableOf(id: TableId, title: string, rows: Readonly<Record<string, PageRow>>): string {
  const { rules, prefix } = SOURCES[id];
  const props = outline(rules, prefix);
  const unknown = props.flatMap(({ options }) => options).filter((option) => !Object.hasOwn(rows, option));
  if (unknown.length > 0) {
    throw new Error(`${id}: no row has ${unknown.join(", ")}`);
  }
  return [
    `### ${title}`,
    "",
    "| option of Polytomic | prop here | rule | proved by |",
    "| --- | --- | --- | --- |",
    ...Object.entries(rows).map(([option, row]) => rowOf(`${id}.${option}`, option, row, props)),
  ].join("\n");
}

function rowOf(id: string, option: string, row: PageRow, props: readonly OutlinedProp[]): string {
  const setting = props.filter(({ options }) => options.includes(option));
  if (setting.length === 0) {
    throw new Error(`${id}: no prop sets it`);
  }
  const listed = [row.type, ...(row.required ? ["required"] : []), ...(row.when ? [`when ${row.when}`] : [])];
  return `| ${[
    `\`${option}\`<br/>${listed.join("; ")}`,
    setting.map(({ prop }) => `\`${prop}\``).join("<br/>"),
    setting.map(ruleOf).join("<br/>"),
    `\`${id}\``,
  ].join(" | ")} |`;
}

function ruleOf({ values, condition, shapes }: OutlinedProp): string {
  return [values, ...(shapes.length > 0 ? [`with ${shapes.join(" or ")}`] : []), condition]
    .filter((part) => part !== undefined)
    .join("; ");
}
