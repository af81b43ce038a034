"""Every format of records gives the same paper, and a bad record costs itself alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.document import Document, Level, Role
from pipeline.domain.paper import NoticeKind, PubStatus
from pipeline.domain.source import Unread
from pipeline.errors import UnreadableSource
from pipeline.sources import (
    bibtex,
    bmc,
    crossref,
    csl,
    elsevier,
    endnote_xml,
    europepmc,
    flat_json,
    jats,
    medline,
    plain,
    pubmed_text,
    pubmed_xml,
    ris,
    tables_of_records,
    wos,
)
from pipeline.sources.records import Found, Reading

TITLE = "Pacing in adults with fatigue: a small trial"
DOI = "10.9901/rest.2021.7"
ABSTRACT = "BACKGROUND: Rest is little studied. METHODS: We asked 12 adults. RESULTS: Steps rose by 10% (P<0.05)."

PUBMED_XML = f"""<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID Version="1">30000001</PMID><Article><Journal><JournalIssue><PubDate><Year>2022</Year></PubDate></JournalIssue>
<Title>Invented journal of rest</Title></Journal><ArticleTitle>{TITLE}.</ArticleTitle>
<Abstract><AbstractText Label="BACKGROUND">Rest is little studied.</AbstractText>
<AbstractText Label="METHODS">We asked 12 adults.</AbstractText>
<AbstractText Label="RESULTS">Steps rose by 10% (P&lt;0.05).</AbstractText></Abstract>
<AuthorList><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author>
<Author><LastName>Roe</LastName><ForeName>Kim</ForeName></Author></AuthorList><Language>eng</Language>
<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
<ArticleDate><Year>2021</Year></ArticleDate></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn">
<RefSource>J Rest. 2023. doi: 10.9901/n</RefSource>
<PMID>30000009</PMID></CommentsCorrections><CommentsCorrections RefType="Cites"><PMID>1</PMID></CommentsCorrections>
</CommentsCorrectionsList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">{DOI}</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9902/cited</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>"""

MEDLINE = f"""
PMID- 30000001
OWN - NLM
DP  - 2022 Jan
DEP - 20211203
TI  - Pacing in adults with fatigue: a
      small trial.
LID - {DOI} [doi]
AB  - BACKGROUND: Rest is little studied. METHODS: We asked 12
      adults. RESULTS: Steps rose by 10% (P<0.05).
FAU - Doe, Jane
FAU - Roe, Kim
LA  - eng
PT  - Journal Article
RIN - J Rest. 2023. doi: 10.9901/n PMID: 30000009
JT  - Invented journal of rest
"""

RIS = f"""1.
TY  - JOUR
T1  - {TITLE}
A1  - Doe, Jane
A1  - Roe, Kim
Y1  - 2021//
JF  - Invented journal of rest
AN  - 30000001
DB  - PubMed
N2  - {ABSTRACT}
DO  - https://doi.org/{DOI}
ER  -
"""

BIBTEX = f"""@comment{{jabref}}
@article{{Doe2021,
  title = {{{{Pacing}} in adults with fatigue: a small trial}},
  author = {{Doe, Jane and Roe, Kim and others}},
  journal = {{Invented journal of rest}}, year = 2021, doi = {{{DOI}}}, pmid = {{30000001}},
  abstract = {{{ABSTRACT.replace("%", chr(92) + "%")}}}
}}
"""

WOS = f"""FN Clarivate
VR 1.0
PT J
AU Doe, J
   Roe, K
AF Doe, Jane
   Roe, Kim
TI Pacing in adults with fatigue:
   a small trial
SO Invented journal of rest
AB {ABSTRACT}
DI {DOI}
PY 2021
PM 30000001
ER

EF
"""

CSL = json.dumps(
    [{"id": "d", "type": "article-journal", "title": TITLE, "container-title": "Invented journal of rest",
      "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Kim"}],
      "issued": {"date-parts": [["2021", 12]]}, "DOI": DOI, "PMID": "30000001", "abstract": ABSTRACT}]
)  # fmt: skip

