"""The same thing counted differently; one number given to two things."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from tellings.disagreements.context import Context, Draft, Grounds, once, part, side
from tellings.disagreements.deeds import cosine
from tellings.disagreements.matching import apart, names_in_common
from tellings.disagreements.pairs import Pair
from tellings.disagreements.quantity import Quantity, comparable, compatible, quantity, vague
from tellings.disagreements.wording import Word, content, words, words_of
from tellings.model import Figure, Side, Span, Telling
from tellings.rules import load_rules, patterns

_OWNER = re.compile(r"^\W*(?:[a-z-]+ ){1,3}of (?:the )?([A-Z]\w+|\d+\w*)")
UNIT_WEIGHT = 0.9  # what the rarest unit in common weighs, beside the words
SMALL = 12  # a number up to here counts this and that
LARGE = 1000  # two counts from here on, told of one event, are seldom of two things
LEAST_ALONE = 1.0  # below it nothing says so where no event joins the two
LEAST_LIKENESS = 0.5  # below it nothing says that two figures count the same


@dataclass(frozen=True)
class Counted:
    """A quantity and the words that say what it counts: `near` the noun after it, `around` all of its clause."""

    quantity: Quantity
    clause: Span
    near: list[Word]
    around: list[Word]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The stems of `near`."""
        return frozenset(w.stem for w in self.near)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of `around`."""
        return frozenset(w.stem for w in self.around)

    @cached_property
    def owner(self) -> str | None:
        """The name or number in "six troops of the 15th": whose, and not how many."""
        match = _OWNER.search(self.clause.text[self.quantity.figure.span.end - self.clause.start :])
        return match[1] if match else None

    @cached_property
    def casualties(self) -> frozenset[str]:
        """Whether it counts the dead, the wounded or both together: never the same thing."""
        return self.nouns & {"=dead", "=hurt"}


def find(context: Context) -> list[Draft]:
    """Figures of aligned tellings that count the same thing and cannot both be right as written."""
    joined = [found for pair in context.every_pair for found in _of_pair(context, pair)]
    return joined + list(_anywhere(context))


def _anywhere(context: Context) -> Iterator[Draft]:
    """Figures of two accounts that no event joins and that have enough around them in common to count the same thing."""
    told = {
        a.id: [x for s in context.sentences.of(a.id) if s.role == "narrative" for x in _said(context, s.span)]
        for a in context.accounts
    }
    keys = {id(x): _keys(x) for found in told.values() for x in found}

    def like(x: Counted, y: Counted) -> float | None:
        if keys[id(x)].isdisjoint(keys[id(y)]) or not comparable(x.quantity, y.quantity):
            return None
        return likeness(context, x, y) + 0.5 * names_in_common(context, x.quantity.figure.span, y.quantity.figure.span)

    for a, b in combinations(told, 2):
        for _, x, y in apart(told[a], told[b], like=like, fits=_fit, least=LEAST_ALONE):
            yield _differ(context, Pair("", _alone(x), _alone(y)), x, y)


def _fit(x: Counted, y: Counted) -> bool:
    return compatible(x.quantity, y.quantity)


def _said(context: Context, sentence: Span) -> list[Counted]:
    return counted(context, Telling("", sentence.account, (sentence,))) if context.figures.inside(sentence) else []


def _keys(x: Counted) -> frozenset[str]:
    """What another figure must have one of to be compared with this one at all: its unit, where it is rare, or a word beside it."""
    unit = x.quantity.unit
    measured = {f"unit {unit}"} if unit not in (None, "persons", "percent", "days") else set()
    return x.nouns | measured


@once
def counted(context: Context, telling: Telling) -> list[Counted]:
    """The figures of a telling that count something: more than one of it, or parts of one."""
    figures = [f for span in telling.spans for f in context.figures.inside(span) if _counts(context, f)]
    taken = {(f.span.start, f.span.end) for f in figures}
    figures += [
        f
        for s in context.sentences_of(telling)
        for f in vague(s)
        if not any(f.span.start < b and a < f.span.end for a, b in taken)
    ]
    found = []
    for figure in figures:
        q = quantity(figure, context.sentence(figure.span))
        if q is None or q.unit in ("ordinal", "share") or (q.unit != "days" and (figure.high or figure.value) == 1):
            continue
        clause = context.clause(figure.span)
        others = [w for w in words_of(clause) if not figure.span.start <= w.start < figure.span.end]
        following = next(
            (f.span.start for f in context.figures.inside(clause) if f.span.start > figure.span.start), clause.end
        )
        after = [w for w in others if figure.span.end <= w.start < following]
        around = content(w for w in others if w.start < following) or content(
            w
            for w in words_of(context.sentence(figure.span))
            if w.start >= figure.span.end or w.end <= figure.span.start
        )
        found.append(Counted(q, clause, _counting(after)[:3], _counting(around)))
    return found


def _counts(context: Context, figure: Figure) -> bool:
    """Whether a figure counts something: it is no part of a date, and not the figure before it in another unit, in brackets."""
    sentence = context.sentence(figure.span)
    before = part(sentence, sentence.start, figure.span.start)
    restated = (
        any(f.span.end >= before.end - 2 for f in context.figures.inside(before))
        if before.text.endswith("(")
        else False
    )
    return not context.in_date(figure.span) and not restated


def _counting(words: list[Word]) -> list[Word]:
    """The content words that can say what is counted: "thick" and "long" say only how."""
    dimensions = load_rules("disagreements")["words"]["dimensions"].split()
    return [w for w in content(words) if w.text.lower() not in dimensions]


def likeness(context: Context, x: Counted, y: Counted) -> float:
    """How much says that two figures count the same: the weight of common words, those of the counted noun more."""
    if _of_two_owners(x, y) or _of_two_fates(x, y):
        return 0.0
    unit = x.quantity.unit if x.quantity.unit == y.quantity.unit else None
    same_unit = UNIT_WEIGHT * context.unit_weight(unit) if unit not in (None, "persons", "percent") else 0.0
    near, _ = context.weights.shared(x.near, y.near)
    around, _ = context.weights.shared(x.around, y.around)
    counted_alone = not _besides(x, y)
    score = (0.5 if counted_alone else 1.5) * near + around + same_unit
    return round(score if _of_one_size(x.quantity, y.quantity) else score / 4, 3)


def _besides(x: Counted, y: Counted) -> frozenset[str]:
    """What the clauses of two figures have in common besides the thing counted: without it "men" and "men" may be any men."""
    return (x.stems & y.stems) - {c.near[0].stem for c in (x, y) if c.near}


def _of_one_size(x: Quantity, y: Quantity) -> bool:
    """Whether two numbers are near enough to be two counts of one thing, and not of two."""
    small, large = sorted((x.figure.high or x.figure.value or 0.0, y.figure.high or y.figure.value or 0.0))
    return large <= 20 * small


def _of_two_owners(x: Counted, y: Counted) -> bool:
    return bool(x.owner and y.owner and x.owner != y.owner)


def _of_two_fates(x: Counted, y: Counted) -> bool:
    return bool(x.casualties and y.casualties and x.casualties != y.casualties)


def _of_others(context: Context, x: Counted, y: Counted) -> bool:
    """Whether the clauses of the two name others: "from Orsa", "from Vik"."""
    here, there = ({n.entity for n in context.names.inside(c.clause)} for c in (x, y))
    return bool(here and there) and not here & there


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    ours, theirs = counted(context, pair.a), counted(context, pair.b)

    def like(x: Counted, y: Counted) -> float | None:
        if not comparable(x.quantity, y.quantity) or (score := likeness(context, x, y)) < LEAST_LIKENESS:
            return None
        return score + 0.5 * names_in_common(context, x.quantity.figure.span, y.quantity.figure.span)

    found = list(apart(ours, theirs, like=like, fits=_fit, least=LEAST_LIKENESS))
    yield from (_differ(context, pair, x, y) for _, x, y in found)
    if pair.event and not found:
        yield from _of_one_event(context, pair, ours, theirs)
    yield from _transferred(context, pair, ours, theirs)


def _of_one_event(context: Context, pair: Pair, ours: list[Counted], theirs: list[Counted]) -> Iterator[Draft]:
    """Two figures with no words in common: "forty were lifted out", "he saved fifty-two". Only the join says that they count the same."""

    def like(x: Counted, y: Counted) -> float | None:
        if not comparable(x.quantity, y.quantity) or _of_two_owners(x, y) or _of_two_fates(x, y):
            return None
        return likeness(context, x, y) + 1 / (1 + _times_apart(x, y))

    for _, x, y in list(apart(ours, theirs, like=like, fits=_fit, least=0.0))[:1]:
        yield Draft(
            "figure",
            "tension",
            (_side(context, x), _side(context, y)),
            f"“{x.quantity.figure.span.text}” against “{y.quantity.figure.span.text}”. Both are joined as tellings of one event.",
            Grounds(likeness(context, x, y), weight=1 / (len(ours) * len(theirs)), signs=_signs(x, y)),
            "figures_of_one_event",
            pair.events,
        )


def _signs(x: Counted, y: Counted) -> tuple[tuple[str, float], ...]:
    """Whether two figures count a thing of one name, how far they lie apart, and whether so small a number may count anything."""
    nouns = [c.near[0].text for c in (x, y) if c.near]
    one_noun = 1.0 if x.nouns & y.nouns else cosine(*nouns) if len(nouns) > 1 else 0.0
    return (
        ("one noun", max(0.0, one_noun)),
        ("no noun", float(len(nouns) < 2)),
        ("times apart", min(_times_apart(x, y), 4.0)),
        ("small number", float(min(x.quantity.low, y.quantity.low) <= SMALL)),
        ("other unit", float(x.quantity.unit != y.quantity.unit)),
    )


def _times_apart(x: Counted, y: Counted) -> float:
    """How far two figures lie apart: the logarithm of how many times the smaller goes into the larger."""
    small, large = sorted(max(c.quantity.low, 1e-6) for c in (x, y))
    return round(math.log(large / small), 3)


def _differ(context: Context, pair: Pair, x: Counted, y: Counted) -> Draft:
    _, common = context.weights.shared(x.around, y.around)
    hedged = x.quantity.about or y.quantity.about
    elsewhere = context.differ_in_names(x.quantity.figure.span, y.quantity.figure.span) or _of_others(context, x, y)
    crossed = context.crossed(x.quantity.figure.span, y.quantity.figure.span) or _of_others(context, x, y)
    against = (0.4 if pair.event else 1.0) * elsewhere + (x.quantity.unit == "percent")
    return Draft(
        "figure",
        "tension" if hedged else "contradiction",
        (_side(context, x), _side(context, y)),
        f"{' against '.join(f'“{c.quantity.figure.span.text}”' for c in (x, y))}. "
        f"Both speak of {words(common[:2]) or x.quantity.unit}.",
        Grounds(_evidence(context, pair, x, y), against=against, settled=crossed, signs=_signs(x, y)),
        "figure_differs",
        pair.events,
    )


def _evidence(context: Context, pair: Pair, x: Counted, y: Counted) -> float:
    """What says that two figures count the same thing: the words around them, less the counted noun, and a unit that is rare."""
    besides = sum(context.weights[stem] for stem in _besides(x, y))
    unit = x.quantity.unit if x.quantity.unit == y.quantity.unit else None
    rare = context.unit_weight(unit) if unit not in (None, "persons", "percent") and (besides or pair.event) else 0.0
    large = pair.event and min(x.quantity.low, y.quantity.low) >= LARGE
    return round(besides + 0.4 * bool(large) + 0.5 * context.weights.shared(x.near, y.near)[0] + 0.5 * rare, 3)


def _transferred(context: Context, pair: Pair, ours: list[Counted], theirs: list[Counted]) -> Iterator[Draft]:
    """One large number that counts a thing here and, by a comparison, another there."""
    for x in ours:
        for y in theirs:
            value = x.quantity.figure.value
            if value != y.quantity.figure.value or value is None or value < 100:
                continue
            if context.weights.shared(x.near, y.near)[0] == 0 and (_compares(context, x) or _compares(context, y)):
                yield Draft(
                    "figure",
                    "tension",
                    (_side(context, x), _side(context, y)),
                    "It is the same number, but one of the two gives it only by comparison with something else.",
                    Grounds(),
                    "figure_of_another",
                    pair.events,
                )


def _compares(context: Context, x: Counted) -> bool:
    sentence = context.sentence(x.quantity.figure.span)
    return any(pattern.search(sentence.text) for pattern, _ in patterns("disagreements", "alike"))


def _alone(x: Counted) -> Telling:
    return Telling("", x.clause.account, (x.clause,))


def _side(context: Context, x: Counted) -> Side:
    return side(context.quote(x.quantity.figure.span), x.quantity.figure.span.text)
