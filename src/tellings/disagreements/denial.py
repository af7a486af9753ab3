"""What is denied: the words that a "no", "not" or "without" reaches."""

from __future__ import annotations

from functools import cache

from tellings.disagreements.wording import Word, content, words_of
from tellings.model import Span
from tellings.rules import load_rules

_CLAUSE_ENDS = ",;:.!?()—–"


def denied(sentence: Span) -> dict[int, int]:
    """The words of a sentence that stand under a denial: where each starts -> where its denying word starts."""
    lists = _lists()
    under: dict[int, int] = {}
    reach, by, before = 0, 0, sentence.start
    words = words_of(sentence)
    texts = [w.text.lower().replace("’", "'") for w in words]
    for at, (word, text) in enumerate(zip(words, texts, strict=True)):
        gap = sentence.text[before - sentence.start : word.start - sentence.start]
        last = texts[at - 1] if at else ""
        opened = text in lists["open"] and last in lists["things"] | lists["deeds"]
        stops = text in lists["stop"] and not (text == "to" and last in lists["through"])
        if any(mark in gap for mark in _CLAUSE_ENDS) or stops or opened:
            reach = 0
        new = _reach(texts[at : at + 2], last)
        if new and not lists["supposing"] & set(texts[max(0, at - 4) : at]):
            reach, by = new, word.start
        elif reach and content([word]):
            under[word.start] = by
            reach -= text not in lists["weak"]
        before = word.end
    return under


def _reach(texts: list[str], last: str) -> int:
    """How many content words the first of two words denies: a thing with its adjectives, or one deed."""
    deed = texts[-1].endswith("ing") or texts[-1] == "first"
    if texts[0] in _lists()["things"] and not deed:
        return int(load_rules("framing")["denial"]["reach"])
    return int(texts[0] in _lists()["things"] | _lists()["deeds"] or (last, texts[0]) == ("rather", "than"))


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {
        key: frozenset(value.split())
        for key, value in load_rules("framing")["denial"].items()
        if isinstance(value, str)
    }


def near(words: list[Word], word: Word, reach: int) -> list[Word]:
    """The words within `reach` of one, on either side, without itself."""
    at = words.index(word)
    return words[max(0, at - reach) : at] + words[at + 1 : at + 1 + reach]
