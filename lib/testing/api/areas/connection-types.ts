/** Connection types. */
import documentation from "../../../schema/documentation.json";
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
    capabilities: capabilitiesOf(id),
    use_oauth: oauth,
  };
}

const CAPABILITIES = ["source", "destination", "enrichment", "orchestration"];
interface Documented {
  readonly page: string;
  readonly capabilities?: readonly string[];
}
const DOCUMENTED: Readonly<Record<string, Documented>> = documentation;

/** The documented capabilities. Types without documentation are sources and destinations. */
function capabilitiesOf(id: string) {
  const known = DOCUMENTED[id]?.capabilities ?? ["source", "destination"];
  return Object.fromEntries(CAPABILITIES.map((one) => [one, known.includes(one)]));
}
