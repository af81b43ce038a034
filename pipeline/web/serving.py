"""The desk's server: where it listens, who may come in, and pages until somebody stops it."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import uvicorn

from pipeline.desk.refreshing import Refresher
from pipeline.desk.services import Desk
from pipeline.errors import ConfigurationError
from pipeline.ports import Objects
from pipeline.settings import DeskSettings
from pipeline.web.app import create_app
from pipeline.web.doors import AccountDoor, Accounts, Door, HeaderDoor, LinkDoor, secret_of
from pipeline.web.pictures import Drawer, Pictures
from pipeline.web.seeding import Seeding
from pipeline.web.throttle import SignIns

__all__ = ["Place", "door_of", "place_of", "serve"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk listens and under which address people reach it (empty: under the one it listens on)."""

    listen: str
    port: int
    public: str

    @property
    def address(self) -> str:
        """The address that people open."""
        named = f"[{self.listen}]" if ":" in self.listen else self.listen
        return self.public or f"http://{named}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which requests may ask for the desk."""
        if self.public:
            return frozenset({urlsplit(self.public).netloc})
        return frozenset({urlsplit(self.address).netloc, f"localhost:{self.port}"})


def serve(
    desk: Desk,
    drawer: Drawer,
    accounts: Accounts,
    sign_ins: SignIns,
    outputs: Path,
    person: str,
    settings: DeskSettings,
    *,
    shared: Objects | None = None,
    port: int,
    anybody: bool,
    seeding: Seeding,
    started: Callable[[str], None],
    told: Callable[[int, int], None],
) -> None:
    """Serve the desk until it is stopped; `started` is told the address to open.

    The queue's rows of drafts that were made meanwhile are worked out beside that, and `told` hears how far it is.
    Pictures of pages are also kept in `shared`, for other desks. Port 0 takes any that is free. `anybody` says whether
    there is an account at all. Raises ConfigurationError where the port is taken, or where the settings would let in
    somebody whom nobody knows.
    """
    place = place_of(settings, port=port, anybody=anybody)
    listening = _listen(place.listen, port)
    place = Place(place.listen, listening.getsockname()[1], place.public)
    door = door_of(settings, place, secret_of(outputs), accounts, sign_ins, desk, person)
    pictures = Pictures(outputs / "pages", drawer, shared)
    refresher = Refresher(desk)
    # `proxy_headers` would let anybody on this machine choose the address that a request seems to come from.
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(desk, door, pictures, seeding=seeding, refresher=refresher),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
        )
    )
    started(f"{place.address}/in/{door.link}" if isinstance(door, LinkDoor) else place.address)

    def ready() -> None:
        refresher.run(told)
        if seeding.desks is not None:
            seeding.desks.prepare()

    beside = threading.Thread(target=ready, name="queue", daemon=True)
    beside.start()
    if threading.current_thread() is threading.main_thread():
        # The server ends its requests first and sends the signal on then: so everything is closed behind it too.
        signal.signal(signal.SIGTERM, _leave)
    try:
        server.run(sockets=[listening])
    finally:
        refresher.stopped = True
        beside.join()
        pictures.close()


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def place_of(settings: DeskSettings, *, port: int, anybody: bool) -> Place:
    """Where the desk is to listen. Raises ConfigurationError where that would not be safe, or makes no sense."""
    try:
        here = ipaddress.ip_address(settings.listen)
    except ValueError as error:
        raise ConfigurationError(
            f"desk.listen is no address: {settings.listen}", hint="127.0.0.1 is this machine alone"
        ) from error
    if settings.sign_in == "link" and (settings.public or not here.is_loopback):
        raise ConfigurationError(
            "a desk that others can reach needs to know who they are",
            hint='set desk.sign_in = "accounts" and add people with `atlas reviewer add`',
        )
    if settings.sign_in != "link" and not anybody:
        raise ConfigurationError(
            "nobody has an account at this desk yet", hint="atlas reviewer add NAME --role admin makes the first one"
        )
    if settings.sign_in == "header" and not (settings.header and settings.proxies):
        raise ConfigurationError(
            "the desk would believe a header from anybody",
            hint="set desk.header, and in desk.proxies the addresses of the server that sends it",
        )
    public = settings.public.rstrip("/")
    parts = urlsplit(public)
    if public and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query):
        raise ConfigurationError(
            f"desk.public is no address of a desk: {public}", hint="it is like https://desk.example.org"
        )
    if not here.is_loopback and parts.scheme != "https":
        raise ConfigurationError(
            "passwords and sessions would cross the network in the open",
            hint="put a web server with https in front and set desk.public to its address (docs/operations.md)",
        )
    return Place(settings.listen, port, public)


def door_of(
    settings: DeskSettings,
    place: Place,
    secret: bytes,
    accounts: Accounts,
    sign_ins: SignIns,
    desk: Desk,
    person: str,
) -> Door:
    """The door that the settings ask for."""
    if settings.sign_in == "accounts":
        return AccountDoor(
            secret,
            place.hosts,
            accounts,
            sign_ins,
            desk.story.clock.now,
            secure=place.public.startswith("https://"),
            proxies=frozenset(settings.proxies),
            lasts=timedelta(days=settings.session_days),
        )
    if settings.sign_in == "header":
        return HeaderDoor(secret, place.hosts, accounts, settings.header, frozenset(settings.proxies))
    return LinkDoor(secret, place.hosts, person)


def _listen(address: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen(128)  # whoever follows the link at once waits for the first answer, and is not refused
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"port {port} of {address} cannot be had ({error.strerror})",
            hint="give another one with --port, or 0 for any",
        ) from error
    return listening
