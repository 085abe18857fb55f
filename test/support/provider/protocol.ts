/** The messages of Terraform's plugin protocol. */
import { Root, type INamespace, type Type } from "protobufjs";

type Fields = Record<string, string>;

/** `name: "type number"`, with `[]` for repeated fields and `{}` for maps keyed by string. */
function message(fields: Fields, nested: INamespace["nested"] = {}) {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, declaration]) => {
        const [type = "", id = "0"] = declaration.split(" ");
        if (type.endsWith("{}")) {
          return [name, { keyType: "string", type: type.slice(0, -2), id: Number(id) }];
        }
        const repeated = type.endsWith("[]") ? ({ rule: "repeated" } as const) : {};
        return [name, { ...repeated, type: type.replace("[]", ""), id: Number(id) }];
      }),
    ),
    nested,
  };
}

function enumeration(...names: string[]) {
  return { values: Object.fromEntries(names.map((name, index) => [name, index])) };
}

/**
 * The part of Terraform's plugin protocol 6 for a provider without functions, ephemeral resources and identities. Messages
 * are identified by field numbers, so the message names are our own.
 */
const DESCRIPTOR: INamespace = {
  nested: {
    DynamicValue: message({ msgpack: "bytes 1", json: "bytes 2" }),
    AttributePath: message(
      { steps: "Step[] 1" },
      {
        Step: message({ attributeName: "string 1", elementKeyString: "string 2", elementKeyInt: "int64 3" }),
      },
    ),
    Diagnostic: message(
      { severity: "Severity 1", summary: "string 2", detail: "string 3", attribute: "AttributePath 4" },
      { Severity: enumeration("INVALID", "ERROR", "WARNING") },
    ),
    RawState: message({ json: "bytes 1" }),
    Schema: message({ version: "int64 1", block: "Block 2" }),
    Block: message({ version: "int64 1", attributes: "Attribute[] 2" }),
    Attribute: message({
      name: "string 1",
      type: "bytes 2",
      required: "bool 4",
      optional: "bool 5",
      computed: "bool 6",
      sensitive: "bool 7",
      deprecated: "bool 9",
      nestedType: "NestedObject 10",
    }),
    NestedObject: message({ attributes: "Attribute[] 1", nesting: "Nesting 3" }),
    Nesting: enumeration("INVALID", "SINGLE", "LIST", "SET", "MAP"),
    ServerCapabilities: message({ planDestroy: "bool 1", getProviderSchemaOptional: "bool 2" }),

    GetProviderSchemaRequest: message({}),
    GetProviderSchemaResponse: message({
      provider: "Schema 1",
      resourceSchemas: "Schema{} 2",
      dataSourceSchemas: "Schema{} 3",
      diagnostics: "Diagnostic[] 4",
      serverCapabilities: "ServerCapabilities 6",
    }),
    ValidateProviderConfigRequest: message({ config: "DynamicValue 1" }),
    ValidateProviderConfigResponse: message({ diagnostics: "Diagnostic[] 2" }),
    ValidateResourceConfigRequest: message({ typeName: "string 1", config: "DynamicValue 2" }),
    ValidateResourceConfigResponse: message({ diagnostics: "Diagnostic[] 1" }),
    ValidateDataResourceConfigRequest: message({ typeName: "string 1", config: "DynamicValue 2" }),
    ValidateDataResourceConfigResponse: message({ diagnostics: "Diagnostic[] 1" }),
    ConfigureProviderRequest: message({ terraformVersion: "string 1", config: "DynamicValue 2" }),
    ConfigureProviderResponse: message({ diagnostics: "Diagnostic[] 1" }),
    UpgradeResourceStateRequest: message({
      typeName: "string 1",
      version: "int64 2",
      rawState: "RawState 3",
    }),
    UpgradeResourceStateResponse: message({ upgradedState: "DynamicValue 1", diagnostics: "Diagnostic[] 2" }),
    ReadResourceRequest: message({
      typeName: "string 1",
      currentState: "DynamicValue 2",
      private: "bytes 3",
    }),
    ReadResourceResponse: message({
      newState: "DynamicValue 1",
      diagnostics: "Diagnostic[] 2",
      private: "bytes 3",
    }),
    PlanResourceChangeRequest: message({
      typeName: "string 1",
      priorState: "DynamicValue 2",
      proposedNewState: "DynamicValue 3",
      config: "DynamicValue 4",
      priorPrivate: "bytes 5",
    }),
    PlanResourceChangeResponse: message({
      plannedState: "DynamicValue 1",
      requiresReplace: "AttributePath[] 2",
      plannedPrivate: "bytes 3",
      diagnostics: "Diagnostic[] 4",
    }),
    ApplyResourceChangeRequest: message({
      typeName: "string 1",
      priorState: "DynamicValue 2",
      plannedState: "DynamicValue 3",
      config: "DynamicValue 4",
      plannedPrivate: "bytes 5",
    }),
    ApplyResourceChangeResponse: message({
      newState: "DynamicValue 1",
      private: "bytes 2",
      diagnostics: "Diagnostic[] 3",
    }),
    ImportResourceStateRequest: message({ typeName: "string 1", id: "string 2" }),
    ImportResourceStateResponse: message(
      { importedResources: "ImportedResource[] 1", diagnostics: "Diagnostic[] 2" },
      { ImportedResource: message({ typeName: "string 1", state: "DynamicValue 2", private: "bytes 3" }) },
    ),
    ReadDataSourceRequest: message({ typeName: "string 1", config: "DynamicValue 2" }),
    ReadDataSourceResponse: message({ state: "DynamicValue 1", diagnostics: "Diagnostic[] 2" }),
    StopProviderRequest: message({}),
    StopProviderResponse: message({ error: "string 1" }),
  },
};

const ROOT = Root.fromJSON(DESCRIPTOR);

export const SERVICE_PATH = "/tfplugin6.Provider/";

export function messageType(name: string): Type {
  return ROOT.lookupType(name);
}
