"""The SuiteApp's own tests pass: its scripts against Oracle's stubs of NetSuite's modules."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

SUITEAPP: Final = Path(__file__).parents[3] / "adapters" / "netsuite" / "suiteapp"
JEST: Final = SUITEAPP / "node_modules" / ".bin" / "jest"
OUT_OF_STEP: Final = "EUSAGE"
"""npm's word for package.json and package-lock.json not being of one mind."""


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=SUITEAPP, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def jest() -> Path:
    """Installed if need be: then npm takes the packages from its registry."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("the SuiteApp's tests need Node.js and npm, which are not here")
    if not JEST.exists():
        installed = run(npm, "ci")
        assert OUT_OF_STEP not in installed.stderr, installed.stderr
        if installed.returncode != 0:
            pytest.skip("the SuiteApp's tests need packages that npm cannot get here")
    return JEST


def test_the_scripts_pass_their_own_tests(jest: Path) -> None:
    done = run(jest, "--ci")
    assert done.returncode == 0, done.stderr
    assert "Tests:" in done.stderr
