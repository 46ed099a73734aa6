"""Discord: buttons, menus and forms."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_original": ("Zum Original", "Open the original"),
    "discord_menu_sources": ("Quelle im Zusammenhang lesen …", "Read a source in its context …"),
    "discord_button_more": ("Nachfragen", "Follow up"),
    "discord_button_day": ("Anderer Tag", "Another date"),
    "discord_button_public": ("Öffentlich zeigen", "Make public"),
    "discord_button_thread": ("Im Thread", "In a thread"),
    "discord_button_good": ("Hilfreich", "Helpful"),
    "discord_button_wrong": ("Stimmt nicht", "Wrong"),
    "discord_button_previous": ("◀ Davor", "◀ Before"),
    "discord_button_next": ("Danach ▶", "After ▶"),
    "discord_form_more": ("Nachfragen", "Follow up"),
    "discord_form_more_label": ("Deine Frage dazu", "Your question"),
    "discord_form_more_hint": ("z. B. Und seit wann?", "e.g. And since when?"),
    "discord_form_day": ("Anderer Stichtag", "Another date"),
    "discord_form_day_label": ("Tag, der gelten soll", "The day that counts"),
    "discord_form_wrong": ("Was stimmt nicht?", "What is wrong?"),
    "discord_form_wrong_label": ("Was ist falsch oder fehlt?", "What is wrong or missing?"),
    "discord_form_wrong_hint": (
        "z. B. Die Frist wurde am … verlängert, siehe …",
        "e.g. The deadline was extended on …, see …",
    ),
    "discord_form_about": ("Dazu fragen", "Ask about this"),
    "discord_form_about_label": (
        "Deine Frage (der Text lässt sich ändern)",
        "Your question (change the text as you like)",
    ),
}
