"""How do the vendored style and script files get into the tree, unchanged and provable?

Usage: fetch the packages (`npm pack bootstrap@5.3.9 htmx.org@2.0.11 echarts@5.6.0`), then
`python scripts/vendor.py bootstrap-5.3.9.tgz htmx.org-2.0.11.tgz echarts-5.6.0.tgz`.
Only the listed files are taken; the pointer to a source map, which is not shipped, is cut off.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/wangfang/interfaces/frame/static/wangfang/vendor"
SOURCE_MAP = re.compile(rb"\s*(/\*#\s*sourceMappingURL=.*?\*/|//#\s*sourceMappingURL=\S+)\s*$")


@dataclass(frozen=True)
class Package:
    """One package: which files are taken, and under which licence."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Return the folder of this version under the target."""
        return f"{self.name}-{self.version}"


PACKAGES = (
    Package("bootstrap", "5.3.9", "MIT", ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js", "LICENSE")),
    Package("htmx.org", "2.0.11", "0BSD", ("dist/htmx.min.js", "LICENSE")),
    Package(
        "echarts",
        "5.6.0",
        "Apache-2.0",
        ("dist/echarts.common.min.js", "LICENSE", "NOTICE", "licenses/LICENSE-d3"),
    ),
)


def take(package: Package, archive: Path) -> list[str]:
    """Copy the listed files of one archive and return their lines for vendor.toml."""
    lines = []
    folder = TARGET / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        for path in package.files:
            member = tar.extractfile(f"package/{path}")
            if member is None:
                message = f"{archive.name} has no {path}"
                raise SystemExit(message)
            body = SOURCE_MAP.sub(b"\n", member.read())
            target = folder / Path(path).name
            target.write_bytes(body)
            lines += [
                "[[file]]",
                f'path = "{package.folder}/{target.name}"',
                f'name = "{package.name}"',
                f'version = "{package.version}"',
                f'licence = "{package.licence}"',
                f'sha256 = "{hashlib.sha256(body).hexdigest()}"',
                "",
            ]
    return lines


def main(archives: list[str]) -> None:
    """Take every package from its archive and write vendor.toml."""
    lines = ["# Written by scripts/vendor.py; a house test hashes each file again.", ""]
    for package in PACKAGES:
        archive = next((Path(a) for a in archives if Path(a).name == f"{package.folder}.tgz"), None)
        if archive is None:
            message = f"missing archive {package.folder}.tgz"
            raise SystemExit(message)
        lines += take(package, archive)
    (TARGET / "vendor.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
