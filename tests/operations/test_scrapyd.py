"""A real Scrapyd on loopback that runs the crawl from the project's ``scrapy.cfg``, without an egg."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from disturbed_crawls import articles_in, asked, runs_in, shown_by, wait_for_requests
from processes import BIN, ROOT, environment
from stand_in_site.client import Site

_PATIENCE = 120  # seconds for a job


@dataclass(frozen=True, slots=True)
class Scrapyd:
    """A running server: its address, its folder, its process."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    def get(self, name: str, **query: str) -> dict[str, Any]:
        return self._answer(f"{self.address}/{name}.json?{urlencode(query)}")

    def post(self, name: str, **form: str | Sequence[str]) -> dict[str, Any]:
        return self._answer(f"{self.address}/{name}.json", urlencode(form, doseq=True).encode())

    def state(self, job: str) -> str:
        """Return the list that a job is in: pending, running or finished."""
        jobs = self.get("listjobs", project="default")
        return next(
            name for name in ("pending", "running", "finished") if any(job == each["id"] for each in jobs[name])
        )

    def wait(self, job: str, state: str = "finished") -> None:
        for _ in range(_PATIENCE * 10):
            if self.state(job) == state:
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "scrapyd.log").read_text()[-2000:])

    def log(self, job: str, spider: str = "site") -> str:
        return (self.folder / ".scrapyd" / "logs" / "default" / spider / f"{job}.log").read_text()

    @staticmethod
    def _answer(url: str, body: bytes | None = None) -> dict[str, Any]:
        with urlopen(url, body, timeout=60) as response:
            answer: dict[str, Any] = json.loads(response.read())
        return answer


@pytest.fixture(scope="module")
def scrapyd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    """A server in a folder with the project's ``scrapy.cfg``, on another port and looking for jobs all the time."""
    folder, port = tmp_path_factory.mktemp("scrapyd"), _free_port()
    config = ConfigParser()
    config.read(ROOT / "scrapy.cfg")
    config["scrapyd"].update({"http_port": str(port), "poll_interval": "0.2"})
    with (folder / "scrapy.cfg").open("w") as file:
        config.write(file)
    settings = environment(f"sqlite:///{folder}/unused.db")
    with (folder / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen([BIN / "scrapyd"], cwd=folder, env=settings, stdout=log, stderr=log)
    with process:
        server = Scrapyd(f"http://127.0.0.1:{port}", folder, process)
        try:
            _wait_for(server)
            yield server
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(server: Scrapyd) -> None:
    for _ in range(300):
        try:
            server.get("daemonstatus")
        except (URLError, ConnectionError):
            if server.process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise RuntimeError((server.folder / "scrapyd.log").read_text()[-2000:])


def schedule(scrapyd: Scrapyd, site: Site, place: Path, spider: str = "site", **arguments: str) -> str:
    """Schedule a job whose settings name the stand-in, a database and a folder, and return its id."""
    ours = {
        "ATWASAT_SITE": site.address,
        "ATWASAT_DATABASE_URL": f"sqlite:///{place}/atwasat.db",
        "ATWASAT_ARCHIVE": f"{place}/captures",
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
    }
    setting = [f"{name}={value}" for name, value in ours.items()]
    return str(scrapyd.post("schedule", project="default", spider=spider, setting=setting, **arguments)["jobid"])


def test_scrapyd_knows_the_project_and_its_spiders(scrapyd: Scrapyd) -> None:
    assert scrapyd.get("listprojects")["projects"] == ["default"]
    assert {"site", "article", "replay"} <= set(scrapyd.get("listspiders", project="default")["spiders"])


def test_scheduled_job_fills_the_database(scrapyd: Scrapyd, site: Site, tmp_path: Path) -> None:
    """Scrapyd gives every spider an argument of its own, the number of the job."""
    job = schedule(scrapyd, site, tmp_path)
    scrapyd.wait(job)
    assert "finished" in scrapyd.log(job)
    assert [run[0] for run in runs_in(f"sqlite:///{tmp_path}/atwasat.db")] == ["finished"]
    assert articles_in(f"sqlite:///{tmp_path}/atwasat.db") == shown_by(site)


def test_arguments_of_job_reach_the_spider(scrapyd: Scrapyd, site: Site, tmp_path: Path) -> None:
    scrapyd.wait(schedule(scrapyd, site, tmp_path, limit="3"))
    assert len(asked(site, "articles")) == 3
    article = site.truth()[0]
    scrapyd.wait(schedule(scrapyd, site, tmp_path, "article", url=f"https://alwasat.ly{article.path_at(site.clock)}"))
    assert [run[0] for run in runs_in(f"sqlite:///{tmp_path}/atwasat.db")] == ["finished", "finished"]


def test_cancelled_job_stores_what_has_come(scrapyd: Scrapyd, site: Site, tmp_path: Path) -> None:
    """What it remembers is in the database, so the next job goes on where it ended."""
    site.switch("slow", seconds=0.5, only="articles", after=5)
    job = schedule(scrapyd, site, tmp_path)
    wait_for_requests(site, 6, scrapyd.process, "articles")  # type: ignore[arg-type]
    assert scrapyd.post("cancel", project="default", job=job)["prevstate"] == "running"
    scrapyd.wait(job)
    database = f"sqlite:///{tmp_path}/atwasat.db"
    assert [run[0] for run in runs_in(database)] == ["interrupted"]
    had = articles_in(database)
    assert len(had) in (5, 6, 7)
    site.switch_off("slow")
    site.clear_log()
    scrapyd.wait(schedule(scrapyd, site, tmp_path))
    assert articles_in(database) == shown_by(site)
    assert len(asked(site, "articles")) == len(shown_by(site)) - len(had)


def test_scrapyd_listens_on_loopback_alone() -> None:
    config = ConfigParser()
    config.read(ROOT / "scrapy.cfg")
    assert config["scrapyd"]["bind_address"] == "127.0.0.1"
    assert config["scrapyd"]["jobs_dir"] == ""
    assert dict(config["settings"]) == {"default": "atwasat_spider.settings"}
