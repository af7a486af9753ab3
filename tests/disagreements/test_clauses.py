"""Who did what, read from real trees."""

from __future__ import annotations

import pytest

from tellings.disagreements.clauses import Clause, clauses
from tellings.disagreements.deeds import cosine, opposed
from tellings.language import parse
from tellings.model import Span


def read(text: str) -> list[Clause]:
    """The clauses of a sentence."""
    return clauses(Span("one", 0, len(text), text), parse([text])[0])


def told(clause: Clause) -> tuple[str | None, str, str | None, bool]:
    """Doer, verb, undergoer and denial of a clause, as words."""
    parts = [p.span.text if p else None for p in (clause.doer, clause.undergoer)]
    return parts[0], clause.verb.text, parts[1], clause.denied


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The miller opened the gate.", ("The miller", "opened", "the gate", False)),
        ("The gate was opened by the miller.", ("the miller", "opened", "The gate", False)),
        ("The miller did not open the gate.", ("The miller", "open", "the gate", True)),
        ("A pact was signed between the two kings.", ("the two kings", "signed", "A pact", False)),
        ("The town is the largest exporter of salt.", ("The town", "exporter", None, False)),
    ],
)
def test_doer_is_who_acts_in_active_and_passive(text: str, wanted: tuple[str | None, str, str | None, bool]) -> None:
    """The doer and the undergoer are the same whether a deed is told in the active or the passive."""
    assert wanted in map(told, read(text))


def test_verbs_joined_by_and_share_their_subject() -> None:
    """The second verb of "rose and left" has the subject of the first, and a relative clause that of its noun."""
    assert ("The miller", "left", "the room", False) in map(told, read("The miller rose and left the room."))
    assert any(
        c.verb.text == "fled" and c.doer and c.doer.head.text == "men" for c in read("The men who fled were caught.")
    )


def test_every_part_stands_in_its_sentence_to_the_letter() -> None:
    """Law 1: each phrase is the text at its place, also where the sentence begins far into its source."""
    text = "After the flood the old ferryman was buried by his sons in the yard of the church."
    sentence = Span("one", 500, 500 + len(text), text)

    for clause in clauses(sentence, parse([text])[0]):
        for phrase in (clause.doer, clause.undergoer, *clause.others):
            if phrase:
                assert text[phrase.span.start - 500 : phrase.span.end - 500] == phrase.span.text


def test_opposite_verbs_are_opposed_and_a_denial_turns_one_round() -> None:
    """A verb stands against its opposite, and not against its opposite denied."""
    perished, escaped, remained = (read(t)[0] for t in ("He perished.", "He escaped.", "He did not escape."))

    assert opposed(perished, escaped)
    assert not opposed(perished, remained)
    assert not opposed(perished, perished)


def test_likeness_of_words_knows_sense_and_not_letters() -> None:
    """Words near in sense are nearer than words near in letters."""
    assert cosine("ship", "vessel") > cosine("ship", "shop")
    assert cosine("ship", "\u4e00") <= 0.3


def test_no_clause_is_found_in_bare_or_odd_text() -> None:
    """Text without a verb, and no text at all, gives no clause and no error."""
    assert read("Silence.") == []
    assert clauses(Span("one", 0, 0, ""), ()) == []
