"""Options that many commands share, and what they set up."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["as_json", "echo_json", "home_option", "json_option", "start_logging", "talk", "verbosity"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def home_option(command: _Command) -> _Command:
    """`--home DIR`: where atlas.toml, inputs/ and outputs/ are."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="Folder with atlas.toml, inputs/ and outputs/.",
    )(command)


def json_option(command: _Command) -> _Command:
    """`--json`: for programs; the shape is described in docs/json.md."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON, one object a line.")(command)


def verbosity(command: _Command) -> _Command:
    """`-v` and `-q`: how much is said on standard error."""
    command = click.option("-v", "--verbose", count=True, help="Say more on standard error; twice for everything.")(
        command
    )
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")(command)


def start_logging(verbose: int, *, quiet: bool) -> None:
    """Send the log of every room to standard error at the level asked for."""
    level = logging.ERROR if quiet else [logging.WARNING, logging.INFO, logging.DEBUG][min(verbose, 2)]
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    for name in ("httpx2", "httpcore2"):  # they tell whole addresses, and some addresses are secrets
        logging.getLogger(name).setLevel(logging.WARNING)


def talk(message: str, *, quiet: bool = False) -> None:
    """Say something to the person on standard error."""
    if not quiet:
        click.echo(message, err=True)


def as_json(value: Mapping[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def echo_json(value: Mapping[str, Any]) -> None:
    """Print one object on one line of standard output."""
    click.echo(as_json(value))
