"""The headings, numbers and marks of treaties, in English, French, Spanish, Russian, Persian and Arabic."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LATIN = str.maketrans("ІХСѴ", "IXCV")  # Cyrillic letters that roman numerals are typed with
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# The words for each number, ordinal and cardinal, by language; tens stand at the end. Sums make the rest.
_WORDS = """
1 first one premier première unique primero primera primer único primeiro первая первый первое
1 یکم اول نخست یک الاولى الاول الحادية الحادي
2 second two deuxième seconde segundo segunda вторая второй второе دوم دو الثانية الثاني
3 third three troisième tercero tercera terceiro третья третий третье سوم سه الثالثة الثالث
4 fourth four quatrième cuarto cuarta quarto четвертая четвертый چهارم چهار الرابعة الرابع
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
20 twentieth twenty vingtième vingt vigésimo vigésima двадцатая двадцатый двадцать بیستم بیست العشرون العشرين
30 thirtieth thirty trentième trente trigésimo trigésima тридцатая тридцатый тридцать
30 سی‌ام سیام سی الثلاثون الثلاثين
40 fortieth forty quarantième quarante cuadragésimo сороковая сороковой сорок چهلم چهل الاربعون الاربعين
50 fiftieth fifty cinquantième cinquante quincuagésimo пятидесятая пятидесятый пятьдесят پنجاهم پنجاه الخمسون
"""
_VALUES = {word: int(n) for n, *words in map(str.split, _WORDS.strip().split("\n")) for word in words}
_ALIKE = str.maketrans("أё", "اе")
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


_ROMANS = {roman(number): number for number in range(1, 200)}


def from_roman(numeral: str) -> int:
    """Return the value of a roman numeral; 0 for what is none."""
    return _ROMANS.get(numeral.translate(_LATIN).upper(), 0)


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
        plain, between = word[0].casefold().translate(_ALIKE), text[seen : word.start()].strip(" -‑")
        value = _VALUES.get(plain) or _VALUES.get(plain.removeprefix("و"), 0)
        linked = plain in ("the", "and", "et", "y", "и", "و")
        if between or not (value or linked) or (total % 10 and value and total > 10):
            break
        seen = word.end()
        if value:
            total, end = total + value, word.end()
    return (str(total), end) if total else None


ARTICLE = re.compile(
    r"(?:articles?|arts?(?:\.|(?=\s))|art[íi]culo|artigo|articolo|artikel|madde|статья|статті?я|ст(?:\.|(?=\s))|"
    r"(?:ماده|مادة|المادة|الماده)[\u0654\u06d4ٔ]?"
    r"(?:[\u200c\s]?ی(?=\s))?)[.\s\u200cـ]*(?:[:–—-]\s*)?(?:the\s+)?(?:\(\s*)?",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?P<word>annexe?|appendix|schedule|exhibit|attachment|protocole?|anexo|anejo|ap[ée]ndice|protocolo|allegato|"
    r"anlage|anhang|protokoll|протокол|приложение|дополнение|پیوست|ضمیمه|الحاقیه|پروتکل|(?:ال)?(?:ملحق|مرفق|بروتوكول|مرفقات))(?!\w)\s*",
    re.IGNORECASE,
)
_PROTOCOL = re.compile(r"proto|прото|پروت|بروت|البر", re.IGNORECASE)
_PART = re.compile(
    r"(?:chapter|part|section|sub-?section|title|book|chapitre|partie|titre|sous-section|cap[íi]tulo|parte|secci[óo]n|"
    r"t[íi]tulo|teil|kapitel|abschnitt|titel|глава|раздел|подраздел|часть|فصل|بخش|باب|قسمت|مبحث|(?:ال)?(?:باب|فصل|قسم|جزء))[\s\u200c]+",
    re.IGNORECASE,
)
CLOSING = re.compile(  # where and when the treaty was done
    r"(?:done (?:at|in|on|this)\b|in witness whereof|in faith whereof|in testimony whereof|"
    r"signed (?:at|in|on|by)\b|the undersigned\b|"
    r"en foi de quoi|fait [àa]\b|en fe de lo cual|en testimonio de|"
    r"hecho en\b|в удостоверение\b|совершено\b|подписано\b|учинено\b|in fede di|"
    r"geschehen zu|zu urkund dessen|"
    r"(?:در گواهی|به گواهی|با گواهی|به نشانه|در تأیید)\b|این .{0,160}(?:تنظیم|امضا)\w* (?:شد|گردید|رسید)|"
    r"(?:و)?(?:إثباتا|إشهادا|اثباتا)\w*|(?:و)?(?:حررت?|حُررت?|أبرمت?|وقعت?) (?:في|ب))",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"[ :.]*(?:(?:table of )?contents|index|sommaire|table des mati[èe]res|[íi]ndice|sumario|"
    r"оглавление|содержание|فهرست.{0,20}|(?:ال)?(?:محتويات|فهرس)|inhalt(?:sverzeichnis)?)[ :.]*",
    re.IGNORECASE,
)
_ID = r"\d{1,3}(?:\.\d{1,3})*|[a-zа-яё]{1,2}|[ivxlc]{1,6}|[A-ZА-Я]|[\u0621-\u064a\u067e-\u06cc]{1,3}"
_MARK = re.compile(
    rf"(?:\((?P<round>{_ID})\)|\[(?P<square>{_ID})\]|(?P<half>{_ID})\)|(?P<stop>\d{{1,3}}(?:\.\d{{1,3}})*)\.(?!\d)|"
    r"(?P<letter>[A-Za-zА-Яа-яё])\.(?=\s)|(?P<point>\d{1,3}\.\d{1,3})(?=\s+[^\W\d_a-zа-яё])|"
    r"(?P<dash>\d{1,3}|[\u0621-\u064a\u067e-\u06cc]{1,3})\s?[-–—ـ](?=[\s\u0600-\u06ff]))\s*\S"
)
_BULLET = re.compile(r"[•·▪◦‣–—-]\s+\S")
STOPS = (".", "!", "?", ":", ";", "؟", "؛", "…", "۔", "。")
TITLE_WORDS = 16
_CALLS = re.compile(
    r"(?:\s?\[[^\[\]\d]{0,15}\d{1,3}\]|\*+,?)+(?=\s|$)"
)  # of notes, behind an article's number
_BETWEEN = " \t\u00a0.:)]–—ـ-"  # an article's number and what follows it on the line


@dataclass(frozen=True)
class Heading:
    """The heading of an article: its number, and what stands after it on the same line."""

    number: str
    title: str = ""
    text: str = ""


def ended(text: str, stops: tuple[str, ...] = STOPS) -> bool:
    """Tell whether a line ends like a sentence or a clause."""
    return text.rstrip().rstrip("”»\"’')").endswith(stops)


def stopped(text: str) -> bool:
    """Tell whether a line ends at any mark, a comma too."""
    return ended(text) or text.rstrip().endswith((",", "،"))


def is_title(text: str) -> bool:
    """Tell whether a line may be a title: a few words that no mark ends."""
    return len(text.split()) <= TITLE_WORDS and not stopped(text)


def article_heading(line: str) -> Heading | None:
    """Return what a line says as the heading of an article; none is "Article 3 of this Treaty applies"."""
    line = line.strip().strip("*_#").strip()
    line = line[1:-1] if re.fullmatch(r"\([ام].+\)", line) else line
    match = ARTICLE.match(line)
    found = match and number_at(plain_digits(line)[match.end() :])
    if not match or not found:
        return None
    number, after = found[0], line[match.end() + found[1] :]
    after = _CALLS.sub("", after, count=1) if _CALLS.match(after) else after
    if lettered := re.fullmatch(r"\s?\(([A-Z])\)", after):
        return Heading(number + lettered[1])
    rest = after.lstrip(_BETWEEN)
    gap = after[: len(after) - len(rest)]
    if not rest or (gap and re.fullmatch(r"\([^\W\d][^()]{2,}\)", rest) and is_title(rest[1:-1])):
        return Heading(number, title=rest)
    title, small = is_title(rest), rest[0].islower()
    if not gap.strip() and (not gap or not title or small or rest[0] in ",;("):
        return None
    titled = title and not small and not marked(rest)[0][:1].isdigit()
    return Heading(number, title=rest) if titled else Heading(number, text=rest)


def annex_heading(line: str) -> str:
    """Return which annex or protocol a short line opens, such as ``annex I``; nothing for another line."""
    match = _ANNEX.match(line)
    if not match or not is_title(line):
        return ""
    kind = "protocol" if _PROTOCOL.match(match["word"]) else "annex"
    rest = plain_digits(line[match.end() :])
    named = re.match(
        r"(?:n[o°º]\.?\s*|№\s*)?((?:[IVXLC]{1,7}|\d[\d.]*|[A-ZА-Я]\d*)(?:[.-]\w{1,2})*)(?!\w)", rest
    )
    after = rest[named.end() :].lstrip() if named else rest
    of = re.match(r"(?:to|of|à|au|de[lr]?|du|al|zu[mr]?|к|о)\b(?!.*[.;] )", after) if named else None
    if after[:1] == "," or (after[:1].islower() and not of):
        return ""  # a line of a sentence
    return f"{kind} {named[1].rstrip('.-')}" if named else kind


def is_part(line: str) -> bool:
    """Tell whether a short line is the heading of a part, chapter or section."""
    match = _PART.match(line)
    if not match or not is_title(line):
        return False
    rest = plain_digits(line[match.end() :])
    found = number_at(rest) or (("", 1) if re.match(r"[A-Z](?!\w)", rest) else None)
    after = rest[found[1] :].strip() if found else ""
    return bool(found) and not after[:1].islower() and after[:1] != ","


def marked(text: str) -> tuple[str, str]:
    """Return the number or letter before a paragraph or an item, and its form, which tells levels apart."""
    match = _MARK.match(plain_digits(text))
    marks = match.groupdict().items() if match else ()
    return next(((mark, form) for form, mark in marks if mark), ("", ""))


def is_item(text: str) -> bool:
    """Tell whether a line begins with the mark of an item or paragraph."""
    return bool(marked(text)[0] or _BULLET.match(text))


def opens(text: str) -> bool:
    """Tell whether a line may open an article, annex or part."""
    return article_heading(text) is not None or bool(annex_heading(text)) or is_part(text)
