from __future__ import annotations

import asyncio
import io
import struct
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from bot.timeline import Event, Happening, Theme, picture
from bot.timeline.days import spoken
from bot.timeline.drawing import draw
from bot.timeline.ink import measured
from bot.timeline.layout import bands, sides, spread
from bot.timeline.plan import planned
from index.documents import Language
from tests.bot.samples import TODAY, info, news

LONG = (
    "Endverwendungskontrollen für Supercomputer, Hochleistungschips und Chipanlagen nach 15 CFR § 744.23, ausführlich"
)


def _events(count: int, *, days: int = 2200, long: bool = False, same_day: bool = False) -> list[Event]:
    first = date(2020, 1, 15)
    made: list[Event] = []
    for at in range(count):
        # Crowded towards the end, as real ones are.
        day = first + timedelta(days=0 if same_day else int(days * (1 - (1 - at / max(1, count - 1)) ** 3)))
        title = f"{at}: {LONG}" if long or at % 3 == 0 else f"Rule {at}"
        document = news(f"n{at}", title=title) if at % 4 == 1 else info(f"d{at}", title=title)
        what = (Happening.IN_FORCE, Happening.REPORTED, Happening.LAST_DAY, Happening.PUBLISHED)[at % 4]
        made.append(Event(day, what, document))
    return made


def _texts(figure: Figure) -> list[tuple[str, Bbox]]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in figure.axes[0].texts if text.get_text()]


def _overlap(one: Bbox, other: Bbox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 + 1 < other.y1 and other.y0 + 1 < one.y1


@pytest.mark.parametrize("count", [1, 2, 3, 12, 13, 27, 40])
@pytest.mark.parametrize("long", [False, True])
def test_no_text_touches_another_or_the_edge(count: int, long: bool) -> None:
    for events in (_events(count, long=long), _events(count, long=long, days=40), _events(count, same_day=True)):
        figure = draw(events, LONG * 2, Language.DE, TODAY, Theme.DARK)
        texts = _texts(figure)
        width, height = figure.get_size_inches() * figure.dpi
        assert [(a, b) for (a, one), (b, other) in combinations(texts, 2) if _overlap(one, other)] == []
        assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height for _, box in texts)


def test_every_event_stands_in_the_picture_with_its_number_and_date() -> None:
    figure = draw(_events(40), "H20", Language.EN, TODAY, Theme.LIGHT)
    texts = {text for text, _ in _texts(figure)}
    assert {str(at) for at in range(1, 41)} | {spoken(one.day, Language.EN) for one in _events(40)} <= texts


def test_the_words_are_in_the_language_of_the_reader() -> None:
    german = " ".join(text for text, _ in _texts(draw(_events(4), "x", Language.DE, TODAY, Theme.DARK)))
    english = " ".join(text for text, _ in _texts(draw(_events(4), "x", Language.EN, TODAY, Theme.DARK)))
    assert "in Kraft getreten" in german
    assert "took effect" in english
    assert "4 Ereignisse" in german


def test_titles_with_formulas_strange_letters_and_line_breaks_are_drawn_as_text() -> None:
    strange = [
        "costs $5 and $6_x",
        "中国 export 出口管制 rule",
        "two\nlines\tand \u202e turned",
        "",
        "x" * 400,
        r"\frac{1}{2}",
    ]
    events = [
        Event(date(2025, 1, at + 1), Happening.PUBLISHED, info(f"d{at}", title=one)) for at, one in enumerate(strange)
    ]
    texts = dict(_texts(draw(events, "$a_b$", Language.EN, TODAY, Theme.DARK)))
    assert "export rule" in texts
    for title, pixels in (("costs $5 and $6_x", 25), ("$a_b$", 36)):
        assert texts[title].width == pytest.approx(measured(title, pixels, bold=pixels == 36), rel=0.05)


@pytest.mark.parametrize("theme", list(Theme))
def test_every_colour_of_text_is_readable_on_its_ground(theme: Theme) -> None:
    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((brightness(one), brightness(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    palette = theme.value
    for name in ("ink", "muted", "law", "careful", "news", "other"):
        assert contrast(getattr(palette, name), palette.ground) >= 4.5, name
    for band in (palette.band, palette.other_band):
        assert contrast(palette.muted, band) >= 4.5


async def test_the_picture_is_a_png_and_the_loop_goes_on_while_it_is_drawn() -> None:
    beats = 0

    async def heart() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0.005)

    beating = asyncio.create_task(heart())
    pictures = await asyncio.gather(
        *(picture(_events(20), "x", Language.DE, today=TODAY, theme=theme) for theme in Theme)
    )
    beating.cancel()
    assert beats > 5
    for png in pictures:
        assert png.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", io.BytesIO(png[16:24]).read())
        assert width == 3200
        assert height < 4000
        assert len(png) < 3_000_000


@pytest.mark.parametrize("count", [0, 41])
async def test_too_few_or_too_many_events_are_an_error(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 40"):
        await picture(_events(count), "x", Language.DE, today=TODAY)


def test_labels_keep_their_distance_and_move_no_further_than_needed() -> None:
    assert spread([10, 50, 90], [10] * 3, 0, 100) == [10, 50, 90]
    assert spread([50, 50, 50], [10] * 3, 0, 100) == [40, 50, 60]
    assert spread([0, 0, 0], [10] * 3, 0, 100) == [5, 15, 25]
    assert spread([100, 100], [10] * 2, 0, 100) == [85, 95]
    assert spread([50, 50], [20, 40], 0, 100) == [35, 65]
    assert spread([], [], 0, 100) == []
    with pytest.raises(ValueError, match="do not fit"):
        spread([1, 2, 3], [60] * 3, 0, 100)


def test_bands_cover_the_whole_time_without_a_hole() -> None:
    for days in (0, 3, 100, 400, 3000, 40000):
        first, last = date(2001, 5, 17), date(2001, 5, 17) + timedelta(days=days)
        found = bands(first, last, Language.DE)
        assert found[0].start == first
        assert found[-1].end == last
        assert all(one.end == other.start for one, other in pairwise(found))
        assert len({one.label for one in found}) == len(found)


def test_few_events_stand_on_one_side_and_many_on_both() -> None:
    assert sides(3) == [1, 1, 1]
    assert sorted(set(sides(13))) == [-1, 1]


def test_a_picture_writes_months_as_words_and_no_more_of_a_date_than_is_known() -> None:
    day = date(2026, 3, 5)
    assert [spoken(day, Language.DE, one) for one in (3, 2, 1)] == ["5. März 2026", "März 2026", "2026"]
    assert [spoken(day, Language.EN, one) for one in (3, 2, 1)] == ["5 Mar 2026", "Mar 2026", "2026"]


def test_ten_events_are_read_without_opening_the_picture() -> None:
    """Discord shows 400 by 300 pixels of it: a title's letters are some 7 of them high."""
    figure = draw(_events(10), "H20", Language.DE, TODAY, Theme.DARK)
    width, height = figure.get_size_inches() * figure.dpi
    assert 25 * min(400 / width, 300 / height) >= 7


def test_few_events_take_a_narrow_picture_and_many_long_titles_a_wider_one() -> None:
    title = "Streichungen aus der Entity List und neue Aufnahmen im Jahr 2025"
    documents = [info(f"d{at}", title=title) for at in range(11)]
    events = [Event(date(2025, 1, at + 1), Happening.PUBLISHED, one) for at, one in enumerate(documents)]
    few, many = planned(events[:3], Language.DE), planned(events, Language.DE)
    assert few.width < many.width
    assert few.shown > many.shown
