"""Pages in Safari's own form (.webarchive): a property list with the page and all that it shows."""

import plistlib
from dataclasses import replace
from pathlib import Path
from xml.parsers.expat import ExpatError

from whodex.read.blocks import is_web_address, original_address
from whodex.read.files import text_of
from whodex.values.article import Article
from whodex.values.errors import Problem, WhodexError


def article_of_webarchive(data: bytes, path: Path) -> Article:
    """Read a page as `webpage` does; raises WhodexError where there is none."""
    from whodex.read.webpage import article_of_webpage  # noqa: PLC0415 - a third of reading's start

    try:
        page = plistlib.loads(data)["WebMainResource"]
        html, charset = page["WebResourceData"], page.get("WebResourceTextEncodingName")
        text, mended = text_of(path, html, charset, page=True)
    except (plistlib.InvalidFileException, ExpatError, LookupError, TypeError, ValueError,
            AttributeError, OverflowError) as error:  # fmt: skip
        message = "is broken or no page of Safari"
        raise WhodexError(Problem(path, None, message, "the page saved again")) from error
    article = article_of_webpage(text, path)
    address = original_address(str(page.get("WebResourceURL")))
    url = article.source_url or (address if is_web_address(address) else None)
    return replace(article, source_url=url, notices=(*mended, *article.notices))
