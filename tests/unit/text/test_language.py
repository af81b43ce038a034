"""The language of a text decides which rules may run; a wrong guess is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.language import LANGUAGES, UNDETERMINED, detect, language_code

SENTENCES = {
    "en": "We followed the patients for two years and found that most of them had not returned to work.",
    "de": "Wir haben die Kranken zwei Jahre lang begleitet und fanden, dass die meisten nicht zur Arbeit kamen.",
    "fr": "Nous avons suivi les malades pendant deux ans et la plupart d'entre eux n'ont pas repris le travail.",
    "es": "Seguimos a los enfermos durante dos años y la mayoría no ha vuelto al trabajo por su cansancio.",
    "it": "Abbiamo seguito i malati per due anni e la maggior parte di loro non è tornata al lavoro della fabbrica.",
    "pt": "Os doentes foram seguidos durante dois anos e a maioria não voltou ao trabalho, mas também não piorou.",
    "nl": "Wij hebben de zieken twee jaar gevolgd en de meeste van hen zijn niet naar het werk teruggekeerd.",
    "sv": "Vi följde de sjuka i två år och de flesta av dem hade inte återgått till arbetet efter detta.",
    "da": "Vi fulgte de syge i to år, og de fleste af dem var ikke vendt tilbage til arbejdet efter dette.",
    "no": "Vi fulgte de syke i to år, og de fleste av dem hadde ikke vendt tilbake til arbeidet etter dette.",
    "fi": "Seurasimme sairaita kaksi vuotta, mutta useimmat heistä eivät ole palanneet töihin ja he olivat väsyneitä.",
    "pl": "Obserwowano chorych przez dwa lata i większość z nich nie wróciła do pracy, ale nie było to związane z tym.",
    "cs": "Nemocné jsme sledovali dva roky a většina z nich se do práce nevrátila, ale není to jejich vina.",
    "hu": "A betegeket két évig követtük, és a legtöbben nem tértek vissza, mert ez csak egy része volt.",
    "ro": "Am urmărit bolnavii timp de doi ani și cei mai mulți nu au fost la lucru după această boală.",
    "tr": "Hastalar iki yıl boyunca izlendi ve çoğu için bu süre daha uzun olarak belirlendi, ancak değil.",
    "ru": "Мы наблюдали больных два года, и большинство из них не вернулось на работу.",
    "uk": "Ми спостерігали хворих два роки, і більшість із них не повернулася на роботу.",
    "el": "Παρακολουθήσαμε τους ασθενείς για δύο χρόνια και οι περισσότεροι δεν επέστρεψαν.",
    "he": "עקבנו אחר החולים במשך שנתיים ורובם לא חזרו לעבודה.",
    "ar": "تابعنا المرضى لمدة عامين ولم يعد معظمهم إلى العمل.",
    "fa": "ما بیماران را دو سال پیگیری کردیم و بیشتر آنها به کار بازنگشتند.",
    "zh": "我们对病人进行了两年的随访，大多数人没有重返工作岗位。",
    "ja": "患者を二年間追跡したところ、多くの人は仕事に戻っていなかった。",
    "ko": "우리는 환자를 이 년 동안 추적했고 대부분은 직장으로 돌아가지 않았다.",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_of_prose_when_detected_then_gives_its_language(code: str, sentence: str) -> None:
    assert detect(sentence) == code


@pytest.mark.parametrize("text", ["", "   ", "12.5 (3.1) 0.04", "IL-6 TNF CRP", "!?", "Xq zzk wvfl qqrt"])
def test_text_without_prose_when_detected_then_nothing_is_claimed(text: str) -> None:
    assert detect(text) == UNDETERMINED


def test_english_prose_when_it_holds_greek_letters_and_a_chinese_name_then_stays_english() -> None:
    text = SENTENCES["en"] + " The level of TGF-β and of α-tubulin was measured by 王伟 in the same way."
    assert detect(text) == "en"


def test_korean_paper_when_it_opens_with_an_english_title_then_is_korean() -> None:
    assert detect("Rest and pacing in adults. " + SENTENCES["ko"] * 3) == "ko"


@given(st.text(max_size=400))
def test_any_text_when_detected_then_the_answer_is_a_known_code(text: str) -> None:
    code = detect(text)
    assert code == UNDETERMINED or (len(code) == 2 and code.isalpha())


def test_every_profile_when_its_own_words_are_read_then_wins_or_stays_silent() -> None:
    for language in LANGUAGES:
        sentence = SENTENCES.get(language, "")
        assert not sentence or detect(sentence * 5) == language


@pytest.mark.parametrize(
    ("name", "code"),
    [("eng", "en"), ("English", "en"), ("en-GB", "en"), ("ger", "de"), ("FRE", "fr"), ("sv", "sv"), ("", "und"),
     ("und", "und"), ("klingon", "und")],
)  # fmt: skip
def test_a_record_s_own_language_name_when_read_then_becomes_a_two_letter_code(name: str, code: str) -> None:
    assert language_code(name) == code
