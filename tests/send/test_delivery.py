"""Messages reach real servers, and what goes wrong on the way is told without a word of the server's.

1. Mail: taken once, with its head; one id for one message, whenever it is sent; by STARTTLS, with user and password.
2. Webhook: the JSON of Slack, and the card of Teams.
3. What may pass is tried again, after a pause that doubles; what is refused is not; silence ends with the time-out.
4. Neither a password nor a webhook's address is ever in what is told.
"""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulse import send
from pulse.model.messages import Channel, Delivery, Message
from tests.send.servers import mail_server, nobody, silence, webhook

_NOW = datetime(2026, 11, 10, 7, 15, tzinfo=UTC)
_TEXT = Message("reminder", "s", "2026-11", "How are we? – still open", "Zwölf Fragen.\n\nThank you.\n")
_WORD = "open sesame"
_LIST = "all-staff@example.org"
_MAIL = Channel("smtp", "127.0.0.1", security="none", sender="wellbeing@example.org", timeout=5, pause=1)


def _sent(channel: Channel, to: str = _LIST) -> tuple[Delivery, list[float]]:
    """What became of it, and the pauses that were made."""
    pauses: list[float] = []
    return send.deliver(_TEXT, channel, to, _NOW, pauses.append), pauses


def test_a_mail_arrives_once_as_it_was_written() -> None:
    with mail_server() as server:
        assert _sent(replace(_MAIL, port=server.port)) == (Delivery(delivered=True, tries=1), [])
        ((to, mail),) = server.taken
    assert to == [_LIST]
    assert mail.get_content().replace("\r\n", "\n") == _TEXT.text
    assert [mail[name] for name in ("Subject", "From", "To")] == [_TEXT.subject, "wellbeing@example.org", _LIST]
    assert mail["Date"].datetime == _NOW
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_same_message_bears_the_same_id_and_another_one_another() -> None:
    with mail_server() as server:
        for to in (_LIST, _LIST, "ward-6@example.org"):
            _sent(replace(_MAIL, port=server.port), to)
        one, again, other = (str(mail["Message-ID"]) for _, mail in server.taken)
    assert one == again != other
    assert one.endswith("@example.org>")


def test_what_may_pass_is_tried_again() -> None:
    with mail_server() as server:
        server.answers += ["451 later", "450 later"]
        assert _sent(replace(_MAIL, port=server.port)) == (Delivery(delivered=True, tries=3), [1, 2])
        assert len(server.taken) == 1


def test_what_is_refused_is_not_tried_again() -> None:
    with mail_server() as server:
        server.answers += ["550 no such list, says Ada"]
        came, pauses = _sent(replace(_MAIL, port=server.port))
        assert (came.delivered, came.tries, pauses, server.tries) == (False, 1, [], 1)
    assert came.reason == "the server does not take mail for this list"


@pytest.mark.parametrize("port", [nobody, None], ids=["nobody there", "somebody who says nothing"])
def test_a_server_that_does_not_answer_is_given_up(port: Callable[[], int] | None) -> None:
    with silence() as deaf:
        channel = replace(_MAIL, port=port() if port else deaf, timeout=0.2)
        came, pauses = _sent(channel)
    assert (came.delivered, came.tries, pauses) == (False, 3, [1, 2])
    assert came.reason == ("the server cannot be reached" if port else "the server did not answer in time")


def test_a_server_without_starttls_gets_no_mail() -> None:
    with mail_server() as server:
        came, _ = _sent(replace(_MAIL, port=server.port, security="starttls", user="u", secret=_WORD))
        assert (came.delivered, came.tries, server.taken) == (False, 1, [])
    assert came.reason == "the server does not offer what `security` and `user` ask for"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost, and its key, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*made, "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@pytest.fixture
def tls(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server needs to speak TLS, in a world that trusts its certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("word", [_WORD, "open barley"])
def test_a_password_is_tried_in_one_conversation_only(tls: ssl.SSLContext, word: str) -> None:
    with mail_server(tls=tls, password=_WORD) as server:
        came, _ = _sent(replace(_MAIL, port=server.port, security="starttls", user="u", secret=word))
        assert set(server.users) == {(b"u", word.encode())}
        assert (len(server.taken), came.tries) == (word == _WORD, 1)
    assert came.reason == ("" if word == _WORD else "the server does not take user and password")


def test_a_server_that_cannot_be_trusted_gets_neither_mail_nor_password(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(tls=tls, password=_WORD) as server:
        came, _ = _sent(replace(_MAIL, port=server.port, security="starttls", user="u", secret=_WORD))
        assert (came.delivered, came.tries, server.users, server.taken) == (False, 1, [], [])
    assert came.reason == "the server's certificate cannot be trusted"


def test_slack_is_sent_text_and_teams_a_card() -> None:
    with webhook() as server:
        for channel in (Channel("slack", secret=server.address), Channel("teams", secret=server.address)):
            came, _ = _sent(channel, channel.by)
            assert came == Delivery(delivered=True, tries=1)
        slack, teams = server.taken
    assert slack == {"text": f"*{_TEXT.subject}*\n\n{_TEXT.text}"}
    assert teams["type"] == "message"
    (card,) = teams["attachments"]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert card["content"]["type"] == "AdaptiveCard"
    assert [it["text"] for it in card["content"]["body"]] == [_TEXT.subject, "Zwölf Fragen.", "Thank you."]


@pytest.mark.parametrize(
    ("answers", "delivered", "tries"),
    [([500, 503], True, 3), ([429], True, 2), ([404], False, 1), ([302], False, 1), ([502] * 3, False, 3)],
)
def test_a_webhook_that_fails_is_tried_again_and_one_that_refuses_is_not(
    answers: list[int], delivered: bool, tries: int
) -> None:
    with webhook() as server:
        server.answers += answers
        came, _ = _sent(Channel("slack", secret=server.address, timeout=5), "slack")
        assert (came.delivered, came.tries, server.tries, len(server.taken)) == (delivered, tries, tries, delivered)
        assert server.address not in came.reason
        assert "5f2b" not in came.reason


@pytest.mark.parametrize("port", [nobody, None], ids=["nobody there", "somebody who says nothing"])
def test_a_webhook_that_does_not_answer_is_given_up(port: Callable[[], int] | None) -> None:
    with silence() as deaf:
        address = f"http://127.0.0.1:{port() if port else deaf}/hook/5f2b"
        came, _ = _sent(Channel("teams", secret=address, timeout=0.2, tries=2), "teams")
    assert (came.delivered, came.tries) == (False, 2)
    assert came.reason == ("the webhook cannot be reached" if port else "the webhook did not answer in time")


def test_an_address_that_is_none_is_refused() -> None:
    address = "file:///etc/passwd"
    came, _ = _sent(Channel("slack", secret=address), "slack")
    assert (came.delivered, came.tries, came.reason) == (False, 1, "the webhook's address is not one")


def test_a_channel_does_not_show_its_secret() -> None:
    assert _WORD not in repr(replace(_MAIL, secret=_WORD))
