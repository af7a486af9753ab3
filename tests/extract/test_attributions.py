"""Who says so: source, cue, content, mode and nesting of attributed statements."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.extract.attributions import find_attributions
from tellings.extract.attributions.lexicon import inflect
from tellings.extract.sentences import find_sentences
from tellings.language import analyse
from tellings.model import Account, Attribution, Source, Span
from tellings.rules import load_rules

SHARED = Path(__file__).resolve().parents[3] / "shared"
RULES = load_rules("attributions")


def attributions_of(text: str) -> list[Attribution]:
    """The attributions of a text that is one account."""
    source = Source("s", "s.txt", "0", text, "text/plain")
    account = Account("a", "s", 0, len(text), "A")
    analysis = analyse(text)
    return find_attributions(source, account, analysis, find_sentences(source, account, analysis), [])


def shape(found: Attribution) -> tuple[str | None, str | None, str, str]:
    """Source, cue, content and mode as texts."""
    return (
        found.source.text if found.source else None,
        found.cue.text if found.cue else None,
        found.content.text,
        found.mode,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The miller said that the dam had burst.", ("The miller", "said", "that the dam had burst", "indirect")),
        ("“The dam has burst,” the miller said.", ("the miller", "said", "The dam has burst,", "direct")),
        ("“The dam has burst,” said the miller.", ("the miller", "said", "The dam has burst,", "direct")),
        ("The dam had burst, said Ruth Hale, the miller.", ("Ruth Hale", "said", "The dam had burst", "indirect")),
        ("The dam had burst, the miller said on Monday.", ("the miller", "said", "The dam had burst", "indirect")),
        ("On Monday, the miller said the dam had burst.", ("the miller", "said", "the dam had burst", "indirect")),
        (
            "Ruth Hale, head of the mill, claimed it was safe.",
            ("Ruth Hale, head of the mill", "claimed", "it was safe", "indirect"),
        ),
        (
            "The clerk who kept the book admitted that it was gone.",
            ("The clerk who kept the book", "admitted", "that it was gone", "indirect"),
        ),
        (
            "The mayor called the fire “a small affair” of no note.",
            ("The mayor", "called", "a small affair", "partial"),
        ),
        (
            "The treaty stipulated the return of the ships.",
            ("The treaty", "stipulated", "the return of the ships", "indirect"),
        ),
        (
            "A note stating that the bridge was mined was found.",
            ("A note", "stating", "that the bridge was mined was found", "indirect"),
        ),
        (
            "The plan was condemned by the guild of weavers.",
            ("the guild of weavers", "was condemned by", "The plan", "indirect"),
        ),
        (
            "According to the ledger, ten men were paid.",
            ("the ledger", "According to", "ten men were paid", "indirect"),
        ),
        (
            "Ten men were paid, according to the ledger.",
            ("the ledger", "according to", "Ten men were paid", "indirect"),
        ),
        ("It is known that the bridge fell.", (None, "It is known that", "the bridge fell", "indirect")),
        (
            "Rumours spread about a landing in the bay.",
            ("Rumours", "Rumours spread about", "a landing in the bay", "indirect"),
        ),
        ("He's said he will not sell.", ("He", "said", "he will not sell", "indirect")),
        (
            "The council on 3 May declared that it was free.",
            ("The council", "declared", "that it was free", "indirect"),
        ),
        ("The guards are convinced that he fled.", ("The guards", "convinced", "that he fled", "indirect")),
        ("Anna Rook (North) denied the report.", ("Anna Rook (North)", "denied", "the report", "indirect")),
    ],
)
def test_a_statement_has_its_source_cue_content_and_mode(
    text: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    """Each way to report gives the one statement with its parts."""
    assert [shape(a) for a in attributions_of(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "All went according to plan.",
        "Coal is dear according to modern prices.",
        "The United States are far away.",
        "He was tired and went home.",
        "The reported loss was small.",
        "His claims to the land were old.",
        "The books were read in the hall.",
        "I think it rained.",
        "Some were admitted to the hall.",
    ],
)
def test_what_reports_nothing_is_no_attribution(text: str) -> None:
    """Set phrases, nouns, adjectives and the writer's own doubt are left out."""
    assert [shape(a) for a in attributions_of(text)] == []


