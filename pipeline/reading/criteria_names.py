"""Names of criteria sets in one sentence: which set, which words, how far the name carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.document import Reference
from pipeline.domain.draft import Context
from pipeline.domain.profile import PemStatus, Profile, SetKind
from pipeline.reading.illnesses import OTHER_ILLNESS
from pipeline.reading.passages import Passage, View
from pipeline.reading.patterns import in_small_letters
from pipeline.text.regex import regex

__all__ = ["CriteriaNames", "Mention", "cited_sets", "criteria_names", "mentions_in"]

_DIAGNOSTIC = regex(
    r"patient|people|enrol|select|recruit|confirm|crit[eèé]r|kriter|definit|définit|definis|fulfil|\bmet\b"
    r"|\bmeet|diagnos|case|satisf|according|inclu"
    r"|eligib|\bME\b|CFS|eller|oder",
    re.IGNORECASE,
)
# an abbreviation followed by a value, or beside these words, is a coefficient and no set of criteria
_COEFFICIENT_AFTER = regex(
    r"\s*(?:\(\s*\d|\(?\d ?, ?\d|s\b|values?\b|coefficients?\b|[=<>≥≤]|of 0?[.·]|was 0?[.·]|were 0?[.·]"
    r"|(?: [\w-]+){1,5} 0?[.·]\d|ranged|between 0?\.|estimates?\b|for (?:the )?(?:test|inter|intra|agreement))"
)
_COEFFICIENT_NEAR = regex(
    r"intra-?class|correlation|concordance|coefficient|agreement|reliab|test-?retest|inter-?rater", re.IGNORECASE
)
_CITATION = regex(
    r"\[(?P<square>\d[\d,; -]*)\]|\((?P<round>\d{1,3}(?:[,; -]+\d{1,3})*)\)"
    r"|(?<=[a-z.,])(?P<raised>\d{1,3})(?=[\s.,;]|$)"
)
_CITATION_MARK = regex(r"[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|\[\d[\d,; -]*\]|(?<=[a-z]),?\d{1,3}(?=\s|$)")
_CRITERIA_WORD = regex(r"crit[eèé]r\w*|kriter\w*|definiti\w+|définition\w*|guideline\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One set named in a passage: offsets into the passage's folded text."""

    set_id: str
    status: PemStatus
    kind: SetKind
    start: int
    end: int
    passage: Passage
    flags: tuple[str, ...] = ()

    @property
    def verbatim(self) -> str:
        """The words that name the set, without marks of citations."""
        text = self.passage.text
        end = self.end
        if text.count("(", self.start, end) > text.count(")", self.start, end) and text[end : end + 1] == ")":
            end += 1
        words = _CITATION_MARK.sub("", text[self.start : end])
        if words.count("(") != words.count(")"):
            words = words.replace("(", "").replace(")", "")
        return " ".join(words.split()).strip(" ,;")


@dataclass(frozen=True, slots=True)
class CriteriaNames:
    """The names of a profile's sets, compiled. `anchors` is matched in small letters."""

    profile: Profile
    anchors: re.Pattern[str]
    names: tuple[tuple[str, re.Pattern[str]], ...]
    short: tuple[tuple[str, re.Pattern[str]], ...]
    undated: tuple[re.Pattern[str], ...]
    own_context: re.Pattern[str] | None = None
    other_contexts: re.Pattern[str] | None = None


@cache
def criteria_names(profile: Profile) -> CriteriaNames:
    """The compiled names of `profile`, made once."""

    def joined(patterns: Iterable[str], flags: int) -> re.Pattern[str]:
        return regex("|".join(f"(?:{pattern})" for pattern in patterns), flags)

    return CriteriaNames(
        profile=profile,
        anchors=in_small_letters(profile.anchors),
        names=tuple((found.id, joined(found.names, re.IGNORECASE)) for found in profile.criteria if found.names),
        short=tuple(
            (found.id, regex(rf"\b(?:{'|'.join(found.short)})\b")) for found in profile.criteria if found.short
        ),
        undated=tuple(joined(entry.names, re.IGNORECASE) for entry in profile.undated),
        own_context=_context_names(profile, own=True),
        other_contexts=_context_names(profile, own=False),
    )


def _context_names(profile: Profile, *, own: bool) -> re.Pattern[str] | None:
    chosen = [words for words in profile.contexts if (words.context is Context.MECFS) is own]
    names = [f"(?i:{name})" for words in chosen for name in words.names]
    names += [f"(?:{name})" for words in chosen for name in words.exact]
    return regex("|".join(names)) if names else None


def mentions_in(
    passage: Passage, compiled: CriteriaNames, year: int | None, introduced: dict[str, str] | None = None
) -> tuple[Mention, ...]:
    """The sets that `passage` names, in reading order, none inside another.

    `introduced` maps abbreviations to what the paper says they stand for; an abbreviation that it explains as
    something else is no set.
    """
    profile = compiled.profile
    if not compiled.anchors.search(passage.text.lower()):
        return ()
    found = [*_named(passage, profile, compiled), *_undated(passage, profile, compiled, year)]
    found += _abbreviated(passage, profile, compiled, introduced or {}, found)
    return tuple(_without_overlaps(found))


