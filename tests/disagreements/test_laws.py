"""What must hold of every finding, whatever the accounts say."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import compared, findings_of, planted

from tellings.disagreements import find_disagreements
from tellings.disagreements.context import Context
from tellings.disagreements.denial import denied
from tellings.disagreements.quantity import compatible, quantity, rounding
from tellings.disagreements.wording import stem, words_of
from tellings.model import Dossier, Span

DAYS = st.dates(date(1800, 1, 1), date(1990, 12, 31))
NUMBERS = st.integers(2, 90_000)
PRECISIONS = st.sampled_from(["day", "month", "year"])


def written(day: date, precision: str) -> str:
    """A date as EDTF, cut to a precision."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def two_accounts(first: str, second: str, number_a: str, number_b: str) -> dict[str, str]:
    """Two accounts of the building of one bridge, with their dates and numbers."""
    return {
        "Mason": f"The stone bridge was built in {{t {first}|{first}}} by {{f {number_a} men|{number_a}}} masons.",
        "Ferryman": f"In {{t {second}|{second}}} the stone bridge was built by {{f {number_b} men|{number_b}}} masons.",
    }


@settings(max_examples=150, deadline=None)
@given(DAYS, DAYS, PRECISIONS, PRECISIONS)
def test_date_finding_never_has_days_that_can_both_hold(a: date, b: date, cut_a: str, cut_b: str) -> None:
    """Law 4: two dates are reported when their day ranges lie apart, and never when they meet."""
    first, second = written(a, cut_a), written(b, cut_b)
    meet = first.startswith(second) or second.startswith(first)

    found = [d for d in compared(two_accounts(first, second, "40", "40")) if d.kind == "date"]

    assert bool(found) is not meet


@settings(max_examples=150, deadline=None)
@given(NUMBERS, NUMBERS)
def test_figure_finding_never_has_numbers_that_rounding_makes_one(a: int, b: int) -> None:
    """Law 4: two numbers are never reported when one is the other rounded at its own last place."""
    texts = two_accounts("1850", "1850", str(a), str(b))
    one = abs(a - b) <= max(rounding(a), rounding(b))

    found = [d for d in compared(texts) if d.kind == "figure"]

    assert not (one and found)


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.sampled_from(["about", "nearly", "some"]), st.floats(0.9, 1.1))
def test_hedged_number_agrees_with_what_is_near_it(a: int, hedge: str, factor: float) -> None:
    """Law 4: "about 25 thousand" does not disagree with what lies within a tenth of it."""
    b = max(2, round(a * factor))
    texts = {
        "Mason": f"The stone bridge was built by {hedge} {{f {a} men|{a}}} masons.",
        "Ferryman": f"The stone bridge was built by {{f {b} men|{b}}} masons.",
    }

    assert not [d for d in compared(texts) if d.kind == "figure"]


@settings(max_examples=100, deadline=None)
@given(DAYS, DAYS, NUMBERS, NUMBERS, st.integers(0, 5))
def test_every_side_quotes_its_account_to_the_letter(a: date, b: date, m: int, n: int, pad: int) -> None:
    """Law 1: a side's span is the text of its account at its place, and lies inside one sentence."""
    texts = {
        title: " " * pad + text for title, text in two_accounts(a.isoformat(), b.isoformat(), str(m), str(n)).items()
    }
    plain = {title: planted(title, text).text for title, text in texts.items()}

    for found in compared(texts):
        assert len([s for s in found.sides if s.span]) >= 1
        for side in found.sides:
            if side.span:
                assert plain[side.account][side.span.start : side.span.end] == side.span.text
                assert side.span.text == side.span.text.strip() != ""


TEXTS = {
    "Mill": "Some {f 4000 persons|4,000} people had gathered on {t 1831-05-01|1 May}. They left quietly. The “order” was kept.",
    "Chapel": "There {f 9000 persons|9,000} people had gathered on {t 1831-05-03|3 May}. They fled in disorder. Order was kept.",
    "Forge": "There {f 600 persons|600} people had gathered, {f 100 persons|100} ({f 40 percent|40%} of the total) from afar.",
}


