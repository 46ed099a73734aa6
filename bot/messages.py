"""Every text a person reads, in German and English, in one place.

`say(key, language, **values)` is the only way to a text; a test checks that every key has both languages and the same
placeholders. Dates are ISO everywhere, so that 2026-11-10 is never read as an eleventh of October.
"""

from __future__ import annotations

from datetime import date

from index.documents import Kind, Language
from index.law_in_time import Standing, StandingOn

_TEXTS: dict[str, tuple[str, str]] = {
    # key: (German, English)
    "as_of": ("Stand {day}", "as of {day}"),
    "sources": ("Quellen", "Sources"),
    "newest_source": ("Neueste Quelle {day}", "Newest source {day}"),
    "newest_source_unknown": ("Neueste Quelle: ohne Datum", "Newest source: undated"),
    "disclaimer_quotes": ("Zitate wörtlich, keine Rechtsberatung", "Quotes verbatim, not legal advice"),
    "disclaimer_model": (
        "Von einem Sprachmodell formuliert, jeder Satz gegen die Quelle geprüft; keine Rechtsberatung",
        "Worded by a language model, every sentence checked against its source; not legal advice",
    ),
    "original_language_de": ("Original auf Deutsch", "original in German"),
    "original_language_en": ("Original auf Englisch", "original in English"),
    "gloss": ("Begriffe: {pairs}", "Terms: {pairs}"),
    "partial_note": ("Vermerk der Quelle: {note}", "Note in the source: {note}"),
    "open_clock": (
        "Achtung: Die Frist in [{number}] lief am {day} ab, nach der neuesten Quelle dazu. Ob sie verlängert wurde, steht "
        "nicht in den Quellen. Vor einer Entscheidung die amtliche Quelle prüfen.",
        "Careful: the clock in [{number}] ran out on {day}, after the newest source on it. Whether it was extended is not "
        "in the sources. Check the official source before you rely on either.",
    ),
    "dropped": (
        "{count} Satz/Sätze wurden gestrichen, weil die Quelle sie nicht belegt.",
        "{count} sentence(s) were cut because the source does not support them.",
    ),
    "followup_read_as": ("Verstanden als: {question}", "Read as: {question}"),
    "no_answer_not_in_corpus": (
        "Dazu steht in den Quellen nichts, was die Frage beantwortet.",
        "The sources say nothing that answers this question.",
    ),
    "no_answer_off_topic": (
        "Das ist nicht mein Gebiet. Ich beantworte Fragen zur Exportkontrolle von Chips (US-EAR und BIS, Entity List, "
        "EU- und deutsches Dual-Use-Recht, Chinas Gegenmaßnahmen) aus belegten Quellen.",
        "That is not my field. I answer questions about chip export controls (US EAR and BIS, the Entity List, EU and "
        "German dual-use law, China's counter-measures) from cited sources.",
    ),
    "no_answer_small_talk": (
        "Hallo! Ich beantworte Fragen zur Exportkontrolle von Chips und belege jeden Satz. Zum Beispiel: "
        "„Darf Nvidia den H20 nach China liefern?“ oder „Was regelt 15 CFR 744.23?“",
        "Hello! I answer questions about chip export controls and prove every sentence. For example: "
        "“Does the Affiliates Rule apply?” or “What does 15 CFR 744.23 say?”",
    ),
    "no_answer_empty_question": (
        "Die Frage ist leer. Bitte eine Frage zur Exportkontrolle stellen.",
        "The question is empty. Please ask something about export controls.",
    ),
    "no_answer_nothing_verified": (
        "Kein Satz der Antwort ließ sich mit den Quellen belegen; deshalb gibt es keine.",
        "No sentence of the answer could be proved by the sources; so there is none.",
    ),
    "nearest": ("Am nächsten liegt:", "Nearest:"),
    "add_sources": (
        "Fehlt eine Quelle? In config.yaml unter index.sources eintragen und `paragraf sync` aufrufen.",
        "Is a source missing? Add it to index.sources in config.yaml and run `paragraf sync`.",
    ),
    "model_unreachable": (
        "Das Sprachmodell ist nicht erreichbar; stattdessen wörtliche Zitate.",
        "The language model cannot be reached; verbatim quotes instead.",
    ),
    "model_slow": (
        "Das Sprachmodell antwortet nicht rechtzeitig; stattdessen wörtliche Zitate.",
        "The language model did not answer in time; verbatim quotes instead.",
    ),
    "model_rate_limited": (
        "Das Sprachmodell ist gerade ausgelastet; stattdessen wörtliche Zitate.",
        "The language model is rate-limited right now; verbatim quotes instead.",
    ),
    "model_server_error": (
        "Das Sprachmodell meldet einen Fehler; stattdessen wörtliche Zitate.",
        "The language model reports an error; verbatim quotes instead.",
    ),
    "model_auth": (
        "Das Sprachmodell weist den Schlüssel zurück; stattdessen wörtliche Zitate.",
        "The language model rejects the key; verbatim quotes instead.",
    ),
    "model_nonsense": (
        "Das Sprachmodell gab keine brauchbare Antwort; stattdessen wörtliche Zitate.",
        "The language model gave no usable answer; verbatim quotes instead.",
    ),
    "model_cut_off": (
        "Die Antwort des Sprachmodells brach ab; stattdessen wörtliche Zitate.",
        "The language model's answer broke off; verbatim quotes instead.",
    ),
    "model_unproved": (
        "Die Antwort des Sprachmodells ließ sich nicht belegen; stattdessen wörtliche Zitate.",
        "The language model's answer could not be proved; verbatim quotes instead.",
    ),
    # kinds
    "kind_regulation": ("Vorschrift", "regulation"),
    "kind_guidance": ("Leitlinie", "guidance"),
    "kind_announcement": ("Bekanntmachung", "announcement"),
    "kind_news": ("Nachricht", "news"),
    "kind_bill": ("Gesetzentwurf", "bill"),
    "kind_treaty": ("Vereinbarung", "agreement"),
    "kind_definition": ("Begriff", "definition"),
    "kind_list": ("Liste", "list"),
    # standings
    "standing_in_force": ("in Kraft", "in force"),
    "standing_in_force_since": ("in Kraft seit {bound}", "in force since {bound}"),
    "standing_in_force_until": ("in Kraft bis {bound}", "in force until {bound}"),
    "standing_not_yet": ("noch nicht in Kraft", "not yet in force"),
    "standing_not_yet_until": (
        "am Stichtag noch nicht in Kraft (erst ab {bound})",
        "not in force on that day (only from {bound})",
    ),
    "standing_suspended": ("ausgesetzt", "suspended"),
    "standing_suspended_until": ("ausgesetzt (Frist {bound})", "suspended (clock {bound})"),
    "standing_partly_stayed": ("in Kraft, teilweise ausgesetzt", "in force, partly stayed"),
    "standing_partly_stayed_until": (
        "in Kraft, teilweise ausgesetzt bis {bound}",
        "in force, partly stayed until {bound}",
    ),
    "standing_not_enforced": ("veröffentlicht, aber nicht angewandt", "printed but not enforced"),
    "standing_ended": ("außer Kraft", "no longer in force"),
    "standing_ended_on": ("außer Kraft seit {bound}", "ended on {bound}"),
    "standing_superseded": ("überholt", "superseded"),
    "standing_rescinded": ("aufgehoben", "rescinded"),
    "standing_proposed": ("nur vorgeschlagen, kein geltendes Recht", "proposed only, not law"),
    "standing_withdrawn": ("zurückgezogen", "withdrawn"),
    "standing_reported": ("Bericht", "report"),
    "standing_open": ("Stand offen", "state open"),
    "standing_open_on": ("Stand offen: Frist lief am {bound} ab", "state open: its clock ran out on {bound}"),
    # terminal
    "welcome": (
        "Paragraf · Fragen zur Exportkontrolle von Chips, jeder Satz belegt. {documents} Dokumente, neueste Quelle {newest}.\n"
        "Einfach fragen. /help zeigt die Befehle, /quit beendet.",
        "Paragraf · questions about chip export controls, every sentence proved. {documents} documents, newest source {newest}.\n"
        "Just ask. /help lists the commands, /quit ends.",
    ),
    "help": (
        "/source N   Quelle N der letzten Antwort im Zusammenhang (auch: /source 744.23(a)(2))\n"
        "/as-of TAG  Stichtag setzen (JJJJ-MM-TT), /as-of allein löscht ihn\n"
        "/lang de|en Sprache der Antworten, /lang allein: wie die Frage\n"
        "/search …   nur suchen\n"
        "/forget     Gesprächsverlauf vergessen\n"
        "/quit       beenden",
        "/source N   source N of the last answer in its context (also: /source 744.23(a)(2))\n"
        "/as-of DAY  set the date that counts (YYYY-MM-DD); alone: clear it\n"
        "/lang de|en language of the answers; alone: as the question\n"
        "/search …   search only\n"
        "/forget     forget the conversation\n"
        "/quit       end",
    ),
    "unknown_command": (
        "Unbekannter Befehl {command}. /help zeigt alle.",
        "Unknown command {command}. /help lists them.",
    ),
    "as_of_set": ("Stichtag: {day}", "Date that counts: {day}"),
    "as_of_cleared": ("Stichtag gelöscht: heute gilt.", "Date cleared: today counts."),
    "bad_date": (
        "„{text}“ ist kein Datum. Bitte so: 2025-11-01.",
        "“{text}” is no date. Please write it like 2025-11-01.",
    ),
    "language_set": ("Antworten auf Deutsch.", "Answers in English."),
    "language_auto": ("Antworten in der Sprache der Frage.", "Answers in the language of the question."),
    "bad_language": ("Sprachen: de oder en.", "Languages: de or en."),
    "forgotten": ("Verlauf vergessen.", "Conversation forgotten."),
    "no_such_source": (
        "Nichts gefunden unter „{wanted}“. Erlaubt: Nummer aus der letzten Antwort, Fundstelle wie 15 CFR 744.23(a)(2), "
        "ECCN 3A090.a, § 8 AWV oder eine Dokumentkennung.",
        "Nothing found under “{wanted}”. Allowed: a number of the last answer, a citation such as 15 CFR 744.23(a)(2), "
        "ECCN 3A090.a, § 8 AWV, or a document id.",
    ),
    "no_hits": ("Keine Treffer.", "No hits."),
    "goodbye": ("Auf Wiedersehen.", "Goodbye."),
    "thinking": ("Suche …", "Searching …"),
    "guess": ("geschätzt", "guessed"),
    "undated": ("ohne Datum", "undated"),
    # sync, status, doctor
    "building": (
        "Der Index wird aufgebaut (nur beim ersten Mal oder nach einer Änderung der Konfiguration) …",
        "Building the index (only the first time, or after the configuration changed) …",
    ),
    "stage_survey": ("Quellen", "Sources"),
    "stage_index": ("Einlesen und Einbetten", "Reading and embedding"),
    "stage_tidy": ("Aufräumen", "Tidying"),
    "sync_done": (
        "{documents} Dokumente, {passages} Abschnitte im Index. Neu {added}, geändert {changed}, entfernt {removed}, unverändert {unchanged}.",
        "{documents} documents, {passages} passages in the index. Added {added}, changed {changed}, removed {removed}, unchanged {unchanged}.",
    ),
    "sync_speed": (
        "{seconds:.1f} s, {embedded} Abschnitte neu eingebettet, {cached} aus dem Zwischenspeicher, {rate:.1f} Abschnitte/s.",
        "{seconds:.1f} s, {embedded} passages embedded, {cached} from the cache, {rate:.1f} passages/s.",
    ),
    "sync_failed": (
        "Nicht erreichbar, alter Stand bleibt: {source}: {reason}",
        "Not reachable, the old copy stays: {source}: {reason}",
    ),
    "sync_skipped": ("Übersprungen: {source}: {reason}", "Skipped: {source}: {reason}"),
    "sync_duplicate": (
        "Doppelt vorhanden, einmal behalten: {kept} = {dropped}",
        "Near-duplicate, kept once: {kept} = {dropped}",
    ),
    "sync_more": ("… und {count} weitere", "… and {count} more"),
    "sync_plan": ("Plan (nichts geändert):", "Plan (nothing changed):"),
    "status_head": (
        "{documents} Dokumente, {passages} Abschnitte, neueste Quelle {newest}; Encoder {encoder}; Modell {model}.",
        "{documents} documents, {passages} passages, newest source {newest}; encoder {encoder}; model {model}.",
    ),
    "status_none": ("Noch kein Index. `paragraf sync` baut ihn.", "No index yet. `paragraf sync` builds it."),
    "status_quotes": ("keines (wörtliche Zitate)", "none (verbatim quotes)"),
    "status_source": ("{source}: zuletzt {synced_at}{error}", "{source}: last {synced_at}{error}"),
    "discord_later": (
        "DISCORD_TOKEN ist gesetzt; der Discord-Teil ist in dieser Fassung noch nicht enthalten. Es geht im Terminal weiter.",
        "DISCORD_TOKEN is set; this version does not contain the Discord part yet. Going on in the terminal.",
    ),
    "internal_error": (
        "Das ging schief (Kennung {reference}, Einzelheiten in {log}).",
        "That went wrong (reference {reference}, details in {log}).",
    ),
    # discord
    "discord_gap_noted": (
        "Ich habe die Frage vermerkt. Wer hier Quellen pflegt, sieht sie unter `/gaps`, ohne deinen Namen.",
        "I have noted the question. Whoever curates the sources here sees it under `/gaps`, without your name.",
    ),
    "discord_forgot": (
        "Aus diesem Gespräch habe ich {count} ältere Beiträge vergessen.",
        "I have forgotten {count} older turns of this conversation.",
    ),
    "discord_writing": ("wird geschrieben …", "writing …"),
    "discord_published": ("veröffentlicht {day}", "published {day}"),
    "discord_original": ("Zum Original", "Open the original"),
    "discord_page": ("Seite {page} von {pages} · {count} insgesamt", "Page {page} of {pages} · {count} in all"),
    "discord_no_documents": ("Der Korpus ist leer.", "The corpus is empty."),
    "discord_sources_title": ("Dokumente im Korpus", "Documents in the corpus"),
    "discord_changes_title": ("Neues im Korpus ({count})", "New in the corpus ({count})"),
    "discord_changes_footer": ("Beobachtet mit /watch", "Watched with /watch"),
    "discord_gaps_title": ("Unbeantwortete Fragen", "Questions without an answer"),
    "discord_gaps_footer": (
        "Nach Häufigkeit; ähnliche Fragen zusammengefasst, ohne Namen",
        "Most asked first; similar questions grouped, without names",
    ),
    "discord_gap_line": ("{people} Fragende · zuletzt {last}", "asked by {people} · last on {last}"),
    "discord_no_gaps": ("Keine offenen Fragen.", "No open questions."),
    "discord_coverage_title": ("Was der Korpus abdeckt", "What the corpus covers"),
    "discord_coverage_counts": (
        "{documents} Dokumente, {passages} Abschnitte",
        "{documents} documents, {passages} passages",
    ),
    "discord_coverage_line": (
        "**{name}** · {count} · neueste Quelle {newest}",
        "**{name}** · {count} · newest source {newest}",
    ),
    "discord_synced": ("Zuletzt abgeglichen {when}", "Last synced {when}"),
    "discord_open_clocks": ("Offene Fristen: vor Gebrauch prüfen", "Open clocks: check before you rely on them"),
    "discord_not_covered": ("Nicht enthalten", "Not in it"),
    "discord_never_covered": (
        "Einzelne Genehmigungen, Gerichtsakten, Zolltarife und alles nach der neuesten Quelle",
        "Single licences, court files, customs tariffs, and anything after the newest source",
    ),
    "discord_absent_jurisdictions": ("Nichts zu: {names}", "Nothing on: {names}"),
    "discord_absent_kinds": ("Keine Dokumente der Art: {names}", "No documents of the kind: {names}"),
    "jurisdiction_US": ("USA", "United States"),
    "jurisdiction_EU": ("Europäische Union", "European Union"),
    "jurisdiction_DE": ("Deutschland", "Germany"),
    "jurisdiction_CN": ("China", "China"),
    "jurisdiction_NL": ("Niederlande", "Netherlands"),
    "jurisdiction_JP": ("Japan", "Japan"),
    "jurisdiction_KR": ("Südkorea", "South Korea"),
    "jurisdiction_TW": ("Taiwan", "Taiwan"),
    "jurisdiction_UK": ("Vereinigtes Königreich", "United Kingdom"),
    "jurisdiction_INT": ("International", "International"),
    "discord_claims_title": ("Aussagen geprüft", "Claims checked"),
    "discord_claims_footer": (
        "Geprüft gegen den Korpus, nicht gegen die Welt",
        "Checked against the corpus, not against the world",
    ),
    "discord_claim_supported": ("Belegt", "Supported"),
    "discord_claim_contradicted": ("Die Quellen sagen es anders", "The sources say otherwise"),
    "discord_claim_not_found": ("Dazu sagen die Quellen nichts", "The sources do not say"),
    "discord_no_claims": (
        "In der Nachricht steht keine überprüfbare Aussage.",
        "The message makes no claim that could be checked.",
    ),
    "discord_timeline_title": ("Zeitleiste", "Timeline"),
    "discord_timeline_empty": (
        "Zu diesem Thema und Zeitraum kennt der Korpus kein datiertes Ereignis.",
        "The corpus knows no dated event on this topic in this period.",
    ),
    "timeline_count": ("{count} Ereignisse", "{count} events"),
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
    # discord: commands, options, choices
    "cmd_ask": ("fragen", "ask"),
    "cmd_ask_about": (
        "Eine Frage zur Exportkontrolle von Chips, jeder Satz belegt",
        "A question about chip export controls, every sentence proved",
    ),
    "cmd_search": ("suchen", "search"),
    "cmd_search_about": ("Textstellen finden, ohne Antwort", "Find passages, without an answer"),
    "cmd_source": ("fundstelle", "source"),
    "cmd_source_about": ("Eine Fundstelle im Zusammenhang lesen", "Read a citation in its context"),
    "cmd_timeline": ("zeitleiste", "timeline"),
    "cmd_timeline_about": ("Was wann geschah, mit Bild und Belegen", "What happened when, with a picture and sources"),
    "cmd_sources": ("quellen", "sources"),
    "cmd_sources_about": ("Alle Dokumente, die ich kenne", "All documents that I know"),
    "cmd_coverage": ("abdeckung", "coverage"),
    "cmd_coverage_about": (
        "Was die Quellen abdecken, wie frisch sie sind und was fehlt",
        "What the sources cover, how fresh they are, what is missing",
    ),
    "cmd_settings": ("einstellungen", "settings"),
    "cmd_settings_about": ("Wo und wie ich auf diesem Server antworte", "Where and how I answer on this server"),
    "cmd_sync": ("abgleichen", "sync"),
    "cmd_sync_about": ("Die Quellen jetzt abgleichen", "Sync the sources now"),
    "cmd_status": ("zustand", "status"),
    "cmd_status_about": ("Wie es mir geht: Quellen, Warteschlange, Fehler", "How I am: sources, queue, errors"),
    "cmd_gaps": ("lücken", "gaps"),
    "cmd_gaps_about": (
        "Fragen ohne Antwort, gebündelt: welche Quelle fehlt?",
        "Questions without an answer, grouped: which source is missing?",
    ),
    "cmd_watch": ("beobachten", "watch"),
    "cmd_watch_about": (
        "Neues aus den Quellen in diesem Kanal melden",
        "Post what is new in the sources in this channel",
    ),
    "cmd_help": ("hilfe", "help"),
    "cmd_help_about": ("Was ich kann, mit Beispielen", "What I can do, with examples"),
    "cmd_privacy": ("datenschutz", "privacy"),
    "cmd_privacy_about": (
        "Was ich speichere, wie lange, und wie viel davon über dich",
        "What I store, for how long, and how much of it about you",
    ),
    "cmd_forget": ("vergessen", "forget"),
    "cmd_forget_about": (
        "Alles löschen, was ich über dich gespeichert habe",
        "Delete everything I have stored about you",
    ),
    "cmd_check": ("Aussagen prüfen", "Check the claims"),
    "cmd_about": ("Dazu fragen", "Ask about this"),
    "cmd_sources_all": ("alle Quellen", "all sources"),
    "cmd_sources_law": ("nur Recht und Amtliches", "only law and official texts"),
    "cmd_sources_news": ("nur Nachrichten", "only news"),
    "cmd_language_de": ("Deutsch", "German"),
    "cmd_language_en": ("Englisch", "English"),
    "cmd_language_auto": ("wie die Person", "as the person"),
    "cmd_switch_on": ("an", "on"),
    "cmd_switch_off": ("aus", "off"),
    "opt_question": ("frage", "question"),
    "opt_question_about": (
        "z. B. Darf Nvidia den H20 nach China liefern?",
        "e.g. Does the 50 % Affiliates Rule apply?",
    ),
    "opt_as_of": ("stichtag", "as_of"),
    "opt_as_of_about": (
        "Tag, der gelten soll, z. B. 2025-11-01 (sonst heute)",
        "the day that counts, e.g. 2025-11-01 (else today)",
    ),
    "opt_sources": ("quellen", "sources"),
    "opt_sources_about": ("Welche Quellen zählen", "which sources count"),
    "opt_language": ("sprache", "language"),
    "opt_language_about": (
        "Sprache der Antwort (sonst wie die Frage)",
        "language of the answer (else as the question)",
    ),
    "opt_language_guild_about": ("Sprache der Antworten auf diesem Server", "language of the answers on this server"),
    "opt_private": ("privat", "private"),
    "opt_private_about": ("Nur du siehst die Antwort", "only you see the answer"),
    "opt_query": ("suchtext", "query"),
    "opt_query_about": (
        "Wörter, Fundstelle oder ECCN, höchstens 70 Zeichen",
        "words, a citation or an ECCN, at most 70 characters",
    ),
    "opt_citation": ("fundstelle", "citation"),
    "opt_citation_about": (
        "z. B. 744.23(a)(2), 3A090.a, § 8 AWV oder ein Titel",
        "e.g. 744.23(a)(2), 3A090.a, § 8 AWV or a title",
    ),
    "opt_topic": ("thema", "topic"),
    "opt_topic_about": ("z. B. H20, Affiliates Rule, Gallium", "e.g. H20, Affiliates Rule, gallium"),
    "opt_watch_topic_about": ("Nur Neues zu diesem Thema (leer: alles)", "only news on this topic (empty: all)"),
    "opt_from": ("von", "from"),
    "opt_from_about": ("Erster Tag, z. B. 2025-01-01", "first day, e.g. 2025-01-01"),
    "opt_to": ("bis", "to"),
    "opt_to_about": ("Letzter Tag, z. B. 2025-12-31", "last day, e.g. 2025-12-31"),
    "opt_kind": ("art", "kind"),
    "opt_kind_about": ("Nur Dokumente dieser Art", "only documents of this kind"),
    "opt_channel": ("kanal", "channel"),
    "opt_channel_about": (
        "Hier antworten; noch einmal genannt: hier nicht mehr",
        "answer here; named again: no longer here",
    ),
    "opt_everywhere": ("überall", "everywhere"),
    "opt_everywhere_about": ("Wieder in allen Kanälen antworten", "answer in all channels again"),
    "opt_model": ("modell", "model"),
    "opt_model_about": (
        "Sprachmodell für die Formulierung; aus: wörtliche Zitate",
        "language model for the wording; off: verbatim quotes",
    ),
    "opt_person": ("person", "person"),
    "opt_person_about": ("Fragen je Person und Zeitfenster", "questions a person may ask within the window"),
    "opt_server": ("server", "server"),
    "opt_server_about": ("Fragen des ganzen Servers je Zeitfenster", "questions of the whole server within the window"),
    "opt_dms": ("direktnachrichten", "dms"),
    "opt_dms_about": ("Direktnachrichten von Mitgliedern beantworten", "answer direct messages of members"),
    "opt_stop": ("beenden", "stop"),
    "opt_stop_about": ("Nummer der Beobachtung, die enden soll", "number of the watch to end"),
    # discord: buttons, menus, forms
    "discord_menu_sources": ("Quelle im Zusammenhang lesen …", "Read a source in its context …"),
    "discord_button_more": ("Nachfragen", "Follow up"),
    "discord_button_day": ("Anderer Stichtag", "Another date"),
    "discord_button_public": ("Öffentlich zeigen", "Make public"),
    "discord_button_thread": ("Im Thread weiter", "Go on in a thread"),
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
    # discord: what it says
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
        "Frag mich etwas zur Exportkontrolle von Chips, zum Beispiel: „Gilt die Affiliates Rule?“ · `/help` zeigt, was ich kann.",
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
        "Diese Textstelle gibt es seit dem letzten Abgleich nicht mehr. `/source` zeigt die heutige Fassung.",
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
    # discord: errors
    "discord_reference": ("(Kennung {reference})", "(reference {reference})"),
    "discord_error_full": (
        "Es warten schon {waiting} Fragen. Bitte in einer Minute noch einmal.",
        "{waiting} questions are waiting already. Please try again in a minute.",
    ),
    "discord_error_superseded": (
        "Abgebrochen: Du hast inzwischen etwas Neueres gefragt.",
        "Stopped: you have asked something newer meanwhile.",
    ),
    "discord_error_stopping": (
        "Ich werde gerade neu gestartet. Bitte gleich noch einmal fragen.",
        "I am being restarted. Please ask again in a moment.",
    ),
    "discord_error_guild_only": ("Das geht nur auf einem Server.", "That works on a server only."),
    "discord_error_admins": (
        "Das dürfen nur Mitglieder, die den Server verwalten.",
        "Only members who manage the server may do that.",
    ),
    "discord_error_cooldown": ("Bitte in {seconds} s noch einmal.", "Please try again in {seconds} s."),
    "discord_error_input": ("Diese Eingabe verstehe ich nicht.", "I do not understand this input."),
    "discord_error_old_command": (
        "Dieser Befehl hat sich geändert. Bitte Discord neu laden (Strg+R) und noch einmal versuchen.",
        "This command has changed. Please reload Discord (Ctrl+R) and try again.",
    ),
    "discord_error_old_button": ("Diesen Knopf kenne ich nicht mehr.", "I no longer know this button."),
    "discord_error_forgotten": (
        "Diese Antwort ist nicht mehr gespeichert. Bitte noch einmal fragen.",
        "This answer is no longer stored. Please ask again.",
    ),
    "discord_error_permission": (
        "Dafür fehlt mir in diesem Kanal ein Recht (Nachrichten senden, Links einbetten oder Threads erstellen).",
        "I lack a permission for that in this channel (send messages, embed links or create threads).",
    ),
    "discord_error_gone": ("Die Nachricht oder der Kanal ist nicht mehr da.", "The message or the channel is gone."),
    "discord_error_discord": (
        "Discord antwortet gerade nicht richtig. Bitte gleich noch einmal.",
        "Discord does not reply properly right now. Please try again.",
    ),
    "discord_error_state": (
        "Mein Gedächtnis ist gerade nicht erreichbar. Fragen geht trotzdem.",
        "My memory cannot be reached right now. Asking still works.",
    ),
    "discord_error_index": ("Die Quellen sind gerade nicht lesbar.", "The sources cannot be read right now."),
    "discord_error_model": (
        "Das Sprachmodell gab keine brauchbare Antwort.",
        "The language model gave no usable answer.",
    ),
    "discord_error_slow": ("Das hat zu lange gedauert. Bitte noch einmal.", "That took too long. Please try again."),
    "discord_error_disk": (
        "Der Speicher des Bots ist voll. Bitte den Betreibenden Bescheid geben.",
        "The bot's disk is full. Please tell whoever runs it.",
    ),
    "discord_error_unknown": ("Das ging schief.", "That went wrong."),
    # discord: settings, sync, status, watch
    "discord_settings_title": ("Einstellungen dieses Servers", "Settings of this server"),
    "discord_settings_saved": ("✓ Gespeichert.", "✓ Saved."),
    "discord_settings_channels": ("**Kanäle:** {channels}", "**Channels:** {channels}"),
    "discord_settings_everywhere": (
        "**Kanäle:** alle, in denen ich schreiben darf",
        "**Channels:** all in which I may write",
    ),
    "discord_settings_language": ("**Sprache:** {spoken}", "**Language:** {spoken}"),
    "discord_settings_model": ("**Sprachmodell:** {state}", "**Language model:** {state}"),
    "discord_settings_no_model": (
        "**Sprachmodell:** keines eingerichtet (wörtliche Zitate)",
        "**Language model:** none configured (verbatim quotes)",
    ),
    "discord_settings_rates": (
        "**Grenzen:** {person} Fragen in {person_seconds} s je Person, {guild} in {guild_seconds} s für den Server",
        "**Limits:** {person} questions in {person_seconds} s a person, {guild} in {guild_seconds} s for the server",
    ),
    "discord_settings_dms": (
        "**Direktnachrichten von Mitgliedern:** {state}",
        "**Direct messages of members:** {state}",
    ),
    "discord_sync_title": ("Abgleich der Quellen", "Sync of the sources"),
    "discord_sync_running": ("Die Quellen werden abgeglichen …", "Syncing the sources …"),
    "discord_sync_too_soon": (
        "Der letzte Abgleich ist keine fünf Minuten her; die Quellen sind auf dem Stand.",
        "The last sync was less than five minutes ago; the sources are up to date.",
    ),
    "discord_status_title": ("Zustand", "Status"),
    "discord_status_corpus": (
        "**Quellen:** {documents} Dokumente, {passages} Textstellen, neueste {newest}",
        "**Sources:** {documents} documents, {passages} passages, newest {newest}",
    ),
    "discord_status_work": (
        "**Arbeit:** {busy} Antworten in Arbeit, {waiting} warten · Gateway {latency} ms · gestartet {since}",
        "**Work:** {busy} answers at work, {waiting} waiting · gateway {latency} ms · started {since}",
    ),
    "discord_status_model": ("**Sprachmodell:** {model}", "**Language model:** {model}"),
    "discord_status_feedback": (
        "**Rückmeldungen:** {helpful} hilfreich, {wrong} falsch",
        "**Feedback:** {helpful} helpful, {wrong} wrong",
    ),
    "discord_watch_title": ("Beobachtet in diesem Kanal", "Watched in this channel"),
    "discord_watch_line": ("**{number}** · {topic}", "**{number}** · {topic}"),
    "discord_watch_all": ("alles Neue", "everything new"),
    "discord_watch_none": ("Nichts. `/watch` beginnt eine Beobachtung.", "Nothing. `/watch` begins one."),
    # discord: help, privacy, forget
    "discord_help_title": ("Paragraf", "Paragraf"),
    "discord_help": (
        "Fragen zur Exportkontrolle von Chips: US-EAR und BIS, Entity List, EU- und deutsches Dual-Use-Recht, Chinas Gegenmaßnahmen. "
        "Jeder Satz ist mit einer Fundstelle belegt, jede Vorschrift mit ihrem Stand; was nicht in den Quellen steht, sage ich nicht.\n"
        "**Fragen** · `/ask frage` – z. B. *Darf Nvidia den H20 nach China liefern?* Mit `as_of` gilt ein anderer Tag, mit `private` siehst nur du die Antwort.\n"
        "**Nachfragen** · auf meine Antwort antworten, mich erwähnen, im Thread oder als Direktnachricht: *Und seit wann?*\n"
        "**Prüfen** · Rechtsklick auf eine Nachricht › Apps › *Aussagen prüfen*\n"
        "**Nachlesen** · `/source` zeigt eine Fundstelle im Zusammenhang, `/search` sucht Textstellen, `/timeline` zeichnet, was wann geschah.\n"
        "**Grenzen** · `/sources` und `/coverage` sagen, was ich kenne und was nicht. Keine Rechtsberatung.\n"
        "**Deine Daten** · `/privacy`, `/forget`",
        "Questions about chip export controls: US EAR and BIS, the Entity List, EU and German dual-use law, China's counter-measures. "
        "Every sentence is proved by a citation, every rule comes with its legal state; what the sources do not say, I do not say.\n"
        "**Ask** · `/ask question` – e.g. *Does the 50 % Affiliates Rule apply?* With `as_of` another day counts, with `private` only you see the answer.\n"
        "**Follow up** · reply to my answer, mention me, in a thread or by direct message: *And since when?*\n"
        "**Check** · right-click a message › Apps › *Check the claims*\n"
        "**Read** · `/source` shows a citation in its context, `/search` finds passages, `/timeline` draws what happened when.\n"
        "**Limits** · `/sources` and `/coverage` say what I know and what not. Not legal advice.\n"
        "**Your data** · `/privacy`, `/forget`",
    ),
    "discord_privacy_title": ("Datenschutz", "Privacy"),
    "discord_privacy": (
        "**Gespeichert** wird, was du mich fragst, meine Antwort dazu (für die Knöpfe darunter, {days} Tage), die letzten {turns} Beiträge eines Gesprächs "
        "({hours} Stunden), deine Rückmeldungen und unbeantwortete Fragen.\n"
        "**Nicht gespeichert** werden andere Nachrichten, Namen, und was du nur prüfen lässt.\n"
        "**Löschen** geht sofort und ganz: `/forget`.",
        "**Stored** is what you ask me, my answer (for the buttons below it, {days} days), the last {turns} turns of a conversation ({hours} hours), your "
        "feedback, and questions without an answer.\n"
        "**Not stored** are other messages, names, and what you only have checked.\n"
        "**Deleting** is immediate and complete: `/forget`.",
    ),
    "discord_privacy_model": (
        "**Sprachmodell:** Frage und Fundstellen gehen an den Anbieter, den die Betreibenden eingerichtet haben.",
        "**Language model:** question and passages go to the provider that the operators have set up.",
    ),
    "discord_privacy_no_model": (
        "**Sprachmodell:** keines; nichts verlässt diesen Rechner außer den Antworten an Discord.",
        "**Language model:** none; nothing leaves this machine but the answers to Discord.",
    ),
    "discord_stored": (
        "**Über dich:** {answers} Antworten, {turns} Gesprächsbeiträge, {reports} Meldungen, {votes} Stimmen, {questions} unbeantwortete Fragen, "
        "{watches} Beobachtungen, {at_work} in Arbeit.",
        "**About you:** {answers} answers, {turns} turns, {reports} reports, {votes} votes, {questions} unanswered questions, {watches} watches, "
        "{at_work} at work.",
    ),
    "discord_forget_title": ("Vergessen", "Forgotten"),
    "discord_forgotten": (
        "Alles über dich ist gelöscht. Knöpfe unter früheren Antworten sagen jetzt, dass die Antwort nicht mehr gespeichert ist.",
        "Everything about you is deleted. Buttons under earlier answers now say that the answer is no longer stored.",
    ),
}


