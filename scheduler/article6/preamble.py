"""Preamble: INTERPOL may not act in political, military, religious or racial matters (Article 3 of its Constitution).

Such a title never decides anything. Where it stands beside a match, the invitation carries a note for the guest.
"""

import re

_WORDS = {
    "en": r"politic(?:s|al)(?! declaration)|elections? observation|milita(?:ry|ries|rization)|armed "
    "(?:forces|conflicts?)"
    r"|religio(?:n|ns|us)|racis[mt]|racial",
    "fr": r"politique[s]? (?:intérieure|internationale|étrangère)|(?:questions?|affaires|conflits?|prisonniers?|partis?"
    r"|droits?|situation|processus|transition|dialogue) (?:civils et )?politiques?|militaires?|forces armées"
    r"|conflits? armés?|religi(?:on|ons|eux|euse|euses)|racis(?:me|tes?)|raciale?s?|raciaux",
    "es": r"(?:cuestiones|asuntos|derechos|conflictos?|presos|partidos) (?:civiles y )?políticos?|militares?"
    r"|fuerzas armadas|conflictos? armados?|religi(?:ón|ones|os[oa]s?)|racis(?:mo|tas?)|racial(?:es)?",
    "ru": r"политическ(?:ие|их|ая|ой) (?:вопрос|партии|партий|прав|ситуаци)\w*|военн\w+|вооруж[её]нн\w+ "
    r"(?:сил|конфликт)\w*"
    r"|религи\w+|расизм\w*|расов\w+",
    "zh": r"政治(?!宣言)|军事|武装冲突|宗教|种族",
    "ar": r"سياسي|عسكري|نزاع مسلح|النزاعات المسلحة|ديني|عنصري",
}
_PATTERNS = {
    language: re.compile(words if language in {"zh", "ar"} else rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in _WORDS.items()
}


def is_reserved(title: str, language: str) -> bool:
    """Whether the title names a political, military, religious or racial matter."""
    pattern = _PATTERNS.get(language)
    return bool(pattern and pattern.search(title))
