"""RE-030."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_COUNTRIES = {
    "US": "usa|u.s.a.|us|united states|united states of america|america|amerika|vereinigte staaten|stati uniti|the us",
    "GB": "uk|u.k.|united kingdom|great britain|britain|england|scotland|wales|großbritannien|vereinigtes königreich"
    "|schottland|regno unito|inghilterra|gran bretagna|scozia|gb",
    "DE": "germany|deutschland|germania|de",
    "FR": "france|frankreich|francia|fr",
    "IT": "italy|italien|italia|it",
    "ES": "spain|spanien|spagna|españa|es",
    "CN": "china|prc|cina|cn",
    "IN": "india|indien|in",
    "JP": "japan|giappone|jp",
    "CA": "canada|kanada|ca",
    "MX": "mexico|mexiko|messico|mx",
    "PT": "portugal|portogallo|pt",
    "PL": "poland|polen|polonia|pl",
    "AT": "austria|österreich|at",
    "CH": "switzerland|schweiz|svizzera|ch",
    "NL": "netherlands|the netherlands|holland|niederlande|paesi bassi|olanda|nl",
    "TR": "turkey|türkiye|türkei|turchia|tr",
    "UA": "ukraine|ucraina|ua",
    "VN": "vietnam|vn",
    "TH": "thailand|tailandia|th",
    "ID": "indonesia|indonesien|bali|id",
    "PK": "pakistan|pk",
    "NP": "nepal|np",
    "IE": "ireland|irland|irlanda|ie",
    "GR": "greece|griechenland|grecia|gr",
    "LT": "lithuania|litauen|lituania|lt",
    "LV": "latvia|lettland|lettonia|lv",
    "RO": "romania|rumänien|ro",
    "BG": "bulgaria|bulgarien|bg",
    "AU": "australia|australien|au",
    "MA": "morocco|marokko|marocco|ma",
}
_CODE = {name: code for code, names in _COUNTRIES.items() for name in names.split("|")}
_NAMES = "|".join(
    re.escape(name) for name in sorted(_CODE, key=len, reverse=True) if len(name) > 2 or name in ("us", "uk")
)
_CLAIM = re.compile(
    r"(?<!\w)(?:hand[- ]?made|made|hand[- ]?crafted|crafted|produced|hergestellt|handgemacht|handgefertigt|gefertigt"
    rf"|(?:fatt|prodott|realizzat)[oaie](?: a mano)?) in (?:the |den |dem )?({_NAMES})(?!\w)",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"(?<!\w)(?:fabrics?|linen|cloth|cotton|wool|leather|clay|yarns?|threads?|paper|steel|findings?|beads?"
    r"|blanks?|zips?|zippers?"
    r"|hardware|ribbons?|lace|felt|tweed|canvas|wax|glass|clasps?|chains?|packaging|box(?:es)?|tools?|machines?"
    r"|stoff|leinen|wolle"
    r"|leder|ton|papier|garn|stahl|perlen|verpackung|schachtel|tessuto|lino|lana|pelle|argilla|carta|filato"
    r"|acciaio|cotone"
    r"|perline|scatola|not|never|nicht|non|nie|mai)\s+(?:is |are |ist |è )?\Z",
    re.IGNORECASE,
)


@rule(
    "RE-030",
    reads=("title", "highlights", "bullet", "description", "country_of_origin"),
    force="law",
    stores=["amazon.com", "amazon.de", "amazon.it"],
    source=("https://global.lianlianpay.com/channel/7-19349.html", "abmahnung-wettbewerbsrecht.com"),
    advice="Correct the column or the text; where only a part comes from there, name the part.",
    needs=[
        "made in",
        "crafted in",
        "produced in",
        "hergestellt in",
        "gemacht in",
        "gefertigt in",
        "fatt",
        "prodott",
        "realizzat",
    ],
    bad=[
        {"title": "Oak bowl, made in USA", "country_of_origin": "CN"},
        {
            "title": "Schale",
            "description": "Handgefertigt in Deutschland",
            "country_of_origin": "Polen",
            "store": "amazon.de",
        },
        {"title": "Ciotola fatta a mano in Francia", "country_of_origin": "China", "store": "amazon.it"},
    ],
    good=[
        {"title": "Oak bowl, made in USA", "country_of_origin": "United States"},
        {"title": "Apron", "description": "Sewn from linen made in Japan", "country_of_origin": "US"},
        {"title": "Oak bowl, never made in China", "country_of_origin": "US"},
        {"title": "Oak bowl, made in USA"},
        {
            "title": "Schale aus Eiche",
            "description": "Hergestellt in Handarbeit",
            "country_of_origin": "PL",
            "store": "amazon.de",
        },
        {"title": "Ciotola fatta in casa", "country_of_origin": "China", "store": "amazon.it"},
        {"title": "Print made in indigo", "country_of_origin": "US"},
        {"title": "Ciotola fatta a mano in Italia", "country_of_origin": "China", "store": "amazon.it"},
    ],
)
def check(listing: Listing) -> Findings:
    """A text says made in one country, the column for the origin says another.

    'Made in' a country needs substantial making there: American and German law say so, each in its way, and Italian law
    guards its own. Which of the two is wrong cannot be told from here. The origin of a cloth or another part, named
    beside it, is not meant; 'made in Italy' is judged by HM-036, which speaks in all three stores.
    """
    column = listing.get("country_of_origin").strip().casefold().removeprefix("the ")
    origin = _CODE.get(column)
    if origin is None:
        return
    for name in ("title", "highlights", "bullet", "description"):
        for field, text in listing.read(name):
            for found in _CLAIM.finditer(text):
                claimed = _CODE[found.group(1).casefold()]
                if claimed == origin or _OF_A_PART.search(text[: found.start()]):
                    continue
                if claimed == "IT" and lexicon("made-in-italy").find(found.group(), listing.language):
                    continue
                words = say(
                    "'{match}' against '{country_of_origin}' in the column for the origin",
                    match=found.group(),
                    country_of_origin=listing.get("country_of_origin"),
                )
                yield Remark(words, field, found.span(), evidence={"claimed": claimed, "column": origin})
