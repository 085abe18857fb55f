/**
 * The props that the compiler accepts for an S3 connection: every combination of its switches. The functions in this file, written
 * from Polytomic's page on S3 connections, define which ones are valid.
 */
import { join } from "node:path";
import ts from "typescript";

type Combination = Readonly<Record<string, string | undefined>>;

/** All combinations of the values of each switch. `undefined` means that the switch is omitted. */
function combinations(switches: Readonly<Record<string, readonly (string | undefined)[]>>): Combination[] {
  return Object.entries(switches).reduce<Combination[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** The combination as an object literal. */
function literal(combination: Combination): string {
  const members = Object.entries(combination).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `{ ${members.join(", ")} }`;
}

const FORMATS = ['"csv"', '"json"', '"parquet"'];

/** Every array of different formats, in every order. */
const FORMAT_LISTS = FORMATS.flatMap((first) => [
  [first],
  ...FORMATS.filter((one) => one !== first).flatMap((second) => [
    [first, second],
    [first, second, ...FORMATS.filter((one) => one !== first && one !== second)],
  ]),
]).map((formats) => `[${formats.join(", ")}]`);

const AUTH = combinations({
  mode: [undefined, '"iam_role"', '"access_key_and_secret"'],
  role: [undefined, "role"],
  accessKeyId: [undefined, '"AKIA"'],
  secretAccessKey: [undefined, "secret.stringValue"],
  forgetAccessKey: [undefined, "true"],
});

/** Exactly the members of the mode: both members of a key, or a role, optionally with `forgetAccessKey`. */
function isLegalAuth({ mode, role, accessKeyId, secretAccessKey, forgetAccessKey }: Combination): boolean {
  const keys = [accessKeyId, secretAccessKey];
  return mode === '"iam_role"'
    ? role !== undefined && keys.every((key) => key === undefined)
    : mode !== undefined &&
        [role, forgetAccessKey].every((one) => one === undefined) &&
        keys.every((key) => key !== undefined);
}

const PLACE = combinations({
  bucket: [undefined, '"acme-lake"', '"s3://acme-lake/in"', "bucket"],
  folder: [undefined, '"in"'],
  region: [undefined, '"us-east-1"'],
});

/** A name requires a region and contains its folder. A bucket of this library knows its region. */
function isLegalPlace({ bucket, folder, region }: Combination): boolean {
  return bucket === "bucket"
    ? region === undefined
    : bucket !== undefined && region !== undefined && folder === undefined;
}

const EVENTS = [undefined, "true", "false", "{}", "{ queue }"];
const isLegalEvents = (events: string | undefined): boolean => events === undefined || events === "{ queue }";

const FILES = combinations({
  layout: [undefined, '"table-per-file"', '"one-table"', '"table-per-directory"'],
  tableName: [undefined, '"orders"'],
  format: [undefined, ...FORMATS],
  formats: [undefined, ...FORMAT_LISTS],
  glob: [undefined, '"data/*"'],
  skipLines: [undefined, "1"],
  csvHasHeaders: [undefined, "true"],
});

/** An option exists only in its layout. A directory snapshot requires a glob. Lines are skipped only in CSV. */
function isLegalFiles({ layout, tableName, format, formats, glob, skipLines }: Combination): boolean {
  const none = (...options: (string | undefined)[]): boolean => options.every((one) => one === undefined);
  const skipsCsv = (read = '"csv"'): boolean => skipLines === undefined || read.includes('"csv"');
  switch (layout) {
    case '"table-per-file"':
      return none(tableName, format, formats, glob, skipLines);
    case '"one-table"':
      return none(formats, glob) && skipsCsv(format);
    case '"table-per-directory"':
      return none(tableName, format) && glob !== undefined && skipsCsv(formats);
    default:
      return false;
  }
}

interface Case {
  readonly props: string;
  readonly legal: boolean;
}

const legalAuth = AUTH.filter(isLegalAuth);
const legalPlace = PLACE.filter(isLegalPlace);
const legalFiles = [undefined, ...FILES.filter(isLegalFiles).map(literal)];
const legalEvents = EVENTS.filter(isLegalEvents);

function props(auth: Combination, place: Combination, files?: string, events?: string): string {
  return literal({ name: '"Lake"', ...place, auth: literal(auth), files, events });
}

/** All valid combinations, and all combinations of each part with the other parts valid. */
const CASES: readonly Case[] = [
  ...legalAuth.flatMap((auth) =>
    legalPlace.flatMap((place) =>
      legalFiles.flatMap((files) =>
        legalEvents.map((events) => ({ props: props(auth, place, files, events), legal: true })),
      ),
    ),
  ),
  ...AUTH.map((auth) => ({ props: props(auth, legalPlace[0]!), legal: isLegalAuth(auth) })),
  ...PLACE.map((place) => ({ props: props(legalAuth[0]!, place), legal: isLegalPlace(place) })),
  ...FILES.map((files) => ({
    props: props(legalAuth[0]!, legalPlace[0]!, literal(files)),
    legal: isLegalFiles(files),
  })),
  ...EVENTS.map((events) => ({
    props: props(legalAuth[0]!, legalPlace[0]!, undefined, events),
    legal: isLegalEvents(events),
  })),
];

const HEADER = [
  'import type { TerraformVariable } from "cdktf";',
  'import type { IDataBucket, IEventQueue, IPolytomicRole, S3ConnectionProps } from "cdktf-polytomic";',
  "declare const bucket: IDataBucket;",
  "declare const queue: IEventQueue;",
  "declare const role: IPolytomicRole;",
  "declare const secret: TerraformVariable;",
];

/** The ways to pass props: directly, or with a variable, for which the compiler does not check excess members. */
const WAYS: readonly ((props: string, index: number) => string)[] = [
  (props, index) => `export const props${index}: S3ConnectionProps = ${props};`,
  (props, index) =>
    `const by${index} = ${props} as const; export const be${index}: S3ConnectionProps = by${index};`,
];

/** For each of the props, in order: the number of ways in which the compiler accepts them. */
function compile(cases: readonly Case[]): number[] {
  const path = join(__dirname, "generated-switches.ts");
  const lines = cases.flatMap(({ props }, index) => WAYS.map((way) => way(props, index)));
  const text = [...HEADER, ...lines].join("\n");
  const configFile = join(__dirname, "..", "tsconfig.json");
  const config = ts.parseJsonConfigFileContent(
    { ...ts.readConfigFile(configFile, ts.sys.readFile).config, include: [], files: [path] },
    ts.sys,
    join(__dirname, ".."),
  );
  const host = ts.createCompilerHost(config.options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([path], config.options, host);
  const file = program.getSourceFile(path)!;
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const wrong = new Set(diagnostics.map(({ start = 0 }) => file.getLineAndCharacterOfPosition(start).line));
  expect(HEADER.filter((_, line) => wrong.has(line))).toEqual([]);
  return cases.map(
    (_, index) => WAYS.filter((_way, way) => !wrong.has(HEADER.length + index * WAYS.length + way)).length,
  );
}

test("every legal combination of switches compiles, and no other", () => {
  const compiled = compile(CASES);
  expect(CASES.filter(({ legal }, index) => compiled[index] !== (legal ? WAYS.length : 0))).toEqual([]);
  expect(CASES.filter(({ legal }) => legal).length).toBeGreaterThan(1000);
  expect(CASES.filter(({ legal }) => !legal).length).toBeGreaterThan(3900);
}, 120_000);
