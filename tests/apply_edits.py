#!/usr/bin/env python3
"""Carries out the edits that a report offers, as its readers do: apply_edits.py FORMAT REPORT ROOT

FORMAT is rdjson (columns are bytes), sarif (UTF-16 code units) or json (offsets in bytes). Files are those
below ROOT. The last place of a file comes first, so that the others stay where they are.
"""

import json
import sys
import urllib.parse


def offset(lines, line, column, unit):
    """A place as an offset in bytes; lines keep their ends."""
    text = lines[line - 1]
    if unit == "bytes":
        inside = column - 1
        if inside > len(text.rstrip(b"\r\n")):
            raise ValueError(f"line {line} has no column {column}")
    else:
        units = text.decode().rstrip("\r\n").encode("utf-16-le")
        if 2 * (column - 1) > len(units):
            raise ValueError(f"line {line} has no column {column}")
        inside = len(units[: 2 * (column - 1)].decode("utf-16-le").encode())
    return sum(map(len, lines[: line - 1])) + inside


def rdjson_edits(report, lines_of):
    for diagnostic in report["diagnostics"]:
        path = diagnostic["location"]["path"]
        for suggestion in diagnostic["suggestions"]:
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            lines = lines_of(path)
            yield (
                path,
                offset(lines, start["line"], start["column"], "bytes"),
                offset(lines, end["line"], end["column"], "bytes"),
                suggestion["text"],
            )


def sarif_edits(report, lines_of):
    for result in report["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            change = fix["artifactChanges"][0]
            path = urllib.parse.unquote(change["artifactLocation"]["uri"])
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                lines = lines_of(path)
                yield (
                    path,
                    offset(lines, region["startLine"], region["startColumn"], "utf-16"),
                    offset(lines, region["endLine"], region["endColumn"], "utf-16"),
                    replacement["insertedContent"]["text"],
                )


def json_edits(report, _):
    for finding in report["findings"]:
        if "fix" in finding:
            yield finding["path"], finding["fix"]["start"], finding["fix"]["end"], finding["fix"]["text"]


READERS = {"rdjson": rdjson_edits, "sarif": sarif_edits, "json": json_edits}


def main(form, file, root):
    def read(path):
        with open(f"{root}/{path}", "rb") as source:
            return source.read()

    with open(file, encoding="utf-8") as source:
        report = json.load(source)
    edits = sorted(READERS[form](report, lambda path: read(path).splitlines(keepends=True)), reverse=True)
    if not edits:
        sys.exit("the report offers no edit")
    for path, start, end, text in edits:
        content = read(path)
        with open(f"{root}/{path}", "wb") as target:
            target.write(content[:start] + text.encode() + content[end:])


if __name__ == "__main__":
    main(*sys.argv[1:])
