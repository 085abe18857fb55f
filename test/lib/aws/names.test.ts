import {
  bucketNameProblem,
  existingBucketNameProblem,
  externalIdProblem,
  legacyBucketNameProblem,
  physicalName,
  queueNameProblem,
  regionProblem,
  roleNameProblem,
  rolePathProblem,
} from "../../../lib/aws/names";

describe("physicalName", () => {
  test("is the path if that is a valid name", () => {
    expect(physicalName(["app", "lake", "queue"], 14)).toBe("app-lake-queue");
  });

  test("is cut to the maximum length, with a hash at its end, if the path is longer", () => {
    expect(physicalName(["app", "lake", "queue"], 13)).toMatch(/^app--[0-9a-f]{8}$|^app-[0-9a-f]{8}$/);
    expect(physicalName(["a".repeat(200)], 64)).toHaveLength(64);
  });

  test("differs for long paths with the same start", () => {
    const long = "a".repeat(100);
    expect(physicalName([long, "x"], 64)).not.toBe(physicalName([long, "y"], 64));
  });

  test("is the same in every synthesis", () => {
    expect(physicalName(["stack", "a".repeat(100)], 64)).toBe(
      "stack-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-4be88ea5",
    );
  });

  test("distinguishes ids with characters that names cannot have", () => {
    const names = ["倉庫", "注文", "a b", "a.b"].map((id) => physicalName(["stack", id], 64));
    expect(new Set(names).size).toBe(4);
    expect(names.filter((name) => !/^[A-Za-z0-9_-]+$/.test(name))).toEqual([]);
  });
});

describe("bucketNameProblem", () => {
  test.each(["abc", "acme-111122223333-us-east-1-an", "acme-lake", "a.b.c", "1bucket", "a".repeat(63)])(
    "accepts %s",
    (name) => {
      expect(bucketNameProblem(name)).toBeUndefined();
    },
  );

  test.each([
    ["ab", "has 2 characters; 3 to 63 are allowed"],
    ["a".repeat(64), "has 64 characters; 3 to 63 are allowed"],
    ["Acme", "can contain only lowercase letters, digits, dots and hyphens"],
    ["acme_lake", "can contain only lowercase letters, digits, dots and hyphens"],
    ["-acme", "must begin and end with a letter or a digit"],
    ["acme.", "must begin and end with a letter or a digit"],
    ["acme..lake", "must not contain two dots in a row"],
    ["192.168.5.4", "must not look like an IP address"],
    ["xn--acme", "begins with a prefix that AWS reserves"],
    ["sthree-acme", "begins with a prefix that AWS reserves"],
    ["amzn-s3-demo-acme", "begins with a prefix that AWS reserves"],
    ["acme-s3alias", "ends with a suffix that AWS reserves"],
    ["acme--ol-s3", "ends with a suffix that AWS reserves"],
    ["acme.mrap", "ends with a suffix that AWS reserves"],
    ["acme--x-s3", "ends with a suffix that AWS reserves"],
    ["acme--table-s3", "ends with a suffix that AWS reserves"],
    [
      "acme-an",
      "ends with -an, which S3 reserves for account-regional namespaces, such as acme-111122223333-us-east-1-an. Choose another name",
    ],
  ])("rejects %s: it %s", (name, problem) => {
    expect(bucketNameProblem(name)).toBe(problem);
  });
});

describe("existingBucketNameProblem", () => {
  test.each([
    "acme-lake",
    "Acme_Central_1",
    "acme..lake-",
    "192.168.5.4",
    "xn--acme",
    "sthree-acme",
    "acme-111122223333-us-east-1-an",
    "a".repeat(255),
  ])("accepts %s", (name) => {
    expect(existingBucketNameProblem(name)).toBeUndefined();
  });

  test.each([
    ["arn:aws:s3:::acme", 'is an ARN; pass only the name, such as "acme"'],
    ["ab", "has 2 characters; 3 to 255 are allowed"],
    ["a".repeat(256), "has 256 characters; 3 to 255 are allowed"],
    ["acme lake", "can contain only letters, digits, dots, hyphens and underscores"],
    ["acme*", "can contain only letters, digits, dots, hyphens and underscores"],
    ["...", "can contain only letters, digits, dots, hyphens and underscores"],
    [
      "acme-s3alias",
      "is an access point alias, which cannot be used in policies; use the name of the bucket",
    ],
    ["acme--x-s3", "is a directory or table bucket; Polytomic reads and writes general purpose buckets"],
  ])("rejects %s: it %s", (name, problem) => {
    expect(existingBucketNameProblem(name)).toBe(problem);
  });
});

