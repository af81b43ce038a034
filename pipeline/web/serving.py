"""The desk's server: an address, a one-time link, and pages until somebody stops it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from pipeline.desk.dossier import refresh
from pipeline.desk.services import Desk
from pipeline.errors import ConfigurationError
from pipeline.web.app import create_app
from pipeline.web.doors import Doors, secret_of
from pipeline.web.pictures import Drawer, Pictures

__all__ = ["serve"]

_HERE = "127.0.0.1"


def serve(desk: Desk, drawer: Drawer, outputs: Path, person: str, *, port: int, started: Callable[[str], None]) -> None:
    """Serve the desk to one person on this machine until it is stopped; `started` is told the one-time address.

    Port 0 takes any that is free. Raises ConfigurationError where the port is taken.
    """
    listening = _listen(port)
    port = listening.getsockname()[1]
    hosts = frozenset({f"{_HERE}:{port}", f"localhost:{port}"})
    doors = Doors(secret_of(outputs), hosts, person)
    pictures = Pictures(outputs / "pages", drawer)
    refresh(desk)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(desk, doors, pictures), log_config=None, access_log=False, server_header=False, lifespan="off"
        )
    )
    started(f"http://{_HERE}:{port}/in/{doors.link}")
    try:
        server.run(sockets=[listening])
    finally:
        pictures.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HERE, port))
        listening.listen(128)  # whoever follows the link at once waits for the first answer, and is not refused
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"port {port} of this machine is taken ({error.strerror})",
            hint="give another one with --port, or 0 for any",
        ) from error
    return listening
