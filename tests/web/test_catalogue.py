"""Every word that a page says stands in the one catalogue, and every word of the catalogue is said somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from pipeline.web import catalogue
from pipeline.web.catalogue import SAY

WEB = Path(catalogue.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SAID_BY_ATTRIBUTES = {"alt", "title", "placeholder", "label", "aria-label", "aria-description"}
FILLED = "§"  # stands for whatever a template fills in
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^\s?[^\W\d_]+[,.;:]?(?: [^\W\d_]+[,.;:]?)+|^[A-Z][a-z]+$")
#: What a page adds to the tag of its body; it is markup, though it stands outside of any tag of its own file.
ATTRIBUTES = re.compile(rf'(?<={FILLED}) class="[^"]*"(?: data-[a-z]+="[^"]*")*(?={FILLED})')
#: Names that are the same in every language.
NAMES = {"doi", "UTC", "PubMed"}


class _Said(HTMLParser):
    """What a reader of the markup is told: text outside of code, and attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        button = ("type", "submit") in attrs or ("type", "button") in attrs
        for name, value in attrs:
            if value and (name in SAID_BY_ATTRIBUTES or (name == "value" and tag == "input" and button)):
                self.found.append(value)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"kbd", "code"} & set(self._inside):
            self.found.append(data)


def bare_words(template: str) -> list[str]:
    """The words that a template says without the catalogue: in its markup, or as a text inside an expression."""
    markup, strings = "", []
    for _, kind, value in Environment(trim_blocks=True).lex(template):
        markup += value if kind == "data" else FILLED if kind.endswith("_end") else ""
        strings += [value[1:-1]] if kind == "string" and SENTENCE.match(value[1:-1]) else []
    markup = ATTRIBUTES.sub("", markup)
    parser = _Said()
    parser.feed(markup)
    words = [word for said in parser.found for word in WORD.findall(said) if word not in NAMES]
    return words + strings


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Approve <kbd>a</kbd></p>", ["Approve"]),
        ("<img alt='Page {{ n }}'>", ["Page"]),
        ("<p>{{ name or 'a person' }}</p>", ["a person"]),
        ("<button aria-label='Close'>{{ x }}</button>", ["Close"]),
        ("<p class='quiet'{% if x %} data-x='on'{% endif %}>{{ say.a.b }} <code>atlas update</code></p>", []),
        ("<input type='submit' value='Go'>", ["Go"]),
        ("<input type='hidden' name='field' value='{{ x }}'><option value='rct'>{{ x }}</option>", []),
    ],
)
def test_a_bare_word_is_found_wherever_it_hides(template: str, words: list[str]) -> None:
    assert bare_words(template) == words


def test_every_text_of_the_catalogue_is_said_somewhere() -> None:
    """By name in a template or a module; a part whose names are data (`misses`, `places`) is asked for as a whole."""
    sources = [*TEMPLATES, *WEB.rglob("*.py")]
    said = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unsaid = [
        f"{part}.{name}"
        for part, texts in SAY.items()
        for name in texts
        if f"say.{part}.{name}" not in said
        and f'["{name}"]' not in said
        and f"say.{part}[" not in said
        and f'SAY["{part}"]' not in said
    ]
    assert unsaid == []
