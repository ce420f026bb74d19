"""sign-ins.json: one sign-in per role, readable by this user alone."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

FILE = "sign-ins.json"


def keep(sign_ins: Iterable[Mapping[str, str]], data_folder: Path) -> Path:
    path = data_folder / FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        path.chmod(0o600)
        json.dump(list(sign_ins), file, indent=2, ensure_ascii=False)
        file.write("\n")
    return path


def kept(data_folder: Path) -> list[dict[str, str]]:
    path = data_folder / FILE
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return found
