"""What some accounts tell and others, that cover its time and subject, do not."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tellings.align.lists import word_list
from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.features import UNKNOWN
from tellings.disagreements.pieces import pieces
from tellings.disagreements.wording import content_of, words_of
from tellings.model import Event, Side, Span, Telling
from tellings.rules import load_rules

LONGEST = 220  # characters above which only a clause of a sentence is quoted
ALIKE = 2.5  # words in common that weigh so much are the same telling
SHORT = 5  # content words that a telling must have for its omission to be worth a line
FEW, SILENCES = 20, 2  # so many silences are kept at least, and of each thousand words
MOST = 0.45  # the likeliest that a silence can be: an account may tell a thing in words that nobody knows again
Having = defaultdict[str, list[int]]  # the stems of an account's words -> the numbers of the sentences that have them


def find(context: Context) -> list[Draft]:
    """Silences, weightiest first."""
    having = {a.id: _having(context, a.id) for a in context.accounts}
    silences = sorted(
        (d for e in context.events for d in _silence(context, e, having)), key=lambda d: (-d.grounds.weight, d.events)
    )
    return silences[: max(FEW, SILENCES * context.told // 1000)]


def _having(context: Context, account: str) -> Having:
    found: Having = defaultdict(list)
    for number, sentence in enumerate(context.sentences.of(account)):
        for stem in {w.stem for w in content_of(sentence.span)}:
            found[stem].append(number)
    return found


def _silence(context: Context, event: Event, having: Mapping[str, Having]) -> Iterator[Draft]:
    """An event told by some and passed over by accounts that cover it: the more tell it, and the more fully, the weightier."""
    silent = [s for s in event.silent if s.reason == "silent"]
    tellers = {t.account: t for t in event.tellings}
    if not silent or not tellers or any("denied" in t.marks or "asked" in t.marks for t in event.tellings):
        return
    joined = [t for t in event.tellings if t.grade == "joined"] or list(event.tellings)
    weight = _weight(context, event) * min(_unlike(context, event, having[s.account]) for s in silent)
    if not weight:
        return
    yield Draft(
        "omission",
        "missing_detail",
        (
            *(side(_most_telling(context, t), "told") for t in joined),
            *(Side(s.account, None, s.why or "silent, though it covers the time and the subject") for s in silent),
        ),
        "It covers the time and the subject." if len(silent) == 1 else "They cover the time and the subject.",
        Grounds(weight=weight, signs=_signs(context, event, [s.account for s in silent])),
        "silent",
        (event.id,),
    )


def _weight(context: Context, event: Event) -> float:
    """How much it matters that an account is silent: tellers, words spent, days and numbers given, deaths; from 0 to MOST.

    Where more accounts are silent than tell, some will tell it in words that the aligner does not know again.
    """
    spans = [s for t in event.tellings for s in t.spans]
    tellers = len({t.account for t in event.tellings})
    length = sum(len(content_of(s)) for s in spans) / max(1, tellers)
    details = sum(len(context.figures.inside(s)) + len(context.times.inside(s)) for s in spans) / max(1, tellers)
    if length < SHORT:
        return 0.0
    grave = sum(w.text.lower() in _grave() for s in spans for w in words_of(s)) / max(1, tellers)
    score = 0.9 * (tellers - 1) + 0.04 * min(length, 40) + 0.25 * min(details, 4) + 0.3 * min(grave, 3)
    silent = sum(s.reason == "silent" for s in event.silent)
    return round(MOST * (1 - math.exp(-0.6 * score)) * min(1.0, (0.5 + tellers) / max(1, silent)), 3)


def _signs(context: Context, event: Event, silent: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """What makes a silence worth a line or not: who tells it and of whom, and how near the silent come to it."""
    names = {n.entity for t in event.tellings for s in t.spans for n in context.names.inside(s)}
    known = [names & {n.entity for n in context.names.of(account)} for account in silent]
    words = [w.text.lower() for t in event.tellings for s in t.spans for w in words_of(s)]
    nearly = max(context.partners.best(t, account) for t in event.tellings for account in silent)
    return (
        ("tellers", math.log(len({t.account for t in event.tellings}))),
        ("silent accounts", math.log(len(silent))),
        ("known names", sum(map(len, known)) / (len(silent) * max(1, len(names)))),
        ("names nobody", float(not names)),
        ("told in part", math.log(max(nearly, UNKNOWN))),
        ("own doing", float(not word_list("first_person").isdisjoint(words))),
        ("remark", float(all("remark" in t.marks for t in event.tellings))),
    )


def _grave() -> frozenset[str]:
    """Words of what nobody passes over lightly: deaths, wounds, losses."""
    return frozenset(load_rules("disagreements")["words"]["grave"].split())


def _unlike(context: Context, event: Event, having: Having) -> float:
    """How unlike all that an account says is to an event, from 0 to 1: what it tells in a few words of its own, it does not omit."""
    most = 0.0
    for sentence in (s for t in event.tellings for s in context.sentences_of(t)):
        common: defaultdict[int, float] = defaultdict(float)
        for stem in context.weights.ranked(w.stem for w in content_of(sentence)):
            for own in having[stem]:
                common[own] += context.weights[stem]
        most = max(most, *common.values(), 0.0)
    return max(0.0, 1 - round(most, 3) / ALIKE)


def _most_telling(context: Context, telling: Telling) -> Span:
    """The stretch of a telling that says most, a sentence or a part of one: its rarest words add up to most."""
    told = [p for s in context.sentences_of(telling) for p in ((s,) if len(s.text) <= LONGEST else pieces(s))]
    return max(told, key=lambda p: sum(context.weights[w.stem] for w in content_of(p)))
