"""A sentence as clauses: which words each holds, and whether it says yes or no.

Words are compared by their stems (the first letters), after plain words and technical ones for the same thing have been
made one. That is crude, and meant to be: two texts that share no stem by it share no words worth comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.regex import in_small_letters, regex, small
from pipeline.text.wording import NEGATION
from pipeline.text.wording_synonyms import one_word

__all__ = [
    "BEING",
    "Clause",
    "claims",
    "clause_at",
    "clauses",
    "deed",
    "denies",
    "holds_back",
    "scope",
    "stem",
    "stems",
]

_WORD = regex(r"[^\W\d_][\w/’'-]*")
_BORDER = in_small_letters(
    r"[;:?!](?=\s|$)|\.(?=\s|$)|,?\s(?:(?<!all\s)but|while|whereas|although|though|which|because|however|yet|so"
    r"|thus|until"
    r"|compared (?:with|to)|versus|vs\.?)(?=\s)"
    r"|,?\s(?:and|or)(?!\s(?:absence|without)\b)(?=\s(?:[\w’'/-]+\s){0,6}?(?:is|are|was|were|has|have|had|do|does"
    r"|did|can|cannot|could|may|might"
    r"|will|would|should|must)\b)",
)
_ASIDE = regex(r"\([^()]*\)|\[[^\[\]]*\]")
# A negation that denies nothing of the clause itself.
_NO_DENIAL = in_small_letters(
    r"\b(?:not only|no longer than|whether or not|no (?:less|more|fewer) than|not yet|without (?:any )?doubt"
    r"|(?:compared with|or|versus|to|than) (?:no|without|not)\b|not without|not known|who (?:did|had|were|have|do|are"
    r"|can|could|will|would) ?(?:not|never)|who (?:can|ca|do|are|have|did|could|were)n['’]t"
    r"|not enough\b[^.;]*"
    r"|no (?:change|effect|benefit|response|improvement|difference) (?:by|in|for) \d+"
    r"|p\s?=\s?ns"
    r"|(?:with|presence) or (?:without|absence)|with and without"
    r"|(?:people|patients|those|participants|subjects|individuals|persons|adults|women|men|children|cases|controls"
    r"|groups?"
    r"|volunteers|respondents|ones?|others?|studies|trials) (?:who (?:were|are) )?without"
    r"|\d\s?%?(?: and (?:about )?\S+)? without|as without|than without"
    r"|(?:because of|due to|from|by) (?:an? |the |their )?lack of"
    r"|who (?:never|no longer|cannot)|with no (?:known |prior |previous )?(?:history|illness|disease|symptoms?)"
    r"|(?:where|whose|in whom|to whom)\b[^,.;]*?\b(?:not|never|no)"
    r"|without(?=\s*(?:[.,;:]|$)))\b",
)
_SOFT = in_small_letters(
    r"\b(?:un(?:changed|known|clear|likely|related|affected|certain|tested|common|available)\w*"
    r"|fail\w*|lack\w*|missing|absen\w*|similar\w*|alike|comparable|equal\w*|stable|hardly|rarely|barely"
    r"|little|few|fewer|less|only|instead|rather|apart|avoid\w*|against|refus\w*|exclud\w*|exception"
    r"|prevent\w*|abolish\w*|suppress\w*|chance|coinciden\w+|limited|in(?:complete|sufficient|adequate|ability"
    r"|consistent)\w*"
    r"|impossible|left out|dropped|stopped|except|too \w+ to|negative\w*|non-?\w+|fake|free of|despite"
    r"|confined|house-?bound|bed-?bound|home-?bound|bedridden|unemployed|off work|disabled|restrict\w*"
    r"|even if|difficult\w*|other than|otherwise)\b",
)
_JOINT = in_small_letters(
    r"[;:]\s|[.?!]\s(?=[A-Z])|,\s(?:and|but|while|whereas|although|so)\s|\s(?:while|whereas|but)\s"
)
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"))
_FEWEST = 4
_SCOPE = 7
_STEM = 6
_EMPTY = frozenset(
    """
    the this that these those with from into onto over under about around after before during between among for and
    but was were been being are has have had did does not its their his her our them they who which what when where
    than then there here such each both all any some more most less least other another same one two only also very
    per as at by in of on to is it an a or we be so if no up out will would can cannot could may might should must
    do how why study studies trial trials reviews
    papers paper review report authors author says said say
    found find show shows showed shown result results finding
    findings people person patient patients participant participants subject subjects
    individual individuals group groups using used use given give gave whether while because
    """.split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `negated`: it denies something outright; `soft`: it may, by a word that holds a no.

    `meaning` is its text with hidden denials spelled out, where that was done.
    """

    text: str
    start: int
    stems: frozenset[str]
    negated: bool
    soft: bool
    meaning: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing in the clause denies anything."""
        return not self.negated and not self.soft


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a word, the same for plain and technical words of one meaning."""
    low = one_word(word.lower().strip("’'-").removesuffix("'s").removesuffix("’s"))
    for british, american in _SPELLINGS:
        low = low.replace(british, american)
    if len(low) > _STEM:
        return low[:_STEM]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that say something."""
    return frozenset(stem(word) for word in _WORD.findall(text) if len(word) > 1 and word.lower() not in _EMPTY) - {""}


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`, in order; asides in brackets are left out."""
    level = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    return tuple(_clause(level[start:end], start) for start, end in _parts(level) if _WORD.search(level, start, end))


