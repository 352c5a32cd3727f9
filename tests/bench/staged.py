#!/usr/bin/env python3
"""A stream for git fast-import: staged.py GOOD DOCUMENTS FILES

One commit with the example documents under GOOD, as many copies of those that a team has many of as
make it DOCUMENTS in all, and other files that make it FILES. What a team has one of (maps, glossaries,
lists of alerts) stays one.
"""
import os
import re
import sys

GOOD, N_DOCS, N_FILES = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ONE_OF = ("alert-taxonomy", "alignment-map", "glossary", "stakeholder-map")
out = sys.stdout.buffer


def add(path, data):
    out.write(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)))
    out.write(data + b"\n")


out.write(b"commit refs/heads/main\ncommitter A <alice@example.com> 1795500000 +0000\ndata 5\nfiles\n")
documents = []
count = 0
for directory, _, names in sorted(os.walk(GOOD)):
    for name in sorted(names):
        path = os.path.relpath(os.path.join(directory, name), GOOD)
        with open(os.path.join(directory, name), "rb") as file:
            data = file.read()
        add(path, data)
        count += 1
        if path.startswith("handoff/") and path.count("/") == 2 and path.endswith(".md") and name != "README.md":
            documents.append((path, data))
total = len(documents)
many = [d for d in documents if d[0].split("/")[1] not in ONE_OF]
number = 0
while total < N_DOCS:
    number += 1
    for path, data in many:
        if total == N_DOCS:
            break
        suffix = "-%05d" % number
        renamed = re.sub(rb"^(id: .*)$", rb"\1" + suffix.encode(), data, count=1, flags=re.M)
        add(path[:-3] + suffix + ".md", renamed)
        total += 1
        count += 1
for i in range(count, N_FILES):
    add("src/d%03d/s%02d/file%06d.c" % (i // 1000, i // 50 % 20, i), b"int f%d;\n" % i)
out.write(b"done\n")
