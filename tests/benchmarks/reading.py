"""How well and how fast papers are read: this reader beside others, in one run on the machine at hand.

    ATLAS_CORPUS=/path/to/corpus python -m tests.benchmarks.reading [--rounds 3] [--held-out] [--no-peers]
        [--synthetic DIR] [--endurance N]

Text is scored against the JATS of each pair, as `share of sentences found`: `find` ignores white space, hyphens and
case, `find1` keeps single spaces, `order` is the longest run of found sentences in their order. Pairs with fewer than
20 sentences are left out. Time is processor time in multiples of plain PyMuPDF text of the same round: `x time` without
the rendering that looks for hidden text, `x all` with it. Every third pair is held out: nobody looks at its lines while
changing the reader.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.domain.document import Document, Role, Zone
from pipeline.sources import jats
from pipeline.sources.pdf import oracle
from pipeline.sources.pdf.build import read_pdf
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.records import Reading
from pipeline.sources.roles import role_of_heading, role_under
from tests.benchmarks.endurance import print_endurance, print_two_processes
from tests.benchmarks.synthetic import measure_synthetic, print_synthetic

REFERENCE = "pymupdf text"
OURS = "this reader"
_DROP = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASH = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTE = {**dict.fromkeys(map(ord, "‘’‚‛′´`"), "'"), **dict.fromkeys(map(ord, "“”„‟″"), '"')}
_END = re.compile(r"[.!?]['\")\]]?\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|et al|Figs?|Tab|Eqs?|Refs?|vs|cf|ca|approx|resp|No|Dr|Prof|St|vol|pp|[A-Z])\.$")
_LEFT_OUT = frozenset(
    ("table-wrap", "fig", "disp-formula", "table", "media", "supplementary-material", "fn-group", "label")
)
_ASIDE = frozenset(("fig", "table-wrap", "boxed-text", "supplementary-material", "disp-quote"))


# ---------------------------------------------------------------------- the truth
@dataclass(frozen=True)
class Pair:
    """A PDF with its JATS: the sentences of title, abstract and body, the sections with their roles, the record."""

    name: str
    pdf: Path
    jats: Path
    sentences: tuple[tuple[str, str], ...]
    gold: dict[str, Any]
    held_out: bool


def pairs_of(corpus: Path) -> list[Pair]:
    """The pairs of the corpus, by name."""
    found = []
    records = [json.loads(line) for line in (corpus / "gold" / "pairs" / "pairs.jsonl").read_text().splitlines()]
    for number, gold in enumerate(sorted(records, key=lambda record: str(record["pdf"]))):
        pdf = corpus / gold["pdf"]
        xml = corpus / "xml" / (pdf.stem + ".nxml")
        found.append(Pair(pdf.stem, pdf, xml, _sentences(_jats_text(xml)), gold, number % 3 == 2))
    return found


def _jats_text(path: Path) -> str:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    root: Any = etree.parse(path, parser).getroot()
    article = root if root.tag == "article" else root.find(".//article")
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


def _sentences(text: str) -> tuple[tuple[str, str], ...]:
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


# ---------------------------------------------------------------------- who is measured
def readers(with_peers: bool) -> dict[str, Callable[[Path], str]]:
    """This reader, plain PyMuPDF, and the peers that are installed."""
    found: dict[str, Callable[[Path], str]] = {REFERENCE: _pymupdf, OURS: _ours}
    if with_peers:
        found |= {name: read for name, (module, read) in _peers().items() if importlib.util.find_spec(module)}
        if shutil.which("pdftotext"):
            found["pdftotext"] = _pdftotext
    return found


def _peers() -> dict[str, tuple[str, Callable[[Path], str]]]:
    """The peers that are Python packages: the module that each needs, and how it reads."""
    return {
        "pymupdf4llm": ("pymupdf4llm", _pymupdf4llm),
        "pypdf": ("pypdf", _pypdf),
        "pdfplumber": ("pdfplumber", _pdfplumber),
        "pdfminer.six": ("pdfminer", _pdfminer),
        "pypdfium2": ("pypdfium2", _pypdfium2),
    }


def absent() -> tuple[str, ...]:
    """The peers that are not installed here."""
    here = readers(with_peers=True)
    return tuple(name for name in (*_peers(), "pdftotext") if name not in here)


def _ours(path: Path) -> str:
    return read_pdf(path, "sha256:0", PdfLimits()).text


def _pymupdf(path: Path) -> str:
    module: Any = importlib.import_module("pymupdf")
    with module.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def _pymupdf4llm(path: Path) -> str:
    return str(importlib.import_module("pymupdf4llm").to_markdown(str(path)))


def _pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in importlib.import_module("pypdf").PdfReader(path).pages)


def _pdfplumber(path: Path) -> str:
    with importlib.import_module("pdfplumber").open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def _pdfminer(path: Path) -> str:
    return str(importlib.import_module("pdfminer.high_level").extract_text(str(path)))


def _pypdfium2(path: Path) -> str:
    pdf = importlib.import_module("pypdfium2").PdfDocument(path)
    text = "\n".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    pdf.close()
    return text.replace("\r\n", "\n").replace("\ufffe", "-\n")


def _pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


# ---------------------------------------------------------------------- text
@dataclass
class Tally:
    """Sentences in all, found, found with single spaces, and in order; processor seconds of each round.

    `drawing` is the part of `seconds` that went into rendering pages in search of hidden text.
    """

    sentences: int = 0
    found: int = 0
    strict: int = 0
    ordered: int = 0
    worst: float = 1.0
    seconds: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)


def measure(pairs: Sequence[Pair], rounds: int, with_peers: bool) -> dict[str, Tally]:
    """Every reader over every pair, each round in a process of its own, the rounds interleaved.

    A paper is opened once in the life of its reader, as in real work: no reader finds its fonts already loaded.
    """
    names = list(readers(with_peers))
    tallies = {name: Tally() for name in names}
    shares: dict[str, dict[str, float]] = {name: {} for name in names}
    for number in range(rounds):
        for name in names:
            seconds, drawing, texts = _in_own_process(name, [pair.pdf for pair in pairs])
            tallies[name].seconds.append(seconds)
            tallies[name].drawing.append(drawing)
            for pair, text in zip(pairs, texts, strict=True) if number == 0 else ():
                if len(pair.sentences) >= 20:
                    shares[name][pair.name] = _score(tallies[name], pair, text)
    for name, tally in tallies.items():
        tally.worst = min(share - shares[REFERENCE][pair] for pair, share in shares[name].items())
    return tallies


def _in_own_process(name: str, paths: Sequence[Path]) -> tuple[float, float, list[str]]:
    command = [sys.executable, "-m", "tests.benchmarks.reading", "--reader", name, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])  # some libraries print on standard output
    return float(answer["seconds"]), float(answer["drawing"]), list(answer["texts"])


def read_all(name: str, paths: Sequence[Path]) -> str:
    """The texts that one reader gives and the seconds it took, imports left out, as JSON."""
    read = readers(with_peers=True)[name]
    for module in ("pymupdf4llm", "pypdf", "pdfplumber", "pdfminer.high_level", "pypdfium2", "pymupdf"):
        if name.startswith(module.partition(".")[0]):
            importlib.import_module(module)
    read(paths[0])  # what a reader loads once, a long-lived process has loaded
    drawn = _watched_rendering()
    drawn[0] = 0.0
    seconds, texts = 0.0, []
    for path in paths:
        begun, children = time.process_time(), os.times()
        texts.append(read(path))
        after = os.times()
        seconds += time.process_time() - begun
        seconds += after.children_user - children.children_user + after.children_system - children.children_system
    return json.dumps({"seconds": seconds, "drawing": drawn[0], "texts": texts})


def _watched_rendering() -> list[float]:
    """A place where the processor time spent on looking for hidden text adds up."""
    spent = [0.0]
    plain = oracle._Pixels.__init__

    def timed(self: Any, page: Any, turn: Any) -> None:
        begun = time.process_time()
        plain(self, page, turn)
        spent[0] += time.process_time() - begun

    oracle._Pixels.__init__ = timed  # type: ignore[method-assign]
    return spent


def _score(tally: Tally, pair: Pair, text: str) -> float:
    whole, spaced = loose(text), tidy(text)
    places = [place for _, key in pair.sentences if (place := whole.find(key)) >= 0]
    tally.sentences += len(pair.sentences)
    tally.found += len(places)
    tally.strict += sum(tidy(sentence) in spaced for sentence, _ in pair.sentences)
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    tally.ordered += len(tails)
    return len(places) / len(pair.sentences)


# ---------------------------------------------------------------------- the Document
@dataclass
class Shares:
    """Named shares: how often right, of how many."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, right: int, of: int = 1) -> None:
        """Count `right` of `of` under `name`."""
        entry = self.counts.setdefault(name, [0, 0])
        entry[0] += right
        entry[1] += of


