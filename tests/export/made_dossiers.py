"""Dossiers made by hand, with every kind of finding, for the tests of what is written out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from tellings.model import (
    Account,
    Agreement,
    Attribution,
    Block,
    Disagreement,
    Dossier,
    Edit,
    Entity,
    Event,
    Figure,
    Name,
    PassedOver,
    Position,
    Reason,
    Sentence,
    Shared,
    Side,
    Silence,
    Source,
    Span,
    Telling,
    Time,
    Unplaced,
    content_id,
)

BAR = "At noon she struck the bar and sank within ten minutes."
HARBOUR = """The harbour book
On 3 May 1911 the ferry Alder left the quay at nine in the morning. She carried 40 passengers. \
At noon she struck the bar and sank within ten minutes. Eleven people were drowned.
The drowned were buried on 6 May 1911. The buoy had been out of its place since the winter, and the pilot, who knew \
every yard of the channel from boyhood and had asked for a new one in three letters that nobody answered, is said \
to have warned the owners on the Sunday before, when the wind stood in the east and the water was at its lowest.
"""
GAZETTE = """THE LOSS OF THE ALDER
The ferry Alder sailed on 4 May 1911. She had 52 souls aboard: 30 men, 12 women and 9 children. \
At noon she struck the bar and sank within ten minutes. Eleven people were drowned.
The so-called "accident" was foretold by all. The owners will raise the wreck in June 1911.
"""
LETTER = """It was spring when I took the boat. That floating coffin was fuller than a church at Easter. \
We lay on the bar by midday. The pilot did not drink. My uncle kept the bell of her
"""


def accounts_of(
    texts: Sequence[tuple[str, str]], *, paged: bool = False
) -> tuple[tuple[Source, ...], tuple[Account, ...]]:
    """A source and an account for each pair of title and text."""
    sources, accounts = [], []
    for title, text in texts:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        pages = (0, text.index("\n") + 1) if paged and "\n" in text else None
        source = Source(content_id("s", digest), f"{title.lower()}.txt", digest, text, "text/plain", pages)
        sources.append(source)
        accounts.append(Account(content_id("a", digest), source.id, 0, len(text), title, cut_because="the whole file"))
    return tuple(sources), tuple(accounts)


def sentences_of(source: Source, account: Account) -> list[Sentence]:
    """The sentences of an account by the plainest rule: a full stop or a line's end."""
    found = []
    for n, match in enumerate(re.finditer(r"\S(?:[^.\n]*?)(?:[.:](?= |\n|$)|(?=\n|$))", source.text), 1):
        line = source.text.count("\n", 0, match.start())
        role = next((b.role for b in account.blocks if b.start <= match.start() < b.end), "narrative")
        page = None if source.pages is None else sum(p <= match.start() for p in source.pages)
        found.append(Sentence(Span(account.id, match.start(), match.end(), match.group()), n, line + 1, page, role))
    return found


class Making:
    """Sources and accounts, and spans of them found by their words."""

    def __init__(self, texts: Sequence[tuple[str, str]], *, paged: bool = False, headed: Sequence[str] = ()) -> None:
        self.sources, accounts = accounts_of(texts, paged=paged)
        self.accounts = tuple(
            Account(a.id, a.source, a.start, a.end, a.title, *_known(a.title), a.cut_because, _heading(s, a, headed))
            for a, s in zip(accounts, self.sources, strict=True)
        )
        self.sentences = [x for a, s in zip(self.accounts, self.sources, strict=True) for x in sentences_of(s, a)]

    def span(self, title: str, words: str) -> Span:
        """The first place where an account has these words."""
        n = [a.title for a in self.accounts].index(title)
        start = self.sources[n].text.index(words)
        return Span(self.accounts[n].id, start, start + len(words), words)

    def account(self, title: str) -> str:
        """The id of an account."""
        return next(a.id for a in self.accounts if a.title == title)

    def telling(self, title: str, *words: str, on: str | None = None, **more: object) -> Telling:
        """A telling in these stretches, on an ISO day."""
        spans = tuple(self.span(title, w) for w in words)
        day = date.fromisoformat(on).toordinal() if on else None
        made = content_id("t", spans[0].account, spans[0].start)
        return Telling(made, spans[0].account, spans, on, day, day, f"it says {on}" if on else "", **more)  # type: ignore[arg-type]


def _known(title: str) -> tuple[str | None, str | None, str | None]:
    return ("Pilot's office", "1911-05-07", "the harbour") if title == "Harbour book" else (None, None, None)


