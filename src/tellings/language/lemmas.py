"""Lemmas by rule tables over the UPOS tag (`rules/en/language_lemmas.toml`): no lexicon, so unknown words get one too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tellings.rules import load_rules

_SIBILANT = re.compile(r"(?:ss|x|zz|ch|sh)es$")
_DOUBLED = re.compile(r"([^aeiouwy])\1$")
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class _Tables:
    irregular: dict[str, dict[str, str]]
    keeps_double: re.Pattern[str]
    takes_e: re.Pattern[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rules = load_rules("language_lemmas")
    takes_e = re.compile(f"(?:{'|'.join(rules['stem']['takes_e'])})$")
    irregular = {
        tag: {form: word for word, forms in words.items() for form in forms.split()}
        for tag, words in rules["irregular"].items()
    }
    return _Tables(irregular, re.compile(rules["stem"]["keeps_double"]), takes_e)


@lru_cache(maxsize=50_000)
def lemma(word: str, tag: str) -> str:
    """The lemma of a word: of a name its own text, else in lower case."""
    if tag == "PROPN":
        return word
    lower = word.lower()
    irregular = _tables().irregular.get(tag, {})
    if lower in irregular:
        return irregular[lower]
    if tag in ("VERB", "AUX"):
        return _verb(lower)
    return _noun(lower) if tag == "NOUN" else lower


def _noun(word: str) -> str:
    if (word.endswith("men") and len(word) > 4) or word == "men":
        return word[:-2] + "an"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")) or word[-2].isdigit():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if _SIBILANT.search(word) else word[:-1]


def _verb(word: str) -> str:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _VOWEL.search(stem) and not word.endswith("eed"):
            return stem[:-1] + "y" if ending == "ed" and stem.endswith("i") else _completed(stem)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("oes") or _SIBILANT.search(word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2:-1] not in "su" and len(word) > 2 else word


def _completed(stem: str) -> str:
    """A stem after -ed or -ing as a whole word: "stopp" stop, "charg" charge, "reach" reach."""
    tables = _tables()
    if _DOUBLED.search(stem) and not tables.keeps_double.search(stem):
        return stem[:-1]
    return stem + "e" if tables.takes_e.search(stem) else stem
