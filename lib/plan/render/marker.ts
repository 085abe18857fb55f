/** A line that a host does not show. CI finds the comment by it and updates it instead of adding another. */
import { createHash } from "node:crypto";
import type { Review } from "../review";

/** Longer lists of stacks are shortened. */
const LONGEST = 200;

/** `<!-- cdktf-polytomic review: prod -->`. The same for the same stacks, in any order. */
export function marker(review: Review, hasHtml: boolean): string {
  const stacks = review.stacks.map(({ stack }) => encoded(stack)).sort();
  const list = stacks.join(", ");
  const name = list.length <= LONGEST ? list : `${stacks.length} stacks ${digest(list)}`;
  const content = `cdktf-polytomic review: ${name}`;
  return hasHtml ? `<!-- ${content} -->` : `[//]: # (${content})`;
}

/** A stack without characters that could end the comment. */
const encoded = (stack: string): string =>
  Buffer.from(stack, "utf8")
    .toString("latin1")
    .replace(/[^\w./ -]|-(?=-|$)/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);

const digest = (list: string): string => createHash("sha256").update(list).digest("hex").slice(0, 12);
