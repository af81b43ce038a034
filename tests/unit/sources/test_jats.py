"""JATS gives the paper whole: its facts from its own front, its sections with roles, its tables, its references."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.paper import NoticeKind, PubStatus
from pipeline.errors import UnreadableSource
from pipeline.sources import jats
from pipeline.sources.records import Reading

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.2//EN" "x.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" xml:lang="en">
<front><journal-meta><journal-title-group><journal-title>Invented Journal of Rest</journal-title>
</journal-title-group>
</journal-meta><article-meta>
<article-id pub-id-type="pmid">30000001</article-id><article-id pub-id-type="pmc">2000001</article-id>
<article-id pub-id-type="doi">10.9901/rest.2021.7</article-id>
<title-group><article-title>Pacing in adults:</article-title><subtitle>a <italic>small</italic> trial</subtitle>
</title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Doe</surname><given-names>Jane M.</given-names></name>
<xref ref-type="aff" rid="a1"><sup>1</sup></xref></contrib>
<contrib contrib-type="author"><collab>Rest Study Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname><given-names>An</given-names></name></contrib>
</contrib-group>
<pub-date pub-type="epub"><year>2021</year></pub-date><pub-date pub-type="ppub"><year>2022</year></pub-date>
<permissions><license xlink:href="https://creativecommons.org/licenses/by-nc/4.0/"><license-p>Free.</license-p>
</license>
</permissions>
<abstract><sec><title>Background</title><p>Rest is little studied.</p></sec>
<sec><title>Methods</title><p>We asked 12 adults (NCT01234567).</p></sec></abstract>
<kwd-group><kwd>rest</kwd><kwd>pacing</kwd></kwd-group></article-meta></front>
<body>
<p>Many people rest.<xref ref-type="bibr" rid="r2"><sup>2</sup></xref></p>
<sec sec-type="materials|methods"><title>How we did it</title>
<sec><title>Participants</title><p>Twelve adults took part.</p>
<p>They had: <list><list-item><p>fatigue for 6 months;</p></list-item><list-item><p>no other cause.</p>
</list-item></list></p></sec>
<sec><title>Statistical analysis</title><p>Means were compared.</p></sec></sec>
<sec sec-type="results"><title>Results</title><p>Steps rose by 10<sup>3</sup> a day (Table 1).
<table-wrap id="t1"><label>Table 1</label><caption><p>Steps by group.</p></caption>
<table><thead><tr><th rowspan="2">Group</th><th colspan="2">Steps</th></tr><tr><th>before</th><th>after</th>
</tr></thead>
<tbody><tr><td>Rest</td><td>10<sup>3</sup></td><td>2,000<sup>a</sup></td></tr></tbody></table>
<table-wrap-foot><fn><p>a: estimated.</p></fn></table-wrap-foot></table-wrap> They felt better.</p>
<sec><title>Analysis of harms</title><p>No harm was seen.</p></sec>
<fig><label>Figure 1</label><caption><p>Flow of people.</p></caption></fig></sec>
<sec sec-type="discussion"><title>Discussion</title><p>Rest may help.</p>
<sec><title>Limitations</title><p>The group was small.</p></sec></sec>
</body>
<back><ack><title>Acknowledgements</title><p>We thank all.</p></ack>
<fn-group><fn fn-type="conflict"><p>None declared.</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="r1"><label>1.</label><mixed-citation><name><surname>Roe</surname> <given-names>K</given-names></name>. Sleep.
<source>J Sleep</source>. <year>2019</year>. <pub-id pub-id-type="doi">10.9902/sleep</pub-id></mixed-citation></ref>
<ref id="r2"><element-citation><person-group><name><surname>Poe</surname><given-names>M</given-names></name>
</person-group>
<article-title>Naps</article-title><source>J Naps</source><year>2018</year><volume>4</volume><fpage>5</fpage>
<lpage>9</lpage>
</element-citation></ref></ref-list></back>
</article>"""


def _read(text: str) -> Document:
    (found,) = jats.read(text.encode())
    assert isinstance(found, Reading)
    return found.document(digest="sha256:0", reader=jats.NAME)


