/** The document of the data source `aws_iam_policy_document`, which Terraform reads only during the apply if it contains unknown values. */
import type { ResourceChange } from "../plan";
import { isValues, type Value } from "../value";
import type { Evaluator } from "./evaluate";
import type { Json } from "./functions";

type Members = Readonly<Record<string, Json>>;

/** The document; `undefined` if it consists of other documents that are unknown. */
export function dataSourceDocument(data: ResourceChange, evaluator: Evaluator): Members | undefined {
  const { after } = data;
  if (after === undefined) {
    return undefined;
  }
  const [sources, overrides] = ["source_policy_documents", "override_policy_documents"].map((name) =>
    documentsOf(argumentOf(data, name, evaluator)),
  );
  const own = after["statement"] ?? [];
  if (sources === undefined || overrides === undefined || !Array.isArray(own)) {
    return undefined;
  }
  const statements = (own as readonly Value[]).map((statement, index) =>
    statementOf(data, statement, index, evaluator),
  );
  if (statements.includes(undefined)) {
    return undefined;
  }
  const kept = [...sources, ...(statements as Members[])];
  for (const override of overrides) {
    const same = kept.findIndex(({ Sid }) => Sid !== undefined && Sid === override["Sid"]);
    kept.splice(same === -1 ? kept.length : same, 1, override);
  }
  const { version, policy_id: id } = after;
  return {
    Version: typeof version === "string" ? version : "2012-10-17",
    ...(typeof id === "string" && id !== "" ? { Id: id } : {}),
    Statement: kept,
  };
}

function argumentOf(data: ResourceChange, name: string, evaluator: Evaluator): Json {
  const value = data.after?.[name];
  if (Array.isArray(value)) {
    return value.map((one: Value, index) => {
      const template = data.template(name, String(index));
      return template === undefined
        ? evaluator.value(one, data, [name, index])
        : evaluator.argument(template);
    });
  }
  return value === undefined || value === null ? [] : evaluator.value(value, data, [name]);
}

/** The statements of other documents. */
function documentsOf(documents: Json): Members[] | undefined {
  if (!Array.isArray(documents)) {
    return undefined;
  }
  const statements: Members[] = [];
  for (const document of documents as readonly Json[]) {
    try {
      const { Statement: list } = JSON.parse(String(document)) as { readonly Statement: Json };
      statements.push(...([list].flat() as Members[]));
    } catch {
      return undefined;
    }
  }
  return statements;
}

function statementOf(
  data: ResourceChange,
  statement: Value,
  index: number,
  evaluator: Evaluator,
): Members | undefined {
  if (!isValues(statement)) {
    return undefined;
  }
  const at = (name: string): Json => {
    const value = statement[name];
    return isWritten(value) ? valueOf(data, ["statement", index, name], value, evaluator) : null;
  };
  const list = (name: string): Json | undefined => {
    const value = at(name);
    return value === null || (Array.isArray(value) && value.length === 0) ? undefined : single(value);
  };
  const sid = at("sid");
  const members: Record<string, Json | undefined> = {
    Sid: sid === null || sid === "" ? undefined : sid,
    Effect: at("effect") ?? "Allow",
    Principal: principalsOf(at("principals")),
    NotPrincipal: principalsOf(at("not_principals")),
    Action: list("actions"),
    NotAction: list("not_actions"),
    Resource: list("resources"),
    NotResource: list("not_resources"),
    Condition: conditionsOf(at("condition")),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}

const isWritten = (value: Value | undefined): value is Value => value !== undefined && value !== null;

/** A value of a statement, with its unknown parts from the configuration. */
function valueOf(
  data: ResourceChange,
  path: readonly (string | number)[],
  value: Value,
  evaluator: Evaluator,
): Json {
  const template = data.template(...path.map(String));
  if (template !== undefined) {
    return evaluator.argument(template);
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((one, index) => valueOf(data, [...path, index], one, evaluator));
  }
  return isValues(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, valueOf(data, [...path, name], one, evaluator)]),
      )
    : evaluator.value(value, data, path);
}

const single = (value: Json): Json =>
  Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;

function principalsOf(blocks: Json): Json | undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) {
    return undefined;
  }
  const principals: Record<string, Json[]> = {};
  for (const block of blocks as readonly Members[]) {
    const type = String(block["type"]);
    (principals[type] ??= []).push(...([block["identifiers"] ?? []].flat() as Json[]));
  }
  const all = principals["*"];
  return all !== undefined && Object.keys(principals).length === 1
    ? "*"
    : Object.fromEntries(Object.entries(principals).map(([type, list]) => [type, single(list)]));
}

function conditionsOf(blocks: Json): Json | undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) {
    return undefined;
  }
  const conditions: Record<string, Record<string, Json[]>> = {};
  for (const block of blocks as readonly Members[]) {
    const { test, variable, values } = block;
    const variables = (conditions[String(test)] ??= {});
    (variables[String(variable)] ??= []).push(...([values ?? []].flat() as Json[]));
  }
  return Object.fromEntries(
    Object.entries(conditions).map(([test, variables]) => [
      test,
      Object.fromEntries(Object.entries(variables).map(([name, list]) => [name, single(list)])),
    ]),
  );
}