describe("legacyBucketNameProblem", () => {
  test("accepts such names only in us-east-1", () => {
    expect(legacyBucketNameProblem("Acme_Central_1", "eu-west-1")).toBe(
      '"Acme_Central_1" cannot be the name of a bucket in eu-west-1: only old buckets in us-east-1 have capital letters, ' +
        'underscores or more than 63 characters. If the bucket is there, set region: "us-east-1"',
    );
    expect(
      ["Acme", "a_b", "a".repeat(64), "-abc"].map((name) => legacyBucketNameProblem(name, "eu-west-1")),
    ).not.toContain(undefined);
  });

  test.each([
    ["Acme_Central_1", "us-east-1"],
    ["Acme_Central_1", undefined],
    ["acme-lake", "eu-west-1"],
  ])("accepts %s in %s", (name, region) => {
    expect(legacyBucketNameProblem(name, region)).toBeUndefined();
  });
});

describe("queueNameProblem", () => {
  test.each([
    ["events_1-A", undefined],
    ["a".repeat(80), undefined],
    ["a".repeat(81), "has 81 characters; at most 80 are allowed"],
    ["events.fifo", "is the name of a FIFO queue; S3 delivers events only to standard queues"],
    ["my events", "can contain only letters, digits, hyphens and underscores"],
  ])("returns for %s: %s", (name, problem) => {
    expect(queueNameProblem(name)).toBe(problem);
  });
});

describe("roleNameProblem", () => {
  test.each([
    ["polytomic_+=,.@-1", undefined],
    ["a".repeat(64), undefined],
    ["a".repeat(65), "has 65 characters; at most 64 are allowed"],
    ["a/b", "can contain only letters, digits and _+=,.@-"],
  ])("returns for %s: %s", (name, problem) => {
    expect(roleNameProblem(name)).toBe(problem);
  });
});

describe("rolePathProblem", () => {
  test.each([["/"], ["/vendors/"], ["/a/b/c/"], [`/${"a".repeat(510)}/`]])("accepts %s", (path) => {
    expect(rolePathProblem(path)).toBeUndefined();
  });

  test.each([["vendors"], ["/vendors"], ["vendors/"], ["/my vendors/"]])("rejects %s", (path) => {
    expect(rolePathProblem(path)).toBe('must begin and end with a slash, such as "/vendors/"');
  });

  test.each(["/*/", "/a?/", "/${aws:username}/"])(
    "rejects %s, because policies treat it as a pattern",
    (path) => {
      expect(rolePathProblem(path)).toBe(
        "must not contain *, ? or $, which policies interpret as patterns and variables",
      );
    },
  );

  test("rejects a path that is too long", () => {
    expect(rolePathProblem(`/${"a".repeat(511)}/`)).toBe("has 513 characters; at most 512 are allowed");
  });
});

describe("externalIdProblem", () => {
  test.each([
    ["ab", undefined],
    ["a1_+=,.@:/-", undefined],
    ["a", "has 1 characters; 2 to 1224 are allowed"],
    ["a".repeat(1225), "has 1225 characters; 2 to 1224 are allowed"],
    ["a b", "can contain only letters, digits and _+=,.@:/-"],
  ])("returns for %s: %s", (id, problem) => {
    expect(externalIdProblem(id)).toBe(problem);
  });
});

describe("regionProblem", () => {
  test.each([
    "us-east-1",
    "ap-southeast-5",
    "us-gov-west-1",
    "us-iso-east-1",
    "mx-central-1",
    "eusc-de-east-1",
  ])("accepts %s", (region) => {
    expect(regionProblem(region)).toBeUndefined();
  });

  test.each([
    ["us-east", "Did you mean us-east-1 or us-east-2?"],
    ["US-EAST-1", "Did you mean us-east-1?"],
    ["us_east_1", "Did you mean us-east-1?"],
    ["us-east-1a", "Did you mean us-east-1?"],
  ])("rejects %s and suggests regions", (region, meant) => {
    expect(regionProblem(region)).toBe(`is not the name of a region. ${meant}`);
  });

  test.each(["Frankfurt", "us", "1"])("rejects %s", (region) => {
    expect(regionProblem(region)).toBe('is not the name of a region, such as "us-east-1"');
  });
});
