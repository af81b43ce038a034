"""Names that a sentence holds: acronyms, markers, drugs, places, proper names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.regex import regex

__all__ = ["Name", "names"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: `kind` is marker (IL-8), acronym (LPS), drug (rituximab), place or proper."""

    text: str
    kind: str
    start: int
    end: int


_CODE = regex(
    r"(?<![\w/])(?=[A-Za-z0-9α-ω/-]*[A-Z])(?:[A-Za-z]?[A-Z]{2,}[A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*"
    r"|[A-Z]-?[A-Z]{2,}[\w-]*|[A-Z][a-z]+-\d+\b"
    r"|[A-Z]-[A-Z]{3,}\b)(?![\w])|(?<![\w-])[a-z]{4,}-\d{1,2}\b(?!-)"
)
_DRUG_ENDINGS = tuple(
    """
    mab tinib fosfamide phosphamide azole statin prazole sartan olol cillin mycin floxacin trexate oxetine azepam etine
    piprazole histamine histamines mantadine amfetamine amphetamine phenidate dipine gliptin parin setron triptan profen
    caine barbital dronate semide thiazide vir platin rubicin
    zolamide finil trexone stigmine idone apine zepine cortisone
    solone sone ligimod cept ofol epoetin dopa parib ciclib xaban grel tocin flurane""".split()
)
_DRUG_NAMES = frozenset(
    """carnitine ribose coenzyme melatonin magnesium creatine zinc iron ivabradine fludrocortisone midodrine clonidine
    modafinil pregabalin gabapentin lithium aspirin ketamine metformin colchicine cromolyn famotidine""".split()
)
_LEAST_BEFORE = 3
_ANY_WORD = regex(r"[A-Za-z]{4,}")
_LETTERED = regex(
    r"\b(?:vitamins?|hepatitis|influenza|factor|complex|type) [A-Z]?\d*\b(?<= [A-Z\d])(?: ?\d+)?"
    r"|\b(?:[TB]|NK|CD4|CD8)[ -](?:cells?|lymphocytes?)\b",
)
_PROPER = regex(r"(?<=[a-z,;:] )[A-Z][a-z]{3,}(?:['’]s)?\b")
_NO_NAME = frozenset(
    """January February March April May June July August September October November December Monday Sunday Table Figure
    Western Eastern Northern Southern English European International The This They Group Groups Arm Cohort Phase Stage
    Visit Study Trial Grade Class""".split()
)
_COMMON = regex(
    r"(?:ME/?CFS|CFS/?ME|CFS|ME|PEM|PENE|PESE|DNA|RNA|mRNA|PCR|FDR|ANOVA|ANCOVA|ELISA|MRI|CT|EEG|ECG|UK|US|USA|EU"
    r"|BMI|CI|SD|IQR|SE|AI|GP"
    r"|HIV|COVID(?:-19)?|IQ|II|III|IV"
    r"|SARS-CoV-2|WHO|CDC|NICE|OK|TV|PDF|ID|N|P|I2|AM|PM|B|T)(?:s)?"
)
_COUNTRIES = (
    "Austral|Austria|Norw|Swed|Denmark|Danish|Finland|Finnish|German|Fr(?:ance|ench)|Ital|Spain|Spanish|Portug"
    "|Belgi|Dutch|Netherlands|Swiss"
    "|Switzerland|Poland|Polish|Czech|Hungar|Romania|Greece|Greek|Turk|Ireland|Irish|Scotland|Scottish|Wales|Welsh"
    "|England|British|Britain"
    "|United Kingdom|Japan|China|Chinese|Korea|India|Brazil|Canad|Mexic|Argentin|Chile|Israel|Iran|Egypt|South "
    "Africa|Nigeria|New Zealand"
    "|United States|American|Russia|Ukrain|Iceland|Estonia|Latvia|Lithuania|Taiwan|Singapore|Thai|Vietnam|Pakistan"
    "|Bangladesh"
)
_PLACE = regex(rf"\b(?:{_COUNTRIES})\w*")


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """The names of `text`, each once, in order of kind."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in (
        ("place", _PLACE),
        ("lettered", _LETTERED),
        ("drug", _ANY_WORD),
        ("code", _CODE),
        ("proper", _PROPER),
    ):
        for match in pattern.finditer(text):
            word = match.group().removesuffix("'s").removesuffix("’s")
            if kind == "drug" and not _is_drug(word.lower()):
                continue
            if (
                word in _NO_NAME
                or _COMMON.fullmatch(word)
                or any(a < match.end() and match.start() < b for a, b in taken)
            ):
                continue
            taken.append(match.span())
            if kind == "code":
                kind_found = "marker" if any(letter.isdigit() for letter in word) else "acronym"
            else:
                kind_found = kind
            yield Name(word, kind_found, match.start(), match.start() + len(word))


def _is_drug(word: str) -> bool:
    return word in _DRUG_NAMES or any(
        word.endswith(ending) and len(word) >= len(ending) + _LEAST_BEFORE
        for ending in (_DRUG_ENDINGS if word.endswith(_DRUG_ENDINGS) else ())
    )
