"""Another spaCy pipeline in place of ours: any that is installed and parses English, spoken of in the words of this house.

Pipelines trained on OntoNotes follow the ClearNLP scheme, in which a noun hangs on its preposition and a predicate on "be".
The house reads Universal Dependencies (de Marneffe et al. 2021), in which it is the other way round; `universal` turns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import spacy

from tellings.errors import TellingsError
from tellings.rules import load_rules

TRIED = "The old ships sailed home."
OBJECTS = {"pobj", "pcomp"}
PREDICATES = {"attr", "acomp"}
VERBAL = {"VERB", "AUX", "ADJ", "ADV"}


@dataclass(frozen=True, slots=True)
class Link:
    """What a token hangs on: the index of its head (its own for a root) and the relation."""

    head: int
    relation: str


def load_other(name: str) -> Any:
    """The installed spaCy pipeline `name`, or the one in a folder. Raises TellingsError where it cannot do what is needed."""
    try:
        pipeline = spacy.load(name)
    except (OSError, ImportError, ValueError) as problem:
        raise TellingsError(
            f"model {name}: no spaCy pipeline of this name can be loaded ({str(problem).splitlines()[0]}); install it, as in "
            f"`python -m spacy download {name}`, give the folder it lies in, or leave the model out to use the one that ships"
        ) from problem
    if pipeline.lang != "en":
        raise TellingsError(f"model {name}: it is for the language {pipeline.lang!r}; choose one for English ('en')")
    tried = pipeline(TRIED)
    missing = [what for what, has in (("parser", "DEP"), ("tagger", "TAG")) if not tried.has_annotation(has)]
    if missing:
        raise TellingsError(
            f"model {name}: it has no {' and no '.join(missing)} (it has {', '.join(pipeline.pipe_names) or 'nothing'}); "
            "choose a pipeline that tags and parses, as en_core_web_sm does"
        )
    return pipeline


def described(pipeline: Any) -> str:
    """The name and version of a pipeline, as in "en_core_web_sm 3.8.0"."""
    return f"{pipeline.lang}_{pipeline.meta['name']} {pipeline.meta['version']}"


def kind_of(entity: Any) -> str | None:
    """The kind of a spaCy entity: "person", "place", "organisation" or "people"; None where it is no name of these, or an adjective."""
    kind: str | None = load_rules("language_models")["kinds"].get(entity.label_)
    return None if entity.root.pos_ == "ADJ" else kind


def universal(links: Sequence[Link], tags: Sequence[str], lemmas: Sequence[str]) -> list[Link]:
    """The relations of a sentence in the ClearNLP scheme as Universal Dependencies; those that already are stay as they are."""
    found = list(links)
    for at, link in enumerate(links):
        if link.relation in OBJECTS and links[link.head].relation in {"prep", "agent", "dative"}:
            _raise(found, at, "obl" if tags[links[link.head].head] in VERBAL else "nmod", "case")
        elif link.relation in PREDICATES and lemmas[link.head] == "be":
            _raise(found, at, found[link.head].relation, "cop")
    renamed = load_rules("language_models")["relations"]
    return [replace(link, relation=renamed.get(link.relation, link.relation)) for link in found]


def _raise(links: list[Link], low: int, relation: str, becomes: str) -> None:
    """Let the token `low` change places with its head, which then hangs on it as `becomes`, with all else that hung there."""
    high = links[low].head
    above = links[high].head
    for at, link in enumerate(links):
        if link.head == high and at != high:
            links[at] = replace(link, head=low)
    links[low] = Link(low if above == high else above, relation)
    links[high] = Link(low, becomes)
