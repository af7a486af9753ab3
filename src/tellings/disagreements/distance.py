"""Words held at a distance: what one account sets in scare quotes or calls "so-called", another says in its own voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.loaded import names, opposites
from tellings.disagreements.wording import Word, content, content_of, same_word, words_of
from tellings.model import Side, Span
from tellings.rules import load_rules, patterns

_QUOTED = re.compile(r"“([^“”\n]{2,40})”|‘([^‘’\n]{2,40})’|(?<![\w\"])\"([^\"\n]{2,40})\"(?!\w)")
_SPOKEN = re.compile(r"[.,!?;:]$")
_LONGEST = 3  # words; a longer quotation is what somebody said


def find(context: Context) -> list[Draft]:
    """One finding for each word held at a distance, over all accounts that hold it or say it plainly."""
    held: dict[str, dict[str, list[tuple[Word, Span]]]] = defaultdict(lambda: defaultdict(list))
    for account in context.accounts:
        for sentence in context.sentences.of(account.id):
            for word in _held(sentence.span):
                held[word.stem][account.id].append((word, sentence.span))
    return [draft for stem in sorted(held) for draft in _against(context, stem, held[stem])]


def _held(sentence: Span) -> Iterator[Word]:
    """The words of a sentence that it does not say in its own voice."""
    for match in _QUOTED.finditer(sentence.text):
        inner = next(text for text in match.groups() if text)
        start = sentence.start + match.start() + 1
        words = content_of(Span(sentence.account, start, start + len(inner), inner))
        if len(inner.split()) <= _LONGEST and not _SPOKEN.search(inner) and not _cited(sentence.text, match):
            held = [w for w in words if w.text.islower() and len(w.text) > 4]
            yield from ([w for w in held if names(w.text) or opposites(w.text)] or held[-1:])[:1]
    for pattern, _ in patterns("framing", "so_called"):
        for match in pattern.finditer(sentence.text):
            group = "said" if match["said"] else "said2"
            start, end = match.span(group)
            yield from content(
                words_of(Span(sentence.account, sentence.start + start, sentence.start + end, match[group]))
            )


def _cited(text: str, quoted: re.Match[str]) -> bool:
    """Whether the words around a quotation say that it is a name, a term or what somebody said."""
    before, after = text[: quoted.start()], text[quoted.end() :]
    spoken = (
        before.rstrip().endswith((",", ":")) or after.lstrip().startswith((",", "said")) or not re.search(r"\w", before)
    )
    return spoken or any(pattern.search(before) for pattern, _ in patterns("framing", "naming"))


def _weighty(word: str) -> bool:
    return bool(names(word) or re.search(load_rules("framing")["abstract"]["pattern"], word))


def _against(context: Context, stem: str, held: Mapping[str, list[tuple[Word, Span]]]) -> Iterator[Draft]:
    """The account that holds a word at a distance most often, against those that say it plainly and never hold it."""
    holder = max(held, key=lambda account: (len(held[account]), account))
    word, sentence = held[holder][0]
    others = [a.id for a in context.accounts if a.id not in held]
    plain = [said for account in others if (said := _plain(context, word, account, sentence))]
    if not plain or context.weights[stem] < 0.3:
        return
    times = len(held[holder])
    sure = times > 1 or _weighty(word.text)
    together = _together(context, holder, {s.account for s in plain})
    often = f", {times} times" if times > 1 else ""
    yield Draft(
        "framing",
        "framing",
        (
            side(context.quote(Span(holder, word.start, word.end, word.text)), f"“{word.text}”, held at a distance"),
            *plain,
        ),
        f"{context.title[holder]} holds “{word.text}” at a distance{often}; the others say it in their own voice.",
        Grounds(together, against=not sure, weight=times, whole=True),
        "held_at_a_distance",
        key=f"held {stem}",
    )


def _plain(context: Context, held: Word, account: str, like: Span) -> Side | None:
    """Where an account says the word in its own voice, in the sentence most like `like`."""
    found = []
    for sentence in context.sentences.of(account):
        for word in content_of(sentence.span):
            if same_word(word, held) and word.text.islower():
                score, _ = context.weights.shared(content_of(like), content_of(sentence.span))
                found.append((-score, word.start, word))
    if not found:
        return None
    word = min(found, key=lambda f: f[:2])[2]
    return side(context.quote(Span(account, word.start, word.end, word.text)), word.text)


def _together(context: Context, holder: str, others: Iterable[str]) -> bool:
    """Whether the accounts tell an event together at all."""
    told = [{p.a.account, p.b.account} for p in context.pairs()]
    return any(holder in both and not both.isdisjoint(others) for both in told)
