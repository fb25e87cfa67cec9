// What the Open XML SDK finds wrong with the files named: one JSON object, file → version of Office → its complaints.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [tools, ...files] = process.argv.slice(2);
const { default: validate } = await import(pathToFileURL(`${tools}/node_modules/@ooxml-tools/validate/dist/npm/index.js`));
const found = {};
for (const file of files) {
  found[file] = {};
  for (const version of ["Microsoft365", "Office2016"])
    found[file][version] = await validate(readFileSync(file), "docx", version);
}
process.stdout.write(JSON.stringify(found), () => process.exit(0)); // the runtime of the SDK would not end by itself
