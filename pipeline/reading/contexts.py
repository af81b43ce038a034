"""Whose illness a study is about: counted where a paper says what it did, not where it tells the background."""

from __future__ import annotations

import re
from functools import cache

from pipeline.domain.document import Role
from pipeline.domain.draft import Context, Design
from pipeline.domain.profile import ContextWords, Profile
from pipeline.reading.case_definitions import Definitions
from pipeline.reading.demands import key_term_pattern
from pipeline.reading.illnesses import OTHER_ILLNESS
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["label_in_paper", "read_context"]

_ENOUGH = 3.0
_FATIGUE = regex(
    r"fatigue|\btired|exhaust|malaise|post-?(?:viral|infectious)|\b(?:the|our|this) (?:illness|syndrome|service)\b"
    r"|\bclinics?\b",
    re.IGNORECASE,
)
_METHOD_SENTENCES = 60


@cache
def _pattern(words: ContextWords) -> re.Pattern[str]:
    names = "|".join(f"(?:{name})" for name in words.names)
    exact = "|".join(f"(?:{name})" for name in words.exact)
    return regex(f"(?i:{names})|{exact}" if exact else f"(?i:{names})")


def read_context(paper: View, profile: Profile, design: Design, definitions: Definitions) -> Context:
    """The illness of the people (or the topic) studied.

    A passage of a few sentences that names no illness, but speaks of fatigue or of patients chosen by somebody's
    diagnosis, is taken to be about the profile's own: that is the cautious reading, since the badge then says
    `unclear` and not `not applicable`.
    """
    if design is Design.ANIMAL:
        return Context.ANIMAL
    if design is Design.IN_VITRO:
        return Context.CELL
    weights = {words.context: _weight(paper, words) for words in profile.contexts}
    own, covid = weights.get(Context.MECFS, 0.0), weights.get(Context.LONG_COVID, 0.0)
    named = any(one.mention.kind.value in {"criteria", "cohort"} for one in definitions.entry)
    enough = 1.0 if paper.is_fragment else _ENOUGH
    if covid >= enough and own >= enough and not named and 0.4 <= own / covid <= 2.5:
        return Context.MIXED
    if covid >= enough and (covid > own or (paper.is_fragment and named)):
        return Context.LONG_COVID
    if own >= enough or (named and own > 0):
        return Context.MECFS
    if weights.get(Context.OTHER_FATIGUE, 0.0) >= enough:
        return Context.OTHER_FATIGUE
    if paper.is_fragment and _may_be_its_own(paper, profile, definitions):
        return Context.MECFS
    return Context.NONE


def _may_be_its_own(paper: View, profile: Profile, definitions: Definitions) -> bool:
    """Whether a few sentences without a name of an illness may speak of the profile's illness."""
    texts = [passage.text for passage in paper.running]
    if any(OTHER_ILLNESS.search(text) for text in texts):
        return False
    key = key_term_pattern(profile)
    return bool(definitions.named) or any(_FATIGUE.search(text) or key.search(text) for text in texts)


def _weight(paper: View, words: ContextWords) -> float:
    """Title counts three, a sentence of the abstract one, of the methods a half; a foreign sense counts nothing."""
    pattern = _pattern(words)
    foreign = regex("|".join(words.not_near), re.IGNORECASE) if words.not_near else None
    total = 3.0 if pattern.search(paper.title) else 0.0
    rest = paper.running if paper.is_fragment or not paper.abstract else ()
    for passages, weight in (
        (paper.abstract, 1.0),
        (paper.having({Role.METHODS, Role.PARTICIPANTS})[:_METHOD_SENTENCES], 0.5),
        (rest[:40], 1.0),
    ):
        for passage in passages:
            if pattern.search(passage.text) and not (foreign and foreign.search(passage.text)):
                total += weight
    return total


def label_in_paper(paper: View, profile: Profile) -> str:
    """The paper's own name for the illness: the one it uses first in title or abstract, else an empty string."""
    words = next((one for one in profile.contexts if one.context is Context.MECFS), None)
    if words is None:
        return ""
    pattern = _pattern(words)
    for text in (paper.title, *(passage.text for passage in (*paper.abstract, *paper.methods[:20]))):
        if (match := pattern.search(text)) is not None:
            return match[0]
    return ""
