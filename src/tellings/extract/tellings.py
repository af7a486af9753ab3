"""What an account tells, happening by happening, each with its time by the story's own clock.

A telling is a sentence; one of more than 350 characters is cut at its clauses. Its time is the one it names, or the one
the story's clock shows there. The clock follows the account's main line: the longest run of its dates that never goes
back. A date off that line (a flashback, an anniversary, a word on later times) holds for its own sentence and no further.
What tells no happening (a description, a reflection, a moral) has the mark `remark`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from tellings.extract.marks import find_marks
from tellings.model import Account, Attribution, Name, Sentence, Span, Telling, Time, content_id
from tellings.rules import load_rules

LONG = 350  # characters above which a sentence is cut at its clauses
PIECE = 70  # characters that a clause has at least
HEADING = 12  # words
CARRY = 5  # sentences after which nothing is known of the time any more
ASIDE = 100  # times at most that the main line passes by in a row
_AUXILIARIES = frozenset({"be", "is", "are", "am", "to", "being", "have", "has"})
_ROLES = frozenset({"narrative", "list", "quotation"})


def find_tellings(
    account: Account,
    sentences: Sequence[Sentence],
    times: Sequence[Time],
    names: Sequence[Name],
    attributions: Sequence[Attribution],
) -> list[Telling]:
    """The tellings of an account in its own order; headings, captions and the like tell nothing."""
    told = [s for s in sentences if s.role in _ROLES and not _is_heading(s.span.text)]
    clock = _Clock.of(times)
    named = sorted((n.span.start, n.entity) for n in names)
    said = sorted((a.content.start, a.content.end) for a in attributions)
    reach = list(accumulate((end for _, end in said), max))
    found = []
    for number, sentence in enumerate(told):
        for span in cut_clauses(sentence.span):
            when = clock.read(span, number, told)
            here = named[bisect_left(named, (span.start,)) : bisect_left(named, (span.end,))]
            begun = bisect_left(said, (span.end,))
            reported = begun > 0 and reach[begun - 1] > span.start
            found.append(_telling(account, span, when, tuple(dict.fromkeys(e for _, e in here)), reported=reported))
    return found


def _telling(account: Account, span: Span, when: _When | None, who: tuple[str, ...], *, reported: bool) -> Telling:
    marks = list(find_marks(span.text))
    if (when is None or when.carried) and not _in_the_past(span.text):
        marks.append("remark")
    if reported and "reported" not in marks:
        marks.append("reported")
    return Telling(
        content_id("t", account.id, span.start, span.end),
        account.id,
        (span,),
        when.edtf if when else None,
        when.earliest if when else None,
        when.latest if when else None,
        when.words if when else "",
        who,
        tuple(marks),
        carried=bool(when and when.carried),
    )


def _is_heading(text: str) -> bool:
    """A few words without a stop at their end: a title that nobody marked as one."""
    return text[-1:].isalnum() and len(text.split()) <= HEADING


@cache
def _past() -> frozenset[str]:
    return frozenset(load_rules("tellings")["past"]["words"].split())


def is_past(word: str) -> bool:
    """The word, in small letters, is a verb in the past tense, or looks like one."""
    return word in _past() or (len(word) > 4 and word.endswith("ed"))


def _in_the_past(text: str) -> bool:
    """There is a verb in the past tense; a participle after an auxiliary is none."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return any(
        is_past(word) and (word in _past() or before not in _AUXILIARIES) for before, word in pairwise(["", *words])
    )


def cut_clauses(span: Span) -> Iterator[Span]:
    """The span whole, or cut where a clause ends if it is long."""
    if len(span.text) <= LONG:
        yield span
        return
    begin = 0
    for end in [*_cuts(span.text), len(span.text)]:
        piece = span.text[begin:end]
        start = span.start + begin + len(piece) - len(piece.lstrip())
        stop = span.start + begin + len(piece.rstrip())
        yield Span(span.account, start, stop, span.text[start - span.start : stop - span.start])
        begin = end


