"""Words that carry grammar rather than matter, in the three languages: short lists, the kit's own."""

from __future__ import annotations

_ENGLISH = """
a about above after again against all also although an and any are as at be because been before
being between both but by can did do does for from further had has have he her his how however if in
into is it its itself more most no nor not of off on once only or other our out over own s same she
so some such than that the their them themselves then there these they this those through to too
towards under until up upon very was we were what when where whether which while who whom whose why
with within without would you your one two which may shall will
"""
_RUSSIAN = """
а без более больше бы был была были было быть в вам вас весь во вот все всего всех вы где да для до
его ее если есть еще же за здесь и из или им их к как ко когда которая которого которой которые
который которых кто ли либо между мы на над не него нее нет ни них но ну о об обе оба однако он она
они оно от по под при с со также так такой там тем то того тоже только том тот у уже чего чем что
чтобы эта эти это этого этой этом этот
"""
_PERSIAN = """
از است آن آنها آنان این اینکه اگر اما با باشد باشند بر برای بعد به بود بودند بین تا خود دارد در دو
را شد شده شود شوند طبق علیه که کرد کرده کند کنند گردد ما مورد می نیز نمی ها های هر هم همه همچنین هیچ
و یا یک توسط نماید نمایند
"""


def stop_words() -> frozenset[str]:
    """Return the words, folded as in an index."""
    from analystkit.analysis.language.tokens import fold_word

    return frozenset(fold_word(word) for word in (_ENGLISH + " " + _RUSSIAN + " " + _PERSIAN).split())
