"""Mail as programs save it: one (.eml), many (.mbox), and pages in the form of mail (.mhtml)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, cast

from bs4 import BeautifulSoup, Tag

from whodex.read.blocks import (
    PARTED,
    collapse,
    is_furniture,
    is_web_address,
    original_address,
    patterns,
    tagged_texts,
)
from whodex.read.bylines import day_of_text, is_outlet, looks_like_name
from whodex.read.capture import BULLET, TEXT, Said, unwrapped
from whodex.read.documents import article_of_document, article_of_page, entitled
from whodex.read.files import text_of
from whodex.values.article import Article, Block, BlockKind
from whodex.values.errors import Problem, WhodexError

# A mail of many: the first as it may be, the others with their day. "From Oslo to …" is text.
BEGINS = re.compile(
    rb"(?:\AFrom |(?:(?<=\n\n)|(?<=\n\r\n))From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)[^\n]*\n"
)
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
ANSWER = re.compile(r"(?:(?:re|aw|sv|vs|fwd?|wg|tr|rv|doorst)(?:\[\d+\])?: *)+", re.IGNORECASE)
SENDER = re.compile(r"(.+?) (?:from|at|of|via|\||[-–—]) (.+)")
HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|max-height:\s*0(?:px)?\s*(?:;|$)")
SIGNATURE = re.compile(r"^-- ?\n.*", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"(?:> ?)+")
LONGEST_HEADER = 2_000  # characters
NOTE = 3  # lines above a mail that somebody sent on
FEWEST = 3  # headers of one
HEADER = re.compile(r"\*?(From|Sent|Date|Subject|To|Cc|Reply-To):\*? *(\S.{0,1000})")
FORWARDED = re.compile(r"[-_ ]*(?:begin )?(?:forwarded|original) message:?[-_ ]*", re.IGNORECASE)
OF_HEADERS = re.compile(
    r"<br\b[^<>]*>\s*(?=(?:<[^<>]{1,99}>\s*){0,3}(?:From|Sent|Date|Subject|To|Cc):)"
)
PAGES = ("text/html", "application/xhtml+xml")  # what pages are called where they are sent
DEEPEST = 5  # mails that hold one another
CUT = "the file ends in the midst of it, and what was there is read"
SECRET = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
ADDRESSES = ("Archived-At", "Content-Base", "Content-Location")


FAULTS = (ValueError, LookupError, AttributeError, TypeError)


class Headers(EmailPolicy):
    """The standard policy, for headers of a sensible length: it takes long for others."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - of a header's kind
        """Read a header, or its beginning; the standard library fails on some written wrong."""
        try:
            return super().header_fetch_parse(name, value[:LONGEST_HEADER])
        except FAULTS:
            return super().header_fetch_parse(name, "")


def mails(data: bytes, path: Path) -> Iterator[partial[Article]]:
    """Yield what reads each mail of an mbox file, at a path; raises WhodexError if it is none."""
    begins = [match.span() for match in BEGINS.finditer(data)]
    if not begins or begins[0][0]:
        message = "doesn't begin with a line From …, as a mailbox does"
        raise WhodexError(Problem(path, None, message, "a mailbox exported as .mbox"))
    ends = [start for start, _ in begins[1:]] + [len(data)]
    for (_, start), end in zip(begins, ends, strict=True):
        yield partial(article_of_mail, ESCAPED.sub(rb"\1", data[start:end]))


def article_of_mail(data: bytes, path: Path) -> Article:
    """Read a mail; `id` and `seed` are left to the caller. Raises WhodexError if there's no text.

    Its title is the subject; its author or source is who sent it, as an outlet would be named. The
    first mail that is attached to one without a text is read in its place.
    """
    mail = _parsed(data, path)
    for _ in range(DEEPEST):
        if blocks := _blocks(mail, path):
            break
        held = next((p for p in mail.walk() if p.get_content_type() == "message/rfc822"), None)
        if held is None:
            break
        mail = held.get_content()
    first, blocks = _forwarded(blocks)
    said = _said(first or mail)
    title = ANSWER.sub("", _header(first or mail, "Subject"), count=1).strip() or None
    article = article_of_document(blocks, said, title)
    return replace(article, notices=(*article.notices, *_notices(mail)))


def article_of_page_in_mail(data: bytes, path: Path) -> Article:
    """Read a page that a browser saved with all that it shows, as `webpage` does."""
    mail = _parsed(data, path)
    part = next((p for p in mail.walk() if p.get_content_type() in PAGES), None)
    if part is None:
        raise WhodexError(Problem(path, None, "holds no page", "a page saved by a browser"))
    said = (_header(mail, "Snapshot-Content-Location"), _header(part, "Content-Location"))
    article = article_of_page(_text(part, path), path, *said)
    if article.title_is_ours and (title := _header(mail, "Subject")):
        article = entitled(article, title)
    return replace(article, notices=(*article.notices, *[CUT] * _is_cut(mail)))


def _parsed(data: bytes, path: Path) -> EmailMessage:
    """Parse a mail, or say that it is none or a secret one."""
    mail = cast("EmailMessage", message_from_bytes(data, policy=Headers()))
    if not any(name in mail for name in ("From", "Subject", "Date", "Content-Type")):
        raise WhodexError(Problem(path, None, "is no mail", "a mail saved by a mail program"))
    if mail.get_content_type() in SECRET:
        message = "is encrypted or sealed"
        raise WhodexError(Problem(path, None, message, "the mail saved as readable text"))
    return mail


