"""Numbers of people in a sentence: "45 patients", "one hundred and six adults", "controls (n = 39)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Span
from pipeline.reading.passages import Passage
from pipeline.reading.patterns import in_small_letters
from pipeline.text.number_words import SPELLED, spelled_value
from pipeline.text.regex import regex

__all__ = ["ANIMAL_WORD", "NUMBER", "TOOK_PART", "Count", "counts_in", "number_value"]

_PLAIN_NUMBER = r"\d{1,3}(?:[,' ]\d{3})+(?![\d.])|\d+(?![\d.,]*\d)"
NUMBER = rf"(?:{_PLAIN_NUMBER}|(?:{SPELLED}))"
_PEOPLE_WORD = (
    r"(?:patients?|participants?|people|persons?|adults?|wom[ae]n|m[ae]n|males?|females?|children"
    r"|adolescents?|youths?|individuals?|subjects?|cases?|controls?"
    r"|volunteers?|students?|pupils?|donors?|veterans?|respondents?|physicians?|doctors?|nurses?"
    r"|clinicians?|carers?|caregivers?|parents?|mothers?|infants?|neonates?|residents?|members?"
    r"|siblings?|contacts?|relatives?|workers?|soldiers?|athletes?|survivors?|outpatients?|inpatients?"
    r"|probands?|girls?|boys?|users?|households?|referrals?|twins?|teachers?|students?|employees?|HCs?|HC"
    r"|sufferers?|schoolchildren|teenagers?|neighbours?|friends?|pairs?|families|partners?|spouses?|brothers?|sisters?"
    r"|colleagues?|classmates?|fathers?|applicants?|trainees?|recruits?|clients?|attendees?"
    r"|housemates?|peers|pwME|pwCFS|practitioners?|GPs|therapists?|midwives|psychologists?|professionals)"
)
ANIMAL_WORD = (
    r"(?:animals?|mice|mouse|rats?|rabbits?|pigs?|piglets?|dogs?|sheep|monkeys?|hamsters?|zebrafish|larvae"
    r"|guinea pigs?)"
)
_FORMS_WORD = (
    r"(?:forms?|questionnaires?|responses?|replies|surveys?|samples?|records?|biopsies|scans?|sera"
    r"|sets of (?:notes|records)|interviews?)"
)
# words between a number and its noun; digits or another number would make it another phrase
_ADJECTIVES = (
    r"(?:(?!(?:to|than|years?|months?|weeks?|days?|hours?|minutes?|items?|scales?|per|percent|or|of|the"
    r"|for|in|at|on|by|and|times|were|was|million|billion|ml|mg|kg|cm"
    r"|mm)\b)[A-Za-z][\w/'’+.-]*[ ,]+(?:and )?){0,5}?"
)
_NOUN_PHRASE = regex(
    rf"(?<![\w.,/%:=<>≥≤±+-])(?<!-)(?P<number>{NUMBER})(?P<words>[ -]+(?:of the "
    rf"|of these )?{_ADJECTIVES}(?P<noun>{_PEOPLE_WORD}|{ANIMAL_WORD}))\b(?![-/]\w)(?! (?:(?!(?:and|or|with"
    rf"|versus|vs|to|who|were|was|in|of|from)\b)[\w/-]+ )?(?:patients?|participants?|controls?|subjects?"
    rf"|volunteers?|individuals?|cases?|donors?)\b)(?!\s*(?:%|years|year))",
    re.IGNORECASE,
)
_FORMS_PHRASE = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words> +(?:\w+ )?(?:complete[d]?|returned|usable|valid"
    rf"|eligible|filled-in|serum|stool|blood|plasma|saliva|muscle)? ?(?P<noun>{_FORMS_WORD}))\b",
    re.IGNORECASE,
)
_N_EQUALS = regex(
    rf"(?P<label>(?:[A-Za-z][\w/'’.+-]*[ ,]+){{0,6}}?[A-Za-z][\w/'’.+-]*)\s*[(\[](?P<inner>[^()\[\]]{{0,30}}?)"
    rf"\b[nN] ?= ?(?P<number>{_PLAIN_NUMBER})\b[^()\[\]]{{0,120}}[)\]]"
    rf"|(?P<bare>\bN ?= ?(?P<bare_number>{_PLAIN_NUMBER})\b)",
)
# What people do in a study and nobody else does: a bare number before one of these counts people.
TOOK_PART = (
    r"(?:took part|tak(?:e|ing) part|participated|completed|finished|returned|replied|responded|answered|consented"
    r"|agreed|accepted|joined|did(?! not)|gave (?:it|consent|blood|written|informed|a blood)"
    r"|could be (?:analy[sz]ed|included|used|evaluated)"
    r"|enrol+ed|remained|attended|provided (?:data|samples|blood|complete)"
    r"|(?:were|was) (?:then |finally |also )?(?:randomi[sz]ed|randomly|enrol\w+|includ\w+|analy[sz]ed|returned"
    r"|interviewed|seen|visited|sampled|scanned"
    r"|studied|recruited|followed|examined|tested|assessed|evaluated|treated|allocated))"
)
# "leaving 117 for analysis": what was left is what was studied
_LEFT = regex(
    rf"\b(?:leaving|(?:so|such) that|yielding|resulting in)(?: us with| only)? (?P<number>{NUMBER})(?P<words>)"
    r"(?=\s?[,.;)]|$| (?:for|in|to be|remained|were|was|could)\b)",
    re.IGNORECASE,
)
_DATA_FROM = regex(
    r"\b(?:data|samples?|results|records|scans|answers) (?:were available )?(?:from|of|for) "
    rf"(?P<number>{NUMBER})(?P<words>)(?= (?:out )?of (?:the |these |all )?{NUMBER}\b)",
    re.IGNORECASE,
)
_WITHOUT = regex(
    rf"(?<=\band )(?P<number>{NUMBER})(?P<words> without)"
    r"(?=\s?[,.;)]|$| (?:it|them|the (?:illness|disease|condition))\b)",
    re.IGNORECASE,
)
# "58 participants (ME/CFS = 31 and healthy controls = 27)"
_LABEL_EQUALS = regex(
    r"(?:(?<=\()|(?<=, )|(?<=; )|(?<=\band ))(?P<label>(?:healthy |sedentary )?(?:ME/CFS|CFS|ME|pwME"
    r"|controls?|HCs?|patients?|cases?|long COVID|placebo|treatment|intervention)"
    r"(?: (?:patients|controls|groups?))?)\s?=\s?"
    rf"(?P<number>{_PLAIN_NUMBER})(?=\s?[,;)]| and\b)",
    re.IGNORECASE,
)
_FELL = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words> +(?:of them |of these |of whom )?)"
    rf"(?=(?:\(\d[^()]{{0,12}}\) )?(?:fell ill|became ill|{TOOK_PART})\b)",
    re.IGNORECASE,
)
_IN_ARM = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words> (?:received|chose|got|were given|were offered|were assigned to"
    rf"|were allocated to) (?:an? |the |only )?[A-Za-z][\w/-]*"
    rf"(?: (?!and\b|or\b|for\b|in\b|at\b|by\b)[A-Za-z][\w/-]*)?)",
    re.IGNORECASE,
)
_TO_ARM = regex(
    rf"(?:(?<=[(,;:] )|(?<=\()|(?<=\band ))(?P<number>{NUMBER})(?P<words> to (?:the )?[A-Za-z][\w/-]*"
    r"(?: (?:groups?|arms?|care|therapy|treatment))?)(?= and\b|[,;).]|$)",
    re.IGNORECASE,
)
_GROUPS_OF = regex(
    rf"\b(?P<many>two|three|four|five|six|[2-6]) (?:\w+ )?(?:groups?|arms) of (?P<number>{NUMBER})"
    rf"(?P<words> (?:\w+ ){{0,2}}(?P<noun>{_PEOPLE_WORD}))(?= each\b)",
    re.IGNORECASE,
)
_SOME_OF = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words>)(?= of (?:the )?{NUMBER} {_ADJECTIVES}{_PEOPLE_WORD}"
    r" (?:took part|participated|consented|agreed|responded|replied|were (?:included|enrolled|studied|analy[sz]ed))\b)",
    re.IGNORECASE,
)
_FIRST_OF_TWO = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words>)(?= and {NUMBER} (?:\w+ ){{0,2}}{_PEOPLE_WORD},? respectively\b)",
    re.IGNORECASE,
)
_SAMPLE_SIZE = regex(
    rf"\bsample size\b[^.;\d]{{0,25}}?\b(?:of|is|was|be|to)\b[^.;\d]{{0,12}}(?P<number>{NUMBER})(?P<words>)(?!\s*%)",
    re.IGNORECASE,
)
_WITH_ILLNESS = regex(
    rf"(?:(?<=[(,;:] )|(?<=\()|(?<=\band ))(?P<number>{NUMBER})(?P<words> with (?!a\b|the\b|no\b)[\w/-]+(?: [\w/-]+)?)",
    re.IGNORECASE,
)
_OF_TOTAL = regex(
    rf"\b(?:study|trial|sample|cohort|series|group|total|survey"
    rf"|population) of (?P<number>{_PLAIN_NUMBER})(?P<words>)(?=\s*(?:$|[.;,)]))",
    re.IGNORECASE,
)
_ADJECTIVE_ONLY = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words> (?:sick|ill|affected|infected|fatigued|diseased|severe"
    rf"|mild|long-ill))"
    rf"(?= (?:and|versus|or|with) {NUMBER}\b)",
    re.IGNORECASE,
)
_INNER_LABEL = regex(r"\b[A-Za-z][\w -]*\b(?:groups?|arms?|patients|controls|cases)\b", re.IGNORECASE)
_IN_GROUP = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})(?P<words> (?:in|to|on"
    rf"|received) (?:the )?(?:[\w/-]+ ){{1,3}}?(?:groups?|arms?))\b",
    re.IGNORECASE,
)
_HAS_NUMBER = regex(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|dozen)\b"
)
_NUMBER_START = regex(
    r"\b(?:\d|(?:a (?:hundred|thousand|million|dozen)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thir|fif|twen|for|eigh|hundred|thousand|dozen)\w*)",
    re.IGNORECASE,
)
_HAS_PEOPLE = in_small_letters(
    rf"\b(?:{_PEOPLE_WORD}|{ANIMAL_WORD}|{_FORMS_WORD}|n ?=|with|of \d|took part|were|completed)"
)
_LARGEST = 50_000_000
_FEW = 6
_GROUPS_AFTER = regex(r"\s(?:sub-?)?(?:groups|arms|cohorts|populations|samples|categories)\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


_UNIT_OF_TIME = regex(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|h|min)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """One number of people (or animals, or forms): where it stands in its passage and how its group is called.

    `label` is what stands with the number ("healthy controls"); `in_brackets`: written as "(n = 45)" after its group.
    """

    value: int
    label: str
    noun: str
    start: int
    end: int
    passage: Passage
    in_brackets: bool = False

    @property
    def span(self) -> Span:
        """The words in the document."""
        return self.passage.locate(self.start, self.end)

    @property
    def tail(self) -> str:
        """What describes the people after their noun ("with ME/CFS", "who had never been infected"), else nothing."""
        match = _TAIL.match(self.passage.text, self.end)
        return " ".join(match[1].split()) if match is not None and self.noun else ""


_TAIL = regex(
    r"\s+((?:with|without|who|from|free of|meeting|fulfilling|receiving|diagnosed)\b"
    rf"(?:(?!\s+(?:and|or|but|versus|vs|were|was|took|in)\b|\s+(?:with|to|than) {NUMBER}\b)[^,;:.()\[\]]){{0,60}})",
    re.IGNORECASE,
)


def counts_in(passage: Passage) -> tuple[Count, ...]:
    """The numbers of people in one passage, in reading order, none inside another."""
    text = passage.text
    if not (_HAS_NUMBER.search(small := text.lower()) and _HAS_PEOPLE.search(small)):
        return ()
    starts = [match.start() for match in _NUMBER_START.finditer(text)]
    found: list[Count] = []
    for match in _matches(text, starts):
        count = _count(match, passage)
        if count is not None and all(count.end <= one.start or one.end <= count.start for one in found):
            found.append(count)
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Phrases with a number, the surest kind first. Most kinds begin with the number, so they are tried there only."""
    if "n=" in text or "n =" in text or "N=" in text or "N =" in text:
        yield from _N_EQUALS.finditer(text)
    yield from _GROUPS_OF.finditer(text)
    for pattern in (
        _NOUN_PHRASE,
        _FORMS_PHRASE,
        _FELL,
        _WITH_ILLNESS,
        _IN_GROUP,
        _IN_ARM,
        _TO_ARM,
        _SOME_OF,
        _FIRST_OF_TWO,
        _ADJECTIVE_ONLY,
        _WITHOUT,
    ):
        yield from (match for start in starts if (match := pattern.match(text, start)) is not None)
    for pattern in (_LEFT, _DATA_FROM, _LABEL_EQUALS, _OF_TOTAL):
        yield from pattern.finditer(text)
    yield from _SAMPLE_SIZE.finditer(text)


