"""The numbers of articles, chapters and paragraphs, in digits, in roman numerals and in words."""

from __future__ import annotations

import re

_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LATIN = str.maketrans("ІХСѴ", "IXCV")  # Cyrillic letters that roman numerals are typed with
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# The words for each number, ordinal and cardinal, by language; tens stand at the end. Sums make the rest.
_WORDS = """
1 first one premier première unique primero primera primer único primeiro первая первый первое یکم اول
 نخست یک الأولى الاولى الأول الاول الحادية الحادي
2 second two deuxième second seconde segundo segunda вторая второй второе دوم دو الثانية الثاني
3 third three troisième tercero tercera terceiro третья третий третье سوم سه الثالثة الثالث
4 fourth four quatrième cuarto cuarta quarto четвертая четвёртая четвертый четвёртый چهارم چهار الرابعة
 الرابع
5 fifth five cinquième quinto quinta пятая пятый پنجم پنج الخامسة الخامس
6 sixth six sixième sexto sexta шестая шестой ششم شش السادسة السادس
7 seventh seven septième séptimo séptima sétimo седьмая седьмой هفتم هفت السابعة السابع
8 eighth eight huitième octavo octava oitavo восьмая восьмой هشتم هشت الثامنة الثامن
9 ninth nine neuvième noveno novena nono девятая девятый نهم نه التاسعة التاسع
10 tenth ten dixième décimo décima десятая десятый دهم ده العاشرة العاشر عشرة عشر
11 eleventh eleven onzième undécimo undécima одиннадцатая одиннадцатый یازدهم
12 twelfth twelve douzième duodécimo duodécima двенадцатая двенадцатый دوازدهم
13 thirteenth thirteen treizième тринадцатая тринадцатый سیزدهم
14 fourteenth fourteen quatorzième четырнадцатая четырнадцатый چهاردهم
15 fifteenth fifteen quinzième пятнадцатая пятнадцатый پانزدهم
16 sixteenth sixteen seizième шестнадцатая шестнадцатый شانزدهم
17 seventeenth seventeen семнадцатая семнадцатый هفدهم
18 eighteenth eighteen восемнадцатая восемнадцатый هجدهم هیجدهم
19 nineteenth nineteen девятнадцатая девятнадцатый نوزدهم
20 twentieth twenty vingtième vingt vigésimo vigésima двадцатая двадцатый двадцать بیستم بیست العشرون
 والعشرون والعشرين
30 thirtieth thirty trentième trente trigésimo trigésima тридцатая тридцатый тридцать سی‌ام سیام سی
 الثلاثون والثلاثون والثلاثين
40 fortieth forty quarantième quarante cuadragésimo сороковая сороковой сорок چهلم چهل الأربعون
 والأربعون والأربعين
50 fiftieth fifty cinquantième cinquante quincuagésimo пятидесятая пятидесятый пятьдесят پنجاهم پنجاه
 الخمسون والخمسون
"""
_VALUES = {
    word: int(line.split()[0])
    for line in _WORDS.strip().replace("\n ", " ").split("\n")
    for word in line.split()[1:]
}
_LATER = r"bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|бис|тер|квартер|مكرر|مکرر"
_NUMBER = re.compile(
    r"(?:n[o°º]\.?\s*|№\s*)?(?:(?P<digits>(?:[A-HJ-UWYZ]-|[A-Z]-(?=0))?\d{1,4})(?P<raised>[⁰¹²³⁴-⁹]{1,2})?"
    r"(?P<ordinal>(?i:er|re|st|nd|rd|th)|[º°ª]|o\b|-?[яйе]\b)?"
    r"|(?P<roman>[IVXLCІХС]{1,8}))(?P<more>(?:[.:\-–‑]\d{1,3})*)(?P<letter>[A-Z](?!\w))?"
    rf"(?:[\s-]?(?P<later>{_LATER})(?!\w))?(?![^\Wـ])",
)


def plain_digits(text: str) -> str:
    """Return text with Persian and Arabic digits as 0 to 9."""
    return text.translate(_DIGITS)


def roman(number: int) -> str:
    """Return a number as a roman numeral."""
    signs = ""
    for value, sign in _ROMAN:
        signs, number = signs + sign * (number // value), number % value
    return signs


def from_roman(numeral: str) -> int:
    """Return the value of a roman numeral; 0 for what is none."""
    numeral = numeral.translate(_LATIN).upper()
    return next((n for n in range(1, 200) if roman(n) == numeral), 0) if len(numeral) < 9 else 0


def number_at(text: str) -> tuple[str, int] | None:
    """Return the number that a text begins with, in one spelling (4, 1.2, 5 bis), and where it ends."""
    match = _NUMBER.match(text) or _NUMBER.match(text.upper() if re.match(r"[ivxlc]{1,8}\b", text) else "")
    if match:
        digits = match["digits"] or str(from_roman(match["roman"]))
        if digits == "0":
            return None
        first = int(digits) if digits.isdecimal() else digits
        raised = f".{match['raised'].translate(_RAISED)}" if match["raised"] else ""
        later = f" {match['later'].lower()}" if match["later"] else ""
        return f"{first}{raised}{match['more']}{match['letter'] or ''}{later}", match.end()
    total = end = seen = 0
    for word in re.finditer(r"[^\W\d_][\w\u200c]*", text):
        value, between = _VALUES.get(word[0].casefold(), 0), text[seen : word.start()].strip(" -‑")
        linked = word[0].casefold() in ("the", "and", "et", "y", "и", "و")
        if between or not (value or linked) or (total % 10 and value and total > 10):
            break
        seen = word.end()
        if value:
            total, end = total + value, word.end()
    return (str(total), end) if total else None
