"""A message as an e-mail, by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from pulse.model.messages import Channel, Message
from pulse.send.faults import Refused, Unreachable

_TEMPORARY = range(400, 500)  # RFC 5321, section 4.2.1: try again


def send(message: Message, channel: Channel, to: str, now: datetime, mark: str) -> None:
    """Hands the mail over. Raises Refused or Unreachable."""
    try:
        with _opened(channel) as server:
            if channel.user:
                server.login(channel.user, channel.secret)
            server.send_message(_mail(message, channel, to, now, mark))
    except smtplib.SMTPAuthenticationError as error:
        raise Refused("the server does not take user and password") from error
    except smtplib.SMTPRecipientsRefused as error:
        (code, _), *_ = error.recipients.values()
        raise _fault(code, "the server does not take mail for this list") from error
    except smtplib.SMTPSenderRefused as error:
        raise _fault(error.smtp_code, "the server does not take mail from this sender") from error
    except smtplib.SMTPNotSupportedError as error:
        raise Refused("the server does not offer what `security` and `user` ask for") from error
    except smtplib.SMTPServerDisconnected as error:
        late = isinstance(error.__context__, TimeoutError)
        raise Unreachable(f"the server {'did not answer in time' if late else 'ended the conversation'}") from error
    except smtplib.SMTPResponseException as error:
        raise _fault(error.smtp_code, f"the server answered {error.smtp_code}") from error
    except ssl.SSLCertVerificationError as error:
        raise Refused("the server's certificate cannot be trusted") from error
    except TimeoutError as error:
        raise Unreachable("the server did not answer in time") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable("the server cannot be reached") from error


def _opened(channel: Channel) -> smtplib.SMTP:
    if channel.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(channel.host, channel.port, timeout=channel.timeout, context=context)
    server = smtplib.SMTP(channel.host, channel.port, timeout=channel.timeout)
    if channel.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _mail(message: Message, channel: Channel, to: str, now: datetime, mark: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = channel.sender
    mail["To"] = to
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<pulse.{mark}@{channel.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices in return
    mail.set_content(message.text)
    return mail


def _fault(code: int, words: str) -> Exception:
    return Unreachable(words) if code in _TEMPORARY else Refused(words)
