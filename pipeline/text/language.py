"""Which language a text is in, by its script and its commonest words.

A library was not taken: the small one (py3langid) brings numpy and a second of load time to every command, the others
bring models. What is asked here is narrow: paragraphs of scientific prose in one of some twenty languages, and an
honest "und" for everything else. Function words decide that within the first sentences (Ingle 1976; Cavnar and Trenkle
1994 compare the approaches).
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from pipeline.text.regex import regex

__all__ = ["LANGUAGES", "UNDETERMINED", "detect", "language_code"]

UNDETERMINED = "und"

# Beyond this many characters the answer does not change any more.
_SAMPLE = 40_000

# First and last code point, script. A paper's Greek letters and a Chinese author's name are few among its letters.
_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0531, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0E00, 0x0E7F, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, "hangul"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x3040, 0x30FF, "kana"),
    (0x3130, 0x318F, "hangul"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xFB1D, 0xFB4F, "hebrew"),
    (0xFB50, 0xFEFC, "arabic"),
)
# A syllable or word sign says as much as several letters.
_WEIGHT = {"han": 3.0, "kana": 2.0, "hangul": 2.5}
_BY_SCRIPT = {
    "greek": "el",
    "armenian": "hy",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "georgian": "ka",
    "hangul": "ko",
    "kana": "ja",
}

_WORDS = {
    "en": "the of and to in that is was were for with are as by on be this from which or an at had has have not been "
    "we their these than but also between may who its can our there other after no did both when they most into while",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum kann nur bis sein durch oder zur "
    "wurde wurden sowie haben zwischen keine unter",
    "fr": "de la le et les des en un une du dans est que pour qui par sur au plus ne pas avec ce il sont cette ou aux "
    "se ont ces été être mais comme nous leur entre chez deux après sans également dont elle afin lors",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o este sus ha entre "
    "sin sobre también fue fueron desde han está son muy pero esta cuando hasta durante los mediante según",
    "it": "di e il la che in un a per è una del sono con non i si da le dei alla nel della al delle come più gli anche "
    "lo ha ma o nei tra sia stato stati questo questa dalla nella degli hanno essere sono stata ed",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das foi à seu sua ou "
    "quando muito nos já também são foram entre pelo pela até isso ela estudo sem aos às",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit werd werden door "
    "naar wordt worden hebben heeft deze tot over wij geen tussen meer dit die kan na",
    "sv": "och att det som en på är av för med till den har de inte om ett var jag men så från vid kan eller när hade "
    "mellan efter också än hos detta under dessa samt genom blev utan mot alla finns",
    "da": "og at det som en på er af for med til den har de ikke om et var jeg men så fra ved kan eller når havde "
    "mellem efter også end hos dette under disse samt gennem blev uden mod blandt nogle fandt af",
    "no": "og at det som en på er av for med til den har de ikke om et var jeg men så fra ved kan eller når hadde "
    "mellom etter også enn hos dette under disse samt gjennom ble uten mot blant noen etter fant",
    "fi": "ja on ei että se oli hän mutta ovat kun myös joka kuin niin tai sekä olivat tämä mukaan jos voi ovat "
    "jotka sen siitä välillä jälkeen kanssa tutkimuksen potilaiden sitä näiden",
    "pl": "i w na z do się nie jest to że a o jak po od za przez dla oraz są był było być tym ich ale które który "
    "która lub u między co bardzo tego także przy",
    "cs": "a v na se je že s z do o k i pro ve které jsou nebo by byl byla bylo jako od při po za jejich však mezi "
    "který která není pouze také být u jen ze",
    "sk": "a v na sa je že s z do o k i pre vo ktoré sú alebo by bol bola bolo ako od pri po za ich však medzi ktorý "
    "ktorá nie len tiež byť",
    "hu": "a az és hogy nem is egy ez volt vagy mint csak meg azt ha el még de van ezt voltak között után által "
    "betegek során",
    "ro": "și de a în la cu pe nu că din o se pentru este mai un care sau fost au sunt prin între după ce fi ale al "
    "această acest",
    "tr": "ve bir bu ile için olarak da de daha çok en olan gibi kadar sonra ise veya ancak göre arasında hastalarda "
    "değil her iki olduğu tarafından edildi",
    "id": "yang dan di dengan untuk pada dari ini dalam adalah tidak atau oleh ke sebagai itu akan lebih telah antara "
    "pasien penelitian",
    "ca": "de la i el que a les en un per amb els una del es és al com més dels són no van ha entre aquest aquesta "
    "però també o",
}
LANGUAGES: tuple[str, ...] = tuple(_WORDS)


def _shares() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each word with its languages; a word that k languages have counts 1/k for each."""
    owners: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(found)) for language in found) for word, found in owners.items()}


