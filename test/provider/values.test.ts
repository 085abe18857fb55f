import { UNKNOWN, decodeValue, encodeValue, equal } from "../support/provider/values";

test("values and unknown values are unchanged after encoding and decoding", () => {
  const value = {
    name: "lake",
    port: 5432,
    on: true,
    none: null,
    set: ["a", UNKNOWN],
    inner: { id: UNKNOWN },
  };

  expect(decodeValue(encodeValue(value))).toEqual(value);
});

test("an unknown value with a refinement is unknown", () => {
  const notNull = Buffer.from([0xc7, 0x03, 0x0c, 0x81, 0x01, 0xc2]);

  expect(decodeValue(notNull)).toBe(UNKNOWN);
});

test("a null member differs from a missing one", () => {
  expect(equal({ a: null }, {})).toBe(false);
  expect(equal({ a: [1, { b: UNKNOWN }] }, { a: [1, { b: UNKNOWN }] })).toBe(true);
  expect(equal({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
