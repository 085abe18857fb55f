/** The tables of `docs/reference/s3-options.md`: each row of Polytomic's page on S3, with the prop that sets it and its rule. */
import type { ZodType } from "zod";
import { modelSyncRule } from "../../constructs/polytomic/model-sync";
import { s3AuthAttributesRule } from "../../constructs/polytomic/s3-auth";
import { s3ConnectionRule } from "../../constructs/polytomic/s3-connection";
import { s3ModelOptionsRule } from "../../constructs/polytomic/s3-model";
import { s3BulkDestinationRule, s3BulkSourceRule } from "../../lib/polytomic/s3-bulk-sync";
import { outline, type OutlinedProp } from "./outline";
import { PAGE, type PageRow, type TableId } from "./s3-page";

/** Where the props of a table come from: the rules, and the prefix of the prop names. */
const SOURCES: Readonly<
  Record<TableId, { readonly rules: ZodType; readonly prefix?: string; readonly of: string }>
> = {
  connection: {
    rules: s3ConnectionRule(),
    of: "Props of `S3Connection`. An `S3Integration` has `files` and sets the others itself.",
  },
  readOnly: {
    rules: s3AuthAttributesRule(),
    prefix: "connection.auth",
    of: "Attributes of an `S3Connection`.",
  },
  model: {
    rules: s3ModelOptionsRule(),
    of: "Options of `connection.model(...)` and `S3Integration.model(...)`, props of `S3Model`.",
  },
  target: { rules: modelSyncRule(), of: "Props of `ModelSync`." },
  bulkSource: {
    rules: s3BulkSourceRule(),
    prefix: "source.configuration",
    of: "Props of `BulkSync`. The page lists no options.",
  },
  bulkDestination: {
    rules: s3BulkDestinationRule(),
    prefix: "destination.configuration",
    of: "Props of `BulkSync` if the destination is an S3 connection. `S3Integration.bulkSyncFrom(...)` has the same options, without `destination.configuration`.",
  },
};

/** The tables in Markdown. @throws Error if a row has no prop, or a prop sets an option that has no row */
export function s3OptionTables(): string {
  return Object.entries(PAGE)
    .map(([id, { title, rows }]) => tableOf(id as TableId, title, rows))
    .join("\n\n");
}

function tableOf(id: TableId, title: string, rows: Readonly<Record<string, PageRow>>): string {
  const { rules, prefix, of } = SOURCES[id];
  const props = outline(rules, prefix);
  const unknown = props.flatMap(({ options }) => options).filter((option) => !Object.hasOwn(rows, option));
  if (unknown.length > 0) {
    throw new Error(`${id}: no row has ${unknown.join(", ")}`);
  }
  return [
    `### ${title}`,
    "",
    of,
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

function ruleOf({ prop, values, condition, shapes }: OutlinedProp): string {
  return [
    prop.startsWith("connection.auth") ? "read-only" : values,
    ...(shapes.length > 0 ? [`with ${shapes.join(" or ")}`] : []),
    condition,
  ]
    .filter((part) => part !== undefined)
    .join("; ");
}
