"""Numbers in digits and in words, with their offsets; what they count is for others to say.

One pass finds the atoms (a run of digits, a number word), a second reads them together from left to right, as
"one hundred and fifty thousand" is read aloud. Both are linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings.rules import load_rules

# Longer runs of digits are codes, not quantities.
_LONGEST = 40
_LONGEST_UNGROUPED = 12
_GROUPED_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_SPACE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_GAP = re.compile(r"[ \t\u00a0]?\n?[ \t\u00a0]{0,3}|[ \t]?-[ \t]?|[ \t\n]{1,2}and[ \t\n]{1,2}", re.IGNORECASE)
_RANGE = re.compile(r"-?[ \t\n]{1,2}(?:to|or)[ \t\n]{1,2}|[ \t]?[-–—][ \t]?|[ \t\n]{1,2}and[ \t\n]{1,2}", re.IGNORECASE)
_HALF_LATER = re.compile(r"[ \n]and a (half|quarter)\b", re.IGNORECASE)
_RATIO = re.compile(r"[ \n](?:in|out of)(?: every)?[ \n]", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween[ \n](?:the[ \n])?\Z", re.IGNORECASE)
_DENOMINATORS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})\b(?!/)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: offsets, value (None where only a size is named), upper end of a range, and its form.

    `form` is digits, words, roman, share (a fraction or "two in three") or vague ("hundreds"); a number is `plain` where it
    is one run of digits or one word.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    form: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of digits or one number word. `kind` is digits, article, fraction, symbol, plural or the table it stands in."""

    start: int
    end: int
    kind: str
    value: float


@dataclass(frozen=True, slots=True)
class Habit:
    """How a document writes numbers: the sign before three more digits is "," or "."; and whether spaces group digits."""

    thousands: str = ","
    spaces: bool = False


def habit_of(text: str, start: int, end: int) -> Habit:
    """The document's own habit: English, unless grouped points or decimal commas stand there and grouped commas do not."""
    english = len(re.compile(r"\b\d{1,3}(?:,\d{3})+\b(?!,\d)").findall(text, start, end))
    point_grouped = len(re.compile(r"\b\d{1,3}(?:\.\d{3})+\b(?![.\d])").findall(text, start, end))
    decimal_comma = len(re.compile(r"\b\d+,\d{1,2}\b(?![,\d])").findall(text, start, end))
    decimal_point = len(re.compile(r"\b\d+\.(?:\d{1,2}|\d{4,9})\b(?![.\d])").findall(text, start, end))
    foreign = point_grouped + decimal_comma > 0 and english == 0 and decimal_point == 0
    return Habit("." if foreign else ",", english == 0 and (foreign or point_grouped == 0))


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of `text[start:end]` in order, none overlapping another."""
    atoms = _find_atoms(text, start, end, habit_of(text, start, end))
    found: list[Number] = []
    i = 0
    while i < len(atoms):
        number, after = _read_number(text, atoms, i)
        if number:
            found.append(number)
        i = max(after, i + 1)
    return found


@cache
def _words() -> dict[str, tuple[str, float]]:
    tables = load_rules("numbers")
    kinds = ("units", "teens", "tens", "hundred", "scales", "groups", "fractions")
    words = {word: (kind, float(value)) for kind in kinds for word, value in tables[kind].items()}
    words |= dict.fromkeys(tables["vague"]["plurals"], ("plural", 0.0))
    return words | {sign: ("symbol", float(value)) for sign, value in tables["symbols"].items()}


@cache
def _atom_pattern(*, spaces: bool) -> re.Pattern[str]:
    tables = load_rules("numbers")
    signs = "".join(tables["symbols"])
    words = "|".join(sorted((w for w in _words() if w not in signs), key=len, reverse=True))
    big = "|".join([*tables["hundred"], *tables["scales"], *tables["groups"], *tables["fractions"]])
    before = "|".join(w.replace(" ", "[ \\n]") for w in tables["vague"]["before_scale"])
    grouped = r"\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d+)?|" if spaces else ""
    return re.compile(
        rf"(?P<digits>{grouped}\d{{1,3}}(?:[\u00a0\u202f\u2009'’]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)*)(?P<short>(?:k|m|bn|mn)\b)?"
        rf"|(?P<vague>\b(?:{before})(?=[ \n](?:{big})))"
        rf"|(?P<article>\ban?(?=[ \n-](?:{big})\b))"
        rf"|(?P<word>\b(?:{words})\b(?!'))"
        rf"|(?P<sign>[{signs}])",
        re.IGNORECASE,
    )


_COUNTED = ("digits", "units", "teens", "tens", "hundred")
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}


def _find_atoms(text: str, start: int, end: int, habit: Habit) -> list[Atom]:
    atoms = []
    for match in _atom_pattern(spaces=habit.spaces).finditer(text, start, end):
        kind, words = str(match.lastgroup), match.group()
        if kind in ("digits", "short"):
            value = read_digits(match["digits"], habit)
            short = match["short"] or ""
            if value is not None and (short in ("", "k", "bn") or text[match.start() - 1 : match.start()] in "$£€"):
                atoms.append(Atom(match.start(), match.end(), "digits", value * _SHORT.get(short.lower(), 1)))
            elif value is not None:
                atoms.append(Atom(match.start(), match.end("digits"), "digits", value))
        elif kind in ("word", "sign"):
            meant = _words()[words.lower()]
            counted = atoms and atoms[-1].kind in _COUNTED and text[atoms[-1].end : match.start()].isspace()
            if meant[0] == "plural" and counted:  # "four billions"
                meant = _words().get(words.lower().removesuffix("s"), meant)
            atoms.append(Atom(match.start(), match.end(), *meant))
        else:
            atoms.append(Atom(match.start(), match.end(), kind, 1.0))
    return atoms


def read_digits(words: str, habit: Habit) -> float | None:
    """The value of a run of digits, by the document's habit, or None where it is no quantity ("1.2.3", a code)."""
    if len(words) > _LONGEST or (words.isdigit() and len(words) > _LONGEST_UNGROUPED):
        return None
    if _GROUPED_SPACE.fullmatch(words):
        return float(re.sub(r"[ \u00a0\u202f\u2009'’]", "", words).replace(",", "."))
    if habit.thousands == ",":
        if _GROUPED_COMMA.fullmatch(words):
            return float(words.replace(",", ""))
    elif _GROUPED_POINT.fullmatch(words):
        return float(words.replace(".", "").replace(",", "."))
    if not _PLAIN.fullmatch(words):
        grouped = _GROUPED_COMMA.fullmatch(words) or _GROUPED_POINT.fullmatch(words)
        return float(re.sub(r"[.,]", "", words)) if grouped else None
    return float(words.replace(",", "."))


