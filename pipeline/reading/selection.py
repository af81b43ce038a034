"""Whether a clause says that this study chose its people by a set of criteria: the ground on which `required` stands.

Naming a set where a paper speaks of its participants is not yet choosing by it. Three things must come together in one
clause: a construction that chooses (people *met* the set, were *diagnosed by* it, it stands in brackets behind them),
people who were let in by it rather than kept out, and this study rather than another one, a guideline, a committee or
a plan that was given up.
"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["chooses_people", "is_of_another_study", "keeps_people_out"]

_PEOPLE = (
    r"(?:patients?|participants?|subjects?|cases?|donors?|volunteers?|respondents?|people|persons?|individuals?|adults?"
    r"|adolescents?|children|child|women|men|girls|boys|students?|members?|veterans?|probands?|everyone|everybody"
    r"|anybody"
    r"|those|they|who|whom|sufferers|outpatients?|inpatients?|referrals?|diagnos[ei]s|cohort|sample|samples|group|arm"
    r"|pasient\w*|deltaker\w*|patienten|teilnehme\w*|pati[eë]nt\w*|pacientes?|personas|participantes)"
)
_ILLNESS = (
    r"(?:ME/CFS|CFS/ME|ME-CFS|CFS|ME|SEID|chronic fatigue syndrome|myalgic encephalomyelitis|long COVID|disease"
    r"|illness)"
)
# before the set, in its clause
_MET = regex(
    r"\b(?:met|meet|meets|meeting|fulfil\w*|satisf\w+|compl(?:y|ied|ying) with|conform\w*|qualif\w+|passed"
    # "had ME/CFS ...", not "have supported" or "had become"
    r"|(?:had|have|has)(?! (?:not|never|been|become|taken|also|\w+ed)\b)"
    r"|oppfylte|erfüll\w*|voldeden|cumpl\w+|rempliss\w+|répond\w+|uppfyll\w*)\b[^;]*$",
    re.IGNORECASE,
)
_BY = regex(
    r"\b(?:diagnos\w+|defin\w+|class\w+|confirm\w+|verif\w+|identif\w+|select\w+|chos\w+|recruit\w+|enrol\w+|inclu\w+"
    r"|admitted|entered|eligib\w+|ascertain\w+|assess\w+|screen\w+|categori[sz]\w+|labell?ed|judged|examined"
    r"|established"
    r"|made|rested|relied|based|drawn|sampled|randomi[sz]ed|counted|characteri[sz]\w+|eingeschlossen|inkluder\w+"
    r"|case status|caseness|entry|enrolment|criteria?)\b[^;]*?"
    r"(?:\b(?:by|according to|in accordance with|using|with|under|on|upon|per|against|from|after|via|through|following"
    r"|followed|used|was|were|included|comprised|required|demanded|nach|etter|según|volgens|selon|if|when)\b|:)[^;]*$",
    re.IGNORECASE,
)
_FOLLOWED = regex(
    r"\b(?:followed|used|applied|employed|adopted|rested on|relied on|we (?:also )?(?:required|demanded))\b[^;]*$",
    re.IGNORECASE,
)
_WITH_ILLNESS = regex(
    rf"\b(?:{_ILLNESS}|{_PEOPLE})(?: \([^()]*\))?,? ?(?:[(\[][^()\[\]]*$|(?:,|:|-|\bby\b|\bper\b|\bas\b|\bunder\b"
    rf"|\baccording to\b"
    r"|\bin accordance with\b|\bbased on\b|\bafter\b|\busing\b|\bof\b|\bon\b|\bwith\b|\bmeeting\b|\bfollowing\b"
    r"|\b(?:etter|nach|según|volgens|selon|enligt|efter)\b)(?:[\s,]*[\w'./()&-]+){0,8}?[\s(]*$)",
    re.IGNORECASE,
)
_LIST = regex(r"\b(?:inclusion|eligib\w+|entry|diagnos[ei]s|case definition|cases?)\b[^;:]{0,40}[:=]", re.IGNORECASE)
# after the set, in its clause
_SERVED = regex(
    r"[^;]{0,80}?(?:\b(?:was|were|is|are|had|has|have|both|had both) (?:\w+ ){0,3}?(?:to be )?(?:used|applied|met"
    r"|fulfilled"
    r"|satisfied|employed|followed|required|adopted|confirmed|established|ticked|present|checked|in place)\b"
    rf"|[ -](?:positive )?{_PEOPLE}\b|\b(?:served|sufficed|defined|identified|selected|determined|decided)\b"
    r"|\b(?:erfüll\w*|voldoe\w*|voldeden|oppfyl\w*)\b)",
    re.IGNORECASE,
)
# whose study it is
_OTHERS = regex(
    r"\b(?:an?|another|one|the|their|your|his|her|that|those|these|other|earlier|previous|prior|published|registered"
    r"|several|many|most"
    r"|some|unlike|recent|two|three|large|of) (?:\w+[ -]){0,3}?(?:stud(?:y|ies)|trials?|cohorts?|papers?|reports?"
    r"|articles?"
    r"|authors|investigators|literature|groups? (?:in|from|at)|registr(?:y|ies)|surveys?)\b"
    r"(?: \([^()]*\))?,?[^;,]{0,60}?"
    r"\b(?:in which|where|whose|that|which|who|required?s?|demand\w*|used|using|of|with|recruited|enrolled)\b",
    re.IGNORECASE,
)
_OUR_OWN = regex(
    r"\b(?:our|this|the present|the current|parent|original|the main|whose (?:\w+ ){0,4}(?:we|samples|data)"
    r"|we (?:re)?used"
    r"|re-?used|re-?analy\w+|second(?:ary)? analysis|sub-?study|biobank|donated|came from|drawn from|taken from"
    r"|obtained from|were part of|recruited from|participants of|members of)\b",
    re.IGNORECASE,
)
_ASIDE = regex(
    r"\bunlike\b|\bin contrast (?:to|with)\b|\bnot ours\b|\bof others\b|\belsewhere\b|\breference (?:values?|data"
    r"|cohort)\b"
    r"|\b(?:procedures?|methods?|protocol|design|questionnaire|approach)\b[^.;]{0,40}"
    r"\b(?:followed|copied|adapted|taken|borrowed|modelled)\b[^.;]{0,20}\b(?:that of|from|on)\b",
    re.IGNORECASE,
)
_TALK = regex(
    r"\b(?:consider(?:ed|ing)|discuss\w+|suggest\w+|propos\w+|debat\w+|plann?ed to|thought of|wish\w*|hop(?:ed|ing)"
    r"|suppor\w+"
    r"|advocat\w+|publish\w+|wr(?:ote|iting|itten)|translat\w+|teach\w*|taught|train\w*|lectur\w*|compos\w+|endors\w+"
    r"|familiar\w*|cit(?:ed|ing)|quot\w+|know\w*|knew|heard|described|describes|explain\w*|reviewed the|part in"
    r"|committee|members? of the panel|cover(?:s|ing)?|built (?:from|on)|derived from|drawn up|item bank|vignette"
    r"|resembl\w*|scoring key)\b[^;]{0,90}$",
    re.IGNORECASE,
)
# how common the state is by a set, in people chosen otherwise
_COUNTED = regex(
    r"\b(?:prevalence|proportions?|percentages?|shares?|incidence|frequency|number|rates?)\b[^;]{0,60}?"
    r"\b(?:was|were|is|are|of) (?:\w+ )?(?:estimated|calculated|determined|compared|computed|assessed|counted"
    r"|those who)\b",
    re.IGNORECASE,
)
_RULE_ITSELF = regex(
    r"[^.;]{0,25}?\b(?:makes?|made|requires?|demands?|lists?|states?|stress(?:es)?|regards?|consider|considers|differs?"
    r"|was published|were published|which (?:require|demand|make|list)s?)\b(?! (?:met|to be met))",
    re.IGNORECASE,
)
_KEPT_OUT = regex(
    r"[^.;]{0,90}?\b(?:was|were|are|is|being) (?:\w+ ){0,2}?(?:excluded|ineligible|not eligible|screened out"
    r"|turned away"
    r"|referred (?:to another|elsewhere)|left out|not (?:included|admitted|enrolled|invited)|removed)\b",
    re.IGNORECASE,
)
_GIVEN_UP = regex(
    r"[^.;]{0,60}?\b(?:be applied|was not possible|were not (?:used|applied|chosen|available)"
    r"|could not be (?:applied|used)"
    r"|but (?:settled|decided|chose|opted|preferred|used|kept|later))\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = regex(
    r";|(?<=[a-z)]), (?:but|and|while|whereas|although)(?= (?:we|our|the|they|there|here|it|its|this)\b)"
)


def chooses_people(text: str, start: int, end: int) -> bool:
    """Whether the clause around the set named at `text[start:end]` says that this study's people were chosen by it."""
    before, after = _clause(text, start, end)
    if is_of_another_study(before) or keeps_people_out(before, after):
        return False
    if _COUNTED.search(before):
        return False
    if _TALK.search(before) and not _MET.search(before):
        return False
    if _GIVEN_UP.match(after):
        return False
    if _RULE_ITSELF.match(after) and not _chosen_before(before):
        return False
    if _chosen_before(before) or _LIST.search(before):
        return True
    return _SERVED.match(after) is not None


def is_of_another_study(before: str) -> bool:
    """Whether the words of a clause, up to what it names, speak of the people of another study."""
    if _ASIDE.search(before):
        return True
    return _OTHERS.search(before) is not None and not _OUR_OWN.search(before)


def keeps_people_out(before: str, after: str) -> bool:
    """Whether those who met what stands between `before` and `after` were kept out of the study."""
    if re.search(r"\b(?:not|without|failed|lack\w*|unless|except)\b", before[-60:], re.IGNORECASE):
        return False
    return _KEPT_OUT.match(after) is not None


def _chosen_before(before: str) -> bool:
    return any(pattern.search(before) for pattern in (_MET, _BY, _FOLLOWED, _WITH_ILLNESS))


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The clause around a place, as the words before it and the words after it."""
    before, after = text[:start], text[end:]
    ends = [match.end() for match in _CLAUSE_ENDS.finditer(before)]
    stop = _CLAUSE_ENDS.search(after)
    return before[ends[-1] if ends else 0 :], after[: stop.start() if stop else None]
