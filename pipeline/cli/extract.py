"""`atlas extract`: what our reader sees in a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.options import home_option
from pipeline.domain.document import Document
from pipeline.errors import UnreadableSource
from pipeline.settings import load
from pipeline.wiring import open_reader

__all__ = ["command"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
@home_option
def command(file: Path, *, format_: str, home: Path) -> None:
    """Print what our reader sees in FILE: title, abstract and body in reading order, captions and tables, references.

    With `--format json`: the text with its pages, sections, sentences and their boxes, hidden text and warnings. A
    file of several records gives one object a line.

    \b
    Example:
      atlas extract paper.pdf
      atlas extract paper.pdf --format json | jq '.sections[].role'
    """
    with open_reader(load(home).settings.reading) as reader:
        items = reader.read(file)
    for item in items:
        if item.unread is not None:
            place = f" (record {item.number})" if item.number else ""
            raise UnreadableSource(item.unread.reason, f"{file}{place}: {item.unread.message}", hint=item.unread.hint)
        if item.document is not None:
            click.echo(_printed(item.document, format_))


def _printed(document: Document, format_: str) -> str:
    if format_ == "text":
        return document.text
    seen = json.loads(document.as_json())
    for sentence in seen["sentences"]:
        sentence["span"] = [sentence["span"]["start"], sentence["span"]["end"]]
    for section in seen["sections"]:
        section["span"] = [section["span"]["start"], section["span"]["end"]]
    return json.dumps(seen, ensure_ascii=False)
