"""A stand-in for a server of S3: a bucket in memory over real HTTP, each request's signature worked out anew.

The signature is that of AWS Signature Version 4
(https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), listings are
ListObjectsV2, cut after a few.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

__all__ = ["S3StandIn"]

_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/s3/aws4_request, ?"
    r"SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)
_WHEN = "Sun, 01 Mar 2026 12:00:00 GMT"
_A_PAGE = 3


@dataclass
class S3StandIn:
    """One bucket and one key. `faults` are statuses used up one a request; 0 cuts the line, None is no fault."""

    bucket: str = "atlas"
    key_id: str = "AKIDEXAMPLE"
    secret: str = "not-to-be-told"
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[int | None] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                stand_in.asked.append((self.command, unquote(urlsplit(self.path).path)))
                fault = stand_in.faults.pop(0) if stand_in.faults else None
                if fault == 0:
                    self.close_connection = True
                    self.connection.close()
                    return
                status, answer = (fault, b"") if fault else stand_in.answer(self.command, self.path, self.headers, body)
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.send_header("last-modified", _WHEN)
                self.send_header("etag", f'"{hashlib.sha256(answer or body).hexdigest()[:32]}"')
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _serve  # noqa: N815 (the library's own names)

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

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        parts = urlsplit(target)
        if not self._is_signed(method, parts.path, parts.query, headers, body):
            # As Amazon does, with what an error must never pass on.
            told = f"<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>{self.key_id}</AWSAccessKeyId></Error>"
            return 403, told.encode()
        bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
        if bucket != self.bucket:
            return 404, b"<Error><Code>NoSuchBucket</Code></Error>"
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        match method:
            case "GET" if not key:
                return 200, self._listed(query).encode()
            case "PUT":
                self.files[key] = body
                return 200, b""
            case "DELETE":
                self.files.pop(key, None)
                return 204, b""
            case "POST" if "delete" in query:
                names = [unescape(name) for name in re.findall(r"<Key>(.*?)</Key>", body.decode(), re.DOTALL)]
                for name in names:
                    self.files.pop(name, None)
                gone = "".join(f"<Deleted><Key>{escape(name)}</Key></Deleted>" for name in names)
                return 200, f"<DeleteResult>{gone}</DeleteResult>".encode()
            case _ if key in self.files:
                return 200, self.files[key]
            case _:
                return 404, b"<Error><Code>NoSuchKey</Code></Error>"

    def _listed(self, query: dict[str, str]) -> str:
        names = sorted(name for name in self.files if name.startswith(query.get("prefix", "")))
        behind = [name for name in names if name > query.get("continuation-token", "")]
        page, more = behind[:_A_PAGE], len(behind) > _A_PAGE
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified>"
            f"<ETag>&quot;x&quot;</ETag><Size>{len(self.files[name])}</Size></Contents>"
            for name in page
        )
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        return f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{token}{rows}</ListBucketResult>"

    def _is_signed(self, method: str, path: str, query: str, headers: Any, body: bytes) -> bool:
        found = _SIGNED.fullmatch(headers.get("authorization", ""))
        claimed = headers.get("x-amz-content-sha256", "")
        if found is None or found["key"] != self.key_id:
            return False
        if claimed not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
            return False
        pairs = sorted((quote(n, "~"), quote(v, "~")) for n, v in parse_qsl(query, keep_blank_values=True))
        named = found["headers"].split(";")
        canonical = "\n".join(
            [
                method,
                quote(unquote(path), "/~"),
                "&".join(f"{name}={value}" for name, value in pairs),
                *(f"{name}:{' '.join(headers.get(name, '').split())}" for name in named),
                "",
                found["headers"],
                claimed,
            ]
        )
        scope = f"{found['day']}/{found['region']}/s3/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = "\n".join(["AWS4-HMAC-SHA256", headers.get("x-amz-date", ""), scope, digest])
        key = f"AWS4{self.secret}".encode()
        for part in (found["day"], found["region"], "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.compare_digest(hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest(), found["signature"])
