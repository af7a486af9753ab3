"""Words that stand for a name: titles, capitals that act, pronouns, the witness."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tellings.extract import extract_findings
from tellings.model import Account, Findings, Source
from tellings.rules import load_rules

CASES = load_rules("references_cases")["case"]
PIECES = [
    *["I", "we", "he", "She", "the", "president", "minister", "of", "Norway", "Norwegian", "Oslo", "demanded"],
    *",.“”:(",
    "\n\n",
]
PIECES += ["Mr.", "Hale", "Anna", "and", "former", "latter", "said", "A.", "Q.", "was", "’s"]


def findings_of(*texts: str, author: str | None = None) -> Findings:
    """What is found in texts that are an account each."""
    sources = [Source(f"s{i}", f"{i}.txt", "", text, "text/plain") for i, text in enumerate(texts)]
    accounts = [Account(f"a{i}", s.id, 0, len(s.text), s.name, author) for i, s in enumerate(sources)]
    return extract_findings(sources, accounts)


def entities_by_words(findings: Findings) -> dict[str, set[str]]:
    """The entities that each name, title or pronoun stands for, by its words."""
    found = defaultdict(set)
    for name in findings.names:
        found[name.span.text].add(name.entity)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_words_stand_for_the_name_that_the_text_ties_them_to(case: Mapping[str, Any]) -> None:
    """Titles, capitals, pronouns and witnesses of each example are the entity they should be, or nobody."""
    found = entities_by_words(findings_of(case["text"]))

    for same in case.get("same", ()):
        assert all(found[words] for words in same), f"{same}: {dict(found)}"
        assert len(set().union(*(found[words] for words in same))) == 1
    assert all(found[a].isdisjoint(found[b]) for a, b in case.get("apart", ()))
    assert not any(found[words] for words in case.get("alone", ()))


@pytest.mark.parametrize("example", load_rules("references")["capital_example"], ids=lambda e: e["text"][:30])
def test_a_capital_acts_as_often_as_its_example_says(example: Mapping[str, Any]) -> None:
    """A capital has its state's entity where it acts, and there alone."""
    names = findings_of(example["text"]).names

    assert sum(name.found_by == "rule:capital_acts" for name in names) == example["acts"]


def test_an_entity_says_why_a_title_stands_for_it() -> None:
    """The reason quotes the title and the name to which the account ties it."""
    findings = findings_of("Konrad Morrow, president of Norway, was ill. The Norwegian president slept.")
    (person,) = (e for e in findings.entities if e.kind == "person")

    assert any("Norwegian president" in reason and "Konrad Morrow" in reason for reason in person.reasons)


def test_the_author_of_an_account_is_its_witness() -> None:
    """Where the author is known and named, "I" is the author, in other accounts too."""
    findings = findings_of("I kept the gate. I saw the riders.", "Captain Anna Hale kept the gate.", author="Anna Hale")
    found = entities_by_words(findings)

    assert found["I"] == found["Anna Hale"] != set()


def test_two_witnesses_are_two_entities() -> None:
    """The "I" of one account is not the "I" of another."""
    findings = findings_of("I kept the gate. I saw the riders.", "I fled at once. I saw nothing.")

    assert len(entities_by_words(findings)["I"]) == 2


def test_in_a_transcript_the_witness_answers_and_the_lawyer_asks() -> None:
    """The "I" of an answer is the witness, the "I" of a question nobody that is known."""
    text = "Q. May I ask whether you saw it?\nA. I saw it from the wall. I ran.\nQ. Did I hear you say ran?\nA. I did."
    names = [name for name in findings_of(text).names if name.span.text == "I"]

    assert [text[: n.span.start].rsplit("\n", 1)[-1][:1] for n in names] == ["A", "A", "A"]
    assert len({n.entity for n in names}) == 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@example("and Anna She She")
def test_references_are_stretches_of_the_text_without_overlap(text: str) -> None:
    """On any mixture of words each mention is its stretch of the text, none overlap, and each has an entity."""
    findings = findings_of(text, text)

    assert all(n.span.text == text[n.span.start : n.span.end] for n in findings.names)
    for account in ("a0", "a1"):
        spans = [n.span for n in findings.names if n.span.account == account]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert {e.id for e in findings.entities} == {n.entity for n in findings.names}
