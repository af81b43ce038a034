"""What the PDFs are scored against: pairs of a PDF and its JATS, their sentences, and the forms that are compared."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

__all__ = ["Pair", "loose", "pairs_of", "sentences_of", "tidy"]

_DROP = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASH = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTE = {**dict.fromkeys(map(ord, "‘’‚‛′´`"), "'"), **dict.fromkeys(map(ord, "“”„‟″"), '"')}
_END = re.compile(r"[.!?]['\")\]]?\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|et al|Figs?|Tab|Eqs?|Refs?|vs|cf|ca|approx|resp|No|Dr|Prof|St|vol|pp|[A-Z])\.$")
_LEFT_OUT = frozenset(
    ("table-wrap", "fig", "disp-formula", "table", "media", "supplementary-material", "fn-group", "label")
)
_ASIDE = frozenset(("fig", "table-wrap", "boxed-text", "supplementary-material", "disp-quote"))


@dataclass(frozen=True)
class Pair:
    """A PDF with its JATS: the sentences of title, abstract and body, the sections with their roles, the record.

    `years` are those of the days on which it appeared, in print or online.
    """

    name: str
    pdf: Path
    jats: Path
    sentences: tuple[tuple[str, str], ...]
    gold: dict[str, Any]
    held_out: bool
    years: tuple[int, ...] = ()


def pairs_of(corpus: Path) -> list[Pair]:
    """The pairs of the corpus, by name."""
    found = []
    records = [json.loads(line) for line in (corpus / "gold" / "pairs" / "pairs.jsonl").read_text().splitlines()]
    for number, gold in enumerate(sorted(records, key=lambda record: str(record["pdf"]))):
        pdf = corpus / gold["pdf"]
        xml = corpus / "xml" / (pdf.stem + ".nxml")
        article = _article(xml)
        text, years = _jats_text(article), tuple(int(year.text) for year in article.iterfind(".//front//pub-date/year"))
        found.append(Pair(pdf.stem, pdf, xml, sentences_of(text), gold, number % 3 == 2, years))
    return found


def _article(path: Path) -> Any:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    root: Any = etree.parse(path, parser).getroot()
    return root if root.tag == "article" else root.find(".//article")


def _jats_text(article: Any) -> str:
    parts = []
    title = article.find(".//front//article-title")
    if title is not None:
        parts.append("".join(_texts(title)))
    for zone in (article.find(".//front//abstract"), article.find("body")):
        parts += [
            "".join(_texts(paragraph))
            for paragraph in (zone.iter("p") if zone is not None else ())
            if not any(parent.tag in _ASIDE for parent in paragraph.iterancestors())
        ]
    return "\n\n".join(" ".join(part.split()) for part in parts)


def _texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _LEFT_OUT:
            yield from _texts(child)
        yield child.tail or ""


def sentences_of(text: str) -> tuple[tuple[str, str], ...]:
    """Sentences of 40 to 600 characters that stand once in the paper, with their loose form."""
    found: list[tuple[str, str]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        for match in [*_END.finditer(paragraph), None]:
            end = match.end() if match else len(paragraph)
            if match and _NO_END.search(paragraph[start : match.start() + 1]):
                continue
            sentence = paragraph[start:end].strip()
            found.append((sentence, loose(sentence)))
            start = end
    counts = Counter(key for _, key in found)
    return tuple((sentence, key) for sentence, key in found if 40 <= len(key) <= 600 and counts[key] == 1)


def fold(text: str) -> str:
    """One form for what only looks different."""
    return unicodedata.normalize("NFKC", text.translate(_DROP)).translate(_DASH).translate(_QUOTE)


def loose(text: str) -> str:
    """Without white space, hyphens and case."""
    return re.sub(r"[\s\-]+", "", fold(text)).lower()


def tidy(text: str) -> str:
    """With single spaces, words at line ends joined."""
    joined = re.sub(r"(?<=\w)-[ \t]*\n+[ \t]*(?=[^\W\d_])", "", fold(re.sub(r"\u00ad\s*\n\s*", "", text)))
    return re.sub(r"\s+", " ", joined).lower()