def test_same_findings_give_the_same_disagreements_in_any_order() -> None:
    """Law 6: the order in which findings are handed in changes neither what is found nor how it is ordered."""
    accounts = [planted(title, text) for title, text in TEXTS.items()]
    findings = findings_of(accounts)
    shuffled = random.Random(7)
    parts = ("sentences", "times", "figures", "entities", "names")
    turned = replace(
        findings, **{p: tuple(shuffled.sample(getattr(findings, p), len(getattr(findings, p)))) for p in parts}
    )
    plain = find_disagreements([a.account for a in accounts], findings, (), ())

    assert plain
    assert plain == find_disagreements([a.account for a in accounts], turned, (), ())


def test_ids_are_unique_and_every_finding_says_why() -> None:
    """No two findings share an id, and each has a reason that is a sentence, and at least two sides or two stretches of one."""
    found = compared(TEXTS)

    assert len({d.id for d in found}) == len(found) > 2
    for d in found:
        assert d.why[0].isupper() or not d.why[0].isalpha(), d.why
        assert d.why.endswith(".") and len({(s.account, s.span) for s in d.sides}) > 1


def test_nothing_is_found_in_empty_or_bare_accounts() -> None:
    """Accounts without findings, and no accounts at all, give no disagreement and no error."""
    assert compared({"One": "", "Two": "It rained."}) == ()
    assert find_disagreements([], findings_of([]), (), ()) == ()


@pytest.mark.parametrize(
    ("sentence", "denied_words"),
    [
        ("They met no resistance from the village.", ["resistance"]),
        ("He did not refuse the crown, but wore it.", ["refuse"]),
        ("Not only the barns burned.", []),
        ("It held no more than thirty.", []),
        ("If they had not lost the ram, they had won.", []),
        ("He walked rather than galloped.", ["galloped"]),
        ("She does not want to negotiate.", ["want", "negotiate"]),
    ],
)
def test_denial_reaches_as_far_as_it_should(sentence: str, denied_words: list[str]) -> None:
    """A denial reaches the words it denies and ends at clause, preposition, modal and supposition."""
    span = Span("one", 0, len(sentence), sentence)
    under = denied(span)

    assert [w.text for w in words_of(span) if w.start in under] == denied_words


def test_stems_join_forms_of_one_word_and_words_of_one_rule() -> None:
    """Forms of one word and the words of one `same` rule share a stem; other words do not."""
    assert stem("annexed") == stem("annexation")
    assert stem("killed") == stem("deaths")
    assert stem("election") != stem("selection")


def test_range_and_rounding_of_a_figure() -> None:
    """A round number reaches half its last place, an exact one nowhere, and a hedge further."""
    account = planted("One", "It held {f 25000|25,000} and {f 24800|24,800} and {f 7|7} or about {f 20|20}.")
    findings = findings_of([account])
    sentence = findings.sentences[0].span
    big, near, seven, twenty = (quantity(f, sentence) for f in findings.figures)

    assert big and near and seven and twenty
    assert compatible(big, near)
    assert (seven.low, seven.high) == (7, 7)
    assert twenty.about and twenty.low < 18 and twenty.high > 22


def test_context_finds_the_sentence_and_the_clause_of_a_value() -> None:
    """A value is quoted with its clause, a bare one with its neighbours, and never beyond its sentence."""
    account = planted(
        "One",
        "First, nothing. Then, on {t 1850-05-03|3 May}, they left; the rest stayed. Sick, they came home on {t 1850-05-09|9 May}.",
    )
    findings = findings_of([account])
    context = Context([account.account], findings, (), ())

    assert context.clause(findings.times[0].span).text == "on 3 May"
    assert context.quote(findings.times[0].span).text == "Then, on 3 May, they left; the rest stayed."
    assert context.quote(findings.times[1].span).text == "they came home on 9 May."
    assert context.sentence(findings.times[0].span).text.startswith("Then")


def test_sides_of_the_examples_are_grounded_and_few_are_shown(example: Dossier) -> None:
    """On the example accounts every side stands in its source to the letter, and at most 12 in 1,000 words are shown."""
    text = {s.id: s.text for s in example.sources}
    source = {a.id: a.source for a in example.accounts}
    words = sum(len(text[a.source][a.start : a.end].split()) for a in example.accounts)

    for d in example.disagreements:
        for side in d.sides:
            if side.span:
                assert text[source[side.account]][side.span.start : side.span.end] == side.span.text
    assert sum(d.shown for d in example.disagreements) <= max(3, 12 * words / 1000)
    assert len(example.disagreements) <= max(10, 40 * words / 1000)
