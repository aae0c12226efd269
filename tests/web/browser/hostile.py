"""Words that would do something, did any page take them for more than words.

Each that could run sets ``ran``, which the browser of these tests watches for; each that could load
something asks a host that does not exist, which the browser would tell.
"""

from __future__ import annotations

import json
from pathlib import Path

AWAY = "https://evil.example"
MARKUP = (
    "<script>ran=1</script>",
    "</title><svg/onload=ran=2>",
    '"><img src=x onerror=ran=3>',
    "' autofocus onfocus='ran=4",
    '<a href="javascript:ran=5">here</a>',
    "</script><script>ran=6</script>",
    "</textarea><iframe srcdoc='<script>parent.ran=7</script>'></iframe>",
    f"<style>@import '{AWAY}/a.css'</style><link rel=stylesheet href={AWAY}/b.css>",
    f"<meta http-equiv=refresh content='0;url={AWAY}/c'><base href={AWAY}/>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=ran=8>",
    "&lt;script&gt;ran=9&lt;/script&gt;&#60;script&#62;ran=9&#60;/script&#62;",
    '<button hx-get="/enter" hx-trigger="load" hx-on:load="ran=10">x</button>',
    "\u202eRight to left\u202c and \u2067isolated\u2069 \u200f\u061c",
    "--><!--<script>ran=11</script>-->]]><![CDATA[",
    '\\u003cscript\\u003eran=12\\u003c/script\\u003e \\"};ran=12;//',
)
ADDRESSES = (
    "javascript:ran=20",
    "JaVaScRiPt\t:ran=21",
    "data:text/html,<script>ran=22</script>",
    'https://a.example/" onmouseover="ran=23',
    "https://b.example/<script>ran=24</script>",
    "//evil.example/x",
    "vbscript:ran=25",
)
PAGE = f"""<!DOCTYPE html><html><head><title>Shelling {MARKUP[1]} kills 12 in Azaz</title>
<meta http-equiv="refresh" content="1;url={AWAY}/gone"><base href="{AWAY}/">
<link rel="preconnect" href="{AWAY}"><link rel="stylesheet" href="{AWAY}/page.css">
<script>parent.ran=30; ran=30</script><script src="{AWAY}/page.js"></script></head>
<body onload="ran=31" background="{AWAY}/back.png"><article><h1>Shelling kills 12 in Azaz</h1>
<p>Rebel shelling killed 12 people in the town of Azaz on Monday, a medical source said. Those who
were hurt were taken across the border, and the market was closed for the rest of the day.</p>
<p>Shops and a school were damaged in the east of the town, where two shells fell at noon, people
of the quarter said. It was the third day on which the town was shelled.</p></article>
<img src="{AWAY}/pixel.png" onerror="ran=32"><img src="/static/none.png" onerror="ran=33">
<svg><script>ran=34</script><a xlink:href="javascript:ran=35"><text>x</text></a></svg>
<iframe src="javascript:parent.ran=36"></iframe><object data="{AWAY}/o"></object>
<form action="{AWAY}/form"><input autofocus onfocus="ran=37"></form>
<video src="{AWAY}/v" autoplay></video><details open ontoggle="ran=38"></details></body></html>"""


def write(folder: Path) -> Path:
    """The corpus as files that ``crosswire run`` reads: records, pages, and names of files."""
    folder.mkdir()
    records = [_record(at, words) for at, words in enumerate(MARKUP)]
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    sidecar = {"outlet": MARKUP[2], "published": "2031-03-04", "url": ADDRESSES[3]}
    (folder / "page.meta.json").write_text(json.dumps(sidecar), encoding="utf-8")
    said = f"{MARKUP[0]}\n\nRebel shelling killed 9 people in the town of Azaz on Monday."
    (folder / "<img src=x onerror=ran=40>.txt").write_text(said, encoding="utf-8")
    return folder


def _record(at: int, words: str) -> dict[str, str]:
    """An article that holds hostile words in every field, and in its sentences."""
    body = (
        f"Rebel shelling killed {12 + at} people in the town of Azaz on Monday, {words} said.\n\n"
        f"{words}\n\nThe {words} group denied that it shelled the town."
    )
    return {
        "id": f"{at}{words}",
        "title": f"{words} shells hit Azaz",
        "text": body,
        "outlet": f"Wire {words}",
        "url": ADDRESSES[at % len(ADDRESSES)],
        "published": "2031-03-04",
    }
