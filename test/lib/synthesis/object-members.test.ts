import type { TerraformStack } from "cdktf";
import { Aspects, Fn, Lazy, TerraformVariable, Token } from "cdktf";
import { ApiConnection } from "../../../lib/bindings/api-connection/index";
import { S3Connection } from "../../../lib/bindings/s3-connection/index";
import { Sync } from "../../../lib/bindings/sync/index";
import { WebhookConnection } from "../../../lib/bindings/webhook-connection/index";
import { synthesisProblems } from "../../support/problems";

const lake = (stack: TerraformStack): S3Connection =>
  new S3Connection(stack, "lake", {
    name: "Lake",
    configuration: {
      authMode: "iam_role",
      iamRoleArn: "arn:aws:iam::111122223333:role/lake",
      s3BucketName: "s3://acme-lake",
      s3BucketRegion: "us-east-1",
    },
  });

const sync = (stack: TerraformStack): Sync =>
  new Sync(stack, "sync", {
    name: "Sync",
    mode: "create",
    active: true,
    target: { connectionId: "c", object: "contacts" },
    fields: [
      { source: { modelId: "m", field: "email" }, target: "Email" },
      { source: { modelId: "m", field: "name" }, target: "Name" },
    ],
    schedule: { frequency: "manual" },
  });

/** The problems of a connection with an override of `path`, without the code. */
const problemsOfOverride = (path: string, value: unknown = 2): string[] =>
  synthesisProblems((stack) => lake(stack).addOverride(path, value)).map((line) =>
    line.replace(/ \[CDKTF_\w+\].*/, ""),
  );

const DROPPED =
  "has no effect: the object has no settable attribute of that name, and unknown attributes are dropped silently.";

describe("an override inside an object", () => {
  test("of an unknown member is reported, with the nearest member and a link", () => {
    expect(synthesisProblems((stack) => lake(stack).addOverride("configuration.skip_line", 2))).toEqual([
      `[stack/lake] the override of configuration.skip_line ${DROPPED} Did you mean configuration.skip_lines? ` +
        "[CDKTF_POLYTOMIC_UNKNOWN_MEMBER] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#unknown-member",
    ]);
  });

  test("in camel case is rejected with Terraform's name", () => {
    expect(problemsOfOverride("configuration.singleTableFileFormats")).toEqual([
      `[stack/lake] the override of configuration.singleTableFileFormats ${DROPPED} ` +
        "Did you mean configuration.single_table_file_formats?",
    ]);
  });

  test("without a similar member is rejected with all members of that object", () => {
    expect(
      synthesisProblems((stack) => sync(stack).addOverride("fields.0.source.column", "email")).map(
        (line) => line,
      ),
    ).toEqual([
      `[stack/sync] the override of fields.source.column ${DROPPED} Settable attributes: field, model_id ` +
        "[CDKTF_POLYTOMIC_UNKNOWN_MEMBER] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#unknown-member",
    ]);
  });

  test("of a read-only member is rejected", () => {
    expect(problemsOfOverride("configuration.external_id", "mine")).toHaveLength(1);
  });

  test.each([
    ["with an object", "configuration", { skip_lines: 1, skip_line: 2, bogus: 3 }, 2],
    ["with null", "configuration.bogus", null, 1],
    ["of a member of Object.prototype", "configuration.constructor", 1, 1],
  ])("%s reports each unknown name", (_, path, value, problems) => {
    expect(problemsOfOverride(path, value)).toHaveLength(problems);
  });

  test("that removes an unknown member is accepted", () => {
    expect(synthesisProblems((stack) => lake(stack).addOverride("configuration.bogus", undefined))).toEqual(
      [],
    );
  });

  test("is checked in each element of a list, by index or as a whole", () => {
    const paths = (path: string, value: unknown): string[] =>
      synthesisProblems((stack) => sync(stack).addOverride(path, value)).map(
        (line) => /override of (\S+)/.exec(line)![1]!,
      );
    expect(paths("fields.1.tgt", "Name")).toEqual(["fields.tgt"]);
    expect(paths("fields", [{ target: "A" }, { tgt: "B", source: { feild: "b" } }])).toEqual([
      "fields.tgt",
      "fields.source.feild",
    ]);
  });

  test("is checked if an aspect or the stack adds it", () => {
    expect(
      synthesisProblems((stack) => {
        lake(stack);
        Aspects.of(stack).add({
          visit: (node) => {
            if (node instanceof S3Connection) {
              node.addOverride("configuration.skip_line", 2);
            }
          },
        });
      }),
    ).toHaveLength(1);
    expect(
      synthesisProblems((stack) => {
        lake(stack);
        stack.addOverride("resource.polytomic_s3_connection.lake.configuration.skip_line", 2);
        stack.addOverride("resource.polytomic_s3_connection.other.configuration.skip_line", 2);
      }),
    ).toHaveLength(1);
  });

  test("is not checked if all of it is a token", () => {
    expect(problemsOfOverride("configuration", Lazy.anyValue({ produce: () => ({ skip_line: 2 }) }))).toEqual(
      [],
    );
    expect(problemsOfOverride("configuration", Fn.merge([{ skip_line: 2 }]))).toEqual([]);
    expect(
      problemsOfOverride(
        "configuration",
        Token.asStringMap({ resolve: () => ({ skip_line: "2" }) } as never),
      ),
    ).toEqual([]);
    expect(
      synthesisProblems((stack) => {
        const { stringValue } = new TerraformVariable(stack, "lines", {});
        lake(stack).addOverride("configuration.skip_lines", stringValue);
      }),
    ).toEqual([]);
  });
});

