"""Small lexicons of English that rules read with. Each is one pattern with one meaning; offsets are the caller's.

Room for more: a lexicon belongs here when two rules need it, or when it says something about English and not about one
rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.text.regex import any_case, regex

__all__ = [
    "CITATION_MARK",
    "CLAIMED_OWN",
    "CONTRAST",
    "CREDITED_PLAINLY",
    "INSTRUCTION",
    "NEGATION",
    "OTHER_STUDY",
    "OWN_STUDY",
    "PEOPLE",
    "credits_others",
    "instructions_in",
    "speaks_of_itself",
]

NEGATION = any_case(
    r"\b(?:no|not|none|nobody|nothing|neither|nor|never|without|cannot|(?:was|were|is|are|been) unable to"
    r"|failed to|lack(?:ed|s|ing)?|absen(?:t|ce)"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|could|would|should|wo)n['’]t)\b",
)
"""Words that turn a statement round."""

CONTRAST = regex(
    r"\b(?:not|no|none|nobody|never|neither|nor|without|others?|rest|remain(?:ing|der)?|fewer|more|less|lower"
    r"|younger|older|longer|shorter|later|earlier"
    r"|higher|larger"
    r"|smaller|fell|falls?|fallen|rose|rises?|risen|dropp?(?:ed|s)?|decreas\w+|increas\w+|gain(?:ed|s)?|lost"
    r"|loss(?:es)?"
    r"|grew|shrank|declin\w+|chang\w+|differ\w*|left|with(?:drew|drawn)|missing|excluded|fail(?:ed|s|ure)?"
    r"|lacked|unable"
    r"|apart|gap|added|extra|better|worse|improv\w+|un\w{4,}|non-\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that speak of the rest or of a change: with them a difference or a complement is what is meant."""

PEOPLE = regex(
    r"\b(?:people|persons?|patients?|participants?|subjects?|individuals?|respondents?|responders?|volunteers?"
    r"|men|women"
    r"|males?|females?|boys?|girls?|children|adolescents|adults|controls?|cases?|probands?)\b",
    re.IGNORECASE,
)
"""Words for those who were studied."""

OWN_STUDY = regex(
    r"\b(?:we|our|ours|us|here(?:in)?"
    r"|(?:the )?(?:present|current) (?:study|trial|work|analysis|cohort|data|findings|results|review|survey|report)"
    r"|(?:this|these) (?:study|trial|survey|cohort|sample|analysis|review|findings|results|data|patients"
    r"|participants))\b",
    re.IGNORECASE,
)
"""Words by which a paper speaks of itself."""

_WORKS = (
    r"(?:stud(?:y|ies)|trials?|surveys?|reports?|work|research|findings|results|data|investigat\w+|authors"
    r"|papers?|reviews?"
    r"|reported|observed|found|shown|described|demonstrated|published)"
)
_FOUND = (
    r"(?:found|show(?:ed|s|n)|report(?:ed|s)|observed|described|suggest(?:ed|s)|demonstrat(?:ed|es)|indicat(?:ed|es)"
    r"|conclud(?:ed|es))"
)
OTHER_STUDY = regex(
    r"\bet al\b\.?|\b[A-Z]\w+ and (?:colleagues|co-?workers|associates|others)\b"
    r"|\b(?:study|trial|survey|report|review) (?:by|of|from) (?:another|other|a different) (?:group|team"
    r"|research\w*|authors)\b"
    r"|\b(?:previous(?:ly)?|earlier|prior|other|another|recent(?:ly)?|several|initial|former|past|published)\s"
    rf"(?:\w+\s){{0,3}}?{_WORKS}\b"
    r"|\b(?:one|a|an|two|three|both|many|some)\s(?:\w+[\s-]){0,4}?"
    rf"(?:study|studies|trials?|report|review|meta-analysis)\b(?:[^.;]|\.(?=\d)){{0,160}}?\b{_FOUND}\b"
    rf"|\b(?:has|have) (?:(?:also|previously|recently) )?been (?:(?:also|previously|recently) )?{_FOUND}\b"
    rf"|\b(?:studies|authors|others|researchers|investigators) (?:have )?(?:also )?{_FOUND}\b",
    re.IGNORECASE,
)
"""Words by which a paper credits a result to somebody else, or to an earlier paper of its own authors."""

