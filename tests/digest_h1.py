#!/usr/bin/env python3
"""The digest h1 of a document, by handoff-digest(7): digest_h1.py FILE [FIELD-NOT-COVERED...]"""
import hashlib, re, sys
import yaml

def dump(x):
    if isinstance(x, dict):
        return b"m%d:" % len(x) + b"".join(dump(k) + dump(x[k]) for k in sorted(x, key=str.encode))
    if isinstance(x, list):
        return b"l%d:" % len(x) + b"".join(map(dump, x))
    return b"s%d:" % len(x.encode()) + x.encode()

text = open(sys.argv[1], "rb").read()
_, front, body = re.split(rb"^---[ \t]*\r?\n", text, maxsplit=2, flags=re.M)
fields = yaml.load(front, yaml.BaseLoader)
F = dump({k: v for k, v in fields.items() if k not in ["signoffs", "status", *sys.argv[2:]]})
B = re.sub(rb"[ \t]+$", b"", body.replace(b"\r\n", b"\n"), flags=re.M).rstrip(b"\n") + b"\n"
parts = b"handoff-content-v1\nfront %d\n" % len(F) + F + b"body %d\n" % len(B) + B
print("h1:" + hashlib.sha256(parts).hexdigest())
