import { readEvents } from "../../demo/aws-account";

const record = (key: string) => ({
  eventName: "ObjectCreated:Put",
  eventTime: "2026-01-02T03:04:05.000Z",
  s3: { bucket: { name: "lake" }, object: { key, size: 12, eTag: "unused" } },
});

test("a message from S3 is read as events, with decoded keys", () => {
  expect(readEvents(JSON.stringify({ Records: [record("exports/orders+of+%C3%85land.csv")] }))).toEqual([
    {
      name: "ObjectCreated:Put",
      time: "2026-01-02T03:04:05.000Z",
      bucket: "lake",
      key: "exports/orders of Åland.csv",
      size: 12,
    },
  ]);
});

test("the test message of a notification contains no event", () => {
  expect(readEvents(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "lake" }))).toEqual(
    [],
  );
});
