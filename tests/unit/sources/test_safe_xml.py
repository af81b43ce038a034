"""A hostile or damaged XML file is refused in one sentence; it must never fill the memory or end the process."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableSource
from pipeline.sources import safe_xml
from pipeline.sources.inline import text_of


def _outcome(content: bytes) -> str:
    """The text of the file, or the reason why it was refused."""
    try:
        return text_of(safe_xml.parse(content))
    except UnreadableSource as error:
        return error.reason


def _bomb(place: str) -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE r [<!ENTITY l0 "ha">{levels}]>{place}'.encode()


@pytest.mark.parametrize("place", ["<r>&l9;</r>", '<r title="&l9;">x</r>'])
def test_entities_that_multiply_when_parsed_then_are_refused_and_not_expanded(place: str) -> None:
    started = time.monotonic()
    assert _outcome(_bomb(place)) in {"", "broken"}
    assert time.monotonic() - started < 5


def test_an_entity_of_the_file_s_own_when_parsed_then_stays_out_of_the_text() -> None:
    assert _outcome(b'<!DOCTYPE r [<!ENTITY own "hidden order">]><r>a&own;b</r>') == "ab"


def test_an_external_entity_when_parsed_then_the_file_it_names_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    document = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><r>a&x;b</r>'
    assert text_of(safe_xml.parse(document.encode())) == "ab"


def test_very_deep_nesting_when_parsed_then_is_refused() -> None:
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    with pytest.raises(UnreadableSource) as caught:
        safe_xml.parse(deep)
    assert caught.value.reason == "broken"


def test_nesting_that_the_parser_allows_when_deeper_than_any_paper_then_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="nested"):
        safe_xml.parse(b"<a>" * 150 + b"</a>" * 150)


def test_a_cut_off_file_when_parsed_then_is_called_damaged() -> None:
    with pytest.raises(UnreadableSource) as caught:
        safe_xml.parse(b"<article><front><article-meta><title-group><article-title>Pac")
    assert caught.value.reason == "broken"
    assert caught.value.hint


def test_a_file_above_the_limit_when_parsed_then_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_BYTES", 10)
    with pytest.raises(UnreadableSource) as caught:
        safe_xml.parse(b"<a>1234567890</a>")
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="UTF-8"?><r>Müdigkeit</r>'.encode("latin-1"),
        '<?xml version="1.0" encoding="utf-16"?><r>Müdigkeit</r>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-8"?><r>Müdigkeit</r>'.encode("utf-8-sig"),
        b"<r>M&uuml;digkeit</r>",
    ],
    ids=["latin-1 under a false name", "utf-16", "byte order mark", "entity of HTML"],
)
def test_a_file_in_another_encoding_when_parsed_then_its_letters_are_kept(content: bytes) -> None:
    assert text_of(safe_xml.parse(content)) == "Müdigkeit"


def test_zero_bytes_inside_when_parsed_then_give_the_text_or_a_reason() -> None:
    assert _outcome(b"<r>a\x00b</r>") in {"ab", "broken"}


@given(st.text(alphabet="<>/abr &;'\"=!-[]?x\n", max_size=120))
@settings(max_examples=200)
def test_any_markup_when_parsed_then_gives_text_or_a_reason(text: str) -> None:
    assert isinstance(_outcome(text.encode()), str)
