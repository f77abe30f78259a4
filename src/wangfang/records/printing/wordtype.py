"""In which typefaces is a DOCX set?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.shared import Pt

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle
    from docx.text.run import Run

BODY = "仿宋_GB2312"
TITLE = "方正小标宋简体"
HEADING = "黑体"
SUBHEADING = "楷体_GB2312"
LATIN = "Times New Roman"


def face(target: Run | ParagraphStyle, name: str, size: float) -> None:
    """Set Chinese in the named typeface, letters and digits in Times New Roman."""
    target.font.name = LATIN
    target.font.size = Pt(size)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:eastAsia", "w:hint"):
        fonts.set(qn(slot), name if slot == "w:eastAsia" else "eastAsia")
