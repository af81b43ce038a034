"""`atlas facts`: what the rules read out of papers, one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import echo_json, home_option
from pipeline.domain.document import Document, Span
from pipeline.domain.facts import Facts, OutcomeReading
from pipeline.domain.paper import TALK
from pipeline.domain.profile import Profile
from pipeline.drafting.passages import evidence_of
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.settings import load
from pipeline.sources.files import FileReader
from pipeline.wiring import open_reader

__all__ = ["command"]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="Print JSON, one object a line (the only format there is).")
@home_option
def command(files: tuple[Path, ...], *, json_: bool, home: Path) -> None:
    """Print what the rules read out of FILES: design, numbers, case definitions, the PEM badge, each with its quotes.

    One line for each file, in the order given. A file is a paper, a record, or plain text whose first line is its
    title.

    \b
    Example:
      atlas facts inputs/*.pdf --json
    """
    del json_
    settings = load(home).settings
    profile = load_profile(settings.profile.name)
    with open_reader(settings.reading) as reader:
        for file in files:
            echo_json(_line(file, reader, profile))


def _line(file: Path, reader: FileReader, profile: Profile) -> dict[str, Any]:
    """The facts of the first record of a file, or the reason why there are none."""
    item = reader.read(file)[0]
    if item.document is None:
        unread = item.unread
        return {
            "file": str(file),
            "state": "unreadable",
            "reason": unread.message if unread else "nothing was found in it",
        }
    return {"file": str(file), **_facts(item.document, read_facts(item.document, profile))}


def _facts(document: Document, facts: Facts) -> dict[str, Any]:
    paper = document.paper
    population = facts.population
    return {
        "title": paper.title or None,
        "doi": paper.doi,
        "year": paper.year,
        "journal": paper.journal or None,
        "authors": [author.model_dump(mode="json") for author in paper.authors],
        "design": facts.design.design.value,
        "pub_status": paper.pub_status.value,
        "context": facts.context.value,
        "n_total": facts.sample.n_total,
        "n_studies": facts.sample.n_studies,
        "groups": [group.model_dump(mode="json") for group in facts.sample.groups],
        "population": {
            name: value
            for name in ("age", "sex", "severity", "country", "setting")
            if (value := getattr(population, name))
        }
        or None,
        "case_definitions": [
            {"id": found.id, "verbatim": found.verbatim, "role": found.role.value} for found in facts.definitions
        ],
        "connective": facts.connective.value,
        "pem": {
            "badge": facts.pem.badge.value,
            "reason": facts.pem.reason,
            "flags": list(facts.pem.flags),
            "evidence": _quotes(document, facts.pem.passages),
        },
        "outcomes": [_outcome(document, found) for found in facts.outcomes],
        "abbreviations": dict(facts.abbreviations),
        "inconsistencies": [
            {"kind": one.kind.value, "says": one.says, "evidence": _quotes(document, (one.passage,))}
            for one in facts.inconsistencies
        ],
        "notices": [notice.model_dump(mode="json") for notice in paper.notices if notice.kind not in TALK],
        "evidence": {name: quotes for name, spans in _spans(facts) if (quotes := _quotes(document, spans))},
    }


def _outcome(document: Document, found: OutcomeReading) -> dict[str, Any]:
    return {
        "outcome": found.outcome or None,
        "direction": found.direction.value,
        "against": found.against or None,
        "effect": found.effect or None,
        "interval": list(found.interval) if found.interval else None,
        "p": found.p or None,
        "significant": found.significant,
        "cells": [document.slice(span) for span in found.cells],
        "evidence": _quotes(document, (found.passage,)),
    }


def _spans(facts: Facts) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "design", facts.design.passages
    yield "n_total", facts.sample.passages
    yield "case_definitions", tuple(found.passage for found in facts.definitions)
    yield "population", facts.population.passages
    yield "limitations", facts.limitations
    yield "harms", facts.harms


def _quotes(document: Document, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [evidence.model_dump(mode="json") for evidence in evidence_of(document, spans)]
