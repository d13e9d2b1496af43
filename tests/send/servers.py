"""Real servers on loopback: one for mail, one for webhooks, one that takes a connection and says nothing."""

from __future__ import annotations

import asyncio
import http.server
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mails:
    """What a mail server took; `answers` are what it says to a recipient instead of taking it, first come first."""

    port: int = 0
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    tries: int = 0
    users: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library calls it by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.tries += 1
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(cast("bytes", envelope.content), policy=default)
        self.taken.append((list(envelope.rcpt_tos), mail))
        return "250 OK"


@contextmanager
def mail_server(*, tls: ssl.SSLContext | None = None, password: str = "") -> Iterator[Mails]:
    """A mail server; with `tls` it offers STARTTLS and wants it, with a password it wants somebody to log in too."""
    mails = Mails()

    def known(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, said: Any) -> AuthResult:
        assert isinstance(said, LoginPassword)
        mails.users.append((said.login, said.password))
        return AuthResult(success=said.password == password.encode(), handled=False)

    more: dict[str, Any] = {"tls_context": tls, "require_starttls": True} if tls else {}
    if password:
        more |= {"authenticator": known, "auth_required": True}
    controller = Controller(mails, hostname="127.0.0.1", port=_free_port(), loop=asyncio.new_event_loop(), **more)
    controller.start()
    mails.port = controller.port
    try:
        yield mails
    finally:
        controller.stop()


@dataclass
class Posts:
    """What a webhook was sent; `answers` are statuses it gives, first come first, then 200."""

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    tries: int = 0


@contextmanager
def webhook() -> Iterator[Posts]:
    """A server that takes JSON."""
    posts = Posts()

    class _Taking(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posts.tries += 1
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = posts.answers.pop(0) if posts.answers else 200
            posts.taken += [said] if status == 200 else []
            self.send_response(status)
            if status == 302:
                self.send_header("Location", posts.address)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Taking) as server:
        posts.address = f"http://127.0.0.1:{server.server_port}/hook/5f2b"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield posts
        server.shutdown()


@contextmanager
def silence() -> Iterator[int]:
    """The port of somebody who takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield int(deaf.getsockname()[1])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def nobody() -> int:
    """A port at which nobody listens."""
    return _free_port()