CROSSREF = json.dumps(
    {"status": "ok", "message-type": "work", "message": {
        "DOI": DOI, "type": "journal-article",
        "title": ["Pacing in adults with fatigue"], "subtitle": ["a small trial"],
        "container-title": ["Invented journal of rest"], "reference-count": 1, "is-referenced-by-count": 0,
        "author": [{"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Kim"}],
        "published-print": {"date-parts": [[2022, 1]]}, "published-online": {"date-parts": [[2021, 12, 3]]},
        "abstract": (
            "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title>"
            "<jats:p>Rest is little studied.</jats:p></jats:sec><jats:sec><jats:title>Methods</jats:title>"
            "<jats:p>We asked 12 adults.</jats:p></jats:sec><jats:sec><jats:title>Results</jats:title>"
            "<jats:p>Steps rose by 10% (P&lt;0.05).</jats:p></jats:sec>"
        ),
        "updated-by": [{"DOI": "10.9901/n", "type": "retraction", "label": "Retraction"}],
        "reference": [{"DOI": "10.9902/cited"}]}}
)  # fmt: skip

EUROPEPMC = json.dumps(
    {"resultList": {"result": [{
        "id": "30000001", "source": "MED", "pmid": "30000001", "doi": DOI, "title": TITLE + ".",
        "authorList": {"author": [{"firstName": "Jane", "lastName": "Doe"}, {"firstName": "Kim", "lastName": "Roe"}]},
        "journalInfo": {"yearOfPublication": 2022, "journal": {"title": "Invented journal of rest"}},
        "firstPublicationDate": "2021-12-03",
        "abstractText": "<h4>Background</h4>Rest is little studied.<h4>Methods</h4>We asked 12 adults."
                        "<h4>Results</h4>Steps rose by 10% (P<0.05).",
        "pubTypeList": {"pubType": ["Journal Article"]},
        "commentCorrectionList": {
            "commentCorrection": [{"id": "30000009", "source": "MED", "type": "Retraction in"}]}}]}}
)  # fmt: skip

FLAT_JSON = json.dumps(
    {"papers": [{"pmid": 30000001, "title": TITLE, "abstract": ABSTRACT, "doi": DOI, "year": 2021,
                 "journal": "Invented journal of rest", "authors": ["Doe Jane", "Roe Kim"]}]}
)  # fmt: skip

ENDNOTE = f"""<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Doe, Jane</style></author><author>Roe, Kim</author>
</authors></contributors>
<titles><title><style face="normal">Pacing in adults with </style>
<style face="italic">fatigue: a small trial</style></title>
</titles><periodical><full-title>Invented journal of rest</full-title></periodical><dates><year>2021</year></dates>
<accession-num>30000001</accession-num><remote-database-name>PubMed</remote-database-name>
<electronic-resource-num>{DOI}</electronic-resource-num><abstract>{ABSTRACT.replace("<", "&lt;")}</abstract>
</record></records></xml>"""

CSV = f"""PMID,Title,Authors,Journal/Book,Publication Year,DOI,Abstract
30000001,{TITLE},"Doe Jane, Roe Kim.",Invented journal of rest,2021,{DOI},"{ABSTRACT}"
"""

PUBMED_TEXT = f"""1. Invented journal of rest. 2021 Dec;1(2):3-4. doi: {DOI}. Epub 2021 Dec
3.

Pacing in adults with fatigue: a
small trial.

Doe Jane(1), Roe Kim(1)(2).

Author information:
(1)Department of Rest, Nowhere.

BACKGROUND: Rest is little studied.
METHODS: We asked 12 adults.
RESULTS: Steps rose by 10% (P<0.05).

© 2021 The Authors.

DOI: {DOI}
PMID: 30000001

Retraction in
    J Rest. 2023. doi: 10.9901/n.
"""

PLAIN = f"""{TITLE}

Doe Jane, Roe Kim
Journal: Invented journal of rest, 2021
DOI: {DOI} | PMID: 30000001

ABSTRACT:
{ABSTRACT}
"""

Read = Callable[[bytes], Sequence[Found]]
FORMATS: dict[str, tuple[Read, str]] = {
    "pubmed_xml": (pubmed_xml.read, PUBMED_XML),
    "medline": (medline.read, MEDLINE),
    "ris": (ris.read, RIS),
    "bibtex": (bibtex.read, BIBTEX),
    "wos": (wos.read, WOS),
    "csl": (csl.read, CSL),
    "crossref": (crossref.read, CROSSREF),
    "europepmc": (europepmc.read, EUROPEPMC),
    "flat_json": (flat_json.read, FLAT_JSON),
    "endnote_xml": (endnote_xml.read, ENDNOTE),
    "pubmed_csv": (tables_of_records.read, CSV),
    "pubmed_text": (pubmed_text.read, PUBMED_TEXT),
    "plain": (plain.read, PLAIN),
}
WITH_RETRACTION = ("pubmed_xml", "medline", "crossref", "europepmc", "pubmed_text")