@pytest.fixture(scope="module")
def document() -> Document:
    return _read(ARTICLE)


def test_an_article_when_read_then_its_facts_come_from_its_own_front(document: Document) -> None:
    paper = document.paper
    assert paper.title == "Pacing in adults: a small trial"
    assert [author.name for author in paper.authors] == ["Jane M. Doe", "Rest Study Group"]
    assert (paper.journal, paper.year) == ("Invented Journal of Rest", 2021)
    assert (paper.doi, paper.pmid, paper.pmcid) == ("10.9901/rest.2021.7", "30000001", "PMC2000001")
    assert paper.licence == "CC BY-NC 4.0"
    assert paper.keywords == ("rest", "pacing")
    assert paper.registry_ids == ("NCT01234567",)
    assert (document.level, document.language) == (Level.FULLTEXT_XML, "en")


def test_an_article_without_doi_when_its_references_have_some_then_it_has_none() -> None:
    without = ARTICLE.replace('<article-id pub-id-type="doi">10.9901/rest.2021.7</article-id>', "")
    assert _read(without).paper.doi is None


def _role_of(document: Document, words: str) -> tuple[Role, Zone]:
    (sentence,) = [one for one in document.sentences if words in document.slice(one.span)]
    section = document.section_of(sentence)
    return section.role, section.zone


@pytest.mark.parametrize(
    ("words", "role", "zone"),
    [
        ("Rest is little studied", Role.INTRODUCTION, Zone.ABSTRACT),
        ("We asked 12 adults", Role.METHODS, Zone.ABSTRACT),
        ("Many people rest", Role.INTRODUCTION, Zone.BODY),
        ("Twelve adults took part", Role.PARTICIPANTS, Zone.BODY),
        ("fatigue for 6 months", Role.PARTICIPANTS, Zone.BODY),
        ("Means were compared", Role.METHODS, Zone.BODY),
        ("Steps rose by", Role.RESULTS, Zone.BODY),
        ("They felt better", Role.RESULTS, Zone.BODY),
        ("No harm was seen", Role.RESULTS, Zone.BODY),
        ("Rest may help", Role.DISCUSSION, Zone.BODY),
        ("The group was small", Role.LIMITATIONS, Zone.BODY),
        ("We thank all", Role.BACK, Zone.BACK),
        ("None declared", Role.INTERESTS, Zone.BACK),
        ("Flow of people", Role.CAPTION, Zone.CAPTION),
        ("a: estimated", Role.CAPTION, Zone.CAPTION),
    ],
)
def test_a_sentence_when_read_then_stands_in_a_section_of_its_role(
    document: Document, words: str, role: Role, zone: Zone
) -> None:
    assert _role_of(document, words) == (role, zone)


def test_a_table_when_read_then_its_cells_are_on_a_grid_and_values_stay_apart_from_marks(document: Document) -> None:
    (table,) = document.tables
    cells = {(cell.row, cell.column): document.slice(cell.span) for cell in table.cells}
    assert cells == {
        (0, 0): "Group", (0, 1): "Steps", (1, 1): "before", (1, 2): "after",
        (2, 0): "Rest", (2, 1): "10³", (2, 2): "2,000ᵃ",
    }  # fmt: skip
    assert [cell.header for cell in table.cells] == [True, True, True, True, False, False, False]
    assert table.caption is not None
    assert document.slice(table.caption) == "Table 1 Steps by group."


def test_references_when_read_then_carry_the_number_by_which_the_text_cites_them(document: Document) -> None:
    first, second = document.references
    assert (first.number, first.year, first.first_author, first.doi) == ("1", 2019, "Roe", "10.9902/sleep")
    assert (second.number, second.year, second.first_author) == ("2", 2018, "Poe")
    assert document.slice(second.span) == "2. Poe M. Naps. J Naps. 2018;4:5–9"
    assert "Many people rest.[2]" in document.text


