import { leastLength } from "../../../lib/iam/policy-size";

/** The number of characters that an expression counts as. */
const counted = (expression: string): number => leastLength([expression]) - leastLength([""]);

test("literals count as they are, white space does not", () => {
  expect(leastLength({ Effect: "Allow", Action: ["a b", "c\t"] })).toBe(
    '{"Effect":"Allow","Action":["ab","c\\t"]}'.length,
  );
});

test.each([
  ["arn:${data.aws_partition.polytomic-aws_partition.partition}:s3:::lake", "arn:aws:s3:::lake"],
  ["${data.aws_caller_identity.polytomic-aws_caller-identity.account_id}", "111122223333"],
  ["${data.aws_region.polytomic-aws_region.id}", "us-east-1"],
  [
    "${terraform_data.lake_connection_external-id_1234ABCD.output.external_id}",
    "1234abcd-12ab-34cd-56ef-1234567890ab",
  ],
  ["${aws_kms_key.key.arn}", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
])("%s counts as %s", (expression, value) => {
  expect(counted(expression)).toBe(value.length);
});

test("unknown values count as the shortest possible", () => {
  expect(counted("${var.folder}/${jsonencode({a = {}})}")).toBe(3);
});
