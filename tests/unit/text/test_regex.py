"""Patterns are compiled late, so a test compiles every one of them early."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from string import ascii_lowercase

import pytest

import pipeline
from pipeline.profiles.loading import available_profiles, load_profile
from pipeline.text.regex import _AnyCase, _Pattern, any_case, any_word, regex


def _everywhere() -> Iterator[tuple[str, _Pattern]]:
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if found.name.endswith(("__main__", ".env")) or ".versions." in found.name or found.name.endswith("pdf.child"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            yield from ((f"{found.name}.{name}", one) for one in _patterns(value))


def _patterns(value: object) -> Iterator[_Pattern]:
    if isinstance(value, _Pattern):
        yield value
    elif isinstance(value, _AnyCase):
        yield from _patterns((value._full, value._small))
    elif isinstance(value, dict):
        for one in [*value.keys(), *value.values()]:
            yield from _patterns(one)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _patterns(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns(getattr(value, field.name))


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    found = list(_everywhere())
    assert len(found) > 400
    for name, one in found:
        assert re.compile(one._source, one._flags), name


@pytest.mark.parametrize("name", available_profiles())
def test_every_pattern_of_a_profile_can_be_compiled(name: str) -> None:
    profile = load_profile(name)

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, tuple | list | frozenset):
            for one in value:
                yield from texts(one)
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from texts(getattr(value, field.name))

    written = [text for text in texts(profile) if "\\b" in text or "(?" in text]
    assert len(written) > 50
    for text in written:
        re.compile(text)


def test_a_late_pattern_finds_what_an_early_one_finds() -> None:
    late, early = regex(r"(?P<n>\d+)\s*%", re.IGNORECASE), re.compile(r"(?P<n>\d+)\s*%", re.IGNORECASE)
    text = "36 % of 11 and 7% of 48"
    assert [one["n"] for one in late.finditer(text)] == [one["n"] for one in early.finditer(text)]
    assert late.sub("x", text) == early.sub("x", text)
    assert (late.pattern, late.flags) == (early.pattern, early.flags)


def test_a_source_that_is_no_pattern_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("x")


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int, str]]:
    return [(*found.span(), found.group()) for found in pattern.finditer(text)]


def test_a_search_in_small_letters_first_takes_every_letter_as_one_that_ignores_case_does() -> None:
    ours, plain = any_case(r"[a-z]\b"), re.compile(r"[a-z]\b", re.IGNORECASE)
    every = list(map(chr, range(0x110000)))
    wanted = [one for one in every if plain.search(one)]
    assert [one for one in every if ours.search(one)] == wanted
    for letter in ascii_lowercase:
        ours, plain = any_case(rf"\b{letter}"), re.compile(rf"\b{letter}", re.IGNORECASE)
        assert [bool(ours.search(one)) for one in wanted] == [bool(plain.search(one)) for one in wanted]


@pytest.mark.parametrize(
    "text", ["", "May be.", "İt MAY be, and may not", "it ſhould, MAY", "Die Größe maY, may", "a may\nMAY b"]
)
def test_a_search_in_small_letters_first_gives_places_and_words_as_they_stand(text: str) -> None:
    source = r"\b(?P<word>may|should)\b(?! not)|^it"
    ours, plain = any_case(source, re.MULTILINE), re.compile(source, re.IGNORECASE | re.MULTILINE)
    assert _places(ours, text) == _places(plain, text)
    found, wanted = ours.search(text, 2, 12), plain.search(text, 2, 12)
    assert (found and (found.span(), found["word"])) == (wanted and (wanted.span(), wanted["word"]))
    assert ours.sub("x", text) == plain.sub("x", text)


def test_one_pattern_for_many_words_finds_where_one_of_them_begins() -> None:
    words = [regex(r"\b(?:rare(?:ly)?|seldom)\b"), regex(r"\b\w*algia")]
    both = any_word(words)
    for text in ("rarely seen", "myalgia", "unrare", "is seldom", ""):
        assert bool(both.search(text)) is any(word.search(text) for word in words)


def test_a_pattern_that_begins_elsewhere_than_at_a_word_is_refused_as_one_of_many() -> None:
    with pytest.raises(ValueError, match="does not begin"):
        any_word([regex(r"\b(?:seldom)\b"), regex(r"[<>]")])
