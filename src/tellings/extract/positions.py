"""What a later body or person holds about the events: "Today most historians consider it a legend".

A sentence states a position when a verb or noun of holding has a holder (a name, a body, a calling) and the statement is
made in the writer's own day (the present tense, or a word such as "today"), or on a date clearly later than the story.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.dates import When
from tellings.language import Analysis, Token
from tellings.model import Account, Name, Position, Sentence, Source, Span, Time
from tellings.rules import load_rules, patterns

ABOUT = 60  # characters that say what a position is about
LATER = 10 * 365  # days after the end of the story from which a date is clearly later
STORY = 0.75  # the share of an account's dated times that belong to its story at the most
_SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")
_OWNERS = ("nmod", "nmod:poss")
_BELONGS = frozenset(
    {"det", "amod", "compound", "flat", "nmod", "nmod:poss", "case", "conj", "cc", "nummod", "fixed", "appos"}
)
_PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class _Stance:
    """The word of holding in a sentence, who holds, and where what is held begins."""

    token: Token
    holder: Span
    about: str
    present: bool


def find_positions(
    source: Source,
    account: Account,
    analysis: Analysis,
    *,
    sentences: Sequence[Sentence],
    times: Sequence[Time],
    names: Sequence[Name],
) -> list[Position]:
    """The positions that an account reports, in its order; `times` and `names` are the account's own."""
    reader = _Reader(source, analysis, names)
    end = _end_of_story(times)
    told = [s.span for s in sentences if s.role == "narrative"]
    stances = [next(reader.stances(sentence), None) for sentence in told]
    dates = [[t for t in times if s.start <= t.span.start < s.end and t.earliest is not None] for s in told]
    late = [[t for t in d if end is not None and (t.earliest or 0) > end + LATER] for d in dates]
    past = not _of_its_day(account, end)
    sure = [bool(s and (late[i] or (past and _now(s, told[i], dates[i])))) for i, s in enumerate(stances)]
    return [
        Position(told[i], s.holder.text, late[i][0].edtf if late[i] else None, s.about)
        for i, s in enumerate(stances)
        if s and (sure[i] or (not dates[i] and any(sure[max(0, i - 1) : i + 2])))
    ]


def _of_its_day(account: Account, end: int | None) -> bool:
    """Whether an account was written when its story had just ended, so that what it reports of its own day is the story."""
    written = When.parse(account.date).earliest if account.date else None
    return written is not None and end is not None and written - end < LATER


def _now(stance: _Stance, sentence: Span, dates: Sequence[Time]) -> bool:
    """Whether a stance is taken in the writer's own day: no date stands before it, and its tense or a word says so."""
    spoken = any(p.search(sentence.text) for p, _ in patterns("positions", "today"))
    return (stance.present or spoken) and not any(t.span.start < stance.token.start for t in dates)


def _end_of_story(times: Sequence[Time]) -> int | None:
    """The last day of most of an account's dates."""
    days = sorted(t.latest for t in times if t.type in ("DATE", "TIME") and t.latest is not None)
    return days[int(STORY * (len(days) - 1))] if days else None


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(load_rules("positions")[table][key].split())


class _Reader:
    """The tokens of an account, to be read sentence by sentence."""

    def __init__(self, source: Source, analysis: Analysis, names: Sequence[Name]) -> None:
        self.source, self.tokens = source, analysis.tokens
        self.starts = [t.start for t in analysis.tokens]
        self.named = {at for n in names for at in range(n.span.start, n.span.end)}

    def stances(self, sentence: Span) -> Iterator[_Stance]:
        """The words of holding of a sentence that have a holder, in their order."""
        inside = range(bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end))
        for i in inside:
            verb = self.tokens[i].tag in ("VERB", "ADJ") and self.tokens[i].lemma in _words("stance", "verbs")
            subject = self.tokens[i].relation.startswith("nsubj")
            noun = subject and self.tokens[i].tag == "NOUN" and self.tokens[i].lemma in _words("stance", "nouns")
            relations = _SUBJECTS if verb else _OWNERS if noun else ()
            holders = [j for j in inside if self.tokens[j].head == i and self.tokens[j].relation in relations]
            span = self.holder(sentence, holders[0], inside) if holders else None
            if span:
                after = max(self.tokens[i].start, span.end if noun else 0)
                yield _Stance(self.tokens[i], span, self.about(sentence, i, after, inside), self.present(i, inside))

    def present(self, stance: int, inside: Sequence[int]) -> bool:
        """Whether the verb, its auxiliary, or the "is" of a noun of holding, stands in the present tense, and not the perfect."""
        beside = [j for j in inside if self.tokens[j].head in (stance, self.tokens[stance].head)]
        fine = [self.tokens[j].fine for j in beside if self.tokens[j].tag == "AUX" and self.tokens[j].lemma != "have"]
        bare = self.tokens[stance].fine == "VB" and not fine and all(self.tokens[j].lemma != "to" for j in beside)
        return bare or self.tokens[stance].fine in _PRESENT or not _PRESENT.isdisjoint(fine)

    def about(self, sentence: Span, stance: int, after: int, inside: Sequence[int]) -> str:
        """What a stance is about: its object, or where that is a pronoun or a clause, the first words from the stance on."""
        objects = [j for j in inside if self.tokens[j].head == stance and self.tokens[j].relation == "obj"]
        if objects and self.tokens[objects[0]].tag != "PRON":
            return self.phrase(sentence, objects[0], inside).text
        said = " ".join(self.source.text[after : sentence.end].split()).strip(" ,")
        return said if len(said) <= ABOUT else said[:ABOUT].rsplit(" ", 1)[0] + " …"

    def holder(self, sentence: Span, head: int, inside: Sequence[int]) -> Span | None:
        """The phrase of a holder: a name, or a word for those who hold positions, with what belongs to it.

        No pronoun: what "I believe" is the witness's own account, and who "he" is must be read elsewhere.
        """
        token = self.tokens[head]
        known = token.start in self.named or {token.lemma, token.text.lower()} & _words("holders", "words")
        if token.tag == "PRON" or not known:
            return None
        return self.phrase(sentence, head, inside)

    def phrase(self, sentence: Span, head: int, inside: Sequence[int]) -> Span:
        """A noun with what belongs to it, without its preposition."""
        found = edge = {head}
        while edge:
            below = {j for j in inside if self.tokens[j].head in edge and self.belongs(j, inside)}
            edge = below - found
            found = found | edge
        parts = sorted(found)
        if self.tokens[parts[0]].relation == "case" and self.tokens[parts[0]].head == head:
            parts = parts[1:]
        start, last = self.tokens[parts[0]].start, self.tokens[parts[-1]]
        end = last.start + len(last.text)
        return Span(sentence.account, start, end, self.source.text[start:end])

    def belongs(self, word: int, inside: Sequence[int]) -> bool:
        """Whether a word is a part of the phrase of its head: not "today" in "today most historians", nor "as" and what follows."""
        token, tokens = self.tokens[word], self.tokens
        before = token.relation == "compound" and any(
            tokens[j].head == token.head and tokens[j].relation in ("det", "amod") and j > word for j in inside
        )
        judged = any(
            tokens[j].head == word and tokens[j].relation == "case" and tokens[j].lemma == "as" for j in inside
        )
        return token.relation in _BELONGS and not before and not judged
