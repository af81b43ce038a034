"""Denials that hide in a word, spelled out: "undetectable" is "not detected", "not excluded" is "included".

Two texts can then be compared by what they affirm and deny, however they word it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.text.regex import in_small_letters, regex, small
from pipeline.text.wording_clauses import Clause, clauses, denies, holds_back, stems

__all__ = ["meant", "plainly"]

# What a word denies, as a word for the thing that is denied.
_HIDDEN = (
    (
        r"(?:stayed|remained|were|was|kept)(?: \w+)? (?:as (?:they|it) (?:were|was)|the same|unchanged|unaltered)",
        "changed",
    ),
    (r"un(?:changed|altered)|did not vary", "changed"),
    (r"(?:stayed|remained) (?:normal|stable|within (?:the |a )?(?:\w+ )?(?:range|limits))", "changed"),
    (r"undetect(?:able|ed)|could not be (?:detected|found|seen)", "found"),
    (r"(?:was|were|is|are) (?:not |no longer )?(?:independent|independently) of", "depend on"),
    (r"indistinguishable", "told apart"),
    (r"(?:(?<=is )|(?<=are )|(?<=was )|(?<=were )|(?<=seems )|(?<=seem ))unlikely to", "likely to"),
    (r"(?:disappeared|vanished|(?:was|were) gone)", "remained"),
    (r"(?:(?<=was )|(?<=were )|(?<=not ))(?:excluded|ineligible|left out|turned away)", "included"),
    (
        r"(?:(?<=was )|(?<=were )|(?<=are )|(?<=is )|(?<=not ))(?:blinded|masked|unaware)(?: (?:to|of))?",
        "know",
    ),
    (r"(?:(?<=was )|(?<=were )|(?<=is )|(?<=are ))absent", "present"),
)
_SPELLED = tuple((regex(rf"\b(?:{pattern})\b", re.IGNORECASE), word) for pattern, word in _HIDDEN)
_UN = regex(
    r"(?:(?<=is )|(?<=was )|(?<=were )|(?<=are ))un(affected|related|reliable|safe|acceptable|successful)\b",
    re.IGNORECASE,
)
_DENIED_TWICE = regex(r"\b(?:not|never|n['’]t|cannot|could not)\s(?:\w+\s)?not\s", re.IGNORECASE)
# Words for what is present, kept or open to somebody, made one with what `_HIDDEN` makes of their opposites.
_AFFIRMED = (
    (r"(?:could|can|may|were allowed to|was allowed to) (?:take part|join|participate)", "were included"),
    (r"(?:did|do|does) not (?:stay|remain) (?:normal|stable|the same|unchanged|within)", "changed"),
    (r"(?:could|can|may) not (?:take part|join|participate)", "were not included"),
    (r"(?:was|were) (?:retained|kept) in|stayed in(?= the (?:analys|stud|trial|sample))", "were included in"),
    (r"(?:was|were) left out of", "were not included in"),
    (r"persisted|(?:was|were) still (?:there|present|seen)", "remained"),
    (r"knew|(?:was|were|be|are|is) aware", "know"),
    (r"(?:was|were|been|be) (?:seen|observed|detected|identified)(?: again)?", "found"),
    (r"little evidence", "no evidence"),
    (r"unremarkable", "normal"),
    (r"in all but", "not in"),
    (r"(?:gave|give|gives|given) off", "released"),
    (r"(?:hardly|scarcely|barely) (?:any|ever)", "no"),
    (r"(?:hardly|scarcely|barely) (?:seemed|appeared) to", "did not"),
)
_REWORDED = tuple((regex(rf"\b(?:{pattern})\b", re.IGNORECASE), word) for pattern, word in _AFFIRMED)

# Few clauses hold any of these, and one pattern says so in a tenth of the time of two dozen.
_ANY = in_small_letters(
    rf"\b(?:{'|'.join(pattern for pattern, _ in (*_AFFIRMED, *_HIDDEN))})\b|{_UN.pattern}|{_DENIED_TWICE.pattern}"
)


@lru_cache(maxsize=4096)
def plainly(text: str) -> str:
    """`text` with its hidden denials spelled out by "not", and denials of denials taken away."""
    if not _ANY.search(small(text)):
        return text
    for pattern, word in _REWORDED:
        text = pattern.sub(word, text)
    for pattern, word in _SPELLED:
        text = pattern.sub(f"not {word}", text)
    return _DENIED_TWICE.sub("", _UN.sub(r"not \1", text))


@lru_cache(maxsize=4096)
def meant(text: str) -> tuple[Clause, ...]:
    """The clauses of `text` by what they mean: places and words as printed, denials as `plainly` spells them."""
    return tuple(_meant(clause) for clause in clauses(text))


def _meant(clause: Clause) -> Clause:
    spelled = plainly(clause.text)
    if spelled == clause.text:
        return clause
    return replace(clause, stems=stems(spelled), negated=denies(spelled), soft=holds_back(spelled), meaning=spelled)
