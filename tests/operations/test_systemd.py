"""The service and the timer of ``operations/``: read by systemd itself, and their command really run."""

import os
import re
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from disturbed_crawls import articles_in, asked, finished, runs_in, shown_by, wait_for_requests
from processes import BIN, ROOT
from stand_in_site.client import Site

FOLDER = ROOT / "operations"
SERVICE, TIMER = FOLDER / "atwasat-crawl.service", FOLDER / "atwasat-crawl.timer"
STATE, PROGRAMS = "/var/lib/atwasat", "/opt/atwasat/bin"


def unit(path: Path) -> dict[str, dict[str, str]]:
    """Return the sections of a unit; of ``Environment`` all lines."""
    sections: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for line in path.read_text().splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section[key] = f"{section[key]}\n{value}" if key in section else value
    return sections


@pytest.fixture
def systemd_analyze() -> str:
    """The program; on a user's machine without it the test is left out, in CI that is a failure."""
    found = shutil.which("systemd-analyze")
    if found is None:
        reason = "systemd-analyze is not installed (Debian: apt install systemd): nobody has read the units"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the units that name the tests' own program."""
    folder = tmp_path / "systemd"
    folder.mkdir()
    for path in (SERVICE, TIMER):
        (folder / path.name).write_text(path.read_text().replace(PROGRAMS, str(BIN)))
    return folder / SERVICE.name, folder / TIMER.name


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_systemd_finds_nothing_wrong_with_units(systemd_analyze: str, installed: tuple[Path, Path]) -> None:
    done = run(systemd_analyze, "verify", "--man=no", *installed)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_names_an_error_in_unit(systemd_analyze: str, installed: tuple[Path, Path]) -> None:
    """So the silence of the test above means something."""
    service, _ = installed
    service.write_text(service.read_text().replace("NoNewPrivileges=", "NoNewPrivilege="))
    assert "Unknown key 'NoNewPrivilege'" in run(systemd_analyze, "verify", "--man=no", service).stderr


def test_systemd_rates_service_as_little_exposed(systemd_analyze: str, installed: tuple[Path, Path]) -> None:
    """Of 100; systemd 252 says 17, and 96 of a service without any of these lines."""
    done = run(systemd_analyze, "security", "--offline=true", "--threshold=20", installed[0])
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_timer_goes_off_every_ten_minutes(systemd_analyze: str) -> None:
    done = run(systemd_analyze, "calendar", "--iterations=4", unit(TIMER)["Timer"]["OnCalendar"])
    minutes = re.findall(r"\d\d:(\d\d):00", done.stdout.partition("Next elapse")[2])
    assert {int(minute) % 10 for minute in minutes} == {0}
    assert len(set(minutes)) == 4, done.stdout


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Type", "oneshot"),
        ("User", "atwasat"),
        ("StateDirectory", "atwasat"),
        ("WorkingDirectory", STATE),
        ("EnvironmentFile", "-/etc/atwasat.env"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "true"),
        ("NoNewPrivileges", "true"),
        ("PrivateTmp", "true"),
        ("CapabilityBoundingSet", ""),
        ("MemoryMax", "1G"),
        ("KillSignal", "SIGTERM"),
        ("TimeoutStopSec", "20"),
        ("ExecStart", f"{PROGRAMS}/atwasat crawl"),
    ],
)
def test_service_has_line_with_value(key: str, value: str) -> None:
    assert unit(SERVICE)["Service"][key] == value


@pytest.mark.parametrize("key", ["SuccessExitStatus", "Restart", "OnFailure", "RemainAfterExit"])
def test_service_leaves_out_what_hides_a_block(key: str) -> None:
    assert all(key not in section for section in unit(SERVICE).values())


def test_timer_makes_up_for_missed_time() -> None:
    timer = unit(TIMER)
    assert timer["Timer"] == {"OnCalendar": "*:0/10", "RandomizedDelaySec": "2min", "Persistent": "true"}
    assert timer["Install"] == {"WantedBy": "timers.target"}


def started_by_systemd(site: Site, state: Path) -> subprocess.Popen[str]:
    """Start the service's command as systemd does: in its folder, with its environment and nothing of ours."""
    service = unit(SERVICE)["Service"]
    lines = [line.replace(STATE, str(state)) for line in service["Environment"].splitlines()]
    given = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C", "ATWASAT_SITE": site.address, "ATWASAT_DELAY": "0"}
    return subprocess.Popen(
        shlex.split(service["ExecStart"].replace(PROGRAMS, str(BIN))),
        cwd=service["WorkingDirectory"].replace(STATE, str(state)),
        env=given | dict(line.split("=", 1) for line in lines),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_command_of_service_fills_an_empty_state_directory(site: Site, tmp_path: Path) -> None:
    done = finished(started_by_systemd(site, tmp_path))
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "run 1 finished"), done.stderr
    assert articles_in(f"sqlite:///{tmp_path}/atwasat.db") == shown_by(site)
    assert list(tmp_path.glob("captures/atwasat-*.warc.gz"))


def test_blocked_command_of_service_ends_with_three(site: Site, tmp_path: Path) -> None:
    site.switch("refuse", kind="sucuri")
    assert finished(started_by_systemd(site, tmp_path)).returncode == 3


def test_service_told_to_stop_ends_within_its_time(site: Site, tmp_path: Path) -> None:
    """With an answer under way that never comes."""
    site.switch("stall", only="articles", after=3)
    job = started_by_systemd(site, tmp_path)
    wait_for_requests(site, 4, job, "articles")
    job.send_signal(getattr(signal, unit(SERVICE)["Service"]["KillSignal"]))
    done = finished(job, timeout=float(unit(SERVICE)["Service"]["TimeoutStopSec"]))
    assert done.returncode == 1
    ((outcome, _, _),) = runs_in(f"sqlite:///{tmp_path}/atwasat.db")
    assert outcome == "interrupted"
    assert len(articles_in(f"sqlite:///{tmp_path}/atwasat.db")) == 3
    assert len(asked(site, "articles")) == 4
