"""What can be seen of any two sides, whatever the rule: whether they can be of one happening at all.

Nearly all wrong findings take two happenings for one. So each draft is looked at for how likely its sentences are joined and
whether each is the other's best partner, for names, days, verbs and persons that they share or that tell them apart, and for
whether either account says the other's word too, close by.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from tellings.disagreements.clauses import Clause, Phrase
from tellings.disagreements.context import Context, Draft
from tellings.disagreements.deeds import cosine, known, same
from tellings.disagreements.wording import content_of, words_of
from tellings.model import Side, Span, Telling

UNKNOWN = 0.01  # how likely two tellings are joined that the aligner did not hand on
ENOUGH = 2.5  # evidence beyond which more of it says nothing
TOO_LIKE = 0.35  # likeness beyond which two sentences say the same rather than the opposite
NEAR = 3  # sentences on either side in which an account may say the other's word too
OTHER_STATE = frozenset({"planned", "demanded", "denied", "asked", "hypothetical"})
WHOLE, VALUE = "whole", "value"
SORTS = {
    "framing": "wording",
    "attribution": "wording",
    "cause": "reason",
    "omission": "lack",
}  # all other kinds compare values
Features = Mapping[str, float]


def sort_of(draft: Draft) -> str:
    """What a draft compares, as far as the same features speak for or against it: values, wording, reasons, what one lacks.

    A draft is whole where it rests on no join: a sum of one account that is wrong, or what is seen over all that accounts say.
    """
    return WHOLE if draft.grounds.whole or draft.kind == "arithmetic" else SORTS.get(draft.kind, VALUE)


def describe(context: Context, drafts: Sequence[Draft]) -> list[Features]:
    """The features of each draft; those of two sides only where it sets one stretch against one of another account."""
    rules = Counter(d.found_by for d in drafts)
    crowd = Counter((d.found_by, key) for d in drafts for key in map(place, d.sides))
    beside = Counter(sentences(context, d) for d in drafts)
    found: list[Features] = []
    for draft in drafts:
        seen = {
            "evidence": min(draft.grounds.evidence, ENOUGH),
            "against": float(draft.grounds.against),
            "weight": float(draft.grounds.weight),
            "crowd": math.log(max(crowd[draft.found_by, place(s)] for s in draft.sides)),
            **dict(draft.grounds.signs),
            "often": math.log(rules[draft.found_by] / (1 + context.told / 1000)),
        }
        if sort_of(draft) != WHOLE:
            two = _two(draft)
            seen["other rules"] = math.log(beside[sentences(context, draft)])
            seen |= {**_joined(context, draft), **(_of_two(context, *two) if two else {})}
            if sort_of(draft) == VALUE:  # two answers to one question stand in sentences as like as can be
                seen.pop("too like", None)
        found.append(seen)
    return found


def place(side: Side) -> tuple[str, int, int]:
    """Where a side stands: its account and the characters, -1 where it is silent."""
    return (side.account, side.span.start, side.span.end) if side.span else (side.account, -1, -1)


def sentences(context: Context, draft: Draft) -> frozenset[Span]:
    """The sentences that the sides of a draft begin in."""
    return frozenset(context.sentence(s.span) for s in draft.sides if s.span)


def _two(draft: Draft) -> tuple[Side, Side] | None:
    """The two sides of a draft that sets one stretch of one account against one of another."""
    told = [s for s in draft.sides if s.span]
    return (told[0], told[1]) if len(told) == 2 and told[0].account != told[1].account else None


def _joined(context: Context, draft: Draft) -> Features:
    """How likely the sides are joined, as the logarithm of the odds, and whether an event joins them."""
    accounts = {s.account for s in draft.sides}
    told = [t.probability for e in draft.events for t in context.event[e].tellings if t.account in accounts]
    two = _two(draft)
    if not two:
        return {"join": _odds(min(told))} if len(told) > 1 else {}
    a, b = (_telling(context, s) for s in two)
    likely = context.partners.likely(a, b) if a and b else None
    likely = likely if likely is not None else min(told, default=UNKNOWN)
    best, second = context.partners.ranks(a, b) if a and b else (0, 0)
    return {
        "join": _odds(likely),
        "in an event": float(bool(draft.events)),
        "not the best partner": math.log1p(min(best, 20)),
        "nor for the other": math.log1p(min(second, 20)),
    }


def _odds(probability: float) -> float:
    sure = min(max(probability, UNKNOWN), 0.97)
    return math.log(sure / (1 - sure))


def _telling(context: Context, side: Side) -> Telling | None:
    return context.telling(side.span) if side.span else None


def _of_two(context: Context, x: Side, y: Side) -> Features:
    assert x.span and y.span
    a, b = context.sentence(x.span), context.sentence(y.span)
    return {
        **_words(context, a, b),
        **_names(context, a, b),
        **_tellings(_telling(context, x), _telling(context, y)),
        **_deeds(context, x.span, y.span),
        "says it too": float(_says_too(context, x, y)) + float(_says_too(context, y, x)),
        "copied": float(any(_inside(s.a, s.b, a, b) for s in context.shared_by[frozenset((a.account, b.account))])),
    }


def _inside(p: Span, q: Span, a: Span, b: Span) -> bool:
    return all(any(_meet(s, t) for t in (p, q)) for s in (a, b))


def _meet(s: Span, t: Span) -> bool:
    return s.account == t.account and s.start < t.end and t.start < s.end


def _words(context: Context, a: Span, b: Span) -> Features:
    """How much the sentences have in common, by weight, and as a share of all that they say."""
    one, other = content_of(a), content_of(b)
    common, _ = context.weights.shared(one, other)
    total = [sum(context.weights[stem] for stem in {w.stem for w in said}) for said in (one, other)]
    likeness = round(common / math.sqrt(max(1.0, total[0]) * max(1.0, total[1])), 3)
    return {
        "likeness": likeness,
        "too like": max(0.0, likeness - TOO_LIKE),
        "common words": min(common, 5.0),
        "length": math.log(2 + len(one) + len(other)),
    }


def _names(context: Context, a: Span, b: Span) -> Features:
    here, there = ({n.entity for n in context.names.inside(s)} for s in (a, b))
    return {
        "names in common": float(min(3, len(here & there))),
        "other names": float(context.differ_in_names(a, b)),
        "no names": float(not here or not there),
    }


def _tellings(a: Telling | None, b: Telling | None) -> Features:
    """The days that the story's clock shows, and what is told as done against what is planned, asked or denied."""
    if not a or not b:
        return {}
    found = {
        "another state": float(bool(OTHER_STATE & set(a.marks)) != bool(OTHER_STATE & set(b.marks))),
        "a remark": float("remark" in a.marks or "remark" in b.marks),
    }
    if None not in (a.earliest, a.latest, b.earliest, b.latest):
        apart = max(a.earliest or 0, b.earliest or 0) - min(a.latest or 0, b.latest or 0)
        wide = max((t.latest or 0) - (t.earliest or 0) for t in (a, b))
        found |= {"days apart": math.log1p(max(0, min(apart, 3650))), "one day": float(apart <= 0 and wide <= 3)}
    return found


