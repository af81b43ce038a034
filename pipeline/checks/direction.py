"""D, direction: up or down, yes or no, found or not found, as the statement's own evidence has it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.checks.against_figures import against_figures
from pipeline.checks.case import Case, shown
from pipeline.checks.contradiction import contradiction
from pipeline.checks.negation import negation
from pipeline.checks.nothing_found import no_difference, not_significant
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.checks.stated import DENYING, TELLING, denied_at, stated
from pipeline.checks.told_of_sides import told_of_sides
from pipeline.domain.draft import Statement
from pipeline.domain.report import Severity
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import claims, clause_at, stems
from pipeline.text.wording_comparison import correlates, correlation_turned, sides_reversed, ties
from pipeline.text.wording_direction import ANYWHERE, OPPOSITE, Way, flipped, one_sided, parts_turned, ways
from pipeline.text.wording_order import order_turned
from pipeline.text.wording_poles import poles, poles_turned
from pipeline.text.wording_repairs import turned
from pipeline.text.wording_results_compared import WHO, Compared, compared

__all__ = ["FAMILY"]

_STANDING_ALONE = ANYWHERE | {
    Way.KNOWN,
    Way.BLIND,
    Way.YOUNG,
    Way.OLD,
    Way.ALIKE,
    Way.UNLIKE,
    Way.IN,
    Way.OUT,
    Way.KEPT,
    Way.GONE,
    Way.FIRST,
    Way.LAST,
}
# A weaker word of one way: who tells one of them where the passage has the other says nothing else.
_NEAR_TO = {Way.LOW: Way.DOWN, Way.HIGH: Way.UP, Way.DOWN: Way.LOW, Way.UP: Way.HIGH}
_SAME_CLAIM, _ALIKE = 3, 4
_KINDS_OF_PEOPLE = frozenset({Way.YOUNG, Way.OLD})
_SENTENCE_OPENS_BACK = regex(r"^(?:this|these|such|it|they|both)\b", re.IGNORECASE)


def _direction(case: Case) -> Iterator[Hit]:
    for field, statement in stated(case, TELLING + DENYING):
        if poles(statement.text) and any(poles(cited.evidence.quote) for cited in case.cited_by(field)):
            yield from _ends_turned(case, field, statement.text)
            continue
        quotes = [case.spelled_out(cited.evidence.quote) for cited in case.cited_by(field)]
        told = tuple(compared(statement.text, quotes))
        borne_out = [one.ours.part for one in told if one.agrees]
        by_words = tuple(hit for hit in _as_a_whole(case, field, statement) if not _within(hit, borne_out))
        if not by_words and (claim := _claim_by_claim(case, field, statement.text)) and not _within(claim, borne_out):
            by_words = (claim,)
        hits = by_words or [
            _told_otherwise(field, statement.text, one) for one in told if not one.agrees and not ties(one.passage)
        ]
        if hits or told:
            yield from hits if by_words else hits[:1]
        elif hit := told_of_sides(case, field, statement.text):
            hits = [hit]
            yield hit
        if not hits and (turn := order_turned(statement.text, tuple(quotes))):
            place, there = turn
            message = f"“{statement.text[slice(*place)]}”: the evidence says “{there}”."
            yield Hit(field, message, place, shown(case.quotes_of(field)))


def _ends_turned(case: Case, field: str, text: str) -> Iterator[Hit]:
    """The highest told as the lowest, and the reverse."""
    for cited in case.cited_by(field):
        if turn := poles_turned(text, cited.evidence.quote):
            message = f"“{text[slice(*turn)]}”: the evidence has the two ends the other way round."
            yield Hit(field, message, turn, shown(cited.evidence.quote))


def _within(hit: Hit, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether what a hit is about stands in one of these parts of the statement."""
    return hit.span is not None and any(start <= hit.span[0] < end for start, end in parts)


