"""What accounts call the same person or the same kind of thing: plain words here, harsh ones there.

A word counts for an account when it is its own: the log-odds of its use there against the others, with an informative
Dirichlet prior from all accounts (Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16), is above zero.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, part, side
from tellings.disagreements.denial import near
from tellings.disagreements.loaded import Pole, names
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import Word, content_of, words, words_of
from tellings.model import Name, Side, Span, Telling
from tellings.rules import load_rules

OFTEN = 2  # times that an account must use its words for a thing before they are a habit
READABLE = 20  # letters that a quotation has beside the word itself
_BESIDE = 9  # letters between a harsh and a plain word that name one thing together
PRIOR = 50.0  # how many words the prior weighs
_BEFORE_NAME = 3  # words before a name that can be its title


class Wording:
    """The words of each account and how much each is its own."""

    def __init__(self, context: Context) -> None:
        self._counts = {
            a.id: Counter(w.stem for s in context.sentences.of(a.id) for w in words_of(s.span))
            for a in context.accounts
        }
        self._all = sum(self._counts.values(), Counter())

    def own(self, account: str, stem: str) -> float:
        """The z-score of the log-odds that this account uses a stem more than the others together."""
        mine, total = self._counts[account], self._all
        n_mine, n_all = sum(mine.values()), sum(total.values())
        prior = PRIOR * total[stem] / max(1, n_all)
        if prior == 0 or n_mine == n_all:
            return 0.0
        here, there = mine[stem] + prior, total[stem] - mine[stem] + prior
        odds_here = here / (n_mine + PRIOR - here)
        odds_there = there / (n_all - n_mine + PRIOR - there)
        return round((math.log(odds_here) - math.log(odds_there)) / math.sqrt(1 / here + 1 / there), 3)


def find(context: Context) -> list[Draft]:
    """Titles of one person, and names of one thing in aligned tellings, of which one is harsh and the other plain."""
    wording = Wording(context)
    habits = list(_habits(context, wording))
    told = {draft.key.removeprefix("habit ") for draft in habits}
    pairs = [draft for pair in context.every_pair for draft in _names(context, pair, wording)]
    return [*_titles(context), *habits, *(draft for draft in pairs if draft.key.removeprefix("names ") not in told)]


def _titles(context: Context) -> Iterator[Draft]:
    """One name with a plain title in one account and a harsh one in another, or its fate called plainly and harshly."""
    called: dict[tuple[str, int], tuple[dict[str, list[Side]], dict[str, list[Side]]]] = defaultdict(
        lambda: (defaultdict(list), defaultdict(list))
    )
    for name in context.findings.names:
        for scale, end, said in _titled(context, name):
            called[name.entity, scale][end][name.span.account].append(said)
    for (entity, _), (all_plain, harsh) in called.items():
        plain = {account: said for account, said in all_plain.items() if account not in harsh}
        if harsh and plain:
            yield _title(context, entity, harsh, plain, Grounds(whole=True))
        elif harsh and max(map(len, harsh.values())) >= OFTEN:
            bare = _bare(context, entity, set(harsh) | set(all_plain))
            if bare:
                yield _title(context, entity, harsh, bare, Grounds(against=1.0, whole=True))


def _title(
    context: Context, entity: str, harsh: dict[str, list[Side]], plain: dict[str, list[Side]], grounds: Grounds
) -> Draft:
    label = {e.id: e.label for e in context.findings.entities}
    sides = tuple(said[0] for said in (*harsh.values(), *plain.values()))
    said = words(dict.fromkeys(s.says for s in sides))
    note = f"For {label.get(entity, 'one name')} the words are {said}."
    return Draft("framing", "framing", sides, note, grounds, "opposed_titles", key=f"title {entity}")


def _bare(context: Context, entity: str, others: set[str]) -> dict[str, list[Side]]:
    """The accounts that name an entity again and again, and never with a loaded word: each with its first mention."""
    named = {a.id: [n for n in context.names.of(a.id) if n.entity == entity] for a in context.accounts}
    return {
        a: [side(context.quote(found[0].span), found[0].span.text)]
        for a, found in named.items()
        if a not in others and len(found) >= OFTEN
    }


def _titled(context: Context, name: Name) -> Iterator[tuple[int, int, Side]]:
    """The loaded word right beside a name, or before "of" and the name: its scale, its end of it, and the quotation."""
    sentence = context.sentence(name.span)
    before = words_of(part(sentence, sentence.start, name.span.start))
    for word in before[-_BEFORE_NAME:]:
        gap = sentence.text[word.end - sentence.start : name.span.start - sentence.start]
        joint = "a name" if gap == " " else "of a name" if gap in (" of ", " of the ") else None
        for pole in names(word.text):
            if joint and load_rules("loaded")["name"][pole.scale].get("before") == joint:
                yield pole.scale, pole.end, side(part(sentence, word.start, name.span.end), word.text)
    for word in words_of(part(sentence, name.span.end, sentence.end))[:1]:
        if sentence.text[name.span.end - sentence.start : word.start - sentence.start] == " ":
            for pole in names(word.text):
                if pole.end and load_rules("loaded")["name"][pole.scale].get("before") == "a name":
                    yield pole.scale, pole.end, side(part(sentence, name.span.start, word.end), word.text)


def _habits(context: Context, wording: Wording) -> Iterator[Draft]:
    """A kind of thing that some accounts name harshly again and again, and others plainly again and again, and never harshly."""
    for scale, rule in enumerate(load_rules("loaded")["name"]):
        if "one_thing" not in rule:
            continue
        beside = rule["one_thing"] == "beside"
        plain_words = {a.id: _occurrences(context, a.id, Pole(scale, 0)) for a in context.accounts}
        harsh_words = {a.id: _occurrences(context, a.id, Pole(scale, 1)) for a in context.accounts}
        renamed = {a: _beside(found, plain_words[a]) if beside else found for a, found in harsh_words.items()}
        if beside:
            whose = {p.stem for a, found in renamed.items() for p in _beside(plain_words[a], found)}
            plain_words = {a: [w for w in found if w.stem in whose] for a, found in plain_words.items()}
        harsh = {a: found for a, found in renamed.items() if len(found) >= OFTEN and wording.own(a, found[0].stem) > 0}
        plain = {a: found for a, found in plain_words.items() if len(found) >= OFTEN and not harsh_words[a]}
        if harsh and plain:
            yield _habit(context, scale, harsh, plain)


def _habit(context: Context, scale: int, harsh: dict[str, list[Word]], plain: dict[str, list[Word]]) -> Draft:
    told = {s for pair in context.pairs() for t in (pair.a, pair.b) for s in context.sentences_of(t)}
    used = {a: _most_used(context, a, found, told) for a, found in (harsh | plain).items()}
    said = words(dict.fromkeys(used[a].text.lower() for a in harsh))
    fewest = min(map(len, harsh.values()))
    often = f"{fewest} times" + (" or more" if len(harsh) > 1 else "")
    return Draft(
        "framing",
        "framing",
        tuple(_side(context, a, word) for a, word in used.items()),
        f"{_lists(context, harsh)}: {said}, {often}; {_lists(context, plain)}: never.",
        Grounds(against=fewest <= OFTEN, weight=min(fewest, *map(len, plain.values())), whole=True),
        "habit_of_naming",
        key=f"habit {scale}",
    )


def _beside(harsh: list[Word], plain: list[Word]) -> list[Word]:
    """The words of the first kind that stand within a few letters of one of the second."""
    return [h for h in harsh if any(0 <= p.start - h.end < _BESIDE or 0 <= h.start - p.end < _BESIDE for p in plain)]


def _occurrences(context: Context, account: str, pole: Pole) -> list[Word]:
    return [w for s in context.sentences.of(account) for w in words_of(s.span) if pole in names(w.text)]


def _most_used(context: Context, account: str, found: list[Word], told: set[Span]) -> Word:
    """The form that an account uses most, where it tells what others tell too and where its clause can be read by itself."""
    count = Counter(w.stem for w in found)

    def fit(word: Word) -> tuple[object, ...]:
        span = Span(account, word.start, word.end, word.text)
        readable = len(context.quote(span).text) - len(word.text) >= READABLE
        return count[word.stem], readable, context.sentence(span) in told, -word.start

    return max(found, key=fit)


def _lists(context: Context, accounts: Iterable[str]) -> str:
    titles = [context.title[a] for a in accounts]
    return " and ".join(filter(None, [", ".join(titles[:-1]), titles[-1]]))


def _names(context: Context, pair: Pair, wording: Wording) -> Iterator[Draft]:
    """Words of the two ends of one scale, where each account keeps to its own end."""
    a, b = _loaded(context, pair.a), _loaded(context, pair.b)
    ends_a, ends_b = ({p for w, _ in found for p in names(w.text)} for found in (a, b))
    for (x, x_words), (y, y_words) in product(a, b):
        for pole in names(x.text):
            facing = Pole(pole.scale, 1 - pole.end)
            if facing not in names(y.text) or facing in ends_a or pole in ends_b:
                continue
            around, _ = context.weights.shared(near(x_words, x, 5), near(y_words, y, 5))
            own = min(wording.own(pair.a.account, x.stem), wording.own(pair.b.account, y.stem))
            yield Draft(
                "framing",
                "framing",
                (_side(context, pair.a.account, x), _side(context, pair.b.account, y)),
                f"For {load_rules('loaded')['name'][pole.scale]['name']}, one says “{x.text}”, the other “{y.text}”.",
                Grounds(around, against=not _one_thing(pole), weight=own),
                "opposed_names",
                pair.events,
                f"names {pole.scale}",
            )


def _one_thing(pole: Pole) -> bool:
    """Whether the words of a scale name one thing by themselves, and need no name or plain word beside them."""
    rule = load_rules("loaded")["name"][pole.scale]
    return bool(rule.get("one_thing") != "beside" and rule.get("before") != "a name")


def _loaded(context: Context, telling: Telling) -> list[tuple[Word, Sequence[Word]]]:
    """The loaded words of a telling, each with the content words of its sentence."""
    return [
        (w, inside)
        for s in context.sentences_of(telling)
        for inside in [content_of(s)]
        for w in inside
        if names(w.text)
    ]


def _side(context: Context, account: str, word: Word) -> Side:
    return side(context.quote(Span(account, word.start, word.end, word.text)), word.text)
