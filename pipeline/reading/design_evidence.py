"""How strongly each sign of a design shows in a paper, and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pipeline.domain.document import Role, Span
from pipeline.domain.draft import Design
from pipeline.reading.counts import counts_in
from pipeline.reading.design_signs import SIGNS, Cue, Sign
from pipeline.reading.passages import Passage, View
from pipeline.reading.side_by_side import compares_groups
from pipeline.text.openings import openings_of_words

__all__ = ["Evidence", "in_short"]

_METHOD_SENTENCES = 40
_OPENING_SENTENCES = 12
_TITLE, _SHORT, _METHODS = 3.0, 2.0, 1.0
_FRAGMENT = 3.0
_COUNTED_GROUPS = 2.0


class Evidence:
    """How strongly each sign shows, and the passages that show it. Signs are counted when first asked for.

    `hint` is what the paper is filed as. A cue counts once in the title, once in the short account, once in the
    methods.
    """

    def __init__(self, paper: View, hint: Design | None) -> None:
        self.paper = paper
        self.hint = hint
        self._title = paper.title.lower()
        methods = () if paper.is_fragment else paper.methods[:_METHOD_SENTENCES]
        self._places = (
            (_FRAGMENT if paper.is_fragment else _SHORT, _lowered(in_short(paper))),
            (_METHODS, _lowered(methods)),
        )
        texts = (text for _, place in self._places for text, _ in place)
        self._openings = openings_of_words(" ".join((self._title, *texts)))
        self._found: dict[Sign, tuple[float, tuple[Passage, ...]]] = {}

    def score(self, sign: Sign) -> float:
        """The weight of `sign` over title, short account and methods."""
        return self._look(sign)[0]

    def passages(self, *signs: Sign) -> tuple[Span, ...]:
        """Where the signs show, at most three spans."""
        found = dict.fromkeys(passage.span for sign in signs for passage in self._look(sign)[1])
        return tuple(found)[:3]

    @cached_property
    def compares_groups(self) -> bool:
        """Whether the short account counts cases and, beside them, others who are well or have another illness."""
        return compares_groups(passage for _, passage in self._places[0][1])

    @cached_property
    def most_people(self) -> int:
        """The largest number of people that the short account counts; 0 where it counts none."""
        counts = (count for _, passage in self._places[0][1] for count in counts_in(passage))
        return max((count.value for count in counts if count.noun), default=0)

    def in_title(self, sign: Sign) -> bool:
        """Whether the title alone shows `sign`."""
        return any(cue.weight > 0 and cue.pattern.search(self._title) for cue in SIGNS[sign])

    def _look(self, sign: Sign) -> tuple[float, tuple[Passage, ...]]:
        if sign not in self._found:
            total = 0.0
            seen: list[Passage] = []
            if sign is Sign.PATIENTS_AND_CONTROLS and self.compares_groups:
                total += _COUNTED_GROUPS
            for cue in SIGNS[sign]:
                weight, passages = self._hits(cue)
                total += cue.weight * weight
                seen += passages if cue.weight > 0 else []
            self._found[sign] = (total, tuple(seen))
        return self._found[sign]

    def _hits(self, cue: Cue) -> tuple[float, list[Passage]]:
        # Most cues show nowhere, and how the words begin says so of most of those.
        if cue.openings is not None and self._openings.isdisjoint(cue.openings):
            return 0.0, []
        total = _TITLE if cue.pattern.search(self._title) else 0.0
        passages: list[Passage] = []
        for weight, place in self._places:
            found = next((passage for text, passage in place if cue.pattern.search(text)), None)
            if found is not None:
                total += weight
                passages.append(found)
        return total, passages


def _lowered(passages: Sequence[Passage]) -> tuple[tuple[str, Passage], ...]:
    return tuple((passage.text.lower(), passage) for passage in passages)


def in_short(paper: View) -> tuple[Passage, ...]:
    """What the paper says of itself in few sentences: its abstract without the background, else its opening."""
    own = tuple(passage for passage in paper.abstract if passage.role not in {Role.INTRODUCTION, Role.CONCLUSIONS})
    if own:
        return own
    return paper.running if paper.is_fragment else paper.running[:_OPENING_SENTENCES]