def test_a_quotation_announced_before_a_colon_is_the_content() -> None:
    """The quotation may stand in the next paragraph."""
    (found,) = attributions_of(
        "The consul reported to his chiefs with concern:\n“The fleet has left. Nobody knows where it went.”"
    )

    assert shape(found) == ("The consul", "reported", "The fleet has left. Nobody knows where it went.", "direct")


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    """A missing closing mark does not swallow the next paragraph."""
    (found,) = attributions_of("The consul wrote: “The fleet has left. Nobody knows where.\n\nThe port was shut.")

    assert found.content.text == "The fleet has left. Nobody knows where."


def test_a_statement_told_in_a_statement_has_it_as_parent() -> None:
    """What a witness had from another is told by that other, inside what the witness told."""
    outer, inner = attributions_of("The clerk wrote that the guard had told the mayor that the gate was open.")

    assert (outer.source and outer.source.text, inner.source and inner.source.text) == ("The clerk", "the guard")
    assert (outer.parent, inner.parent) == (None, outer.id)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "“We hold the pass,” said Ruth Hale, “and we burn the bridge.”",
            "We hold the pass,” said Ruth Hale, “and we burn the bridge.",
        ),
        (
            "“We hold,” the miller said in May. “We burn it. Soon.”",
            "We hold,” the miller said in May. “We burn it. Soon.",
        ),
        ("“We hold,” said Hale. “No,” said Price.", "We hold,"),
        ("“We hold,” said Hale, who had come by the north road with ten men and a mule. “No.”", "We hold,"),
    ],
)
def test_a_quotation_that_its_speaker_interrupts_is_one_content(text: str, content: str) -> None:
    """The pieces on both sides of the speaker are one content; a new speaker or more narrative ends it."""
    assert attributions_of(text)[0].content.text == content
    assert attributions_of(text)[0].mode == "direct"


def test_a_quotation_is_announced_in_the_sentence_before() -> None:
    """Who "had this to say" is the source of the quotation that follows."""
    (found,) = attributions_of("The mayor had this to say. “We will burn the bridge. It is late.”")

    assert shape(found) == ("The mayor", "had this to say", "We will burn the bridge. It is late.", "direct")


def test_what_a_witness_has_from_another_is_told_by_that_other() -> None:
    """Hearsay in an answer is the other's word inside the witness's."""
    answer, hearsay = attributions_of("Q. And then?\nA. I heard from my brother that the soldiers had fired.")

    assert (hearsay.source and hearsay.source.text, hearsay.parent) == ("my brother", answer.id)
    assert hearsay.content.text == "the soldiers had fired"


def test_the_question_in_a_transcript_is_not_the_claim_of_the_witness() -> None:
    """The answer is attributed to the one who answers, the question to nobody."""
    found = attributions_of(
        "Q. Did the captain say that the boat was full?\nA. I saw ten men in it.\nQ. And then?\nA. It sank."
    )

    assert [(a.source and a.source.text, a.content.text) for a in found] == [
        ("A", "I saw ten men in it"),
        ("A", "It sank"),
    ]


def test_speakers_before_colons_say_what_follows() -> None:
    """A dialogue names its speakers; a heading with a colon does not."""
    found = attributions_of("MAYOR: We had no boats.\nCLERK: We had two.\nNote: see below.")

    assert [(a.source and a.source.text, a.content.text) for a in found] == [
        ("MAYOR", "We had no boats"),
        ("CLERK", "We had two"),
    ]


def test_the_strength_of_the_verb_is_kept() -> None:
    """The rule that found a statement says how the source is bound to it."""
    found = [
        a.found_by
        for a in attributions_of("The guild denied the debt. The judge demanded the sum. The clerk admitted the error.")
    ]

    assert found == ["rule:verb_deny", "rule:verb_demand", "rule:verb_admit"]


@pytest.mark.parametrize(
    "text",
    [
        "the miller said that the dam had burst",
        "THE MILLER SAID THAT THE DAM HAD BURST.",
        "It rained all day.The miller said that the dam had burst.It was late.",
        "- the miller said that\nthe dam had burst;",
    ],
)
def test_bad_text_still_says_who_said_what(text: str) -> None:
    """Without capitals, all in capitals, without spaces after stops or in a list, speaker and content are found."""
    (found,) = attributions_of(text)

    assert found.source is not None
    assert found.source.text.lower().endswith("the miller")
    assert found.content.text.lower().startswith("that")


