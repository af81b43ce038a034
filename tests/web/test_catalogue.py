"""Every word that a page says stands in the one catalogue, and every word of the catalogue is said somewhere."""

from __future__ import annotations

import ast
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


MODULES = sorted(path for path in WEB.rglob("*.py") if path.name != "serving.py")  # it speaks at the terminal
PHRASE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]+|^[A-Z][a-z]{2,}[ .!?]?$|[a-z]{2}[.!?] ?$")
#: What is read by machines, or by whoever runs the desk, though it looks like words.
NOT_SAID = {"desk session", "number alone", "private, max-age=86400, immutable"}


def own_words(source: str) -> list[str]:
    """The texts of a module that read like words for people: not documentation, not what goes to the log."""
    tree = ast.parse(source)
    aside = {
        id(inner)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("log.", "regex")))
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for inner in ast.walk(node)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in aside)
    return [
        text.value
        for text in texts
        if isinstance(text.value, str) and PHRASE.search(text.value) and text.value not in NOT_SAID
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_module_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    assert own_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('told = "Sign in first."', ["Sign in first."]),
        ('page(request, "x.html", title="Welcome")', ["Welcome"]),
        ('wrong = f"{who} may not do this."', [" may not do this."]),
        ('raise HTTPException(404, "not here, sorry")', ["not here, sorry"]),
        ('def f():\n    """What it does, in words."""\n    log.info("a page was drawn")', []),
        ('page(request, "x.html", title=SAY["sign_in"]["title"], name="observed_findings")', []),
    ],
)
def test_words_of_a_module_are_found_wherever_they_hide(source: str, found: list[str]) -> None:
    assert own_words(source) == found


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
