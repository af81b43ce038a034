"""What a paper demands of its cases beyond a set's name: the key symptom required, optional, excluded, observed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.domain.document import Span
from pipeline.domain.profile import Profile
from pipeline.reading.imposing import imposes_something_else
from pipeline.reading.passages import Passage, View
from pipeline.reading.patterns import in_small_letters
from pipeline.text.regex import regex

__all__ = ["Demand", "DemandKind", "demands_in", "key_term_pattern"]


class DemandKind(StrEnum):
    """What a sentence says about the key symptom and being chosen."""

    REQUIRED = "required"  # nobody was a case without it
    NOT_REQUIRED = "not_required"  # said in so many words
    OPTIONAL = "optional"  # one item of a list from which some are enough
    EXCLUDED = "excluded"  # people who had it were left out
    VARIES = "varies"  # cases with and without it are compared
    OBSERVED = "observed"  # cases turned out to have it
    OWN_RULE = "own_rule"  # the paper's own conditions for a case, without it


@dataclass(frozen=True, slots=True)
class Demand:
    """One such sentence."""

    kind: DemandKind
    passage: Passage

    @property
    def span(self) -> Span:
        """The whole sentence."""
        return self.passage.span


_NEED = (
    r"(?:requir(?:ed|ement|ing|es?)|mandatory|compulsory|obligatory|obligate|essential|necessary|needed"
    r"|demand(?:ed|ing)|prerequisite|stipulated|insisted|sine qua non|indispensable"
    r"|(?:had|has|have|needed|needs|were|was) to (?:be (?:present|reported|endorsed|confirmed"
    r"|experienc\w+)|have|report|experience|show|include|present|suffer|endorse|describe|exhibit|confirm"
    r"|also|feature)"
    r"|must(?: also)? (?:be|have|include|report|show|experience|suffer|present|feature)|(?:a|the"
    r"|an additional|a further|additional|entry|inclusion) condition\b(?! of (?:the )?(?:body|disease))"
    r"|exigée?s?|obligatoires?|requise?s?|nécessaires?|imposée?|verlangt|gefordert|zwingend|vorausgesetzt"
    r"|voraussetzung|erforderlich|obligatorisch\w*|krevd|krevdes|kreves|kravd|krävdes|påkrevd|nødvendig"
    r"|måtte"
    r"|vereist\w*|verplicht\w*|exig\w+|obligatori\w+|requerid\w+|imprescindible|requer\w+|necesari\w+"
    r"|\b(?:an?|the|one|another) (?:\w+ )?(?:inclusion|entry|eligibility|enrolment) (?:criterion"
    r"|requirement|condition)\b"
    r"|\ba must\b)"
)
_TASK = regex(
    r"\breport\b[^.;]{0,50}\bto (?:the|a|an|their|our|us)\b|"
    r"(?:required|asked|needed|had|have|invited|instructed|expected|must|requested) (?:to )?(?:complete"
    r"|fill|rate|record|score|log|keep|answer|wear|perform|return|note|document|undergo|rest|stop)\b"
    r"|\bdiary|\bdaily\b|each day|per day|\bconsent|ethic",
    re.IGNORECASE,
)
_NEGATED_NEED = regex(
    rf"(?:\b(?:not|never|no longer|n't|neither|nor|without being|hardly)\b[^.;]{{0,25}}{_NEED})|\b(?:did|do"
    rf"|does) not (?:need|have) to\b|\b(?:need|needs|needed|must) not\b"
    rf"|(?<!not )(?<!rather than )(?<!instead of )\boptional\b|\b(?:no|not an?"
    rf"|never an?) (?:\w+ )?(?:requirement|need|demand|condition|criterion|prerequisite)\b"
    rf"|\b(?:not (?:considered|taken into account|asked|checked|assessed|used|looked at)|ignored"
    rf"|disregarded|played no (?:part|role)|did not (?:matter|count|decide))\b[^.;]{{0,60}}\b(?:inclu|entry"
    rf"|enrol|select|admi|eligib|case|choos|recruit)"
    r"|\b(?:regardless|irrespective|independent(?:ly)?) of\b|\bwhether or not\b|\bwith or without\b"
    r"|\b(?:no|nobody|no ?one|none)\b(?: \w+){0,3}? (?:was|were|is|are|had|has|needed|needs) (?:required|obliged|to)\b"
    r"|\bnot (?:a|an|part of the|among the)\b[^.;]{0,30}\b(?:criteri\w+|condition|requirement"
    r"|prerequisite)",
    re.IGNORECASE,
)
_NEED_RE = regex(_NEED, re.IGNORECASE)
_ENTRY = regex(
    r"\binclusion\b|\beligib\w+|\bentry\b|\benrol\w*|\badmi(?:tted|ssion)\b|\bincluded\b|\bqualif\w+"
    r"|\brecruit\w*|\bselect\w*|\bcase status\b|\bcount(?:ed)? as (?:a )?cases?\b|\bcases? (?:was"
    r"|were) (?:defined|those|people|patients|persons)"
    r"|\bdiagnos\w+ (?:was|were|had|required|demanded)|\bcould (?:proceed|take part|join|enter)"
    r"|\bproceed\w*|\btook part\b|\bparticipa\w+|\bwere asked to take part|\binvited\b",
    re.IGNORECASE,
)
_INCLUSION_LIST = regex(
    r"^(?:[\w -]{0,40}\b)?(?:inclusion|eligib\w+|entry)(?: criteri\w+| requirements?| conditions?)?\s*(?::"
    r"|-|were|was|included|comprised|consisted|are|is)|\b(?:inclusion|entry|eligibility) (?:criteri\w+"
    r"|requirements?|conditions?) (?:were|was|included|comprised|consisted|are|is|for)\b",
    re.IGNORECASE,
)
_ONLY = regex(
    r"\b(?:only|exclusively|solely|restricted to|limited to|confined to|provided (?:that )?|unless)\b", re.IGNORECASE
)
_THRESHOLD = regex(
    r"\b(?:threshold|cut-?off|screen\w*|scor\w+|passed|positive|exceed\w*|at or above|at least)\b", re.IGNORECASE
)
_LACK = regex(
    r"\b(?:without|lacking|lacked|lack of|absence of|absent|free (?:of|from)|no|not (?:having|reporting"
    r"|experiencing|describing)|did not (?:have|report|experience|describe|endorse|meet|reach)"
    r"|do not (?:have|report)|denied|never had|failed to (?:report|show|reach|meet)|below|none of)\b",
    re.IGNORECASE,
)
_OUT = regex(
    r"\b(?:exclu\w+|ineligible|not eligible|left out|screened out|turned away|rejected|not (?:admitted"
    r"|enrolled|included|accepted|invited)|were not (?:admitted|enrolled|included|eligible|taken)"
    r"|could not (?:enter|join|take part)|removed|dropped|discarded|ausgeschlossen|exclus|ekskludert"
    r"|uitgesloten|excluid\w+)",
    re.IGNORECASE,
)
_EXCLUSION_CLAUSE = regex(
    r"\b(?:exclu\w+|ineligible|not eligible|left out|screened out|turned away|rejected|not admitted|not enrolled)\b",
    re.IGNORECASE,
)
_CONTROLS = regex(r"\b(?:controls?|healthy|volunteers?|comparison (?:group|subjects)|comparators?)\b", re.IGNORECASE)
_CASES = regex(
    r"\b(?:patients?|cases?|ME/CFS|participants?|people|persons?|adults?|those|individuals?)\b", re.IGNORECASE
)
_LIST = regex(
    r"\b(?:at least |any |a minimum of |minimum of )?(?:one|two|three|four|five|six"
    r"|\d)\b(?: or more)?(?: \w+){0,2} (?:of|from|among|out of)\b|\b(?:one|two|three|four|five"
    r"|\d) or more\b(?! (?:days?|weeks?|months?|hours?|years?|h)\b)|\bat least (?:one|two"
    r"|three|four|\d)\b(?! (?:day|days|week|weeks|month|months|hour|hours|year|years|h\b))|\b(?:some"
    r"|any) (?:of|from|combination)\b",
    re.IGNORECASE,
)
_INCLUDING = regex(
    r"\b(?:including|include[sd]?|such as|among (?:them|which|these)|e\.?g\.?|for (?:example|instance)"
    r"|like|or|and/or|being one)\b|[:,]",
    re.IGNORECASE,
)
_LIST_BUT_NEEDED = regex(
    rf"\bone (?:of (?:which|them|these)|being)\b[^.;]{{0,40}}{_NEED}|\bone of (?:which|them|these) (?:was"
    rf"|being|is|had|must)|\bmust include\b|\bhad to include\b|\bnecessarily\b|\balways including\b"
    rf"|\b(?:had to|must|has to) be (?:among|one|part|included|counted)\b|\b(?:mandatory|compulsory"
    rf"|obligatory|indispensable)\b|\bin addition to\b|\bplus\b|\btogether with\b|\bas well as\b"
    rf"|\bof which\b[^.;]{{0,40}}{_NEED}",
    re.IGNORECASE,
)
_SPLIT = regex(
    r"\bwith(?: \w+)? (?:and|or|versus|vs\.?) without\b|\b(?:reporting|having"
    r"|experiencing)\b[^.;]{0,50}\b(?:not (?:reporting|having|experiencing)|without)\b|\b(?:split|divided"
    r"|stratified|grouped|separated)\b[^.;]{0,60}|\bpresence (?:or|and|versus) absence\b|\b(?:with"
    r"|without) [^.;]{0,30}were compared",
    re.IGNORECASE,
)
_OBSERVED = regex(
    r"\d\s*%|per ?cent|\b(?:all|every|each|most|many|nearly all|almost all|majority|half|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|\d+)\b[^.;]{0,60}\b(?:report\w*|had|experienc\w+|showed|show"
    r"|turned out|suffer\w*|describ\w+|noted|endorsed|present\w*|found)\b|\b(?:reported|experienced"
    r"|present|found|noted|endorsed|seen)\b (?:by|in|among) (?:all|every|each|most|many|nearly|almost"
    r"|the majority|\d+)",
    re.IGNORECASE,
)
_MEASURED = regex(
    r"\b(?:outcome|end ?point|measur\w+|assess\w+|provok\w+|induc\w+|elicit\w*|trigger\w*|examin\w+"
    r"|investigat\w+|stud(?:y|ied) of|severity of|questionnaire|instrument|validat\w+|explor\w+"
    r"|interview\w*|changes? in|predict\w*)\b",
    re.IGNORECASE,
)
_PLUS = regex(
    r"\b(?:plus|and also|along with|together with|in addition to|with additional|with the addition of"
    r"|with compulsory|with mandatory|with obligatory)\b",
    re.IGNORECASE,
)
_INTOLERANT = regex(
    r"\b(?:exercise|exertion|effort|activity) (?:had )?(?:caused|provoked|triggered|brought on|worsened"
    r"|induced|led to)\b|\b(?:unable to|could not|cannot|can't) tolerate (?:exercise|exertion|effort"
    r"|physical)|\b(?:felt|feel|feeling) (?:unwell|ill|worse) after (?:exercise|exertion|effort)",
    re.IGNORECASE,
)


_WITHOUT_THE_ITEM = regex(
    r"\b(?:without|omitt\w+|leaving out|left out|dropp\w+|except(?: for)?|minus|waiv\w+|remov\w+"
    r"|not asking for)\b[^.;]{0,40}"
    r"\b(?:items?|criteri\w+|requirements?|need|point)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
# What ought to be demanded in general is not what this study demanded.
_OPINION = regex(
    (
        r"\b(?:should|ought to|recommend\w*|future (?:trials|studies)|(?:our|my|the authors'?) (?:view"
        r"|viewpoint|opinion))\b"
    ),
    re.IGNORECASE,
)
# What a diagnosis demands in general, or what an interviewer said, is not what this study demanded.
_GENERAL = regex(
    r"\b(?:is|are|being) (?:\w+ )?(?:required|mandatory|compulsory|obligatory|essential|necessary|needed)\b"
    r"|\brequires?\b"
    r"|\b(?:told|explain\w*|inform\w*)\b",
    re.IGNORECASE,
)
_OF_THE_STUDY = regex(
    r"\b(?:inclusion|eligib\w*|entry|enrol\w*|participa\w*|recruit\w*|patients?|cases?|adults|people|persons?"
    r"|volunteers"
    r"|subjects|included?|we|our|this (?:study|trial)|had|was|were)\b",
    re.IGNORECASE,
)
_ITEM = regex(
    r"\b(?:was|is|were|are) (?:an? |the )?(?:required|mandatory|compulsory|obligatory) "
    r"(?:item|question|field|part|section|module|end ?point|outcome|task)",
    re.IGNORECASE,
)
_CASE_WITH = regex(
    r"\bcases? (?:was|were|is|are) (?:anybody|anyone|everybody|everyone|somebody|someone|those|people"
    r"|persons|patients|adults"
    r"|an? \w+)(?: \w+){0,3}? (?:with|who (?:had|reported|experienced)|having)\b(?![^;]*\bor\b)[^.;]{0,80}$",
    re.IGNORECASE,
)
_OWN_RULE = regex(
    r"\b(?:CFS|ME/CFS|cases?|the (?:illness|syndrome)) (?:was|were) (?:defined|diagnosed) (?:as|when"
    r"|if)\b[^.;]{0,60}\bfatigue\b|"
    r"\bfatigue\b[^.;]{0,60}\b(?:for|of|lasting|over|above|score|at least)\b[^.;]{0,120}\b(?:inclusion"
    r"|eligib\w+|entry|only condition|were required|was required|necessary|sufficed|counted as"
    r"|were admitted)\b"
    r"|\b(?:inclusion criteri\w+|eligib\w+|entry|was required|were required|counted as (?:a )?cases?"
    r"|cases? (?:was|were) (?:defined|people|persons|those|patients)|had to have"
    r"|must have)\b[^.;]{0,120}\bfatigue\b[^.;]{0,60}\b(?:months|score|above|at least)\b",
    re.IGNORECASE,
)
_ASSESSED = regex(r"\b(?:assess\w*|measur\w*|evaluat\w*|rated|quantif\w*)\b", re.IGNORECASE)


@cache
def key_term_pattern(profile: Profile) -> re.Pattern[str]:
    """The strong terms of the key symptom as one pattern: abbreviations with regard to case, words without."""
    words = "|".join(f"(?:{term})" for term in profile.key_terms.strong)
    exact = "|".join(f"(?:{term})" for term in profile.key_terms.strong_exact)
    return regex(f"(?i:{words})|{exact}" if exact else f"(?i:{words})")


def demands_in(passages: Sequence[Passage], paper: View, profile: Profile) -> tuple[Demand, ...]:
    """What `passages` (those that may say whom the study chose) say about the key symptom, one reading a sentence."""
    pattern, may_name = key_term_pattern(profile), _quick_pattern(profile)
    foreign = _another_meaning(paper, profile)
    return tuple(_read(passages, pattern, may_name, foreign))


@cache
def _quick_pattern(profile: Profile) -> re.Pattern[str]:
    """Matches the small letters of every text that may name the key symptom: many times faster than the full one."""
    terms = (*profile.key_terms.strong, *profile.key_terms.strong_exact)
    return in_small_letters("|".join(f"(?:{term})" for term in terms))


def _read(
    passages: Sequence[Passage], pattern: re.Pattern[str], may_name: re.Pattern[str], foreign: bool
) -> Iterable[Demand]:
    for passage in passages:
        found = list(pattern.finditer(passage.text)) if may_name.search(passage.text.lower()) else []
        if foreign:
            found = [match for match in found if not match[0].isupper()]
        if not found:
            if _OWN_RULE.search(passage.text) and not _ASSESSED.search(passage.text):
                yield Demand(DemandKind.OWN_RULE, passage)
                continue
            if _EXCLUSION_CLAUSE.search(passage.text) and _INTOLERANT.search(passage.text):
                yield Demand(DemandKind.EXCLUDED, passage)
            continue
        kind = next((kind for match in found if (kind := _kind(passage.text, match))), None)
        if kind is not None:
            yield Demand(kind, passage)


def _kind(text: str, term: re.Match[str]) -> DemandKind | None:
    """What one sentence says about the term in it; None where it only measures or mentions it."""
    before, after = text[: term.start()], text[term.end() :]
    before_clause = before[max(before.rfind(";"), before.rfind(". ")) + 1 :]
    after_clause = re.split(r"[;.]\s", after)[0]
    clause = f"{before_clause}{term[0]}{after_clause}"
    if _WITHOUT_THE_ITEM.search(before_clause):
        return DemandKind.NOT_REQUIRED
    if (out := _OUT.search(clause)) is not None:
        return _excluding(clause, before_clause, after_clause, out)
    if _OPINION.search(clause) or (_GENERAL.search(clause) and not _OF_THE_STUDY.search(clause)):
        return None
    if _ITEM.search(f"{before_clause[-30:]} * {after_clause[:60]}"):
        return None
    if _NEGATED_NEED.search(clause):
        return DemandKind.NOT_REQUIRED
    if _SPLIT.search(clause) and not _ONLY.search(clause):
        return DemandKind.VARIES
    listed = _LIST.search(before_clause)
    if listed is not None and _INCLUDING.search(before_clause[listed.end() :]):
        return DemandKind.REQUIRED if _LIST_BUT_NEEDED.search(clause[listed.start() :]) else DemandKind.OPTIONAL
    if _CONTROLS.search(before_clause) and not _CASES.search(before_clause):
        return None
    if imposes_something_else(before_clause, after_clause):
        return None
    if _required(clause, before_clause, after_clause):
        return DemandKind.REQUIRED
    if _OBSERVED.search(clause) and not _MEASURED.search(before_clause):
        return DemandKind.OBSERVED
    return None


def _excluding(clause: str, before: str, after: str, out: re.Match[str]) -> DemandKind | None:
    """`without it ... excluded` demands it; `with it ... excluded` shuts it out; for controls it is irrelevant."""
    subject = clause[: out.start()] if out.start() < len(before) else clause
    lacking = (
        _LACK.search(before[-60:].rsplit(", and ", 1)[-1]) is not None
        or re.match(r"[^.;,]{0,25}\b(?:was|were) (?:absent|lacking|missing|not (?:present|reported))", after)
        is not None
    )
    near = before[-60:] if out.start() < len(before) else before
    if _CONTROLS.search(subject) and not re.search(r"\b(?:patients?|cases?)\b", subject, re.IGNORECASE):
        return None
    if lacking and (out.start() >= len(before) or _LACK.search(near)):
        return DemandKind.REQUIRED
    if _RECORDED.match(after) and out.start() < len(before):
        return None
    if out.start() < len(before) and len(before) - out.end() > 160:
        return None
    return DemandKind.EXCLUDED


_RECORDED = regex(r"\W*(?:was|were) (?:also )?(?:recorded|rated|measured|assessed|noted|asked)\b", re.IGNORECASE)


def _required(clause: str, before: str, after: str) -> bool:
    if _TASK.search(clause):
        return False
    near = f"{before[-110:]} * {after[:110]}"
    if _NEED_RE.search(near):
        return True
    if _INCLUSION_LIST.search(before) or _CASE_WITH.search(before):
        return True
    if _ONLY.search(before[-90:]) and (_ENTRY.search(clause) or _THRESHOLD.search(clause)):
        return True
    if (
        _THRESHOLD.search(near)
        and re.search(
            r"\b(?:entry|eligib\w+|inclu\w+|admi\w+|enrol\w*|could (?:enter|join)|qualif\w+)\b", clause, re.IGNORECASE
        )
        and not _MEASURED.search(before)
    ):
        return True
    return bool(
        _PLUS.search(before[-40:])
        and re.search(r"crit|defin|\bmet\b|fulfil|diagnos|inclu|eligib", before, re.IGNORECASE)
    )


def _another_meaning(paper: View, profile: Profile) -> bool:
    if not profile.key_terms.other_meanings:
        return False
    pattern = regex("|".join(profile.key_terms.other_meanings), re.IGNORECASE)
    return any(pattern.search(passage.text) for passage in paper.running)
