"""Speed and memory of a comparison, by number of accounts and of words, on accounts put together from seeded sentences.

python benchmarks/align.py
"""

from __future__ import annotations

import random
import resource
import time

from tellings import language
from tellings.align import align_tellings, find_shared
from tellings.disagreements import find_disagreements
from tellings.extract import extract_findings
from tellings.model import Account, Source

WHO = [
    "the mayor",
    "two fishermen",
    "a company of grenadiers",
    "the widow Marten",
    "the town council",
    "some boatmen",
    "a courier",
]
DID = ["closed", "left", "burned", "saw", "reached", "searched", "defended", "abandoned", "repaired", "crossed"]
WHAT = [
    "the lower gate",
    "the old granary",
    "a bridge of boats",
    "the harbour chain",
    "the custom house",
    "the north tower",
]
WHEN = [
    "at dawn",
    "before noon",
    "in heavy rain",
    "without a word",
    "against all advice",
    "on the second day",
    "by torchlight",
]


def account(number: int, words: int) -> str:
    """A story of about that many words; every account draws from the same happenings in an order of its own."""
    chance = random.Random(number)
    told = []
    for day in range(words // 12):
        told.append(
            f"{chance.choice(WHO).capitalize()} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)},"
        )
        told.append(f"as it was told in house {chance.randrange(900)}.")
        if day % 20 == 0:
            told.append(f"On {1 + day // 20 % 28} May 1{chance.randrange(700, 710)} the guard was changed.")
    return " ".join(told)


def main() -> None:
    """A row for each size: seconds of finding, aligning and comparing, events, and the greatest memory so far."""
    print(
        f"{'accounts':>8} {'words':>7} {'find s':>7} {'align s':>7} {'compare s':>9} {'all s':>7} {'events':>7} {'MiB':>6}"
    )
    for accounts, words in ((2, 1000), (2, 5000), (4, 2500), (6, 2500), (6, 5000)):
        texts = [account(n, words) for n in range(accounts)]
        sources = [Source(f"s{n}", f"{n}.txt", str(n), text, "text/plain") for n, text in enumerate(texts)]
        told = [Account(f"a{n}", s.id, 0, len(s.text), s.name) for n, s in enumerate(sources)]
        with language.using(None):
            begun = time.perf_counter()
            findings = extract_findings(sources, told)
            found = time.perf_counter()
            shared = find_shared(told, findings)
            aligned = align_tellings(told, findings, shared)
            joined = time.perf_counter()
            find_disagreements(told, findings, aligned.events, shared, joins=aligned.joins)
            done = time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{accounts:>8} {words:>7} {found - begun:>7.1f} {joined - found:>7.1f} {done - joined:>9.1f} "
            f"{done - begun:>7.1f} {len(aligned.events):>7} {memory:>6.0f}"
        )


if __name__ == "__main__":
    main()