_SHARES = MappingProxyType(_shares())
_TOKEN = regex(r"[^\W\d_]+")
# Of prose, function words are a quarter or more; a title may have only one or two.
_LEAST_SHARE = 0.08
_LEAST_SCORE = 1.3
_CLEAR_LEAD = 1.15

_NAMES = {
    "eng": "en", "english": "en", "deu": "de", "ger": "de", "german": "de", "fra": "fr", "fre": "fr", "french": "fr",
    "spa": "es", "spanish": "es", "ita": "it", "italian": "it", "por": "pt", "portuguese": "pt", "nld": "nl",
    "dut": "nl", "dutch": "nl", "swe": "sv", "swedish": "sv", "dan": "da", "danish": "da", "nor": "no", "nob": "no",
    "nno": "no", "nb": "no", "nn": "no", "norwegian": "no", "fin": "fi", "finnish": "fi", "pol": "pl", "polish": "pl",
    "ces": "cs", "cze": "cs", "czech": "cs", "slk": "sk", "slo": "sk", "slovak": "sk", "hun": "hu", "hungarian": "hu",
    "ron": "ro", "rum": "ro", "romanian": "ro", "tur": "tr", "turkish": "tr", "ind": "id", "indonesian": "id",
    "cat": "ca", "catalan": "ca", "rus": "ru", "russian": "ru", "ukr": "uk", "ukrainian": "uk", "bul": "bg",
    "bulgarian": "bg", "srp": "sr", "serbian": "sr", "ell": "el", "gre": "el", "greek": "el", "heb": "he",
    "hebrew": "he", "ara": "ar", "arabic": "ar", "fas": "fa", "per": "fa", "persian": "fa", "urd": "ur", "urdu": "ur",
    "hin": "hi", "hindi": "hi", "tha": "th", "thai": "th", "kat": "ka", "geo": "ka", "georgian": "ka", "hye": "hy",
    "arm": "hy", "armenian": "hy", "zho": "zh", "chi": "zh", "chinese": "zh", "jpn": "ja", "japanese": "ja",
    "kor": "ko", "korean": "ko", "und": UNDETERMINED, "mul": UNDETERMINED,
}  # fmt: skip
_CODE = regex(r"[a-z]{2}")


def detect(text: str) -> str:
    """The language of `text` as an ISO 639-1 code, or "und" where its script and words do not decide."""
    sample = text[:_SAMPLE]
    scripts = _scripts_of(sample)
    if not scripts:
        return UNDETERMINED
    letters = sum(scripts.values())
    if scripts["kana"] > 0.1 * letters:
        return "ja"
    script = max(scripts, key=lambda name: scripts[name])
    if script == "latin":
        return _by_words(sample)
    if script == "han":
        return "ja" if scripts["kana"] > 0.02 * letters else "zh"
    if script == "cyrillic":
        return _cyrillic(sample)
    if script == "arabic":
        return _arabic(sample)
    return _BY_SCRIPT[script]


def language_code(name: str) -> str:
    """The ISO 639-1 code of a language as records name it (`eng`, `English`, `en-GB`), or "und"."""
    key = name.strip().lower().replace("_", "-").split("-")[0].strip()
    if key in _NAMES:
        return _NAMES[key]
    return key if _CODE.fullmatch(key) else UNDETERMINED


def _scripts_of(sample: str) -> Counter[str]:
    """How much of the sample each script has, in letters of an alphabet."""
    found: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if not character.isalpha():
            continue
        code = ord(character)
        script = next((name for first, last, name in _SCRIPTS if first <= code <= last), "")
        if script:
            found[script] += round(count * _WEIGHT.get(script, 1.0))
    return found


def _by_words(sample: str) -> str:
    words = _TOKEN.findall(sample.lower())
    scores: dict[str, float] = {}
    hits = 0
    for word, count in Counter(words).items():
        shares = _SHARES.get(word, ())
        hits += count if shares else 0
        for language, share in shares:
            scores[language] = scores.get(language, 0.0) + share * count
    if not scores or hits < _LEAST_SHARE * len(words):
        return UNDETERMINED
    best, *others = sorted(scores, key=lambda language: -scores[language])
    clear = not others or scores[best] >= _CLEAR_LEAD * scores[others[0]]
    return best if scores[best] >= _LEAST_SCORE and clear else UNDETERMINED


def _cyrillic(sample: str) -> str:
    """Letters that only one of the languages has; Russian is the one with ы and э."""
    low = sample.lower()
    if any(letter in low for letter in "ђћџљњ"):
        return "sr"
    if sum(low.count(letter) for letter in "іїєґ") > 0.01 * len(low):
        return "uk"
    if not any(letter in low for letter in "ыэё") and low.count("ъ") > 0.005 * len(low):
        return "bg"
    return "ru"


def _arabic(sample: str) -> str:
    if any(letter in sample for letter in "ٹڈڑے"):
        return "ur"
    return "fa" if sum(sample.count(letter) for letter in "پچژگکی") > 0.01 * len(sample) else "ar"
