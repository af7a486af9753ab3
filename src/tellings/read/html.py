"""HTML -> its main text by trafilatura, as plain characters: no script, tag or attribute gets past this door."""

from __future__ import annotations

import logging
import re
from html import unescape

from tellings.read.markup import Seen, see_markup
from tellings.read.plain import decode
from tellings.read.reading import Reading, check_size, unreadable

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINKED_DAY = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(\d{4}-\d{2}-\d{2})')  # in the JSON-LD of schema.org
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "pubdate")
_AUTHORS = ("author", "article:author", "dc.creator")
_NO_LETTER = re.compile(r"[\W_]+")
_DEEP = 250  # libxml2's own limit for trees is 256; deeper pages are read without one
_MANY = 20_000  # paragraphs; trafilatura's time grows with their square
_SHORT = 400  # characters; below 250 trafilatura gives up its own judgement
_MAIN_SHARE = 0.1  # less than this of what the page shows is no main text but a failure to find it


def read_html(data: bytes, *, name: str, limit: int) -> Reading:
    """The main text of a web page, a blank line between its paragraphs; all it shows, where no main text can be told.

    Raises UnreadableFileError where the page is too large, shows no text, or is a report made by tellings.
    """
    check_size(len(data), name=name, limit=limit)
    declared = _CHARSET.search(data[:4096])
    markup, _ = decode(data, name=name, likely=declared and declared[1].decode("ascii"))
    seen = see_markup(markup)
    if seen.meta.get("generator", "").startswith("tellings"):
        raise unreadable(name, "a report that tellings made", "compare the sources it was made from")
    main = () if seen.depth > _DEEP or len(seen.paragraphs) > _MANY else _main_text(markup, seen.paragraphs)
    text, notices = _weigh(main, seen, name)
    return Reading(
        text, None, _first(seen, ("og:title",)) or seen.title, _first(seen, _AUTHORS), _day(seen, markup), notices
    )


def _main_text(markup: str, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the paragraphs that trafilatura finds in the main text. It only chooses: the characters stay the page's."""
    import trafilatura  # noqa: PLC0415 - a fifth of a second that plain text need not wait for

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    text = trafilatura.extract(markup, include_comments=False, favor_recall=True, deduplicate=False) or ""
    lines = frozenset(_bare(part) for line in text.splitlines() for part in (line, *line.split("|")))
    whole = _bare(text) if len(text) > _SHORT else ""
    bare = ((paragraph, _bare(paragraph)) for paragraph in paragraphs)
    return tuple(p for p, letters in bare if whole and (letters in lines or (len(letters) > 40 and letters in whole)))


def _bare(text: str) -> str:
    """Letters and digits alone; entities are resolved once more, as trafilatura does."""
    return _NO_LETTER.sub("", unescape(text)).lower()


def _weigh(main: tuple[str, ...], seen: Seen, name: str) -> tuple[str, tuple[str, ...]]:
    """The text to read, and a notice where most of what the page shows was left aside or no main text was found."""
    text, whole = "\n\n".join(main), "\n\n".join(seen.paragraphs)
    share = len(text) / max(1, len(whole))
    if share < _MAIN_SHARE:
        notice = f"{name}: no main text could be told from the rest; all that the page shows was read"
        return whole, (notice,) if len(whole) > 2 * _SHORT else ()
    if share < 0.5:
        return text, (f"{name}: the main text is {share:.0%} of what the page shows; the rest was left aside",)
    return text, ()


def _first(seen: Seen, keys: tuple[str, ...]) -> str | None:
    return next((seen.meta[key] for key in keys if key in seen.meta), None)


def _day(seen: Seen, markup: str) -> str | None:
    """The day of publication by the tags of the page, or by its linked data."""
    if tagged := _DAY.match(_first(seen, _DATES) or ""):
        return tagged[0]
    linked = _LINKED_DAY.search(markup)
    return linked and linked[1]
