"""The sample papers: invented, marked as such, consistent in themselves, and rebuilt from their manuscripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import rispy
from lxml import etree

from tests.samples_source.build import HERE, built
from tests.samples_source.manuscript import Manuscript, load

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "inputs"
PAPERS = tuple(sorted(path for path in SAMPLES.iterdir() if path.is_file() and not path.name.startswith("README")))
PDFS = tuple(path for path in PAPERS if path.suffix == ".pdf")
ARTICLES = tuple(path for path in PDFS if "notice" not in path.name)
MANUSCRIPTS = tuple(sorted(HERE.glob("*.md")))
INVENTED = re.compile(r"Invented sample (paper|notice)\. No such (study|editorial)")
COUNT_OF = re.compile(r"(\d+) of (?:the )?(\d+)\b[^.;()]{0,60}?\(([a-z]* ?)(\d+)%\)")
SHARE_OF = re.compile(r"(\d+) \((\d+)%\) of (\d+)")
WIDE_ENOUGH_FOR_A_LINE = 150.0
ENTRY = ROOT / "docs" / "finished-entry.md"
QUOTE = re.compile(r"^\s*> “(.+)” \(page (\d), (.+)\)$", re.MULTILINE)
STATEMENT = re.compile(r"^- (.+?[.?])(?: \((?:Stated|Rests).*\))?$", re.MULTILINE)
SECTIONS = (
    "Quick Summary",
    "Why It Matters",
    "Observed Findings",
    "Inferred Conclusions",
    "Remaining Questions",
    "What This Study Does Not Prove",
    "Strengths",
    "Limitations",
    "About the PEM badge",
)


@contextmanager
def pages_of(path: Path) -> Iterator[Any]:
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        yield document


def text_of(path: Path) -> str:
    """All a person reads in a sample, with white space and line-end hyphens closed."""
    if path.suffix == ".pdf":
        with pages_of(path) as document:
            text = "\n".join(page.get_text() for page in document)
    elif path.suffix == ".xml":
        text = " ".join(str(part) for part in etree.parse(path).getroot().itertext())
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text).split())


def lines_of(page: Any) -> list[tuple[float, float, str]]:
    """Each line of body text on a page as its left edge, its right edge and its words."""
    blocks = page.get_text("dict")["blocks"]
    lines = [line for block in blocks if "lines" in block for line in block["lines"]]
    found = [(line["bbox"][0], line["bbox"][2], "".join(span["text"] for span in line["spans"])) for line in lines]
    return [line for line in found if line[1] - line[0] > WIDE_ENOUGH_FOR_A_LINE]


def manuscript_text(manuscript: Manuscript) -> str:
    front = manuscript.front
    parts = [part.text for part in front.abstract]
    return " ".join([*parts, *(getattr(block, "text", "") for block in manuscript.body)])


def test_there_is_a_sample_of_every_kind() -> None:
    assert [path.suffix for path in PAPERS].count(".pdf") >= 3
    assert {path.suffix for path in PAPERS} == {".pdf", ".xml", ".txt", ".ris"}
    assert len(PAPERS) >= 7


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_a_sample_says_that_it_is_invented(path: Path) -> None:
    text = text_of(path)
    assert INVENTED.search(text)
    assert "10.5555/" in text


def test_each_record_of_the_bibliography_says_that_it_is_invented() -> None:
    records = rispy.loads((SAMPLES / "library.ris").read_text(encoding="utf-8"))
    assert len(records) == 2
    assert all(INVENTED.search(" ".join(record["notes"])) for record in records)
    assert [bool(record.get("abstract")) for record in records] == [True, False]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_every_page_of_a_pdf_says_that_it_is_invented(path: Path) -> None:
    with pages_of(path) as document:
        assert all(INVENTED.search(page.get_text()) for page in document)
        assert "Invented" in document.metadata["subject"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_page_of_an_article_has_two_columns(path: Path) -> None:
    with pages_of(path) as document:
        for page in document:
            middle = page.rect.width / 2
            lines = lines_of(page)
            left = [line for line in lines if line[1] < middle]
            right = [line for line in lines if line[0] > middle]
            assert len(left) >= 8, f"page {page.number + 1}"
            assert len(right) >= 8, f"page {page.number + 1}"


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_no_text_of_a_pdf_leaves_the_page_or_misses_a_glyph(path: Path) -> None:
    with pages_of(path) as document:
        for page in document:
            text = page.get_text()
            assert "\N{REPLACEMENT CHARACTER}" not in text
            assert "\N{SOFT HYPHEN}" not in text
            assert "\N{BLACK SQUARE}" not in text
            for x0, y0, x1, y1, *_ in page.get_text("blocks"):
                assert 0 <= x0 < x1 <= page.rect.width
                assert 0 <= y0 < y1 <= page.rect.height


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_an_article_breaks_words_at_line_ends_so_that_readers_have_to_join_them(path: Path) -> None:
    with pages_of(path) as document:
        broken = [line for page in document for line in lines_of(page) if re.search(r"[a-z]-$", line[2])]
    assert len(broken) >= 10


def test_the_trial_uses_the_characters_that_journals_use() -> None:
    text = text_of(SAMPLES / "trial-samplexine.pdf") + text_of(SAMPLES / "case-control-exemplin.pdf")
    assert not set("±−≤≥×µéØ–’†‡ρ°") - set(text.replace("μ", "µ"))


def test_the_trial_and_its_record_share_one_doi() -> None:
    record = text_of(SAMPLES / "trial-samplexine-record.xml")
    doi = load(HERE / "trial.md").front.doi
    assert doi in record
    assert doi in text_of(SAMPLES / "trial-samplexine.pdf")


def test_the_record_of_the_trial_has_the_words_of_its_abstract() -> None:
    record = text_of(SAMPLES / "trial-samplexine-record.xml")
    for part in load(HERE / "trial.md").front.abstract:
        assert part.text.replace("−", "-") in record


@pytest.mark.parametrize("path", MANUSCRIPTS, ids=lambda path: path.name)
def test_the_last_page_number_is_the_one_that_the_issue_line_promises(path: Path) -> None:
    front = load(path).front
    first, *last = re.findall(r"\d+", front.issue.rsplit(" ", 1)[1])
    with pages_of(SAMPLES / front.file) as document:
        assert int(first) == front.first_page
        assert int((last or [first])[0]) == front.first_page + len(document) - 1


@pytest.mark.parametrize("path", MANUSCRIPTS, ids=lambda path: path.name)
def test_footnote_and_marker_stand_on_one_page(path: Path) -> None:
    front = load(path).front
    with pages_of(SAMPLES / front.file) as document:
        for note in front.footnotes:
            marker = re.match(r"([*†‡]) ", note.text)
            if marker:
                assert document[note.page - 1].get_text().count(marker[1]) >= 2


@pytest.mark.parametrize("path", MANUSCRIPTS, ids=lambda path: path.name)
def test_references_are_cited_in_order_where_they_are_numbered(path: Path) -> None:
    manuscript = load(path)
    if manuscript.front.look != "serif" or not manuscript.front.references:
        return
    raised = re.findall(r"\^([\d,]+)\^", manuscript_text(manuscript))
    cited = [int(number) for group in raised for number in group.split(",")]
    assert list(dict.fromkeys(cited)) == list(range(1, len(manuscript.front.references) + 1))


def test_percentages_beside_counts_are_right() -> None:
    text = " ".join(text_of(path) for path in PAPERS)
    pairs = [(int(part), int(whole), int(share)) for part, whole, _, share in COUNT_OF.findall(text)]
    pairs += [(int(part), int(whole), int(share)) for part, share, whole in SHARE_OF.findall(text)]
    assert len(pairs) >= 20
    assert not [pair for pair in pairs if abs(100 * pair[0] / pair[1] - pair[2]) > 0.51]


@pytest.mark.parametrize("path", MANUSCRIPTS, ids=lambda path: path.name)
def test_percentages_of_tables_are_right(path: Path) -> None:
    for table in load(path).front.tables:
        sizes = [re.search(r"n = (\d+)", column) for column in table.columns]
        for row in table.rows:
            for size, cell in zip(sizes, row, strict=True):
                share = re.fullmatch(r"(\d+) \((\d+)%?\)", cell)
                if size and share and int(share[1]) <= int(size[1]) and "mean" not in row[0]:
                    assert abs(100 * int(share[1]) / int(size[1]) - int(share[2])) <= 0.51, row


@pytest.mark.parametrize("path", MANUSCRIPTS, ids=lambda path: path.name)
def test_a_manuscript_without_its_metadata_is_refused(path: Path, tmp_path: Path) -> None:
    bare = tmp_path / path.name
    bare.write_text(path.read_text(encoding="utf-8").split("+++\n")[2], encoding="utf-8")
    with pytest.raises(ValueError, match="no TOML"):
        load(bare)


def test_the_pdfs_are_what_their_manuscripts_give(tmp_path: Path) -> None:
    first, second = built(), built()
    assert first == second  # the same bytes for the same source
    assert set(first) == {path.name for path in PDFS}
    for path in PDFS:
        # Texts, not bytes: another version of the compression library may pack the same page differently.
        again = tmp_path / path.name
        again.write_bytes(first[path.name])
        with pages_of(path) as kept, pages_of(again) as rebuilt:
            assert [page.get_text("words") for page in kept] == [page.get_text("words") for page in rebuilt]


def trial_pages() -> list[str]:
    """The text of each page, lines closed; raised numbers stay where they are."""
    with pages_of(SAMPLES / "trial-samplexine.pdf") as document:
        pages = [page.get_text(sort=False) for page in document]
    return [" ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page).split()) for page in pages]


def test_the_finished_entry_has_the_sections_of_an_entry_in_order() -> None:
    assert tuple(re.findall(r"^### (.+)$", ENTRY.read_text(encoding="utf-8"), re.MULTILINE)) == SECTIONS


def test_every_quote_of_the_finished_entry_stands_on_its_page() -> None:
    pages = trial_pages()
    quotes = QUOTE.findall(ENTRY.read_text(encoding="utf-8"))
    assert len(quotes) >= 30
    missing = [(page, quote) for quote, page, _ in quotes if quote not in pages[int(page) - 1]]
    assert not missing


def test_every_sentence_of_the_finished_entry_is_short_and_rests_on_something() -> None:
    text = ENTRY.read_text(encoding="utf-8")
    statements = STATEMENT.findall(text)
    assert len(statements) == text.count("\n- ")
    assert not [statement for statement in statements if len(statement.split()) >= 25]
    for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:]:
        assert QUOTE.search(item) or "Rests on an absence" in item


def test_every_number_of_the_finished_entry_is_in_the_quotes_below_it() -> None:
    words = {"two": "2", "one": "1", "sixteen": "16", "six": "6", "five": "5", "twelve": "12"}
    for item in re.split(r"^- ", ENTRY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        statement, _, rest = item.split("\n\n")[0].partition("\n")
        quoted = " ".join(quote for quote, _, _ in QUOTE.findall(rest)).lower()
        for word, digits in words.items():
            quoted = re.sub(rf"\b{word}\b", digits, quoted)
        numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", statement)
        assert not [number for number in numbers if not re.search(rf"(?<![\d.]){number}(?!\d|\.\d)", quoted)], statement