def judge(pairs: Sequence[Pair]) -> Shares:
    """Metadata, roles, tables and boxes of our Documents against the JATS and the page."""
    shares = Shares()
    for pair in pairs:
        document = read_pdf(pair.pdf, "sha256:0", PdfLimits())
        _judge_record(shares, document, pair.gold)
        _judge_roles(shares, document, pair.gold)
        _judge_tables(shares, document, pair.gold)
        _judge_boxes(shares, document, pair.pdf)
        _judge_agreement(shares, document, pair.jats)
    return shares


def _judge_record(shares: Shares, document: Document, gold: dict[str, Any]) -> None:
    paper = document.paper
    shares.add("title", loose(paper.title) == loose(gold["title"]))
    shares.add("DOI", (paper.doi or "") == gold["ids"]["doi"].lower())
    shares.add("year", paper.year == int(gold["year"]))
    shares.add("journal", loose(paper.journal) == loose(gold["journal"]))
    ours = {loose(author.family or author.collective) for author in paper.authors}
    named = [loose(_family(author)) for author in gold["authors"]]
    shares.add("authors", sum(name in ours for name in named), len(named))
    shares.add("number of references", abs(len(document.references) - int(gold["n_references"])) <= 1)


def _family(author: Any) -> str:
    if isinstance(author, dict):
        return str(
            author.get("family") or author.get("surname") or author.get("name") or author.get("collective") or ""
        )
    return str(author).split(",")[0] if "," in str(author) else str(author).split()[-1]


