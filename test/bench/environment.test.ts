import { devNull } from "node:os";
import { awsProviderEnvironment, benchEnvironment } from "../support/environment";

const offer = {
  awsEndpoint: "http://127.0.0.1:4000",
  polytomic: { POLYTOMIC_DEPLOYMENT_URL: "http://127.0.0.1:5000", POLYTOMIC_API_KEY: "key" },
  cliConfigFile: "/bench/terraform.rc",
  pluginCache: "/bench/plugins",
  cdktfHome: "/bench/cdktf",
};

test("personal settings for the real services do not reach the bench", () => {
  const caller = {
    AWS_PROFILE: "production",
    AWS_SESSION_TOKEN: "secret",
    AWS_ENDPOINT_URL_S3: "https://s3.amazonaws.com",
    POLYTOMIC_PARTNER_KEY: "secret",
    TF_VAR_bucket: "production",
    TF_LOG: "trace",
    TF_WORKSPACE: "production",
    CDKTF_CONTEXT_JSON: "{}",
    SYNTH_HCL_OUTPUT: "1",
  };
  expect(benchEnvironment(caller, offer)).toEqual(benchEnvironment({}, offer));
});

test("everything else is kept", () => {
  const caller = {
    PATH: "/bin",
    HOME: "/home/ada",
    HTTPS_PROXY: "http://proxy:3128",
    TERRAFORM_BINARY_NAME: "tf",
  };
  expect(benchEnvironment(caller, offer)).toMatchObject(caller);
});

test("AWS and Polytomic are the bench's", () => {
  expect(benchEnvironment({ AWS_REGION: "eu-west-1", POLYTOMIC_API_KEY: "mine" }, offer)).toMatchObject({
    AWS_ENDPOINT_URL: "http://127.0.0.1:4000",
    AWS_ACCESS_KEY_ID: "test",
    AWS_REGION: "us-east-1",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    POLYTOMIC_DEPLOYMENT_URL: "http://127.0.0.1:5000",
    POLYTOMIC_API_KEY: "key",
  });
});

test("terraform gets a running provider only if there is one", () => {
  expect(benchEnvironment({}, { ...offer, reattach: "{}" })).toHaveProperty("TF_REATTACH_PROVIDERS", "{}");
  expect(benchEnvironment({ TF_REATTACH_PROVIDERS: "{}" }, offer)).not.toHaveProperty(
    "TF_REATTACH_PROVIDERS",
  );
});

test("a running AWS provider has the same variables for AWS as one that terraform starts", () => {
  const caller = { PATH: "/bin", AWS_CA_BUNDLE: "/etc/ssl/certs.pem", TF_LOG: "trace" };
  const ofBench = Object.entries(benchEnvironment(caller, offer)).filter(([name]) => name.startsWith("AWS_"));
  expect(awsProviderEnvironment(caller, offer.awsEndpoint)).toEqual({
    PATH: "/bin",
    ...Object.fromEntries(ofBench),
  });
});
