"""Text that both databases can hold."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store.schema import plain

ANY = st.text(st.characters(exclude_categories=()))


@settings(derandomize=True)
@given(ANY)
def test_text_when_made_plain_then_both_databases_take_it(text: str) -> None:
    stored = plain(text)
    assert "\0" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored


@settings(derandomize=True)
@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_text_when_it_is_ordinary_then_it_is_unchanged(text: str) -> None:
    assert plain(text) == text


@settings(derandomize=True)
@given(ANY.filter(lambda text: "\ufffd" not in text), ANY.filter(lambda text: "\ufffd" not in text))
def test_text_when_two_differ_then_they_differ_when_stored(one: str, other: str) -> None:
    assert (plain(one) == plain(other)) is (one == other)
