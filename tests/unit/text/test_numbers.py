from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbers import Kind, Number, Relation, TimeRole, read
from pipeline.text.support import How, supported


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("Twenty-two people came", Kind.COUNT, (22,)),
        ("one hundred and six letters", Kind.COUNT, (106,)),
        ("two thousand five hundred steps", Kind.COUNT, (2500,)),
        ("1,204 kinds", Kind.COUNT, (1204,)),
        ("1085,976 people", Kind.COUNT, (1085976,)),
        ("1.2 million people", Kind.COUNT, (1_200_000,)),
        ("3 × 10⁶ cells", Kind.COUNT, (3_000_000,)),
        ("10² cells", Kind.COUNT, (100,)),
        ("a score of 0·03", Kind.DECIMAL, (0.03,)),
        ("−13.8%", Kind.PERCENT, (13.8,)),
        ("12 per cent", Kind.PERCENT, (12,)),
        ("14 of 25 patients", Kind.RATIO, (14, 25)),
        ("11 of these 22 people", Kind.RATIO, (11, 22)),
        ("10 out of the 12", Kind.RATIO, (10, 12)),
        ("16 (of 20) clinics", Kind.RATIO, (16, 20)),
        ("one in five", Kind.RATIO, (1, 5)),
        ("7 in 1,000", Kind.RATIO, (7, 1000)),
        ("half of them", Kind.RATIO, (1, 2)),
        ("a third of the group", Kind.RATIO, (1, 3)),
        ("two thirds agreed", Kind.RATIO, (2, 3)),
        ("twice as high", Kind.MULTIPLE, (2,)),
        ("a tenfold rise", Kind.MULTIPLE, (10,)),
        ("a 5-fold rise", Kind.MULTIPLE, (5,)),
        ("P = 0.086", Kind.P_VALUE, (0.086,)),
        ("p < .001", Kind.P_VALUE, (0.001,)),
        ("CI: 0.48–0.97", Kind.INTERVAL, (0.48, 0.97)),
        ("a scale of 0 to 100", Kind.RANGE, (0, 100)),
        ("in 2014", Kind.YEAR, (2014,)),
        ("for 16 weeks", Kind.TIME, (16,)),
        ("half a year later", Kind.TIME, (0.5,)),
        ("a year and a half", Kind.TIME, (1.5,)),
        ("the 2nd visit", Kind.ORDINAL, (2,)),
    ],
)
def test_read_on_one_number_then_kind_and_values(text: str, kind: Kind, values: tuple[float, ...]) -> None:
    (number,) = read(text)
    assert number.kind is kind
    assert number.values == pytest.approx(values)


@pytest.mark.parametrize(
    "text", ["COVID-19", "IL-8", "SF-36", "Table 2", "test 1", "as shown [12, 14]", "HLA-B27", "NCT01234567", "95% CI"]
)
def test_read_on_a_number_in_a_name_then_no_quantity(text: str) -> None:
    assert all(not number.is_quantity for number in read(text))


@pytest.mark.parametrize(
    "text", ["a double-blind trial", "the first half", "a third course", "someone", "often", "a toner"]
)
def test_read_on_words_that_only_look_like_numbers_then_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text", ["10²⁰⁰⁰ cells", "3 × 10⁹⁹⁹ cells", "9" * 400 + " million", "1/0", "0 of 0", "\u0663\u0664 people"]
)
def test_read_on_hostile_figures_then_no_error(text: str) -> None:
    for number in read(text):
        assert all(value < 1e40 for value in number.values)
        supported(number, read(text))


def test_read_on_a_list_with_one_unit_then_each_number_has_it() -> None:
    numbers = read("in 70, 75, and 72 % of runs")
    assert [(number.kind, number.values[0]) for number in numbers] == [(Kind.PERCENT, v) for v in (70, 75, 72)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("the effect held until week 16", TimeRole.UNTIL),
        ("at week 16", TimeRole.POINT),
        ("6 months after discharge", TimeRole.POINT),
        ("relief lasted 16 weeks", TimeRole.LENGTH),
        ("treated for 16 weeks", TimeRole.LENGTH),
        ("a 16-week course", TimeRole.LENGTH),
        ("16 weeks", TimeRole.UNSAID),
    ],
)
def test_read_on_time_then_role(text: str, role: TimeRole) -> None:
    (number,) = read(text)
    assert number.time is role


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("more than 30 people", Relation.ABOVE),
        ("fewer than 30 people", Relation.BELOW),
        ("about 30 people", Relation.ABOUT),
        ("30 people", Relation.EQUAL),
    ],
)
def test_read_on_a_bound_then_relation(text: str, relation: Relation) -> None:
    (number,) = read(text)
    assert number.relation is relation