test.each([
  ["a member", "configuration.skip_lines"],
  ["an argument, known to Terraform or not", "configurations.skip_line"],
  ["an argument without members", "force_destroy"],
  ["a meta-argument", "lifecycle.ignore_changes"],
])("an override of %s passes", (_, path) => {
  expect(problemsOfOverride(path)).toEqual([]);
});

test("a map accepts any name", () => {
  expect(
    synthesisProblems((stack) => sync(stack).addOverride("target.create", { anything: "goes" })),
  ).toEqual([]);
});

test("objects in lists in objects are checked", () => {
  const problems = (path: string): string[] =>
    synthesisProblems((stack) => {
      const configuration = { url: "https://example.com", authMethod: "basic" as never };
      new WebhookConnection(stack, "hook", { name: "Hook", configuration }).addOverride(path, "x");
    });
  expect(problems("configuration.oauth.extra_form_data.0.name")).toEqual([]);
  expect(problems("configuration.oauth.extra_form_data.0.nmae")).toEqual([
    expect.stringContaining("Did you mean configuration.oauth.extra_form_data.name?"),
  ]);
});

describe("a member of an object in the code", () => {
  const problemsOfConfiguration = (configuration: object): string[] =>
    synthesisProblems((stack) => {
      new WebhookConnection(stack, "hook", { name: "Hook", configuration: configuration as never });
    }).map((line) => line.replace(/ \[CDKTF_\w+\].*/, ""));
  const url = "https://example.com";

  test("that is unknown is reported, with the nearest member in camel case", () => {
    expect(problemsOfConfiguration({ url, authMetod: "basic" })).toEqual([
      `[stack/hook] configuration.authMetod ${DROPPED} Did you mean configuration.authMethod?`,
    ]);
    expect(problemsOfConfiguration({ url, auth_method: "basic" })).toEqual([
      `[stack/hook] configuration.auth_method ${DROPPED} Did you mean configuration.authMethod?`,
    ]);
  });

  test("is checked in objects and lists of any depth", () => {
    const oauth = { extraFormData: [{ name: "a", value: "b" }, { nmae: "c" }], tokenEndpiont: url };
    expect(problemsOfConfiguration({ url, oauth }).map((line) => /hook\] (\S+)/.exec(line)![1])).toEqual([
      "configuration.oauth.tokenEndpiont",
      "configuration.oauth.extraFormData.nmae",
    ]);
  });

  test("can be undefined, a token, or a part of another resource", () => {
    expect(problemsOfConfiguration({ url, authMetod: undefined })).toEqual([]);
    expect(problemsOfConfiguration(Lazy.anyValue({ produce: () => ({ url }) }))).toEqual([]);
    expect(
      synthesisProblems((stack) => {
        const one = new WebhookConnection(stack, "one", {
          name: "One",
          configuration: { url, authMethod: "polytomic_secret" },
        });
        new WebhookConnection(stack, "two", { name: "Two", configuration: one.configuration as never });
      }),
    ).toEqual([]);
  });
});

