// Holds JSON files to a JSON Schema: node validate.js SCHEMA FILE...
//
// Exit status 1, and what is wrong, if one of them does not keep to it. Our own schemas have to be in
// ajv's strict form; others are taken as they are.
"use strict";
const fs = require("fs");
const addFormats = require("ajv-formats");

const engines = {
  "http://json-schema.org/draft-04/schema#": "ajv-draft-04",
  "https://json-schema.org/draft/2020-12/schema": "ajv/dist/2020",
};

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

function compile(schema) {
  const Ajv = require(engines[schema.$schema]).default;
  const own = schema.$schema.includes("2020-12");
  const ajv = new Ajv({ allErrors: true, strict: own, strictRequired: false, allowUnionTypes: true });

  addFormats(ajv);
  return ajv.compile(schema);
}

const [schema, ...files] = process.argv.slice(2);
const isValid = compile(read(schema));
let failed = files.length === 0;

for (const file of files) {
  if (isValid(read(file))) continue;
  failed = true;
  for (const error of isValid.errors.slice(0, 10)) {
    console.log(`${file}: ${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
  }
}
process.exitCode = failed ? 1 : 0;
