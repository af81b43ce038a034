"""What moved when a paper was drafted anew: the changed facts and sentences, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import click

from pipeline.domain.draft import Draft
from pipeline.domain.names import SECTION_TITLES
from pipeline.drafting.changes import what_facts_changed
from pipeline.drafting.moved import moved
from pipeline.settings import Settings
from pipeline.text.difference import Change, difference
from pipeline.wiring import Home, open_ledger

__all__ = ["drafts_of", "echo_moved", "shown"]


def drafts_of(papers: Sequence[str], where: Home, settings: Settings) -> dict[str, Draft]:
    """The newest draft of each paper that has one, by its id."""
    with open_ledger(where, settings) as ledger:
        found = {paper: ledger.drafts.latest(ledger.papers.get(paper).id) for paper in papers}
    return {one.paper: Draft.model_validate_json(one.body) for one in found.values() if one is not None}


def echo_moved(before: Mapping[str, Draft], after: Mapping[str, Draft]) -> None:
    """Print, for each paper that had a draft before, what moved: [-taken out-] and {+put in+}."""
    for paper, old in before.items():
        lines = list(_lines(old, after.get(paper, old)))
        click.echo(f"{paper}: " + ("what moved" if lines else "nothing moved"))
        for line in lines:
            click.echo(f"  {line}")


def _lines(old: Draft, new: Draft) -> Iterator[str]:
    yield from what_facts_changed(new, old)
    for one in moved(old, new):
        if one.before == one.after:
            words = f"{one.after} (other passages)"
        else:
            words = "".join(shown(piece.change, piece.text) for piece in difference(one.before, one.after))
        yield f"{SECTION_TITLES[one.section]}: {words}"


def shown(change: Change, text: str) -> str:
    """A piece of a difference as a terminal shows it."""
    return {Change.SAME: text, Change.REMOVED: f"[-{text}-]", Change.ADDED: f"{{+{text}+}}"}[change]
