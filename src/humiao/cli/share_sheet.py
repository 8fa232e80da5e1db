"""The sheet of one share: A4, its words numbered, what to do with it in Chinese and English."""

from __future__ import annotations

import json
from importlib.resources import files

import typst

from humiao.desk.papers.pdf import shipped_fonts
from humiao.foundation.keys.shares import NewShare


def as_sheet(share: NewShare) -> bytes:
    """Return the sheet as PDF. It is the only place the words are written to."""
    data = {
        "words": share.words.split(),
        "number": share.number,
        "of": share.of,
        "need": share.need,
        "set": share.set_id,
        "version": share.version,
        "fingerprint": share.fingerprint,
        "holder": share.holder,
        "made": share.made_at[:10],
    }
    template = files("humiao.cli").joinpath("share_sheet.typ").read_bytes()
    return typst.compile(template, font_paths=shipped_fonts(), sys_inputs={"data": json.dumps(data)})