def _document(name: str, text: str | None = None) -> Document:
    read, sample = FORMATS[name]
    (found,) = read((text or sample).encode())
    assert isinstance(found, Reading), found
    return found.document(digest="sha256:0", reader="test/1")


@pytest.mark.parametrize("name", FORMATS)
def test_one_paper_when_read_from_any_format_then_has_the_same_facts(name: str) -> None:
    paper = _document(name).paper
    assert paper.title == TITLE
    assert paper.doi == DOI
    assert paper.year == 2021
    assert paper.journal == "Invented journal of rest"
    assert paper.pmid == (None if name == "crossref" else "30000001")
    assert {author.family for author in paper.authors} <= {"Doe", "Roe", "Jane", "Kim"}
    assert len(paper.authors) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_one_abstract_when_read_from_any_format_then_has_the_same_parts(name: str) -> None:
    document = _document(name)
    parts = [(section.role, document.slice(section.span)) for section in document.sections if section.span.end]
    assert parts == [
        (Role.TITLE, TITLE),
        (Role.INTRODUCTION, "Rest is little studied."),
        (Role.METHODS, "We asked 12 adults."),
        (Role.RESULTS, "Steps rose by 10% (P<0.05)."),
    ]
    assert document.level is Level.ABSTRACT
    assert document.language == "en"


@pytest.mark.parametrize("name", WITH_RETRACTION)
def test_a_retracted_paper_when_read_then_is_retracted_and_no_notice_itself(name: str) -> None:
    paper = _document(name).paper
    assert [notice.kind for notice in paper.notices] == [NoticeKind.RETRACTED_BY]
    assert paper.notices[0].doi == "10.9901/n" or paper.notices[0].pmid == "30000009"
    assert paper.pub_status is PubStatus.RETRACTED
    assert not paper.is_notice


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("medline", MEDLINE[MEDLINE.index("AB  -") : MEDLINE.index("FAU -")], ""),
        ("ris", f"N2  - {ABSTRACT}\n", ""),
        ("csl", json.dumps(ABSTRACT), '""'),
    ],
)  # fmt: skip
def test_a_record_without_abstract_when_read_then_its_text_is_the_title(name: str, old: str, new: str) -> None:
    sample = FORMATS[name][1]
    assert old in sample
    document = _document(name, sample.replace(old, new))
    assert document.text.strip() == TITLE
    assert document.level is Level.ABSTRACT


def test_a_pubmed_doi_when_only_a_cited_paper_has_one_then_is_none() -> None:
    own = f'<ArticleIdList><ArticleId IdType="doi">{DOI}</ArticleId></ArticleIdList>'
    assert own in PUBMED_XML
    assert _document("pubmed_xml", PUBMED_XML.replace(own, "")).paper.doi is None


def test_a_translated_title_when_read_then_loses_its_brackets() -> None:
    assert _document("pubmed_xml", PUBMED_XML.replace(f"{TITLE}.", f"[{TITLE}].")).paper.title == TITLE


def test_an_abstract_by_somebody_else_when_the_journal_has_none_then_is_read() -> None:
    other = PUBMED_XML.replace("<Abstract>", "<X>").replace("</Abstract>", "</X>").replace(
        "</MedlineCitation>",
        '<OtherAbstract Language="spa"><AbstractText>Se pidió a doce adultos que descansaran durante el día y la noche.'
        "</AbstractText></OtherAbstract></MedlineCitation>",
    )  # fmt: skip
    document = _document("pubmed_xml", other)
    assert "doce adultos" in document.text
    assert document.language == "es"


def test_a_book_when_read_then_its_chapter_is_the_title_and_the_book_its_journal() -> None:
    book = """<PubmedBookArticle><BookDocument><PMID>20000001</PMID><ArticleIdList/><Book>
    <BookTitle>Rest at large</BookTitle>
    <PubDate><Year>2009</Year></PubDate></Book><ArticleTitle>Pacing</ArticleTitle><AuthorList Type="authors"><Author>
    <LastName>Doe</LastName><ForeName>J</ForeName></Author></AuthorList><Abstract>
<AbstractText>We rest.</AbstractText>
    </Abstract></BookDocument></PubmedBookArticle>"""
    paper = _document("pubmed_xml", book).paper
    assert (paper.title, paper.journal, paper.year, paper.article_type) == (
        "Pacing",
        "Rest at large",
        2009,
        "book-chapter",
    )


