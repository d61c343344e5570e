// node validate.mjs FILE...: every object in the files against the schema of its kind.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// What is installed is where this is run, not beside this file.
const load = path => import(pathToFileURL(join(process.cwd(), 'node_modules', path)));
const { loadAll } = await load('js-yaml/dist/js-yaml.mjs');

let valid = 0;
for (const file of process.argv.slice(2)) {
  for (const object of loadAll(await readFile(file, 'utf8'))) {
    const models = await load(`kubernetes-models/${object.apiVersion}/index.js`);
    try {
      new models[object.kind](object).validate();
      valid++;
    } catch (error) {
      console.error(`${file}: ${object.kind} ${object.metadata?.name}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

console.log(`${valid} objects are valid`);
