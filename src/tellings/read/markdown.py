"""Markdown -> plain characters by markdown-it: marks of emphasis, links and headings go, the words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tellings.read.markup import see_markup
from tellings.read.plain import read_plain
from tellings.read.reading import MEGABYTE, Reading

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_FIELD = re.compile(r"""^(title|author|date):[ \t]*["']?(.+?)["']?[ \t]*$""", re.MULTILINE)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NESTING = 100  # quotations in quotations and lists in lists; the parser leaves out what lies deeper
_LARGE = 2 * MEGABYTE  # the parser's time grows faster than the text


def read_markdown(data: bytes, *, name: str, limit: int) -> Reading:
    """The text of a Markdown file, a blank line between paragraphs; title, author and date from its front matter.

    A file that the parser would be slow on, or would lose half of, is read with its marks as they stand.

    Raises UnreadableFileError as `read_plain` does.
    """
    plain = read_plain(data, name=name, limit=limit)
    front = _FRONT_MATTER.match(plain.text)
    marked = plain.text[front.end() :] if front else plain.text
    text = _rendered(marked) if len(marked) <= _LARGE else ""
    if 2 * len(text) < len(marked.strip()):
        return Reading(plain.text, notices=(*plain.notices, f"{name}: read with its Markdown marks as they stand"))
    fields = dict(_FIELD.findall(front[1])) if front else {}
    date = fields["date"] if _DAY.fullmatch(fields.get("date", "")) else None
    return Reading(text, None, fields.get("title"), fields.get("author"), date, plain.notices)


def _rendered(marked: str) -> str:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    return "\n\n".join(_paragraphs(parser.parse(marked)))


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    in_item = False
    for token in tokens:
        if token.type == "list_item_open":
            in_item = True
        elif token.type == "html_block":
            yield from see_markup(token.content).paragraphs
        elif token.type in ("fence", "code_block"):
            yield token.content.strip("\n")
        elif token.type == "inline" and (text := "".join(map(_words, token.children or ())).strip()):
            yield f"• {text}" if in_item else text
            in_item = False


def _words(token: Token) -> str:
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
