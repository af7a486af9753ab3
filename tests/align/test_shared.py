"""Text reuse: shared wording is found, shared facts are not."""

from __future__ import annotations

from places import Read
from tellings.align import find_shared

REPORT = """The committee met in the old granary. In view of the exceptional severity of the frost, the committee resolved to
postpone the distribution of seed until the roads should again be passable. Nobody spoke against it. The miller went home."""
COPY = """I have the minutes before me. Because of the exceptional severity of the frost the distribution of seed was
postponed, so the committee resolved, until roads should again be passable. That was a mistake."""
QUOTED = """He wrote that they would wait "to postpone the distribution of seed until the
roads should again be passable" and said no more of the matter. It snowed."""
OTHER = """In the cold winter of that year the farmers had nothing to sow. The seed lay in the granary behind a locked door.
The miller and the committee quarrelled. In spring the seed was given out."""


def test_a_reordered_paraphrase_is_shared(read: Read) -> None:
    """A sentence taken over with its clauses turned round is found, to the letter on both sides."""
    accounts, findings = read(REPORT, COPY)
    (passage,) = find_shared(accounts, findings)
    assert "exceptional severity of the frost" in passage.a.text
    assert "exceptional severity of the frost" in passage.b.text
    for span, text in ((passage.a, REPORT), (passage.b, COPY)):
        assert text[span.start : span.end] == span.text


def test_a_run_of_words_is_shared_and_no_more(read: Read) -> None:
    """A quoted run of words is found, without the rest of its sentence."""
    accounts, findings = read(REPORT, QUOTED)
    (passage,) = find_shared(accounts, findings)
    assert passage.b.text == "to postpone the distribution of seed until the\nroads should again be passable"
    assert passage.found_by == "reuse:verbatim"


def test_the_same_facts_in_other_words_are_not_shared(read: Read) -> None:
    """Accounts of the same matter that have names and terms in common share no passage."""
    accounts, findings = read(REPORT, OTHER)
    assert find_shared(accounts, findings) == ()


def test_one_account_shares_nothing_with_itself(read: Read) -> None:
    """A sentence said twice by one account is no shared passage."""
    accounts, findings = read(REPORT + "\n\n" + REPORT)
    assert find_shared(accounts, findings) == ()
