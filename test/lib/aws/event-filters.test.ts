import { Lazy } from "cdktf";
import { type EventSelection, overlap } from "../../../lib/aws/event-filters";

const created = (filterPrefix?: string, filterSuffix?: string): EventSelection => ({
  events: ["s3:ObjectCreated:*"],
  ...(filterPrefix !== undefined && { filterPrefix }),
  ...(filterSuffix !== undefined && { filterSuffix }),
});
const of = (...events: string[]): EventSelection => ({ events });

describe("two notifications of one bucket", () => {
  test.each<[string, EventSelection, EventSelection]>([
    ["are about all objects", created(), created()],
    ["are about all, and a folder", created(), created("in/")],
    ["are about a folder, and one inside", created("in/"), created("in/csv/")],
    ["begin alike", created("in"), created("in/")],
    ["end alike", created("in/", ".csv"), created("in/", "s.csv")],
    ["have a prefix only, and a suffix only", created("in/"), created(undefined, ".csv")],
    ["have a family of events, and one of it", of("s3:ObjectCreated:*"), of("s3:ObjectCreated:Put")],
    [
      "share one event of several",
      of("s3:ObjectCreated:Put", "s3:ObjectCreated:Copy"),
      of("s3:ObjectCreated:Copy"),
    ],
  ])("overlap if they %s", (_, one, other) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([true, true]);
  });

  test.each<[string, EventSelection, EventSelection]>([
    ["have folders of their own", created("in/"), created("out/")],
    ["share a folder, but no ending", created("in/", ".csv"), created("in/", ".parquet")],
    ["are about other events", of("s3:ObjectCreated:Put"), of("s3:ObjectCreated:Copy")],
    ["are about other families", of("s3:ObjectCreated:*"), of("s3:ObjectRemoved:*")],
    [
      "have a prefix that nobody knows yet",
      created(Lazy.stringValue({ produce: () => "in/" })),
      created("in/"),
    ],
  ])("do not if they %s", (_, one, other) => {
    expect([overlap(one, other), overlap(other, one)]).toEqual([false, false]);
  });
});
