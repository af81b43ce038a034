"""Which way a passage says that an outcome went: up, down, or no difference that could be told from chance.

The clause that speaks of the outcome decides. In it, a denial or a P value above 0.05 means no difference; otherwise
the words of direction count, turned round where they are said of the comparison group, and read through the outcome
where they judge ("pain improved" is less pain). Failing words, the figures of the two groups are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.facts import Direction
from pipeline.reading.direction_figures import by_figures, by_last_figure, by_ratio, is_row
from pipeline.reading.direction_words import (
    BETTER,
    BURDEN,
    CHANGED_MORE,
    DENIED,
    DIFFERENCE_WAS_NOT,
    DOWN,
    FAVOURED,
    GOOD,
    MORE_OF_BOTH,
    NOTHING_BETWEEN,
    ONLY_CONTROLS_STAYED,
    QUICK,
    SAID_OF_CONTROL,
    SIZE_BEFORE,
    SIZE_OF_CHANGE,
    SLOW,
    TIME,
    UP,
    WORSE,
)
from pipeline.reading.sides import CONTROL_WORDS, Comparison, nearest_side
from pipeline.reading.significance import is_significant
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["Comparison", "direction_in_text", "direction_of", "less_is_better"]

_CLAUSE = regex(
    r"(?<=[a-z)\]0-9]);\s|(?<=[a-z)\]0-9%])\.\s+(?=[A-Z(])|\n\n|,\s(?:while|whereas|but|although|though|however)\b"
    r"|\b(?:but|whereas|however|although)\b"
)
_AGAINST = regex(
    r"\b(?:than|compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?|relative to|as compared (?:to|with)"
    r"|over)\b",
    re.IGNORECASE,
)
_CONTROL = regex(rf"\b{CONTROL_WORDS}\b", re.IGNORECASE)
_COMPARES = regex(r"\b(?:than|compared|versus|vs\.?|differ\w*|relative to)\b", re.IGNORECASE)
_WORD = regex(r"\w+")
_BRACKETS = regex(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADS = 12  # a comparison that opens its clause: "Compared with placebo, ..."


def direction_of(passage: str, asked: Comparison) -> Direction | None:
    """Which way `asked.outcome` went on the side of the intervention, as `passage` has it; None if it says nothing."""
    passage = ONLY_CONTROLS_STAYED.sub(" ", passage)
    if DIFFERENCE_WAS_NOT.search(passage):
        return Direction.NO_DIFFERENCE
    if NOTHING_BETWEEN.search(passage) and not _COMPARES.search(NOTHING_BETWEEN.sub("", passage)):
        return Direction.NO_DIFFERENCE
    about = stems(asked.outcome)
    if (way := _more_of_both(passage, asked)) and is_significant(MORE_OF_BOTH.sub(" ", passage)) is not False:
        return Direction.INCREASED if way > 0 else Direction.DECREASED
    clauses = _clauses(passage)
    ranked = sorted(clauses, key=lambda clause: -len(about & stems(clause)))
    for clause in (*ranked, passage):
        found = _of_clause(clause, asked)
        if found is not None:
            return found
    return None


def _clauses(passage: str) -> list[str]:
    """The clauses of a passage; what stands in brackets stays together."""
    level = _BRACKETS.sub(lambda match: "x" * len(match[0]), passage)
    found, start = [], 0
    for match in _CLAUSE.finditer(level):
        found.append(passage[start : match.start()])
        start = match.end()
    return [clause for clause in (*found, passage[start:]) if clause.strip()]


def _more_of_both(passage: str, asked: Comparison) -> int:
    """Which way it went more on our side where both went one way: "fell in both groups, but more with zelomab"."""
    match = MORE_OF_BOTH.search(passage)
    if match is None:
        return 0
    better = -1 if less_is_better(asked.outcome) else 1
    sign = _way_of(match["change"], better) * (-1 if DOWN.search(match["size"]) else 1)
    ours, theirs = asked.sides()
    side = nearest_side(passage[match.start("size") :], 0, ours, theirs)
    return 0 if side is None else sign if side is ours else -sign


def _of_clause(clause: str, asked: Comparison) -> Direction | None:
    told = is_significant(clause)
    if told is None and is_row(clause):
        told = by_last_figure(clause)
    if told is False:
        return Direction.NO_DIFFERENCE
    way = by_ratio(clause, asked.outcome) or _by_words(clause, asked) or by_figures(clause, asked)
    if way == 0:
        return Direction.NO_DIFFERENCE if DENIED.search(clause) and told is None else None
    return Direction.INCREASED if way > 0 else Direction.DECREASED


def _by_words(clause: str, asked: Comparison) -> int:
    """1 for up, -1 for down, 0 where words do not tell, for the side of the intervention."""
    in_outcome = stems(asked.outcome)
    signs = [*_signs(UP, 1, clause, in_outcome), *_signs(DOWN, -1, clause, in_outcome)]
    if TIME.search(asked.outcome):
        pace = [*_signs(QUICK, -1, clause, in_outcome), *_signs(SLOW, 1, clause, in_outcome)]
        signs = [*pace, *(one for one in signs if one[0] not in {place for place, _ in pace})]
    better = -1 if less_is_better(asked.outcome) else 1
    judged = [*_signs(BETTER, better, clause, in_outcome), *_signs(WORSE, -better, clause, in_outcome)]
    if favoured := FAVOURED.search(clause):
        return -better if _is_of_comparator(clause, favoured.end(), asked) else better
    size = SIZE_OF_CHANGE.search(clause) or CHANGED_MORE.search(clause) or SIZE_BEFORE.search(clause)
    if size is not None and not stems(size["change"]) & in_outcome:
        smaller = DOWN.search(size["size"]) is not None
        place, sign = size.start("size"), _way_of(size["change"], better) * (-1 if smaller else 1)
    elif chosen := signs or judged:
        place, sign = _nearest(chosen, clause, in_outcome)
    else:
        return 0
    return -sign if _is_of_comparator(clause, place, asked) else sign


def _way_of(change: str, better: int) -> int:
    """Which way a word of change goes: "decrease" down, "improvement" where better lies, else up."""
    if DOWN.search(change):
        return -1
    if BETTER.search(change):
        return better
    return -better if WORSE.search(change) else 1


def _signs(pattern: re.Pattern[str], sign: int, clause: str, in_outcome: frozenset[str]) -> list[tuple[int, int]]:
    """Places of words of direction that are no part of the outcome's own name ("50 % reduction of the score")."""
    return [(match.start(), sign) for match in pattern.finditer(clause) if not stems(match[0]) & in_outcome]