def _judge_roles(shares: Shares, document: Document, gold: dict[str, Any]) -> None:
    whole, starts, owners = "", [], []
    for sentence in document.sentences:
        starts.append(len(whole))
        owners.append(document.section_of(sentence))
        whole += loose(document.slice(sentence.span))
    parents: dict[int, Role | None] = {}
    for section in gold["sections"]:
        level = int(section["level"])
        own = role_of_heading(section["title"]) if level == 1 else role_under(parents.get(level - 1), section["title"])
        parents[level] = own
        for paragraph in section["paragraphs"]:
            for _, key in _sentences(paragraph):
                place = whole.find(key)
                if place >= 0:
                    found = owners[bisect_right(starts, place) - 1]
                    shares.add("section role", found.zone is Zone.BODY and found.role is (own or Role.OTHER))


def _judge_tables(shares: Shares, document: Document, gold: dict[str, Any]) -> None:
    ours = Counter(loose(document.slice(cell.span)) for table in document.tables for cell in table.cells)
    for table in gold.get("tables", ()):
        rows = table["rows"] if isinstance(table, dict) else table
        for row in rows:
            for cell in row:
                key = loose(cell["text"] if isinstance(cell, dict) else str(cell))
                if key:
                    shares.add("table cells", ours[key] > 0)
                    ours[key] -= 1


def _judge_agreement(shares: Shares, document: Document, path: Path) -> None:
    """Whether the sentences of the JATS, as our reader parts them, are sentences of the PDF, in the same role."""
    reading = jats.read(path.read_bytes())[0]
    assert isinstance(reading, Reading)
    other = reading.document(digest="sha256:0", reader="jats")
    ours = {loose(document.slice(sentence.span)): document.section_of(sentence).role for sentence in document.sentences}
    for sentence in other.sentences:
        key, section = loose(other.slice(sentence.span)), other.section_of(sentence)
        if section.zone in (Zone.ABSTRACT, Zone.BODY) and len(key) > 10:
            shares.add("sentences as in JATS", key in ours)
            if key in ours:
                shares.add("roles as in JATS", ours[key] is section.role)


