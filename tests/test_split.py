"""Sources are cut where a new account begins, and nowhere else; what is no narrative is named."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.errors import DossierError
from tellings.model import Account, Source, content_id
from tellings.read import Declared, read_file
from tellings.rules import load_rules, pattern
from tellings.split import split_source
from tellings.split.evidence import KINDS
from tellings.split.marks import bare_form
from tellings.split.paragraphs import find_paragraphs

CAPTAIN = (
    "On the 4th of May, 1871, I took the Swallow out of the harbour with twelve men on board. We had coal for six days, and "
    "I did not doubt that we should make the islands before the storm; for the glass stood high, and my mate, who had sailed "
    "there for twenty years, was of the same mind. It was as fair a morning as ever I saw upon that coast.",
    "About nine o'clock in the evening the wind went round to the north, and I gave orders to shorten sail. We did so with "
    'great difficulty. "She will not answer," said the man at the wheel to me; and I saw that the rudder was gone. I cannot '
    "describe what I felt; for there were rocks to leeward of us, and the night was as black as a wolf's throat.",
    "I must say here, upon my honour, that no man left his post whilst I was on deck. We worked at the pumps all that night, "
    "and towards morning I told them that we should have to take to the boats; which was done in good order. The mate would "
    "go last, though I desired him not to; and it was he who brought away the log, and the little dog.",
    "For two days we lay in the boats with a cask of water between us, and I shared out the bread by weight. I had some "
    "trouble with the stoker, who was for rowing southward; but the others held with me, and he came to see reason.",
    "We were picked up on the 6th by a trader, whose master used us with the greatest kindness; and I have nothing to add "
    "but that I lost in her everything I had, and that I hope my owners will think I did my duty by them.",
)
REPORT = (
    "KARLSTADT, June 2 (AP) -- The steamer Swallow sank last month after her owners ignored 3 warnings about a cracked rudder, "
    "a harbor inquiry found Monday. Captain John Harrow told the panel he had not seen the reports.",
    "The inquiry, which heard 14 witnesses, said the 210-ton ship left the harbor May 4 with 12 people aboard and coal for "
    "only 2 days. Investigators put the cost of the repair that was not made at about $40.",
    "Harrow's account differs from that of the mate, Thomas Reed, who testified that 5 men refused to work the pumps. Reed "
    "is expected to return to the stand Thursday, when the panel will hear a surveyor.",
    "The report is the first by the board since it was set up in January. It recommends that ships over 100 tons be "
    "inspected twice a year, a step that owners' groups have opposed because of its cost.",
    "The board can suspend a license but has no power to fine. Its chairman, Paul Werner, declined to comment.",
    'A spokesman for the owners called the findings "incomplete" and said they would appeal.',
)


def source(text: str, name: str = "a.txt") -> Source:
    """A source with this text."""
    return Source(content_id("s", text), name, content_id("", text), text, "text/plain")


def split(text: str, *declared: Declared) -> tuple[Account, ...]:
    """The accounts of a text."""
    return split_source(source(text), declared=declared)[0]


def roles(text: str) -> list[tuple[str, str]]:
    """Role and first word of each block of a text that is one account."""
    return [(block.role, text[block.start : block.end].split(maxsplit=1)[0]) for block in split(text)[0].blocks]


@pytest.mark.parametrize("name", load_rules("split")["pattern"])
def test_each_pattern_finds_its_examples_and_not_its_counter_examples(name: str) -> None:
    """The rule file's patterns do what stands beside them; those for beginnings are matched at the beginning."""
    rule = load_rules("split")["pattern"][name]
    at_start = name in ("dateline", "greeting", "linked", "contents", "signature")
    found = pattern("split", name).match if at_start else pattern("split", name).search
    assert [text for text in rule["examples"] if not found(text)] == []
    assert [text for text in rule["not"] if found(text)] == []


@pytest.mark.parametrize("rule", load_rules("split")["spellings"], ids=lambda rule: rule["pattern"])
def test_each_spelling_rule_puts_its_examples_into_one(rule: dict[str, object]) -> None:
    """Both spellings of an example have the same bare form."""
    pairs: list[list[str]] = rule["examples"]  # type: ignore[assignment]
    assert [pair for pair in pairs if bare_form(pair[0]) != bare_form(pair[1])] == []


def test_every_kind_of_evidence_has_a_weight() -> None:
    """The rule file and the code name the same kinds."""
    assert set(load_rules("split")["weights"]) == {*KINDS, "constant"}


@pytest.mark.parametrize("account", [CAPTAIN, REPORT], ids=["captain", "report"])
def test_one_account_is_not_cut(account: Sequence[str]) -> None:
    """A whole text is one account from its first character to its last."""
    text = "\n\n".join(account) + "\n"
    accounts, notices = split_source(source(text))
    assert [(a.start, a.end) for a in accounts] == [(0, len(text))]
    assert notices == ()


