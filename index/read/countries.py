"""Country names for the ISO codes that the US screening lists use."""

from __future__ import annotations

_PAIRS = (
    "AE=United Arab Emirates|AF=Afghanistan|AL=Albania|AM=Armenia|AO=Angola|AR=Argentina|AT=Austria|AU=Australia|"
    "AZ=Azerbaijan|BA=Bosnia and Herzegovina|BD=Bangladesh|BE=Belgium|BG=Bulgaria|BH=Bahrain|BN=Brunei|"
    "BO=Bolivia|BR=Brazil|BS=Bahamas|BY=Belarus|BZ=Belize|CA=Canada|CD=Congo (Democratic Republic)|"
    "CF=Central African Republic|CH=Switzerland|CL=Chile|CN=China|CO=Colombia|CR=Costa Rica|CU=Cuba|CY=Cyprus|"
    "CZ=Czech Republic|DE=Germany|DJ=Djibouti|DK=Denmark|DZ=Algeria|EC=Ecuador|EE=Estonia|EG=Egypt|ER=Eritrea|"
    "ES=Spain|ET=Ethiopia|FI=Finland|FR=France|GB=United Kingdom|GE=Georgia|GH=Ghana|GR=Greece|GT=Guatemala|"
    "HK=Hong Kong|HN=Honduras|HR=Croatia|HU=Hungary|ID=Indonesia|IE=Ireland|IL=Israel|IN=India|IQ=Iraq|IR=Iran|"
    "IS=Iceland|IT=Italy|JM=Jamaica|JO=Jordan|JP=Japan|KE=Kenya|KG=Kyrgyzstan|KH=Cambodia|KP=North Korea|"
    "KR=South Korea|KW=Kuwait|KY=Cayman Islands|KZ=Kazakhstan|LA=Laos|LB=Lebanon|LI=Liechtenstein|LK=Sri Lanka|"
    "LR=Liberia|LT=Lithuania|LU=Luxembourg|LV=Latvia|LY=Libya|MA=Morocco|MC=Monaco|MD=Moldova|ME=Montenegro|"
    "MG=Madagascar|MH=Marshall Islands|MK=North Macedonia|ML=Mali|MM=Burma (Myanmar)|MN=Mongolia|MO=Macau|"
    "MT=Malta|MU=Mauritius|MV=Maldives|MX=Mexico|MY=Malaysia|NG=Nigeria|NI=Nicaragua|NL=Netherlands|NO=Norway|"
    "NP=Nepal|NZ=New Zealand|OM=Oman|PA=Panama|PE=Peru|PH=Philippines|PK=Pakistan|PL=Poland|PT=Portugal|"
    "PY=Paraguay|QA=Qatar|RO=Romania|RS=Serbia|RU=Russia|SA=Saudi Arabia|SC=Seychelles|SD=Sudan|SE=Sweden|"
    "SG=Singapore|SI=Slovenia|SK=Slovakia|SN=Senegal|SO=Somalia|SS=South Sudan|SY=Syria|TH=Thailand|"
    "TJ=Tajikistan|TM=Turkmenistan|TN=Tunisia|TR=Türkiye|TURKIYE=Türkiye|TW=Taiwan|TZ=Tanzania|UA=Ukraine|"
    "UG=Uganda|US=United States|UY=Uruguay|UZ=Uzbekistan|VE=Venezuela|VG=British Virgin Islands|VN=Vietnam|"
    "YE=Yemen|CRIMEA (OCCUPIED)=Crimea (occupied)|ZA=South Africa|ZW=Zimbabwe"
)
COUNTRIES: dict[str, str] = dict(pair.split("=", 1) for pair in _PAIRS.split("|"))
"""Name by code; the list itself uses a few words where there is no code."""
