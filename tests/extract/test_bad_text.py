"""Bad text: machine-translated, scanned, without capitals or in capitals alone, badly spaced, listed. Less is found, never nonsense."""

from __future__ import annotations

import pytest

from tellings.extract import extract_findings
from tellings.model import Account, Findings, Source

GOOD = (
    "On 3 May 1801 Captain Anna Hale of the Norwegian navy left Oslo with twenty ships. "
    "The miller Konrad Morrow said that the dam had burst. “We will hold the bridge,” Hale told him. "
    "On 5 May she reached Bergen, and Morrow fled to Denmark."
)
PERSONS = {"Anna Hale", "Konrad Morrow", "Hale", "Morrow"}
LAYOUTS = {
    "no spaces after stops": GOOD.replace(". ", "."),
    "a line for each sentence": GOOD.replace(". ", ".\n"),
    "a paragraph for each sentence": GOOD.replace(". ", ".\n\n"),
    "a list": "- " + GOOD.replace(". ", ".\n- "),
    "numbered": "1. " + GOOD.replace(". ", ".\n2. "),
    "soft hyphens": GOOD.replace("bridge", "br\u00adidge"),
    "a byte order mark": "\ufeff" + GOOD,
}
CASELESS = {"no capitals": GOOD.lower(), "all capitals": GOOD.upper()}
HOSTILE = {
    "nothing": "",
    "stops alone": "...\n\n… . . .",
    "hard spaces": GOOD.replace(" ", "\u00a0"),
    "tabs": GOOD.replace(" ", "\t"),
    "scanned": GOOD.replace("m", "rn").replace("l", "1").replace("“", ",,"),
    "words cut at line ends": GOOD.replace("Norwegian", "Nor-\nwegian").replace("bridge", "bri-\ndge"),
    "lines of forty letters": "\n".join(GOOD[i : i + 40] for i in range(0, len(GOOD), 40)),
    "a caption": "FIG. 3. Captain Hale (left) with K. Morrow, Oslo, 1801. Photo: National Library\n\nTable 1: Losses",
    "one endless line": GOOD.replace(".", " and") * 20,
    "brackets left open": GOOD.replace(",", " ("),
}


def findings_of(text: str) -> Findings:
    """What is found in a text that is one account."""
    source = Source("s", "s.txt", "0", text, "text/plain")
    return extract_findings([source], [Account("a", "s", 0, len(text), "A")])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_layout_loses_no_person_and_no_speaker(layout: str) -> None:
    """However sentences are set, the same persons are named, as two entities, and each speaker has his words."""
    found = findings_of(LAYOUTS[layout])
    persons = {n.span.text: n.entity for n in found.names if n.kind == "person"}
    said = [(a.source and a.source.text, a.content.text.replace("\u00ad", "")) for a in found.attributions]

    assert persons.keys() == PERSONS
    assert len(set(persons.values())) == 2
    assert said == [("The miller Konrad Morrow", "that the dam had burst"), ("Hale", "We will hold the bridge,")]


@pytest.mark.parametrize("case", CASELESS)
def test_where_capitals_tell_nothing_lands_and_speakers_are_still_found(case: str) -> None:
    """Lands and peoples are known in any letters; no other word is made a name for want of a better sign."""
    found = findings_of(CASELESS[case])

    assert [n.span.text.lower() for n in found.names] == ["norwegian", "denmark"]
    assert [a.source and a.source.text.lower() for a in found.attributions] == ["the miller konrad morrow", "hale"]


def test_machine_translation_keeps_names() -> None:
    """Articles too many and too few, and verbs at the end, hide no name."""
    text = (
        "In 3 of May of 1801, the Captain Anna Hale, from Norwegian the navy, has left from the Oslo with the twenty "
        "of ships. The said miller, Konrad Morrow, it is that dam burst said. Hale to him said, that the bridge will hold."
    )
    names = {n.span.text for n in findings_of(text).names if n.kind != "pronoun"}

    assert names >= {"Anna Hale", "Norwegian", "Oslo", "Konrad Morrow", "Hale"}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_fails_and_every_finding_is_its_stretch_of_the_text(case: str) -> None:
    """Whatever the text looks like, it is read to its end, and each span shows it to the letter."""
    text = HOSTILE[case]
    found = findings_of(text)
    spans = [x.span for part in (found.names, found.times, found.figures, found.sentences) for x in part]
    spans += [s for a in found.attributions for s in (a.source, a.cue, a.content) if s]

    assert [s for s in spans if text[s.start : s.end] != s.text] == []
