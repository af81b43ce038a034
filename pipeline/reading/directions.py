"""Which way a passage says that an outcome went: up, down, or no difference that could be told from chance.

The clause that speaks of the outcome decides. In it, a denial or a P value above 0.05 means no difference; otherwise
the words of direction count, turned round where they are said of the comparison group, and read through the outcome
where they judge ("pain improved" is less pain). Failing words, the figures of the two groups are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.facts import Direction
from pipeline.reading.sides import CONTROL_WORDS, Side, is_named_first, nearest_side
from pipeline.reading.significance import is_significant
from pipeline.text.numbers import Kind, read
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["Comparison", "direction_in_text", "direction_of"]

_CLAUSE = regex(
    r"(?<=[a-z)\]0-9]);\s|(?<=[a-z)\]0-9%])\.\s+(?=[A-Z(])|\n\n|,\s(?:while|whereas|but|although|though|however)\b"
    r"|\b(?:but|whereas|however|although)\b"
)
_UP = regex(
    r"\b(?:increas\w+|higher|highest|greater|greatest|more(?! than (?:\d|one|two|half))|rose|rise|rises|raised"
    r"|elevat\w+"
    r"|longer|larger|superior|gain(?:s|ed)?|faster|stronger|enhanc\w+|exceed\w*|up-?regulat\w+|prolong\w+|augment\w+"
    r"|doubled|tripled|older|heavier|accelerat\w+|excess|favou?red by)\b",
    re.IGNORECASE,
)
_DOWN = regex(
    r"\b(?:decreas\w+|lower(?:ed|ing)?|lowest|less(?! than (?:\d|one|two|half))|fewer|fell|fall|reduc(?:e|es|ed|ing"
    r"|tions?)"
    r"|declin\w+|drop(?:s|ped)?|smaller|shorter|shorten\w*|inferior|diminish\w+|slower|weaker|down-?regulat\w+"
    r"|prevent\w*"
    r"|attenuat\w+|suppress\w+|inhibit\w+|loss(?:es)?|halved|lesser|minimi[sz]\w+|delay\w*|avert\w*|protect\w*)\b",
    re.IGNORECASE,
)
_BETTER = regex(
    r"\b(?:improv\w+|better|benefi\w+|effective(?:ly)?|efficac\w+|reliev\w+|relief|alleviat\w+|ameliorat\w+|eas(?:ed"
    r"|es)"
    r"|recover\w+|helped|resol(?:ved|ution))\b",
    re.IGNORECASE,
)
_WORSE = regex(r"\b(?:worse\w*|poorer|deteriorat\w+|exacerbat\w+|impair\w+|aggravat\w+)\b", re.IGNORECASE)
# outcomes of which less is better
_BURDEN = regex(
    r"\b(?:pain|fatigue|tired\w*|depress\w*|anxi\w*|stress|distress|symptoms?|severity|disab\w*|burden|mortality"
    r"|deaths?"
    r"|died|complications?|adverse|side effects?|toxicity|nausea|vomiting|bleeding|infections?|relapses?|recurrences?"
    r"|exacerbations?|hospitali[sz]\w*|failures?|cravings?|insomnia|itch\w*|pruritus|fractures?|falls?|pressure"
    r"|cholesterol"
    r"|LDL|triglycerides?|glucose|HbA1c|insulin resistance|weight|BMI|body mass|fat|inflammat\w*|CRP|viral load"
    r"|parasit\w*|malaria|anaemia|anemia|delirium|errors?|time to|duration|length of|dose|consumption|use of|intake"
    r"|incidence|prevalence|risk|loss|attacks?|episodes?|seizures?|headaches?|smoking|drinking|scores? for)\b",
    re.IGNORECASE,
)
_GOOD = regex(
    r"\b(?:quality of life|function\w*|survival|adherence|response|remission|recovery|cure|success|capacity|fitness"
    r"|strength|knowledge|satisfaction|well-?being|performance|distance|score|rate of (?:cure|response))\b",
    re.IGNORECASE,
)
_SAID_OF_CONTROL = regex(
    rf"\b(?:in|for|with|among|by|under|on|of|than in)\b(?: the)? (?:\w+[ -]){{0,2}}?{CONTROL_WORDS}\b"
    rf"[^.;]{{0,60}}\b(?:than|compared (?:to|with)|versus|vs\.?|relative to)\b",
    re.IGNORECASE,
)
_AGAINST = regex(
    r"\b(?:than|compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?|relative to|as compared (?:to|with)"
    r"|over)\b",
    re.IGNORECASE,
)
_CONTROL = regex(rf"\b{CONTROL_WORDS}\b", re.IGNORECASE)
_NOTHING_BETWEEN = regex(
    r"\b(?:no|nor any|not (?:find|show|detect|observe) (?:any )?|without) (?:\w+[ -]){0,3}?differen\w+"
    r"[^.;]{0,60}\b(?:between|among|across)\b[^.;]{0,30}\b(?:groups?|arms?|treatments?|conditions?|interventions?)\b",
    re.IGNORECASE,
)
_COMPARES = regex(r"\b(?:than|compared|versus|vs\.?|differ\w*|relative to)\b", re.IGNORECASE)
_WORD = regex(r"\w+")
_DIFFERENCE_WAS_NOT = regex(
    r"\b(?:this|the|these|those|that|which|such)(?: (?:differences?|effects?|changes?|trends?|increases?|decreases?"
    r"|reductions?|associations?))? (?:was|were|did|is|are) (?:however )?not (?:\w+ )?(?:statistically )?"
    r"(?:significant|reach|different)",
    re.IGNORECASE,
)
# "the decrease was greater": the second word gives the size of what the first says
_SIZE_OF_CHANGE = regex(
    r"\b(?P<change>decreas\w+|reductions?|declines?|drop|fall|loss|increases?|gain|rise|improvements?)\b[^.;]{0,90}?"
    r"\b(?:was|were|is|are|tended to be|proved)\b[^.;]{0,40}?"
    r"\b(?P<size>greater|larger|higher|more|bigger|stronger|smaller|less|lower|weaker)\b",
    re.IGNORECASE,
)
_CHANGED_MORE = regex(
    r"\b(?P<change>improved|decreased|reduced|fell|declined|dropped|increased|rose|gained|worsened|deteriorated)\b"
    r" (?:[\w-]+ ){0,4}?(?P<size>more|less|faster|further)\b(?! than \d)",
    re.IGNORECASE,
)
_RATIO = regex(
    r"\b(?:a?OR|a?HR|RR|IRR|(?:odds|hazard|risk|rate|incidence rate) ratios?|relative risk)\b[^\d;.]{0,30}?"
    r"(?P<value>\d+\.\d+)"
)
_DENIED = regex(
    r"\b(?:no|not|nor|neither|without|failed to|similar\w*|comparable|equivalent|equally|non-?significant\w*|unaffected"
    r"|unchanged|alike|the same|n\.?s\.?|lack of)\b",
    re.IGNORECASE,
)
_ONLY_FIGURES = 2
_LEADS = 12  # a comparison that opens its clause: "Compared with placebo, ..."
_CELLS = 3
_LEVEL = 0.05
_FIGURES = (Kind.PERCENT, Kind.DECIMAL, Kind.RATIO, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked: an outcome, and the two sides, either of which may be empty."""

    outcome: str
    intervention: str = ""
    comparator: str = ""


