"""A real server on loopback that answers as a test says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

PARAGRAPH = (
    "<p>Harbour master Bo Berg said on Friday that the ferries to Varna will stay in port until "
    "the storm, the third of this winter, has passed the coast. Mayor Cora Dunn had asked him "
    "to wait for the morning, and nobody in the town was surprised by it.</p>"
)
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent at an address: in pieces, with a pause before each."""

    body: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: int = 1
    pause: float = 0


def page(title: str, *, head: str = "", body: str = PARAGRAPH * 3) -> bytes:
    """An article as a paper has it on the web."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="og:site_name" content="The Quay Post">'
        '<meta name="author" content="Ada Lind">'
        f'<meta property="article:published_time" content="2024-03-01">{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def moved(place: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": place})


class Web:
    """What stands on the server, and which paths were asked for, with the headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.host = ""

    def at(self, path: str, answer: Answer | bytes) -> str:
        """Put something on the server; return its address."""
        self.answers[path] = Answer(answer) if isinstance(answer, bytes) else answer
        return self.host + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def web() -> Iterator[Web]:
    """Serve on a free port."""
    there = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append((self.path, dict(self.headers)))
            answer = there.answers.get(self.path, Answer(b"<h1>Not here</h1>", status=404))
            self.send_response(answer.status)
            if answer.kind:
                self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            size = -(-len(answer.body) // answer.pieces) or 1
            with suppress(OSError):  # who asked has gone
                for start in range(0, len(answer.body), size):
                    sleep(answer.pause)
                    self.wfile.write(answer.body[start : start + size])
                    self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.host = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
