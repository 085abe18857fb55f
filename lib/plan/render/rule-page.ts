/** Where a rule is explained. */
import { documentation } from "../../repository";

/** The URL of a rule in the catalogue. */
export const rulePage = (rule: string): string => documentation(`reference/review-rules.md#${rule}`);
