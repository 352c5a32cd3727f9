// Reads a calendar of to-dos with a real parser and prints them as JSON lines: what a calendar would see.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const path = createRequire(`${modules}/`).resolve('ical.js');
const { default: ICAL } = await import(pathToFileURL(path));

ICAL.design.strict = true;
const source = readFileSync(file);

// What section 3.1 asks of lines, which parsers forgive.
for (const line of source.toString('latin1').split('\r\n')) {
  if (/[\r\n]/.test(line)) throw new Error(`a bare line end in ${JSON.stringify(line)}`);
  if (Buffer.from(line, 'latin1').length > 75) throw new Error(`more than 75 octets: ${line}`);
  new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
}
const calendar = new ICAL.Component(ICAL.parse(source.toString('utf8')));
if (calendar.getFirstPropertyValue('version') !== '2.0') throw new Error('no version');
if (!calendar.getFirstPropertyValue('prodid')) throw new Error('no product');
for (const todo of calendar.getAllSubcomponents('vtodo')) {
  const seen = {};
  for (const property of todo.getAllProperties()) {
    const value = property.getFirstValue();
    seen[property.name] = value.toString();
    if (property.name === 'due' && !value.isDate) throw new Error('due is not a day');
  }
  for (const needed of ['uid', 'dtstamp']) if (!seen[needed]) throw new Error(`no ${needed}`);
  console.log(JSON.stringify(seen));
}