def _count(match: re.Match[str], passage: Passage) -> Count | None:
    groups = match.groupdict()
    printed = groups.get("number") or groups.get("bare_number") or ""
    value = number_value(printed)
    value = (value or 0) * (number_value(groups.get("many") or "1") or 1)
    if not 0 < value <= _LARGEST:
        return None
    words = groups.get("label") or groups.get("words") or ""
    inner = _INNER_LABEL.search(groups.get("inner") or "")
    label = " ".join((inner[0] if inner else words).split()).strip(" ,(-")
    noun = (groups.get("noun") or "").lower()
    if noun and (
        _UNIT_OF_TIME.search(label)
        or (re.fullmatch(r"(?i)(?:one|two|three)", printed) and noun in {"members", "pairs", "families"})
    ):
        return None
    if noun and re.search(r",\s+and\b", label):
        return None  # "two hospitals, and patients"
    if noun == "members" and value < 5:
        return None
    if noun and value <= _FEW and _GROUPS_AFTER.match(passage.text, match.end()):
        return None  # "comparable between the two patient groups": so many groups, not people
    if value in range(1900, 2031) and printed.isdigit() and re.match(r"\S+ \S+ \S+|all\b|the\b|new\b", label):
        return None
    if value in range(1900, 2031) and printed.isdigit() and not groups.get("label"):
        return (
            None
            if re.search(
                rf"\b(?:in|since|from|of|until|by|between|and|to|during|early|late|{_MONTHS}) {printed}\b", passage.text
            )
            else Count(value, label, noun, match.start(), match.end(), passage)
        )
    place = "number" if groups.get("number") else "bare_number"
    if noun == "pairs" and _TWINS.match(passage.text, match.end()):
        value *= 2
    in_brackets = match.re.pattern == _N_EQUALS.pattern and not groups.get("bare_number")
    before = _BEFORE_BRACKET.search(passage.text[: match.start()]) if noun else None
    if match.re.pattern == _FIRST_OF_TWO.pattern:
        label = "first group"
    elif before and passage.text[match.end() :][:1] == ")" and not _COUNTED.search(passage.text[: before.end(1)]):
        label, in_brackets = " ".join(before[1].split()), True
    return Count(value, label, noun, match.start(place), match.end(), passage, in_brackets)


# "to metformin (312 women)": the bracket counts the group that stands before it
_BEFORE_BRACKET = regex(r"((?:[A-Za-z][\w/'-]* ){1,5})\($")
_COUNTED = regex(rf"(?:\d|\b{SPELLED})[^.;(]{{0,40}}$", re.IGNORECASE)
_TWINS = regex(r" of (?:\w+ )?(?:twins|siblings|sisters|brothers)\b", re.IGNORECASE)


def number_value(printed: str) -> int | None:
    """The value of a number in digits or words, None for zero or nonsense."""
    digits = re.sub(r"[,' ]", "", printed)
    if digits.isdigit():
        return int(digits)
    return spelled_value(printed) or None