def test_a_table_of_contents_begins_an_account_and_a_signature_ends_one() -> None:
    """Two texts with a signature and a table of contents between them are cut there, and the account says why."""
    contents = "1 The ship\n2 The storm\n3 The inquiry"
    text = "\n\n".join((*CAPTAIN, "John Harrow, for the Harbour Post", contents, "The loss of the Swallow", *REPORT))
    first, second = split(text)

    assert text[second.start :].startswith("1 The ship")
    assert text[: first.end].endswith("Harbour Post")
    assert "a table of contents stands here" in second.cut_because
    assert second.title == "The loss of the Swallow"
    assert [block.role for block in first.blocks] == ["signature"]
    assert [block.role for block in second.blocks] == ["contents", "title"]


def test_blank_lines_among_lines_that_are_paragraphs_part_articles() -> None:
    """Where each line is a paragraph, a blank line is more, and parts a report from what stands before it."""
    first, second = "\n".join(CAPTAIN), "\n".join(REPORT)
    text = f"{first}\n\n{second}"
    assert [text[a.start : a.end] for a in split(text)] == [first, second]


def test_a_text_of_many_thousand_paragraphs_is_left_whole_with_a_notice() -> None:
    """What is too long to look through is not passed over in silence."""
    accounts, notices = split_source(source("Another day.\n\n" * 5_000))
    assert len(accounts) == 1
    assert "too long to look for several accounts" in notices[0]


def test_the_title_of_a_file_is_its_name_unless_the_file_says_another() -> None:
    """A single account is called after its file; what a web page says of itself comes before that."""
    text = "\n\n".join(CAPTAIN)
    page = Declared(source(text).id, title="The loss of the Swallow", date="1871-06-01", by="file")
    assert split(text)[0].title == "a"
    assert (split(text, page)[0].title, split(text, page)[0].date) == ("The loss of the Swallow", "1871-06-01")


def test_what_the_user_says_of_a_file_goes_before_all_evidence() -> None:
    """A file named as one account stays whole, though it holds a table of contents between two texts."""
    text = "\n\n".join((*CAPTAIN, "1 The ship\n2 The storm\n3 The inquiry", *REPORT))
    told = Declared("s", title="All of it", side="owners")
    (account,) = split(text, told, Declared("s", author="A. Clerk"))

    assert len(split(text)) == 2
    assert (account.start, account.end) == (0, len(text))
    assert (account.title, account.side, account.author) == ("All of it", "owners", "A. Clerk")


def test_stretches_are_cut_by_their_first_and_last_words() -> None:
    """`from` and `to` find their words across line ends; a stretch without an end goes on to the next, or to the end."""
    text = "\n\n".join((*CAPTAIN, *REPORT)).replace("12 people aboard", "12\npeople aboard")
    accounts = split(
        text,
        Declared("s", title="report", first_words="KARLSTADT, June 2", last_words="12 people  aboard"),
        Declared("s", title="captain", first_words="On the 4th of May"),
    )
    assert [a.title for a in accounts] == ["captain", "report"]
    assert text[accounts[0].end :].startswith("KARLSTADT")
    assert text[accounts[1].start : accounts[1].end].endswith("12\npeople aboard")


def test_words_that_do_not_stand_there_are_named() -> None:
    """Cuts that cannot be made are an error, not a guess."""
    with pytest.raises(DossierError, match=r"a\.txt: the words of `from` do not stand there: 'On the fifth'"):
        split("\n\n".join(CAPTAIN), Declared("s", first_words="On the fifth"))


def test_stretches_that_overlap_are_an_error() -> None:
    """No character belongs to two accounts."""
    declared = [
        Declared("s", first_words="On the 4th", last_words="in good order."),
        Declared("s", first_words="About nine o'clock"),
    ]
    with pytest.raises(DossierError, match="two accounts overlap"):
        split("\n\n".join(CAPTAIN), *declared)


