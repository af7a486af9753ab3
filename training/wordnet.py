"""Write the rule files of opposites and synonyms from the dictionary files of WordNet 3.0 (Debian's package `wordnet-base`).

    python training/wordnet.py /usr/share/wordnet

writes `synonyms.toml` and `opposites.toml` to `src/tellings/rules/en`. In the first stand the nouns and verbs of each sense with those for
kinds of it; in the second for each antonym the two words with the adverbs and nouns derived from them and, after a tilde, words
near to them in sense: for an adjective those "similar to" it, for the others the rest of its synset.
A word stands for a sense only where that sense is one of its commonest. Kinds of persons, places and times are left out:
a son and a daughter are opposed in no sense that matters here.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

RULES = Path(__file__).parents[1] / "src" / "tellings" / "rules" / "en"
FILES = {"a": "adj", "v": "verb", "n": "noun", "r": "adv"}
SENSES = {"a": 3, "v": 2, "n": 2, "r": 2}  # how many of a word's senses are common enough
NEAR_SENSES = 1  # and for a word that is only near in sense
# What nouns may be of: acts, attributes, cognition, communication, events, feelings, phenomena, states.
ABSTRACT = frozenset({4, 7, 9, 10, 11, 12, 19, 26})
# Verbs and adjectives of place and turn, which two accounts say of one thing without any difference between them.
RELATIVE = """come go bring take give get push pull buy sell lend borrow left right north south east west northern
southern eastern western up down in out on off back front inside outside inner outer internal external upper lower top bottom
former latter first last next previous preceding following early late before after above below here there now then some
day night black white male female young old new open close sit stand all no same different similar past future present
public private foreign domestic home away fore aft under over live dead natural artificial single married teach learn
ask answer say do make have be add subtract multiply divide import export"""
KINDS = 30  # a synset that has more words below it is too general to mean any of them
FROM = """# From WordNet 3.0, Copyright 2006 by Princeton University, all rights reserved; used under the WordNet licence, which stands in
# NOTICE. Written by training/wordnet.py; not to be edited by hand.
"""
OPPOSITES = """# Opposites of general English. A line is a scale: the words of its one end, a bar, those of the other. `.a .v .n .r` is the
# part of speech (adjective, verb, noun, adverb); words after a tilde are near in sense to the ones before it.
"""
SYNONYMS = """# Words for one thing. A line has the part of speech (n, v), words of one sense and, after a bar, words for kinds of it.
"""


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one sense. `pointers`: (symbol, synset, number of the word here or 0 for all, number of the word there)."""

    pos: str
    file: int
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, int, int], ...]


def read_synsets(folder: Path) -> dict[str, Synset]:
    """The synsets of the data files, by part of speech and offset."""
    return {
        pos + line.split(maxsplit=1)[0]: _synset(pos, line)
        for pos, name in FILES.items()
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines()
        if not line.startswith("  ")
    }


def _synset(pos: str, line: str) -> Synset:
    fields = line.partition("|")[0].split()
    count = int(fields[3], 16)
    words = tuple(w.partition("(")[0].lower() for w in fields[4 : 4 + 2 * count : 2])
    at = 5 + 2 * count
    rows = [fields[at + 4 * i : at + 4 * i + 4] for i in range(int(fields[at - 1]))]
    pointers = tuple((s, p.replace("s", "a") + offset, int(n[:2], 16), int(n[2:], 16)) for s, offset, p, n in rows)
    return Synset(pos, int(fields[1]), words, pointers)


def read_ranks(folder: Path) -> dict[tuple[str, str], int]:
    """Which sense of a word a synset is, the commonest 0: (word, synset) -> rank."""
    found = {}
    for pos, name in FILES.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.split()
                senses = fields[-int(fields[2]) :]
                found |= {(fields[0], pos + offset): rank for rank, offset in enumerate(senses)}
    return found


def read_used(folder: Path) -> frozenset[str]:
    """The words that the texts tagged by the makers of WordNet use at all."""
    return frozenset(
        line.partition("%")[0] for line in (folder / "cntlist.rev").read_text(encoding="latin-1").splitlines()
    )


