"""Sentences, tokens and names with offsets: the only room that knows spaCy.

`analyse` reads a stretch of text, `parse` sentences that are already cut. The offsets of `analyse` are those of the whole
text, so nothing has to be found again. Sentences
come from rules; tags, heads, relations and names come from the weights that ship with the package, lemmas from rule
tables over the tags. Without weights those fields are empty, and everything that reads them must do without.
"""

from __future__ import annotations

from tellings.language.pipeline import Analysis, Token, analyse, model_name, parse, using

__all__ = ["Analysis", "Token", "analyse", "model_name", "parse", "using"]