def _deeds(context: Context, x: Span, y: Span) -> Features:
    """Whether the clauses of the two sides have the same verb, doer and undergoer, by the trees."""
    ours, theirs = _clause(context, x), _clause(context, y)
    if not ours or not theirs:
        return {}
    parts = ((ours.doer, theirs.doer), (ours.undergoer, theirs.undergoer))
    alike = [_alike(context, p, q) for p, q in parts]
    return {
        "same verb": max(0.0, 1.0 if ours.verb.stem == theirs.verb.stem else cosine(ours.lemma, theirs.lemma)),
        "same doer": float(alike[0] is True),
        "other doer": float(alike[0] is False),
        "same object": float(alike[1] is True),
        "other object": float(alike[1] is False),
    }


def _alike(context: Context, x: Phrase | None, y: Phrase | None) -> bool | None:
    """Whether two phrases can mean the same; None where one of them does not say by itself whom it means."""
    return same(context, x, y) if x and y and known(x) and known(y) else None


def _clause(context: Context, span: Span) -> Clause | None:
    """The clause that a side stands in: the one whose stretch has most of it, the shortest of several."""
    found = context.clauses_of(context.sentence(span))

    def common(clause: Clause) -> tuple[int, int]:
        quote = clause.quote
        return min(quote.end, span.end) - max(quote.start, span.start), quote.start - quote.end

    best = max(found, key=common, default=None)
    return best if best and common(best)[0] > 0 else None


def _says_too(context: Context, x: Side, y: Side) -> bool:
    """Whether the account of `y` says what `x` says too, in the sentences around its own."""
    assert x.span and y.span
    said = {w.stem for w in content_of(x.span) if w.text in x.says}
    figures = {f.span.text for f in context.figures.inside(x.span)}
    for sentence in context.around(y.span, NEAR):
        if said and said <= {w.stem for w in words_of(sentence)}:
            return True
        if figures and figures <= {f.span.text for f in context.figures.inside(sentence)}:
            return True
    return False
