"""Takes the workbench's pictures anew from the demo: ``python -m bench.pictures [FOLDER]``.

Needs Chromium on the PATH (Debian: apt-get install chromium) and the tests' dependencies.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from crosswire import pipeline

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESK = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
GAP = 24  # pixels between the phones of one picture
COLOURS = 256  # of a picture's palette, which keeps its file small
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
LOADED = "() => !document.getElementById('map') || window.crosswire?.map?.loaded()"


def main(folder: Path) -> None:
    """Code the demo, open it, and take every picture."""
    with tempfile.TemporaryDirectory() as work, sync_playwright() as player:
        crosswire("demo", "--into", work, "--quiet")
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(Path(work) / "crosswire.db") as address:
            take(browser, address, folder)
        browser.close()


def crosswire(*words: str) -> None:
    """Run a command of Crosswire."""
    subprocess.run([sys.executable, "-m", "crosswire", *words], check=True)


@contextmanager
def serving(database: str | Path) -> Iterator[str]:
    """The workbench of a database; the address that it prints."""
    _, vocabulary = pipeline.example()
    command = [sys.executable, "-m", "crosswire", "serve", "--json", "--port", "0"]
    command += ["--db", str(database), "--vocabulary", str(vocabulary)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())["address"]
        process.terminate()


def take(browser: Browser, address: str, folder: Path) -> None:
    """Every picture: of a desk, of the dark, and of phones side by side."""
    page = browser.new_page(viewport=DESK, reduced_motion="reduce")
    page.goto(address)
    page.get_by_label("Name").fill("Ana Ruiz")
    page.get_by_role("button", name="Open the workbench").click()
    page.wait_for_url("**/")
    paths = addresses(page)
    for name, path in paths.items():
        save(shot(page, path), folder / f"workbench-{name}.png")
    page.emulate_media(color_scheme="dark")
    save(shot(page, paths["map"]), folder / "workbench-dark.png")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    phones = [shot(page, paths[name]) for name in ("map", "incident", "article", "review")]
    save(beside(phones), folder / "workbench-phone.png")


def addresses(page: Page) -> dict[str, str]:
    """The pages that are shown, each where it has something to show."""

    def told(path: str) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = page.request.get(urljoin(page.url, path)).json()
        return found

    incident = told("/incidents.json?order=grade&killed=5&country=SY")["incidents"][0]["id"]
    article = max(told("/articles.json?text=Aleppo")["articles"], key=lambda each: each["claims"])
    return {
        "map": "/",
        "incident": f"/incidents/{incident}",
        "article": f"/articles/{article['id']}",
        "review": "/review?need=near",
        "sources": "/sources",
        "report": "/report?country=SY&since=2016-10-01&until=2016-10-31",
        "runs": "/runs?room=claims",
    }


def shot(page: Page, path: str) -> Image.Image:
    """A page as it is first seen, once all of it is drawn."""
    page.goto(urljoin(page.url, path))
    page.wait_for_function(LOADED)
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Several pictures in a row."""
    wide = sum(each.width + GAP for each in pictures) + GAP
    row = Image.new("RGB", (wide, pictures[0].height + 2 * GAP), "#8b95a0")
    for at, each in enumerate(pictures):
        row.paste(each, (GAP + at * (each.width + GAP), GAP))
    return row


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture with a palette of its own."""
    small = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
