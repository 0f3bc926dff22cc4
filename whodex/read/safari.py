"""Pages in Safari's own form (.webarchive): a property list with the page and all that it shows."""

import plistlib
from pathlib import Path
from xml.parsers.expat import ExpatError

from whodex.read.documents import article_of_page
from whodex.read.files import text_of
from whodex.values.article import Article
from whodex.values.errors import Problem, WhodexError


def article_of_webarchive(data: bytes, path: Path) -> Article:
    """Read a page as `webpage` does; raises WhodexError where there is none."""
    try:
        page = plistlib.loads(data)["WebMainResource"]
        html, charset = page["WebResourceData"], page.get("WebResourceTextEncodingName")
        read = text_of(path, html, charset, page=True)
    except (plistlib.InvalidFileException, ExpatError, LookupError, TypeError, ValueError,
            AttributeError, OverflowError) as error:  # fmt: skip
        message = "is broken or no page of Safari"
        raise WhodexError(Problem(path, None, message, "the page saved again")) from error
    return article_of_page(read, path, str(page.get("WebResourceURL")))
