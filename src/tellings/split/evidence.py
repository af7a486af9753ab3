"""What speaks for a new account beginning at a paragraph: one number for each kind of evidence and each paragraph.

The evidence at a paragraph compares what stands before it with what stands after it, inside one stretch of paragraphs:
on either side up to `_WINDOW` characters. What counts is in `rules/en/split.toml`: kinds, weights and how they came about.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.rules import load_rules, pattern
from tellings.split.marks import Marks
from tellings.split.paragraphs import Paragraph

_WINDOW = 20_000  # characters on either side by which hands are told apart
_NEAR = 120  # content words on either side by which subjects are told apart
_OPENING = 900  # characters in which an account names its people
_SOON = 1_500  # characters in which an account says when it begins
_BRIEF = 170  # characters of a caption at most
_LITTLE = 700  # characters; less is no account

Values = NDArray[Any]


@dataclass(frozen=True)
class Stretch:
    """Paragraphs [first, last) of a text that may hold several accounts. A cut may fall before any but the first."""

    paragraphs: Sequence[Paragraph]
    marks: Marks
    rarity: Mapping[str, float]
    days: tuple[Values, Values]
    first: int
    last: int

    @cached_property
    def cuts(self) -> range:
        """The paragraphs before which a cut may fall."""
        return range(self.first + 1, self.last)

    @cached_property
    def left(self) -> NDArray[np.intp]:
        """For each cut, the first paragraph of the window before it."""
        lengths = self.marks.lengths
        found = np.searchsorted(lengths, lengths[self.first + 1 : self.last] - _WINDOW, side="right") - 1
        return np.maximum(found, self.first)

    @cached_property
    def right(self) -> NDArray[np.intp]:
        """For each cut, the paragraph behind the window after it."""
        lengths = self.marks.lengths
        found = np.searchsorted(lengths, lengths[self.first + 1 : self.last] + _WINDOW, side="left")
        return np.minimum(found, self.last)

    @cached_property
    def likeness(self) -> list[float]:
        """For each cut, how like the words before it are to those after it."""
        return [_like(self, _before(self, cut), _after(self, cut)) for cut in self.cuts]

    def sides(self, counts: Values) -> tuple[Values, Values]:
        """What a summed array counts before and after each cut."""
        cut = np.arange(self.first + 1, self.last)
        return counts[cut] - counts[self.left], counts[self.right] - counts[cut]

    def sizes(self) -> tuple[Values, Values]:
        """The characters of the whole stretch before and after each cut."""
        lengths = self.marks.lengths
        at = lengths[self.first + 1 : self.last]
        return at - lengths[self.first], lengths[self.last] - at


def weigh_evidence(stretch: Stretch) -> Values:
    """A row for each cut of the stretch, a column for each kind of evidence in `KINDS`, in that order."""
    return np.column_stack([kind(stretch) for kind in KINDS.values()])


def _style(stretch: Stretch) -> Values:
    """Function words and signs: by how much their rates differ more than one hand's do."""
    table = load_rules("split")["style"]["table"]
    within, between = (np.array([row[column] for row in table]) for column in (1, 2))
    a, b = stretch.sides(stretch.marks.style)
    n, m = (np.maximum(side, 1)[:, None] for side in stretch.sides(stretch.marks.words))
    rate = np.maximum((a + b) / (n + m), 0.3 / np.maximum(50, np.minimum(n, m)))
    deviation = (a / n - b / m) ** 2 / (rate * (1 / n + 1 / m))
    likelihoods = 0.5 * np.log(within / between) + 0.5 * deviation * (1 / within - 1 / between)
    return np.clip(np.clip(likelihoods, -1, 1.5).sum(axis=1) / 10, -1.2, 1.6)


def _signs(stretch: Stretch) -> Values:
    """Signs and spellings of which a hand uses one or the other: quotation marks, dashes, -our and -or."""
    a, b = (np.rint(side).astype(int) for side in stretch.sides(stretch.marks.signs))
    pairs = range(0, a.shape[1], 2)
    odds = [sum(_odds_of_pair(row, other, pair) for pair in pairs) for row, other in zip(a, b, strict=True)]
    return np.clip(np.array(odds), -1.5, 4)


