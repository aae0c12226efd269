#!/usr/bin/env bash
# Take the README's picture anew: the head of the demo's report, 1,280 pixels wide.
# Needs Chromium and ImageMagick (Debian: apt-get install chromium imagemagick).
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/crosswire demo --into "$work" --quiet
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
  --user-data-dir="$work/profile" --window-size=1280,1500 --screenshot="$work/report.png" \
  "file://$work/report.html" >/dev/null 2>&1
convert "$work/report.png" -strip -crop 1280x1310+0+0 +repage -colors 128 -define png:compression-level=9 docs/images/report.png
