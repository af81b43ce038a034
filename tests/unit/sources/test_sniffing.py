"""Content decides what a file is: a wrong guess loses a paper or makes one of rubbish."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources.sniffing import Format, sniff

SAMPLES: dict[str, tuple[bytes, Format]] = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Format.PDF),
    "pdf after junk": (b"\n\n  mail header\n%PDF-1.4\n", Format.PDF),
    "jats": (b'<?xml version="1.0"?>\n<!DOCTYPE article [<!ENTITY x "y">]><article><front/></article>', Format.JATS),
    "jats in a set": (b"<pmc-articleset><article><front/></article></pmc-articleset>", Format.JATS),
    "jats after a comment": (b"<!-- saved -->\n<article article-type='letter'><body><p>a</p></body>", Format.JATS),
    "html article": (b"<article class='post'><h1>News</h1></article>", Format.HTML),
    "pubmed": (b"<?xml version='1.0'?><PubmedArticleSet></PubmedArticleSet>", Format.PUBMED_XML),
    "pubmed book": (b"<PubmedBookArticle><BookDocument/></PubmedBookArticle>", Format.PUBMED_XML),
    "bmc": (b"<art><ui>1</ui></art>", Format.BMC_XML),
    "elsevier": (
        b'<full-text-retrieval-response xmlns="http://www.elsevier.com/xml/svapi/article/dtd"/>',
        Format.ELSEVIER_XML,
    ),
    "endnote": (b"<?xml version='1.0'?><xml><records><record/></records></xml>", Format.ENDNOTE_XML),
    "other xml": (b"<?xml version='1.0'?><invoice><total>5</total></invoice>", Format.UNKNOWN),
    "html": (b"<!DOCTYPE html><html><head><title>Access denied</title>", Format.HTML),
    "xhtml": (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', Format.HTML),
    "medline": (b"\nPMID- 123\nOWN - NLM\nTI  - A title\n", Format.MEDLINE),
    "ris": (b"\xef\xbb\xbfTY  - JOUR\r\nTI  - A title\r\nAB  - Text\r\nER  - \r\n", Format.RIS),
    "numbered ris": (b"1.\nTY  - JOUR\nTI  - A\nER  - \n", Format.RIS),
    "bibtex": (b"% my library\n\n@article{key1,\n title = {A}\n}", Format.BIBTEX),
    "wos": (b"FN Clarivate\nVR 1.0\nPT J\nAU Doe, J\n   Roe, K\n", Format.WOS),
    "csv": (b"PMID,Title,Authors,Citation,DOI\n1,A title,Doe J,x,10.9901/a\n", Format.PUBMED_CSV),
    "retractions": (b"Record ID,Title,RetractionDOI,OriginalPaperDOI\n1,A,10.9901/a,\n", Format.RETRACTION_TABLE),
    "dois": (b"10.9901/abc\nhttps://doi.org/10.9901/def\n", Format.ID_LIST),
    "pmids": (b"30000001\n30000002\nPMC2000001\n", Format.ID_LIST),
    "column of dois": (b"doi,pmid\n10.9901/abc,30000001\n", Format.ID_LIST),
    "draft": (b'{"paper": {"title": "x"}, "schema": "atlas.draft/1"}', Format.DRAFT_JSON),
    "csl": (b'[{"id": "a", "type": "article-journal", "title": "A", "issued": {}}]', Format.CSL_JSON),
    "crossref": (b'{"status": "ok", "message-type": "work", "message": {"DOI": "10.9901/a"}}', Format.CROSSREF_JSON),
    "europepmc": (b'{"resultList": {"result": []}}', Format.EUROPEPMC_JSON),
    "flat": (b'{"papers": [{"title": "A", "pmid": "1", "abstract": "B"}]}', Format.FLAT_JSON),
    "other json": (b'{"name": "tool", "version": 3}', Format.UNKNOWN),
    "cassette": (b"interactions:\n- request:\n    body: ''\n", Format.UNKNOWN),
    "pubmed text": (
        b"1. Inv J Rest. 2020 Jan;1(2):3-4. doi: 10.9901/a.\n\nPacing in adults.\n\nDoe J(1).\n\nWe rested.\n",
        Format.PUBMED_TEXT,
    ),
    "numbered notes": (b"1. Buy milk\n2. Call the clinic\n\nThat is all for today.\n", Format.PLAIN_TEXT),
    "prose": (b"Pacing in adults\n\nWe asked ten people about rest.\n", Format.PLAIN_TEXT),
    "prose with an address": (b"Rest\n\nWrite to @clinic about it.\n", Format.PLAIN_TEXT),
    "utf-16": ("Pacing in adults\nWe asked ten people.".encode("utf-16"), Format.PLAIN_TEXT),
    "zip": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" * 20, Format.UNKNOWN),
    "empty": (b"", Format.EMPTY),
    "white": (b" \n\n\t", Format.EMPTY),
    "zeros": (b"\x00" * 500, Format.EMPTY),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), SAMPLES.values(), ids=SAMPLES)
def test_a_file_when_sniffed_then_is_told_by_its_content(content: bytes, kind: Format) -> None:
    assert sniff(content) is kind


def test_a_draft_when_its_keys_are_sorted_then_is_still_no_paper() -> None:
    draft = json.dumps({"paper": {"title": "t"}, "schema": "atlas.draft/1", "summary": {}}, sort_keys=True, indent=1)
    assert sniff(draft.encode()) is Format.DRAFT_JSON


@given(st.binary(max_size=600))
@settings(max_examples=200)
def test_any_bytes_when_sniffed_then_a_format_is_named(content: bytes) -> None:
    assert sniff(content) in Format


@given(st.sampled_from([content for content, _ in SAMPLES.values()]), st.integers(0, 400), st.binary(max_size=20))
@settings(max_examples=200)
def test_a_damaged_file_when_sniffed_then_a_format_is_named(content: bytes, cut: int, noise: bytes) -> None:
    assert sniff(content[:cut] + noise) in Format
