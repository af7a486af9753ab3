"""Names and entities: golden texts, made-up hostile ones, and the persons of the shared dossiers."""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings import language
from tellings.extract.aliases import find_aliases
from tellings.extract.mentions import Mention
from tellings.extract.names import find_names
from tellings.extract.sentences import find_sentences
from tellings.language import Analysis
from tellings.model import Account, Entity, Name, Source
from tellings.rules import load_rules

CASES = load_rules("names_cases")["case"]
PERSONS = Path(__file__).with_name("persons_on_shared.json")


def without_weights(analysis: Analysis) -> Analysis:
    """The analysis as it is where no weights are installed."""
    bare = (language.Token(t.start, t.end, t.text, t.text.lower()) for t in analysis.tokens)
    return Analysis(tuple(bare), analysis.sentences)


def names_of(texts: Sequence[str], *, weights: bool = True) -> tuple[list[Entity], list[Name]]:
    """The entities and names of texts that are an account each."""
    sources = [Source(f"s{i}", f"{i}.txt", "", text, "text/plain") for i, text in enumerate(texts)]
    accounts = [Account(f"a{i}", s.id, 0, len(s.text), s.name) for i, s in enumerate(sources)]
    analyses = [language.analyse(text) for text in texts]
    analyses = analyses if weights else [without_weights(a) for a in analyses]
    sentences = {a.id: find_sentences(s, a, x) for s, a, x in zip(sources, accounts, analyses, strict=True)}
    return find_names(sources, accounts, analyses, sentences)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_names_and_entities_of_golden_texts(case: Mapping[str, Any]) -> None:
    """Rules alone find the names of each example with their kinds, join those of one entity and no others."""
    entities, names = names_of([case["text"]], weights=False)
    found = defaultdict(set)
    for name in names:
        found[name.span.text].add(name.entity)
    kinds = {(name.kind, name.span.text) for name in names}

    assert {(kind, text) for kind, texts in case["names"].items() for text in texts} <= kinds
    assert all(len(set().union(*(found[text] for text in same))) == 1 for same in case.get("same", ()))
    assert all(found[a].isdisjoint(found[b]) for a, b in case.get("apart", ()))
    assert len(entities) == case.get("entities", len(entities))


def test_one_person_in_two_accounts_is_one_entity_with_its_reason() -> None:
    """A full name in one account and the bare surname in another are one entity, which says why."""
    entities, names = names_of(["Captain Anna Hale sailed at dawn.", "Long after, Captain Hale returned."])

    assert {name.entity for name in names} == {entities[0].id}
    assert entities[0].label == "Anna Hale"
    assert any("Hale" in reason for reason in entities[0].reasons)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Mr. Hale",
                "K.",
                "Gen.",
                "Price",
                "the",
                "of",
                "-",
                "and",
                "Estonian",
                "U.S.",
                "Bank",
                "von",
                ".",
                "\n\n",
                "“",
                "JANE",
                "Jane",
                "é",
                "I",
                "(",
                "’s",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_names_are_stretches_of_the_text_in_order_without_overlap(text: str) -> None:
    """On any mixture of words each name is its stretch of the text, names do not overlap, and every entity is used."""
    entities, names = names_of([text, text])

    assert all(name.span.text == text[name.span.start : name.span.end] for name in names)
    for account in ("a0", "a1"):
        spans = [name.span for name in names if name.span.account == account]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert {entity.id for entity in entities} == {name.entity for name in names}
    assert len({entity.id for entity in entities}) == len(entities)


@pytest.mark.parametrize("weights", [True, False], ids=["weights", "rules"])
def test_persons_are_one_entity_and_no_two_made_one_on_shared_dossiers(shared: Path, weights: bool) -> None:
    """Of the persons named in two ways or accounts, listed before the code ran, 90 in 100 are one entity; none is joined to another."""
    whole = several = 0
    for dossier, persons in json.loads(PERSONS.read_text(encoding="utf-8")).items():
        at = _entities_at(shared / "dossiers" / dossier, weights=weights)
        found = [{at(*place) for place in places} for places in persons]
        owned = [entities - {""} for entities in found]

        assert sum(map(len, owned)) == len(set().union(*owned)), f"two persons of {dossier} are one entity"
        whole += sum(len(f) == 1 and "" not in f for f, places in zip(found, persons, strict=True) if len(places) > 1)
        several += sum(len(places) > 1 for places in persons)

    assert whole >= 0.9 * several


def _entities_at(folder: Path, *, weights: bool) -> Any:
    """A function from (file, start, end) to the entity whose name stands there, or ""."""
    accounts = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))["accounts"]
    files = [Path(a.get("file") or "source.txt").name for a in accounts]
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in files}
    _, names = names_of(
        [texts[f][a["start"] : a["end"]] for f, a in zip(files, accounts, strict=True)], weights=weights
    )
    starts = [a["start"] for a in accounts]
    placed = [
        (files[n], starts[n] + m.span.start, starts[n] + m.span.end, m.entity)
        for m in names
        for n in [int(m.span.account[1:])]
    ]

    def at(file: str, start: int, end: int) -> str:
        return next((e for f, s, t, e in placed if f == file and s < end and start < t), "")

    return at


ALIAS = load_rules("names_places")["alias"]


@pytest.mark.parametrize("text", ALIAS["examples"])
def test_two_names_that_the_text_calls_one_are_one(text: str) -> None:
    """Each example of an alias ties the two names in it."""
    assert _said_one(text)


@pytest.mark.parametrize("text", ALIAS["not"])
def test_names_that_stand_side_by_side_are_two(text: str) -> None:
    """A list, a sequence or a neighbourhood makes no alias."""
    assert not _said_one(text)


def _said_one(text: str) -> bool:
    names = [
        Mention("a", m.start(), m.end(), m.group(), "place", "test") for m in re.finditer("Kells|Morrow|Hale", text)
    ]
    return any(find_aliases(names, {"a": text}))
