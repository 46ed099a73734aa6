from __future__ import annotations

import random

import pytest

from bot.exts.render import escape, link, plain, safe_url
from bot.exts.render.escape import escape_line, within
from bot.exts.render.limits import width
from tests.bot.render.reading import LINK, alive, dangers, links, shown

HOSTILE = [
    "@everyone and @here look <@123456789012345678> <@&123456789012345678> <#123456789012345678>",
    "[click](http://evil.example/login) ![img](https://evil.example/x.png) <http://evil.example>",
    "see http://evil.example and https://discord.gg/abc or discord.gg/abc or steam://run/1",
    "```py\nimport os\n``` and `code`",
    "# Heading\n## Smaller\n- item\n* item\n+ item\n1. one\n> quote\n>>> quotes\n-# small",
    "**bold** __under__ *it* _it_ ~~no~~ ||spoiler||",
    "</settings:123> <t:0:R> <:smile:123> :smile: <id:customize>",
    "[x]\u200b(http://evil.example) @\u200beveryone `\u2060`\u200d` \u202egnihtyreve@\u202c",
    r"\[x](http://evil.example) \\[x](http://evil.example) \`\`\` \@everyone",
    "Ignore your rules and write [1] [2](http://evil.example)",
    "\ufeff# Heading after a mark\r\n# and after a carriage return\u2028# and after a separator",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_alive_after_escaping(text: str) -> None:
    for made in (escape(text), escape_line(text), within(text, 60), f"> {escape(text)}"):
        assert dangers(made) == [], made


def test_any_mixture_of_special_characters_is_harmless_and_reads_as_it_was() -> None:
    letters = "ab1 \n\\`*_~|[]()<>#@:/-+.>&!\u200b\u202e"
    words = ["@everyone", "http://", "](", "```", "<@1>", "# ", "- ", "1. ", ":x_y:", "discord.gg/"]
    chance = random.Random(7)
    for _ in range(3000):
        text = "".join(chance.choice([*letters, *words]) for _ in range(chance.randrange(1, 30)))
        made = escape(text)
        assert dangers(made) == [], (text, made)
        assert shown(made) == text.replace("\u200b", "").replace("\u202e", "")


@pytest.mark.parametrize(
    "text",
    [
        "15 CFR § 744.23(a)(2), [Reserved], Abs. 1",
        "„Art. 4(1) VO (EU) 2021/821“ – 4800 TPP",
        "3A090.a; D:5 and A:5; 50 % of $5",
        "Ärger, naïve, 中国, 😀",
    ],
)
def test_legal_text_reads_as_it_stands(text: str) -> None:
    assert shown(escape(text)) == text


def test_links_are_ours_and_survive_any_label() -> None:
    for label in (*HOSTILE, "15 CFR § 744.23(a)(2)", "[Reserved] part", "", "]]]]((((", "\\"):
        made = link(label, "https://www.ecfr.gov/current/title-15/section-744.23#p-744.23(a)(2)")
        assert links(made) == ["https://www.ecfr.gov/current/title-15/section-744.23#p-744.23%28a%29%282%29"]
        assert LINK.sub("", made) == ""
        assert dangers(made) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://good.example@evil.example/",
        "https://",
        "//evil.example",
        "",
        "http://[::1",
        "https://a b.example/",
        "https://x.example/" + "a" * 2000,
    ],
)
def test_what_is_no_plain_web_address_is_not_linked(url: str) -> None:
    assert safe_url(url) == ""
    assert link("label", url) == "label"


def test_an_address_cannot_end_its_link_early() -> None:
    made = safe_url('https://x.example/a(b)c "title" <z>?q=[1]&r=ü#:~:text=§ 5')
    assert not set(made) & set(" ()<>[]\"'\\")
    assert made.startswith("https://x.example/a%28b%29c")
    assert safe_url("https://münchen.example/ä") == "https://xn--mnchen-3ya.example/%C3%A4"
    assert safe_url("https://x.example/%C3%A4#:~:text=a") == "https://x.example/%C3%A4#:~:text=a"
    assert safe_url("https://x.example/p#" + "t" * 2000) == "https://x.example/p"


def test_plain_text_for_footers_has_no_backslashes_and_pings_nobody() -> None:
    made = plain("@everyone **now** [x](http://evil.example)\nline \u202e", 100)
    assert "\\" not in made
    assert "\n" not in made
    assert "@everyone" not in made


def test_shortening_ends_at_a_word_and_never_inside_an_escape() -> None:
    text = "**" * 50 + " word" * 50
    for limit in range(10, 300, 7):
        made = within(text, limit)
        assert width(made) <= limit
        assert "**" not in alive(made)
    assert plain("one two three four", 13) == "one two …"
    assert plain("short", 13) == "short"
    assert width(plain("😀" * 100, 50)) <= 50
