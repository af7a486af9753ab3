"""What is denied: the words that a "no", "not" or "without" reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tellings.disagreements.wording import Word, content, words_of
from tellings.language import Token
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


def denied_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """The numbers of the tokens of a sentence that are denied, by its tree: "harm" in "without harm", "moved" in "nobody moved"."""
    found: set[int] = set()
    lacking: list[int] = []
    for at, token in enumerate(tokens):
        if token.text.lower() in _tree_lists()["denies"] and not _opened(tokens, at):
            found |= set(_denies(tokens, at))
        elif token.lemma in _tree_lists()["fails"]:
            found |= {i for i, t in enumerate(tokens) if t.head == at and t.relation == "xcomp"}
        elif token.lemma in _tree_lists()["lacks"]:
            lacking.append(at)
        elif token.lemma in _tree_lists()["lifts"]:
            found |= {
                i
                for i, t in enumerate(tokens)
                if (t.head == at or token.head == i) and t.lemma in _tree_lists()["lifted"]
            }
    lacked = {at for at in lacking if at not in found}  # "no lack of food" denies no food
    found |= {i for i, t in enumerate(tokens) if t.head in lacked and t.relation in ("obj", "nmod", "nsubj:pass")}
    hollow = {i for i in found if tokens[i].lemma in _tree_lists()["hollow"]}
    found |= {i for i, t in enumerate(tokens) if t.head in hollow and t.relation == "nmod"}
    things = {i for i in found if tokens[i].tag == "NOUN"}
    found |= {i for i, t in enumerate(tokens) if t.head in things and _with_thing(t)}
    found |= {tokens[i].head for i in things if tokens[i].relation in ("nsubj", "nsubj:pass")}  # "no shot was fired"
    there = {t.head for t in tokens if t.relation == "expl"}  # "there was not a strike"
    had = {i for i, t in enumerate(tokens) if t.relation == "obj" or (t.relation == "nsubj" and t.head in there)}
    found |= {i for i in had if tokens[i].head in found and _bare(tokens, i)}
    return frozenset(found)


def _bare(tokens: Sequence[Token], at: int) -> bool:
    """Whether an object is denied with its verb: "he had not a gun" denies the gun, "he did not clean a gun" the cleaning."""
    has = tokens[tokens[at].head].lemma in _tree_lists()["has"]
    return bool(_before(tokens, at) & _tree_lists()["any"]) or (has and _indefinite(tokens, at))


def _indefinite(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun means any such thing: "a gun" and "the slightest sound", not "the gun"."""
    before = _before(tokens, at)
    return bool(before & _tree_lists()["any"]) or not before & _tree_lists()["definite"]


def _before(tokens: Sequence[Token], at: int) -> set[str]:
    return {t.lemma for t in tokens if t.head == at and t.relation in ("det", "amod", "nummod", "nmod:poss")}


def _with_thing(token: Token) -> bool:
    """Whether a token is denied with the noun that it hangs on: another noun, its quality, or what it does."""
    return (token.relation, token.tag) in (("conj", "NOUN"), ("amod", "ADJ"), ("acl", "VERB"))


def _opened(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next word leaves the denial open, as in "not only", or what is denied does, as in "no other way"."""
    after = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if after in (".", ",", "!") or after[:1].isdigit():  # "No. 9", "No, thank you!"
        return True
    spared = _tree_lists()["spared"]
    head = tokens[at].head
    return after in _lists()["open"] or any(
        t.head == head and t.lemma in spared for t in (*tokens[at + 1 : at + 4], tokens[head])
    )


def _denies(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """What one denying word denies: its head, which is the verb of "nothing" and "nobody", and what "nothing" is of."""
    head = tokens[at].head
    if tokens[at].relation == "obl" or _in_a_place(tokens, at):
        return
    if tokens[at].relation in ("nsubj", "nsubj:pass", "obj"):
        yield from (i for i, t in enumerate(tokens) if t.head == at and t.relation == "nmod")
    if tokens[head].tag == "NUM" or tokens[head].lemma in ("single", "slightest", "least"):
        head = tokens[head].head
    yield head
    if tokens[at].relation == "mark":  # "without a shot having been fired" denies the shot too
        yield from (
            i
            for i, t in enumerate(tokens)
            if t.head == head and t.relation in ("nsubj", "nsubj:pass", "obj") and _indefinite(tokens, i)
        )


def _in_a_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adverb stands before a noun with its preposition: "hardly in the town" denies no town."""
    head = tokens[at].head
    return (
        tokens[at].relation == "advmod"
        and tokens[head].tag in ("NOUN", "PROPN")
        and any(t.head == head and t.relation == "case" for t in tokens)
    )


def supposed_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """The numbers of the tokens that are only thought of, by the tree: what "if", "would" or "to prevent" govern."""
    lists = _tree_lists()
    marked = {t.head for t in tokens if t.lemma in lists["supposes"] and t.relation in ("mark", "aux")}
    marked |= {
        i
        for i, t in enumerate(tokens)
        if tokens[t.head].lemma in lists["wishes"] and t.relation in ("xcomp", "obj", "nmod")
    }
    return frozenset(i for i in range(len(tokens)) if marked & set(_above(tokens, i)))


def _above(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """A token and those that it hangs on, up to the first verb."""
    seen: set[int] = set()
    while at not in seen:
        seen.add(at)
        yield at
        if tokens[at].tag == "VERB":
            return
        at = tokens[at].head


@cache
def _tree_lists() -> dict[str, frozenset[str]]:
    return {key: frozenset(value.split()) for key, value in load_rules("framing")["tree_denial"].items()}


def near(words: Sequence[Word], word: Word, reach: int) -> list[Word]:
    """The words within `reach` of one, on either side, without itself."""
    before, after = ([w for w in words if w.start < word.start], [w for w in words if w.start > word.start])
    return before[-reach:] + after[:reach]