def _told_otherwise(field: str, text: str, told: Compared) -> Hit:
    """A result of the statement that its passage tells the other way round."""
    place = told.ours.start, told.ours.end
    there = told.passage[told.theirs.start : told.theirs.end].strip()
    if told.reversed_:
        message = f"“{text[slice(*place)]}” is told of the other side than in the evidence, which says “{there}”."
    else:
        message = _goes_another_way(text[slice(*place)], there)
    return Hit(field, message, place, shown(told.passage), repair=turned(text, place))


def _as_a_whole(case: Case, field: str, statement: Statement) -> Iterator[Hit]:
    if hit := _flipped(case, field, statement.text):
        yield hit
        return
    quotes = case.quotes_of(field)
    if place_of := correlation_turned(statement.text, quotes):
        message = f"“{statement.text[slice(*place_of)]}” tells the correlation with the other sign than the evidence."
        yield Hit(field, message, place_of, shown(quotes))
        return
    if place_of := parts_turned(statement.text, quotes):
        message = f"“{statement.text[slice(*place_of)]}”: the evidence has the two sides the other way round."
        yield Hit(field, message, place_of, shown(quotes))
        return
    passage = case.passage_of(field)
    ours = one_sided(statement.text)
    for way, place in ours.items():
        if way not in _STANDING_ALONE or denied_at(statement.text, place):
            continue
        near = _closest(case, field, clause_at(statement.text, place[0]))
        for text in (near, passage if near == quotes else near, _before(case, field)):
            theirs = {one for one, at in ways(text).items() if not denied_at(text, at)}
            if way in theirs or OPPOSITE[way] in theirs:
                break
        else:
            continue
        if way in (Way.UP, Way.DOWN) and (correlates(text) or ties(text)):
            continue  # "more A, less B" goes up and down at once; `correlation_turned` has judged it
        reversed_ = sides_reversed(statement.text, text)
        opposite = OPPOSITE[way] in theirs and way not in theirs and _NEAR_TO.get(way) not in theirs
        same = way in theirs and OPPOSITE[way] not in theirs
        word = statement.text[slice(*place)]
        if opposite and not reversed_:
            if way not in _KINDS_OF_PEOPLE and _agrees_otherwise(ours, text, way):
                continue
            there = text[slice(*ways(text)[OPPOSITE[way]])]
            message = f"“{word}” goes the other way than the evidence, which says “{there.strip()}”."
            yield Hit(field, message, place, shown(text), repair=turned(statement.text, place))
        elif same and reversed_ and way in (Way.UP, Way.DOWN):
            message = f"“{word}” is told of the other group than in the evidence."
            yield Hit(field, message, place, shown(text), repair=turned(statement.text, place))


def _closest(case: Case, field: str, clause: str) -> str:
    """The quotes of a statement that share most words with one clause of it; all of them where none does more."""
    told = stems(clause) - WHO
    scored = [(len(told & stems(cited.evidence.quote)), cited.evidence.quote) for cited in case.cited_by(field)]
    most = max((score for score, _ in scored), default=0)
    return " ; ".join(quote for score, quote in scored if score == most)


def _claim_by_claim(case: Case, field: str, text: str) -> Hit | None:
    """One claim of a statement that joins several, against the one claim of the quotes that it tells."""
    told = claims(text)
    there = [claim for cited in case.cited_by(field) for _, claim in claims(cited.evidence.quote)]
    if len(told) == 1 and len(there) == 1:
        return None
    for start, claim in told:
        shared = sorted(((len(stems(claim) & stems(one)), one) for one in there), reverse=True)
        if shared[0][0] < _SAME_CLAIM or (len(shared) > 1 and shared[1][0] == shared[0][0]):
            continue
        if found := _turned_in(claim, shared[0][1], alike=shared[0][0] >= _ALIKE):
            place, message = found
            whole = place[0] + start, place[1] + start
            return Hit(field, message, whole, shown(shared[0][1]), repair=turned(text, whole))
    return None


