import { existsSync, readdirSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Plugins, Strategy } from "../src/agent/strategy/plugin.ts";
import { ruleId } from "../src/store/rules/document.ts";

/** What a plug-in imports `defineStrategy` from. */
const SPECIFIER = "trade/strategy";
const strategy = z.looseObject({
  id: ruleId,
  start: z.custom<Strategy["start"]>((value) => typeof value === "function", "start must be a function"),
});

let hooked = false;

/** Lets modules outside of this program import `trade/strategy`, wherever they lie. */
function hook(): void {
  if (hooked) return;
  hooked = true;
  const url = new URL("../src/agent/strategy/plugin.js", import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === SPECIFIER ? { url, format: "module", shortCircuit: true } : next(specifier, context),
  });
}

/** The plug-ins of a folder, or the one of a file. One that cannot be loaded keeps no other from it. */
export async function loadPlugins(path: string): Promise<Plugins> {
  const strategies = new Map<string, Strategy>();
  const problems: string[] = [];
  for (const file of filesOf(path)) {
    hook();
    try {
      const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
      const parsed = strategy.safeParse(module.default);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new TypeError(`its default export is no strategy: ${issue?.path.join(".")} ${issue?.message}`);
      }
      const { id } = parsed.data;
      if (strategies.has(id)) throw new TypeError(`another plug-in has the id ${id}`);
      strategies.set(id, parsed.data);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`${file}: ${why.replaceAll(/\s*[\r\n]+\s*/g, " ")}; see docs/plugins.md`);
    }
  }
  return { strategies, problems };
}

function filesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.(?:ts|mts|js|mjs)$/.test(name) && !name.endsWith(".d.ts"))
    .toSorted()
    .map((name) => join(path, name));
}
