"""A client without manners of its own: it sends one request on one connection and says what came back."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit

from stand_in_site.client import Site

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Received:
    """What came back: status 0 where nothing did, header names in lower case, the body as it came.

    ``ending`` is how the reading ended: the body was ``whole``, the server ``closed`` or ``reset`` the connection, or
    nothing came for the time that the client waits (``silence``).
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    ending: str = ""


def get(
    site: Site, target: str, headers: Mapping[str, str] = _NO_HEADERS, *, method: str = "GET", patience: float = 5
) -> Received:
    """Ask for a target and read until the connection ends, or until nothing comes for so many seconds."""
    host = urlsplit(site.address)
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection((host.hostname or "", host.port or 0), timeout=patience) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        came, ending = _all(connection)
    return _received(came, ending)


def _all(connection: socket.socket) -> tuple[bytes, str]:
    came = b""
    try:
        while piece := connection.recv(65_536):
            came += piece
    except TimeoutError:
        return came, "silence"
    except ConnectionResetError:
        return came, "reset"
    return came, "closed"


def _received(came: bytes, ending: str) -> Received:
    head, _, body = came.partition(b"\r\n\r\n")
    if not head:
        return Received(ending=ending)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    is_whole = len(body) == int(headers.get("content-length", len(body)))
    return Received(int(first.split()[1]), headers, body, "whole" if is_whole and ending == "closed" else ending)
