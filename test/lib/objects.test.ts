import { defined } from "../../lib/objects";

describe("defined", () => {
  test("leaves out members that hold undefined, and only these", () => {
    const members = { a: 0, b: undefined, c: null, d: "", e: false };
    expect(Object.keys(defined(members))).toEqual(["a", "c", "d", "e"]);
  });

  test("copies", () => {
    const members = { a: 1 };
    expect(defined(members)).not.toBe(members);
  });
});