CLAIMED_OWN = regex(
    r"\b(?:this|the|our|present) (?:present |new |current )?(?:study|survey|trial|review|analysis|paper|work"
    r"|team|researchers"
    r"|authors|scientists)\b[^.;]{0,30}?\b(?:found|finds|show(?:s|ed)|saw|observed|measured|discovered"
    r"|revealed?s?|confirm(?:s|ed)"
    r"|prove[sd]?|establish(?:es|ed)|demonstrate[sd]?)\b|\b(?:in|from) this (?:study|survey|trial|sample|group)\b"
    r"|\b(?:they|we) (?:found|saw|observed|showed|measured|discovered)\b",
    re.IGNORECASE,
)
"""Words by which a summary gives a result to the paper itself."""

CREDITED_PLAINLY = regex(
    r"\b(?:earlier|previous(?:ly)?|past|prior|another|older|other|several|many|some) (?:\w+ ){0,2}?(?:stud(?:y"
    r"|ies)|research|work|trials?"
    r"|surveys?|reports?|reviews?|papers?|teams?|groups?|researchers|estimates?|data|found|shown|reported)\b"
    r"|\bothers (?:have|had|found|report)"
    r"|\b(?:is|are|was|were|it is|already|long) (?:already |well |now )?known\b|\b(?:has|have"
    r"|had) been (?:\w+ )?(?:reported|shown|found|described"
    r"|suggested|linked|estimated)|\b(?:is|are) (?:thought|estimated|believed|said) to\b|\bearlier\b|\bbefore this\b",
    re.IGNORECASE,
)
"""Words by which a summary gives a result to other work, or calls it known."""

CITATION_MARK = regex(
    r"\[\s?\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*\s?\]"
    r"|\(\s?\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*\s?\)"
    r"|(?<=[a-zA-Z.,)])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
    r"|\((?:[^()]{0,60}?,\s)?(?:[A-Z][\w'’-]+(?: et al\.?| (?:and|&) [A-Z][\w'’-]+)?,? (?:19"
    r"|20)\d\d[a-z]?(?:;\s)?)+\)"
)
"""A mark that points into the reference list: [12], (32–34), raised digits, (Smith et al., 2010)."""

_MACHINE = r"(?:LLM|AI|language model|GPT|chat ?bot)"
INSTRUCTION = regex(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any"
    r"|your)\b"
    r"[^.!?\n]{0,40}\b(?:instructions?|prompts?|rules|directions?|commands?|guidelines you)\b"
    r"|\b(?:as|you are|being) an? (?:(?:large )?language model|artificial intelligence|AI|LLM|chat ?bot)\b"
    r"|\b(?:give|write|provide|produce|assign|submit)\b[^.!?\n]{0,30}"
    r"\b(?:positive|favou?rable|glowing|good|high(?:est)?)\s(?:review|rating|score|assessment|recommendation)s?\b"
    r"[^.!?\n]{0,40}(?:only|\bpaper\b|\bmanuscript\b|\bauthors?\b|\bwork\b|[.!]|$)"
    r"|(?<![a-z]\s)\b(?:please )?(?:do not|don['’]t|never)\s"
    r"(?:mention|highlight|reveal|disclose|report|include)\b[^.!?\n]{0,40}"
    r"\b(?:negatives?|weakness(?:es)?|limitations?|this (?:prompt|instruction|text)|these instructions"
    r"|system prompt)\b"
    r"|\b(?:system prompt|begin (?:system|instructions?)|end of (?:prompt|instructions?)|new instructions?:)"
    rf"|\b{_MACHINE} (?:reviewers?|summari[sz]ers?|assistants?|agents?)\s?[:,]?\s"
    r"(?:must|should|shall|please|are (?:required|instructed))\b"
    rf"|\b(?:note|attention|message|instructions?) (?:to|for) (?:(?:any|all|the) )?{_MACHINE}s?\b",
    re.IGNORECASE,
)
"""A sentence that speaks to a machine that reads the paper, not to a person."""


