"""Writing a file whole: to a temporary name beside it, then in one step to its own; names of files, safe cells."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from pulse.model.problems import Place, Stop, problem

PRIVATE = 0o600


def write_whole(
    path: Path, content: str | bytes, *, private: bool = False, attest: Callable[[bytes], None] | None = None
) -> None:
    """Puts `content` (text as UTF-8, line ends as given) at `path`, wholly or not at all; `private` for mode 0600.

    attest  looks at the finished file's bytes, read back, before the file gets its name; what it raises deletes it
    Raises Stop("cannot-write").
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            Path(temporary).chmod(0o666 & ~_umask())
        if attest:
            attest(Path(temporary).read_bytes())
        Path(temporary).replace(path)
    except Stop:
        Path(temporary).unlink(missing_ok=True)
        raise
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Stop(problem("cannot-write", Place(str(path)), reason=error.strerror or type(error).__name__)) from error


def names(of: Collection[str]) -> dict[str, str]:
    """A part of a file's name for each text: its letters and digits, and never the same for two texts on any system.

    Where two would be alike, or nothing is left of one, it also bears the beginning of a digest of the text.
    """
    plain = {text: _plain(text) for text in of}
    alike = Counter(plain.values())
    return {
        text: name if name and alike[name] == 1 else f"{name}-{_mark(text)}".strip("-") for text, name in plain.items()
    }


def _plain(text: str) -> str:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold().replace("_", " "))
    return "-".join(words)[:60].strip("-")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def inert(text: str) -> str:
    """A text for a cell of a CSV, defused where a spreadsheet would run it as a formula (OWASP ASVS 1.2.10)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) else text


def _umask() -> int:
    # The process's mask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