def _named(passage: Passage, profile: Profile, compiled: CriteriaNames) -> Iterable[Mention]:
    for set_id, pattern in compiled.names:
        for match in pattern.finditer(passage.text):
            if _is_year_alone(match[0]) and _is_about_another_illness(passage.text, compiled):
                continue
            yield _mention(profile, set_id, match.start(), match.end(), passage)


def _is_year_alone(words: str) -> bool:
    """Whether a year and words for criteria are all that names the set ("the 2011 criteria")."""
    return re.search(r"\d{4}", words) is not None and re.search(r"[A-Z]", words) is None


def _is_about_another_illness(text: str, compiled: CriteriaNames) -> bool:
    other = OTHER_ILLNESS.search(text) or (compiled.other_contexts and compiled.other_contexts.search(text))
    return bool(other) and not (compiled.own_context and compiled.own_context.search(text))


def _undated(passage: Passage, profile: Profile, compiled: CriteriaNames, year: int | None) -> Iterable[Mention]:
    for entry, pattern in zip(profile.undated, compiled.undated, strict=True):
        for match in pattern.finditer(passage.text):
            step = entry.step(year)
            kind = (profile.criteria_set(step.set) or profile.criteria[0]).kind
            flags = (step.flag,) if step.flag else ()
            yield Mention(step.set, step.status, kind, match.start(), match.end(), passage, flags)


def _abbreviated(
    passage: Passage, profile: Profile, compiled: CriteriaNames, introduced: dict[str, str], named: list[Mention]
) -> Iterable[Mention]:
    if not (named or _DIAGNOSTIC.search(passage.text)):
        return
    by_id = dict(compiled.names)
    for set_id, pattern in compiled.short:
        for match in pattern.finditer(passage.text):
            if _COEFFICIENT_AFTER.match(passage.text, match.end()):
                continue
            meaning = introduced.get(match[0], "")
            is_ours = bool(meaning) and by_id[set_id].search(meaning) is not None if set_id in by_id else False
            if meaning and not is_ours:
                continue
            around = passage.text[max(0, match.start() - 60) : match.end() + 40]
            if not is_ours and _COEFFICIENT_NEAR.search(around):
                continue
            yield _mention(profile, set_id, match.start(), match.end(), passage)


def _mention(profile: Profile, set_id: str, start: int, end: int, passage: Passage) -> Mention:
    found = profile.criteria_set(set_id)
    assert found is not None
    return Mention(set_id, found.status, found.kind, start, end, passage, found.flags)


_RANK = {SetKind.CRITERIA: 0, SetKind.COHORT: 0, SetKind.OTHER: 1, SetKind.RULE: 2, SetKind.CLINIC: 3}


def _precedence(mention: Mention) -> tuple[int, bool, int, int]:
    begins = _CRITERIA_WORD.match(mention.passage.text, mention.start) is not None
    return _RANK[mention.kind], begins, mention.start - mention.end, mention.start


def _after_another_name(mention: Mention, kept: list[Mention]) -> Mention:
    """`mention` without the word for criteria that ends another name: "Fukuda criteria, Oxford" names two sets."""
    if not _CRITERIA_WORD.match(mention.passage.text, mention.start):
        return mention
    for other in kept:
        if other.start < mention.start < other.end < mention.end:
            gap = regex(r"[\W_]*").match(mention.passage.text, other.end)
            return replace(mention, start=gap.end() if gap else other.end)
    return mention


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    """Longer names win over shorter ones that they overlap; a published set wins over a rule; the same set once."""
    kept: list[Mention] = []
    for mention in sorted(found, key=_precedence):
        mention = _after_another_name(mention, kept)
        if mention.start < mention.end and all(
            mention.end <= other.start or other.end <= mention.start for other in kept
        ):
            kept.append(mention)
    kept.sort(key=lambda one: one.start)
    once: list[Mention] = []
    for mention in kept:
        if not once or once[-1].set_id != mention.set_id:
            once.append(mention)
    return once


def cited_sets(passage: Passage, view: View, profile: Profile) -> tuple[Mention, ...]:
    """Sets that `passage` names only by the number of a reference ("met criteria [12]"), found by author and year."""
    if not view.document.references or not _CRITERIA_WORD.search(passage.text):
        return ()
    by_number = {entry.number: entry for entry in view.document.references if entry.number}
    found: list[Mention] = []
    for match in _CITATION.finditer(passage.text):
        for number in _numbers(match["square"] or match["round"] or match["raised"]):
            set_id = _set_of(by_number.get(number), view, profile)
            if set_id is not None and all(other.set_id != set_id for other in found):
                found.append(_mention(profile, set_id, match.start(), match.end(), passage))
    return tuple(found)


def _numbers(printed: str) -> Iterable[str]:
    for part in re.split(r"[,;]\s*", printed.strip()):
        ends = [end for end in re.split(r"\s*-\s*", part.strip()) if end.isdigit()]
        if len(ends) == 2 and 0 <= int(ends[1]) - int(ends[0]) <= 10:
            yield from (str(number) for number in range(int(ends[0]), int(ends[1]) + 1))
        else:
            yield from ends


def _set_of(reference: Reference | None, view: View, profile: Profile) -> str | None:
    if reference is None:
        return None
    printed = view.document.slice(reference.span)[:200]
    for entry in profile.criteria:
        for author, year in entry.authors:
            same_year = reference.year == year if reference.year else str(year) in printed
            named = reference.first_author or printed[:80]
            if same_year and author.casefold() in named.casefold():
                return entry.id
    return None
