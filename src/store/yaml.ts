export { parseYaml, type SchemaChoice } from "./yaml/parse.ts";
export { yamlLines } from "./yaml/lines.ts";