BEING = frozenset(
    stem(word)
    for word in "included present available performed done recorded reported measured seen detected remained".split()
)
"""The stems of what is said of a thing that is there; "found" and "shown" say nothing by themselves."""


@lru_cache(maxsize=8192)
def scope(clause: Clause) -> frozenset[str]:
    """The stems that follow a negation of the clause, as far as it reaches.

    Where only that something is there is denied ("A control group was not included"), what stands before it as well.
    """
    found: set[str] = set()
    text = _NO_DENIAL.sub(lambda aside: " " * len(aside.group()), small(clause.meaning or clause.text))
    for match in NEGATION.finditer(text):
        words = _WORD.findall(text[match.end() :].partition(",")[0])[:_SCOPE]
        denied = stems(" ".join(words))
        found |= denied if denied - BEING else denied | stems(text[: match.start()].rpartition(",")[2])
    return frozenset(found)


def clause_at(text: str, position: int) -> str:
    """The clause of `text` in which `position` lies; the whole text where it lies in none."""
    return next((one.text for one in clauses(text) if one.start <= position < one.start + len(one.text)), text)


def deed(clause: Clause) -> str:
    """The stem of the first word that the first negation of the clause denies, mostly a verb; empty without one."""
    text = small(clause.meaning or clause.text)
    match = NEGATION.search(text)
    words = _WORD.findall(text[match.end() :]) if match else []
    return next((stem(word) for word in words if len(word) > 1 and word not in _EMPTY), "")


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[tuple[int, str], ...]:
    """The claims of a sentence that joins several, each with its place: "A rose, and B fell" has two.

    A piece of fewer than four words belongs to the one before it.
    """
    starts = [0]
    level = _ASIDE.sub(lambda aside: "-" * len(aside.group()), text)
    for match in _JOINT.finditer(small(level)):
        if len(text[starts[-1] : match.start()].split()) >= _FEWEST and len(text[match.end() :].split()) >= _FEWEST:
            starts.append(match.end())
    ends = [*starts[1:], len(text)]
    return tuple((start, text[start:end]) for start, end in zip(starts, ends, strict=True))


def denies(text: str) -> bool:
    """Whether a clause denies something outright."""
    low = small(text)
    return NEGATION.search(low) is not None and NEGATION.search(_NO_DENIAL.sub(" ", low)) is not None


def holds_back(text: str) -> bool:
    """Whether a word of a clause holds a no, so that it may deny something."""
    return _SOFT.search(small(text)) is not None


def _clause(text: str, start: int) -> Clause:
    return Clause(text, start, stems(text), denies(text), holds_back(text))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BORDER.finditer(small(text)):
        yield start, match.start()
        start = match.start()
    yield start, len(text)
