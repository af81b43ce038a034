"""Whether two numbers in one sentence count two groups that were studied side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.reading.counts import Count, counts_in
from pipeline.reading.group_names import is_compared, is_control
from pipeline.reading.passages import Passage
from pipeline.text.regex import regex

__all__ = ["compares_groups", "same_group", "side_by_side"]

_JOINED = regex(
    r"^\s*(?:[\w/'’()=.,%±– -]{0,90}?)(?:,?\s*(?:and|with|to|versus|vs\.?|against|plus|compared (?:with"
    r"|to)|or)|,|;)\s*(?:with |to |from |by |of |the |a |an |in |were compared with )*$",
    re.IGNORECASE,
)
_FINITE = regex(r"\b(?:was|were|had|have|has|did|is|are)\b", re.IGNORECASE)
_RELATIVE = regex(r"\bwho (?:had|have|has|were|was|did|are)\b", re.IGNORECASE)
_SPLITS = regex(
    r":|\b(?:of whom|consisting of|comprising|including|divided into|split into|namely|made up of|[(])\b", re.IGNORECASE
)
_SEX = regex(r"^\s*(?:\w+ ){0,2}(?:wom[ae]n|m[ae]n|males?|females?|girls?|boys?)\s*$", re.IGNORECASE)
_NO_SUM = regex(
    r"\b(?:of (?:whom|which|these|them)|total|includ\w+|were excluded|withdrew|after|as well as in|subset)\b",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    {
        "the",
        "and",
        "with",
        "from",
        "for",
        "were",
        "was",
        "who",
        "patients",
        "participants",
        "subjects",
        "people",
        "individuals",
        "adults",
        "women",
        "men",
    }
)


def side_by_side(left: Count, right: Count) -> bool:
    """Whether two numbers count two groups of one kind: joined by "and", "versus" or a comma, with different names."""
    text = left.passage.text
    between = re.sub(r"[(\[]\s*[nN] ?= ?$", "", text[left.end : right.start])
    between = re.sub(r"\([^()]*\)|,? (?:including|of whom|among them) [^,;]*(?=,)", "", between)
    if len(between) > 140 or _SPLITS.search(between) or _NO_SUM.search(between):
        return False
    if not right.label or not left.label:
        return False
    if re.match(r"of (?:these|them|the|those|whom)\b", right.label) or _full_name(left) == _full_name(right):
        return False
    sexes = bool(_SEX.match(left.label)), bool(_SEX.match(right.label))
    if all(sexes):
        return True
    kinds = is_control(right) != is_control(left)
    if any(sexes) and not kinds:
        return False
    if kinds or not (left.noun or right.noun):
        return True
    return _JOINED.match(between) is not None and _FINITE.search(_RELATIVE.sub("", between)) is None


def _full_name(count: Count) -> str:
    return f"{count.label} {count.tail}".strip().lower()


def same_group(one: Count, other: Count) -> bool:
    """Whether two numbers seem to count the same group twice: the words of one name are all in the other's."""
    if is_control(one) != is_control(other):
        return False
    mine, theirs = (set(re.findall(r"[a-z/]{3,}", count.label.lower())) - _FILLERS for count in (one, other))
    return bool(mine and theirs) and (
        mine == theirs or (min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine))
    )


def compares_groups(passages: Iterable[Passage]) -> bool:
    """Whether a sentence counts ill people and, beside them, others who are well or have another illness."""
    for passage in passages:
        counts = [count for count in counts_in(passage) if count.value > 1]
        for place, right in enumerate(counts):
            if not is_compared(right):
                continue
            if any(not is_control(left) and side_by_side(left, right) for left in counts[max(0, place - 3) : place]):
                return True
    return False
