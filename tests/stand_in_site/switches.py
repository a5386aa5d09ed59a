"""Switches: what is amiss with the site, for which requests, and from which of them on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from atwasat_spider.addresses import NEWS
from stand_in_site.kinds import KINDS, is_among
from stand_in_site.refusals import REFUSALS

NEEDED = "needed"  # instead of a default

# The parameters of each switch with their defaults, besides ``only``, ``after`` and ``times``.
PARAMETERS: dict[str, dict[str, Any]] = {
    "refuse": {"kind": NEEDED, "status": None, "retry_after": None},
    "error": {"status": NEEDED},
    "slow": {"seconds": NEEDED},
    "stall": {},
    "drip": {"bytes_per_second": NEEDED},
    "truncate": {},
    "reset": {},
    "compress": {},
    "broken_gzip": {},
    "no_validators": {},
    "restless": {},
    "robots": {"text": "", "status": 200},
    "no_feed": {},
    "no_sitemap": {},
    "offsite_redirect": {"path_prefix": NEEDED, "to": NEEDED},
    "redirect_loop": {"path": NEEDED},
    "replace": {"path": NEEDED, "body": "", "headers": {}, "status": 200},
    "hide_until": {"site_id": NEEDED, "until": NEEDED, "id_space": NEWS},
}
_PLACES = ("path", "path_prefix", "site_id")  # what tells two switches of one name apart
_COMMON: dict[str, Any] = {"only": "all", "after": 0, "times": None}


@dataclass(slots=True)
class Switch:
    """One thing that is amiss; ``struck`` counts the matching requests."""

    name: str
    parameters: dict[str, Any]
    only: str = "all"
    after: int = 0
    times: int | None = None
    struck: int = 0

    def strikes(self, target: str) -> bool:
        """Count a request if it matches, and tell whether the switch is for it."""
        if not is_among(target, self.only) or not self._is_for(target):
            return False
        self.struck += 1
        return self.struck > self.after and (self.times is None or self.struck <= self.after + self.times)

    def _is_for(self, target: str) -> bool:
        """Tell a target that a switch for one path is about."""
        if self.name == "redirect_loop":
            return bool(urlsplit(target).path == self.parameters["path"])
        if self.name == "replace":
            return bool(target == self.parameters["path"])
        return target.startswith(str(self.parameters.get("path_prefix", "")))


@dataclass(slots=True)
class Switches:
    """The switches that are on, in the order in which they were switched on."""

    _on: dict[tuple[str, str], Switch] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def switch_on(self, name: str, parameters: Mapping[str, Any]) -> None:
        """Switch one on; raise ``ValueError`` for a name or a parameter that does not exist."""
        switch = _switch(name, dict(parameters))
        place = next((str(switch.parameters[key]) for key in _PLACES if key in switch.parameters), "")
        with self._lock:
            self._on[name, place] = switch

    def switch_off(self, name: str) -> None:
        """Switch off all of a name; raise ``ValueError`` for a name that does not exist."""
        if name not in PARAMETERS:
            raise ValueError(f"there is no switch {name!r}")
        with self._lock:
            self._on = {key: switch for key, switch in self._on.items() if key[0] != name}

    def switch_all_off(self) -> None:
        """Leave nothing amiss."""
        with self._lock:
            self._on = {}

    def striking(self, target: str) -> dict[str, list[Switch]]:
        """Count a request, and return the switches that are for it by their names."""
        found: dict[str, list[Switch]] = {}
        with self._lock:
            for switch in self._on.values():
                if switch.strikes(target):
                    found.setdefault(switch.name, []).append(switch)
        return found

    def hidden(self) -> Iterator[tuple[tuple[str, int], datetime]]:
        """Yield the articles that are hidden, each with the moment until which it is."""
        with self._lock:
            hiding = [switch.parameters for switch in self._on.values() if switch.name == "hide_until"]
        for each in hiding:
            yield (each["id_space"], each["site_id"]), datetime.fromisoformat(each["until"])


def _switch(name: str, given: dict[str, Any]) -> Switch:
    if name not in PARAMETERS:
        raise ValueError(f"there is no switch {name!r}: there are {', '.join(PARAMETERS)}")
    common = {key: given.pop(key, default) for key, default in _COMMON.items()}
    unknown = sorted(set(given) - set(PARAMETERS[name]))
    if unknown:
        raise ValueError(f"the switch {name!r} has no parameter {unknown[0]!r}")
    parameters = PARAMETERS[name] | given
    missing = [key for key, value in parameters.items() if value is NEEDED]
    if missing:
        raise ValueError(f"the switch {name!r} needs {missing[0]!r}")
    if name == "refuse" and parameters["kind"] not in REFUSALS:
        raise ValueError(f"there is no refusal {parameters['kind']!r}: there are {', '.join(REFUSALS)}")
    if common["only"] not in ("all", *KINDS) and not common["only"].startswith("/"):
        raise ValueError(f"only={common['only']!r} is neither a kind of page nor a path")
    return Switch(name, parameters, **common)
