"""The key that signs, and those that signed before it."""

import os
import re
import secrets
from pathlib import Path


def read_key(path: Path, *, name: str = "SECRET_KEY_FILE") -> str:
    """What the file holds. Raises ValueError with the name of the setting."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as reason:
        raise ValueError(f"{name} cannot be read ({reason.strerror}): check its path and permissions.") from None


def kept_key(path: Path) -> str:
    """Created exclusively, so that two processes that start together agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def listed(keys: str) -> tuple[str, ...]:
    """Keys in a text, between commas, spaces or lines."""
    return tuple(key for key in re.split(r"[\s,]+", keys) if key)
