/** The types of connections there are. */
import { ok } from "../call";
import { type ConnectionType, CONNECTION_TYPES } from "../connection-types";
import { notFound } from "../errors";
import { route } from "../router";

export const connectionTypeRoutes = [
  route("GET /api/connection_types", () => ok([...CONNECTION_TYPES].map(view))),
  route("GET /api/connection_types/{id}", (call) => {
    const type = CONNECTION_TYPES.get(call.param("id"));
    if (!type) {
      throw notFound("connection type not found");
    }
    return { status: 200, body: { type: "object", required: type.required, properties: type.properties } };
  }),
];

function view([id, { name, oauth }]: [string, ConnectionType]) {
  return {
    id,
    name,
    logo_url: "",
    capabilities: { source: true, destination: true, enrichment: false, orchestration: false },
    use_oauth: oauth,
  };
}
