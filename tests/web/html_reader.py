"""What a page would run, load or lead to, as a browser's parser sees it."""

from html.parser import HTMLParser

SCRIPT = "<script>alert(1)</script>"  # what hostile words would run
VOID = frozenset({"meta", "link", "img", "input", "br", "hr"})


class Reader(HTMLParser):
    """Collects a page's scripts, handlers, links, ids, forms and words."""

    def __init__(self, page):
        super().__init__()
        self.open, self.scripts, self.handlers, self.ids = [], [], [], []
        self.links, self.loads, self.words, self.tags = [], [], [], set()
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append(found.get("src"))
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found] if tag == "a" else []
        self.loads += [
            found[name] for name in ("src", "data", "action", "formaction") if name in found
        ]
        self.loads += [found["href"]] if tag in {"link", "use", "image"} and "href" in found else []

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("script", "style", "template"):
            self.words.append(data)
