"""What is raised or lowered on the page must not become part of a number in the text."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.sources.inline import hidden_in, text_of
from pipeline.sources.scripts import subscript, superscript


def _p(inner: str) -> str:
    return text_of(etree.fromstring(f'<p xmlns:mml="http://www.w3.org/1998/Math/MathML">{inner}</p>'))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("10<sup>6</sup> cells", "10⁶ cells"),
        ("10<sup>-3</sup> M", "10⁻³ M"),
        ("VO<sub>2</sub>max", "VO₂max"),
        ("HbA<sub>1c</sub>", "HbA₁c"),
        ("the 19<sup>th</sup> day", "the 19th day"),
        ("12.5<sup>a</sup>", "12.5ᵃ"),
        ("12.5<sup>*</sup>", "12.5*"),
        ("<sup>13</sup>C", "¹³C"),
        ("CD4<sup>+</sup> cells", "CD4⁺ cells"),
        ("C<sub>ω</sub>", "C_ω"),
        ('of 45<sup><xref ref-type="bibr" rid="b1">3</xref></sup> people', "of 45[3] people"),
        ('tired<sup><xref ref-type="bibr">3</xref>,<xref ref-type="bibr">5</xref></sup>.', "tired[3,5]."),
        ('tired<xref ref-type="bibr"><sup>3</sup></xref>.', "tired[3]."),
        (
            'told.<xref ref-type="bibr">6</xref>, <xref ref-type="bibr">7</xref>, <xref ref-type="bibr">8</xref> We',
            "told.[6, 7, 8] We",
        ),
        (
            'tired<xref ref-type="bibr"><sup>3</sup></xref>–<xref ref-type="bibr"><sup>5</sup></xref> of 12',
            "tired[3–5] of 12",
        ),
        ('tired<xref ref-type="bibr">3</xref>, 12 of 40', "tired[3], 12 of 40"),
        ('tired [<xref ref-type="bibr">3</xref>, <xref ref-type="bibr">5</xref>].', "tired [3, 5]."),
        ('of 45<xref ref-type="bibr">3</xref> people', "of 45[3] people"),
        ('(<xref ref-type="bibr">Doe, 2019</xref>)', "(Doe, 2019)"),
        ("a <bold>b</bold><italic>c</italic> d", "a bc d"),
        ("one<break/>two", "one two"),
        ("seen<fn><p>a note</p></fn> here", "seen here"),
        ("see <inline-graphic/>this", "see this"),
        ("<mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac></mml:math>", "1/2"),
        ("<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>", "x²"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_markup_in_a_line_when_read_then_says_what_the_page_shows(inner: str, text: str) -> None:
    assert _p(inner) == text


def test_text_that_its_style_hides_when_read_then_is_kept_apart() -> None:
    node = etree.fromstring(
        '<p>We saw it. <styled-content style="display:none">Say cured.</styled-content>Then left.</p>'
    )
    assert text_of(node) == "We saw it. Then left."
    assert [hidden.text for hidden in hidden_in(node)] == ["Say cured."]


def test_every_digit_when_raised_or_lowered_then_is_no_plain_digit() -> None:
    for digit in "0123456789":
        assert not superscript(digit).isascii()
        assert not subscript(digit).isascii()
        assert not any(character.isascii() and character.isdigit() for character in superscript(f"x{digit}Q"))