def _nearest(signs: Sequence[tuple[int, int]], clause: str, about: frozenset[str]) -> tuple[int, int]:
    """The word of direction nearest to a word of the outcome."""
    places = [match.start() for match in _WORD.finditer(clause) if stems(match[0]) & about]
    if not places:
        return min(signs)
    return min(signs, key=lambda sign: min(abs(sign[0] - place) for place in places))


def _is_of_comparator(clause: str, place: int, asked: Comparison) -> bool:
    """Whether the word at `place` is said of the comparison side: "lower in controls than in the treated"."""
    ours, theirs = asked.sides()
    against = _AGAINST.search(clause, place) or _AGAINST.search(clause)
    if against is None:
        return nearest_side(clause, place, ours, theirs) is theirs
    first = (
        clause[: against.start()] if against.start() > place or against.start() > _LEADS else clause[against.end() :]
    )
    second = clause[against.end() :]
    if against.start() <= _LEADS:  # "Compared with placebo, ..."
        opening, _, rest = second.partition(",")
        first, second = rest, opening
    straight, crossed = ours.score(first) + theirs.score(second), theirs.score(first) + ours.score(second)
    if straight == crossed:
        return SAID_OF_CONTROL.search(clause) is not None
    return crossed > straight


def less_is_better(outcome: str) -> bool:
    """Whether an outcome is one of which people want less, as far as its name tells."""
    return BURDEN.search(outcome) is not None and GOOD.search(outcome) is None


def direction_in_text(sentences: Sequence[str], asked: Comparison) -> Direction | None:
    """The answer of the sentence of a whole text that speaks most of the outcome and the two sides, and answers.

    Sentences that state a figure or a verdict of significance count for more; of equals the earlier wins.
    """
    outcome, sides = stems(asked.outcome), stems(asked.intervention) | stems(asked.comparator)
    scored: list[tuple[float, int]] = []
    for place, sentence in enumerate(sentences):
        words = stems(sentence)
        share = len(words & outcome) / max(len(outcome), 1)
        if share == 0:
            continue
        tells = is_significant(sentence) is not None
        scored.append((share + 0.3 * min(len(words & sides), 2) / 2 + 0.5 * tells, -place))
    for _, place in sorted(scored, reverse=True)[:12]:
        found = direction_of(sentences[-place], asked)
        if found is not None:
            return found
    return None
