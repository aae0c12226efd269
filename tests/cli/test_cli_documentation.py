"""The documented command line is the real one."""

from pathlib import Path

from crosswire.cli.documentation import text
from crosswire.cli.settings import SETTINGS

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_commands_say():
    """Is docs/cli.md as the code writes it now?"""
    assert (ROOT / "docs/cli.md").read_text("utf-8") == text()


def test_every_environment_variable_is_a_setting():
    """Is each CROSSWIRE_ variable that the code reads in the table of settings?"""
    import re

    code = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"\bCROSSWIRE_[A-Z_]+\b", code))
    assert used <= {setting.variable for setting in SETTINGS}
