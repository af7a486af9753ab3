"""What is denied, what is only thought of, and which words stand opposed: by real trees and the real lexicon."""

from __future__ import annotations

import pytest

from tellings.disagreements.denial import denied_tokens, supposed_tokens
from tellings.disagreements.loaded import opposites
from tellings.disagreements.opposites import NEAR, ends
from tellings.language import Token, parse
from tellings.rules import load_rules

SCALES = load_rules("opposites")["scales"].strip().splitlines()


def words(text: str, numbers: frozenset[int]) -> set[str]:
    """The nouns, verbs and qualities among the tokens of these numbers."""
    tokens = parse([text])[0]
    return {tokens[i].text for i in numbers if tokens[i].tag in ("NOUN", "VERB", "ADJ", "ADV")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met no resistance.", {"resistance"}),
        ("The ship sailed without a pause.", {"pause"}),
        ("The miller did not open the gate.", {"open"}),
        ("Nobody moved.", {"moved"}),
        ("The song was hardly heard.", {"heard"}),
        ("There was no sign of life.", {"was", "sign", "life"}),
        ("She had no sword or pistol.", {"sword", "pistol"}),
        ("Neither cart had suffered great harm.", {"cart", "suffered", "harm"}),
        ("He failed to open the gate.", {"open"}),
        ("There was no lack of bread.", {"was", "lack"}),
        ("No shot was fired.", {"shot", "fired"}),
        (
            "They came down with the greatest haste, without the slightest sound having been made by a horse.",
            {"slightest", "sound", "made"},
        ),
        ("He did not mend a plough.", {"mend"}),
        ("No, thank God!", set()),
        ("They did not show the slightest fear.", {"show", "fear"}),
        ("The new council lifted the ban.", {"ban"}),
        ("They spoke of the lifted ban.", {"ban"}),
        ("In the town there was hardly a strike.", {"was", "strike"}),
        ("They struck in the hills, hardly in the town.", set()),
        ("They burned not only barns.", set()),
        ("There was no other way.", set()),
    ],
)
def test_denial_by_the_tree_reaches_what_it_denies(text: str, wanted: set[str]) -> None:
    """What hangs on a denying word is denied, with what goes with it, and nothing else is."""
    assert words(text, denied_tokens(parse([text])[0])) == wanted


@pytest.mark.parametrize(
    ("text", "thought", "told"),
    [
        ("If the gate opened, the guards came.", "opened", "came"),
        ("They wanted to burn the mill.", "burn", "wanted"),
        ("He would resist.", "resist", ""),
        ("The toll will be lifted.", "lifted", ""),
    ],
)
def test_what_is_only_thought_of_is_known_by_the_tree(text: str, thought: str, told: str) -> None:
    """A supposition, a wish and a "would" say nothing of what was."""
    supposed = words(text, supposed_tokens(parse([text])[0]))

    assert thought in supposed
    assert told not in supposed


def test_no_word_of_the_lexicon_is_opposed_to_itself() -> None:
    """Every scale has two ends, each word with its part of speech, and none on both ends of one scale."""
    for line in SCALES:
        one, other = ({w for w in end.split() if w != "~"} for end in line.split("|"))
        assert one and other and not one & other, line
        assert all(word.rpartition(".")[2] in ("a", "v", "n", "r") for word in one | other), line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("brave", "ADJ"), ("cowardly", "ADJ")),
        (("victory", "NOUN"), ("defeat", "NOUN")),
        (("permit", "VERB"), ("forbid", "VERB")),
    ],
)
def test_antonyms_stand_on_two_ends_of_one_scale(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Two antonyms share a scale and stand on its two ends, whatever their forms."""
    here, there = (ends(Token(0, len(w), w, w, tag)) for w, tag in (one, other))

    assert any(here[scale] * there[scale] < 0 for scale in here.keys() & there.keys())


def test_a_word_near_in_sense_counts_less() -> None:
    """A word that is near to an antonym stands on its end, but counts less than the antonym itself."""
    assert min(map(abs, ends(Token(0, 7, "helpless", "helpless", "ADJ")).values())) == NEAR


@pytest.mark.parametrize("word", ["thinking", "merrily", "victory", "victories", "enthusiasm", "obedience", "withdrew"])
def test_starred_word_stands_for_its_forms(word: str) -> None:
    """A starred word stands for its forms and what is derived from it, and for no other word that begins so."""
    assert bool(opposites(word)) is (word not in ("thinking",))


@pytest.mark.parametrize("word", ["Victoria", "backyard", "confidential", "headline", "growths-a", "vowel"])
def test_starred_word_stands_for_no_other_word(word: str) -> None:
    """Words that only begin with the same letters stand on no scale."""
    assert not opposites(word)