def _odds_of_pair(before: NDArray[np.int_], after: NDArray[np.int_], pair: int) -> float:
    a, b = ((int(side[pair]), int(side[pair + 1])) for side in (before, after))
    return _two_hands(a, b) if min(sum(a), sum(b)) > 1 else 0.0


def _person(stretch: Stretch) -> Values:
    """The first person outside quotations: a witness on one side, a chronicler on the other."""
    a, b = stretch.sides(stretch.marks.persons)
    rates = [np.sqrt(100 * side[:, :2] / np.maximum(30, side[:, 2:])) for side in (a, b)]
    return np.minimum(np.abs(rates[0] - rates[1]), (2.0, 1.5)).sum(axis=1)


def _ways(of: str) -> Callable[[Stretch], Values]:
    """How the same word, or the same name, is written on both sides."""

    def weigh(stretch: Stretch) -> Values:
        before: dict[str, Counter[str]] = {}
        after: dict[str, Counter[str]] = {}
        choices = [tuple(c for c in choice if c[0].startswith(of)) for choice in stretch.marks.choices]
        _add(after, choices[stretch.first + 1 : int(stretch.right[0])], 1)
        _add(before, choices[stretch.first : stretch.first + 1], 1)
        values = [_odds(before, after)]
        for step, cut in enumerate(islice(stretch.cuts, 1, None), start=1):
            _add(before, choices[cut - 1 : cut], 1)
            _add(before, choices[stretch.left[step - 1] : stretch.left[step]], -1)
            _add(after, choices[cut - 1 : cut], -1)
            _add(after, choices[stretch.right[step - 1] : stretch.right[step]], 1)
            values.append(_odds(before, after))
        return np.clip(np.array(values), -2, 6)

    return weigh


def _add(side: dict[str, Counter[str]], choices: Sequence[Sequence[tuple[str, str, int]]], sign: int) -> None:
    for choice in choices:
        for what, way, times in choice:
            counts = side.setdefault(what, Counter())
            counts[way] += sign * times
            if not counts[way]:
                del counts[way]


