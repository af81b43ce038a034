"""Seeds: invented papers, each with a draft in which one sentence is wrong in a way that no rule can see."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from pipeline.domain.document import Document
from pipeline.domain.draft import Basis, Draft, MadeBy, Source, Statement, Summary
from pipeline.domain.facts import Facts
from pipeline.drafting.editing import located
from pipeline.drafting.from_facts import paper_of, pem_of, study_of

__all__ = ["Planted", "Seed", "caught_in", "load_seeds"]


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Planted(_Told):
    """The wrong sentence: where it stands, what it should say, and why."""

    section: str
    index: int
    right: str
    wrong: str
    what: str


class _Line(_Told):
    section: str
    text: str
    quotes: tuple[str, ...]


class _Record(_Told):
    name: str
    paper: str
    planted: Planted
    statements: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """One invented paper as a file would hold it, and what its draft says."""

    name: str
    paper: str
    planted: Planted
    _lines: Sequence[_Line]

    def draft(self, document: Document, facts: Facts, source: Source, made_by: MadeBy, *, right: bool = False) -> Draft:
        """The draft with its planted error, or with the right words in its place."""
        sections: dict[str, tuple[Statement, ...]] = {}
        for line in self._lines:
            text = line.text or (self.planted.right if right else self.planted.wrong)
            basis = Basis.SOURCE if line.quotes else Basis.DESIGN_RULE
            statement = Statement(text=text, evidence=located(line.quotes, document), basis=basis)
            sections[line.section] = (*sections.get(line.section, ()), statement)
        return Draft(
            source=source,
            paper=paper_of(document),
            made_by=made_by,
            study=study_of(document, facts),
            pem=pem_of(document, facts.pem),
            summary=Summary(**sections),
        )


def load_seeds() -> tuple[Seed, ...]:
    """Every seed that comes with this software."""
    told = tomllib.loads(files("pipeline.desk").joinpath("seeds.toml").read_text(encoding="utf-8"))
    records = [_Record.model_validate(one) for one in told["seed"]]
    return tuple(Seed(one.name, one.paper.strip() + "\n", one.planted, one.statements) for one in records)


def caught_in(draft: Draft, planted: Planted) -> bool:
    """Whether the wrong words are in the draft no more: somebody changed them, or took the sentence out."""
    return planted.wrong not in {statement.text for _, statement in draft.summary.statements()}