def direction_of(passage: str, asked: Comparison) -> Direction | None:
    """Which way `asked.outcome` went on the side of the intervention, as `passage` has it; None if it says nothing."""
    if _DIFFERENCE_WAS_NOT.search(passage):
        return Direction.NO_DIFFERENCE
    if _NOTHING_BETWEEN.search(passage) and not _COMPARES.search(_NOTHING_BETWEEN.sub("", passage)):
        return Direction.NO_DIFFERENCE
    about = stems(asked.outcome)
    clauses = [clause for clause in _CLAUSE.split(passage) if clause and clause.strip()]
    ranked = sorted(clauses, key=lambda clause: -len(about & stems(clause)))
    for clause in (*ranked, passage):
        found = _of_clause(clause, asked)
        if found is not None:
            return found
    return None


def _of_clause(clause: str, asked: Comparison) -> Direction | None:
    told = is_significant(clause)
    if told is None and _is_row(clause):
        told = _by_last_figure(clause)
    if told is False:
        return Direction.NO_DIFFERENCE
    way = _by_ratio(clause) or _by_words(clause, asked) or _by_figures(clause, asked)
    if way == 0:
        return Direction.NO_DIFFERENCE if _DENIED.search(clause) and told is None else None
    return Direction.INCREASED if way > 0 else Direction.DECREASED


