import { defined, withMembers } from "../../lib/objects";

describe("withMembers", () => {
  test("adds members and overrides existing ones", () => {
    expect(withMembers({ a: 1, b: 2 }, { b: 3 })).toEqual({ a: 1, b: 3 });
  });

  test.each([["text"], [null], [undefined], [5], [["list"]]])(
    "returns %p unchanged, because it isn't an object",
    (given) => {
      expect(withMembers(given, { a: 1 })).toBe(given);
    },
  );
});

describe("defined", () => {
  test("removes only undefined members", () => {
    const members = { a: 0, b: undefined, c: null, d: "", e: false };
    expect(Object.keys(defined(members))).toEqual(["a", "c", "d", "e"]);
  });

  test("copies", () => {
    const members = { a: 1 };
    expect(defined(members)).not.toBe(members);
  });
});
