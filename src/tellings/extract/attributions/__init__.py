"""On whose word a thing is said: source, cue and content of every attributed statement.

`verbs` reads reporting verbs, `phrases` everything else (according to, it is known that, rumours, transcripts, a speaker
before a colon); this module puts them in order and says which stands inside which.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tellings.extract.attributions.continued import with_continued
from tellings.extract.attributions.found import Found
from tellings.extract.attributions.phrases import answers, find_phrases, find_speakers, questions
from tellings.extract.attributions.verbs import find_verbs
from tellings.extract.quotes import Quote, find_quotes
from tellings.language import Analysis
from tellings.model import Account, Attribution, Name, Sentence, Source, Span, content_id

_SILENT_ROLES = ("contents", "signature")
_LONGEST_SENTENCE = 20_000


def find_attributions(
    source: Source, account: Account, analysis: Analysis, sentences: Sequence[Sentence], names: Sequence[Name]
) -> list[Attribution]:
    """The attributed statements of an account, in order.

    `source` is None where nobody is named ("it is known that"), `cue` where only the layout says who speaks. `mode` is
    direct (the content is a quotation), partial (it holds one) or indirect. `parent` is the statement that this one is
    told in. `found_by` ends with the strength of the verb: say, claim, admit, deny, demand, promise, hold or show.
    """
    text, quotes = source.text, find_quotes(source, account)
    asked, marks = questions(text, account), answers(text, account)
    stretches = [
        piece
        for s in sentences
        if s.role not in _SILENT_ROLES and not _within(asked, s.span.start)
        for piece in _pieces(text, max(marks.get(s.span.start, (s.span.start,))), s.span.end)
    ]
    tags = {token.start: token.tag for token in analysis.tokens if token.tag}
    found = find_verbs(text, stretches, quotes, tags=tags)
    found += find_phrases(text, stretches, quotes) + find_speakers(text, account, names)
    whole = with_continued(text, _apart(found), quotes)
    return _with_parents([_attribution(text, account, one, quotes) for one in whole])


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut at spaces where it is far too long to be one."""
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = space if space > 0 else start + _LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _within(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    i = bisect_right(stretches, (at, float("inf"))) - 1
    return i >= 0 and stretches[i][1] > at


def _apart(found: Sequence[Found]) -> list[Found]:
    """In order of their cues, the first of those whose cues overlap."""
    kept: list[Found] = []
    end = -1
    for one in sorted(found, key=lambda f: (_place(f), f.rule)):
        if one.cue is None or one.cue[0] >= end:
            kept.append(one)
            end = one.cue[1] if one.cue else end
    return kept


def _place(found: Found) -> int:
    return (found.cue or found.source or found.content)[0]


def _attribution(text: str, account: Account, one: Found, quotes: Sequence[Quote]) -> Attribution:
    def span(at: tuple[int, int]) -> Span:
        return Span(account.id, *at, text[slice(*at)])

    content, mode = _content_and_mode(one.content, quotes)
    identity = content_id("q", account.id, *content, _place(one))
    return Attribution(
        identity,
        span(one.source) if one.source else None,
        span(one.cue) if one.cue else None,
        span(content),
        mode,
        None,
        f"rule:{one.rule}",
    )


def _content_and_mode(content: tuple[int, int], quotes: Sequence[Quote]) -> tuple[tuple[int, int], str]:
    """The content, without quotation marks where it is a whole quotation or several pieces of one, and how it is given."""
    i = bisect_left(quotes, content[0] - 1, key=lambda q: q.start)
    last = bisect_left(quotes, content[1] + 1, key=lambda q: q.start) - 1
    if i < last and quotes[i].start == content[0] and quotes[last].end == content[1]:
        return (quotes[i].span.start, quotes[last].span.end), "direct"
    if i < len(quotes) and quotes[i].start <= content[0] + 1 and quotes[i].end >= content[1] - 1:
        return (quotes[i].span.start, quotes[i].span.end), "direct" if quotes[i].kind == "direct" else "partial"
    if (
        i < len(quotes)
        and quotes[i].end <= content[1]
        and any(q.kind != "title" for q in quotes[i : i + 3] if q.end <= content[1])
    ):
        return content, "partial"
    return content, "indirect"


def _with_parents(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Each with the id of the innermost statement whose content holds its cue."""
    contents = sorted(attributions, key=lambda a: (a.content.start, -a.content.end))
    placed = sorted(attributions, key=_at)
    open_: list[Attribution] = []
    parents: dict[str, str] = {}
    i = 0
    for one in placed:
        while i < len(contents) and contents[i].content.start <= _at(one):
            open_.append(contents[i])
            i += 1
        while open_ and open_[-1].content.end <= _at(one):
            open_.pop()
        holder = next((o for o in reversed(open_[-4:]) if o.id != one.id and o.content.end > _at(one)), None)
        if holder:
            parents[one.id] = holder.id
    return [replace(one, parent=parents.get(one.id)) for one in placed]


def _at(attribution: Attribution) -> int:
    return (attribution.cue or attribution.source or attribution.content).start
