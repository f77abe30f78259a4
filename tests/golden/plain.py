"""How is a sheet written as plain text, so that people can read it word for word beside the code?"""

from __future__ import annotations

from pathlib import Path

from wangfang.records.printing import shapes

BULLETIN = Path(__file__).parent / "answers" / "bulletin_2017Q4.txt"
"""The bulletin of the demo's fourth quarter of 2017."""


def plain(sheet: shapes.Bulletin) -> str:
    """Return a bulletin as text: the head, every paragraph on its line, every row of a table with bars."""
    head = [sheet["name"], f"{sheet['issue']}　{sheet['issuer']}　{sheet['dated']}", sheet["title"], f"{sheet['to']}："]
    body = [line for block in (*sheet["blocks"], *sheet.get("behind", ())) for line in _lines(block)]
    foot = [
        sheet.get("basis", ""),
        f"抄报：{sheet['reported_to']}",
        f"抄送：{sheet['copies']}",
        f"{sheet['printed_on']}印发",
    ]
    return "".join(f"{line.rstrip()}\n" for line in [*head, *body, "", *foot])


def _lines(block: shapes.Block) -> list[str]:
    if block["kind"] == "table":
        heads = " | ".join(one["title"] for one in block["columns"])
        rows = [" | ".join(row) for row in (*block["rows"], *([block["foot"]] if block["foot"] else []))]
        return ["", block["caption"], heads, *rows, *([block["note"]] if block["note"] else [])]
    if block["kind"] == "form":
        return [" | ".join(row) for row in block["rows"]]
    return ["", block["text"]] if block["kind"] == "heading" else [block["text"]]