def say(key: str, language: Language, **values: object) -> str:
    """The text of ``key`` in ``language`` with its placeholders filled; KeyError for an unknown key."""
    german, english = _TEXTS[key]
    template = german if language is Language.DE else english
    return template.format(**values) if values else template


def catalogue() -> dict[str, tuple[str, str]]:
    """All texts as (German, English), for the test that compares them."""
    return dict(_TEXTS)


def kind_name(kind: Kind, language: Language) -> str:
    """What a person reads for a document kind."""
    return say(f"kind_{kind.value}", language)


def standing_name(standing: StandingOn, language: Language) -> str:
    """What a person reads for a legal state on a day."""
    base = f"standing_{standing.standing.value}"
    if standing.bound is None:
        return say(base, language)
    for suffix in _suffixes(standing):
        if f"{base}_{suffix}" in _TEXTS:
            return say(f"{base}_{suffix}", language, bound=standing.bound.isoformat())
    return say(base, language)


def _suffixes(standing: StandingOn) -> tuple[str, ...]:
    bound = standing.bound
    if standing.standing is Standing.IN_FORCE and bound is not None:
        return ("since",) if bound <= standing.day else ("until",)
    return ("until", "on")


def day(value: date | None, language: Language) -> str:
    """An ISO date, or the word for 'undated'."""
    return value.isoformat() if value is not None else say("undated", language)
