/** Calendar days, as people write them in a file. */

/** Whether a value is a day that exists, such as `2027-01-31`. */
export const isDay = (value: unknown): value is string =>
  typeof value === "string" &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(value).toJSON()?.startsWith(value) === true;
