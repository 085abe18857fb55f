import { FieldReference } from "../../../lib/polytomic/field-reference";
import { filterLogicProblems } from "../../../lib/polytomic/filter-logic";
import { field as on } from "../../../lib/polytomic/filters";
import {
  fieldMappingRule,
  filterArguments,
  filtersRule,
  identityArguments,
  identityRule,
  mappedFields,
  modelSyncModeRule,
  modelSyncProblems,
  overrideArguments,
  overridesRule,
  staticFields,
  targetFilterArguments,
  targetFiltersRule,
} from "../../../lib/polytomic/model-sync";
import { ruleProblems } from "../../support/problems";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const field = (name: string): FieldReference => new FieldReference({ modelId: "orders" }, name);
/** The problems of combinations of a sync's members. */
function together(props: object, problems = modelSyncProblems): string[] {
  const found: string[] = [];
  problems({ ...props }, (path, message) => found.push(`${path.join(".")}: ${message}`));
  return found;
}
describe("the field mapping", () => {
  const mapping = {
    Email: field("email"),
    LeadSource: "Polytomic",
    Total: field("total"),
    Note: tokens.text,
  };

  test("accepts fields, strings and tokens", () => {
    expect(ruleProblems(fieldMappingRule(), mapping)).toEqual([]);
  });

  test("sends fields of a model as fields", () => {
    expect(mappedFields(mapping)).toEqual([
      { target: "Email", source: { modelId: "orders", field: "email" } },
      { target: "Total", source: { modelId: "orders", field: "total" } },
    ]);
  });

  test("sends strings as override fields, or none", () => {
    expect(staticFields(mapping)).toEqual([
      { target: "LeadSource", overrideValue: "Polytomic" },
      { target: "Note", overrideValue: tokens.text },
    ]);
    expect(staticFields({ Email: field("email") })).toBeUndefined();
  });

  test("sends the options of a field, and false for a new one only if set", () => {
    expect(
      mappedFields({
        Email: { source: field("email"), new: true, syncMode: "create", encryptionEnabled: true },
        Name: { source: field("name"), new: false, overrideValue: "x", encryptionEnabled: false },
        Source: { overrideValue: "Polytomic", new: true },
      }),
    ).toEqual([
      {
        target: "Email",
        source: { modelId: "orders", field: "email" },
        new: true,
        syncMode: "create",
        encryptionEnabled: true,
      },
      { target: "Name", source: { modelId: "orders", field: "name" }, new: false, overrideValue: "x" },
    ]);
    expect(staticFields({ Source: { overrideValue: "Polytomic", new: true, syncMode: "create" } })).toEqual([
      { target: "Source", overrideValue: "Polytomic", new: true, syncMode: "create" },
    ]);
    expect(staticFields({ Source: { overrideValue: "Polytomic", new: false } })).toEqual([
      { target: "Source", overrideValue: "Polytomic", new: false },
    ]);
  });

  test("accepts several fields under one name", () => {
    const webhook = { record: [field("email"), field("name")] };
    expect(ruleProblems(fieldMappingRule(), webhook)).toEqual([]);
    expect(mappedFields(webhook)).toEqual([
      { target: "record", source: { modelId: "orders", field: "email" } },
      { target: "record", source: { modelId: "orders", field: "name" } },
    ]);
    expect(staticFields(webhook)).toBeUndefined();
    expect(ruleProblems(fieldMappingRule(), { record: [field("email"), "name"] })).toEqual([
      'record[1]: must be a field of a model such as model.field("email")',
    ]);
    expect(ruleProblems(fieldMappingRule(), { record: [] })).toContain("record: must not be empty");
  });

  test("omits the field that the identity maps, unless it is the only one", () => {
    const identity = { source: field("email"), target: "Email" };
    expect(mappedFields(mapping, identity).map(({ target }) => target)).toEqual(["Total"]);
    expect(mappedFields({ Email: field("email") }, identity).map(({ target }) => target)).toEqual(["Email"]);
  });

  const NONE = 'props: maps no field of a model; map at least one, such as { Email: model.field("email") }';
  const NO_FIELD =
    'must be a field of a model such as model.field("email"), a string that every record gets, or an object with ' +
    "source or overrideValue";

  test.each<[string, unknown, string[]]>([
    ["without a field", {}, [NONE]],
    ["with strings only", { LeadSource: "Polytomic" }, [NONE]],
    ["with an empty string", { Email: field("email"), Note: "" }, ["Note: is empty; remove the field"]],
    ["with a number", { Email: field("email"), Total: 5 }, [`Total: ${NO_FIELD}`]],
    ["with null", { Email: field("email"), Total: null }, [`Total: ${NO_FIELD}`]],
    ["with a field without a name", { Email: field("email"), Total: field("") }, [`Total: ${NO_FIELD}`]],
    ["with an empty name", { "": field("email") }, ['[""]: must not be empty']],
    [
      "with members of the other form",
      { Email: { source: field("email") }, Note: { overrideValue: "x", encryptionEnabled: true } },
      ["Note.encryptionEnabled: is not a prop here. Is it misspelled, or does it belong to another option?"],
    ],
    ["with neither source nor value", { Email: field("email"), Note: { new: true } }, [`Note: ${NO_FIELD}`]],
    ["that is null", null, ["props: expected an object, got null"]],
    ["that is an array", [], ["props: expected an object, got an array of 0", NONE]],
  ])("rejects %s", (_, value, problems) => {
    expect(ruleProblems(fieldMappingRule(), value)).toEqual(problems);
  });
});

