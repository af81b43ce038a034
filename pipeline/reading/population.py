"""Who was studied, in the paper's own short phrases: age, sex, severity, country, setting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.facts import PopulationReading
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["read_population"]

_AGE = regex(
    r"\b(?:(?:mean|median|average)(?: \(\w+\))? age\b[^.;()]{0,40}?\d{1,2}(?:\.\d+)?(?: ?(?:±"
    r"|\+/-) ?\d+(?:\.\d+)?)?(?: years)?|aged? (?:between )?\d{1,2}(?:\.\d+)?(?: ?(?:-|to"
    r"|and) ?\d{1,2})?(?: years| and (?:over|older|above))?|ages? (?:of )?\d{1,2} ?(?:-|to) ?\d{1,2}"
    r"|\d{1,2} ?(?:-|to) ?\d{1,2}[- ]years?(?:[- ]old| of age)|(?:over|under|above"
    r"|below) (?:the age of )?\d{1,2} years)",
    re.IGNORECASE,
)
_SEX = regex(
    r"\b(?:\d{1,3}(?:\.\d+)? ?% (?:of (?:the )?\w+ (?:were |was )?)?(?:women|men|females?|males?|female"
    r"|male)|\d{1,4} (?:women|females?|men|males?)\b(?:[^.;]{0,20}?\d{1,4} (?:women|females?|men|males?))?"
    r"|(?:female|male|women|men)[,:]? ?\(?(?:n ?= ?)?\d{1,4}(?:\.\d+)? ?%?|(?:all|only) (?:were )?(?:women"
    r"|men|females?|males?))",
    re.IGNORECASE,
)
_LEVEL = r"(?:very severe|severe|moderate|mild)(?:ly)?"
_LEVELS = rf"{_LEVEL}(?:(?:,? (?:to|or|and) |, |-to-|/| ?[–-] ?){_LEVEL})*"
_SEVERITY = regex(
    rf"\b(?:{_LEVELS} (?:affected|ill|ME/CFS|CFS|ME|disease|illness|fatigue|cases|patients)\b"
    rf"|(?:disease |illness |symptom )?severity (?:was |of |ranged from |from |between |: )?{_LEVELS}"
    r"|(?:house-?bound|bed-?bound|home-?bound|ambulant|ambulatory)\b)",
    re.IGNORECASE,
)
#: A sentence that tells who did not take part says nothing of those who did.
_LEFT_OUT = regex(
    r"\b(?:exclu(?:d\w+|sion)|ineligible|(?:not|never|neither|nor) (?:\w+ ){0,2}?(?:included|enrolled|recruited"
    r"|eligible|invited|admitted|studied|assessed|represented)|did not (?:include|enrol\w*|recruit|admit)"
    r"|left out|screened out|declined|too (?:ill|sick|unwell|severe\w*)"
    r"|unable to (?:attend|take part|participate|travel)"
    r"|could not (?:attend|take part|participate|travel)|other than)\b",
    re.IGNORECASE,
)
_SETTING = regex(
    r"\b(?:(?:tertiary|secondary|primary|specialist|outpatient|university|community|referral|hospital"
    r"|fatigue|memory|infertility|general|rehabilitation|online|patient)[ -](?:\w+[ -]){0,3}?(?:cent(?:re"
    r"|er)s?|clinics?|care|hospitals?|practices?|services?|departments?|wards?|survey|charit(?:y|ies)"
    r"|organi[sz]ations?|societ(?:y|ies)))\b",
    re.IGNORECASE,
)
_COUNTRIES = (
    "Argentina|Australia|Austria|Belgium|Brazil|Bulgaria|Canada|Chile|China|Colombia|Croatia|Cuba|Cyprus|Czech "
    "Republic|Denmark|Egypt|England|Estonia|Ethiopia|Finland|France|Germany|Ghana|Greece|Hong "
    "Kong|Hungary"
    "|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Jordan|Kenya|Korea|South "
    "Korea|Latvia|Lebanon|Lithuania|Malaysia|Mexico|Morocco|Nepal|New "
    "Zealand|Nigeria|Norway|Pakistan|Peru|Philippines|Poland|Portugal"
    "|Romania|Russia|Saudi Arabia|Scotland|Serbia|Singapore|Slovakia|Slovenia|South Africa|Spain|Sri "
    "Lanka|Sweden|Switzerland|Taiwan|Tanzania|Thailand|The Netherlands|the "
    "Netherlands|Netherlands|Tunisia|Turkey|Uganda"
    "|Ukraine|United Kingdom|UK|United States|USA|U\\.S\\.|US|Vietnam|Wales"
)
_COUNTRY = regex(rf"\b(?:in|from|across|throughout|of) (?:the )?(?:[A-Z][\w-]+, )?({_COUNTRIES})\b")
_MAKER = regex(r"\b(?:Inc|GmbH|Ltd|Corp|Co\.|AG|software|kit|purchased|manufactur\w+|supplied)\b", re.IGNORECASE)


def read_population(paper: View) -> PopulationReading:
    """Short phrases as the paper prints them, empty where it does not say, with the sentences they stand in."""
    places = _places(paper)
    found: dict[str, str] = {}
    spans: list[Span] = []
    for name, pattern in (
        ("age", _AGE),
        ("sex", _SEX),
        ("severity", _SEVERITY),
        ("setting", _SETTING),
        ("country", _COUNTRY),
    ):
        hit = _first(places, pattern, skip=_MAKER if name == "country" else _LEFT_OUT)
        if hit is not None:
            found[name] = " ".join(hit[0].split())
            spans.append(hit[1].span)
    return PopulationReading(
        age=found.get("age", ""),
        sex=found.get("sex", ""),
        severity=found.get("severity", ""),
        country=found.get("country", ""),
        setting=found.get("setting", ""),
        passages=tuple(dict.fromkeys(spans)),
    )


def _places(paper: View) -> Sequence[Passage]:
    """Participants and methods first, then the abstract's methods and results, then the first results."""
    body = [one for one in paper.having({Role.PARTICIPANTS}) if one.zone is not Zone.ABSTRACT]
    methods = [one for one in paper.having({Role.METHODS}) if one.zone is not Zone.ABSTRACT][:40]
    abstract = [one for one in paper.abstract if one.role not in {Role.INTRODUCTION, Role.CONCLUSIONS}]
    results = [one for one in paper.having({Role.RESULTS}) if one.zone is not Zone.ABSTRACT][:20]
    return [*body, *abstract, *methods, *results] or list(paper.running[:40])


def _first(places: Sequence[Passage], pattern: re.Pattern[str], skip: re.Pattern[str]) -> tuple[str, Passage] | None:
    for passage in places:
        match = pattern.search(passage.text)
        if match is not None and not skip.search(passage.text):
            return (match[1] if match.re.groups else match[0]), passage
    return None
