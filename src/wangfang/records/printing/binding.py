"""How is a whole case bound into one PDF, with the originals that were attached?"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import typst

from wangfang.records.printing.glyphs import faces, sentence, told, undrawable
from wangfang.records.printing.printable import clean, needs_more_fonts

if TYPE_CHECKING:
    from wangfang.records.printing.shapes import Picture, Volume

Kind = Literal["png", "jpg", "pdf"]

MOST_PAGES = 300
"""Pages of attached originals that one volume takes in."""

_ROOM = Path(str(files("wangfang.records.printing"))) / "templates"
_PICTURE = b"#set page(width: auto, height: auto)\n#image(sys.inputs.path, format: sys.inputs.format, page: int(sys.inputs.page))"
_PAGES = re.compile(r"only has (\d+) page")
_BEYOND = str(10**9)


def bound(volume: Volume, folder: Path) -> bytes:
    """Return a volume as PDF; the same data gives the same bytes.

    `folder` is where the attached originals lie; one that cannot be drawn is left out (`drawable` tells before).
    """
    sheet = cast("dict[str, object]", clean(dict(volume)))
    text = json.dumps(sheet, ensure_ascii=False)
    wide = needs_more_fonts(text)
    missing = undrawable(text) if wide else ()
    if missing:
        text = told(json.dumps({**sheet, "note": sentence(missing)}, ensure_ascii=False), missing)
    root = folder if volume["pictures"] else _ROOM
    machine = typst.Compiler(_source(), root=str(root), font_paths=faces(wide=wide))
    return cast("bytes", machine.compile(format="pdf", sys_inputs={"data": text}))


def pages_of(path: str, kind: Kind, folder: Path) -> int:
    """Return how many pages an original has that can be drawn: 1 for a picture, 0 for what is broken or locked."""
    if kind != "pdf":
        return 1 if _refusal(path, kind, "1", folder) is None else 0
    refused = _refusal(path, kind, _BEYOND, folder) or ""
    found = _PAGES.search(refused)
    return int(found[1]) if found and _refusal(path, kind, "1", folder) is None else 0


def _refusal(path: str, kind: str, page: str, folder: Path) -> str | None:
    """Return what the compiler says against a page of an original, none when it can be drawn."""
    given = {"path": path, "format": kind, "page": page}
    machine = typst.Compiler(_PICTURE, root=str(folder), font_paths=faces(wide=False))
    try:
        machine.compile(format="pdf", sys_inputs=given)
    except typst.TypstError as refused:
        return " ".join((refused.message, *refused.hints))
    return None


def _source() -> bytes:
    """Return the layout of a volume as one text: its folder is the files', so it can import nothing."""
    layout, volume = ((_ROOM / name).read_text(encoding="utf-8") for name in ("layout.typ", "volume.typ"))
    return (layout + volume.replace('#import "layout.typ": *\n', "")).encode()


def drawable(name: str, path: str, kind: Kind, folder: Path) -> Picture | None:
    """Return an original as it is bound in, none when it cannot be drawn."""
    count = pages_of(path, kind, folder)
    if not count:
        return None
    return {"name": name, "path": path, "format": kind, "pages": [*range(1, count + 1)]}
