"""Only English is read by the rules of English; what is not is named."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
import spacy.lang

from tellings.errors import UnreadableFileError
from tellings.read.english import check_english
from tellings.rules import load_rules

RULES = load_rules("reading")


@pytest.mark.parametrize("text", RULES["examples"], ids=lambda text: text[:20])
def test_the_examples_are_english(text: str) -> None:
    """The rule file's examples pass without a notice."""
    assert check_english(text, name="a.txt") == ()


@pytest.mark.parametrize("text", RULES["not"], ids=lambda text: text[:20])
def test_the_counter_examples_are_not(text: str) -> None:
    """The rule file's counter-examples are refused, and the message says why and what to do."""
    with pytest.raises(UnreadableFileError, match=r"a\.txt: not English: \d+% .*translate"):
        check_english(text, name="a.txt")


def test_no_other_language_that_spacy_knows_passes_for_english() -> None:
    """Sample sentences in every other language are refused where there are enough words to tell."""
    passed = []
    for module in pkgutil.iter_modules(spacy.lang.__path__):
        if module.name in ("en", "xx") or not module.ispkg:
            continue
        try:
            sentences = importlib.import_module(f"spacy.lang.{module.name}.examples").sentences
            check_english(" ".join(sentences * 3), name=module.name)
        except (ImportError, UnreadableFileError):
            continue
        passed.append(module.name)
    # These languages write no words that the pattern for words can find apart, or hardly any.
    assert [code for code in passed if code not in ("ja", "zh", "th", "km", "lo", "bo", "my")] == []


def test_a_short_text_has_the_benefit_of_the_doubt() -> None:
    """Too few words to tell by: read, with a notice."""
    assert "too short to tell" in check_english("Mill burned 1911. Three dead.", name="a.txt")[0]


def test_a_second_language_inside_is_told() -> None:
    """A third of German in an English text is worth a notice."""
    notices = check_english(RULES["examples"][0] * 8 + RULES["not"][0] * 5, name="a.txt")
    assert "is no English prose" in notices[0]


def test_articles_histories_and_letters_are_english_on_shared_corpora(shared: Path) -> None:
    """Of the articles and histories in the shared corpora none is taken for another language."""
    names = ("tempeval3.timebank", "tempeval3.aquaint", "wikiwars.first-half", "meantime", "ancienttimes.sample")
    for name in names:
        for line in (shared / "corpora" / "dates" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            check_english(json.loads(line)["text"], name=name)
