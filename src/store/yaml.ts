export { parseYaml, type SchemaChoice } from "./yaml/parse.ts";