@pytest.mark.parametrize(
    ("claim", "evidence", "how"),
    [
        ("22 people", "22 subjects took part", How.EXACT),
        ("Twenty-two people", "22 subjects took part", How.EXACT),
        ("a fall of 14%", "−13.8%", How.ROUNDED),
        ("about 1,200 kinds", "1204 species", How.ROUNDED),
        ("more than one million people", "1,085,976 participants", How.ROUNDED),
        ("almost 6 beats", "5.6 bpm", How.ROUNDED),
        ("10 centimetres per second", "0.1 m/sec", How.CONVERTED),
        ("a year and a half", "at 18 months", How.CONVERTED),
        ("two weeks", "14 days", How.CONVERTED),
        ("36% of them", "4 of 11 patients", How.SHARE),
        ("about 7 in 10", "34 of 48 patients", How.SHARE),
        ("one in four", "25% dropped out", How.SHARE),
        ("half of them", "50% of participants", How.SHARE),
        ("33 of the 40 people", "82.5% of 40", How.SHARE),
        ("70 people without symptoms", "50 controls and 20 recovered people", How.COMPUTED),
        ("45 people", "44 patients", How.ABSENT),
        ("13.9%", "13.8%", How.ABSENT),
        ("a fall of 15%", "−13.8%", How.ABSENT),
        ("P = 0.03", "P = 0.08", How.ABSENT),
        ("in 2015", "in 2014", How.ABSENT),
        ("34% of the patients", "34 patients reported this", How.OTHER_UNIT),
        ("34 patients", "34% reported this", How.OTHER_UNIT),
        ("12.5 watts", "a fall of 12.5%", How.OTHER_UNIT),
        ("0.68 of every 1,000 people", "0.68% of people", How.OTHER_UNIT),
    ],
)
def test_supported_on_claim_and_evidence_then_how(claim: str, evidence: str, how: How) -> None:
    (number,) = read(claim)
    assert supported(number, read(evidence)).how is how


def test_supported_when_computed_then_the_reckoning_is_shown() -> None:
    (number,) = read("70 people")
    assert supported(number, read("50 controls and 20 recovered people")).why == "50 + 20"


def test_supported_when_many_numbers_then_no_sum_is_tried() -> None:
    (number,) = read("a value of 0.280")
    row = read("1.110 (0.980) 25 1.130 (0.750) 25 0.820 (0.770) 47 0.830 (0.723) 20")
    assert supported(number, row).how is How.ABSENT


@given(st.text(alphabet="0123456789 .,%–-()[]/of toinhalftwce±×⁶²", max_size=60))
def test_read_on_any_text_then_spans_are_in_order_and_inside(text: str) -> None:
    numbers = read(text)
    starts = [number.span.start for number in numbers]
    assert starts == sorted(starts)
    assert all(0 <= number.span.start < number.span.end <= len(text) for number in numbers)
    assert all(len(number.values) == len(number.places) for number in numbers)


@given(st.integers(0, 9999))
def test_supported_on_the_same_count_in_words_and_digits_then_exact(value: int) -> None:
    (digits,) = read(f"{value} people")
    (commas,) = read(f"{value:,} people")
    assert digits.values == commas.values == (float(value),)
    assert supported(digits, (commas,)).how is How.EXACT


def test_read_on_a_long_text_then_time_is_linear() -> None:
    text = "Of 48 patients 34 (70.8%) had pain for 6 months, P < 0.001 (95% CI 0.5 to 0.9). " * 600
    begin = time.process_time()
    numbers: tuple[Number, ...] = read(text)
    assert len(numbers) > 2000
    assert time.process_time() - begin < 3
