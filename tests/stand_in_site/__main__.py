"""The process of the stand-in: ``python -m stand_in_site --start 2026-01-01T06:00:00+00:00 --articles 300``."""

import argparse
import json
import os
import sys
import threading
import time
from datetime import datetime

from stand_in_site.connection import SiteServer
from stand_in_site.control import ControlServer
from stand_in_site.site import StandInSite
from stand_in_site.world import World

_LOOK_EVERY = 0.2  # seconds


def main() -> None:
    """Serve until a signal ends the process or its parent is gone; the first line of output has both addresses."""
    given = _arguments()
    world = World(given.start, articles=given.articles, per_day=given.per_day, seed=given.seed)
    site = SiteServer(given.port, StandInSite(world))
    control = ControlServer(site)
    for server in (site, control):
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    addresses = {"site": f"http://127.0.0.1:{site.server_port}", "control": f"http://127.0.0.1:{control.server_port}"}
    sys.stdout.write(json.dumps(addresses) + "\n")
    sys.stdout.flush()
    while os.getppid() == given.parent:
        time.sleep(_LOOK_EVERY)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stand_in_site", description=__doc__)
    parser.add_argument("--start", type=_moment, default=_moment("2026-01-01T06:00:00+00:00"))
    parser.add_argument("--articles", type=int, default=300, help="that are there at the start")
    parser.add_argument("--per-day", type=int, default=110, help="that appear on a day after it")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--port", type=int, default=0, help="of the site; any free one by default")
    parser.add_argument("--parent", type=int, default=os.getppid(), help="the process with whose end this one ends")
    return parser.parse_args()


def _moment(printed: str) -> datetime:
    moment = datetime.fromisoformat(printed)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{printed} has no zone")
    return moment


if __name__ == "__main__":
    main()
