#!/usr/bin/env python3
"""Reads HTML that a report in Markdown became: rendered.py code|text FILE

Fails where tags do not match, or where one is there that a report has no use for. Prints, a line each, the
pieces of text that are code, or those that are not: GitHub and GitLab look for mentions, references and
emoji in the latter only.
"""

import html.parser
import sys

TAGS = {"p", "strong", "details", "summary", "code", "ul", "li"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.code, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag == "br" and not attrs:
            return
        if tag not in TAGS or attrs:
            sys.exit(f"tag {tag} {attrs}")
        self.open.append(tag)
        if tag == "code":
            self.code.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f"end of {tag}")

    def handle_data(self, data):
        if "code" in self.open:
            self.code[-1] += data
        elif data.strip():
            self.text.append(" ".join(data.split()))

    def handle_comment(self, data):
        if data.strip() != "handoff: check":
            sys.exit(f"comment {data}")

    def handle_decl(self, decl):
        sys.exit(f"declaration {decl}")

    unknown_decl = handle_pi = handle_decl


def main(which, file):
    reader = Reader()
    with open(file, encoding="utf-8") as source:
        reader.feed(source.read())
    reader.close()
    if reader.open:
        sys.exit(f"open: {reader.open}")
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(reader.code if which == "code" else reader.text))


if __name__ == "__main__":
    main(*sys.argv[1:])