def _judge_boxes(shares: Shares, document: Document, path: Path) -> None:
    """Read the words whose middle lies in a sentence's boxes; they must be its words."""
    module: Any = importlib.import_module("pymupdf")
    with module.open(path) as pdf:
        words = {number + 1: page.get_text("words") for number, page in enumerate(pdf)}
    for sentence in document.sentences:
        if document.section_of(sentence).zone not in (Zone.ABSTRACT, Zone.BODY):
            continue
        inside = ""
        for box in sentence.boxes:
            row = [
                word
                for word in words[box.page]
                if box.x0 - 0.5 <= (word[0] + word[2]) / 2 <= box.x1 + 0.5
                and box.y0 - 1 <= (word[1] + word[3]) / 2 <= box.y1 + 1
            ]
            inside += "".join(word[4] for word in sorted(row))
        wanted, seen = Counter(loose(document.slice(sentence.span))), Counter(loose(inside))
        off = sum(((wanted - seen) + (seen - wanted)).values())
        shares.add("boxes on their words", off <= max(4, 0.06 * wanted.total()))


# ---------------------------------------------------------------------- the tables
def print_text(tallies: dict[str, Tally]) -> None:
    """One line for each reader."""
    print(f"{'reader':16}{'x time':>8}{'x all':>8}{'find':>8}{'find1':>8}{'order':>8}{'worst':>8}")
    base = tallies[REFERENCE].seconds
    for name, tally in tallies.items():
        every = [own / plain for own, plain in zip(tally.seconds, base, strict=True)]
        bare = [(own - drawn) / plain for own, drawn, plain in zip(tally.seconds, tally.drawing, base, strict=True)]
        shares = (tally.found / tally.sentences, tally.strict / tally.sentences, tally.ordered / max(1, tally.found))
        times = f"{statistics.median(bare):8.2f}{statistics.median(every):8.2f}"
        print(f"{name:16}{times}" + "".join(f"{share:8.3f}" for share in shares) + f"{tally.worst:+8.3f}")
    print(f"{tallies[REFERENCE].sentences} sentences; worst: the paper furthest below plain text")
    print("x time: without the rendering in search of hidden text; x all: with it")


def print_shares(parts: dict[str, Shares]) -> None:
    """One line for each measure, one column for each part of the corpus."""
    print(f"{'measure':24}" + "".join(f"{name:>20}" for name in parts))
    for measure_name in next(iter(parts.values())).counts:
        cells = [shares.counts.get(measure_name, [0, 0]) for shares in parts.values()]
        print(f"{measure_name:24}" + "".join(f"{right:>8}/{of:<5}{right / max(1, of):7.3f}" for right, of in cells))


def main() -> int:
    """Print the tables; 0 where the corpus is there, else 2."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--held-out", action="store_true", help="score text on the pairs that are held out alone")
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--synthetic", type=Path, help="the folder of the synthetic two-column set")
    parser.add_argument("--endurance", type=int, default=0, metavar="N", help="read N papers in one child")
    parser.add_argument("--no-peers", action="store_true", help="this reader and plain PyMuPDF alone")
    options = parser.parse_args()
    if options.reader:
        print(read_all(options.reader, options.paths))
        return 0
    corpus = Path(os.environ.get("ATLAS_CORPUS", ""))
    if not (corpus / "gold" / "pairs" / "pairs.jsonl").is_file():
        print("ATLAS_CORPUS does not name the folder of real papers", file=sys.stderr)
        return 2
    pairs = pairs_of(corpus)
    chosen = [pair for pair in pairs if pair.held_out] if options.held_out else pairs
    print_text(measure(chosen, options.rounds, not options.no_peers))
    if not options.no_peers:
        for name in absent():
            print(f"{name:16}   not installed")
    print()
    if options.synthetic:
        chosen_readers = readers(not options.no_peers)
        print_synthetic(
            {name: measure_synthetic(options.synthetic, read, loose) for name, read in chosen_readers.items()}
        )
        print()
    if options.endurance:
        papers = sorted((corpus / "pdf").glob("*.pdf"))
        print_endurance(papers, options.endurance)
        print_two_processes(papers)
        print()
    print_shares(
        {
            "worked on": judge([pair for pair in pairs if not pair.held_out]),
            "held out": judge([pair for pair in pairs if pair.held_out]),
        }
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
