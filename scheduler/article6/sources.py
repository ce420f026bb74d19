"""Where an answer comes from, in French: our own phrases are translated, a rule or symbol is quoted as it stands."""

import re
from functools import lru_cache

_PHRASES = (
    (r"^stated for this meeting$", "indiqué pour cette réunion"),
    (r"^stated for the item$", "indiqué pour le point"),
    (r"^stated for the meeting$", "indiqué pour la réunion"),
    (r"^title of the meeting$", "titre de la réunion"),
    (r"^the body is not in the register$", "l'organe n'est pas au registre"),
    (r"^the register has no rule of (.+) for that day$", r"le registre n'a pas de règle de \1 pour ce jour"),
    (r"^register entry of (.+)$", r"inscription de \1 au registre"),
    (r"^sitting (.+) is private$", r"la séance \1 est privée"),
    (r"^contradictory decisions: (.+)$", r"décisions contradictoires : \1"),
    (r"^decision of the competent body$", "décision de l'organe compétent"),
    (r"^interest register of the United Nations", "registre des intérêts de l'ONU"),
    (r"^interest register of INTERPOL", "registre des intérêts d'INTERPOL"),
    (r"^competence register of the United Nations", "registre des compétences de l'ONU"),
    (r"^competence register of INTERPOL", "registre des compétences d'INTERPOL"),
    (r"; Article 1 of the Agreement is the first list of such matters$",
     " ; l'article 1 de l'Accord en est la première liste"),
    (r"^Article 10: signed on 8 July 1997; entry into force assumed \(Article 10\)$",
     "Article 10 : signé le 8 juillet 1997 ; entrée en vigueur supposée"),
    (r"^Article (9|10): ", r"Article \1 : "),
    (r"written notice$", "notification écrite"),
    (r"^General Assembly resolution 51/1 of 15 October 1996$",
     "résolution 51/1 de l'Assemblée générale, du 15 octobre 1996"),
    (r"^note (\d+)$", r"note \1"),
    (r"^reading: ", "lecture : "),
    (r"^second opinion of a language model$", "second avis d'un modèle de langue"),
    (r" \(assumed\)$", " (supposé)"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(english), french) for english, french in _PHRASES)


@lru_cache(maxsize=4096)
def source_in_french(source: str) -> str:
    """The source with our own phrases in French."""
    for pattern, french in _PATTERNS:
        source = pattern.sub(french, source)
    return source