def _odds(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> float:
    total = 0.0
    for what, a in before.items():
        b = after.get(what)
        if b and a and sum(a.values()) > 1 and sum(b.values()) > 1:
            ways = sorted({*a, *b})
            total += _two_hands(tuple(a[way] for way in ways), tuple(b[way] for way in ways))
    return round(total, 6)


@lru_cache(maxsize=100_000)
def _two_hands(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The log odds that two counts of the same choices come from two hands: Bayes factor of Dirichlet-multinomials."""
    both = tuple(x + y for x, y in zip(a, b, strict=True))
    return max(-0.8, min(2.5, _likelihood(a) + _likelihood(b) - _likelihood(both)))


def _likelihood(counts: tuple[int, ...], prior: float = 0.4) -> float:
    ways = max(2, len(counts)) * prior
    chosen = sum(math.lgamma(prior + n) - math.lgamma(prior) for n in counts)
    return math.lgamma(ways) - math.lgamma(ways + sum(counts)) + chosen


def _break(stretch: Stretch) -> Values:
    """The words before and after have less in common than at the cuts around."""
    likeness = stretch.likeness
    return np.clip([_around(likeness, n) - value for n, value in enumerate(likeness)], -0.12, 0.12)


def _around(likeness: Sequence[float], at: int) -> float:
    near = [likeness[at + step] for step in (-4, -3, -2, 2, 3, 4) if 0 <= at + step < len(likeness)]
    return sum(near) / len(near) if near else likeness[at]


def _again(stretch: Stretch) -> Values:
    """What begins here has more in common with the beginning of the stretch than with what stands just before."""
    values = []
    for cut, likeness in zip(stretch.cuts, stretch.likeness, strict=True):
        beginning = list(islice(_words(stretch.marks, range(stretch.first, cut)), _NEAR))
        values.append(_like(stretch, beginning, _after(stretch, cut)) - likeness)
    return np.array(values)


def _words(marks: Marks, paragraphs: range) -> Iterator[str]:
    return (word for paragraph in paragraphs for word in marks.content[paragraph])


def _after(stretch: Stretch, cut: int) -> list[str]:
    return list(islice(_words(stretch.marks, range(cut, stretch.last)), _NEAR))


def _before(stretch: Stretch, cut: int) -> list[str]:
    words: list[str] = []
    for paragraph in range(cut - 1, stretch.first - 1, -1):
        words[:0] = stretch.marks.content[paragraph][-_NEAR:]
        if len(words) >= _NEAR:
            break
    return words[-_NEAR:]


def _like(stretch: Stretch, some: Sequence[str], others: Sequence[str]) -> float:
    """The cosine of two lists of words, rare ones counting more."""
    a, b = Counter(some), Counter(others)
    rarity = stretch.rarity
    common = sum(math.sqrt(n * b[word]) * rarity[word] ** 2 for word, n in a.items() if word in b)
    sizes = [sum(n * rarity[word] ** 2 for word, n in side.items()) for side in (a, b)]
    return common / math.sqrt(sizes[0] * sizes[1]) if common else 0.0


def _new_names(stretch: Stretch) -> Values:
    """The share of names in the opening that the window before has not."""
    values = []
    for cut, left in zip(stretch.cuts, stretch.left, strict=True):
        opening = {name for n in _opening(stretch, cut) for name in stretch.marks.names[n]}
        known = {name for n in range(left, cut) for name in stretch.marks.names[n]} if opening else set()
        values.append(len(opening - known) / max(3, len(opening)))
    return np.array(values)


def _opening(stretch: Stretch, cut: int) -> range:
    lengths = stretch.marks.lengths
    return range(cut, min(stretch.last, int(np.searchsorted(lengths, lengths[cut] + _OPENING, side="left"))))


def _year(stretch: Stretch) -> Values:
    """The first sentence has a year."""
    return np.array(
        [bool(pattern("split", "year").search(_first_sentence(stretch, cut))) for cut in stretch.cuts], dtype=float
    )


def _first_sentence(stretch: Stretch, cut: int) -> str:
    return pattern("split", "sentence_end").split(stretch.paragraphs[cut].text[:500], maxsplit=1)[0]


def _back(stretch: Stretch) -> Values:
    """The first day told here lies before those told last: how far the story goes back among the days told so far."""
    at, told = stretch.days
    first = np.searchsorted(at, stretch.paragraphs[stretch.first].start)
    end = stretch.paragraphs[stretch.last - 1].end
    values = []
    for cut in stretch.cuts:
        start = stretch.paragraphs[cut].start
        here = int(np.searchsorted(at, start))
        before = told[first:here]
        if len(before) < 3 or here == len(at) or at[here] >= min(start + _SOON, end):
            values.append(0.0)
        else:
            values.append(float(np.mean(before <= np.median(before[-3:])) - np.mean(before < told[here])))
    return np.array(values)


def _full_names(stretch: Stretch) -> Values:
    """People who were called by their last name alone are introduced by their full one."""
    values = []
    for cut, left in zip(stretch.cuts, stretch.left, strict=True):
        text = stretch.paragraphs[cut].text[:_OPENING]
        short = {name.split()[-1] for name in pattern("split", "full_name").findall(text)} | set(_acronyms(text))
        known = Counter(name for n in range(left, cut) for name in stretch.marks.names[n]) if short else Counter()
        values.append(min(3, sum(known[name] > 2 for name in short)))
    return np.array(values, dtype=float)


def _acronyms(text: str) -> Iterator[str]:
    """The initials of names of three words and more."""
    for name in pattern("split", "long_name").findall(text):
        yield "".join(word[0] for word in name.split() if word[0].isupper())


def _linked(stretch: Stretch) -> Values:
    """It begins with a word that leans on what stands before."""
    return np.array(
        [bool(pattern("split", "linked").match(stretch.paragraphs[cut].text)) for cut in stretch.cuts], dtype=float
    )


def _tail(stretch: Stretch) -> Values:
    """Short lines stand before it, three and more, as captions and links stand below an article; no one speaks in them."""
    sizes = np.diff(stretch.marks.lengths)
    brief = np.array(
        [len(p.lines) == 1 and len(p.text) < _BRIEF and p.text[0] not in "\"“‘'" for p in stretch.paragraphs]
    )
    return np.array(
        [
            brief[max(stretch.first, c - 3) : c].all() and c - stretch.first >= 3 and sizes[c] > 2 * _BRIEF
            for c in stretch.cuts
        ],
        dtype=float,
    )


def _shape(stretch: Stretch) -> Values:
    """Paragraphs are longer on one side."""
    sizes = np.diff(stretch.marks.lengths)
    sides = zip(stretch.left, stretch.cuts, stretch.right, strict=True)
    medians = [(np.median(sizes[a:cut]), np.median(sizes[cut:b])) for a, cut, b in sides]
    return np.minimum(1.2, np.array([abs(math.log(a / b)) for a, b in medians]))


def _lined(stretch: Stretch) -> Values:
    """On both sides each line is a paragraph, and a blank line is something more."""
    lined = [paragraph.lined for paragraph in stretch.paragraphs]
    return np.array([lined[cut] and lined[cut - 1] for cut in stretch.cuts], dtype=float)


def _dateline(stretch: Stretch) -> Values:
    """A place and an agency before a dash, as news begin."""
    found = []
    for cut in stretch.cuts:
        lines = [line for paragraph in stretch.paragraphs[cut : cut + 2] for line in paragraph.text.split("\n")][:2]
        found.append(any(pattern("split", "dateline").match(line) for line in lines))
    return np.array(found, dtype=float)


def _letter(stretch: Stretch) -> Values:
    """A line with place and day, or an address to a reader, as letters begin; both count twice."""
    found = []
    for cut in stretch.cuts:
        texts = [paragraph.text for paragraph in stretch.paragraphs[cut : cut + 2]]
        dated = len(texts[0]) < 80 and bool(pattern("split", "dated").search(texts[0]))
        greeted = bool(pattern("split", "greeting").match(texts[0])) or (
            dated and bool(pattern("split", "greeting").match(texts[-1]))
        )
        found.append(dated + greeted)
    return np.array(found, dtype=float)


def _after_heading(stretch: Stretch) -> Values:
    """The paragraph before is a heading: what follows belongs to it."""
    before = (stretch.paragraphs[cut - 1] for cut in stretch.cuts)
    return np.array([len(p.text) < 120 and len(p.lines) == 1 and not p.ended for p in before], dtype=float)


def _balance(stretch: Stretch) -> Values:
    """The share of the smaller side."""
    a, b = stretch.sizes()
    return np.minimum(a, b) / (a + b)


def _short(stretch: Stretch) -> Values:
    """One side is a page or less; half a page or less counts twice."""
    smaller = np.minimum(*stretch.sizes())
    return (smaller < 2500).astype(float) + (smaller < 1200)


def too_little(stretch: Stretch) -> NDArray[np.bool_]:
    """Whether a cut would leave too little on one side to be an account."""
    return np.minimum(*stretch.sizes()) < _LITTLE


KINDS: dict[str, Callable[[Stretch], Values]] = {
    "style": _style,
    "signs": _signs,
    "person": _person,
    "words": _ways("word"),
    "names": _ways("name"),
    "break": _break,
    "again": _again,
    "new_names": _new_names,
    "full_names": _full_names,
    "year": _year,
    "back": _back,
    "linked": _linked,
    "tail": _tail,
    "shape": _shape,
    "lined": _lined,
    "dateline": _dateline,
    "letter": _letter,
    "after_heading": _after_heading,
    "balance": _balance,
    "short": _short,
}
