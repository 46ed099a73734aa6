"""Who acts in this field: states, heads, chip makers. A sentence may only name whom its source names.

A closed table, so that ``Biden`` for ``Trump`` or ``AMD`` for ``Nvidia`` is caught in any pair of languages. A person
or a company that is not in the table is not judged here.
"""

from __future__ import annotations

import re

# name: (what names the actor in a statement, what else in a source lets a statement name it)
_ACTORS: dict[str, tuple[str, str]] = {
    "US": (
        r"\bUSA\b|\bU\.?S\.?(?![\w$])(?!-Dollar| dollar)|United States|Vereinigte[nr]? Staaten|\b[Aa]merikan\w*"
        r"|(?<!Latin )(?<!South )\bAmerica\w*|\bAmerika\w*|Washington|White House|Weiße[ns]? Haus\w*",
        r"\bBIS\b|Bureau of Industry|Commerce|\bEAR\b|Export Administration|\bCFR\b|Federal Re|Treasury"
        r"|Secretary of|Congress|Kongress"
        r"|Handelsminist|Finanzminist|Außenminist|Notenbank|Senat|[Pp]r[äe]sident|subchapter|Trump|Biden|Obama|\bDC\b",
    ),
    "China": (
        r"\b[Cc]hin(?:a|ese)\w*|\b[Cc]hinesisch\w*|\bPRC\b|Volksrepublik(?! Korea)|Peking\w*|Beijing\w*",
        r"MOFCOM|Macau|Hong ?[Kk]ong|\bD:5\b|State Administration|\b[Yy]uan\b|\bXi\b|Huawei|SMIC|CXMT|YMTC|\w+china",
    ),
    "Japan": (r"\b[Jj]apan\w*|\bTok[iy]o\b", r"\bMETI\b"),
    "Korea": (r"\w*[Kk]orea\w*|\bSeoul\w*", r"\bROK\b|\bMOTI[RE]\b|Samsung|Hynix"),
    "Netherlands": (r"Netherlands|\b[Nn]iederl[äa]nd\w*|\bDutch\b|Den Haag|The Hague", r"ASML|Nexperia|Holland"),
    "Taiwan": (r"\b[Tt]aiwan\w*|Taipe[ih]", r"\bTSMC\b"),
    "Russia": (r"\b[Rr]uss(?:ia|land|isch)\w*|Moskau\w*|Moscow", r"Kreml"),
    "India": (r"\bIndi(?:a|en)\w*|\b[Ii]ndisch\w*", r"Delhi"),
    "Israel": (r"\b[Ii]srael\w*", r"Jerusalem|Tel Aviv"),
    "Emirates": (r"\bUAE\b|\bVAE\b|Emirat\w*", r"Dubai|Abu Dhabi|G42"),
    "Malaysia": (r"\b[Mm]alaysi\w*", r"Kuala Lumpur"),
    "Singapore": (r"\b[Ss]ingap[uo]r\w*", ""),
    "Iran": (r"\b[Ii]ran\w*", r"Teheran|Tehran"),
    "Trump": (r"\bTrump\w*", ""),
    "Biden": (r"\bBiden\w*", ""),
    "Obama": (r"\bObama\w*", ""),
    "Xi": (r"\bXi\b(?! \()", r"Jinping"),
    "Nvidia": (r"\b(?i:nvidia)\w*", ""),
    "AMD": (r"\bAMD\b", r"Advanced Micro Devices"),
    "Intel": (r"\bIntel(?:s|'s|-\w+)?\b", ""),
    "Huawei": (r"\bHuawei\w*", r"HiSilicon|Ascend"),
    "SMIC": (r"\bSMIC\b", r"Semiconductor Manufacturing International"),
    "TSMC": (r"\bTSMC\b", r"Taiwan Semiconductor"),
    "ASML": (r"\bASML\b", ""),
    "Samsung": (r"\bSamsung\w*", ""),
    "SK Hynix": (r"\b[Hh]ynix\w*", ""),
    "Micron": (r"\bMicron(?:s|'s|-\w+)?\b", ""),
    "CXMT": (r"\bCXMT\b", r"ChangXin"),
    "YMTC": (r"\bYMTC\b", r"Yangtze Memory"),
    "Tokyo Electron": (r"Tokyo Electron", r"\bTEL\b"),
    "Applied Materials": (r"Applied Materials", ""),
    "Nexperia": (r"\bNexperia\w*", ""),
    "Cambricon": (r"\bCambricon\w*", ""),
    "Biren": (r"\bBiren\b", ""),
    "Inspur": (r"\bInspur\w*", ""),
    "Nikon": (r"\bNikon\b", ""),
    "Estevez": (r"\bEstevez\b", ""),
    "Raimondo": (r"\bRaimondo\w*", ""),
    "Lutnick": (r"\bLutnick\w*", ""),
    "Bessent": (r"\bBessent\w*", ""),
    "Huang": (r"\bHuang\w*", ""),
}
_NAMED = {name: re.compile(strong) for name, (strong, _) in _ACTORS.items()}
_IMPLIED = {name: re.compile(f"{strong}|{weak}" if weak else strong) for name, (strong, weak) in _ACTORS.items()}


def actors_in(text: str) -> frozenset[str]:
    """The actors that a text names, under one name each."""
    return frozenset(name for name, pattern in _NAMED.items() if pattern.search(text))


def actors_implied(text: str) -> frozenset[str]:
    """The actors that a statement about a text may name: those it names, and those behind an office or a place."""
    return frozenset(name for name, pattern in _IMPLIED.items() if pattern.search(text))
