import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { emulateCommand } from "../../lib/cli/emulate";
import { captured, inFolder } from "./capture";

interface Running {
  readonly url: string;
  readonly apiKey: string;
  readonly control: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs the command until `use` ends. */
async function running(
  args: readonly string[],
  use: (api: Running, log: () => string) => Promise<void>,
): Promise<void> {
  const io = captured();
  let stop = (): void => {};
  const end = new Promise<void>((resolve) => (stop = resolve));
  const code = emulateCommand([...args, "--json"], io, () => end);
  while (io.stdout.text === "") {
    await Promise.race([code, new Promise((resolve) => setTimeout(resolve, 5))]);
  }
  try {
    await use(JSON.parse(io.stdout.text) as Running, () => io.stderr.text);
  } finally {
    stop();
  }
  expect(await code).toBe(0);
}

const failure = async (...args: string[]): Promise<string> => {
  const io = captured();
  return emulateCommand(args, io, () => Promise.resolve()).then(
    () => `no error: ${io.stdout.text}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
};

const call = async ({ url, apiKey }: Running, method: string, path: string, body?: object) => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as never) };
};

const CSV = { name: "Orders", type: "csv", configuration: { url: "https://example.com/a.csv" } };
const SALESFORCE = "2f1d2b5c-9a3b-4a55-8f8e-1f1b7c1f0a11";

test("prints what Terraform needs, and ends when it is stopped", async () => {
  const io = captured();
  expect(await emulateCommand(["--api-key", "it's"], io, () => Promise.resolve())).toBe(0);
  expect(io.stdout.text).toMatch(
    /^export POLYTOMIC_DEPLOYMENT_URL='http:\/\/127\.0\.0\.1:\d+'\nexport POLYTOMIC_API_KEY='it'\\''s'\n$/,
  );
  expect(io.stderr.text).toMatch(
    /^Emulates Polytomic at http:\/\/127\.0\.0\.1:\d+\. Press Ctrl\+C to stop\.\n$/,
  );
});

test("explains that moto is needed for AWS", async () => {
  const { PATH } = process.env;
  process.env["PATH"] = "";
  try {
    expect(await failure("--aws")).toBe(
      "CommandError: cannot start: no Python with moto was found (tried python3, python): install moto (pip install 'moto[server]')",
    );
  } finally {
    process.env["PATH"] = PATH;
  }
});

test("answers with its key, and logs requests", async () => {
  await running(["--api-key", "test", "--log"], async (api, log) => {
    expect(api.env).toEqual({ POLYTOMIC_DEPLOYMENT_URL: api.url, POLYTOMIC_API_KEY: "test" });
    expect((await call(api, "POST", "/api/connections", CSV)).status).toBe(201);
    expect((await call({ ...api, apiKey: "other" }, "GET", "/api/connections")).status).toBe(401);
    expect(log()).toBe("POST /api/connections 201\nGET /api/connections 401\n");
  });
});

test("has what the seed contains, and keeps the state", () =>
  inFolder(async (path) => {
    const seed = {
      connections: [{ id: SALESFORCE, name: "Salesforce", type: "salesforce" }],
      models: [{ name: "Accounts", connection_id: SALESFORCE, fields: ["Id"], identifier: "Id" }],
      schemas: { [SALESFORCE]: [{ id: "Contact", fields: ["Id", { id: "Email", type: "string" }] }] },
    };
    writeFileSync(path("seed.json"), JSON.stringify(seed));
    await running(["--seed", path("seed.json"), "--state", path("state.json")], async (api) => {
      const { body } = await call(api, "GET", `/api/connections/${SALESFORCE}`);
      expect(body).toMatchObject({ data: { name: "Salesforce", type: { id: "salesforce" } } });
      expect((await call(api, "GET", `/api/connections/${SALESFORCE}/schemas/Contact`)).status).toBe(200);
      expect((await call(api, "GET", "/api/models")).body).toMatchObject({ data: [{ name: "Accounts" }] });
    });
    await running(["--state", path("state.json")], async (api) => {
      expect((await call(api, "GET", `/api/connections/${SALESFORCE}`)).status).toBe(200);
    });
    expect(readFileSync(path("state.json"), "utf8")).toContain("Salesforce");
  }));

test("takes faults from an option, and changes them over HTTP", () =>
  inFolder(async (path) => {
    writeFileSync(path("behavior.json"), '{ "modelFields": ["id"] }');
    await running(["--behavior", path("behavior.json")], async (api) => {
      expect((await call(api, "GET", "/__emulator/behavior")).body).toMatchObject({ modelFields: ["id"] });
    });
    await running(["--behavior", '{"connectionStatus": "unhealthy"}'], async (api) => {
      const { body } = await call(api, "GET", "/__emulator/behavior");
      expect(body).toMatchObject({
        connectionStatus: "unhealthy",
        externalId: "at-creation",
        cannedResponses: [],
      });
      const canned = [
        {
          method: "POST",
          pathPattern: "connections$",
          status: 503,
          body: { message: "down" },
          times: 1,
        },
      ];
      const changed = await call(api, "PATCH", "/__emulator/behavior", { cannedResponses: canned });
      expect(changed).toMatchObject({
        status: 200,
        body: { connectionStatus: "unhealthy", cannedResponses: canned },
      });
      expect(await call(api, "POST", "/api/connections", CSV)).toEqual({
        status: 503,
        body: { message: "down" },
      });
      expect((await call(api, "POST", "/api/connections", CSV)).status).toBe(201);
      expect((await call(api, "DELETE", "/__emulator/behavior")).body).toMatchObject({
        connectionStatus: "healthy",
        cannedResponses: [],
      });
    });
  }));

test("can be inspected over HTTP", async () => {
  await running([], async (api) => {
    await call(api, "POST", "/api/connections", CSV);
    expect((await call(api, "GET", "/__emulator/requests")).body).toMatchObject([
      { method: "POST", path: "/api/connections", body: CSV, status: 201 },
    ]);
    expect((await call(api, "DELETE", "/__emulator/requests")).status).toBe(204);
    expect((await call(api, "GET", "/__emulator/requests")).body).toEqual([]);
    expect(
      Object.values((await call(api, "GET", "/__emulator/snapshot")).body!["connections"]),
    ).toMatchObject([{ name: "Orders" }]);
    expect(
      (await call(api, "POST", "/__emulator/seed", { connections: [{ name: "S", type: "salesforce" }] }))
        .status,
    ).toBe(204);
    expect(await call(api, "POST", "/__emulator/seed", { connection: [] })).toMatchObject({
      status: 400,
      body: { message: 'the seed is not valid:\n  seed: Unrecognized key: "connection"' },
    });
    expect(await call(api, "GET", "/__emulator/other")).toMatchObject({ status: 404 });
  });
});

test.each([
  [["--port", "x"], 'CommandError: --port must be a number from 0 to 65535, got "x"'],
  [["--port", "70000"], 'CommandError: --port must be a number from 0 to 65535, got "70000"'],
  [["--seed", "/nowhere.json"], "CommandError: cannot read seed /nowhere.json: no such file or folder"],
  [["--behavior", "late"], 'CommandError: --behavior must be JSON or a file with it, got "late"'],
  [
    ["--behavior", '{"externalId": "later", "cannedResponses": [{"method": "GET", "status": 500}]}'],
    "CommandError: the behavior is not valid:\n" +
      '  externalId: Invalid option: expected one of "at-creation"|"after-creation"\n' +
      "  cannedResponses.0: expected either path or pathPattern, a regular expression",
  ],
  [["start"], "CommandError: emulate takes no arguments, got start; see --help for its options"],
])("explains %j", async (args, message) => {
  expect(await failure(...args)).toBe(message);
});

test("explains a port in use, a wrong state file and a wrong seed", () =>
  inFolder(async (path) => {
    await running([], async ({ url }) => {
      expect(await failure("--port", new URL(url).port)).toBe(
        `CommandError: port ${new URL(url).port} is in use; choose another one, or leave out --port to use any free port`,
      );
    });
    writeFileSync(path("state.json"), "[]");
    expect(await failure("--state", path("state.json"))).toContain(
      "is not a state file of the emulated Polytomic API",
    );
    writeFileSync(
      path("seed.json"),
      JSON.stringify({ connections: [{ id: "1", name: "X", type: "nothing" }] }),
    );
    expect(await failure("--seed", path("seed.json"))).toBe(
      "CommandError: the seed is not valid:\n  connections.0.id: expected a UUID\n  connections.0.type: is not a connection type",
    );
  }));

test.each(["SIGINT", "SIGTERM"] as const)(
  "the process ends with %s",
  async (signal) => {
    const main = join(__dirname, "..", "..", "lib", "cli", "main.ts");
    const child = spawn(process.execPath, ["--import", "tsx", main, "emulate", "--json"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { url } = JSON.parse(line) as Running;
    // An open connection does not keep it alive.
    await fetch(`${url}/__emulator`);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  },
  30_000,
);
