import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { DataBucket, EventQueue, PolytomicRole } from "../../../constructs";
import { AwsEnvironment } from "../../../constructs/aws/aws-environment";
import { newStack, synth } from "../synth";

describe("partition, region and account", () => {
  test("are read once per provider", () => {
    const terraform = synth((stack) => {
      new DataBucket(stack, "lake", { name: "acme-lake" });
      new EventQueue(stack, "events");
      new PolytomicRole(stack, "role", { externalIds: ["id"] });
    });
    const reads = Object.entries(terraform.json.data ?? {}).map(([type, all]) => [
      type,
      Object.keys(all).length,
    ]);
    expect(Object.fromEntries(reads)).toEqual({ aws_partition: 1, aws_region: 1, aws_caller_identity: 1 });
  });

  test("are read separately for each provider", () => {
    const terraform = synth((stack) => {
      const awsProvider = new AwsProvider(stack, "eu", { alias: "eu", region: "eu-central-1" });
      const here = DataBucket.fromBucketName(stack, "here", "acme-here");
      const there = DataBucket.fromBucketName(stack, "there", "acme-there", { awsProvider });
      new TerraformOutput(stack, "regions", { value: [here.region, there.region] });
    });
    expect(terraform.output("regions")).toEqual([
      "us-east-1",
      "${data.aws_region.polytomic-aws-eu_region.id}",
    ]);
    expect(Object.values(terraform.json.data?.aws_region ?? {})).toEqual([{ provider: "aws.eu" }, {}]);
  });

  test("come from the stack's own provider, wherever in the stack it is created", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const team = new Construct(new Construct(stack, "platform"), "team");
    new AwsProvider(team, "other", { alias: "other", region: "eu-central-1" });
    new AwsProvider(team, "aws", { region: "us-gov-west-1", allowedAccountIds: ["111122223333"] });
    expect(AwsEnvironment.of(team)).toMatchObject({
      knownRegion: "us-gov-west-1",
      knownPartition: "aws-us-gov",
      knownAccountId: "111122223333",
    });
  });

  test("are found without a search through the whole stack, however many constructs there are", () => {
    const stack = newStack();
    const findAll = jest.spyOn(stack.node, "findAll");
    for (const id of ["a", "b", "c"]) {
      expect(AwsEnvironment.of(new Construct(stack, id)).knownRegion).toBe("us-east-1");
    }
    expect(findAll).not.toHaveBeenCalled();
  });

  test("are found in a provider that the app creates later, in a scope that existed before", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const scope = new Construct(stack, "providers");
    const environment = AwsEnvironment.of(new Construct(stack, "a"));
    expect(environment.knownRegion).toBeUndefined();
    new AwsProvider(new Construct(scope, "nested"), "aws", { region: "eu-west-1" });
    expect(environment.knownRegion).toBe("eu-west-1");
  });
});
