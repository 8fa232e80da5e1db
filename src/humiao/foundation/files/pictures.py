"""Make of a picture the copy that pages show: written anew, upright, scaled, with nothing else in it."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.files import limits
from humiao.foundation.files.kinds import Kind

_FORMATS = {Kind.JPG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
_CAMERA = 65_000  # bytes of a camera's data; JPEG itself allows no more
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, MemoryError)


@dataclass(frozen=True)
class Picture:
    """A picture as pages show it, and the camera's data (EXIF, base64) it no longer carries."""

    shown: bytes
    camera: str


def shown_picture(data: bytes, kind: Kind) -> Picture:
    """Decode a picture of its declared kind only, and write it anew; raises `Refused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a hostile picture is refused below, not warned of
            with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
                _refuse_too_large(picture)
                camera = picture.info.get("exif") or b""
                return Picture(_written(picture), base64.b64encode(camera[:_CAMERA]).decode())
    except _BROKEN as error:
        text = _("The picture can't be read; take or save it again.")
        raise Refused(Decision.no("picture-damaged", text)) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error


def _refuse_too_large(picture: Image.Image) -> None:
    """Look at the size in its head before a single pixel is unpacked."""
    if picture.width * picture.height > limits.MAX_PIXELS:
        raise _too_large()


def _too_large() -> Refused:
    most = limits.MAX_PIXELS // 1_000_000
    text = _("The picture has more than %(most)s million pixels; send a smaller one.") % {"most": most}
    return Refused(Decision.no("picture-too-large", text))


def _written(picture: Image.Image) -> bytes:
    side = (limits.SHOWN_SIDE, limits.SHOWN_SIDE)
    picture.draft("RGB", side)  # a JPEG is decoded no larger than needed
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(side)
    out = io.BytesIO()
    _on_white(upright).save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _on_white(picture: Any) -> Image.Image:
    """Return a fresh picture that carries nothing but its pixels."""
    whole = picture.convert("RGBA")
    paper: Image.Image = Image.new("RGB", whole.size, "white")
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper
