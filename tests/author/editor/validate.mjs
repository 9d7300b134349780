// What yaml-language-server says about YAML files: one JSON object, messages by file.
// Each file names its schema in its first line, as `backchannel init` writes it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { getLanguageService } = require("yaml-language-server");
const { TextDocument } = require("vscode-languageserver-textdocument");

const service = getLanguageService({
  schemaRequestService: (uri) => readFile(fileURLToPath(uri), "utf8"),
  workspaceContext: {
    resolveRelativePath: (path, from) => new URL(path, from).toString(),
  },
});
service.configure({ validate: true, hover: true, completion: true, yamlVersion: "1.2", schemas: [] });

const found = {};
for (const path of process.argv.slice(2)) {
  const text = await readFile(path, "utf8");
  const document = TextDocument.create(pathToFileURL(path).toString(), "yaml", 1, text);
  const diagnostics = await service.doValidation(document, false);
  found[path] = diagnostics.map((one) => ({ line: one.range.start.line + 1, message: one.message }));
}
console.log(JSON.stringify(found));
process.exit(0);