describe("filters", () => {
  test("compare with JSON, whatever the value", () => {
    const filters = [
      field("total").greaterThan(100),
      field("name").equals('a "quoted" name'),
      field("state").oneOf("open", "paid"),
      field("day").where("InTheLast", { unit: "day", value: 7 }),
      field("active").equals(false),
      field("email").isNotNull(),
    ];
    expect(ruleProblems(filtersRule(), filters)).toEqual([]);
    expect(evaluate(filterArguments(filters)?.map(({ value }) => value ?? "no value"))).toEqual([
      100,
      'a "quoted" name',
      ["open", "paid"],
      { unit: "day", value: 7 },
      false,
      "no value",
    ]);
  });

  test("send model and field, without a label", () => {
    expect(filterArguments([field("email").isNull()])).toEqual([
      { source: { modelId: "orders", field: "email" }, function: "IsNull" },
    ]);
  });

  test("accept tokens as values", () => {
    expect(
      ruleProblems(filtersRule(), [
        field("total").greaterThan(tokens.number),
        field("a").oneOf(...tokens.list),
      ]),
    ).toEqual([]);
  });

  const NO_FILTER =
    "props: is empty, so every record would match; add at least one filter, or omit it to select all records";
  const source = field("total");
  test.each<[string, unknown, string[]]>([
    ["none", [], [NO_FILTER]],
    ["an empty object", {}, [NO_FILTER]],
    ["an element that is null", [null], ["[0]: expected an object, got null"]],
    [
      "a source that is not a field",
      [{ source: "total", function: "IsNull" }],
      ['[0].source: must be a field of a model such as model.field("email")'],
    ],
    [
      "an unknown function",
      [{ source, function: "Equals", value: 1 }],
      [expect.stringMatching(/^\[0\]\.function: expected "Equality", .*, got "Equals"$/)],
    ],
    [
      "a missing value",
      [{ source, function: "GreaterThan" }],
      ['[0].value: is missing; "GreaterThan" needs a value to compare with'],
    ],
    [
      "a value for a function that takes none",
      [{ source, function: "IsNull", value: 1 }],
      ['[0].value: is set, but "IsNull" takes no value; omit it'],
    ],
    [
      "a value that is not JSON",
      [{ source, function: "Equality", value: () => 1 }],
      ["[0].value: must be a JSON value"],
    ],
    [
      "a label",
      [{ source, function: "IsNull", label: "A" }],
      ["[0].label: is not a prop here. Is it misspelled, or does it belong to another option?"],
    ],
    [
      "a token instead of the array",
      tokens.list,
      ["props: must be a literal array; tokens are allowed only as elements"],
    ],
  ])("reject %s", (_, filters, problems) => {
    expect(ruleProblems(filtersRule(), filters)).toEqual(problems);
  });
});

describe("target filters", () => {
  test("name a field of the target", () => {
    const filters = [on("Status").equals("Open"), on("Owner").isNotNull()];
    expect(ruleProblems(targetFiltersRule(), filters)).toEqual([]);
    expect(evaluate(targetFilterArguments(filters))).toEqual([
      { field: "Status", function: "Equality", value: "Open" },
      { field: "Owner", function: "IsNotNull" },
    ]);
    expect(targetFilterArguments([])).toBeUndefined();
  });

  test("reject a field of a model", () => {
    expect(ruleProblems(targetFiltersRule(), [field("total").isNull()])).toEqual([
      "[0].field: is missing; expected a string",
      "[0].source: is not a prop here. Is it misspelled, or does it belong to another option?",
    ]);
  });

  test("must be an array", () => {
    const message = "props: is a single filter; write an array: [...]";
    expect(ruleProblems(targetFiltersRule(), on("Status").isNull())).toEqual([message]);
    expect(ruleProblems(filtersRule(), field("status").isNull())).toEqual([message]);
  });

  test.each([[[]], [{}]])("reject %j, which would let every record pass", (filters) => {
    expect(ruleProblems(targetFiltersRule(), filters)).toEqual([
      "props: is empty, so every record would match; add at least one filter, or omit it to select all records",
    ]);
  });
});

