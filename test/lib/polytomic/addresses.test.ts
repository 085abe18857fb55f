import { domainProblem, emailProblem, lowerCaseEmailProblem } from "../../../lib/polytomic/addresses";

describe("an e-mail address", () => {
  test.each(["ops@example.com", "Ada.Lovelace+etl@sub.example.co.uk", "ops@localhost"])(
    "accepts %s",
    (value) => {
      expect(emailProblem(value)).toBeUndefined();
    },
  );

  test.each([
    "ops",
    "ops@",
    "@example.com",
    "a@b@c.com",
    "a@x.com,b@x.com",
    "a@x.com; b@x.com",
    "Ops <ops@x.com>",
    " a@x.com",
  ])("rejects %s", (value) => {
    expect(emailProblem(value)).toBe("is not an e-mail address, such as ops@example.com");
  });

  test("is lowercase if its case matters", () => {
    expect(lowerCaseEmailProblem("ops@example.com")).toBeUndefined();
    expect(lowerCaseEmailProblem("Ops@example.com")).toMatch(/^must be lowercase/);
    expect(lowerCaseEmailProblem("Ops")).toMatch(/^is not an e-mail address/);
  });
});

describe("a domain", () => {
  test.each(["example.com", "sso.example.co.uk", "bücher.example"])("accepts %s", (value) => {
    expect(domainProblem(value)).toBeUndefined();
  });

  test.each(["example", "Example.com", "https://example.com", "ops@example.com", "example.com/", "a..com"])(
    "rejects %s",
    (value) => {
      expect(domainProblem(value)).toBe("is not a lowercase domain, such as example.com");
    },
  );
});
