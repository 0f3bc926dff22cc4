"""From what all articles say together to the data that other programs and the browser read."""

from collections.abc import Callable

from whodex.collect.book import Book
from whodex.data.compared import compared
from whodex.data.exports import exports
from whodex.data.feeds import feeds
from whodex.data.lines import data as whole
from whodex.data.lookup import lookup
from whodex.data.network import networks
from whodex.data.places import places
from whodex.data.reconcile import reconcile


def data(book: Book) -> dict[str, Callable[[], bytes]]:
    """Say how to make the published data, by POSIX path below docs/.

    `whodex.pages.published` packs what is large of it, and lists it on a page.
    """
    texts = {**feeds(book), **lookup(book)}
    return {
        **{path: text.encode for path, text in texts.items()},
        **compared(book),
        **whole(book),
        **exports(book),
        **networks(book),
        **places(book),
        **reconcile(book),
    }