describe("overrides", () => {
  test("replace a value if a field satisfies a function", () => {
    const overrides = [{ ...field("country").equals("UK"), override: "United Kingdom" }];
    expect(ruleProblems(overridesRule(), overrides)).toEqual([]);
    expect(evaluate(overrideArguments(overrides))).toEqual([
      {
        source: { modelId: "orders", field: "country" },
        function: "Equality",
        value: "UK",
        override: "United Kingdom",
      },
    ]);
    expect(overrideArguments()).toBeUndefined();
  });

  test("reject an override without a value", () => {
    expect(ruleProblems(overridesRule(), [field("country").equals("UK")])).toEqual([
      expect.stringContaining("[0].override: "),
    ]);
  });
});

describe("the logic of filters", () => {
  const logic = (props: object): string[] => together(props, filterLogicProblems);
  const open = on("Status").equals("Open");
  const fresh = on("Status").equals("New");
  const large = field("total").greaterThan(100);

  test("is separate for filters of the model and of the target, each with its own labels", () => {
    const props = {
      filters: { A: large, B: large },
      filterLogic: "A and not b",
      targetFilters: { A: open, B: fresh },
      target: { filterLogic: "A OR B" },
    };
    expect(logic({ ...props, filterLogic: "A AND NOT B" })).toEqual([]);
    expect(logic(props)).toEqual([
      'filterLogic: refers to "b", but the labels are A, B',
      "filterLogic: does not use the label B; add it, or remove the filter",
    ]);
    expect(evaluate(filterArguments(props.filters))).toMatchObject([{ label: "A" }, { label: "B" }]);
    expect(targetFilterArguments(props.targetFilters)).toMatchObject([{ label: "A" }, { label: "B" }]);
  });

  test("of one kind needs no logic of the other", () => {
    const list = { filters: [large], targetFilters: [open] };
    const labeled = { filters: { A: large, B: large }, targetFilters: { A: open, B: fresh } };
    expect(logic(list)).toEqual([]);
    expect(logic({ ...list, filters: labeled.filters, filterLogic: "A OR B" })).toEqual([]);
    expect(
      logic({ ...list, targetFilters: labeled.targetFilters, target: { filterLogic: "A OR B" } }),
    ).toEqual([]);
  });

  test("of one kind does not apply to filters of the other kind", () => {
    expect(logic({ targetFilters: { A: open, B: fresh }, filterLogic: "A OR B" })).toEqual([
      "filterLogic: is set, but filters is not; to combine targetFilters, use target.filterLogic",
      "targetFilters: has labels, but target.filterLogic is not set; set it, or pass an array of filters",
    ]);
    expect(logic({ filters: { A: large }, target: { filterLogic: "A" } })).toEqual([
      "filters: has labels, but filterLogic is not set; set it, or pass an array of filters",
      "target.filterLogic: is set, but targetFilters is not; to combine filters, use filterLogic",
    ]);
  });

  describe.each([
    ["of the model", "filters", "filterLogic", large, (filterLogic: string) => ({ filterLogic })],
    [
      "of the target",
      "targetFilters",
      "target.filterLogic",
      open,
      (filterLogic: string) => ({ target: { filterLogic } }),
    ],
  ])("%s", (_, filters, name, filter, combined) => {
    test.each<[string, object, string[]]>([
      ["no filters", combined("A"), [`${name}: is set, but ${filters} is not`]],
      [
        "an array of filters",
        { [filters]: [filter], ...combined("A") },
        [`${filters}: is an array, but ${name} refers to filters by labels; write { A: ..., B: ... }`],
      ],
      [
        "an empty object of labels",
        { [filters]: { A: filter } },
        [`${filters}: has labels, but ${name} is not set; set it, or pass an array of filters`],
      ],
      [
        "labels with a gap",
        { [filters]: { A: filter, C: filter }, ...combined("A AND C") },
        [`${filters}: has the labels A, C; labels must be consecutive letters, here A, B`],
      ],
      [
        "numbers instead of labels",
        { [filters]: { A: filter, B: filter }, ...combined("1 AND 2") },
        [
          `${name}: refers to "1", but the labels are A, B`,
          `${name}: refers to "2", but the labels are A, B`,
          `${name}: does not use the label A; add it, or remove the filter`,
          `${name}: does not use the label B; add it, or remove the filter`,
        ],
      ],
      ["a token", { [filters]: { A: filter }, ...combined(tokens.text) }, []],
    ])("is checked with %s", (__, props, problems) => {
      expect(logic(props)).toEqual(problems);
    });
  });
});

