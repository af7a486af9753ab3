"""DOCX: paragraphs, tables, pages; damage and tricks end in a message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest

from tellings.errors import UnreadableFileError
from tellings.read import read_file

Put = Callable[..., Path]
MakeDocx = Callable[[Sequence[str]], bytes]


def changed(packed: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_paragraphs_and_tables_come_in_their_order(put: Put, story: str) -> None:
    """What stands in a table is read where the table stands."""
    document = docx.Document()
    document.add_paragraph(story)
    document.add_table(1, 2).rows[0].cells[1].text = "twelve dead"
    document.add_paragraph("That was all.")
    packed = io.BytesIO()
    document.save(packed)

    assert read_file(put("a.docx", packed.getvalue()), name="a.docx").text == f"{story}\n\ntwelve dead\n\nThat was all."


def test_pages_are_those_of_the_last_layout(put: Put, make_docx: MakeDocx, story: str) -> None:
    """A page begins where the word processor noted a page break, in the middle of a paragraph too."""
    mark = b"</w:t><w:lastRenderedPageBreak/><w:t>"
    packed = changed(
        make_docx([story, story]), "word/document.xml", lambda xml: xml.replace(b" Nobody", mark + b"Nobody")
    )
    source = read_file(put("a.docx", packed), name="a.docx")

    assert source.pages is not None
    assert [source.text[start:].split()[0] for start in source.pages] == ["The", "Nobody", "Nobody"]
    assert "\f" not in source.text


def test_deleted_text_is_left_out_and_inserted_text_is_read(put: Put, make_docx: MakeDocx, story: str) -> None:
    """Of tracked changes the text as it would stand with all of them accepted is read."""
    change = (
        b"<w:p><w:ins w:id='1'><w:r><w:t>Added words.</w:t></w:r></w:ins>"
        b"<w:del w:id='2'><w:r><w:delText>Gone words.</w:delText></w:r></w:del></w:p><w:sectPr"
    )
    packed = changed(make_docx([story]), "word/document.xml", lambda xml: xml.replace(b"<w:sectPr", change))
    assert read_file(put("a.docx", packed), name="a.docx").text == f"{story}\n\nAdded words."


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_file_cut_short_is_called_damaged(put: Put, make_docx: MakeDocx, story: str, keep: float) -> None:
    """A broken download is named, with what to do."""
    whole = make_docx([story])
    with pytest.raises(UnreadableFileError, match=r"a\.docx: a damaged DOCX .*save it anew"):
        read_file(put("a.docx", whole[: int(len(whole) * keep)]), name="a.docx")


def test_an_archive_that_unpacks_to_too_much_is_refused_unread(put: Put, make_docx: MakeDocx, story: str) -> None:
    """A zip bomb is seen by the sizes it declares."""
    packed = changed(make_docx([story]), "word/document.xml", lambda xml: xml + b" " * 150_000_000)
    assert len(packed) < 1_000_000
    with pytest.raises(UnreadableFileError, match=r"MB of unpacked data, more than the limit"):
        read_file(put("a.docx", packed), name="a.docx")


def test_entities_are_not_expanded(put: Put, make_docx: MakeDocx, story: str) -> None:
    """Neither entities that multiply nor entities that read files come into the text."""
    tricks = b'<!DOCTYPE d [<!ENTITY a "mill mill mill"><!ENTITY b SYSTEM "file:///etc/passwd">]>'

    def add(xml: bytes) -> bytes:
        head, rest = xml.split(b"?>", 1)
        return head + b"?>" + tricks + rest.replace(b"Nobody", b"&a;&b;Nobody")

    packed = changed(make_docx([story]), "word/document.xml", add)
    try:
        text = read_file(put("a.docx", packed), name="a.docx").text
    except UnreadableFileError:
        return
    assert "mill mill" not in text
    assert "root:" not in text


def test_markup_deeper_than_any_document_is_called_damaged(put: Put, make_docx: MakeDocx, story: str) -> None:
    """Nesting cannot exhaust the stack."""
    deep = b"<w:p>" * 50_000 + b"</w:p>" * 50_000 + b"<w:sectPr"
    packed = changed(make_docx([story]), "word/document.xml", lambda xml: xml.replace(b"<w:sectPr", deep))
    with pytest.raises(UnreadableFileError, match="a damaged DOCX"):
        read_file(put("a.docx", packed), name="a.docx")


def test_another_archive_is_named_for_what_it_is(put: Put) -> None:
    """A spreadsheet or a book is not called a damaged document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    with pytest.raises(UnreadableFileError, match="a packed file"):
        read_file(put("book.epub", packed.getvalue()), name="book.epub")