def _turned_in(claim: str, there: str, *, alike: bool) -> tuple[tuple[int, int], str] | None:
    """Where one claim goes the other way than another of the same thing, and how that is said.

    Only of claims that are `alike` are words compared that do not stand beside the same words.
    """
    if place := correlation_turned(claim, there) or parts_turned(claim, there):
        return place, f"“{claim[slice(*place)]}” is told the other way round than in the evidence."
    reversed_ = sides_reversed(claim, there)
    pair = None if correlates(there) or ties(there) else flipped(claim, there)
    if pair is not None and not reversed_:
        ours, theirs = ((one.start, one.end) for one in pair)
        if denied_at(claim, ours) is denied_at(there, theirs):
            return ours, _goes_another_way(claim[slice(*ours)], there[slice(*theirs)])
    if not alike:
        return None
    theirs_all, said = ways(there), one_sided(claim)
    for way, place in said.items():
        other = OPPOSITE[way]
        if way not in _STANDING_ALONE or denied_at(claim, place):
            continue
        if other in theirs_all and way not in theirs_all and not reversed_ and not denied_at(there, theirs_all[other]):
            if way in _KINDS_OF_PEOPLE or not _agrees_otherwise(said, there, way):
                return place, _goes_another_way(claim[slice(*place)], there[slice(*theirs_all[other])])
        elif way in theirs_all and other not in theirs_all and reversed_ and way in (Way.UP, Way.DOWN):
            return place, f"“{claim[slice(*place)]}” is told of the other group than in the evidence."
    return None


def _goes_another_way(word: str, there: str) -> str:
    return f"“{word}” goes the other way than the evidence, which says “{there.strip()}”."


def _flipped(case: Case, field: str, text: str) -> Hit | None:
    """A word that goes the other way than the quote's word of the same thing."""
    for cited in case.cited_by(field):
        quote = cited.evidence.quote
        pair = flipped(text, quote)
        if pair is None or correlates(quote) or ties(quote) or sides_reversed(text, quote):
            continue
        ours, theirs = pair
        if denied_at(text, (ours.start, ours.end)) is not denied_at(quote, (theirs.start, theirs.end)):
            continue
        if any(flipped(text, other.evidence.quote) is None for other in case.cited_by(field) if other is not cited):
            continue
        word, there = text[ours.start : ours.end], quote[theirs.start : theirs.end]
        message = f"“{word}” goes the other way than the evidence, which says “{there.strip()}”."
        return Hit(field, message, (ours.start, ours.end), shown(quote), repair=turned(text, (ours.start, ours.end)))
    return None


def _agrees_otherwise(ours: dict[Way, tuple[int, int]], text: str, way: Way) -> bool:
    """Whether another axis of the statement agrees with the evidence, so that the words may be of two things."""
    theirs = one_sided(text)
    return any(one in theirs for one in ours if one is not way and one in (Way.UP, Way.DOWN, Way.BETTER, Way.WORSE))


def _before(case: Case, field: str) -> str:
    """The sentence before one that speaks back ("This difference ...")."""
    found: list[str] = []
    for cited in case.cited_by(field):
        for sentence in case.sentences_of(cited.match.spans[0])[:1] if cited.match.found else ():
            text = case.document.slice(sentence.span)
            at = bisect_left(case.document.sentence_starts, sentence.span.start)
            if _SENTENCE_OPENS_BACK.match(text) and at:
                found.append(case.document.slice(case.document.sentences[at - 1].span))
    return " ; ".join(found)


FAMILY = Family(
    "D",
    "direction and significance",
    (
        Rule("D001", Severity.WARNING, "Up is told as down, or the reverse", _direction),
        Rule("D002", Severity.WARNING, "A “not” was lost or added", negation),
        Rule("D003", Severity.WARNING, "A result that is not significant is told as an effect", not_significant),
        Rule("D004", Severity.WARNING, "“No difference was found” is told as “there is none”", no_difference),
        Rule("D005", Severity.WARNING, "The words go another way than the figures", against_figures),
        Rule("D006", Severity.WARNING, "Two statements say the opposite", contradiction),
    ),
    fields=("/summary",),
)
