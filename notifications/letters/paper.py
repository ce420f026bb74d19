"""The letter on paper: a PDF set by typst with fonts that come with the product, in any of the six languages."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import typst

from backend.domain.languages import direction

from .letter import Letter

FONTS = ("fontpkg_noto_serif/files", "fontpkg_amiri/files", "pylopdf_fonts_zh_cn")
"""Noto Serif, Amiri and Noto Serif SC (all under the SIL Open Font License): Latin, Cyrillic, Arabic and Chinese."""


def font_folders() -> list[Path]:
    """Where the fonts lie. No other font is used, so that a letter looks the same on every machine."""
    folders = []
    for name in FONTS:
        package, _, below = name.partition("/")
        folders.append(Path(str(files(package))) / below)
    return folders


def pdf(letters: Sequence[tuple[Letter, str]]) -> bytes:
    """The letters with their plain texts, each on pages of its own: the correspondence language first."""
    document = [
        {
            "title": letter.title,
            "reference": letter.reference,
            "language": letter.language,
            "direction": direction(letter.language),
            "blocks": _blocks(text),
        }
        for letter, text in letters
    ]
    template = Path(__file__).parent / "letter.typ"
    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        font_paths=font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"letters": json.dumps(document, ensure_ascii=False)},
        timestamp=0,
    )


def _blocks(text: str) -> list[list[dict[str, object]]]:
    """The paragraphs, each a list of lines with how far they stand in."""
    return [
        [{"text": line.strip(), "indent": len(line) - len(line.lstrip())} for line in block.split("\n")]
        for block in text.split("\n\n")
    ]
