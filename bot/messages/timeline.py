"""The timeline: its title, its events, the legend of its picture."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_timeline_title": ("Zeitleiste", "Timeline"),
    "discord_timeline_empty": (
        "Zu diesem Thema und Zeitraum kennt der Korpus kein datiertes Ereignis.",
        "The corpus knows no dated event on this topic in this period.",
    ),
    "timeline_outside": (
        "In diesem Zeitraum kennt der Korpus zu diesem Thema nichts. Ohne `von` und `bis` sind es {count} Ereignisse, {first} bis {last}.",
        "The corpus knows nothing on this topic in this period. Without `from` and `to` there are {count} events, {first} to {last}.",
    ),
    "timeline_reversed": (
        "`von` ({start}) liegt nach `bis` ({end}). Bitte umgekehrt.",
        "`from` ({start}) lies after `to` ({end}). Please swap them.",
    ),
    "timeline_more": (
        "Die {shown} wichtigsten von {count} Ereignissen; `von` und `bis` grenzen ein.",
        "The {shown} most relevant of {count} events; `from` and `to` narrow them down.",
    ),
    "timeline_count": ("{count} Ereignisse", "{count} events"),
    "timeline_day": ("{day}. {month} {year}", "{day} {month} {year}"),
    "timeline_month": ("{month} {year}", "{month} {year}"),
    "timeline_months": (
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ),
    "timeline_published": ("veröffentlicht", "published"),
    "timeline_in_force": ("in Kraft getreten", "took effect"),
    "timeline_will_be_in_force": ("tritt in Kraft", "takes effect"),
    "timeline_last_day": ("letzter Tag in Kraft", "last day in force"),
    "timeline_clock": ("Frist", "clock runs out"),
    "timeline_stay_ends": ("Ende der Aussetzung", "end of the stay"),
    "timeline_reported": ("berichtet", "reported"),
    "timeline_proposed": ("vorgeschlagen", "proposed"),
    "timeline_legend_law": ("Recht", "law"),
    "timeline_legend_careful": ("Ende, Frist, Aussetzung", "end, clock, stay"),
    "timeline_legend_news": ("Nachricht", "news"),
    "timeline_legend_other": ("Bekanntmachung, Leitlinie, Entwurf", "announcement, guidance, draft"),
}
