"""pulse.key: one random secret a wave. Row hashes are keyed with it, so that nobody can try out whose row is whose.

A survey whose waves are linked has one more, which is independent of those of its waves. Its line has no wave.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

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
        return self._secret(f"{survey} {label}")

    def link_secret(self, survey: str) -> bytes:
        """The secret that links a survey's waves, 32 bytes; made and saved durably when first asked for."""
        return self._secret(_link(survey))

    def _secret(self, wave: str) -> bytes:
        if wave not in self.secrets:
            # Another run may have made it since, or destroyed others: those must not come back.
            self.secrets = _read(self.path) if self.keep else {**self.secrets, **_read(self.path)}
        if wave not in self.secrets:
            self.secrets[wave] = secrets.token_bytes(_BYTES)
            if self.keep:
                files.write_whole(self.path, _lines(self.secrets), private=True)
        return self.secrets[wave]

    def matches(self, survey: str, label: str, key_id: str) -> None:
        """Returns where the file holds the key a wave was begun with, or where nobody knows which one that was ("").

        Raises Stop: "key-missing", "key-wrong". To be asked before `secret`, which would make a new key.
        """
        if not key_id:
            return
        if f"{survey} {label}" not in self.secrets:
            raise Stop(problem("key-missing", Place(str(self.path)), wave=label, survey=survey))
        if self.key_id(survey, label) != key_id:
            raise Stop(problem("key-wrong", Place(str(self.path)), wave=label, survey=survey))

    def link_matches(self, survey: str, link_id: str) -> None:
        """The same for the key that links a survey's waves. Raises Stop: "link-key-missing", "link-key-wrong"."""
        if not link_id:
            return
        if not self.has_link(survey):
            raise Stop(problem("link-key-missing", Place(str(self.path)), survey=survey))
        if self.link_id(survey) != link_id:
            raise Stop(problem("link-key-wrong", Place(str(self.path)), survey=survey))

    def has_link(self, survey: str) -> bool:
        """True where there is a key that links a survey's waves."""
        return _link(survey) in self.secrets

    def destroy(self, survey: str, label: str) -> None:
        """Takes a wave's secret out of the file for good, and overwrites what the file held; the others stay.

        Call it while no other run can write to the file. Raises Stop("cannot-write").
        """
        self._destroy(f"{survey} {label}")

    def destroy_link(self, survey: str) -> None:
        """Does the same to the key that links a survey's waves."""
        self._destroy(_link(survey))

    def _destroy(self, wave: str) -> None:
        self.secrets = _read(self.path)
        if self.secrets.pop(wave, None) is not None:
            _replace_and_overwrite(self.path, _lines(self.secrets))

    def key_id(self, survey: str, label: str) -> str:
        """Eight hex digits that tell a wave's secret from another and say nothing else of it."""
        return _id(self.secret(survey, label))

    def link_id(self, survey: str) -> str:
        """The same of the secret that links a survey's waves."""
        return _id(self.link_secret(survey))


def _link(survey: str) -> str:
    """The name of a link key: without a blank, as no wave's key is named."""
    return f"link:{survey}"


def _id(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()[:8]


def refuse_if_open(path: Path, code: str) -> None:
    """Raises Stop where others than the owner may read a file. On Windows a workspace has the rights of its folder."""
    if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        raise Stop(problem(code, Place(str(path))))


def _read(path: Path) -> dict[str, bytes]:
    if not path.exists():
        return {}
    found: dict[str, bytes] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            wave, secret = line.rsplit(" ", 1)
            found[wave] = bytes.fromhex(secret)
        except ValueError as error:
            raise Stop(problem("key-damaged", Place(str(path), number))) from error
        if len(found[wave]) != _BYTES:
            raise Stop(problem("key-damaged", Place(str(path), number)))
    return found


def _lines(found: Mapping[str, bytes]) -> str:
    return _NOTE + "".join(f"{name} {secret.hex()}\n" for name, secret in found.items())


def _replace_and_overwrite(path: Path, text: str) -> None:
    """Puts `text` in the place of a file and writes over the bytes the file had, so that they cannot be read back."""
    try:
        old = path.with_name(f".{path.name}.old")
        if os.name == "posix":
            # Held open, the old file can be written over once its name belongs to the new one.
            with path.open("rb+") as file:
                files.write_whole(path, text, private=True)
                _overwrite(file)
            return
        path.replace(old)
        files.write_whole(path, text, private=True)
        with old.open("rb+") as file:
            _overwrite(file)
        old.unlink()
    except OSError as error:
        raise Stop(problem("cannot-write", Place(str(path)), reason=error.strerror or type(error).__name__)) from error


def _overwrite(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.write(secrets.token_bytes(size))
    file.flush()
    os.fsync(file.fileno())


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
