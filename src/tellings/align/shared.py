"""Text reuse: passages whose wording two accounts have in common, word for word, paraphrased or reordered.

Two sentences are looked at where they have words in common that are rare among all the accounts (the seeds). They share a
passage where they have a run of words in common, or where the words in common carry much of what the shorter one says and
stand close together on both sides; beside such a passage less is enough. What accounts have in common because they tell
of the same things counts for little: names, numbers, and words that stand everywhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.align.likeness import word_places
from tellings.align.lists import word_list
from tellings.model import Account, Findings, Sentence, Shared, Span

RUN = 7  # words in common one after another that are no accident, three of them at least words of content
FEWEST = 5  # words in common, names and numbers aside, that show a paraphrase; two passages side by side add up
COVERED = 0.42  # of the weight of the shorter side that the words in common carry
LEAST = 2  # words in common that a passage must have beside another
NEARBY = 2  # sentences
FOREIGN = 0.4  # what a content word costs that only one side has, where one in common counts for one
FACT = 0.3  # the weight of a name or number beside that of another word
SEED_SENTENCES = 12  # a word that stands in more sentences than this is no seed


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence as stems, with the place of each in the sentence; `content` are the numbers of those that say something."""

    sentence: Sentence
    stems: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """Two sentences, the passage they share, its words in common, and whether it alone shows that one wording is behind it."""

    one: _Words
    two: _Words
    shared: Shared
    hits: int
    strong: bool


def find_passages(accounts: Sequence[Account], findings: Findings) -> tuple[Shared, ...]:
    """The passages that two accounts share, in the order of the accounts and of the first one's text."""
    column = {account.id: n for n, account in enumerate(accounts)}
    read = sorted((_read(s) for s in findings.sentences), key=lambda w: column[w.sentence.span.account])
    weight, facts = _weigh(read)
    matches = [m for one, two in _seeded(read) if (m := _compare(one, two, weight, facts))]
    kept = [m.shared for m in matches if m.strong or _beside(m, matches)]
    return tuple(sorted(kept, key=lambda s: (column[s.a.account], column[s.b.account], s.a.start, s.b.start)))


def _read(sentence: Sentence) -> _Words:
    words = word_places(sentence.span.text)
    return _Words(
        sentence,
        tuple(_stem(word) for word, _, _ in words),
        tuple((start, end) for _, start, end in words),
        tuple(k for k, (word, _, _) in enumerate(words) if word not in word_list("common")),
    )


def _stem(word: str) -> str:
    """The beginning of a word: enough to see that elections and elected are of one kin."""
    return word[:6].rstrip("s") if len(word) > 4 else word


def _weigh(read: Sequence[_Words]) -> tuple[dict[str, float], frozenset[str]]:
    """The rarity of each stem, and which stems are names (mostly written large within a sentence) or numbers."""
    seen = Counter(stem for words in read for stem in {words.stems[k] for k in words.content})
    large, small = Counter[str](), Counter[str]()
    for words in read:
        for k in words.content:
            if k:
                letter = words.sentence.span.text[words.places[k][0]]
                (small if letter.islower() else large)[words.stems[k]] += 1
    facts = frozenset(stem for stem in seen if large[stem] > small[stem] or stem[0].isdigit())
    rarity = {s: math.log((len(read) + 1) / (n + 0.5)) * (FACT if s in facts else 1.0) for s, n in seen.items()}
    return rarity, facts


def _seeded(read: Sequence[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Sentences of two accounts with at least two rare words in common, or with all words in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(read):
        for stem in sorted({words.stems[k] for k in words.content}):
            holders[stem].append(n)
        holders[_whole(words)].append(n)
    seeds = [(stem, held) for stem, held in holders.items() if len(held) <= SEED_SENTENCES]
    common = Counter[tuple[int, int]]()
    for stem, held in seeds:
        common.update({(i, j): 1 + (" " in stem) for at, i in enumerate(held) for j in held[at + 1 :]})
    for (i, j), n in sorted(common.items()):
        if n > 1 and read[i].sentence.span.account != read[j].sentence.span.account:
            yield read[i], read[j]


def _whole(words: _Words) -> str:
    """All stems of a sentence but its numbers: headings and entries of a list of contents are told by it."""
    return " ".join(stem for stem in words.stems if not stem.isdigit())


def _compare(one: _Words, two: _Words, weight: Mapping[str, float], facts: frozenset[str]) -> _Match | None:
    """The passage that two sentences share, or None."""
    if run := _longest_run(one, two):
        i, j, n = run
        return _Match(one, two, Shared(_span(one, i, i + n), _span(two, j, j + n), "reuse:verbatim"), n, True)
    mine, yours = ({w.stems[k] for k in w.content} for w in (one, two))
    both = mine & yours
    lighter = min(sum(weight[s] for s in mine), sum(weight[s] for s in yours))
    covered = round(sum(weight[s] for s in both) / max(lighter, 1e-9), 4)
    (a, b, hits), (c, d, others) = (_stretch(words, both, facts) for words in (one, two))
    fewest = min(hits, others)
    if fewest < LEAST or covered < COVERED:
        return None
    shared = Shared(_span(one, a, b), _span(two, c, d), "reuse:paraphrase")
    return _Match(one, two, shared, fewest, fewest >= FEWEST)


def _longest_run(one: _Words, two: _Words) -> tuple[int, int, int] | None:
    """The longest run of words in common, if it is long enough: where it begins in each, and how many words it has."""
    best, before = (0, 0, 0), [0] * (len(two.stems) + 1)
    for i, stem in enumerate(one.stems):
        row = [0] * (len(two.stems) + 1)
        for j, other in enumerate(two.stems):
            if stem == other:
                row[j + 1] = before[j] + 1
                best = max(best, (row[j + 1], -i, -j))
        before = row
    n, i, j = best[0], -best[1], -best[2]
    start, other_start = i - n + 1, j - n + 1
    content = sum(start <= k <= i for k in one.content)
    whole = _whole(one) == _whole(two)
    return (start, other_start, n) if content >= 3 and (n >= RUN or whole) else None


def _stretch(words: _Words, both: set[str], facts: frozenset[str]) -> tuple[int, int, int]:
    """Where the words in common stand closest (the stretch of the greatest sum), and how many there are, facts aside."""
    best = (0.0, 0, 0)
    total, first = 0.0, 0
    for k in words.content:
        if total <= 0:
            total, first = 0.0, k
        total += 1.0 if words.stems[k] in both else -FOREIGN
        best = max(best, (round(total, 3), -first, k))
    inside = {words.stems[k] for k in words.content if -best[1] <= k <= best[2]}
    return -best[1], best[2] + 1, len((inside & both) - facts)


def _span(words: _Words, first: int, after: int) -> Span:
    span = words.sentence.span
    start, end = words.places[first][0], words.places[after - 1][1]
    return Span(span.account, span.start + start, span.start + end, span.text[start:end])


def _beside(match: _Match, matches: Sequence[_Match]) -> bool:
    """Another match stands in the sentences just before or after on both sides, and the two together have enough in common."""
    return any(match.hits + m.hits >= FEWEST and _near(match.one, m.one) and _near(match.two, m.two) for m in matches)


def _near(one: _Words, two: _Words) -> bool:
    a, b = one.sentence, two.sentence
    return a.span.account == b.span.account and 0 < abs(a.number - b.number) <= NEARBY