def _read_number(text: str, atoms: Sequence[Atom], i: int) -> tuple[Number | None, int]:
    """The number that begins at atom `i`, and the atom after it."""
    first, after = _read_simple(text, atoms, i)
    if first is None:
        return None, after
    slash = _SLASH.match(text, first.start) if first.plain else None
    if slash:
        return _read_slash(slash, atoms, i)
    if after >= len(atoms):
        return first, after
    gap = text[first.end : atoms[after].start]
    if _RATIO.fullmatch(gap):
        whole, then = _read_simple(text, atoms, after)
        if whole and whole.low and first.low is not None and first.low < whole.low <= 100:
            return Number(
                first.start, whole.end, round(first.low / whole.low, 6), round(first.low / whole.low, 6), "share"
            ), then
    if _RANGE.fullmatch(gap):
        second, then = _read_simple(text, atoms, after)
        both = second and _read_range(text, first, second, gap)
        if both:
            return both, then
    return first, after


def _read_slash(match: re.Match[str], atoms: Sequence[Atom], i: int) -> tuple[Number | None, int]:
    """A fraction with a slash; anything else with a slash is a date or a code."""
    after = i + 1
    while after < len(atoms) and atoms[after].start < match.end():
        after += 1
    over, under = int(match[1]), int(match[2])
    if not 0 < over < under or under not in _DENOMINATORS:
        return None, after
    return Number(match.start(), match.end(), round(over / under, 6), round(over / under, 6), "share"), after


def _read_range(text: str, first: Number, second: Number, gap: str) -> Number | None:
    """Two numbers as the ends of a range ("thirty to fifty", "180 to 200 thousand"), or None."""
    low, high = first.low, second.high
    if low is None or high is None or "vague" in (first.form, second.form):
        return None
    joined = "and" in gap.lower()
    if joined and not _BETWEEN.search(text, max(0, first.start - 12), first.start):
        return None
    scale = _scale(high)
    if first.plain and not second.plain and low < scale and low * scale <= high:
        low *= scale
    if low >= high or (first.form == "share") != (second.form == "share") or _second_is_year(first, second, gap):
        return None
    return Number(first.start, second.end, low, high, first.form if first.form == second.form else "words")


def _scale(value: float) -> float:
    return next((s for s in (1e12, 1e9, 1e6, 1e3, 1e2) if value >= s and value % s == 0), 1.0)


def _second_is_year(first: Number, second: Number, gap: str) -> bool:
    """Two plain numbers of four digits joined by a dash are years."""
    years = all(n.form == "digits" and n.plain and n.low and 1000 <= n.low <= 2100 for n in (first, second))
    return years and gap.strip() in "-–—"


