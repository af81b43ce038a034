"""The numbers of a text: value, kind, unit and place.

Read as a person reads them: "twenty-two", "a third", "1,204", "0·03", "14 of 25", "23–24 hours", "P < 0.001". A number
that is part of a name (COVID-19, SF-36, Table 2, [12]) is a label and no quantity. Signs are not kept: "a fall of 3"
and "−3" hold the same number, and which way it went is for other rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.domain.document import Span
from pipeline.text.number_words import (
    FRACTION,
    MULTIPLE,
    SCALES,
    SPELLED,
    fraction_value,
    multiple_value,
    spelled_value,
)
from pipeline.text.units import TIMES, Unit, leading_unit
from pipeline.text.wording import PEOPLE

__all__ = ["Kind", "Number", "Relation", "TimeRole", "read"]


class Kind(StrEnum):
    """What a number is in its sentence."""

    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    RATIO = "ratio"  # "14 of 25", "1 in 5", "two thirds"
    RANGE = "range"
    INTERVAL = "interval"  # a confidence interval
    P_VALUE = "p_value"
    YEAR = "year"
    TIME = "time"  # a number with a unit of time; see `TimeRole`
    MULTIPLE = "multiple"  # "twice", "5-fold"
    ORDINAL = "ordinal"
    LABEL = "label"  # part of a name, a citation mark, the level of an interval


class Relation(StrEnum):
    """How the text bounds or blurs a number."""

    EQUAL = "equal"
    ABOUT = "about"
    ABOVE = "above"  # more than, at least, over
    BELOW = "below"  # fewer than, at most, almost


class TimeRole(StrEnum):
    """Whether a number with a unit of time is a point ("until week 16") or a length ("for 16 weeks")."""

    POINT = "point"
    UNTIL = "until"
    LENGTH = "length"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or two that belong together (a ratio, a range, an interval).

    `values` are as printed, without sign; `places` their printed decimals. `spelled` is true for words. `noun` is the
    word that follows, in lower case, for people to recognise it by.
    """

    span: Span
    kind: Kind
    values: tuple[float, ...]
    places: tuple[int, ...]
    unit: Unit | None = None
    relation: Relation = Relation.EQUAL
    time: TimeRole | None = None
    spelled: bool = False
    noun: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the unit is percent, alone or of a whole range."""
        return self.unit is not None and self.unit.dimension == "share"

    @property
    def is_quantity(self) -> bool:
        """Whether this number says how much or how many, and is not part of a name or an order."""
        return self.kind not in (Kind.LABEL, Kind.ORDINAL)


_DIGITS = (
    # "10 000 steps": a blank parts thousands where a word follows, and not in a row of figures
    r"(?<!\d )(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?= [a-z]{3,})|"
    r"\d{1,3}(?:[,\u202f\u2009\u00a0’']\d{3})+(?!\d)(?:[.·]\d+)?|\d{4},\d{3}(?!\d)"
    r"|\d+(?:[.·∙]\d+)?|(?<!\w)[.·]\d+"
)
_SPANS = r"year|month|week|day|hour|minute|century|decade"
# A number begins with a digit, a point or one of these letters; looking for them first saves most of the work.
_TOKEN = re.compile(
    rf"(?=[\d.·]|(?<!\w)[adefhnostz])(?:"
    rf"(?P<halves>\b(?:half an? (?={_SPANS}\b)|(?:an?|one) (?:{_SPANS}) and a half\b|(?:{SPELLED}|\d+) and a half\b))"
    rf"|(?P<fraction>\b(?:{FRACTION})\b)"
    rf"|(?P<multiple>\b(?:{MULTIPLE})\b)"
    rf"|(?P<spelled>\b(?:{SPELLED})\b)"
    rf"|(?P<digits>(?:{_DIGITS})))",
    re.IGNORECASE,
)
_POWER = re.compile(r"\s?[×x]\s?10(?:\^?([-−]?\d{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_RAISED_DIGITS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_LONGEST = 40
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SCALE = re.compile(r"[ -](hundred|thousand|million|billion)\b", re.IGNORECASE)
_FOLD = re.compile(r"(?:[- ]?fold| times(?= (?:as|more|less|higher|lower|greater|larger|smaller|the)\b))")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_NAME_BEFORE = re.compile(
    r"(?:[A-Za-z_@#]|[A-Za-z][-‐‑–/]|(?:\b(?:[Tt]ables?|[Ff]ig(?:ure|s)?\.?|[Tt]ests?|[Vv]isits?|[Pp]hase|[Tt]ype|[Rr]ef(?:s|erences?)?\.?"
    r"|[Vv]ersion|[Vv]er\.|v\.|[Ss]tep|[Cc]hapter|[Ss]ection|[Pp]atient|[Pp]articipant|[Cc]ase|[Cc]ohort|[Gg]roup|[Aa]rm"
    r"|[Pp]art|[Ll]evel|[Ss]tudy|[Tt]rial|[Ss]upplement|[Aa]ppendix|[Bb]ox|[Nn]o\.|[Ii]tem|[Qq]uestion|[Mm]odel"
    r"|[Cc]lass|CPET|[Cc]ycle)\s))$"
)
_NAME_AFTER = re.compile(r"(?:[A-Za-zα-ω]|[-‐‑–][A-Z]|/\d+/|\.\d+/)")
_HYPHEN_WORD = re.compile(r"[-‐‑–]([A-Za-z]+)")
_CODE = re.compile(r"\d{16,}|0\d+(?![\d.·])|\d+:0\d|\d{4,}(?=[A-Za-z]{3,})")
_CITATION = re.compile(r"\[\s?\d{1,3}(?:\s?[,–—‑-]\s?\d{1,3})*\s?\]")
_IDENTIFIER = re.compile(r"(?:10\.\d{4,9}/\S+|https?://\S+|www\.\S+|\b[A-Z]{2,}\d{4,}\S*)")
_P_BEFORE = re.compile(r"\b[pP][ -]?(?:values?)?\s?(?:=|<|>|≤|≥|of|was|is|:|below|above)*\s?$")
_LEVEL_AFTER = re.compile(r"\s?(?:%|percent|per cent)\s?-?\s?(?:CI\b|CrI\b|[Cc]onfidence|[Cc]redible|[Uu]ncertainty)")
_CI_BEFORE = re.compile(r"(?:\bCI|[Ii]nterval|\bCrI)\)?[\s:,=(\[of]*$")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|until|till|before|after|by|of|during|between|and|to|year|early|late|mid|spring|summer|autumn"
    r"|winter|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?,?\s|[-–—(]\s?|©\s?)$"
)
_TIME_BEFORE = re.compile(
    r"\b(seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s"
    r"(?:(?:\d+(?:\.\d+)?|\w+)(?:\s?[,–-]\s?|,? (?:and|to|or) )){0,4}$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:\b(?:more than|over|above|at least|exceed(?:ed|s|ing)|greater than|upwards of|beyond|just over"
    r"|(?:a (?:bit|little)|slightly|somewhat) (?:more than|over|above)|a (?:bit|little) over|no fewer than|no less than"
    r"|minimum of|older than|longer than)\s(?:an?\s)?|[>≥]\s?)$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:\b(?:fewer than|less than|under|below|at most|up to|almost|nearly|just under"
    r"|slightly (?:less than|fewer than|under|below)|not quite|no more than"
    r"|a maximum of|younger than|shorter than|close to|within)\s(?:an?\s)?|[<≤]\s?)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|nearly|almost|close to|an estimated"
    r"|in the region of|an average of)\s(?:an?\s)?|[~≈∼]\s?)$",
    re.IGNORECASE,
)
_UNTIL_BEFORE = re.compile(r"\b(?:until|till|up to|by)\s(?:about |around |the |at least )?(?:\w+\s)?$", re.IGNORECASE)
_POINT_BEFORE = re.compile(
    r"\b(?:at|after|before|on|from|since|within)\s(?:about |around |the |nearly |almost )?$", re.IGNORECASE
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:for|over|during|throughout|last(?:ed|s|ing)?|persist(?:ed|s|ing)?|continued|spann(?:ed|ing)|across|held|took|takes"
    r"|duration(?: of illness)?(?: was| of)?)\s"
    r"(?:for |about |around |the |at least |more than |up to |all |an average of |a median of "
    r"|(?:the |its )?(?:first |last |next |whole |full ))*$",
    re.IGNORECASE,
)
_POINT_AFTER = re.compile(r"\s(?:after|before|later|earlier|ago|post\b|from baseline|following|since)", re.IGNORECASE)
_LENGTH_AFTER = re.compile(
    r"\s(?:long|in (?:length|duration)|of (?:treatment|follow-up|illness|rehabilitation|therapy|observation))"
)
_PHRASE = re.compile(r"(?:[\s-]+[A-Za-z][\w/’'-]*){1,5}")
_BEFORE_NOUN = frozenset("of the these those all other more our their his her its".split())
_NO_NOUN = frozenset(
    "and or to in on at by for from with without vs versus after before per than as is are was were had have met who "
    "that which but not while when compared respectively lower higher more less later earlier times".split()
)
_OF = re.compile(
    r"\s?(?:(?:[A-Za-z][\w/'’-]*\s){0,4}?(?:out of|of|among|in|per)(?: every| each| about| a total of)?"
    r"(?: the| these| those| all| our| its| their| his)*\s|/)",
    re.IGNORECASE,
)
# "two groups of 198 people" are two and 198, not a share.
_PACKS = re.compile(
    r"\b(?:groups?|arms?|sets?|batches|teams?|cohorts?|rounds?|courses?|doses?|cycles?|series|samples?|clusters?|blocks?|pairs?"
    r"|periods?|blends?|lists?)\sof\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:%\s?)?(?:–|—|-|−|‑|\bto\b|;|,|\band\b|\bor\b)\s?(?:-\sto\s|at most\s)?")
_LIST = re.compile(
    r"(?:\s?(?:,|;|–|—|-|−|±|/)\s?(?:and\s|or\s)?|-?\s(?:and|or|to|vs\.?|versus|±|compared with|against)\s)"
)


def read(text: str) -> tuple[Number, ...]:
    """Every number of `text`, in order. Time is linear; offsets are code points into `text`."""
    shut = [match.span() for pattern in (_CITATION, _IDENTIFIER) for match in pattern.finditer(text)]
    atoms: list[Number] = []
    for match in _TOKEN.finditer(text):
        if not atoms or match.start() >= atoms[-1].span.end:
            atoms.append(_atom(text, match, shut))
    return tuple(_joined(text, _with_shared_units(text, atoms)))


def _atom(text: str, match: re.Match[str], shut: list[tuple[int, int]]) -> Number:
    start, end = match.span()
    before = text[max(0, start - 60) : start]
    if match.lastgroup == "fraction":
        top, bottom = fraction_value(match.group())
        return Number(
            Span(start, end), Kind.RATIO, (float(top), float(bottom)), (0, 0), relation=_relation(before), spelled=True
        )
    if match.lastgroup == "multiple":
        value = float(multiple_value(match.group()))
        return Number(Span(start, end), Kind.MULTIPLE, (value,), (0,), TIMES, _relation(before), spelled=True)
    if match.lastgroup == "halves":
        return _half(text, match, before)
    if match.lastgroup == "spelled":
        value, places = float(spelled_value(match.group())), 0
    else:
        value, places = _value(match.group())
        value, places, end = _scaled(text, value, places, end)
    span = Span(start, end)
    coded = _CODE.match(text, start) is not None  # "03:03" is the name of a gene's form, never a quantity
    if coded or any(first <= start < last for first, last in shut):
        return Number(span, Kind.LABEL, (value,), (places,))
    spelled = match.lastgroup == "spelled"
    if not spelled:
        if _NAME_BEFORE.search(before) and not _P_BEFORE.search(before):
            return Number(span, Kind.LABEL, (value,), (places,))
        if _ORDINAL.match(text, end):
            return Number(span, Kind.ORDINAL, (value,), (places,))
    return _described(text, span, value, places, before, spelled=spelled)


def _half(text: str, match: re.Match[str], before: str) -> Number:
    """The number of "half a year", "a year and a half", "four and a half"."""
    found = match.group().lower()
    start, end = match.span()
    if found.startswith("half"):
        value = 0.5
    else:
        first = found.split()[0]
        value = 0.5 + (float(first) if first.isdigit() else max(1, spelled_value(first)))
        if inner := re.search(_SPANS, found):
            unit = leading_unit(inner.group())
            number = Number(Span(start, end), Kind.TIME, (value,), (1,), unit[0] if unit else None, _relation(before))
            return replace(number, time=_time_role(text, start, end, end, before), spelled=True)
    return _described(text, Span(start, end), value, 1, before, spelled=True)


def _described(text: str, span: Span, value: float, places: int, before: str, *, spelled: bool) -> Number:
    """The number with what stands around it: unit, relation, role in time."""
    end = span.end
    base = Number(span, Kind.DECIMAL if places else Kind.COUNT, (value,), (places,), spelled=spelled)
    base = replace(base, relation=_relation(before), noun=_noun(text, end))
    if _P_BEFORE.search(before):
        return replace(base, kind=Kind.P_VALUE)
    if _LEVEL_AFTER.match(text, end):
        return replace(base, kind=Kind.LABEL)
    if fold := _FOLD.match(text, end):
        return replace(base, kind=Kind.MULTIPLE, unit=TIMES, span=Span(span.start, fold.end()))
    at = (
        end + 1
        if text[end - 1 : end] != " " and text[end : end + 1] in ("-", "‐", "‑", " ", "\u00a0", "\u202f", "\u2009")
        else end
    )
    found = leading_unit(text, at)
    if found is not None:
        unit, unit_end = found
        number = replace(base, unit=unit, span=Span(span.start, unit_end), noun=_noun(text, unit_end))
        if unit.dimension == "share":
            return replace(number, kind=Kind.PERCENT)
        if unit.dimension == "time":
            return replace(number, kind=Kind.TIME, time=_time_role(text, span.start, unit_end, end, before))
        return number
    if ahead := _TIME_BEFORE.search(before):
        lead = text[max(0, span.start - len(before) + ahead.start() - 24) : span.start - len(before) + ahead.start()]
        unit_found = leading_unit(ahead.group(1).lower(), 0)
        role = TimeRole.UNTIL if _UNTIL_BEFORE.search(lead) else TimeRole.POINT
        return replace(base, kind=Kind.TIME, unit=unit_found[0] if unit_found else None, time=role)
    if not spelled and _NAME_AFTER.match(text, end):
        return replace(base, kind=Kind.LABEL)
    if not places and not spelled and 1900 <= value <= 2099 and end - span.start == 4 and _YEAR_BEFORE.search(before):
        return replace(base, kind=Kind.YEAR)
    return base


def _value(printed: str) -> tuple[float, int]:
    if len(printed) > _LONGEST:
        return 0.0, 0
    plain = re.sub(r"[ ,\u202f\u2009\u00a0’']", "", printed).replace("·", ".").replace("∙", ".")
    return float(plain), len(plain.partition(".")[2])


def _scaled(text: str, value: float, places: int, end: int) -> tuple[float, int, int]:
    """`value` times a scale word or a power of ten that follows it."""
    if scale := _SCALE.match(text, end):
        factor = SCALES[scale.group(1).lower()]
        return value * factor, max(0, places - len(str(factor)) + 1), scale.end()
    if value == 10 and (raised := _RAISED_DIGITS.match(text, end)):
        return 10.0 ** int(raised.group().translate(_RAISED)), 0, raised.end()
    if power := _POWER.match(text, end):
        exponent = int((power.group(1) or power.group(2)).translate(_RAISED).replace("−", "-"))
        return value * 10.0**exponent, max(0, places - exponent), power.end()
    return value, places, end


def _relation(before: str) -> Relation:
    for pattern, relation in ((_ABOVE, Relation.ABOVE), (_BELOW, Relation.BELOW), (_ABOUT, Relation.ABOUT)):
        if pattern.search(before):
            return relation
    return Relation.EQUAL


def _noun(text: str, end: int) -> str:
    """The word for what is counted: a word for people among the next few, else the first."""
    phrase = _PHRASE.match(text, end)
    if phrase is None:
        return ""
    words: list[str] = []
    for word in phrase.group().lower().split():
        if word in _NO_NOUN:
            break
        words.append(word.strip("-"))
    people = [word for word in words if PEOPLE.fullmatch(word)]
    return people[0] if people else next((word for word in words if word not in _BEFORE_NOUN), "")


def _time_role(text: str, start: int, unit_end: int, number_end: int, before: str) -> TimeRole:
    if _UNTIL_BEFORE.search(before):
        return TimeRole.UNTIL
    if _LENGTH_BEFORE.search(before):
        return TimeRole.LENGTH
    if _POINT_AFTER.match(text, unit_end):
        return TimeRole.POINT
    if _LENGTH_AFTER.match(text, unit_end):
        return TimeRole.LENGTH
    if _POINT_BEFORE.search(before):
        return TimeRole.POINT
    if text[number_end : number_end + 1] in ("-", "‐", "‑") and start >= 0:
        return TimeRole.LENGTH
    return TimeRole.UNSAID


def _with_shared_units(text: str, atoms: list[Number]) -> list[Number]:
    """Numbers of a list get the unit that is printed only once, after the last: "70, 75 and 72 %"."""
    shared = list(atoms)
    for index in range(len(shared) - 2, -1, -1):
        number, following = shared[index], shared[index + 1]
        if number.unit is not None or following.unit is None or number.kind not in (Kind.COUNT, Kind.DECIMAL):
            continue
        if _LIST.fullmatch(text, number.span.end, following.span.start):
            kind = following.kind if following.kind in (Kind.PERCENT, Kind.TIME, Kind.MULTIPLE) else number.kind
            shared[index] = replace(number, unit=following.unit, kind=kind, time=following.time)
    return shared


def _joined(text: str, atoms: list[Number]) -> list[Number]:
    """Pairs made one: "14 of 25" is a ratio, "0.48 to 0.97" after "CI" an interval."""
    joined: list[Number] = []
    for number in atoms:
        last = joined[-1] if joined else None
        pair = _pair(text, last, number) if last is not None else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(number)
    return joined


def _pair(text: str, first: Number, second: Number) -> Number | None:
    if not (first.is_quantity and second.is_quantity) or len(first.values) > 1 or len(second.values) > 1:
        return None
    between = (first.span.end, second.span.start)
    whole = replace(
        first,
        span=Span(first.span.start, second.span.end),
        values=first.values + second.values,
        places=first.places + second.places,
        noun=second.noun,
    )
    plain = (Kind.COUNT, Kind.DECIMAL)
    if (
        first.kind in plain
        and first.unit is None
        and second.kind is Kind.COUNT
        and second.unit is None
        and 0 <= first.values[0] <= second.values[0]
        and second.values[0] >= 2
        and _OF.fullmatch(text, *between)
        and not _PACKS.search(text, *between)
    ):
        return replace(whole, kind=Kind.RATIO)
    if first.kind is second.kind and first.kind in (*plain, Kind.PERCENT) and _TO.fullmatch(text, *between):
        if _CI_BEFORE.search(text[max(0, first.span.start - 24) : first.span.start]):
            return replace(whole, kind=Kind.INTERVAL, unit=first.unit or second.unit)
        if text[between[0] : between[1]].strip() in ("–", "—", "-", "−", "‑", "to"):
            return replace(whole, kind=Kind.RANGE, unit=first.unit or second.unit)
    return None
