"""Is it a picture that can be drawn, and how is it written anew so that it tells nothing but what it shows?"""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from wangfang.records.files.unfit import Unfit

MOST_PIXELS = 40_000_000
"""Of one picture; told by its head, before anything of it is unpacked."""

TOO_MANY = "的像素太多，把照片缩小再传"
BROKEN = "打不开，照片可能坏了，重新拍一张或者另存一次再传"

_QUALITY = 90
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16"), "WEBP": ("RGB", "RGBA")}
_ONE_AT_A_TIME = Lock()
"""A picture of the largest size takes some 250 MB while it is turned; two of them do not at once."""


def cleaned(body: bytes, form: str) -> bytes:
    """Return a picture written anew in its own form (JPEG, PNG, WEBP): upright, without EXIF, XMP, profile, comment.

    Raises:
        Unfit: it is no such picture, is broken, or has more than 40 million pixels.
    """
    try:
        with Image.open(BytesIO(body), formats=[form]) as picture:
            _require_size(picture)
            with _ONE_AT_A_TIME:
                return _written(ImageOps.exif_transpose(picture), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unfit(TOO_MANY) from bomb
    except Unfit:
        raise
    except Exception as broken:  # the decoders answer broken bytes with almost any exception
        raise Unfit(BROKEN) from broken


def _require_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Unfit(TOO_MANY)


def _written(picture: Image.Image, form: str) -> bytes:
    modes = _MODES[form]
    plain = picture if picture.mode in modes and "transparency" not in picture.info else picture.convert(modes[-1])
    if form == "JPEG" and plain.mode not in modes:
        plain = plain.convert("RGB")
    plain.load()
    plain.info.clear()  # else profile, comment and texts go along
    target = BytesIO()
    plain.save(target, form, quality=_QUALITY)
    return target.getvalue()