describe("a member set after its resource was constructed", () => {
  const legal = {
    authMode: "iam_role",
    iamRoleArn: "arn:aws:iam::111122223333:role/lake",
    s3BucketName: "s3://acme-lake",
    s3BucketRegion: "us-east-1",
  } as const;
  const api = (stack: TerraformStack): ApiConnection =>
    new ApiConnection(stack, "api", {
      name: "API",
      configuration: { url: "https://example.com", auth: { basic: { username: "u" } }, headers: [] },
    });
  const unknown = { skipLine: 2 };

  test.each<[string, (stack: TerraformStack) => void, string]>([
    [
      "by put...",
      (stack) => lake(stack).putConfiguration({ ...legal, ...unknown }),
      "lake] configuration.skipLine",
    ],
    [
      "by internalValue",
      (stack) => void (lake(stack).configuration.internalValue = { ...legal, ...unknown }),
      "lake] configuration.skipLine",
    ],
    [
      "by put... of an object inside",
      (stack) => api(stack).configuration.auth.putBasic({ username: "u", ...unknown }),
      "api] configuration.auth.basic.skipLine",
    ],
    [
      "by put... of a list inside",
      (stack) => api(stack).configuration.putHeaders([{ name: "a", value: "b", ...unknown }]),
      "api] configuration.headers.skipLine",
    ],
    [
      "by put... of an object with another inside",
      (stack) =>
        api(stack).putConfiguration({
          url: "https://example.com",
          auth: { basic: { username: "u", ...unknown } },
        }),
      "api] configuration.auth.basic.skipLine",
    ],
    [
      "by put... of a list",
      (stack) => sync(stack).putFields([{ source: { modelId: "m", field: "f", ...unknown }, target: "F" }]),
      "sync] fields.source.skipLine",
    ],
    [
      "by put... of an object that was not set",
      (stack) =>
        sync(stack).putIdentity({
          source: { modelId: "m", field: "f" },
          target: "Id",
          function: "Equality",
          ...unknown,
        }),
      "sync] identity.skipLine",
    ],
  ])("%s is checked too", (_, build, path) => {
    expect(synthesisProblems(build)).toEqual([
      expect.stringMatching(new RegExp(`${path.replaceAll(/[.[\]]/g, "\\$&")} has no effect`)),
    ]);
  });

  test("replaces the original value", () => {
    expect(
      synthesisProblems((stack) => {
        const connection = new S3Connection(stack, "lake", {
          name: "Lake",
          configuration: { ...legal, ...unknown },
        });
        connection.putConfiguration(legal);
        const other = sync(stack);
        other.putFields([{ source: { modelId: "m", field: "f", ...unknown }, target: "F" }]);
        other.putFields([{ source: { modelId: "m", field: "f" }, target: "F" }]);
      }),
    ).toEqual([]);
  });

  test("can be a token", () => {
    expect(
      synthesisProblems((stack) =>
        lake(stack).putConfiguration(new TerraformVariable(stack, "all", { type: "any" }).value),
      ),
    ).toEqual([]);
  });
});
