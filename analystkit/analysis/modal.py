"""The words that bind, promote or declare, and the words that weaken or strengthen a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from analystkit.analysis.corpus import Unit

# ruff: noqa: E501 - a table of words is read in whole lines

_EN_COOPERATE = r"(?:co-?operate|consult|exchange|co-?ordinate|interact|collaborate|develop|deepen|expand|strengthen|hold)"
_EN_PROMOTE = r"(?:promote|encourage|facilitate|support|strive|endeavou?r|seek|contribute|assist|create|take\s+measures)"
_LIGHT = r"(?:\s+(?:also|actively|closely|continue\s+to|jointly|mutually|regularly|further)){0,2}\s+"

# The order matters: the first entry that fits is taken. Terms are those of legalization's obligation.
OBLIGATION: tuple[tuple[str, str, str], ...] = (
    ("procedural", "enter into force", r"(?:(?:shall|will)\s+)?(?:enters?|comes?|remains?)\s+in(?:to)?\s+force|(?:is|are|shall\s+be)\s+(?:subject\s+to\s+ratification|ratified|automatically\s+(?:renewed|extended)|concluded\s+for|done\s+in|terminated)"),
    ("procedural", "вступает в силу", r"вступа\w+\s+в\s+силу|подлеж\w+\s+ратификации|заключ\w+\s+(?:на\s+срок|сроком)"),
    ("procedural", "لازم‌الاجرا", r"لازم\u200c?\s?الاجرا"),
    ("prohibits", "shall not", r"(?:shall|must|will|may)\s+not|shall\s+(?:refrain|abstain|withhold)|undertakes?\s+not\s+to"),
    ("prohibits", "shall not", r"neither\s+(?:contracting\s+)?party\s+(?:shall|will|may)|refrains?\s+from|prohibits?|withholds?|neither\s+(?:state|side)"),
    ("promotes", "shall promote", rf"(?:shall|will){_LIGHT}{_EN_PROMOTE}"),
    ("commits-to-cooperate", "shall cooperate", rf"(?:shall|will){_LIGHT}{_EN_COOPERATE}"),
    ("commits-to-cooperate", "cooperate", r"co-?operates?|consults?|co-?ordinates?"),
    ("binds", "shall", r"shall|must|undertakes?\s+to|(?:is|are)\s+obliged\s+to|commits?\s+(?:itself|themselves)\s+to"),
    ("promotes", "should", r"should|promotes?|encourages?|facilitates?|strives?\s+to|seeks?\s+to"),
    ("declares", "may", r"(?<!\d\s)may(?!\s+\d)|can"),
    ("declares", "intend", r"intends?|wish(?:es)?|desires?|is\s+determined\s+to|are\s+determined\s+to"),
    ("declares", "affirm", r"(?:re)?affirms?|confirms?|declares?|recogni[sz]es?|considers?|acknowledges?|proceed\s+from"),
    ("prohibits", "не …", r"не\s+(?:должн\w+|буд(?:ет|ут)|вправе|мо(?:жет|гут)|допуска\w+|использу\w+|предприн\w+|оказыва\w+)"),
    ("prohibits", "воздерживаются", r"воздерж\w+"),
    ("promotes", "содействуют", r"содейству\w+|поощря\w+|способству\w+|стрем(?:ится|ятся)|поддержива\w+|созда(?:ет|ют)\s+услов\w+"),
    ("commits-to-cooperate", "сотрудничают", r"сотруднича\w+|консультиру\w+|обменива\w+|взаимодейству\w+|развива\w+|расширя\w+|укрепля\w+|координиру\w+"),
    ("binds", "обязуются", r"обязу\w+|обязан\w*|должн\w+|обеспечива\w+"),
    ("declares", "могут", r"мо(?:жет|гут)|вправе"),
    ("declares", "намерены", r"намерен\w*|желая|выража\w+"),
    ("declares", "подтверждают", r"подтвержда\w+|заявля\w+|призна\w+|исход(?:ит|ят|я)"),
    ("prohibits", "خودداری", r"خودداری|نخواه(?:د|ند)\s+\w+|نباید|نمی\u200c?(?:کند|کنند|نماید|نمایند)"),
    ("promotes", "ترویج", r"ترویج|تشویق|تسهیل|حمایت|کمک|تلاش"),
    ("commits-to-cooperate", "همکاری", r"همکاری|رایزنی|مشورت|تبادل|هماهنگ\w*|توسعه|گسترش|تقویت"),
    ("binds", "متعهد", r"متعهد|ملزم|باید|موظف|تعهد"),
    ("declares", "می‌توانند", r"می\u200c?\s?توان(?:د|ند)"),
    ("declares", "قصد", r"قصد|تمایل|با\s+آرزوی"),
    ("declares", "تأیید", r"تأیید|تایید|تأکید|تاکید|اعلام"),
)  # fmt: skip

# The bands are those of ICD 203, each word in one; the last three groups have no place on that scale.
HEDGES: tuple[tuple[str, str, str], ...] = (
    ("Almost no chance", "almost no chance", r"almost\s+no\s+chance|remote(?:\s+chance)?"),
    ("Very unlikely", "very unlikely", r"(?:very|highly)\s+(?:unlikely|improbable)|крайне\s+маловероятн\w+"),
    ("Unlikely", "unlikely", r"unlikely|improbabl[ey]|маловероятн\w+|بعید"),
    ("Roughly even", "roughly even", r"roughly\s+even(?:\s+(?:chance|odds))?"),
    ("Very likely", "very likely", r"(?:very|highly)\s+(?:likely|probable)|весьма\s+вероятн\w+|به\s+احتمال\s+زیاد"),
    ("Almost certain", "almost certain", r"(?:almost|nearly)\s+certain(?:ly)?|почти\s+наверняка"),
    ("Likely", "likely", r"likely|probabl[ey]|вероятн\w+|по-видимому|احتمالا"),
    ("Possible, not how likely", "perhaps", r"perhaps|possibl[ey]|possibility|возможно|شاید|ممکن"),
    ("Possible, not how likely", "may", r"(?<!\d\s)may(?!\s+\d)|might|could|мог(?:ут|ло)\s+бы|может\s+быть"),
    ("How it looks", "seem", r"seems?|seemingly|appears?|apparent(?:ly)?|indicative\s+of|suggests?|кажется|به\s+نظر"),
    ("How it looks", "seen as", r"(?:can\s+therefore\s+be\s+|be\s+)?seen\s+as|in\s+anticipation\s+of|predictable"),
    ("Said to be sure", "clearly", r"clearly|evident(?:ly)?|obvious(?:ly)?|of\s+course|очевидно|آشکارا"),
    ("Said to be sure", "undoubtedly", r"undoubtedly|certain(?:ly)?|surely|without\s+doubt|несомненно|безусловно|بی\u200c?شک"),
)  # fmt: skip


LEXICONS = {"obligation": OBLIGATION, "hedges": HEDGES}


@dataclass(frozen=True)
class Found:
    """A modal word in a text: the words, what they do (an obligation or a group of hedges), and where."""

    words: str
    term: str
    entry: str
    place: str


@lru_cache(maxsize=2)
def _expression(kind: str) -> re.Pattern[str]:
    """Return one expression for a lexicon, a group an entry."""
    parts = "|".join(f"({pattern})" for _, _, pattern in LEXICONS[kind])
    return re.compile(rf"(?<![\w\u200c])(?:{parts})(?![\w\u200c])", re.IGNORECASE)


def find_words(units: Iterable[Unit], kind: str) -> Iterator[Found]:
    """Give the modal words of some passages, at most one reading for each place.

    The words are matched by form, in English, Russian and Persian, and so are a first reading: "may" can
    allow, or say that something is possible.
    """
    for unit in units:
        for match in _expression(kind).finditer(unit.text):
            term, entry, _ = LEXICONS[kind][(match.lastindex or 1) - 1]
            yield Found(match[0], term, entry, unit.place)
