"""Whether a sentence says that a study chose its people by a set of criteria, or only speaks of the set.

A set counts as the entry rule only by a construction that chooses: people *met* it, *were diagnosed by* it, it *was
applied*, or it stands in brackets behind the people. Asking, counting who happened to meet it, giving it as an
example, or stating what it demands in general chooses nobody.
"""

from __future__ import annotations

import re

from pipeline.text.number_words import SPELLED
from pipeline.text.regex import regex

__all__ = ["counts_a_share", "speaks_of_it_only"]

_NUMBER = rf"(?:\d[\d,]*|{SPELLED})"
_MET = (
    r"(?:met|meet|fulfil+ed|satisf(?:ied|y)|did|would have met"
    r"|were (?:found|judged|shown) to (?:meet|fulfil|satisfy|have))"
)
# a part as the subject: "of 90 patients, 61 met", "two thirds fulfilled", "showed that 150 met"
_SHARE_MET = regex(
    rf"\b(?:out )?of (?:the |these |our |all )?{_NUMBER}\b[^.;]{{0,80}}, (?:only |about )?{_NUMBER} (?:\([^()]*\) )?"
    rf"(?:of them |patients |people |participants )?(?:also )?{_MET}\b"
    rf"|\b(?:{_NUMBER}|one|two|three)[ -](?:half|thirds?|quarters?|fifths?)(?: of (?:the |these |our |all )?\w+)?"
    rf"(?: also)? {_MET}\b"
    rf"|\b(?:that|which|and|,) (?:only |about )?{_NUMBER} (?:also )?{_MET}\b",
    re.IGNORECASE,
)
_THEN_CHOSEN = regex(
    r"\b(?:only (?:these|those)|(?:and|these|who|they) (?:\w+ )?were (?:then |finally |therefore )?(?:included"
    r"|enrol\w+|studied"
    r"|analy[sz]ed|recruited|randomi\w+|examined|invited)|were included|took part)\b",
    re.IGNORECASE,
)
_ASKED = regex(
    r"\b(?:ask(?:ed|s|ing)?|inquired|told|explain\w*|inform\w*|learn\w*|know(?:s|n|ledge)?|aware\w*|heard)\b[^.;]{0,40}"
    r"\b(?:about|which|whether|that|how|of|if)\b[^.;]{0,60}$"
    r"|\b(?:checks?|checked|determines?|estimated?|predicts?|computes?) (?:\w+ )?(?:whether|how many|if"
    r"|who)\b[^.;]{0,60}$"
    r"|\bhow many\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_OUTCOME = regex(
    r"\b(?:outcomes?|end ?points?)\b[^.;]{0,20}\b(?:was|were|is|are|included|comprised)\b[^.;]{0,60}$"
    r"|\b(?:developed|development of|incidence of|onset of)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# people parted by the set, or counted by it
_PARTED = regex(
    r"\b(?:or not|with (?:and|or) without|(?:proportion|share|percentage|number|prevalence|frequency"
    r"|rate)s? of)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_INSTRUMENT = regex(
    r"\b(?:questionnaires?|inventor(?:y|ies)|scales?|tools?|items|instruments?|checklists?|surveys?|scores?)\b[^.;]{0,25}"
    r"\b(?:based on|derived from|built on|covering|reflecting|modelled on|adapted from"
    r"|taken from) (?:the )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_DIAGNOSED = regex(r"\b(?:diagnos\w+|eligib\w+|inclu\w+|select\w+|chosen|cases? (?:was|were) defined)\b", re.IGNORECASE)
_EXAMPLE = regex(r"\b(?:for example|for instance|such as|e\.g\.,?|like)\b[^.;]{0,60}$", re.IGNORECASE)
# "ME/CFS requires PEM according to ...": what a set or an illness is, in the present, with nobody in the sentence
_GENERAL = regex(
    r"\b(?:ME|CFS|ME/CFS|(?:the |recent |these |modern )?(?:definitions?|criteria|illness|disease"
    r"|diagnosis)) (?:requires?|demands?"
    r"|includes?|lists?|regards?)\b",
    re.IGNORECASE,
)
_DEMANDS_ITSELF = regex(
    r"[^.;,]{0,20}\b(?:requires?|demands?|lists?|emphasi[sz]es?|stress(?:es)?|differs?|states?|describes?|regards?)\b",
    re.IGNORECASE,
)


def counts_a_share(text: str, start: int) -> bool:
    """Whether the words before a set, in `text[:start]`, count people who turned out to meet it, not those chosen."""
    clause = text[:start]
    found = _SHARE_MET.search(clause[-160:])
    return found is not None and not _THEN_CHOSEN.search(text)


def speaks_of_it_only(text: str, start: int, end: int) -> bool:
    """Whether the set at `text[start:end]` is asked about, an outcome, an example, or described in general."""
    clause = text[:start]
    clause = clause[clause.rfind(";") + 1 :]
    if any(pattern.search(clause) for pattern in (_ASKED, _OUTCOME, _EXAMPLE, _GENERAL)):
        return True
    if (_PARTED.search(clause) or _INSTRUMENT.search(clause)) and not _DIAGNOSED.search(clause):
        return True
    return _DEMANDS_ITSELF.match(text, end) is not None
