/** An emulated API for each test, a plain HTTP client for it, and the objects tests send. */
import { PolytomicApi, type PolytomicApiOptions } from "../../lib/testing";

/** A response: its status, headers, and body, parsed if it is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** An HTTP client for an emulated API. */
export class Client {
  public constructor(
    private readonly url: string,
    private readonly authorization: string,
  ) {}

  public async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: this.authorization, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    };
  }

  /** Sends a request that must succeed, and returns the `data` of the response. */
  public async data(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const reply = await this.send(method, path, body);
    if (reply.status >= 300) {
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    return member(reply.body, "data");
  }

  /** Creates an object and returns its id. */
  public async create(path: string, body: unknown): Promise<string> {
    return String((await this.data("POST", path, body))["id"]);
  }
}

/** A member of a response that must be an object. */
export function member(value: unknown, name: string): Record<string, unknown> {
  const found: unknown =
    value instanceof Object ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
  if (!(found instanceof Object)) {
    throw new Error(`no object ${name} in ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(Object.entries(found));
}

const running: PolytomicApi[] = [];

/** Starts an API that stops after the test, and a client with its key. */
export async function startApi(
  options?: PolytomicApiOptions,
): Promise<{ api: PolytomicApi; client: Client }> {
  const api = await PolytomicApi.start(options);
  running.push(api);
  return { api, client: new Client(api.url, `Bearer ${api.apiKey}`) };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.stop()));
});

/** A connection that assumes a role. */
export const s3 = {
  name: "lake",
  type: "s3",
  validate: false,
  configuration: {
    auth_mode: "iam_role",
    iam_role_arn: "arn:aws:iam::111122223333:role/polytomic-lake",
    s3_bucket_name: "s3://acme-lake/exports",
    s3_bucket_region: "us-east-1",
  },
};

/** The same bucket with access keys. */
export const s3WithKeys = {
  ...s3,
  configuration: {
    auth_mode: "access_key_and_secret",
    aws_access_key_id: "AKIAEXAMPLE",
    aws_secret_access_key: "a-secret",
    s3_bucket_name: "s3://acme-lake/exports",
    s3_bucket_region: "us-east-1",
  },
};

export const postgresql = {
  name: "warehouse",
  type: "postgresql",
  configuration: { hostname: "db", port: 5432, database: "raw", username: "polytomic", password: "a-secret" },
};
