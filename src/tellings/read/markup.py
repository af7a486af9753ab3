"""Markup -> the text a person sees. The parser builds no tree, so it minds neither depth nor length."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_UNSEEN = frozenset(
    ["script", "style", "template", "noscript", "head", "iframe", "object", "svg", "math", "select", "textarea"]
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|"
    "u|var|wbr"
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows: its paragraphs, its title, what its tags say of it by lower-case name, and how deep its tags nest."""

    paragraphs: tuple[str, ...]
    title: str | None
    meta: dict[str, str]
    depth: int


@dataclass
class _Collector:
    """The parser's target: it is told of each tag and each stretch of characters in turn."""

    parts: list[list[str]] = field(default_factory=lambda: [[]])
    title: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    open: int = 0
    depth: int = 0
    unseen: int = 0
    in_title: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.open += 1
        self.depth = max(self.depth, self.open)
        self.unseen += tag in _UNSEEN
        self.in_title = tag == "title" and not self.title
        self._note_meta(attributes)
        if tag != "meta" and _parts(tag):
            self.parts.append([])

    def end(self, tag: str) -> None:
        self.open -= 1
        self.unseen -= tag in _UNSEEN
        self.in_title = False
        if _parts(tag):
            self.parts.append([])

    def data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
        elif not self.unseen:
            self.parts[-1].append(data)

    def comment(self, text: str) -> None:
        """A comment is not seen."""

    def _note_meta(self, attributes: dict[str, str]) -> None:
        key = attributes.get("property") or attributes.get("itemprop") or attributes.get("name") or ""
        content = (attributes.get("content") or attributes.get("datetime") or "").strip()
        if key and content:
            self.meta.setdefault(key.lower(), content)

    def close(self) -> Seen:
        paragraphs = (_tidy(part) for part in self.parts)
        return Seen(tuple(p for p in paragraphs if p), _tidy(self.title) or None, self.meta, self.depth)


def _parts(tag: str) -> bool:
    """Whether a tag stands between paragraphs, not inside one."""
    return tag not in _UNSEEN and not _INLINE.fullmatch(tag)


def _tidy(parts: list[str]) -> str:
    return _BLANKS.sub(" ", "".join(parts)).strip()


def see_markup(markup: str) -> Seen:
    """What a person sees of HTML, however broken: scripts, styles, comments and attributes left out, entities resolved."""
    parser = etree.HTMLParser(target=_Collector(), huge_tree=True, encoding="utf-8")
    seen: Seen = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    return seen
