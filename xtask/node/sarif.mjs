// Holds SARIF files against the schema of SARIF 2.1.0. Run: node sarif.mjs NODE_FOLDER FILE…
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(`${resolve(folder)}/`);
const Ajv = require('ajv');
// The schema as the standard's own toolkit publishes it; it is written in draft 4.
const schema = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore' });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const valid = ajv.compile(schema);

let results = 0;
for (const file of files) {
  const log = JSON.parse(readFileSync(file, 'utf8'));
  if (!valid(log)) throw new Error(`${file}: ${ajv.errorsText(valid.errors, { separator: '\n' })}`);
  results += log.runs[0].results.length;
  // A schema that takes everything would prove nothing.
  for (const harm of [(it) => delete it.version, (it) => { it.runs[0].tool.driver.name = 3; }, (it) => { it.runs[0].results.push({ level: 'loud' }); }]) {
    const harmed = structuredClone(log);
    harm(harmed);
    if (valid(harmed)) throw new Error(`${file}: the schema does not see ${harm}`);
  }
}
if (files.length === 0 || results === 0) throw new Error('nothing was held against the schema');
console.log(`SARIF 2.1.0: ${files.length} files, ${results} results`);
