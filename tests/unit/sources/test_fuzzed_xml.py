"""XML of any shape: a reader answers with readings and reasons, never with a fault, and its Documents hold together."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.domain.document import Document
from pipeline.errors import UnreadableSource
from pipeline.sources import bmc, elsevier, endnote_xml, jats, pubmed_xml
from pipeline.sources.records import Found, Reading

Read = Callable[[bytes], Sequence[Found]]

NAMES = {
    "jats": """
        front article-meta journal-meta journal-title title-group article-title subtitle contrib-group contrib name
        surname given-names collab article-id pub-date year month day history date abstract sec title label p bold
        italic sup sub xref list list-item def-list def-item term def boxed-text disp-quote fig caption table-wrap
        table thead tbody tr td th table-wrap-foot fn fn-group disp-formula back ref-list ref mixed-citation
        element-citation person-group source body sub-article front-stub response related-article kwd-group kwd
        permissions license license-p ext-link named-content break inline-formula alternatives
        """,
    "pubmed": """
        PubmedArticle MedlineCitation PMID Article ArticleTitle Abstract AbstractText AuthorList Author LastName
        ForeName Initials CollectiveName Journal Title JournalIssue PubDate Year Month Day MedlineDate ELocationID
        PublicationTypeList PublicationType CommentsCorrectionsList CommentsCorrections RefSource PubmedData
        ArticleIdList ArticleId OtherAbstract KeywordList Keyword PubmedBookArticle BookDocument Book BookTitle i sup
        sub b DataBankList DataBank AccessionNumberList AccessionNumber Language VernacularTitle
        """,
    "bmc": """
        ui ji fm dochead bibl title p aug au snm fnm source issn pubdate volume xrefbib pubid history rec date day
        month year acc pub cpyrt abs sec st bdy bm refgrp ack it b sup sub tbl fig tblbdy r c
        """,
    "elsevier": """
        coredata title creator description doi coverDate publicationName originalText doc serial-item article head
        abstract abstract-sec simple-para body sections section section-title para label list list-item tail
        bibliography bib-reference float-anchor cross-ref inf sup italic
        """,
    "endnote": """
        records record titles title secondary-title contributors authors author dates year abstract keywords keyword
        electronic-resource-num accession-num style urls related-urls url ref-type
        """,
}
READERS: dict[str, tuple[Read, str]] = {
    "jats": (jats.read, "article"),
    "pubmed": (pubmed_xml.read, "PubmedArticleSet"),
    "bmc": (bmc.read, "art"),
    "elsevier": (elsevier.read, "full-text-retrieval-response"),
    "endnote": (endnote_xml.read, "xml"),
}
ATTRIBUTES = """
    id article-type sec-type list-type contrib-type pub-id-type pub-type date-type ref-type rid colspan rowspan morerows
    Label NlmCategory IdType EIdType RefType Status related-article-type ext-link-type name type position
    """.split()
WORDS = [
    "Methods", "1", "2016", "02", "31", "-1", "²", "٣", "Ⅻ", "99999999999999999999", "10.5555/ab.1", "research-article",
    "We walked (P = 0.03) [1,2].", "retraction", "abstract", "doi", "pmid", "epub", "order", "(1) Rest.",
]  # fmt: skip
TEXTS = st.text(alphabet="ab 1.(2)[–—‐]=<&\u00ad\u200b\u202e\u0301²\n\t", max_size=24) | st.sampled_from(WORDS)
# Invented papers that come with the software.
SHIPPED: dict[str, Read] = {
    "survey-heart-rate-monitors.xml": pubmed_xml.read,
    "case-series-inventol.xml": jats.read,
    "trial-samplexine-record.xml": pubmed_xml.read,
}


def element(name: str, attributes: dict[str, str], text: str, below: list[Any], tail: str) -> Any:
    node: Any = etree.Element(name, attributes)
    node.text, node.tail = text, tail
    node.extend(below)
    return node


def trees(root: str, names: Sequence[str]) -> st.SearchStrategy[bytes]:
    """XML documents whose elements have the names of a format, nested as they come."""
    tags, attributes = st.sampled_from(names), st.dictionaries(st.sampled_from(ATTRIBUTES), TEXTS, max_size=2)
    nested = st.recursive(
        st.builds(element, tags, attributes, TEXTS, st.just([]), TEXTS),
        lambda below: st.builds(element, tags, attributes, TEXTS, st.lists(below, max_size=5), TEXTS),
        max_leaves=25,
    )
    whole = st.builds(element, st.just(root), attributes, TEXTS, st.lists(nested, min_size=1, max_size=6), st.just(""))
    return whole.map(etree.tostring)


def changed(content: bytes, data: st.DataObject) -> bytes:
    """The XML with a few nodes taken out, renamed, copied elsewhere or given other text or attributes."""
    root: Any = etree.fromstring(content)
    for _ in range(data.draw(st.integers(1, 5))):
        nodes = [node for node in root.iter(etree.Element) if node is not root]
        if not nodes:
            break
        node, other = (data.draw(st.sampled_from(nodes)) for _ in range(2))
        match data.draw(st.sampled_from(["text", "attribute", "name", "copy", "take out"])):
            case "text":
                node.text = data.draw(TEXTS)
            case "attribute":
                node.set(data.draw(st.sampled_from(ATTRIBUTES)), data.draw(TEXTS))
            case "name":
                node.tag = other.tag
            case "copy":
                node.append(copy.deepcopy(other))
            case _:
                node.getparent().remove(node)
    return bytes(etree.tostring(root))


def assert_read_without_a_fault(read: Read, content: bytes) -> None:
    try:
        found = read(content)
    except UnreadableSource as error:
        assert error.reason  # noqa: PT017
        return
    for one in found:
        if isinstance(one, Reading):
            assert_holds_together(one.document(digest="sha256:0", reader="test/1"))
        else:
            assert "shape of its format" not in one.message, "a fault of ours cost the whole paper"


def assert_holds_together(document: Document) -> None:
    """Spans lie in the text and do not cross, every sentence is in its section, and the JSON reads back the same."""
    end = 0
    for section in document.sections:
        assert end <= section.span.start < section.span.end <= len(document.text)
        end = section.span.end
    for before, after in pairwise(document.sentences):
        assert before.span.end <= after.span.start
    for sentence in document.sentences:
        outer = document.section_of(sentence).span
        assert outer.start <= sentence.span.start < sentence.span.end <= outer.end
    assert Document.from_json(document.as_json()) == document


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_xml_when_it_has_any_shape_then_it_is_read_without_a_fault(name: str, data: st.DataObject) -> None:
    read, root = READERS[name]
    assert_read_without_a_fault(read, data.draw(trees(root, NAMES[name].split())))


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_xml_when_a_paper_is_changed_then_it_is_read_without_a_fault(
    name: str, data: st.DataObject, samples: Path
) -> None:
    assert_read_without_a_fault(SHIPPED[name], changed((samples / name).read_bytes(), data))


@pytest.mark.parametrize("width", ["²", "٣", "0", "-1", "", "1.5", "99999999999999999999"])
def test_table_when_a_cell_names_an_odd_width_then_the_paper_is_still_read(width: str) -> None:
    content = (
        "<article><front><article-meta><title-group><article-title>Walks</article-title></title-group></article-meta>"
        "</front><body><sec><title>Results</title><p>We walked.</p><table-wrap><label>Table 1</label><table><tr>"
        f"<td colspan='{width}' rowspan='{width}'>410 m</td></tr></table></table-wrap></sec></body></article>"
    )
    (reading,) = jats.read(content.encode())
    assert isinstance(reading, Reading)
    assert "410 m" in reading.document(digest="sha256:0", reader="test/1").text
