"""How a letter cites the Agreement: “Article 6 (2)”, «paragraphe 2 de l'article 6», “第六条第二款”."""

import re

from .words import AND

CITE = re.compile(r"6\((\d)\)")
NUMERALS = "〇一二三四五六七八九"
ONE = {
    "ar": "للفقرة {} من المادة 6",
    "en": "Article 6 {}",
    "es": "el párrafo {} del artículo 6",
    "fr": "au paragraphe {} de l'article 6",
    "ru": "пунктом {} статьи 6",
    "zh": "第六条{}",
}
"""As it stands after “in accordance with”."""

SEVERAL = ONE | {
    "ar": "للفقرتين {} من المادة 6",
    "es": "los párrafos {} del artículo 6",
    "fr": "aux paragraphes {} de l'article 6",
    "ru": "пунктами {} статьи 6",
}


def paragraphs(cites: tuple[str, ...], language: str) -> str:
    """The paragraphs of Article 6 in this language, in their order; empty where none is cited."""
    numbers = sorted(found[1] for found in map(CITE.fullmatch, cites) if found)
    if not numbers:
        return ""
    pattern = SEVERAL if len(numbers) > 1 else ONE
    return pattern[language].format(AND[language].join(_number(one, language) for one in numbers))


def _number(number: str, language: str) -> str:
    if language == "zh":
        return f"第{NUMERALS[int(number)]}款"
    return f"({number})" if language == "en" else number