# The pattern above is slow over a whole paper; it can only match near one of these.
_HINTS = (
    *("ignore ", "disregard ", "forget ", "override ", "language model", "artificial intelligence", "chatbot"),
    *("chat bot", " an ai", "llm", "gpt", " ai ", "system prompt", "new instruction", "begin system"),
    *("begin instruction", "end of prompt", "end of instruction"),
)
_PAIRED_HINTS = (
    (
        ("positive", "favorable", "favourable", "glowing", "good", "high", "highest"),
        ("review", "rating", "score", "assessment", "recommendation"),
    ),
    (
        ("not", "don't", "don’t", "never"),
        ("mention", "highlight", "reveal", "disclose", "report", "include"),
    ),
)
_AROUND = 240


@lru_cache(maxsize=8)
def instructions_in(text: str) -> tuple[re.Match[str], ...]:
    """Every match of `INSTRUCTION`, in order; fast on texts that hold none, and kept for the last few texts."""
    return tuple(_instructions_in(text))


def _instructions_in(text: str) -> Iterator[re.Match[str]]:
    level = text.replace("\n", " ").replace("\u00a0", " ").lower()
    places = sorted(place for hint in (*_HINTS, *_paired_hints(level)) for place in _places(hint, level))
    done = 0
    for place in places:
        begin, end = max(done, place - _AROUND), place + _AROUND
        if end <= done:
            continue
        for match in INSTRUCTION.finditer(text, begin, end):
            yield match
            done = match.end()


def _paired_hints(text: str) -> Iterator[str]:
    """The pairs of words whose first and second word stand in `text`, if not yet beside each other."""
    for firsts, seconds in _PAIRED_HINTS:
        ends = [word for word in seconds if word in text]
        yield from (f"{word} {end}" for word in firsts if ends and word in text for end in ends)


def _places(hint: str, text: str) -> Iterator[int]:
    place = text.find(hint)
    while place >= 0:
        yield place
        place = text.find(hint, place + 1)


_OWN_EARLIER = regex(r"\bour (?:\w+ )?(?:previous|earlier|prior|former)\b", re.IGNORECASE)
_OWN_FOR_CERTAIN = regex(
    r"\b(?:we|our|ours|us"
    r"|(?:present|current) (?:study|trial|work|analysis|cohort|data|findings|results|review|survey))\b",
    re.IGNORECASE,
)
# "as in the present study", "in contrast to our findings": a comparison with this paper is not about it.
_COMPARED = regex(
    r"\b(?:similar to|as in|like|unlike|than in|compared (?:to|with)|in contrast (?:to|with)|in line with"
    r"|consistent with|in agreement with)\s(?:(?:those|that) (?:in|of) )?(?:the |our )(?:present |current |own )?"
    r"(?:study|trial|work|analysis|cohort|data|findings|results|review|survey)\b",
    re.IGNORECASE,
)


def credits_others(sentence: str) -> bool:
    """Whether a sentence gives its result to another paper, or to an earlier one, rather than to this one."""
    if _OWN_EARLIER.search(sentence):
        return True
    rest = _COMPARED.sub(" ", sentence)
    return OWN_STUDY.search(rest) is None and OTHER_STUDY.search(rest) is not None


def speaks_of_itself(sentence: str) -> bool:
    """Whether a sentence is about this very paper: "we", "our", "the present study", and no mere comparison with it."""
    rest = _OWN_EARLIER.sub(" ", _COMPARED.sub(" ", sentence))
    return _OWN_FOR_CERTAIN.search(rest) is not None