def _cuts(text: str) -> list[int]:
    """Where to cut a long sentence: first at the strong stops, and at conjunctions only in what is still long."""
    cuts = [0]
    for pattern in load_rules("tellings")["cuts"]["patterns"]:
        for begin, end in list(pairwise([*cuts, len(text)])):
            if end - begin <= LONG:
                continue
            last = begin
            for match in re.finditer(pattern, text[begin:end]):
                at = begin + (match.start("word") if "word" in match.re.groupindex else match.end())
                if at - last >= PIECE and end - at >= PIECE:
                    cuts.append(at)
                    last = at
        cuts.sort()
    return cuts[1:]


@dataclass(frozen=True, slots=True)
class _When:
    edtf: str | None
    earliest: int
    latest: int
    words: str
    carried: bool


@dataclass(frozen=True, slots=True)
class _Clock:
    """The dated times of an account in the order of the text, and which of them are its main line."""

    times: tuple[Time, ...]
    starts: tuple[int, ...]
    main: tuple[int, ...]

    @staticmethod
    def of(times: Sequence[Time]) -> _Clock:
        dated = sorted(
            (
                t
                for t in times
                if t.edtf and t.earliest is not None and t.latest is not None and t.type in ("DATE", "TIME")
            ),
            key=lambda t: t.span.start,
        )
        return _Clock(tuple(dated), tuple(t.span.start for t in dated), tuple(_main_line(dated)))

    def read(self, span: Span, number: int, told: Sequence[Sentence]) -> _When | None:
        """The time of a piece of the account's sentence `number`: named in it, or carried from before."""
        first, last = bisect_right(self.starts, span.start - 1), bisect_right(self.starts, span.end - 1)
        if first < last:
            return _named(self.times[first:last])
        before = bisect_left(self.main, first)
        if before == 0:
            return None
        time = self.times[self.main[before - 1]]
        since = sum(time.span.start < s.span.start <= span.start for s in told[max(0, number - CARRY) : number + 1])
        if since > CARRY or (number > CARRY and time.span.start < told[number - CARRY].span.start):
            return None
        assert time.earliest is not None and time.latest is not None
        return _When(time.edtf, time.earliest, time.latest, f"carried from {time.span.text!r} before it", True)


def _named(times: Sequence[Time]) -> _When:
    """The time that a sentence names: the most precise; of several as precise, all from the first to the last."""
    spans = [(t.latest or 0) - (t.earliest or 0) for t in times]
    precise = [t for t, s in zip(times, spans, strict=True) if s <= min(spans) + 1]
    earliest = min(precise, key=lambda t: (t.earliest or 0, t.span.start))
    latest = max(precise, key=lambda t: (t.latest or 0, t.span.start))
    edtf = (
        earliest.edtf
        if earliest.edtf == latest.edtf or "/" in f"{earliest.edtf}{latest.edtf}"
        else f"{earliest.edtf}/{latest.edtf}"
    )
    words = " and ".join(repr(t.span.text) for t in precise)
    lent = next((f", and {t.anchor}" for t in precise if t.lent_by), "")
    return _When(edtf, earliest.earliest or 0, latest.latest or 0, f"it says {words}{lent}", False)


def _main_line(times: Sequence[Time]) -> list[int]:
    """The longest run of times none of which begins before the one before it; of several as long, the one that leaps least."""
    best: list[tuple[int, int]] = []
    came_from: list[int | None] = []
    for i, time in enumerate(times):
        ways = [
            ((best[j][0] + 1, best[j][1] - _leap(times[j], time)), j)
            for j in range(max(0, i - ASIDE), i)
            if (times[j].earliest or 0) <= (time.latest or 0)
        ]
        score, source = max(ways, default=((1, 0), None), key=lambda way: way[0])
        best.append(score)
        came_from.append(source)
    line: list[int] = []
    at = max(range(len(times)), key=lambda i: (best[i], -i), default=None)
    while at is not None:
        line.append(at)
        at = came_from[at]
    return line[::-1]


def _leap(one: Time, two: Time) -> int:
    """Days from the beginning of one time to the beginning of the next."""
    return abs((two.earliest or 0) - (one.earliest or 0))
