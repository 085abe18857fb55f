/** Models. */
import { createdNow, updatedNow } from "../audit";
import { modelBody, parseBody } from "../bodies";
import { type Call, created, noContent, ok } from "../call";
import { find, organizationOf, requireReference, visible } from "../ownership";
import { route } from "../router";
import type { Model } from "../state";

export const modelRoutes = [
  route("GET /api/models", (call) => ok(visible(call, call.state.models).map((model) => view(call, model)))),
  route("POST /api/models", create),
  route("GET /api/models/{id}", (call) => ok(view(call, modelOf(call)))),
  route("PUT /api/models/{id}", update),
  route("DELETE /api/models/{id}", remove),
];

function modelOf(call: Call): Model {
  return find(call, call.state.models, "model", call.param("id"));
}

function create(call: Call) {
  const body = parseBody(modelBody, call.body);
  const organization_id = organizationOf(call, body.organization_id);
  requireReference(call, call.state.connections, "connection_id", body.connection_id);
  const model: Model = { ...body, id: call.newId("model"), organization_id, version: 1, ...createdNow() };
  call.state.models[model.id] = model;
  return created(view(call, model));
}

/** Replaces the model: removes members that are not sent. */
function update(call: Call) {
  const before = modelOf(call);
  const body = parseBody(modelBody, call.body);
  requireReference(call, call.state.connections, "connection_id", body.connection_id);
  const { id, organization_id } = before;
  const version = before.version + (call.behavior.modelVersionRaised ? 1 : 0);
  const model: Model = { ...body, id, organization_id, version, ...updatedNow(before) };
  call.state.models[id] = model;
  return ok(view(call, model));
}

/** Does not change syncs that read the model, which leaves them broken. */
function remove(call: Call) {
  delete call.state.models[modelOf(call).id];
  return noContent();
}

function view({ behavior }: Call, { fields, additional_fields, identifier, ...rest }: Model) {
  const selected = fields.length > 0 ? fields : behavior.modelFields;
  return {
    ...rest,
    type: "query",
    fields: [
      ...selected.map((name) => fieldView({ name, label: name, type: "string" }, false)),
      ...additional_fields.map((field) => fieldView(field, true)),
      ...behavior.userAddedModelFields.map((name) => fieldView({ name, label: name, type: "string" }, true)),
    ],
    identifier: identifier || (behavior.modelIdentifier ?? null),
    enricher: null,
  };
}

function fieldView(
  field: { name: string; label: string; type: string; example?: unknown },
  userAdded: boolean,
) {
  return {
    id: `f-${field.name}`,
    ...field,
    user_added: userAdded,
    unique: false,
    remote_type: userAdded ? "" : "varchar",
  };
}