def _heading(source: Source, account: Account, headed: Sequence[str]) -> tuple[Block, ...]:
    return (Block(0, source.text.index("\n"), "heading"),) if account.title in headed else ()


def event(tellings: Sequence[Telling], *, silent: Sequence[Silence] = (), agree: Sequence[Agreement] = ()) -> Event:
    """An event of these tellings, with a reason for each join."""
    first = next((t for t in tellings if t.edtf), tellings[0])
    reasons = [
        Reason((tellings[0].id, t.id), name, weight, why)
        for t in tellings[1:]
        for name, weight, why in (("words", 2.4, "rare words in common: bar, noon"), ("date", -0.6, "a day apart"))
    ]
    made = content_id("e", *(t.id for t in tellings))
    when = (first.edtf, first.earliest, first.latest)
    return Event(
        made, tellings[0].spans[0], *when, tuple(tellings), tuple(silent), tuple(agree), tuple(reasons), "aligner"
    )


def told_day(span: Span, day: date) -> Time:
    """A day that is told in full."""
    iso, number = day.isoformat(), day.toordinal()
    return Time(span, "DATE", iso, iso, number, number, "gregorian", None, "day_month_year")


def ferry() -> Dossier:
    """Three accounts of the loss of a ferry, with every kind of finding there is."""
    m = Making(
        [("Harbour book", HARBOUR), ("Gazette", GAZETTE), ("Letter", LETTER)],
        paged=True,
        headed=["Harbour book", "Gazette"],
    )
    book, gazette, letter = (a.id for a in m.accounts)
    sailed = event(
        [
            m.telling(
                "Harbour book", "On 3 May 1911 the ferry Alder left the quay at nine in the morning.", on="1911-05-03"
            ),
            m.telling("Gazette", "The ferry Alder sailed on 4 May 1911.", on="1911-05-04"),
            m.telling("Letter", "It was spring when I took the boat.", grade="possible", probability=0.41),
        ]
    )
    load = event(
        [
            m.telling("Harbour book", "She carried 40 passengers."),
            m.telling("Gazette", "She had 52 souls aboard: 30 men, 12 women and 9 children."),
            m.telling("Letter", "That floating coffin was fuller than a church at Easter."),
        ]
    )
    everyone = (book, gazette, letter)
    bar = event(
        [
            m.telling("Harbour book", BAR, on="1911-05-03", carried=True),
            m.telling("Gazette", BAR),
            m.telling("Letter", "We lay on the bar by midday."),
        ],
        agree=[
            Agreement("place", everyone, 2, "the bar"),
            Agreement("wording", (book, gazette), 1, "At noon she struck"),
        ],
    )
    drowned = event(
        [m.telling("Harbour book", "Eleven people were drowned."), m.telling("Gazette", "Eleven people were drowned.")],
        silent=[Silence(letter, "text_ends", "the letter breaks off")],
    )
    buried = event(
        [m.telling("Harbour book", "The drowned were buried on 6 May 1911.", on="1911-05-06")],
        silent=[
            Silence(gazette, "silent", "it tells that week"),
            Silence(letter, "text_ends", "the letter breaks off"),
        ],
    )
    warned = event(
        [m.telling("Harbour book", m.sentences[6].span.text, marks=("hedged",))],
        silent=[
            Silence(gazette, "not_covered", "it tells no week before"),
            Silence(letter, "silent", "it tells that week"),
        ],
    )
    raised = event([m.telling("Gazette", "The owners will raise the wreck in June 1911.", marks=("planned",))])

    def differ(kind: str, degree: str, about: Event, why: str, *sides: Side, shown: bool = True) -> Disagreement:
        made = content_id("d", kind, about.id, why)
        return Disagreement(made, kind, degree, (about.id,), sides, why, 0.9, shown, f"rule.{kind}")

    def side(title: str, words: str, says: str) -> Side:
        return Side(m.account(title), m.span(title, words), says)

    disagreements = (
        differ(
            "date",
            "contradiction",
            sailed,
            "3 May and 4 May 1911 are a day apart",
            side("Harbour book", "3 May 1911", "3 May"),
            side("Gazette", "4 May 1911", "4 May"),
        ),
        differ(
            "figure",
            "contradiction",
            load,
            "40 passengers and 52 souls",
            side("Harbour book", "40 passengers", "40"),
            side("Gazette", "52 souls", "52"),
        ),
        differ(
            "arithmetic",
            "contradiction",
            load,
            "30 + 12 + 9 make 51, not 52",
            side("Gazette", "52 souls", "52"),
            side("Gazette", "30 men, 12 women and 9 children", "51"),
        ),
        differ(
            "framing",
            "framing",
            load,
            "the ferry is called a floating coffin",
            side("Harbour book", "She", "she"),
            side("Letter", "floating coffin", "a coffin"),
        ),
        differ(
            "omission",
            "missing_detail",
            buried,
            "one tells the burial, one that tells that week does not",
            side("Harbour book", "The drowned were buried on 6 May 1911.", "buried"),
            Side(gazette, None, "silent"),
        ),
        differ(
            "cause",
            "tension",
            bar,
            "less sure",
            side("Harbour book", "The buoy", "the buoy"),
            side("Letter", "The pilot did not drink.", "the pilot"),
            shown=False,
        ),
    )
    return Dossier(
        sources=m.sources,
        accounts=m.accounts,
        sentences=tuple(m.sentences),
        times=(
            told_day(m.span("Harbour book", "3 May 1911"), date(1911, 5, 3)),
            told_day(m.span("Gazette", "4 May 1911"), date(1911, 5, 4)),
        ),
        figures=(Figure(m.span("Harbour book", "40 passengers"), 40, None, None, None, None, None, "digits"),),
        entities=(Entity("x1", "Alder", "other"),),
        names=(Name(m.span("Harbour book", "Alder"), "other", "x1", "capitals"),),
        attributions=(
            Attribution(
                "w1",
                None,
                m.span("Harbour book", "is said"),
                m.span("Harbour book", "to have warned the owners"),
                "indirect",
                None,
                "said",
            ),
        ),
        tellings=(),
        events=(sailed, load, bar, drowned, buried, warned, raised),
        positions=(Position(m.span("Gazette", "foretold by all"), "The Gazette", "1911-05-08", "the accident"),),
        disagreements=disagreements,
        shared=(Shared(m.span("Harbour book", BAR), m.span("Gazette", BAR), "common words"),),
        edits=(
            Edit("1", "accept", (sailed.id,), None, "a reader", "2026-01-02T03:04:05Z", "checked against the book"),
        ),
        unplaced=(Unplaced(m.span("Harbour book", "the Sunday before"), "time", "no year to reckon from"),),
        passed_over=(PassedOver("photo.pdf", "a scan without text; run it through OCR first"),),
        notices=("The Letter breaks off in the middle of a sentence.",),
    )


