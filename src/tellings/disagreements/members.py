"""Lists of names, told of one happening, that gain or lose a member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.disagreements.context import Context, Draft, Grounds, part, side
from tellings.disagreements.deeds import ALIKE
from tellings.disagreements.kin import kinship
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import content_of, words
from tellings.model import Name, Span, Telling
from tellings.rules import patterns

_COMMA = re.compile(r",(?: the)? ")
_LAST = re.compile(r",? (?:and|or|&)(?: the)? ")


@dataclass(frozen=True, slots=True)
class Row:
    """Names in one row, and the stretch that they fill."""

    span: Span
    names: dict[str, str]


def find(context: Context) -> list[Draft]:
    """Two rows of names that have two members or more in common, but not all."""
    return [draft for pair in context.pairs() for draft in _of_pair(context, pair)]


def rows(context: Context, telling: Telling) -> Iterator[Row]:
    """The rows of names of a telling that claim to be whole: commas between, one "and" before the last."""
    for span in telling.spans:
        for row, gaps in _runs(span, context.names.inside(span)):
            whole = [bool(_LAST.fullmatch(gap)) for gap in gaps] == [False] * (len(gaps) - 1) + [True]
            if gaps and whole and _closed(span, row):
                yield Row(part(span, row[0].span.start, row[-1].span.end), {n.entity: n.span.text for n in row})


def _runs(span: Span, names: list[Name]) -> list[tuple[list[Name], list[str]]]:
    """Names that only a comma or an "and" parts, and what parts them."""
    runs: list[tuple[list[Name], list[str]]] = []
    for name in names:
        gap = span.text[runs[-1][0][-1].span.end - span.start : name.span.start - span.start] if runs else ""
        if _LAST.fullmatch(gap) or _COMMA.fullmatch(gap):
            runs[-1][0].append(name)
            runs[-1][1].append(gap)
        else:
            runs.append(([name], []))
    return runs


def _closed(span: Span, row: list[Name]) -> bool:
    around = span.text[max(0, row[0].span.start - span.start - 30) : row[-1].span.end - span.start + 25]
    return not any(pattern.search(around) for pattern, _ in patterns("disagreements", "open_list"))


def _one_name(named: list[str]) -> bool:
    """Whether two odd names are one under two spellings: a common word, or the first letters of the other."""
    if len(named) != 2:
        return False
    (a, b), (first, second) = (
        [set(n.lower().split()) for n in named],
        ["".join(w[0] for w in n.split()) for n in named],
    )
    bare = [n.replace(".", "") for n in named]
    return bool(a & b) or first == bare[1] or second == bare[0]


def _told_elsewhere(context: Context, pair: Pair, odd: set[str]) -> bool:
    """Whether the telling without the odd names has them in another place."""
    told = [{n.entity for span in t.spans for n in context.names.inside(span)} for t in (pair.a, pair.b)]
    return odd <= told[0] & told[1]


def _of_two_things(context: Context, x: Row, y: Row) -> bool:
    """Whether two rows hang on nouns of two senses: "exemptions to A, B and C", "talks with A and B"."""
    here, there = (_noun(context, row) for row in (x, y))
    return bool(here and there and here != there and kinship(here, there, ("NOUN", "NOUN"), least=ALIKE) == 0)


def _noun(context: Context, row: Row) -> str:
    """The noun that a row of names hangs on, "" where it hangs on a verb."""
    sentence = context.sentence(row.span)
    tokens = context.trees.get(sentence, ())
    start, end = row.span.start - sentence.start, row.span.end - sentence.start
    heads = [tokens[t.head] for t in tokens if start <= t.start < end and not start <= tokens[t.head].start < end]
    return heads[0].lemma if heads and heads[0].tag == "NOUN" else ""


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    for x in rows(context, pair.a):
        for y in rows(context, pair.b):
            common, odd = x.names.keys() & y.names.keys(), x.names.keys() ^ y.names.keys()
            if len(common) < 2 or not 0 < len(odd) <= len(common) + 1:
                continue
            likeness, _ = context.weights.shared(
                content_of(context.sentence(x.span)), content_of(context.sentence(y.span))
            )
            named = [n for key, n in (x.names | y.names).items() if key in odd]
            if _told_elsewhere(context, pair, odd) or _one_name(named) or _of_two_things(context, x, y):
                continue
            yield Draft(
                "actor",
                "tension",
                (side(context.quote(x.span, 20), x.span.text), side(context.quote(y.span, 20), y.span.text)),
                f"Only one of the two names {words(named)}.",
                Grounds(likeness, against=len(odd) / len(common)),
                "row_of_names",
                pair.events,
            )
