/** All valid props result in a configuration that meets the conditions on Polytomic's page on S3 connections. */
import fc from "fast-check";
import type { S3Connection } from "../../../constructs";
import { resolveIn } from "../../../constructs/validation";
import { runs } from "../../support/properties";
import { brokenConditions } from "../../support/s3-conditions";
import {
  type Description,
  descriptions,
  makeConnection,
  spelledLocation,
} from "../../support/s3-connections";
import { newStack } from "../synth";

/** The configuration of a connection, without the rest of its stack. */
function sent({ resource }: S3Connection): Record<string, unknown> {
  const { resource: resources } = resolveIn(resource, resource.toTerraform()) as {
    resource: { polytomic_s3_connection: Record<string, { configuration: Record<string, unknown> }> };
  };
  return Object.values(resources.polytomic_s3_connection)[0]!.configuration;
}

/** The options in the props, under Polytomic's names: each must be sent unchanged. */
function expected({ auth, events, files }: Description): Record<string, unknown> {
  const given = (files ?? { layout: "table-per-file" }) as Record<string, unknown>;
  return {
    auth_mode: auth,
    s3_bucket_region: "us-east-1",
    enable_event_notifications: events,
    is_single_table: given["layout"] !== "table-per-file",
    is_directory_snapshot: given["layout"] === "table-per-directory",
    csv_has_headers: given["csvHasHeaders"] ?? true,
    skip_lines: given["skipLines"] ?? 0,
    single_table_name: given["tableName"] ?? "",
    directory_glob_pattern: given["glob"] ?? "",
    ...(given["layout"] === "one-table" && { single_table_file_format: given["format"] ?? "csv" }),
    ...(given["layout"] === "table-per-directory" && {
      single_table_file_formats: given["formats"] ?? ["csv"],
    }),
  };
}

test("any legal connection sends a configuration that satisfies every condition", () => {
  const stack = newStack();
  let made = 0;
  fc.assert(
    fc.property(descriptions, (description) => {
      const configuration = sent(makeConnection(stack, `lake-${++made}`, description));
      expect(brokenConditions(configuration)).toEqual([]);
      expect(configuration).toMatchObject(expected(description));
      expect(configuration["s3_bucket_name"]).toBe(spelledLocation(description));
    }),
    runs(1000),
  );
});

describe("the conditions detect", () => {
  const legal = {
    auth_mode: "iam_role",
    iam_role_arn: "arn",
    s3_bucket_name: "s3://b",
    s3_bucket_region: "us-east-1",
    is_single_table: true,
    is_directory_snapshot: true,
    directory_glob_pattern: "*",
    single_table_file_formats: ["csv"],
    skip_lines: 1,
  };

  test("nothing in a valid configuration", () => {
    expect(brokenConditions(legal)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ auth_mode: "sso" }, "auth_mode is none of access_key_and_secret, iam_role"],
    [{ iam_role_arn: undefined }, "iam_role_arn is missing"],
    [{ aws_access_key_id: "A" }, "aws_access_key_id is set where it is not available"],
    [{ enable_event_notifications: true }, "event_queue_arn is missing"],
    [{ event_queue_arn: "arn" }, "event_queue_arn is set where it is not available"],
    [{ is_single_table: false }, "is_directory_snapshot is set where it is not available"],
    [{ single_table_name: "t" }, "single_table_name is set where it is not available"],
    [{ single_table_file_format: "csv" }, "single_table_file_format is set where it is not available"],
    [{ directory_glob_pattern: "" }, "directory_glob_pattern is missing"],
    [{ single_table_file_formats: ["json"] }, "skip_lines is set where it is not available"],
    [
      { single_table_file_formats: ["csv", "xml"] },
      "single_table_file_formats is none of csv, json, parquet",
    ],
    [{ skip_lines: 1.5 }, "skip_lines is no integer"],
    [{ external_id: "x" }, "external_id is no option that can be set"],
  ])("%j", (change, problem) => {
    expect(brokenConditions({ ...legal, ...change })).toContain(problem);
  });
});
