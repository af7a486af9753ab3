"""The nouns of the house: frozen dataclasses that every room hands to the next.

Positions are character offsets into a source's text, half-open. Days are day numbers of the proleptic Gregorian calendar
as `datetime.date.toordinal` counts them (1 is 0001-01-01), continued below 1 and above 9999; files show them as ISO days.
Probabilities lie between 0 and 1 and are rounded to three places before anything is decided on them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

FORMAT = "tellings/1"

EDIT_VERBS = {
    "join": "these events (or tellings) are one happening",
    "part": "this telling does not belong to its event",
    "reject": "this disagreement is none",
    "accept": "this disagreement, or this event, is right",
    "date": "this event took place then (an EDTF date)",
    "same-name": "these names are one person, place or body",
    "not-same-name": "this name is not the one it was put with",
    "note": "a remark on any of them",
    "undo": "take back an earlier edit",
}


def content_id(prefix: str, *parts: object) -> str:
    """An id made from content, so that it is the same on every run: `content_id("e", "x", 3)` -> "e" and ten hex digits."""
    joined = "\x1f".join(map(str, parts))
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an account: the only pointer to text there is. `text` is `source.text[start:end]`, to the letter."""

    account: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came. `pages` holds the offset at which each page begins, or None where the format has no pages."""

    id: str
    name: str
    sha256: str
    text: str
    media_type: str
    pages: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a source that is no narrative: `role` is title, heading, caption, contents, signature, note or other."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Account:
    """One hand's telling: a stretch of one source.

    `date` is EDTF, the day it was published or written, and `date_because` says how that is known; `cut_because` says why
    the account begins here.
    """

    id: str
    source: str
    start: int
    end: int
    title: str
    author: str | None = None
    date: str | None = None
    side: str | None = None
    cut_because: str = ""
    blocks: tuple[Block, ...] = ()
    date_because: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span with a number (from 1, in its account), a paragraph number, the page where the source has pages, and the role of its block."""

    span: Span
    number: int
    paragraph: int
    page: int | None
    role: str = "narrative"


@dataclass(frozen=True, slots=True)
class TimePart:
    """One of the dates that a time expression is made of: an end of a range, or a day by one of two calendars."""

    span: Span
    value: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    calendar: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 type and value, EDTF where there is one, its first and last day, and what it was reckoned from.

    `relation` is before, after, since or until where a word before it says so, and `parts` are the dates it is made of.
    `lent_by` is the account whose day it was read with, where its own does not say when it speaks of, and `anchor` says why.
    """

    span: Span
    type: str
    value: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    calendar: str
    anchor: str | None
    found_by: str
    relation: str | None = None
    parts: tuple[TimePart, ...] = ()
    lent_by: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `value` is the number as written, the lower end of a range; `counted` is what it counts, in the account's words."""

    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    counted: Span | None
    hedge: str | None
    found_by: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place, organisation or people, under all its names; `reasons` says why the names were put together."""

    id: str
    label: str
    kind: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text and the entity it stands for. `kind` is an entity's, or title or pronoun where a word stands for a name."""

    span: Span
    kind: str
    entity: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """On whose word a thing is said. `mode` is direct, indirect or partial; `parent` is the attribution this one stands inside."""

    id: str
    source: Span | None
    cue: Span | None
    content: Span
    mode: str
    parent: str | None
    found_by: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one account says of one event.

    `marks`: planned, demanded, denied, asked, hedged, hypothetical, reported; remark tells no happening.
    `when` says in words where the time comes from, and `carried` is true where the telling does not name it itself but the
    story's clock shows it, a weaker thing. In an event,
    `grade` is joined or possible and `probability` how likely this telling belongs there.
    """

    id: str
    account: str
    spans: tuple[Span, ...]
    edtf: str | None = None
    earliest: int | None = None
    latest: int | None = None
    when: str = ""
    who: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    grade: str = "joined"
    probability: float = 1.0
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """An account that does not tell an event. `reason` is silent, not_covered or text_ends; `why` says so in words."""

    account: str
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What several tellings of an event say alike: `on` is date, figure, place, actor or wording; `independent` counts the hands."""

    on: str
    accounts: tuple[str, ...]
    independent: int
    says: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One weight in the sum that joined two tellings: positive speaks for the join, negative against it."""

    between: tuple[str, str]
    name: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """The tellings of one happening, in the order of the accounts. `label` is a stretch of one of them.

    `state` is accepted where a person said that the tellings belong together, else empty.
    """

    id: str
    label: Span
    edtf: str | None
    earliest: int | None
    latest: int | None
    tellings: tuple[Telling, ...]
    silent: tuple[Silence, ...] = ()
    agree: tuple[Agreement, ...] = ()
    reasons: tuple[Reason, ...] = ()
    found_by: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Two tellings of two accounts, and how likely they are to be of one happening, whether an event joins them or not."""

    a: Telling
    b: Telling
    probability: float


@dataclass(frozen=True, slots=True)
class Position:
    """What a later body or person holds about the events."""

    span: Span
    holder: str
    date: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement. In an omission the silent account has no span and `says` gives the reason."""

    account: str
    span: Span | None
    says: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A typed difference with both sides and a reason in words.

    `shown` says whether a person sees it without asking for more; `state` is accepted or rejected where a person said so.
    """

    id: str
    kind: str
    degree: str
    events: tuple[str, ...]
    sides: tuple[Side, ...]
    why: str
    probability: float
    shown: bool
    found_by: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Wording that two accounts have in common: their agreement there is not independent."""

    a: Span
    b: Span
    found_by: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed: the verb, the ids and value it works on, who, when (ISO 8601) and why."""

    id: str
    verb: str
    targets: tuple[str, ...]
    value: str | None
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something found that could not be placed, and why: listed, not dropped and not shown as found."""

    span: Span
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An input that was not read: its name, why, and what to do."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in the accounts before they are compared."""

    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    tellings: tuple[Telling, ...]
    positions: tuple[Position, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it, for one question. Every tuple is in a fixed order, so the same input gives the same bytes."""

    sources: tuple[Source, ...]
    accounts: tuple[Account, ...]
    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    tellings: tuple[Telling, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    disagreements: tuple[Disagreement, ...]
    shared: tuple[Shared, ...]
    edits: tuple[Edit, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    notices: tuple[str, ...] = ()
