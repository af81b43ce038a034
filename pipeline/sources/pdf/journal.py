"""The journal's name, by a vote of the places that print it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.sources.pdf.title import is_heading_word
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["journal_of"]

_SMALL = r"of|and|in|the|for|on|to|&|et|de|der|für"
_NAME = regex(rf"(?:the )?[A-Z][\w&.'’()-]*(?:[ ,:]+(?:[A-Z][\w&.'’()-]*|{_SMALL})){{0,9}}", re.IGNORECASE)
_WORD = regex(
    r"journal|medicin|science|research|disorders|frontiers|plos|bmc|nature|lancet|bmj|reports?\b|trials|annals|archives|"
    r"neurolog|clinical|psychiatr|immun|international|health|reviews?\b|cells?\b|diagnostics|virus|letters|proceedings|"
    r"physiolog|therap|microbiom|scientific|pnas|jama|diseases?|biolog|infect|perspectives|surgery|oncolog|cardiol|pain\b|"
    r"sleep|brain|nutri|endocrin|metabol|pediatri|paediatri|psycholog|practice|care\b|communications|advances|trauma|"
    r"genetic|pharmac|experimental|practitioner|epidemiolog|geriatric|rheumat|fatigue|world|european|american|british|acta|"
    r"sport|exercise|physical|rehabilit|engineering|chemistr|biochem|molecular|toxicol|ecolog|environment|j\.? ",
    re.IGNORECASE,
)
_CREDIT = regex(r"^.{0,80}?\bet al\.?:?,?\s*")
_CITED = regex(r"[,.]?\s*\(?(?:19|20)\d\d\)?\s*[;:,)]?\s*(?:vol(?:ume)?\.?\s*)?\d", re.IGNORECASE)
_CUT = regex(r"\s*(?:\d|\bvol(?:ume)?\b|\||\bhttps?:|\bwww\.|\bdoi\b|©)", re.IGNORECASE)
_OPEN_END = regex(rf"\b(?:{_SMALL})$", re.IGNORECASE)


def journal_of(edges: Iterable[str], banner: Iterable[str], title: str) -> str:
    """The likeliest name of the journal; empty where no place prints one.

    `edges` are running heads and feet, `banner` the lines of the first page. A citation of the paper ("Name 2015;350")
    counts most, then the page edges, then the banner.
    """
    votes: Counter[str] = Counter()
    for weight, texts in ((3, edges), (1, _joined(banner))):
        for text in texts:
            for name, extra in _names(text):
                if extra or not _is_of_title(name, title):
                    votes[name] += weight + extra
    if not votes:
        return ""
    best = max(votes, key=lambda name: votes[name])
    longer = [name for name in votes if _abbreviates(best, name)]
    return max(longer, key=lambda name: votes[name]) if longer else best


def _is_of_title(name: str, title: str) -> bool:
    """Whether the name is the title's own words, as a running head that shortens it."""
    words = [word for word in re.findall(r"\w+", name.lower()) if not re.fullmatch(_SMALL, word)]
    return name.lower() in title.lower() or (len(words) > 2 and set(words) <= set(re.findall(r"\w+", title.lower())))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines, those that end on a small word joined with the next one."""
    open_line = ""
    for line in lines:
        text = f"{open_line} {line}".strip()
        if len(text) < 60 and _OPEN_END.search(text):
            open_line = text
            continue
        yield text
        open_line = ""


def _names(text: str) -> Iterator[tuple[str, int]]:
    bare = _CREDIT.sub("", text)
    last = bare.rpartition("|")[2]
    cited = _CITED.search(last) if len(text) < 160 else None
    if cited:
        name = _tidy(last[: cited.start()])
        if _is_name(name) and _NAME.fullmatch(name):
            yield name, 3
            return
    if len(bare) < 110:
        name = _tidy(_CUT.split(bare, maxsplit=1)[0])
        if _is_name(name) and _NAME.fullmatch(name):
            yield name, 0


def _tidy(text: str) -> str:
    return text.strip(" ,;:|–-(")


def _is_name(name: str) -> bool:
    return (
        2 < len(name) < 90
        and name[0].isupper()
        and not is_heading_word(name)
        and not (name.isupper() and role_of_heading(name) is not None)
        and not _OPEN_END.search(name)
        and _is_capitalised(name)
        and (_WORD.search(name) is not None or name.isupper())
        and not re.search(
            r"isrctn|registr|universit|institut|department|hospital|school|faculty|centre|center|divisi|,.*\b(?:USA|UK|Canada|China|Germany|Italy)\b",
            name,
            re.IGNORECASE,
        )
    )


def _is_capitalised(name: str) -> bool:
    """Whether most words that carry meaning begin with a capital, as names do and sentences do not."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if not re.fullmatch(_SMALL, word, re.IGNORECASE)]
    return 3 * sum(word[0].isupper() for word in words) >= 2 * len(words) and name.count("(") == name.count(")")


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` is `full` with its words cut: `J Transl Med`, `Journal of Translational Medicine`."""
    words = [word for word in re.findall(r"\w+", full.lower()) if not re.fullmatch(_SMALL, word)]
    cut = [word for word in re.findall(r"\w+", short.lower()) if not re.fullmatch(_SMALL, word)]
    return len(cut) == len(words) and short != full and all(w.startswith(c) for c, w in zip(cut, words, strict=True))
