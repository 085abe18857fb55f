import { defined, withMembers } from "../../lib/objects";

describe("withMembers", () => {
  test("adds, and has the last word", () => {
    expect(withMembers({ a: 1, b: 2 }, { b: 3 })).toEqual({ a: 1, b: 3 });
  });

  test.each([["text"], [null], [undefined], [5], [["list"]]])("leaves %p, which is no object", (given) => {
    expect(withMembers(given, { a: 1 })).toBe(given);
  });
});

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
