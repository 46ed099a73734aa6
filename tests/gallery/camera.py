"""From HTML to a small PNG: Debian's chromium takes the picture, Pillow cuts it to what is on it and keeps few colours."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

_WIDTH, _TALLEST, _SCALE = 664, 4200, 1.5
_EXACT, _NEAR = 64, 80
_MISSING = "chromium is missing: on Debian `apt-get update && apt-get install -y chromium fonts-noto-core fonts-noto-color-emoji`"


def chromium() -> str:
    """Where chromium is. Raises SystemExit with what to install."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit(_MISSING)
    return found


def photograph(html: str, target: Path) -> None:
    """Writes the PNG of a page."""
    with tempfile.TemporaryDirectory() as folder:
        source, raw = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(html, encoding="utf-8")
        command = [
            chromium(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
            f"--force-device-scale-factor={_SCALE}",
            f"--window-size={_WIDTH},{_TALLEST}",
            f"--screenshot={raw}",
            source.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if not raw.exists():
            raise RuntimeError(f"chromium took no picture: {done.stderr[-800:]}")
        with Image.open(raw) as taken:
            target.write_bytes(_small(_cut(taken.convert("RGB"))))


def _cut(picture: Image.Image) -> Image.Image:
    """Without the empty ground below."""
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))  # type: ignore[arg-type]
    box = ImageChops.difference(picture, ground).getbbox()
    bottom = min(picture.height, (box[3] if box else 0) + 24)
    return picture.crop((0, 0, picture.width, bottom))


def _small(picture: Image.Image) -> bytes:
    """As a PNG with a palette: the commonest colours (grounds, letters) exactly, the rest as near as may be."""
    counted = sorted(picture.getcolors(1 << 24) or [], reverse=True)
    common = [colour for _, colour in counted[:_EXACT]]
    rest = picture.quantize(_NEAR, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in common for part in colour), *rest])  # type: ignore[misc, union-attr]
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    target = io.BytesIO()
    few.save(target, format="PNG", optimize=True)
    return target.getvalue()
