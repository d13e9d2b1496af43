"""pulse.key: one random secret a wave. Row hashes are keyed with it, so that nobody can try out whose row is whose."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pulse import files
from pulse.model.problems import Place, Stop, problem

_BYTES = 32
_NOTE = "# The secret that unlinks people. Never share it, never put it under version control; back it up by itself.\n"


class Keys:
    """The secrets of a workspace. With `keep` false, new ones live in memory only: for a rehearsal."""

    def __init__(self, path: Path, *, keep: bool) -> None:
        self.path, self.keep = path, keep
        refuse_if_open(path, "key-open")
        if _tracked_by_git(path):
            raise Stop(problem("key-tracked", Place(str(path))))
        self.secrets = _read(path)

    def secret(self, survey: str, label: str) -> bytes:
        """The secret of a wave, 32 bytes; made and saved durably when first asked for."""
        wave = f"{survey} {label}"
        if wave not in self.secrets:
            self.secrets |= _read(self.path)  # another run may have made it since
        if wave not in self.secrets:
            self.secrets[wave] = secrets.token_bytes(_BYTES)
            if self.keep:
                lines = [f"{name} {secret.hex()}\n" for name, secret in self.secrets.items()]
                files.write_whole(self.path, _NOTE + "".join(lines), private=True)
        return self.secrets[wave]


def refuse_if_open(path: Path, code: str) -> None:
    """Raises Stop where others than the owner may read a file. On Windows a workspace has the rights of its folder."""
    if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        raise Stop(problem(code, Place(str(path))))


def _read(path: Path) -> dict[str, bytes]:
    if not path.exists():
        return {}
    found: dict[str, bytes] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            wave, secret = line.rsplit(" ", 1)
            found[wave] = bytes.fromhex(secret)
        except ValueError as error:
            raise Stop(problem("key-damaged", Place(str(path), number))) from error
    return found


def _tracked_by_git(path: Path) -> bool:
    """True when a repository's index names the file. Read from the index itself: git need not be installed."""
    full = path.resolve()
    for folder in full.parents:
        index = folder / ".git" / "index"
        if index.is_file():
            return b"\0" + full.relative_to(folder).as_posix().encode() + b"\0" in b"\0" + _names(index.read_bytes())
    return False


def _names(index: bytes) -> bytes:
    """The entries' names, each after 62 bytes of facts; cut so that a name stands between two NULs."""
    names, at = [], 12
    for _ in range(int.from_bytes(index[8:12], "big")):
        end = index.find(b"\0", at + 62)
        extended = 2 if index[at + 60] & 0x40 else 0
        names.append(index[at + 62 + extended : end])
        at += (end - at) // 8 * 8 + 8
    return b"\0".join(names) + b"\0"
