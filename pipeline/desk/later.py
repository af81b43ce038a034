"""Later studies of the same question, named by a person: under a heading of their own, never among the findings."""

from __future__ import annotations

from typing import Literal

from pipeline.desk.dossier import held
from pipeline.desk.saying import say
from pipeline.desk.services import Desk
from pipeline.domain.entry import LaterStudy
from pipeline.domain.ledger import PaperRow
from pipeline.domain.pasted import Identified, read_pasted
from pipeline.domain.review import Act, Decision, Said
from pipeline.errors import IllegalMove
from pipeline.intake import document_of
from pipeline.review import fold

__all__ = ["Found", "drop_later", "name_later"]

Found = Literal["agrees", "contradicts", "not_said"]


def name_later(
    desk: Desk,
    paper: str,
    person: str,
    draft: str,
    study: str,
    *,
    found: Found = "not_said",
    note: str = "",
    title: str = "",
) -> Decision:
    """Say that `study`, a paper of this atlas or an identifier, asked the same question later, and what it found.

    Raises IllegalMove for something that names no study, for the paper itself, and for one that is named already.
    """
    one = held(desk, paper)
    named = _study(desk, study, title)
    if named.paper == paper:
        raise IllegalMove(f"{study} is this paper itself", hint="name another study")
    if any(_key(other.study) == _key(named) for other in fold(desk.decisions.of(paper), one.now).later):
        raise IllegalMove(f"{study} is named already", hint="take it away first to say something else of it")
    value = named.model_copy(update={"found": found}).model_dump(mode="json", exclude={"note"})
    return say(desk, one, Said(paper, Act.LATER, person, draft, value=value, reason=note or None))


def drop_later(desk: Desk, paper: str, person: str, draft: str, study: str) -> Decision:
    """Take a later study away again. Raises IllegalMove where it is not named."""
    one = held(desk, paper)
    wanted = _key(_study(desk, study, ""))
    review = fold(desk.decisions.of(paper), one.now)
    seq = next((other.seq for other in review.later if _key(other.study) == wanted), None)
    return say(desk, one, Said(paper, Act.NOT_LATER, person, draft, refers=seq))


def _study(desk: Desk, given: str, title: str) -> LaterStudy:
    if desk.story.papers.taken([given]):
        return _here(desk, desk.story.papers.get(given))
    named = next(iter(read_pasted([given])), None)
    if not isinstance(named, Identified):
        raise IllegalMove(
            f"{given or 'nothing'} names no study", hint="give a paper of this atlas, a DOI or a PubMed number"
        )
    here = desk.story.papers.find_by_identifier(
        named.scheme, named.value.lower() if named.scheme == "doi" else named.value
    )
    if here is not None:
        return _here(desk, desk.story.papers.get(here))
    if named.scheme not in ("doi", "pmid"):
        raise IllegalMove(f"{given} is not in this atlas", hint="give its DOI or PubMed number")
    return LaterStudy(title=title.strip(), **{named.scheme: named.value})


def _here(desk: Desk, row: PaperRow) -> LaterStudy:
    told = dict(row.identifiers)
    year = document_of(row, desk.story).paper.year
    return LaterStudy(title=row.title, year=year, doi=told.get("doi"), pmid=told.get("pmid"), paper=row.id)


def _key(study: LaterStudy) -> tuple[str, str]:
    return (study.paper or "", "") if study.paper else ((study.doi or "").lower(), study.pmid or "")
