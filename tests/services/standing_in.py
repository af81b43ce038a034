"""What every stand-in for a service has in common: real HTTP on this machine, GET and POST, and faults."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["FAULTS", "Fault", "StandIn", "status"]

#: Changes an answer: given the status, the type and the body, gives what is sent.
Fault = Callable[[int, str, bytes], tuple[int, str, bytes]]


def status(code: int, kind: str = "text/html", body: bytes = b"<html>busy</html>") -> Fault:
    """The fault of an answer with this status in place of the real one."""
    return lambda _status, _kind, _body: (code, kind, body)


#: What real services do on bad days, whatever they are.
FAULTS: dict[str, Fault] = {
    "429": status(429),
    "500": status(500),
    "403": status(403),
    "a web page under 200": status(200, body=b"<html>maintenance</html>"),
    "a web page under 404": status(404, body=b"<html>no such site</html>"),
    "an empty answer": lambda _s, kind, _b: (200, kind, b""),
    "an answer cut short": lambda _s, kind, body: (200, kind, body[: len(body) // 2]),
    "an answer of another shape": lambda _s, kind, _b: (200, kind, b"[]"),
    "a cut line": lambda _s, _k, _b: (0, "", b""),
}


@dataclass
class StandIn:
    """A server on this machine. `faults` are used up one an answer, None leaving the answer as it is.

    `headers` go with every answer; `asked` keeps the path, the query or form and the agent of each question.
    """

    faults: list[Fault | None] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        """What the service would say: status, content type, body."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                self._tell(parts.path, parts.query)

            def do_POST(self) -> None:
                self._tell(self.path, self.rfile.read(int(self.headers["content-length"])).decode())

            def _tell(self, path: str, fields: str) -> None:
                query = {name: values[0] for name, values in parse_qs(fields, keep_blank_values=True).items()}
                stand_in.asked.append((path, query, self.headers.get("user-agent", "")))
                code, kind, body = stand_in.answer(unquote(path), query)
                fault = stand_in.faults.pop(0) if stand_in.faults else None
                if fault is not None:
                    code, kind, body = fault(code, kind, body)
                if code == 0:  # the line is cut
                    self.connection.close()
                    return
                self.send_response(code)
                for name, value in stand_in.headers.items():
                    self.send_header(name, value)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                if code == 429:
                    self.send_header("retry-after", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"
