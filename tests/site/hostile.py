"""python3 hostile.py STRINGS.json: writes, into the repository it runs in, documents that hold each of the
strings in every place that a site shows: title, owner, status, fields, kinds, people, roles, sections, cells,
code, links, paths. What a file system or a contract refuses is left to other tests."""

import json
import os
import re
import sys

TEMPLATE = """---
kind: {kind}
contract:
  name: {name}
  about: {name}
  directory: handoff/{kind}
  fields:
    title: {{type: string, required: true}}
    owner: {{type: person}}
    related: {{type: list, of: string}}
  lifecycle: {{initial: draft, draft: [review], review: [draft, final], final: [review]}}
  signoffs:
    - {{role: {role}, before: [final], covers: all}}
---
# {{{{title}}}}
## Text
"""

LINKS = """
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) [d](java&#9;script:alert(1))
[e](data:text/html,<script>alert(1)</script>) [f](vbscript:x) [g](//evil.example/x) [h](\\\\\\\\evil.example)
[i](file:///etc/passwd) [j](http://evil.example/"onmouseover=alert(1)) [k](<x" onclick="alert(1)>)
![l](http://evil.example/l.png) ![m](data:image/svg+xml,<svg/onload=alert(1)>) ![n](n.png "<script>")
<javascript:alert(1)> <http://evil.example> [o][p] [q](blob:x) [r](#text)

[p]: javascript:alert(1)
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def escaped(text):
    """As Markdown that means these characters, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"[\r\n]+", " ", text))


def document(text, kind, ident, number):
    quoted = json.dumps(text)
    code = re.sub(r"[\r\n]+", " ", text)
    name = f"id: {ident}\n" if ident else ""
    return (
        f"---\nkind: {kind}\n{name}title: {quoted}\nstatus: {'review' if number % 2 else quoted}\n"
        f"owner: {quoted}\nrelated: [{quoted}]\nextra: {quoted}\n{quoted}: x\n"
        f"signoffs:\n  - role: {quoted}\n    by: {quoted}\n    at: 2026-11-20T12:00:00Z\n"
        f"    decision: approve\n    note: {quoted}\n    digest: h1:{'0' * 64}\n---\n"
        f"# {escaped(text)}\n\n## Text\n\n{escaped(text)}\n\n## {escaped(text)}\n\n"
        f"| {escaped(text)} | b |\n|---|---|\n| {escaped(text)} | {text.splitlines()[0]} |\n\n"
        f"    {code}\n\n{text}\n{LINKS}\n"
    )


NAMES = [
    '"><img src=x onerror=alert(1)>', "<script>alert(1)<script>", "javascript:alert(1)", "%2e%2e%2fx", "x#y?z=1&q",
    "__proto__", "constructor", "con", "index", "a b", "-x", "x'y`z", "${1}", "Twin", "twin", "é", "e\u0301",
]  # fmt: skip

with open(sys.argv[1], encoding="utf-8") as strings:
    texts = json.load(strings)

# The policy refuses names that steer what is shown.
people = {f"p{number}": text for number, text in enumerate(texts) if text.isprintable()}
people |= {"constructor": "Con", "valueof": "Value"}
write(
    ".handoff/people.yaml",
    "people:\n"
    + "".join(
        f"  {ident}: {{name: {json.dumps(name)}, emails: [{ident}@example.com], roles: [constructor]}}\n"
        for ident, name in people.items()
    ),
)
for kind in ("note", "constructor"):
    write(
        f".handoff/templates/{kind}.md",
        TEMPLATE.format(kind=kind, name=json.dumps(texts[0]), role="constructor"),
    )
for number, text in enumerate(texts):
    write(f"handoff/note/n{number}.md", document(text, "note", f"n{number}", number))
write("handoff/note/odd-kind.md", document(texts[0], json.dumps(texts[1]), "odd-kind", 1))
for number, ident in enumerate(("__proto__", "constructor", "tostring", "index")):
    write(f"handoff/constructor/c{number}.md", document(ident, "constructor", ident, 1))
for name in NAMES:
    write(f"handoff/note/{name}.md", document(f"Named {name}", "note", None, 1))
