"""Discord: what it says while it works, and short replies."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "discord_gap_noted": (
        "Ich habe die Frage vermerkt. Wer hier Quellen pflegt, sieht sie unter `/lücken`, ohne deinen Namen.",
        "I have noted the question. Whoever curates the sources here sees it under `/gaps`, without your name.",
    ),
    "discord_open_state": (
        "Achtung: Ob {numbers} heute noch so gilt, geht aus den Quellen nicht hervor. Vor einer Entscheidung die amtliche Quelle prüfen.",
        "Careful: the sources do not show whether {numbers} still holds today. Check the official source before you rely on it.",
    ),
    "discord_forgot": (
        "Aus diesem Gespräch habe ich {count} ältere Beiträge vergessen.",
        "I have forgotten {count} older turns of this conversation.",
    ),
    "discord_writing": ("wird geschrieben …", "writing …"),
    "discord_place": ("Platz {place} in der Warteschlange …", "Place {place} in the line …"),
    "discord_working": ("Ich suche in den Quellen …", "Searching the sources …"),
    "discord_wait_person": (
        "Du fragst schneller, als ich darf: bitte in {seconds} s noch einmal.",
        "You ask faster than I may answer: please try again in {seconds} s.",
    ),
    "discord_wait_guild": (
        "Auf diesem Server wird gerade sehr viel gefragt: bitte in {seconds} s noch einmal.",
        "A great deal is being asked on this server: please try again in {seconds} s.",
    ),
    "discord_ask_me": (
        "Frag mich etwas zur Exportkontrolle von Chips, zum Beispiel: „Gilt die Affiliates Rule?“ · `/hilfe` (`/help`) zeigt, was ich kann.",
        "Ask me about chip export controls, for example: “Does the Affiliates Rule apply?” · `/help` shows what I can do.",
    ),
    "discord_too_long": (
        "Das ist zu lang: höchstens {limit} Zeichen.",
        "That is too long: at most {limit} characters.",
    ),
    "discord_no_dms": (
        "Direktnachrichten beantworte ich hier nicht. Bitte auf einem Server fragen.",
        "I do not answer direct messages here. Please ask on a server.",
    ),
    "discord_wrong_channel": (
        "Auf diesem Server antworte ich in {channels}.",
        "On this server I answer in {channels}.",
    ),
    "discord_no_such_source": (
        "Nichts gefunden unter „{wanted}“. Erlaubt sind Fundstellen wie 15 CFR 744.23(a)(2), 3A090.a, § 8 AWV oder ein Teil eines Titels.",
        "Nothing found under “{wanted}”. Citations such as 15 CFR 744.23(a)(2), 3A090.a, § 8 AWV or a piece of a title will do.",
    ),
    "discord_passage_gone": (
        "Diese Textstelle gibt es seit dem letzten Abgleich nicht mehr. `/fundstelle` zeigt die heutige Fassung.",
        "This passage is gone since the last sync. `/source` shows the text as it is now.",
    ),
    "discord_nothing_to_check": ("In der Nachricht steht kein Text.", "There is no text in this message."),
    "discord_reported": (
        "Danke. Das ist Meldung Nr. {number}; die Betreuenden sehen sie mit Frage und Antwort.",
        "Thank you. This is report no. {number}; the curators see it with question and answer.",
    ),
    "discord_thanks": ("Danke, notiert.", "Thank you, noted."),
    "discord_thanks_again": ("Danke, das hattest du schon gesagt.", "Thank you, you had said so already."),
    "discord_cannot_publish": (
        "Öffentlich zeigen kann nur, wer gefragt hat, und nur, wo ich schreiben darf.",
        "Only the person who asked can make it public, and only where I may write.",
    ),
    "discord_thread_opened": ("Weiter geht es in {thread}.", "Go on in {thread}."),
    "discord_thread_hint": ("Hier einfach weiterfragen.", "Just go on asking here."),
    "discord_thread_hint_mention": (
        "Hier weiterfragen: mich dabei erwähnen oder auf eine meiner Nachrichten antworten.",
        "Go on asking here: mention me, or reply to one of my messages.",
    ),
    "discord_interrupted": (
        "Ich wurde neu gestartet, während ich an dieser Antwort saß. Bitte noch einmal fragen.",
        "I was restarted while working on this answer. Please ask again.",
    ),
}