@pytest.mark.parametrize("kind", ["phrase", "impersonal", "announced", "noun"])
def test_each_phrase_rule_finds_its_examples_and_not_its_counter_examples(kind: str) -> None:
    """The examples of a rule give its attribution, the counter-examples do not."""
    for rule in RULES[kind]:
        by_rule = {
            e: [a for a in attributions_of(e) if a.found_by == f"rule:phrase_{rule['name']}"]
            for e in rule["examples"] + rule["not"]
        }

        assert [e for e in rule["examples"] if len(by_rule[e]) != 1] == []
        assert [e for e in rule["not"] if by_rule[e]] == []


def test_transcript_rules_find_their_examples_and_not_their_counter_examples() -> None:
    """Dialogue gives attributions, notes with a colon do not."""
    assert [len(attributions_of(e)) for e in RULES["transcript"]["examples"]] == [1, 1]
    assert [e for e in RULES["transcript"]["not"] if any(a.cue is None for a in attributions_of(e))] == []


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", {"base": "say", "s": "says", "past": "said", "ing": "saying"}),
        ("deny", {"base": "deny", "s": "denies", "past": "denied", "ing": "denying"}),
        ("write", {"base": "write", "s": "writes", "past": "wrote", "ing": "writing", "participle": "written"}),
        ("announce", {"base": "announce", "s": "announces", "past": "announced", "ing": "announcing"}),
        ("beg", {"base": "beg", "s": "begs", "past": "begged", "ing": "begging"}),
        ("stress", {"base": "stress", "s": "stresses", "past": "stressed", "ing": "stressing"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: dict[str, str]) -> None:
    """Regular and irregular verbs have their forms."""
    assert inflect(verb) == forms


@given(st.text() | st.text(alphabet=st.sampled_from(list("said that “”\"':,.\n AXh"))))
def test_any_text_gives_attributions_that_show_it_to_the_letter(text: str) -> None:
    """Spans are true, ids are unique, and a parent is one of the attributions."""
    found = attributions_of(text)
    spans = [s for a in found for s in (a.source, a.cue, a.content) if s]

    assert [s for s in spans if text[s.start : s.end] != s.text] == []
    assert len({a.id for a in found}) == len(found)
    assert {a.parent for a in found if a.parent} <= {a.id for a in found}


@pytest.mark.parametrize(
    "piece", ["he said ", "“he said that, ", "A: ", "according to ", '"x" said ', "and added, ", "of the man, "]
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Whatever is repeated, forty thousand signs are read in a few seconds of computing."""
    text = piece * (40_000 // len(piece))
    source, account = Source("s", "s.txt", "0", text, "text/plain"), Account("a", "s", 0, len(text), "A")
    analysis = analyse(text)
    sentences = find_sentences(source, account, analysis)
    begin = time.process_time()
    find_attributions(source, account, analysis, sentences, [])

    assert time.process_time() - begin < 3


def test_attributions_are_found_on_shared_dossiers() -> None:
    """On the dossier with a reader's attributions recall reaches 0.6 with at most 200 said."""
    folder = SHARED / "dossiers" / "baltic-1940"
    if not folder.exists():
        pytest.skip(f"the shared dossiers are not beside the project ({folder})")
    with (folder / "source.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    gold = json.loads((folder / "attributions.json").read_text(encoding="utf-8"))["attributions"]
    said = attributions_of(text)
    core = [g for g in gold if g["core"] and g["source_span"] and g["content"]]
    hits = [g for g in core if any(_meets(a, g) for a in said)]

    assert len(said) <= 200
    assert len(hits) / len(core) >= 0.6


def _meets(found: Attribution, gold: Any) -> bool:
    return (
        found.source is not None
        and _overlap(found.source, gold["source_span"])
        and any(_overlap(found.content, c) for c in gold["content"])
    )


def _overlap(span: Span, gold: Any) -> bool:
    return bool(min(span.end, gold["end"]) > max(span.start, gold["start"]))