def _blocks(mail: EmailMessage, path: Path) -> list[Block]:
    """Return the text of a mail: its page where it has one, else its plain text."""
    for kind in ("html", "plain"):
        body = mail.get_body(preferencelist=(kind,))
        if body is None or body.is_multipart() or not body.get_payload(decode=True):
            continue
        text, _ = _text(body, path)
        blocks = _blocks_of_page(text) if kind == "html" else _blocks_of_text(text, body)
        if blocks:
            return blocks
    return []


def _text(part: MIMEPart, path: Path) -> tuple[str, tuple[str, ...]]:
    data = part.get_payload(decode=True)
    page = part.get_content_type() in PAGES
    return text_of(path, bytes(data or b""), part.get_content_charset(), page=page)


def _blocks_of_page(text: str) -> list[Block]:
    """Reduce a mail's page to blocks; all that it shows is its text, but for some lines."""
    soup = BeautifulSoup(PARTED.sub("<p>", OF_HEADERS.sub("<p>", text)), "lxml")
    for tag in soup.find_all(_is_hidden):
        tag.clear()  # to take a tag out of many others takes as long as there are others
    blocks = (Block(kind, text) for _, kind, text in tagged_texts(soup))
    return [block for block in blocks if not _is_furniture(block.text)]


def _is_hidden(tag: Tag) -> bool:
    return tag.name in ("head", "title") or bool(HIDDEN.search(str(tag.get("style") or "")))


def _is_furniture(line: str) -> bool:
    return is_furniture(line) or bool(patterns("mail-furniture").fullmatch(line))


def _blocks_of_text(text: str, part: MIMEPart) -> list[Block]:
    """Reduce plain text to blocks; quoted lines are quotes, what stands below "-- " is gone."""
    text = SIGNATURE.sub("", text)
    if part.get_param("format") == "flowed":  # RFC 3676
        space = "" if str(part.get_param("delsp")).lower() == "yes" else " "
        text = re.sub(r"(?m)^ (?=>|From| )", "", re.sub(r"(?<!\n--) \n(?!>|\n)", space, text))
    blocks: list[Block] = []
    for line in filter(None, map(collapse, unwrapped(text))):
        kind = BlockKind.PARAGRAPH
        if mark := QUOTED.match(line):
            kind = BlockKind.QUOTE
        elif mark := BULLET.match(line):
            kind = BlockKind.LIST_ITEM
        words = line[mark.end() :] if mark else line
        if words and not _is_furniture(words):
            blocks.append(Block(kind, words))
    return blocks


def _forwarded(blocks: list[Block]) -> tuple[EmailMessage | None, list[Block]]:
    """Return the mail that somebody sent on, as its headers stand above the text, and the text.

    A few short lines may stand above it; below a longer text it is what that answers.
    """
    above = list(takewhile(lambda block: not HEADER.match(block.text), blocks[: NOTE + 1]))
    headers = takewhile(bool, (HEADER.match(block.text) for block in blocks[len(above) :]))
    found = [match for match in headers if match]
    if len(found) < FEWEST or len(above) > NOTE or any(len(b.text) >= TEXT for b in above):
        return None, blocks
    mail = EmailMessage(policy=Headers())
    for match in found:
        name = "Date" if match[1].lower() == "sent" else match[1]
        with suppress(*FAULTS):  # a header of which there is one already, or one written wrong
            mail[name] = match[2]
    kept = [block for block in above if not FORWARDED.fullmatch(block.text)]
    return mail, [*kept, *blocks[len(above) + len(found) :]]


def _said(mail: EmailMessage) -> Said:
    """Return what a mail's headers say of it."""
    authors, source = _sender(mail)
    said = (_header(mail, name).strip("<>") for name in ADDRESSES)
    url = next(filter(is_web_address, map(original_address, said)), None)
    return Said(source=source, url=url, authors=authors, published=_day(mail))


def _sender(mail: EmailMessage) -> tuple[list[str], str | None]:
    """Return who wrote and who published a mail, as far as its headers name them."""
    sender = mail["From"]
    addresses = sender.addresses if isinstance(sender, AddressHeader) else ()
    name = collapse(addresses[0].display_name).strip("\"'") if addresses else ""
    listed = collapse(_header(mail, "List-Id").partition("<")[0]).strip("\"'") or None
    parts = SENDER.fullmatch(name)
    if parts and looks_like_name(parts[1]) and not is_outlet(parts[1]):
        return [parts[1]], parts[2]
    if looks_like_name(name) and not is_outlet(name) and name != listed:
        return [name], listed
    return [], listed or name or None


def _day(mail: EmailMessage) -> date | None:
    """Return the day of a header, which a program that sends mail on writes for people."""
    header = mail["Date"]
    if isinstance(header, DateHeader) and header.datetime:
        return header.datetime.date()
    return day_of_text(_header(mail, "Date"))


def _header(mail: MIMEPart, name: str) -> str:
    return collapse(str(mail[name] or ""))


def _notices(mail: EmailMessage) -> Iterator[str]:
    for part in mail.iter_attachments():
        name = part.get_filename()
        if name and part.get_content_disposition() == "attachment":
            yield f"the attachment {collapse(name)} isn't read; saved beside the mail it would be"
    if _is_cut(mail):
        yield CUT


def _is_cut(mail: EmailMessage) -> bool:
    ends = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(defect, ends) for part in mail.walk() for defect in part.defects)
