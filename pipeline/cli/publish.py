"""`atlas publish`: writes what people approved."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.desk.publish import published
from pipeline.settings import load
from pipeline.store.whole_files import write_whole
from pipeline.wiring import Home, open_desk

__all__ = ["command"]

_OURS = re.compile(r"^[a-z0-9][a-z0-9-]*\.(?:md|json)$")
_MANIFEST = ".atlas-published"


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@home_option
@json_option
def command(directory: Path, *, home: Path, json_: bool) -> None:
    """Write every approved entry into DIRECTORY as Markdown and JSON (format atlas.entry/1).

    Only what a person approved, and what still holds, is written. An entry that is approved no longer is taken away;
    one that was withdrawn leaves a page that says why. Other files in DIRECTORY are left alone.

    \b
    Example:
      atlas publish site/
    """
    names: set[str] = set()
    entries = withdrawn = 0
    with open_desk(Home(home), load(home).settings) as desk:
        for one in published(desk):
            for name, content in one.files.items():
                write_whole(directory / name, content)
                names.add(name)
            entries, withdrawn = entries + (not one.withdrawn), withdrawn + one.withdrawn
            if json_:
                echo_json({"paper": one.paper, "withdrawn": one.withdrawn, "files": sorted(one.files)})
    gone = _written_before(directory) - names
    for name in gone:
        (directory / name).unlink(missing_ok=True)
    write_whole(directory / _MANIFEST, ("\n".join(sorted(names)) + "\n").encode())
    talk(
        f"{entries} entries in {directory}, {withdrawn} withdrawn" + (f", {len(gone)} files taken away" if gone else "")
    )


def _written_before(directory: Path) -> set[str]:
    """The files that an earlier run wrote here, by its own list; a name that is not one of ours is never touched."""
    try:
        lines = (directory / _MANIFEST).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return set()
    return {name for name in lines if _OURS.match(name)}