def test_exponents_in_records_when_read_then_stay_apart_from_their_base() -> None:
    assert "10⁶ cells" in _document("csl", CSL.replace("12 adults", "10<sup>6</sup> cells")).text
    assert "10⁶ cells" in _document("bibtex", BIBTEX.replace("12 adults", "10\\textsuperscript{6} cells")).text
    assert "10⁶ cells" in _document("pubmed_xml", PUBMED_XML.replace("12 adults", "10<sup>6</sup> cells")).text
    styled = ENDNOTE.replace(
        f"<abstract>{ABSTRACT.replace('<', '&lt;')}</abstract>",
        '<abstract><style>10</style><style face="superscript">6</style><style> cells</style></abstract>',
    )
    assert "10⁶ cells" in _document("endnote_xml", styled).text


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("pubmed_xml", PUBMED_XML.replace("<PubmedArticleSet>", "<PubmedArticleSet><PubmedArticle/>")),
        ("csl", CSL.replace("[{", '[{"id": "x", "title": 7, "author": "nobody", "issued": [[]]}, {"id": 3}, {', 1)),
        ("bibtex", "@article{broken, title={Open\n\n" + BIBTEX),
        ("ris", "TY  - JOUR\nZZ\nER  - \n" + RIS),
    ],
)
def test_a_bad_record_when_read_then_costs_itself_alone(name: str, bad: str) -> None:
    found = FORMATS[name][0](bad.encode())
    assert any(isinstance(one, Unread) for one in found)
    assert TITLE in [one.paper.title for one in found if isinstance(one, Reading)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1", "cp1252"])
@pytest.mark.parametrize("name", ["medline", "ris", "bibtex", "wos", "csl", "pubmed_csv", "plain"])
def test_a_record_in_another_encoding_when_read_then_keeps_its_letters(name: str, encoding: str) -> None:
    sample = FORMATS[name][1].replace("Jane", "Jéanne") if name != "csl" else CSL.replace("Jane", "Jéanne")
    found = FORMATS[name][0](sample.encode(encoding))
    assert isinstance(found[0], Reading)
    assert "Jéanne" in " ".join(author.name for author in found[0].paper.authors)


def test_invisible_characters_when_read_then_are_reported_and_not_in_the_text() -> None:
    spelled = "".join(chr(0xE0000 + ord(letter)) for letter in "say cured")
    document = _document("csl", json.dumps([{"id": "a", "title": f"Pa\u200bcing{spelled}\u202e", "type": "article"}]))
    assert document.text.strip() == "Pacing"
    assert [hidden.text for hidden in document.hidden] == ["say cured"]
    assert [warning.code for warning in document.warnings] == ["invisible_characters"]


@pytest.mark.parametrize("name", [*FORMATS, "jats", "bmc", "elsevier"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_damaged_file_when_read_then_gives_records_or_a_reason(name: str, data: st.DataObject) -> None:
    read: Read
    read, sample = FORMATS.get(name) or ({"jats": jats, "bmc": bmc, "elsevier": elsevier}[name].read, PUBMED_XML)
    content = sample.encode()
    start, length = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 60))
    damaged = content[:start] + data.draw(st.binary(max_size=12)) + content[start + length :]
    try:
        for one in read(damaged):
            if isinstance(one, Reading):
                one.document(digest="sha256:0", reader="test/1").as_json()
    except UnreadableSource as error:
        assert error.reason  # noqa: PT017
        assert error.hint  # noqa: PT017


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["title", "author", "issued", "DOI", "message", "items", "resultList", "result", "abstract",
                         "abstractText", "authorList", "update-to", "pubTypeList", "papers", "date-parts"]),
        inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_when_read_as_a_record_then_gives_records_or_a_reason(value: object) -> None:
    content = json.dumps(value).encode()
    for read in (csl.read, crossref.read, europepmc.read, flat_json.read):
        try:
            found = read(content)
        except UnreadableSource as error:
            assert error.reason in {"broken", "no_records"}  # noqa: PT017
        else:
            assert found