def _read_simple(text: str, atoms: Sequence[Atom], i: int) -> tuple[Number | None, int]:
    """One number without ranges: digits and number words read together, then a fraction after them."""
    first = atoms[i]
    if first.kind == "plural":
        return Number(first.start, first.end, None, None, "vague"), i + 1
    if first.kind in ("fraction", "fractions"):
        return _read_fraction_alone(text, atoms, i)
    value, after = _read_value(text, atoms, i)
    if value is None:
        return None, after
    last = atoms[after - 1]
    form = "digits" if first.kind == "digits" else "share" if last.kind == "fractions" else "words"
    number = Number(first.start, last.end, value, value, form, plain=after == i + 1)
    if first.kind == "vague":
        return replace(number, low=None, high=None, form="vague"), after
    return _add_fraction(text, atoms, number, after)


def _add_fraction(text: str, atoms: Sequence[Atom], number: Number, after: int) -> tuple[Number | None, int]:
    """A fraction after a number: "two thirds", "three and a half", "2½", "2 1/2"."""
    value = number.low or 0.0
    following = atoms[after] if after < len(atoms) else None
    gap = text[number.end : following.start] if following else "?"
    if following and following.kind == "symbol" and gap in ("", " "):
        total = value + following.value
        return replace(number, end=following.end, low=total, high=total, plain=False), after + 1
    if following and following.kind == "fractions" and gap in (" ", "-", "\n") and value < 20:
        total = round(value * following.value, 6)
        return replace(number, end=following.end, low=total, high=total, form="share", plain=False), after + 1
    later = _HALF_LATER.match(text, number.end)
    if later:
        last = atoms[after - 1]
        scale = last.value if last.kind in ("scales", "groups", "hundred") else 1.0
        total = value + scale * (0.5 if later[1].lower() == "half" else 0.25)
        while after < len(atoms) and atoms[after].start < later.end():
            after += 1
        if after < len(atoms) and atoms[after].kind == "scales" and text[later.end() : atoms[after].start] == " ":
            return replace(
                number,
                end=atoms[after].end,
                low=total * atoms[after].value,
                high=total * atoms[after].value,
                plain=False,
            ), after + 1
        return replace(number, end=later.end(), low=total, high=total, plain=False), after
    return (None if atoms[after - 1].kind == "article" else number), after


def _read_fraction_alone(text: str, atoms: Sequence[Atom], i: int) -> tuple[Number | None, int]:
    """A fraction without a number before it: "half a million", "half a dozen", or "half" alone."""
    half = atoms[i]
    if half.value != 0.5:
        return None, i + 1
    if i + 2 < len(atoms) and atoms[i + 1].kind == "article" and text[half.end : atoms[i + 1].start].isspace():
        value, after = _read_value(text, atoms, i + 1)
        if value and value > 1:
            return Number(half.start, atoms[after - 1].end, value / 2, value / 2, "words"), after
    return Number(half.start, half.end, 0.5, 0.5, "share", plain=True), i + 1


# Which kinds may follow which, when a number is read aloud.
_FOLLOWS = {
    "units": {"tens", "hundred", "scales", "groups"},
    "teens": {"hundred", "scales", "groups"},
    "tens": {"hundred", "scales"},
    "hundred": {"units", "teens", "tens", "article", "digits", "vague"},
    "scales": {"units", "teens", "tens", "hundred", "article", "digits", "groups", "vague"},
    "groups": {"units", "teens", "tens", "article", "digits", "hundred", "vague"},
    "fractions": {"article"},
}
_AFTER_AND = ("units", "teens", "tens")


def _read_value(text: str, atoms: Sequence[Atom], i: int) -> tuple[float | None, int]:
    """The value of the atoms from `i` that read as one number, and the atom after them; None where they are none."""
    first = atoms[i]
    if first.kind in ("scales", "hundred", "groups"):
        return None, i + 1
    total, current, smallest, j = 0.0, first.value, float("inf"), i + 1
    while (
        j < len(atoms)
        and _joins(text, atoms[j - 1], atoms[j])
        and not (atoms[j].kind == "scales" and atoms[j].value >= smallest)
    ):
        atom = atoms[j]
        if atom.kind == "scales":
            total, current, smallest = total + (current or 1) * atom.value, 0.0, atom.value
        elif atom.kind in ("hundred", "groups"):
            current *= atom.value
        elif atom.kind == "fractions":
            current = round(atom.value, 6)
        else:
            current += atom.value
        j += 1
    if j == i + 1 and first.kind in ("article", "vague"):
        return None, j
    return total + current, j


def _joins(text: str, before: Atom, atom: Atom) -> bool:
    gap = text[before.end : atom.start]
    if before.kind not in _FOLLOWS.get(atom.kind, ()) or len(gap) > 8 or not gap or not _GAP.fullmatch(gap):
        return False
    if "and" in gap.lower():
        return atom.kind in _AFTER_AND and before.kind in ("hundred", "scales", "groups")
    return before.kind != "groups" or atom.kind == "scales"
