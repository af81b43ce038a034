"""The smallest change of a sentence that puts a known fault right: a word for its opposite, a doubt restored, a term.

These functions only propose. Whether a proposal takes the finding away and brings no other is for the rules to prove.
"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["affirmed", "denied", "doubted", "linked", "of_the_abstract", "put", "respectful", "turned"]

_OPPOSITES = """
higher/lower, highest/lowest, rose/fell, rises/falls, rise/fall, risen/fallen, rising/falling,
increased/decreased, increases/decreases, increase/decrease, increasing/decreasing, raised/lowered, more/less,
better/worse, best/worst, improved/worsened, improves/worsens, improve/worsen, improving/worsening,
longer/shorter, larger/smaller, greater/smaller, largest/smallest, longest/shortest, stronger/weaker,
older/younger, oldest/youngest, faster/slower, before/after, earlier/later, above/below, most/least,
often/rarely, common/uncommon, positively/negatively, went up/went down, overestimated/underestimated,
overrepresented/underrepresented, high/low, long/short, large/small, helped/harmed, gained/lost, quickly/slowly
"""
_PAIRS = [pair.strip().split("/") for pair in _OPPOSITES.replace("\n", " ").split(",")]
_OPPOSITE = {"fewer": "more"} | {
    one: other for first, second in reversed(_PAIRS) for one, other in ((first, second), (second, first))
}
_MANY = regex(r"\s(?:\w+\s)?(?:people|patients|women|men|children|\w{3,}s)\b", re.IGNORECASE)
_TERMS = (
    (r"sufferers", "people with the illness"),
    (r"sufferer", "person with the illness"),
    (r"victims? of", "people with"),
    (r"suffering from", "with"),
    (r"suffers from", "has"),
    (r"confined to a wheelchair", "using a wheelchair"),
    (r"wheelchair[- ]bound", "using a wheelchair"),
    (r"normal (people|controls|subjects|volunteers)", r"healthy \1"),
    (r"complained of", "reported"),
    (r"complains of", "reports"),
    (r"complaining of", "reporting"),
    (r"complain of", "report"),
    (r"the elderly", "older people"),
    (r"addicts", "people with an addiction"),
)
# What each word of doubt of a paper becomes before a sentence that lacks it.
_DOUBTS = (
    (r"may|might|could|possib\w+|potential\w*|maybe|perhaps", "It may be that "),
    (r"likely|probabl\w+|plausibl\w+|presumabl\w+", "It is likely that "),
    (r"unlikely", ""),
    (r"appear\w*(?: to)?", "It appears that "),
    (r"seem\w*(?: to)?", "It seems that "),
    (r"suggest\w*|propos\w*|postulat\w*", "The authors suggest that "),
    (r"believe\w*|we think|speculat\w*|hypothes\w*", "The authors think that "),
    (r"we (?:expect|anticipate|suspect)|expected to|anticipated", "The authors expect that "),
    (r"we hope|it is hoped", "The authors hope that "),
)
# Words of cause, and what goes in their place where the evidence only tells that two things go together.
_CAUSES = (
    (r"causes|leads to|results in|brings on|gives rise to|produces", "goes with"),
    (r"cause|lead to|result in|bring on|give rise to|produce", "go with"),
    (r"caused|led to|resulted in|brought on|gave rise to|produced", "went with"),
)
_TOGETHER = regex(r"\b(?:associat|correlat|link|relat)(?:ed|ion|es|ions|ions?hip|e|s)?\b", re.IGNORECASE)
_HELPER = r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|might)\b"
_ALL = regex(r"\b(?:all|both|each|every\w*|always|some|most)\b", re.IGNORECASE)
_BARE_HELPER = regex(rf"{_HELPER}(?! not\b)", re.IGNORECASE)
_DENIED_HELPER = regex(rf"{_HELPER}(?P<no> not\b)", re.IGNORECASE)
_OF = regex(r" (?:of|from|with)\b", re.IGNORECASE)
_KEPT = regex(r"[A-Z][A-Za-z]*[A-Z\d]|[A-Z]\b|I\b")


def put(text: str, place: tuple[int, int], words: str) -> str:
    """`text` with `words` at `place`, a capital letter kept where one was."""
    before = text[slice(*place)]
    if before[:1].isupper() and words[:1].islower():
        words = words[:1].upper() + words[1:]
    return text[: place[0]] + words + text[place[1] :]


def turned(text: str, place: tuple[int, int]) -> str | None:
    """`text` with the word at `place` turned into its opposite, in the same form; None where this list has none."""
    word = _OPPOSITE.get(text[slice(*place)].lower())
    if word == "less" and _MANY.match(text, place[1]):
        word = "fewer"
    return put(text, place, word) if word else None


def linked(text: str, place: tuple[int, int], passage: str) -> str | None:
    """`text` with "goes with" for the word of cause at `place`; None unless `passage` tells that things go together."""
    if _TOGETHER.search(passage) is None:
        return None
    for pattern, words in _CAUSES:
        if re.fullmatch(pattern, text[slice(*place)].strip(), re.IGNORECASE):
            return put(text, place, words)
    return None


def denied(text: str, place: tuple[int, int]) -> str | None:
    """`text` with "not" in the clause at `place`.

    None where it has no helping verb or more than one, or speaks of all or both, of which "not" may leave some.
    """
    if _ALL.search(text, *place):
        return None
    helpers = list(_BARE_HELPER.finditer(text, *place))
    return f"{text[: helpers[0].end()]} not{text[helpers[0].end() :]}" if len(helpers) == 1 else None


def affirmed(text: str, place: tuple[int, int]) -> str | None:
    """`text` without the one "not" after a helping verb of the clause at `place`; None where it has none, or more."""
    found = list(_DENIED_HELPER.finditer(text, *place))
    return text[: found[0].start("no")] + text[found[0].end("no") :] if len(found) == 1 else None


def respectful(text: str, place: tuple[int, int]) -> str | None:
    """`text` with the words that people ask for at `place`; None where they depend on the sentence."""
    if (more := _OF.match(text, place[1])) and text[slice(*place)].lower() == "sufferers":
        return put(text, (place[0], more.end()), "people with")
    for pattern, words in _TERMS:
        if match := re.fullmatch(pattern, text[slice(*place)], re.IGNORECASE):
            return put(text, place, match.expand(words))
    return None


def doubted(text: str, hedge: str, passage: str) -> str | None:
    """`text` opened with the doubt that `hedge` stands for; None where the list has no words for it.

    The first letter becomes small, except for a name: a word that `passage` writes with a capital inside a sentence.
    """
    opening = next((words for pattern, words in _DOUBTS if re.fullmatch(pattern, hedge, re.IGNORECASE)), "")
    if not opening or not text or text.startswith("That ") or text.rstrip().endswith("?"):
        return None
    first = text.split(maxsplit=1)[0]
    named = _KEPT.match(text) or re.search(rf"(?<=[a-z,;] ){re.escape(first)}\b", passage)
    return opening + (text if named else text[0].lower() + text[1:])


def of_the_abstract(text: str, place: tuple[int, int]) -> str | None:
    """`text` with "the abstract" for "the paper" in a claim about what is not said; None where it names neither."""
    word = re.compile(r"\b(?:paper|study|article|report|trial|review)\b").search(text, *place)
    return put(text, word.span(), "abstract") if word else None
