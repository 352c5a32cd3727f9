// node mermaid_labels.mjs NODE_MODULES FILE: what Mermaid's own parser makes of a diagram: its type,
// then the labels of nodes and edges as they will be shown. Mermaid's sanitizer wants a browser, and
// does nothing here: that text stays text is what the tests look at.
import fs from 'fs';
import path from 'path';
import { pathToFileURL } from 'url';

const [modules, file] = process.argv.slice(2);
const load = async (name) => (await import(pathToFileURL(path.join(modules, name)))).default;
const purify = await load('dompurify/dist/purify.es.mjs');
purify.addHook = () => {};
purify.sanitize = (text) => text;
const mermaid = await load('mermaid/dist/mermaid.core.mjs');
mermaid.initialize({ maxEdges: 1e6, maxTextSize: 1e9 });

const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(fs.readFileSync(file, 'utf8'));
// Mermaid keeps `#35;` as this until it draws.
const shown = (label) => label.replace(/ﬂ°°(\d+)¶ß/g, (_, n) => String.fromCodePoint(n));
console.log(type);
for (const [id, node] of db.getVertices()) console.log(id, node.classes.join(' '), shown(node.text));
for (const edge of db.getEdges()) console.log(edge.start, edge.stroke, edge.end, shown(edge.text));
