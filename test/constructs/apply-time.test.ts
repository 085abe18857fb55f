/** The AWS provider's long waits run at the same time: docs/explanation/performance.md. */
import { S3Integration, type S3IntegrationProps } from "../../constructs";
import { synth, type Synthesized } from "./synth";

/** Seconds that the AWS provider waits after it has created a resource. */
const WAITS: Readonly<Record<string, number>> = {
  aws_s3_bucket_lifecycle_configuration: 55,
  aws_sqs_queue: 25,
};

/** The sum of the waits on the longest chain of dependencies. */
function longestWait({ json }: Synthesized): number {
  const configurations = new Map<string, string>(
    Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).map(([name, one]) => [`${type}.${name}`, JSON.stringify(one)]),
    ),
  );
  const known = new Map<string, number>();
  const waitOf = (address: string): number => {
    const found = known.get(address);
    if (found !== undefined) {
      return found;
    }
    known.set(address, Infinity); // a circle would never end
    const text = configurations.get(address) ?? "";
    const awaited = [...configurations.keys()].filter((one) => one !== address && mentions(text, one));
    const wait = (WAITS[address.split(".")[0] ?? ""] ?? 0) + Math.max(0, ...awaited.map(waitOf));
    known.set(address, wait);
    return wait;
  };
  return Math.max(...[...configurations.keys()].map(waitOf));
}

const mentions = (text: string, address: string): boolean =>
  new RegExp(`\\b${address.replaceAll(".", "\\.")}(?![\\w-])`).test(text);

const integrations: Readonly<Record<string, Partial<S3IntegrationProps>>> = {
  "the defaults": {},
  "a customer key": { encryptionKey: {} },
  "a customer key and no events": { encryptionKey: {}, events: false },
  "no events": { events: false },
};

test.each(Object.entries(integrations))("an integration with %s waits 55 s, not 105 s", (_, props) => {
  const terraform = synth((stack) => {
    const lake = new S3Integration(stack, "lake", {
      name: "Lake",
      bucket: { name: "acme-lake" },
      ...props,
    } as never);
    lake.model("orders", { name: "Orders", file: "orders.csv", format: "csv", identifier: "id" });
  });
  expect(longestWait(terraform)).toBe(55);
});
