"""Who did what to whom, and where, clause by clause, read from the trees that the language room finds.

A passive and an active say the same: `doer` is who acts in both, `undergoer` who or what is acted on. Without weights of the
language room there are no trees, and no clauses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.disagreements.wording import Word, stem
from tellings.language import Token
from tellings.model import Span

_DOERS = ("nsubj", "csubj", "obl:agent")
_UNDERGOERS = ("nsubj:pass", "obj", "iobj")
_OWN = frozenset(
    {"compound", "amod", "nummod", "det", "nmod", "nmod:poss", "flat", "fixed", "case", "conj", "cc", "appos"}
)
_SHARE = ("conj", "xcomp")  # a verb so joined to another one has its subject, if it has none of its own
_NEVER = frozenset({"not", "never", "n't", "no", "without", "neither", "nor"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what belongs to it; `pronoun` where it only stands for one, and `case` its preposition."""

    span: Span
    head: Word
    pronoun: bool
    proper: bool
    case: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb and its parts. `denied` where a "not" or a "never" stands beside it."""

    verb: Word
    lemma: str
    sentence: Span
    doer: Phrase | None
    undergoer: Phrase | None
    others: tuple[Phrase, ...]
    denied: bool

    @property
    def quote(self) -> Span:
        """The stretch of the sentence from the first of the parts to the last."""
        parts = [p.span for p in (self.doer, self.undergoer, *self.others) if p]
        start = min([self.verb.start, *(p.start for p in parts)])
        end = max([self.verb.end, *(p.end for p in parts)])
        return Span(
            self.sentence.account,
            start,
            end,
            self.sentence.text[start - self.sentence.start : end - self.sentence.start],
        )


def clauses(sentence: Span, tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a sentence, in the order of their verbs. The offsets of `tokens` count from the sentence's beginning."""
    tree = _Tree(sentence, tokens)
    return [tree.clause(i) for i, t in enumerate(tokens) if (t.tag == "VERB" and t.relation != "amod") or tree.says(i)]


class _Tree:
    """The tokens of a sentence with the tokens that hang on each."""

    def __init__(self, sentence: Span, tokens: Sequence[Token]) -> None:
        self.sentence = sentence
        self.tokens = tokens
        self.below: Mapping[int, list[int]] = defaultdict(list)
        for i, token in enumerate(tokens):
            if token.head != i:
                self.below[token.head].append(i)

    def says(self, i: int) -> bool:
        """Whether a noun is what its subject is said to be: "exporter" in "they are the largest exporter", not in "at the exporter"."""
        below = {self.tokens[k].relation for k in self.below[i]}
        return self.tokens[i].tag == "NOUN" and "cop" in below and "case" not in below

    def word(self, i: int) -> Word:
        token = self.tokens[i]
        start = self.sentence.start + token.start
        return Word(start, start + len(token.text), token.text, stem(token.text))

    def clause(self, verb: int) -> Clause:
        doers = self._parts(verb, _DOERS)
        undergoers = self._parts(verb, _UNDERGOERS)
        doer = next((d for d in doers if self.tokens[d].relation == "obl:agent"), next(iter(doers), None))
        if doer is None and not (undergoers and self._passive(verb)):
            doer = self._shared_doer(verb)
        if doer is None and self._passive(verb):  # "a pact was signed between the two kings"
            doer = next((i for i in self._parts(verb, ("obl",)) if self._case(i) == "between"), None)
        undergoer = next(iter(undergoers), None)
        if undergoer is None and self.tokens[verb].relation == "acl" and self.tokens[verb].fine == "VBN":
            undergoer = self.tokens[verb].head
        others = [i for i in self._parts(verb, ("obl",)) if not self.tokens[i].text[0].isdigit()]
        return Clause(
            self.word(verb),
            self.tokens[verb].lemma,
            self.sentence,
            self.phrase(doer),
            self.phrase(undergoer),
            tuple(p for i in others if (p := self.phrase(i))),
            any(self.tokens[i].text.lower().replace("’", "'") in _NEVER for i in self.below[verb]),
        )

    def _parts(self, verb: int, relations: Sequence[str]) -> list[int]:
        found = [i for i in self.below[verb] if self.tokens[i].relation in relations]
        if self.tokens[verb].relation == "acl:relcl":
            return [self.tokens[verb].head if self.tokens[i].lemma in ("who", "which", "that") else i for i in found]
        return found

    def _passive(self, verb: int) -> bool:
        return self.tokens[verb].fine == "VBN" and not any(self.tokens[i].lemma == "have" for i in self.below[verb])

    def _shared_doer(self, verb: int) -> int | None:
        """The subject of the verb that this one is joined to."""
        seen = {verb}
        while self._shares(verb) and self.tokens[verb].head not in seen:
            verb = self.tokens[verb].head
            seen.add(verb)
            if doers := self._parts(verb, ("nsubj", "nsubj:pass")):
                return doers[0]
        return None

    def _shares(self, verb: int) -> bool:
        to = any(self.tokens[i].relation == "mark" and self.tokens[i].lemma == "to" for i in self.below[verb])
        return self.tokens[verb].relation in _SHARE or (to and self.tokens[verb].relation == "advcl")

    def phrase(self, head: int | None) -> Phrase | None:
        if head is None or self.tokens[head].tag not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            return None
        inside = sorted(self._inside(head, head))
        case = self._case(head)
        inside = [
            i for i in inside if not (self.tokens[i].relation == "case" and self.tokens[i].head == head and i < head)
        ]
        first, last = self.tokens[inside[0]], self.tokens[inside[-1]]
        text = self.sentence.text[first.start : last.start + len(last.text)]
        span = Span(
            self.sentence.account,
            self.sentence.start + first.start,
            self.sentence.start + first.start + len(text),
            text,
        )
        token = self.tokens[head]
        return Phrase(span, self.word(head), token.tag == "PRON", token.tag == "PROPN", case)

    def _case(self, head: int) -> str:
        return next((self.tokens[i].lemma for i in self.below[head] if self.tokens[i].relation == "case"), "")

    def _inside(self, head: int, top: int) -> Iterator[int]:
        yield head
        for i in self.below[head]:
            if self.tokens[i].relation.split(":")[0] in _OWN or self.tokens[i].relation in _OWN:
                yield from self._inside(i, top)