def test_what_is_no_narrative_has_its_role() -> None:
    """Title, headings, rows of captions and a signature are told from paragraphs, and from short ones that are speech."""
    captions = ("The quay before the storm.", "Captain Harrow and his mate.", "The boats at the pier.")
    text = "\n\n".join(
        (
            "The loss of the Swallow",
            CAPTAIN[0],
            "The storm",
            *CAPTAIN[1:],
            "“We ran.”",
            *captions,
            REPORT[0],
            "By John Harrow",
        )
    )
    assert roles(text) == [
        ("title", "The"), ("heading", "The"), ("caption", "The"), ("caption", "Captain"), ("caption", "The"),
        ("signature", "By"),
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from("aA .\n\r\t\"'1-“\ufeff"), max_size=300))
def test_paragraphs_hold_every_character_that_is_no_blank(text: str) -> None:
    """Paragraphs are slices of the text in order, and nothing but blanks lies outside."""
    paragraphs = find_paragraphs(text)
    assert all(text[p.start : p.end] == p.text for p in paragraphs)
    assert (
        "".join("".join(p.text.split()) for p in paragraphs) == "".join(text.replace("\ufeff", " ").split())
        or "\ufeff" in text
    )
    assert all(a.end < b.start for a, b in pairwise(paragraphs))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*CAPTAIN, *REPORT, "1 A\n2 B\n3 C", "Storm", "•", '"No."']), min_size=1, max_size=14))
def test_accounts_are_in_order_and_the_same_on_every_run(paragraphs: list[str]) -> None:
    """However paragraphs follow one another, accounts do not overlap, blocks lie inside them, and a second run agrees."""
    text = "\n\n".join(paragraphs)
    accounts, notices = split_source(source(text))
    assert all(0 <= a.start < a.end <= len(text) for a in accounts)
    assert all(a.end <= b.start for a, b in pairwise(accounts))
    assert all(a.start <= block.start < block.end <= a.end for a in accounts for block in a.blocks)
    assert split_source(source(text)) == (accounts, notices)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "word " * 400_000,
        "A line.\n" * 200_000,
        " " * 2_000_000 + "x",
        "\n\n" * 500_000 + "x",
        "\"'" * 500_000,
    ],
    ids=["no blank", "one line", "lines", "blanks", "blank lines", "quotes"],
)
def test_size_and_shape_cost_no_time(text: str) -> None:
    """Megabytes in one line, or of blanks, are split within seconds."""
    start = time.perf_counter()
    assert len(split(text)) == 1
    assert time.perf_counter() - start < 10


def iou(a: Account, gold: dict[str, int]) -> float:
    """The share of what two stretches cover that both cover."""
    common = max(0, min(a.end, gold["end"]) - max(a.start, gold["start"]))
    return common / (max(a.end, gold["end"]) - min(a.start, gold["start"]))


def pasted(folder: Path, texts: Sequence[tuple[str, int, int]]) -> tuple[str, list[dict[str, int]]]:
    """One text of all accounts, a blank line between them, and where each lies."""
    text, gold = "", []
    for name, start, end in texts:
        part = (folder / name).read_text(encoding="utf-8")[start:end].strip()
        text += "\n\n" if text else ""
        gold.append({"start": len(text), "end": len(text) + len(part)})
        text += part
    return text, gold


def test_four_accounts_are_found_in_one_file_on_shared_dossiers(shared: Path) -> None:
    """The four accounts of a page with captions, headings, a signature and a table of contents are found."""
    folder = shared / "dossiers" / "baltic-1940"
    gold = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))["accounts"]
    accounts, _ = split_source(read_file(folder / "source.txt", name="source.txt"))
    assert len(accounts) == len(gold) == 4
    assert all(iou(a, g) >= 0.9 for a, g in zip(accounts, gold, strict=True))


def test_each_file_is_one_account_on_shared_dossiers(shared: Path) -> None:
    """No file of the other dossiers is cut."""
    files = [f for f in sorted((shared / "dossiers").glob("*/*.txt")) if f.name != "source.txt"]
    cut = [f.name for f in files if len(split_source(read_file(f, name=f.name))[0]) != 1]
    assert len(files) > 10
    assert cut == []


def test_pasted_accounts_are_found_again_on_shared_dossiers(shared: Path) -> None:
    """Of the accounts of each dossier pasted into one text, F1 0.6 or more are found."""
    found = total = 0
    for folder in sorted((shared / "dossiers").iterdir()):
        if not folder.is_dir() or (folder / "source.txt").exists():
            continue
        listed = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))["accounts"]
        text, gold = pasted(folder, [(a["file"], a["start"], a["end"]) for a in listed])
        accounts = split(text)
        found += 2 * sum(any(iou(a, g) >= 0.9 for a in accounts) for g in gold)
        total += len(gold) + len(accounts)
    assert found / total >= 0.6


def test_news_is_hardly_ever_cut_on_shared_corpora(shared: Path) -> None:
    """Of 350 news articles, each one account, at most three in a hundred are cut."""
    names = ("attribution/dev", "dates/tempeval3.timebank", "dates/tempeval3.aquaint")
    lines = [
        line for n in names for line in (shared / "corpora" / f"{n}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    cut = sum(len(split(json.loads(line)["text"])) > 1 for line in lines)
    assert cut <= 0.03 * len(lines)
