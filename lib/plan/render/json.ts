/** A review as JSON, in the format of `review.schema.json`. */
import { isRecord } from "../../objects";
import schema from "../review.schema.json";
import type { Review } from "../review";

/** The review as JSON. The members are those of the schema, in its order. */
export const renderJson = (review: Review): string => `${JSON.stringify(review, MEMBERS, 2)}\n`;

/** The names of members in the order of the schema. */
const MEMBERS = [...new Set([schema, ...Object.values(schema.definitions)].flatMap(membersOf))];

function membersOf(part: unknown): string[] {
  if (!isRecord(part)) {
    return [];
  }
  const properties = isRecord(part.properties) ? Object.entries(part.properties) : [];
  return [
    ...properties.map(([name]) => name),
    ...properties.flatMap(([, property]) => membersOf(property)),
    ...membersOf(part.items),
  ];
}