class Lexicon:
    """Synsets with what each word derives."""

    def __init__(self, folder: Path) -> None:
        self.synsets = read_synsets(folder)
        self.ranks = read_ranks(folder)
        self.used = read_used(folder)
        self._derived: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for name, synset in self.synsets.items():
            for symbol, other, here, there in synset.pointers:
                if here and there and symbol in ("+", "\\"):
                    one, two = (name, synset.words[here - 1]), (other, self.synsets[other].words[there - 1])
                    self._derived[one].add(two)
                    self._derived[two].add(one)

    def antonyms(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """Every two opposed words, each with its synset, once; adjectives first."""
        for name, synset in sorted(self.synsets.items(), key=lambda s: ("avnr".index(s[0][0]), s[0])):
            for symbol, other, here, there in synset.pointers:
                if symbol == "!" and name < other:
                    yield (name, synset.words[here - 1]), (other, self.synsets[other].words[there - 1])

    def common(self, synset: str, word: str, senses: Mapping[str, int] | None = None) -> bool:
        """Whether a word is mostly used in this sense, or in it among few."""
        fit = self.synsets[synset].pos != "n" or self.synsets[synset].file in ABSTRACT
        most = (senses or SENSES)[synset[0]]
        return (
            fit
            and word.isalpha()
            and len(word) > 2
            and word not in RELATIVE.split()
            and self.ranks.get((word, synset), 9) < most
        )

    def told(self, synset: str) -> list[str]:
        """The words that are mostly used in this sense, and used at all."""
        return sorted(
            w
            for w in self.synsets[synset].words
            if w in self.used and w.isalpha() and self.ranks.get((w, synset), 9) < SENSES[synset[0]]
        )

    def end(self, synset: str, word: str) -> tuple[list[str], list[str]]:
        """The words of one end of a scale: the word with what it derives, and those near to it."""
        derived = sorted(d for d in self._derived[synset, word] if self.common(*d))
        near = {(synset, w) for w in self.synsets[synset].words if w != word}
        for symbol, other, _, _ in self.synsets[synset].pointers:
            if symbol == "&":
                near |= {(other, w) for w in self.synsets[other].words}
        one_sense = dict.fromkeys(FILES, NEAR_SENSES)
        close = sorted(n for n in near if self.common(*n, one_sense) and n not in derived and n[1] in self.used)
        return [_written(synset, word), *(_written(*d) for d in derived)], [_written(*n) for n in close]


def _written(synset: str, word: str) -> str:
    return f"{word}.{synset[0]}"


def scales(lexicon: Lexicon) -> Iterator[str]:
    """The lines of the file; a pair that an earlier line opposes already is passed over."""
    opposed: set[frozenset[str]] = set()
    for (a, x), (b, y) in lexicon.antonyms():
        if (
            not (lexicon.common(a, x) and lexicon.common(b, y))
            or frozenset((_written(a, x), _written(b, y))) in opposed
        ):
            continue
        ends = [lexicon.end(a, x), lexicon.end(b, y)]
        if not all(any(w.partition(".")[0] in lexicon.used for w in words) for words, _ in ends):
            continue
        opposed |= {frozenset((p, q)) for p in ends[0][0] for q in ends[1][0]}
        both = {w for words in ends[0] for w in words} & {w for words in ends[1] for w in words}
        told = [[[w for w in dict.fromkeys(words) if w not in both] for words in end] for end in ends]
        if all(words for words, _ in told):
            yield " | ".join(" ".join([*words, *(["~", *near] if near else [])]) for words, near in told)


def kinds(lexicon: Lexicon) -> Iterator[str]:
    """The lines of synonyms: the words of a synset, a bar, and those of the kinds below it where these are not too many."""
    below: dict[str, list[str]] = defaultdict(list)
    for name, synset in lexicon.synsets.items():
        for symbol, other, _, _ in synset.pointers:
            if symbol == "@":
                below[other].append(name)
    for name in sorted(lexicon.synsets):
        if name[0] in "nv":
            words = lexicon.told(name)
            under = sorted({w for kind in below[name] for w in lexicon.told(kind)} - set(words))
            under = under if len(under) <= KINDS else []
            if words and len(words) + len(under) > 1:
                yield name[0] + " " + " ".join(words) + (" | " + " ".join(under) if under else "")


def main() -> None:
    """Write the rule files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    lexicon = Lexicon(parser.parse_args().folder)
    for name, head, table, lines in (
        ("opposites", OPPOSITES, "scales", scales(lexicon)),
        ("synonyms", SYNONYMS, "kinds", kinds(lexicon)),
    ):
        text = f"{head}{FROM}\n{table} = '''\n" + "\n".join(lines) + "\n'''\n"
        (RULES / f"{name}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