def _by_words(clause: str, asked: Comparison) -> int:
    """1 for up, -1 for down, 0 where words do not tell, for the side of the intervention."""
    in_outcome = stems(asked.outcome)
    signs = [*_signs(_UP, 1, clause, in_outcome), *_signs(_DOWN, -1, clause, in_outcome)]
    better = -1 if less_is_better(asked.outcome) else 1
    judged = [*_signs(_BETTER, better, clause, in_outcome), *_signs(_WORSE, -better, clause, in_outcome)]
    size = _SIZE_OF_CHANGE.search(clause) or _CHANGED_MORE.search(clause)
    if size is not None and not stems(size["change"]) & in_outcome:
        smaller = _DOWN.search(size["size"]) is not None
        place, sign = size.start("size"), _way_of(size["change"], better) * (-1 if smaller else 1)
    elif chosen := signs or judged:
        place, sign = _nearest(chosen, clause, in_outcome)
    else:
        return 0
    return -sign if _is_of_comparator(clause, place, asked) else sign


def _way_of(change: str, better: int) -> int:
    """Which way a word of change goes: "decrease" down, "improvement" where better lies, else up."""
    if _DOWN.search(change):
        return -1
    if _BETTER.search(change):
        return better
    return -better if _WORSE.search(change) else 1


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
    ours, theirs = Side.of(asked.intervention, asked.comparator), Side.of(asked.comparator, asked.intervention)
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
        return _SAID_OF_CONTROL.search(clause) is not None
    return crossed > straight


def _by_ratio(clause: str) -> int:
    """A ratio whose interval was not across 1: below 1 is down."""
    match = _RATIO.search(clause)
    if match is None or float(match["value"]) == 1:
        return 0
    return 1 if float(match["value"]) > 1 else -1


def _is_row(clause: str) -> bool:
    """Whether this is a row of a table: a label and cells, each on a line of its own."""
    lines = [line for line in clause.strip().split("\n") if line.strip()]
    return len(lines) >= _CELLS and sum(line.strip()[0] in "0123456789-−–<>.(" for line in lines[1:]) >= _ONLY_FIGURES


def _by_last_figure(row: str) -> bool:
    """Whether a row finds something: its last cell is a P value below the level, or a cell is marked."""
    last = row.strip().split("\n")[-1].strip()
    match = re.fullmatch(r"[<>]?\s?(0?[.·]\d+)\*?", last)
    if match is not None and not re.search(r"\d\.\d+0?\.\d", last):
        return float(match[1].replace("·", ".")) < _LEVEL
    return re.search(r"\d\s?[*†‡]", row) is not None


def _by_figures(clause: str, asked: Comparison) -> int:
    """The figures of the two sides compared, paired with the sides in the order in which both are named."""
    ours, theirs = Side.of(asked.intervention, asked.comparator), Side.of(asked.comparator, asked.intervention)
    is_row = _is_row(clause)
    if is_row:
        return _by_cells(clause)
    if ours.score(clause) == 0 or theirs.score(clause) == 0:
        return 0
    numbers = read(clause)
    for kind in _FIGURES:
        figures = [one for one in numbers if one.kind is kind and not one.spelled]
        if len(figures) < _ONLY_FIGURES:
            continue
        first = figures[0].values[0]
        second = figures[-1 if "respectively" in clause else 1].values[0]
        if first != second:
            return 1 if (first > second) is is_named_first(clause, ours, theirs) else -1
    return 0


def _by_cells(row: str) -> int:
    """The first two cells of a row compared; tables put the intervention first more often than not."""
    cells = [re.search(r"\d+(?:[.·]\d+)?", line) for line in row.strip().split("\n")[1:]]
    values = [float(cell[0].replace("·", ".")) for cell in cells if cell is not None]
    if len(values) <= _ONLY_FIGURES or values[0] == values[1]:
        return 0
    return 1 if values[0] > values[1] else -1


def less_is_better(outcome: str) -> bool:
    """Whether an outcome is one of which people want less, as far as its name tells."""
    return _BURDEN.search(outcome) is not None and _GOOD.search(outcome) is None


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
