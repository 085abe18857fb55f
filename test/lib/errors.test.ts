import { runInNewContext } from "node:vm";
import { ERROR_CODES, InvalidPropsError, reference } from "../../lib/errors";

const error = new InvalidPropsError("lake/connection", "S3Connection", [
  { prop: "files.skipLines", code: "CONFLICT", message: "2 was given, but no CSV is read" },
  { prop: "name", code: "MISSING", message: "is missing" },
]);

test("each code links to its explanation", () => {
  expect(reference("CDKTF_POLYTOMIC_SECRET_IN_CLEAR")).toBe(
    "[CDKTF_POLYTOMIC_SECRET_IN_CLEAR] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#secret-in-clear",
  );
  expect(Object.keys(ERROR_CODES).filter((code) => !/^CDKTF_POLYTOMIC(_[A-Z]+)+$/.test(code))).toEqual([]);
});

describe("InvalidPropsError", () => {
  test("lists one problem per line, after the construct and before the code", () => {
    expect(error.message.split("\n")).toEqual([
      "Invalid props for lake/connection (S3Connection):",
      "  files.skipLines  2 was given, but no CSV is read",
      "  name             is missing",
      "[CDKTF_POLYTOMIC_INVALID_PROPS] https://github.com/OWNER/cdktf-polytomic/blob/main/docs/reference/errors.md#invalid-props",
    ]);
  });

  test("has code, path and problems as properties", () => {
    expect(error).toMatchObject({
      name: "InvalidPropsError",
      code: "CDKTF_POLYTOMIC_INVALID_PROPS",
      constructPath: "lake/connection",
      problems: [{ prop: "files.skipLines" }, { prop: "name" }],
    });
  });

  test("is recognized without instanceof, for other copies of the package", () => {
    const foreign: unknown = runInNewContext(
      'Object.assign(new Error(), { code: "CDKTF_POLYTOMIC_INVALID_PROPS" })',
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect([error, foreign].map((one) => InvalidPropsError.isInvalidPropsError(one))).toEqual([true, true]);
  });

  test.each([[new Error("no")], [{ code: "ENOENT" }], [null], [undefined], ["text"]])(
    "rejects %p",
    (other) => {
      expect(InvalidPropsError.isInvalidPropsError(other)).toBe(false);
    },
  );
});