def plain(texts: Sequence[tuple[str, str]]) -> Dossier:
    """The accounts with an event for each sentence and nothing else found."""
    m = Making(texts)
    tellings = [Telling(content_id("t", s.span.account, s.span.start), s.span.account, (s.span,)) for s in m.sentences]
    return _bare(m, [event([t]) for t in tellings])


def _bare(m: Making, events: Sequence[Event]) -> Dossier:
    return Dossier(
        sources=m.sources,
        accounts=m.accounts,
        sentences=tuple(m.sentences),
        times=(),
        figures=(),
        entities=(),
        names=(),
        attributions=(),
        tellings=(),
        events=tuple(events),
        positions=(),
        disagreements=(),
        shared=(),
    )


def many(*, accounts: int, events: int) -> Dossier:
    """A dossier in which each account tells half of the events, in about the words that a history has for a sentence."""
    line = (
        "In the {n}th week the council sent its clerk to the gate with a letter, and {k} of the men were let through."
    )
    texts = [
        (f"Account {a}", "\n".join(line.format(n=n, k=n % 90 + a) for n in range(events) if (n + a) % 2 == 0))
        for a in range(accounts)
    ]
    m = Making(texts)
    waiting = {a.id: iter([s for s in m.sentences if s.span.account == a.id]) for a in m.accounts}
    first = date(1640, 1, 1).toordinal()
    made = []
    for n in range(events):
        tellings = [
            Telling(
                content_id("t", s.span.account, s.span.start),
                s.span.account,
                (s.span,),
                "1640",
                first + n * 7,
                first + n * 7 + 6,
            )
            for k, a in enumerate(m.accounts)
            if (n + k) % 2 == 0
            for s in [next(waiting[a.id])]
        ]
        silent = [
            Silence(a.id, "silent", "it tells the weeks before and after")
            for k, a in enumerate(m.accounts)
            if (n + k) % 2
        ]
        made.append(event(tellings, silent=silent))
    return _bare(m, made)
