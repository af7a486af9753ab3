"""One account as the finders of references see it: its tokens, sentences, names and quotations, to be asked for by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tellings.language import Token
from tellings.model import Name


@dataclass(frozen=True, slots=True)
class Reference:
    """A word or two that stand for an entity: offsets, "title", "pronoun" or the name's own kind, and why they do."""

    start: int
    end: int
    kind: str
    entity: str
    found_by: str
    reason: str


@dataclass(slots=True)
class Reading:
    """An account: `names` in order, and with them the references as they are found."""

    account: str
    text: str
    start: int
    end: int
    tokens: Sequence[Token]
    sentences: Sequence[tuple[int, int]]
    names: list[Name]
    quotes: Sequence[tuple[int, int]]
    kinds: dict[str, str]
    _token_starts: list[int] = field(init=False)
    _name_starts: list[int] = field(init=False)
    _sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._token_starts = [t.start for t in self.tokens]
        self._sentence_starts = [start for start, _ in self.sentences]
        self.put_names(self.names)

    def put_names(self, names: list[Name]) -> None:
        """Take these for the names of the account; they stand in order."""
        self.names, self._name_starts = names, [n.span.start for n in names]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence in which an offset lies, or of the last one before it."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def tokens_in(self, start: int, end: int) -> range:
        """The indices of the tokens that begin in a stretch."""
        return range(bisect_left(self._token_starts, start), bisect_left(self._token_starts, end))

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin in a stretch, in order."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def name_ending(self, end: int) -> Name | None:
        """The name that ends at an offset."""
        at = bisect_left(self._name_starts, end) - 1
        return self.names[at] if at >= 0 and self.names[at].span.end == end else None

    def name_starting(self, start: int) -> Name | None:
        """The name that begins at an offset."""
        at = bisect_left(self._name_starts, start)
        return self.names[at] if at < len(self.names) and self.names[at].span.start == start else None

    def quoted(self, offset: int) -> bool:
        """Whether an offset stands in a quotation of speech."""
        at = bisect_right(self.quotes, (offset, self.end + 1)) - 1
        return at >= 0 and self.quotes[at][1] > offset

    def is_person(self, name: Name) -> bool:
        """Whether a name stands for a person."""
        return self.kinds.get(name.entity) == "person"

    def head_of(self, start: int, end: int) -> int:
        """The index of the token on which the others of a stretch hang, the last one where no trees are known."""
        inside = self.tokens_in(start, end)
        return next((i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i), inside[-1])
