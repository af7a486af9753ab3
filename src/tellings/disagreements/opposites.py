"""Which ends of which scales a word stands on: the scales of our own (`loaded.toml`) and those of WordNet (`opposites.toml`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from tellings.disagreements.loaded import names, opposites
from tellings.language import Token
from tellings.rules import load_rules

Scale = tuple[str, int]
_PARTS = {"ADJ": "a", "ADV": "r", "VERB": "v", "NOUN": "n"}
NEAR = 0.5  # what a word counts that is only near in sense to the opposed one


@cache
def _scales() -> Mapping[str, Mapping[int, float]]:
    """The words of WordNet's scales, as `lemma.part`: number of the scale -> end, 1 or -1, less where only near in sense."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for number, line in enumerate(load_rules("opposites")["scales"].strip().splitlines()):
        for end, words in zip((1.0, -1.0), line.split("|"), strict=True):
            opposed, _, near = words.partition("~")
            for word in near.split():
                found[word][number] = end * NEAR
            for word in opposed.split():
                found[word][number] = end
    return found


def ends(token: Token) -> Mapping[Scale, float]:
    """The scales that a token stands on, each with its end, above or below nought; NEAR where it is only near in sense."""
    if token.tag == "PROPN":
        return {}
    part = _PARTS.get(token.tag, "")
    found: dict[Scale, float] = {("own", pole.scale): 1.0 - 2 * pole.end for pole in opposites(token.text)}
    found |= {("name", pole.scale): 1.0 - 2 * pole.end for pole in names(token.text)}
    forms = [f"{token.lemma}.{part}"]
    if part == "v" and token.fine in ("VBN", "VBG"):  # "broken" and "striking" may be qualities too
        forms.append(f"{token.text.lower()}.a")
    return found | {("wordnet", number): end for form in forms for number, end in _scales().get(form, {}).items()}