def test_a_retraction_notice_when_read_then_is_the_notice_and_not_retracted() -> None:
    notice = ARTICLE.replace("research-article", "retraction").replace(
        "<kwd-group>",
        '<related-article related-article-type="retracted-article" xlink:href="10.9901/old"/><kwd-group>',
    )
    paper = _read(notice).paper
    assert [(one.kind, one.doi) for one in paper.notices] == [(NoticeKind.RETRACTS, "10.9901/old")]
    assert paper.is_notice
    assert paper.pub_status is PubStatus.PUBLISHED


def test_a_retracted_article_when_read_then_is_retracted_and_no_notice() -> None:
    linked = ARTICLE.replace(
        "<kwd-group>",
        '<related-article related-article-type="retraction-forward" xlink:href="10.9901/n"/><kwd-group>',
    )
    paper = _read(linked).paper
    assert not paper.is_notice
    assert paper.pub_status is PubStatus.RETRACTED


def test_a_set_of_articles_when_one_is_empty_then_the_others_are_read() -> None:
    body = ARTICLE[ARTICLE.index("<article ") :]
    found = jats.read(f"<pmc-articleset>{body}<article><front/></article>{body}</pmc-articleset>".encode())
    assert len(found) == 3
    assert isinstance(found[0], Reading)
    assert isinstance(found[2], Reading)


def test_front_matter_alone_when_read_then_is_an_abstract_with_a_warning() -> None:
    front = ARTICLE[: ARTICLE.index("<body>")] + "</article>"
    document = _read(front)
    assert document.level is Level.ABSTRACT
    assert [warning.code for warning in document.warnings] == ["abstract_only"]


def test_a_body_in_another_language_than_the_abstract_when_read_then_is_said() -> None:
    german = "Wir haben die Kranken zwei Jahre lang begleitet und die meisten kamen nicht zur Arbeit. " * 4
    document = _read(
        ARTICLE[: ARTICLE.index("<body>")] + f"<body><sec><title>Methoden</title><p>{german}</p></sec></body></article>"
    )
    assert document.language == "de"
    assert "abstract_language" in [warning.code for warning in document.warnings]


def test_xml_without_any_article_when_read_then_is_refused() -> None:
    with pytest.raises(UnreadableSource) as caught:
        jats.read(b"<pmc-articleset><Reply>nothing</Reply></pmc-articleset>")
    assert caught.value.reason == "no_records"


def test_names_of_parts_set_in_italics_when_read_then_part_the_abstract() -> None:
    styled = (
        "<abstract><p><italic>Aim</italic>. To see rest. <italic>Methods</italic>. "
        "We asked <italic>12</italic> adults. "
        "<bold>Results:</bold> Steps rose in <italic>patients</italic>.</p></abstract>"
    )
    start, end = ARTICLE.index("<abstract>"), ARTICLE.index("</abstract>") + len("</abstract>")
    document = _read(ARTICLE[:start] + styled + ARTICLE[end:])
    parts = [
        (one.heading, one.role, document.slice(one.span)) for one in document.sections if one.zone is Zone.ABSTRACT
    ]
    assert parts == [
        ("Aim.", Role.OBJECTIVE, "To see rest."),
        ("Methods.", Role.METHODS, "We asked 12 adults."),
        ("Results:", Role.RESULTS, "Steps rose in patients."),
    ]


def test_a_name_that_runs_into_its_paragraph_when_it_matters_then_opens_a_section() -> None:
    run_in = ARTICLE.replace(
        "<p>Means were compared.</p>",
        "<p><bold>Patients.</bold> All were adults.</p><p><bold>Tests.</bold> Means were compared.</p>",
    )
    document = _read(run_in)
    assert _role_of(document, "All were adults") == (Role.PARTICIPANTS, Zone.BODY)
    assert _role_of(document, "Means were compared") == (Role.METHODS, Zone.BODY)


def test_a_hostile_table_when_read_then_its_spans_are_bounded() -> None:
    cells = "<td colspan='999999' rowspan='999999'>a</td>" * 2_000
    row = f"<table><tr>{cells}</tr><tr>{cells}</tr></table>"
    document = _read(ARTICLE.replace("<table>", row + "<table>", 1))
    assert document.tables
