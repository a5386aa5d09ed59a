"""The line of ``operations/crontab``, run as cron runs it: by ``sh`` in an environment of almost nothing."""

import re
import subprocess
from pathlib import Path

from disturbed_crawls import articles_in, runs_in, shown_by
from processes import BIN, ROOT
from stand_in_site.client import Site

LINES = [
    line for line in (ROOT / "operations" / "crontab").read_text().splitlines() if line and not line.startswith("#")
]
STATE, PROGRAMS = "/var/lib/atwasat", "/opt/atwasat/bin"


def variables() -> dict[str, str]:
    """Return what the table sets; cron expands nothing in it."""
    return dict(line.split("=", 1) for line in LINES if re.match(r"[A-Z_]+=", line))


def jobs() -> list[tuple[str, str]]:
    """Return the schedule and the command of each line that is no setting."""
    found = [line for line in LINES if not re.match(r"[A-Z_]+=", line)]
    return [(" ".join(line.split()[:5]), line.split(maxsplit=5)[5]) for line in found]


def run_as_cron(site: Site, state: Path) -> subprocess.CompletedProcess[str]:
    """Run the line's command with the folder of the tests; cron mails what is printed."""
    ((_, line),) = jobs()
    given = {"PATH": "/usr/bin:/bin", "HOME": str(state), "SHELL": "/bin/sh", "LOGNAME": "atwasat"}
    ours = {name: value.replace(STATE, str(state)) for name, value in variables().items()}
    test = {"ATWASAT_SITE": site.address, "ATWASAT_DELAY": "0"}
    command = line.replace(PROGRAMS, str(BIN)).replace(STATE, str(state))
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=state, env=given | ours | test, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


def test_table_has_one_line_for_every_ten_minutes() -> None:
    ((schedule, command),) = jobs()
    assert schedule == "*/10 * * * *"
    assert "%" not in command  # cron would end the command there
    assert "\n".join(LINES).isascii()


def test_good_run_is_logged_and_mails_nothing(site: Site, tmp_path: Path) -> None:
    done = run_as_cron(site, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "run 1 finished" in (tmp_path / "crawl.log").read_text()
    assert articles_in(f"sqlite:///{tmp_path}/atwasat.db") == shown_by(site)
    assert list(tmp_path.glob("captures/atwasat-*.warc.gz"))


def test_blocked_run_mails_its_code_and_reason(site: Site, tmp_path: Path) -> None:
    site.switch("refuse", kind="sucuri")
    done = run_as_cron(site, tmp_path)
    assert done.stdout.startswith("atwasat crawl ended with code 3:\n")
    assert "the site refuses us (Sucuri" in done.stdout
    site.switch_off("refuse")
    assert "is not asked again before" in run_as_cron(site, tmp_path).stdout
    assert [outcome for outcome, _, _ in runs_in(f"sqlite:///{tmp_path}/atwasat.db")] == ["blocked", "blocked"]


def test_missing_program_is_mailed_too(tmp_path: Path) -> None:
    ((_, command),) = jobs()
    shown = command.replace(STATE, str(tmp_path)).replace(PROGRAMS, "/nowhere")
    done = subprocess.run(["/bin/sh", "-c", shown], capture_output=True, text=True, timeout=20, check=False)
    assert done.stdout.startswith("atwasat crawl ended with code 127:\n")


def test_two_lines_at_once_crawl_once(site: Site, tmp_path: Path) -> None:
    ((_, line),) = jobs()
    site.switch("slow", seconds=0.2, only="listings")
    command = line.replace(PROGRAMS, str(BIN)).replace(STATE, str(tmp_path))
    ours = {name: value.replace(STATE, str(tmp_path)) for name, value in variables().items()}
    given = {"PATH": "/usr/bin:/bin", "ATWASAT_SITE": site.address, "ATWASAT_DELAY": "0"} | ours
    both = [subprocess.Popen(["/bin/sh", "-c", command], env=given, stdout=subprocess.PIPE) for _ in range(2)]
    printed = [each.communicate(timeout=200)[0] for each in both]
    assert (printed, [each.returncode for each in both]) == ([b"", b""], [0, 0])
    assert [outcome for outcome, _, _ in runs_in(f"sqlite:///{tmp_path}/atwasat.db")] == ["finished"]
    assert "nothing was done" in (tmp_path / "crawl.log").read_text()
