"""Writing a file whole: to a temporary name beside it, then in one step to its own; and text safe in a cell."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
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


def inert(text: str) -> str:
    """A text for a cell of a CSV, defused where a spreadsheet would run it as a formula (OWASP ASVS 1.2.10)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) else text


def _umask() -> int:
    # The process's mask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
