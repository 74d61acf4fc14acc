// Prints the innermost scope of each stretch of each file, as the editor would colour it: one JSON line a file,
// [[line, start, end, scope], ...] in UTF-16 units. Usage: node scopes.mjs FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const here = import.meta.dirname;
const wasm = join(dirname(require.resolve("vscode-oniguruma")), "onig.wasm");
await oniguruma.loadWASM(readFileSync(wasm).buffer);

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => {
    const path = join(here, "..", "syntaxes", "mops.tmLanguage.json");
    return textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
  },
});
const grammar = await registry.loadGrammar("source.mops");

for (const path of process.argv.slice(2)) {
  let stack = textmate.INITIAL;
  const found = [];
  for (const [number, line] of readFileSync(path, "utf8").split("\n").entries()) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const token of result.tokens) {
      found.push([number, token.startIndex, token.endIndex, token.scopes.at(-1)]);
    }
  }
  console.log(JSON.stringify(found));
}
