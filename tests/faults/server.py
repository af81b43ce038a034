"""The server: HTTP/1.1 by hand over loopback, so that it can break off, drip, lie and reset as real ones do.

Which fault it shows is the name of the model: `reset`, or `500+500+ok` for one after the other (the last one stays).
Small questions that only probe what the server can do are answered well and are not counted as calls of the script.
`python -m tests.faults.server --latency 2` runs it on its own and prints its address.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.faults.answers import answer_to, as_text, chat_body, responses_body
from tests.faults.batches import ProviderBatches, Sent

__all__ = ["FaultServer", "Seen", "serving"]


@dataclass(slots=True)
class Seen:
    """One request as it came: which script step it met, its headers (lower case) and its body.

    `came` and `answered` are when it was read and when the whole answer had left (monotonic seconds; 0 until then).
    """

    path: str
    fault: str
    headers: dict[str, str]
    body: dict[str, Any]
    answered: float = 0.0
    came: float = field(default_factory=time.monotonic)


@dataclass
class FaultServer:
    """What it does and what it saw. `latency_s` is how long it thinks; `headers` go with its good answers.

    `thinks` is how many tokens it uses up before its first word when it is probed.
    """

    latency_s: float = 0.0
    can: str = "json_schema"
    thinks: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    probes: list[Seen] = field(default_factory=list)
    batches: ProviderBatches = field(default_factory=ProviderBatches)
    _steps: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """The base address for a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept alive until a fault or the client ends it."""
        try:
            while (request := await _request(reader)) is not None:
                if not await self._handle(request, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _handle(self, request: Sent, writer: asyncio.StreamWriter) -> bool:
        if request.path.startswith(("/v1/files", "/v1/batches")):
            step = self.batches.step(request)
            if step in {"ok", "hang", "made-then-reset"}:
                status, content = self.batches.answer(request)
                if step == "hang":
                    await asyncio.sleep(60)
                if step == "made-then-reset":
                    return await _break("reset", request.path, "{}", {}, writer)
                return await _send(writer, status, content)
            return await _show(step, request.path, {}, writer, request.headers.get("authorization", ""))
        return await self._answer(request.path, request.headers, json.loads(request.content or b"{}"), writer)

    async def _answer(
        self, path: str, headers: dict[str, str], body: dict[str, Any], writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; False when the connection is over."""
        if _is_probe(body):
            self.probes.append(Seen(path, "probe", headers, body))
            return await self._probe(path, body, writer)
        model = str(body.get("model"))
        script = model.split("+")
        fault = script[min(self._steps[model], len(script) - 1)]
        self._steps[model] += 1
        seen = Seen(path, fault, headers, body)
        self.seen.append(seen)
        await asyncio.sleep(self.latency_s)
        if fault == "ok" and self.headers:
            good = as_text(answer_to(_paper(body)))
            goes_on = await _send(writer, 200, _reply(path, good, body), self.headers)
        else:
            goes_on = await _show(fault, path, body, writer, headers.get("authorization", ""))
        seen.answered = time.monotonic()
        return goes_on

    async def _probe(self, path: str, body: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        asked = str(body.get("response_format", body.get("text", "")))
        ways = ["json_schema", "json_object", "plain"]
        way = next((one for one in ways if one in asked), "plain")
        if ways.index(way) < ways.index(self.can):
            return await _send(writer, 400, {"error": {"message": f"{way} is not supported", "code": None}})
        if _most_output(body) < self.thinks:
            return await _send(writer, 200, _reply(path, "", body, finish="length"))
        text = "fine" if way == "plain" else '{"level": "low", "ok": true}'
        return await _send(writer, 200, _reply(path, text, body))


async def _show(fault: str, path: str, body: dict[str, Any], writer: asyncio.StreamWriter, key: str) -> bool:
    """One fault, or a good answer. Every name here is one that tests use as a model's name."""
    good = as_text(answer_to(_paper(body)))
    match fault:
        case "ok":
            return await _send(writer, 200, _reply(path, good, body))
        case "429":
            return await _send(writer, 429, _error("slow down", "rate_limit_exceeded"))
        case "429-seconds":
            return await _send(writer, 429, _error("slow down"), {"retry-after": "0.05"})
        case "429-date":
            soon = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
            return await _send(writer, 429, _error("slow down"), {"retry-after": soon})
        case "429-ms":
            return await _send(writer, 429, _error("slow down"), {"retry-after-ms": "40"})
        case "429-long":
            return await _send(writer, 429, _error("slow down"), {"retry-after": "7200"})
        case "quota":
            return await _send(writer, 429, _error("You exceeded your current quota", "insufficient_quota"))
        case "key":
            return await _send(writer, 401, _error("Incorrect API key provided", "invalid_api_key"))
        case "key-echo":
            return await _send(writer, 401, _error(f"Incorrect API key provided: {key}"))
        case "forbidden":
            return await _send(writer, 403, _error("You may not use this model"))
        case "no-model":
            return await _send(writer, 404, _error("The model does not exist", "model_not_found"))
        case "bad-request":
            return await _send(writer, 400, _error("Unsupported value"))
        case "too-long":
            return await _send(writer, 400, _error("This model's maximum context length is 8192 tokens"))
        case "500":
            return await _send(writer, 500, _error("The server had an error"))
        case "503-html":
            return await _send(writer, 503, "<html><body>Service Unavailable</body></html>")
        case "html":
            return await _send(writer, 200, "<html><body>Please log in</body></html>")
        case "wrong-json":
            return await _send(writer, 200, '{"choices": [')
        case "error-200":
            return await _send(writer, 200, _error("upstream failed"))
        case "redirect":
            return await _send(writer, 307, "", {"location": "http://127.0.0.1:9/v1/elsewhere"})
        case "no-choices":
            return await _send(writer, 200, {**chat_body(good, model="m"), "choices": [], "output": []})
        case "null-choices":
            return await _send(writer, 200, {**chat_body(good, model="m"), "choices": None, "output": None})
        case "no-usage":
            return await _send(writer, 200, {**_reply(path, good, body), "usage": None})
        case "fenced":
            return await _send(writer, 200, _reply(path, f"<think>hm</think>\n```json\n{good}\n```", body))
        case "prose":
            return await _send(writer, 200, _reply(path, "Certainly! This paper is about an illness.", body))
        case "wrong-shape":
            return await _send(writer, 200, _reply(path, '{"summary": "all in one"}', body))
        case "wrong-sentences":
            forged = good.replace('"sentences": [', '"sentences": [99999, ')
            return await _send(writer, 200, _reply(path, forged, body))
        case "wrong-statements":
            return await _send(writer, 200, _reply(path, good.replace('"statement": ', '"statement": 9'), body))
        case "gullible":
            return await _send(writer, 200, _reply(path, good.replace('"not"', '"supported"'), body))
        case "strict":
            return await _send(writer, 200, _reply(path, good.replace('"supported"', '"not"'), body))
        case "refusal":
            return await _send(writer, 200, _reply(path, None, body, refusal="I cannot help with that."))
        case "length":
            return await _send(writer, 200, _reply(path, good[: len(good) * 2 // 3], body, finish="length"))
        case "filter":
            return await _send(writer, 200, _reply(path, "", body, finish="content_filter"))
        case "empty":
            return await _send(writer, 200, _reply(path, "", body))
        case "gzip-bomb":
            bomb = gzip.compress(b" " * 50_000_000, 1)
            return await _send(writer, 200, bomb, {"content-encoding": "gzip"})
        case _:
            return await _break(fault, path, good, body, writer)


async def _break(fault: str, path: str, good: str, body: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
    """Faults of the wire itself; the connection is over after each."""
    content = as_text(_reply(path, good, body)).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n".encode()
    match fault:
        case "reset":
            sock: socket.socket = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        case "half-body":
            writer.write(head + content[: len(content) // 2])
            await writer.drain()
        case "drip":
            writer.write(head)
            for byte in content:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.05)
        case "hang":
            await asyncio.sleep(60)
        case "huge":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
            for _ in range(64):
                writer.write(b" " * 1_000_000)
                await writer.drain()
        case _:
            raise AssertionError(f"the server knows no fault {fault!r}")
    return False


def _paper(body: dict[str, Any]) -> str:
    turns = body.get("messages") or body.get("input") or []
    return "\n".join(str(turn.get("content")) for turn in turns if turn.get("role") == "user")


def _most_output(body: dict[str, Any]) -> int:
    return int(body.get("max_tokens") or body.get("max_completion_tokens") or body.get("max_output_tokens") or 0)


def _is_probe(body: dict[str, Any]) -> bool:
    return len(json.dumps({**body, "model": ""})) < 2_000


def _reply(path: str, text: str | None, body: dict[str, Any], **more: Any) -> dict[str, Any]:
    make = responses_body if path.endswith("/responses") else chat_body
    return make(text, model=f"{body.get('model')}-2026", **more)


def _error(message: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invented", "param": None, "code": code}}


async def _send(
    writer: asyncio.StreamWriter,
    status: int,
    content: dict[str, Any] | str | bytes,
    headers: dict[str, str] | None = None,
) -> bool:
    """A whole reply; the connection stays open."""
    kind = "application/json" if isinstance(content, dict) else "text/html"
    payload = _bytes(content)
    lines = [f"HTTP/1.1 {status} Invented", f"content-type: {kind}", f"content-length: {len(payload)}"]
    lines += ["x-request-id: req-invented", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + payload)
    await writer.drain()
    return True


def _bytes(content: dict[str, Any] | str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else as_text(content)).encode()


async def _request(reader: asyncio.StreamReader) -> Sent | None:
    first = await reader.readline()
    if not first:
        return None
    headers: dict[str, str] = {}
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        name, _, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    content = await _content(reader, headers)
    method, path, _ = first.decode().split()
    return Sent(method, path, headers, content)


async def _content(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", ""):
        return await reader.readexactly(int(headers.get("content-length", "0")))
    content = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        content += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return content


@contextmanager
def serving(**settings: Any) -> Iterator[FaultServer]:
    """A server on a free port of loopback, in a thread of its own, for as long as the context lasts."""
    server = FaultServer(**settings)
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def run() -> None:
        listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await stopped.wait()
        listening.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    stopped = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(10)
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


async def _alone(latency_s: float) -> None:
    server = FaultServer(latency_s=latency_s)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, backlog=1024)
    server.port = listening.sockets[0].getsockname()[1]
    print(server.url, flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    asyncio.run(_alone(parser.parse_args().latency))