describe("encrypted fields", () => {
  const fields = { Email: { source: field("email"), encryptionEnabled: true } };

  test("and a passphrase require each other", () => {
    expect(together({ fields })).toEqual([
      "encryptionPassphrase: is missing; the field Email needs it for encryption",
    ]);
    expect(together({ fields, encryptionPassphrase: tokens.text })).toEqual([]);
    expect(together({ fields: { Email: field("email") }, encryptionPassphrase: tokens.text })).toEqual([
      "encryptionPassphrase: is set, but no field has encryptionEnabled; remove it",
    ]);
  });
});

describe("fields of several models", () => {
  const model = (modelId: string, ...refersTo: string[]) => ({
    modelId,
    relations: refersTo.map((other) => ({ from: "x", to: new FieldReference({ modelId: other }, "id") })),
  });
  const fieldsOf = (...models: { modelId: string }[]) => ({
    fields: Object.fromEntries(models.map((one) => [one.modelId, new FieldReference(one, "f")])),
  });
  const UNJOINED = [
    expect.stringContaining("fields: come from several models without relations that join them"),
  ];

  test.each<[string, object, unknown[]]>([
    ["one", fieldsOf(model("a")), []],
    ["two that are joined", fieldsOf(model("a", "b"), model("b")), []],
    ["two that are joined the other way", fieldsOf(model("a"), model("b", "a")), []],
    ["three in a row", fieldsOf(model("a"), model("b"), model("c", "b", "a")), []],
    ["two that are not joined", fieldsOf(model("a"), model("b", "c")), UNJOINED],
    ["a third that is not joined", fieldsOf(model("a", "b"), model("b"), model("c")), UNJOINED],
    ["one that is not known to the app", fieldsOf(model("a"), { modelId: "b" }), []],
  ])("must be joined: %s", (_, props, problems) => {
    expect(together(props)).toEqual(problems);
  });
});

describe("the identity", () => {
  test("compares by equality by default", () => {
    const identity = { source: field("email"), target: "Email" };
    expect(ruleProblems(identityRule(), identity)).toEqual([]);
    expect(identityArguments(identity)).toEqual({
      source: { modelId: "orders", field: "email" },
      target: "Email",
      function: "Equality",
    });
    expect(identityArguments({ ...identity, function: "DomainMatch" }).function).toBe("DomainMatch");
  });

  const MISSING = "needs a field that matches records to the target";
  test.each(["update", "updateOrCreate", "remove"])("is required by mode %s", (mode) => {
    expect(together({ mode })).toEqual([`identity: is missing; mode "${mode}" ${MISSING}`]);
    expect(together({ mode, identity: {} })).toEqual([]);
    const ofWebhook: string[] = [];
    modelSyncProblems({ mode }, (path) => ofWebhook.push(path.join(".")), "webhook");
    expect(ofWebhook).not.toContain("identity");
  });

  test.each(["create", "replace", "append", "snapshot", tokens.text])(
    "is not required by mode %s",
    (mode) => {
      expect(together({ mode })).toEqual([]);
    },
  );

  test("creates its field in the target on request", () => {
    const identity = { source: field("email"), target: "Email" };
    expect(identityArguments({ ...identity, newField: true })).toMatchObject({ newField: true });
    expect(identityArguments({ ...identity, newField: false })).not.toHaveProperty("newField");
  });

  test("can also be among the fields, with the same source only", () => {
    const identity = { source: field("email"), target: "Email" };
    expect(together({ identity, fields: { Email: field("email") } })).toEqual([]);
    expect(together({ identity, fields: { Email: { source: field("email") } } })).toEqual([]);
    for (const other of [field("mail"), "x", { overrideValue: "x" }]) {
      expect(together({ identity, fields: { Email: other } })).toEqual([
        "fields.Email: is already the target of the identity, with a different source, and Polytomic keeps only one of the two. Remove it here",
      ]);
    }
  });

  test("is checked member by member", () => {
    expect(
      ruleProblems(identityRule(), { source: null, target: "", function: "Fuzzy", newfield: true }),
    ).toEqual([
      'source: must be a field of a model such as model.field("email")',
      "target: must not be empty",
      'function: expected "Equality", "ISubstring", "OneOf", "DomainMatch", or "HostnameMatch", got "Fuzzy"',
      "newfield: is not a prop here. Did you mean newField?",
    ]);
  });
});

test("modes and formats match Polytomic's", () => {
  expect(ruleProblems(modelSyncModeRule(), "upsert")).toEqual([
    'props: expected "create", "update", "updateOrCreate", "replace", "append", "remove", or "snapshot", got "upsert"',
  ]);
});
