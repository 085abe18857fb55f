/** polytomic_global_error_subscribers: one list of addresses for each organization. */
import { type ApiClient, reporting } from "../api-client";
import type { Rules } from "../rules";
import { type Json, type JsonObject, type ObjectValue, elements, isJsonObject, text } from "../values";
import { type Operation, type Resource, type Update, importById, withoutEmpty } from "./resource";

const SUMMARY = "Client Error";
const ID = "global-error-subscribers";
const PATH = "/api/notifications/global-error-subscribers";

export class GlobalErrorSubscribersResource implements Resource {
  public readonly rules: Rules = {
    id: { keepState: true },
    organization: { keepState: true, replace: () => true },
  };
  public readonly import = importById;

  public async create(operation: Operation, config: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(config);
    return setEmails(client, config, "Error setting global error subscribers: ");
  }

  public async read(operation: Operation, state: ObjectValue): Promise<ObjectValue> {
    const client = await operation.client(state);
    const answer = await reporting(SUMMARY, "Error reading global error subscribers: ", () =>
      client.call("GET", PATH),
    );
    return { ...state, emails: emailsOf(answer), id: ID };
  }

  public async update(operation: Operation, { planned }: Update): Promise<ObjectValue> {
    const client = await operation.client(planned);
    return setEmails(client, planned, "Error updating global error subscribers: ");
  }

  public async delete(operation: Operation, state: ObjectValue): Promise<void> {
    const client = await operation.client(state);
    await reporting(SUMMARY, "Error clearing global error subscribers: ", () =>
      client.call("PUT", PATH, { body: {} }),
    );
  }
}

async function setEmails(client: ApiClient, values: ObjectValue, introduction: string): Promise<ObjectValue> {
  const emails = elements(values["emails"]).map(text);
  const body: JsonObject = withoutEmpty({ emails });
  const answer = await reporting(SUMMARY, introduction, () => client.call("PUT", PATH, { body }));
  return { ...values, emails: emailsOf(answer) ?? emails, id: ID };
}

/** This response has no envelope. */
function emailsOf(answer: Json): Json {
  return isJsonObject(answer) ? (answer["emails"] ?? null) : null;
}
