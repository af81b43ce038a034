"""The numbers of a text: value, kind, unit and place.

Read as a person reads them: "twenty-two", "a third", "1,204", "0·03", "14 of 25", "23–24 hours", "P < 0.001". A number
that is part of a name (COVID-19, SF-36, Table 2, [12]) is a label and no quantity. Signs are not kept: "a fall of 3"
and "−3" hold the same number, and which way it went is for other rules.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.domain.document import Span
from pipeline.text.number_context import noun_after, relation_before, time_ahead, time_role
from pipeline.text.number_kinds import Kind, Number, Relation, TimeRole
from pipeline.text.number_pairs import joined, with_shared_units
from pipeline.text.number_words import (
    FRACTION,
    MULTIPLE,
    SCALES,
    SPELLED,
    fraction_value,
    multiple_value,
    spelled_value,
)
from pipeline.text.regex import regex, small
from pipeline.text.units import TIMES, leading_unit

__all__ = ["Kind", "Number", "Relation", "TimeRole", "read"]


_DIGITS = (
    # "10 000 steps": a blank parts thousands where a word follows, and not in a row of figures
    r"(?<!\d )(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?= [a-z]{3,})|"
    r"\d{1,3}(?:[,\u202f\u2009\u00a0’']\d{3})+(?!\d)(?:[.·]\d+)?|\d{4},\d{3}(?!\d)"
    r"|\d+(?:[.·∙]\d+)?|(?<!\w)[.·]\d+"
)
_SPANS = r"year|month|week|day|hour|minute|century|decade"
_MEASURES = r"litre|liter|gram|kilogram|kilo|metre|meter|mile|pint|kilometre|kilometer"
# A number begins with a digit, a point or one of these letters; looking for them first saves most of the work.
_TOKEN = regex(  # for texts in small letters
    rf"(?=[\d.·]|(?<!\w)[adefhnostz])(?:"
    rf"(?P<halves>\b(?:half an? (?=(?:{_SPANS}|{_MEASURES})\b)|(?:an?|one) (?:{_SPANS}) and a half\b"
    rf"|(?:{SPELLED}|\d+) and a half\b))"
    rf"|(?P<fraction>\b(?:{FRACTION})\b)"
    rf"|(?P<multiple>\b(?:{MULTIPLE})\b)"
    rf"|(?P<spelled>\b(?:{SPELLED})\b)"
    rf"|(?P<digits>(?:{_DIGITS})))",
)
_POWER = regex(r"\s?[×x]\s?10(?:\^?([-−]?\d{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_RAISED_DIGITS = regex(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_LONGEST = 40
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SCALE = regex(r"[ -](hundred|thousand|million|billion)\b", re.IGNORECASE)
_FOLD = regex(r"(?:[- ]?fold| times(?= (?:as|more|less|higher|lower|greater|larger|smaller|the)\b))")
_ORDINAL = regex(r"(?:st|nd|rd|th)\b")
_NAME_BEFORE = regex(
    r"(?:[A-Za-z_@#]|[A-Za-z][-‐‑–/]|(?:\b(?:[Tt]ables?|[Ff]ig(?:ure|s)?\.?|[Tt]ests?|[Vv]isits?|[Pp]hase|[Tt]ype|[Rr]ef(?:s|erences?)?\.?"
    r"|[Vv]ersion|[Vv]er\.|v\.|[Ss]tep|[Cc]hapter|[Ss]ection|[Pp]atient|[Pp]articipant|[Cc]ase|[Cc]ohort|[Gg]roup|[Aa]rm"
    r"|[Pp]art|[Ll]evel|[Ss]tudy|[Tt]rial|[Ss]upplement|[Aa]ppendix|[Bb]ox|[Nn]o\.|[Ii]tem|[Qq]uestion|[Mm]odel"
    r"|[Cc]lass|CPET|[Cc]ycle)\s))$"
)
_NAME_AFTER = regex(r"(?:[A-Za-zα-ω]|[-‐‑–][A-Z]|/\d+/|\.\d+/)")
_CODE = regex(r"\d{16,}|0\d+(?![\d.·])|\d+:0\d|\d{4,}(?=[A-Za-z]{3,})")
_CITATION = regex(r"\[\s?\d{1,3}(?:\s?[,–—‑-]\s?\d{1,3})*\s?\]")
_IDENTIFIER = regex(r"(?:10\.\d{4,9}/\S+|https?://\S+|www\.\S+|\b[A-Z]{2,}\d{4,}\S*)")
_P_BEFORE = regex(r"\b[pP][ -]?(?:values?)?\s?(?:=|<|>|≤|≥|of|was|is|:|below|above)*\s?$")
_LEVEL_AFTER = regex(
    r"\s?(?:%|percent|per cent)\s?-?\s?(?:CI\b|CrI\b|[Cc]onfidence|[Cc]redible"
    r"|[Uu]ncertainty|[Ii]nterval|[Cc]ertain|[Ss]ure\b)"
)
_YEAR_BEFORE = regex(
    r"(?:\b(?:in|since|from|until|till|before|after|by|of|during|between|and|to|year|early|late|mid|spring|summer|autumn"
    r"|winter|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?,?\s|[-–—(]\s?|©\s?)$"
)


def read(text: str) -> tuple[Number, ...]:
    """Every number of `text`, in order. Time is linear; offsets are code points into `text`."""
    shut = [match.span() for pattern in (_CITATION, _IDENTIFIER) for match in pattern.finditer(text)]
    atoms: list[Number] = []
    for match in _TOKEN.finditer(small(text)):
        if not atoms or match.start() >= atoms[-1].span.end:
            atoms.append(_atom(text, match, shut))
    return tuple(joined(text, with_shared_units(text, atoms)))


def _atom(text: str, match: re.Match[str], shut: list[tuple[int, int]]) -> Number:
    start, end = match.span()
    before = text[max(0, start - 60) : start]
    if match.lastgroup == "fraction":
        top, bottom = fraction_value(match.group())
        return Number(
            Span(start, end),
            Kind.RATIO,
            (float(top), float(bottom)),
            (0, 0),
            relation=relation_before(before),
            spelled=True,
        )
    if match.lastgroup == "multiple":
        value = float(multiple_value(match.group()))
        return Number(Span(start, end), Kind.MULTIPLE, (value,), (0,), TIMES, relation_before(before), spelled=True)
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
            number = Number(
                Span(start, end), Kind.TIME, (value,), (1,), unit[0] if unit else None, relation_before(before)
            )
            return replace(number, time=time_role(text, start, end, end, before), spelled=True)
    return _described(text, Span(start, end), value, 1, before, spelled=True)


def _described(text: str, span: Span, value: float, places: int, before: str, *, spelled: bool) -> Number:
    """The number with what stands around it: unit, relation, role in time."""
    end = span.end
    base = Number(
        span,
        Kind.DECIMAL if places else Kind.COUNT,
        (value,),
        (places,),
        relation=relation_before(before),
        noun=noun_after(text, end),
        spelled=spelled,
    )
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
        number = replace(base, unit=unit, span=Span(span.start, unit_end), noun=noun_after(text, unit_end))
        if unit.dimension == "share":
            return replace(number, kind=Kind.PERCENT)
        if unit.dimension == "time":
            return replace(number, kind=Kind.TIME, time=time_role(text, span.start, unit_end, end, before))
        return number
    if ahead := time_ahead(text, span.start, before):
        return replace(base, kind=Kind.TIME, unit=ahead[0], time=ahead[1])
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
