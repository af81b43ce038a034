"""`atlas review same`, `different`, `later`: what a person says of how papers belong together."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from pipeline.cli.options import echo_json, json_option, talk
from pipeline.cli.seat import seat_of
from pipeline.desk import related
from pipeline.desk.dossier import Dossier, open_paper
from pipeline.desk.later import Found, drop_later, name_later
from pipeline.domain.names import RELATED_NAMES
from pipeline.store.leases import this_process

__all__ = ["different", "later", "same", "say_what_belongs"]


@click.command()
@click.argument("paper")
@click.argument("other")
@json_option
@click.pass_obj
def same(home: Path, paper: str, other: str, *, json_: bool) -> None:
    """Say that PAPER and OTHER are one work: a preprint and its article, a talk's abstract and the paper.

    They become one paper under the address of the entry that was there first; decisions and drafts of both are kept.
    If the article's text was not drafted yet, it waits for `atlas draft` or the next `atlas update`.

    \b
    Example:
      atlas review same doe-2020-sample-trial doe-2021-sample-trial
    """
    with seat_of(home) as seat:
        address = related.answer_same(seat.desk, paper, other)
        row = seat.desk.story.papers.get(address)
    if json_:
        echo_json({"paper": address, "state": row.state.value, "reason": row.reason or None})
        return
    click.echo(f"{address}: one paper now; {row.state.value.replace('_', ' ')}")


@click.command()
@click.argument("paper")
@click.argument("other")
@click.pass_obj
def different(home: Path, paper: str, other: str) -> None:
    """Say that PAPER and OTHER are two works, though title and authors agree; you are not asked again.

    \b
    Example:
      atlas review different doe-2020-sample-trial doe-2021-sample-trial
    """
    with seat_of(home) as seat:
        related.answer_different(seat.desk, paper, other, this_process("review"))
    click.echo(f"{paper} and {other} stay two papers")


@click.command()
@click.argument("paper")
@click.argument("study")
@click.option("--found", type=click.Choice(get_args(Found)), default="not_said", show_default=True, help="Its result.")
@click.option("--note", default="", help="In a few words, for readers.")
@click.option("--title", default="", help="Its title, for a study that is not in this atlas.")
@click.option("--remove", is_flag=True, help="Take the study away again.")
@json_option
@click.pass_obj
def later(
    home: Path, paper: str, study: str, *, found: Found, note: str, title: str, remove: bool, json_: bool
) -> None:
    """Say that STUDY (a paper of this atlas, a DOI or a PubMed number) asked the question of PAPER later.

    The published entry names it under a heading of its own; it never becomes part of the findings, and an approval
    stays as it is.

    \b
    Example:
      atlas review later doe-2020-sample-trial roe-2024-sample-trial --found contradicts
      atlas review later doe-2020-sample-trial 10.5555/later --title "A later trial" --note "three times as many people"
    """
    with seat_of(home) as seat:
        draft = open_paper(seat.desk, paper, seat.person).now.draft
        if remove:
            decision = drop_later(seat.desk, paper, seat.person, draft, study)
        else:
            decision = name_later(seat.desk, paper, seat.person, draft, study, found=found, note=note, title=title)
        dossier = open_paper(seat.desk, paper, seat.person)
    if json_:
        echo_json(decision.model_dump(mode="json", by_alias=True) | {"state": dossier.review.state.value})
        return
    say_what_belongs(dossier)


def say_what_belongs(dossier: Dossier) -> None:
    """Print the other publications of and about a work, its later studies, and what a person is asked about it."""
    for one in dossier.related:
        click.echo(f"{RELATED_NAMES[one.kind]}: {one.title or one.doi or one.pmid or one.paper} ({one.source})")
    for named in dossier.review.later:
        study = named.study
        name = study.paper or study.doi or f"PubMed {study.pmid}"
        click.echo(f"Later study, {study.found.replace('_', ' ')}: {name} {study.title} {study.note}".rstrip())
    for question in dossier.questions:
        talk(
            f"{question.other} may be the same work, by title, authors and year: "
            f"`atlas review same {question.paper} {question.other}` or `atlas review different ...`"
        )
