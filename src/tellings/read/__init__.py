"""Files -> sources: one function a format.

`read_inputs` takes the user's paths; `read_file` reads one file. The text of a plain text file is that file to the
letter; the text of the other formats is what a reader of the page sees. Law 1 of the house holds from here on: every
offset counts characters of `Source.text`.
"""

from tellings.read.declared import Declared
from tellings.read.files import DEFAULT_LIMIT, read_file, read_source
from tellings.read.inputs import Inputs, read_inputs

__all__ = ["DEFAULT_LIMIT", "Declared", "Inputs", "read_file", "read_inputs", "read_source"]
