"""The control of the stand-in, on a port of its own, so that what a test asks of it is never in the site's log."""

import json
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from stand_in_site.connection import SiteServer
from stand_in_site.truth import to_json


class ControlServer(ThreadingHTTPServer):
    """Takes orders for the server of the site: JSON objects by POST, their name as the path."""

    daemon_threads = True

    def __init__(self, site_server: SiteServer) -> None:
        super().__init__(("127.0.0.1", 0), _Orders)
        self.site_server = site_server


class _Orders(BaseHTTPRequestHandler):
    server: ControlServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Carry out an order and answer with its result, or with 400 and what is wrong with it."""
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            status, result = 200, _ORDERS[self.path](self.server.site_server, given)
        except (ValueError, KeyError, TypeError) as error:
            status, result = 400, str(error)
        payload = json.dumps(result, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _clock(server: SiteServer, given: dict[str, Any]) -> str:
    with server.lock:
        if "now" in given:
            server.site.set_clock(datetime.fromisoformat(given["now"]))
        return server.site.clock.isoformat()


def _switch(server: SiteServer, given: dict[str, Any]) -> None:
    server.switches.switch_on(given["name"], given["parameters"])
    _hide(server)


def _switch_off(server: SiteServer, given: dict[str, Any]) -> None:
    server.switches.switch_off(given["name"])
    _hide(server)


def _reset(server: SiteServer, _: dict[str, Any]) -> None:
    server.switches.switch_all_off()
    server.log.clear()
    _hide(server)
    with server.lock:
        server.site.set_clock(server.site.start)


def _hide(server: SiteServer) -> None:
    with server.lock:
        server.site.hide(dict(server.switches.hidden()))


def _log(server: SiteServer, _: dict[str, Any]) -> list[dict[str, Any]]:
    return server.log.plain()


def _clear_log(server: SiteServer, _: dict[str, Any]) -> None:
    server.log.clear()


def _truth(server: SiteServer, given: dict[str, Any]) -> list[dict[str, Any]]:
    with server.lock:
        until = datetime.fromisoformat(given["until"]) if given.get("until") else server.site.clock
        return [to_json(article) for article in server.site.truth(until)]


_ORDERS: dict[str, Callable[[SiteServer, dict[str, Any]], Any]] = {
    "/clock": _clock,
    "/switch": _switch,
    "/switch_off": _switch_off,
    "/reset": _reset,
    "/log": _log,
    "/clear_log": _clear_log,
    "/truth": _truth,
}
