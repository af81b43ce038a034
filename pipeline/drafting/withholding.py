"""Papers that must not leave the house: the offline drafter writes of them, whatever model is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Source
from pipeline.domain.facts import Facts
from pipeline.domain.identifiers import normalise_doi
from pipeline.ports import Drafter

__all__ = ["NeverSend", "WithholdingDrafter"]

_LICENCE = "licence:"


@dataclass(frozen=True, slots=True)
class NeverSend:
    """Patterns with * and ? for what is never sent: a DOI, PMID, PMCID, a paper's id, a file's name, or `licence: ...`.

    Case does not matter. A pattern of a licence is met by any part of the licence's words;
    one that is not known is called `unknown`.
    """

    patterns: Sequence[str] = ()

    def pattern_for(self, document: Document, *, paper: str, file: str) -> str | None:
        """The pattern that a paper meets, or None: it may be sent."""
        work = document.paper
        names = [paper, file, normalise_doi(work.doi or ""), work.pmid, work.pmcid]
        told = [name.casefold() for name in names if name]
        licence = (work.licence or "unknown").casefold()
        for pattern in self.patterns:
            plain = pattern.casefold().strip()
            if plain.startswith(_LICENCE):
                if fnmatchcase(licence, f"*{plain.removeprefix(_LICENCE).strip()}*"):
                    return pattern
            elif any(fnmatchcase(name, plain) for name in told):
                return pattern
        return None


class WithholdingDrafter:
    """A drafter that asks `sending` for all papers but those that may not be sent, which `offline` drafts."""

    def __init__(self, sending: Drafter, offline: Drafter, never: NeverSend) -> None:
        self._sending = sending
        self._offline = offline
        self._never = never

    @property
    def name(self) -> str:
        """The name of the drafter that sends: a paper that was withheld is settled until that one changes."""
        return self._sending.name

    async def draft(self, document: Document, facts: Facts, *, source: Source, paper: str) -> Draft:
        """The draft of a paper; its note says when it was not sent, and why. Raises what the two drafters raise."""
        pattern = self._never.pattern_for(document, paper=paper, file=source.file)
        if pattern is None:
            return await self._sending.draft(document, facts, source=source, paper=paper)
        draft = await self._offline.draft(document, facts, source=source, paper=paper)
        if draft.made_by is None:
            return draft
        note = f"{draft.made_by.note} The paper was not sent to a model: model.never_send names “{pattern}”."
        return draft.model_copy(update={"made_by": draft.made_by.model_copy(update={"note": note})})

    async def close(self) -> None:
        """Let go of both drafters' connections."""
        await self._sending.close()
        await self._offline.close()
