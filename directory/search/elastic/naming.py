"""Names as they are typed: beginnings of words in any order, and one slip where no name has these beginnings."""

from __future__ import annotations

from collections.abc import Sequence

from directory.search.elastic.asked import Asked
from directory.search.elastic.clauses import NONE, Clause, any_of, is_so
from directory.search.elastic.schema import MARK
from directory.search.names import FORGIVING_FROM, words

MOST = 10_000
ANY = "?"


def name_clauses(asked: Asked, text: str) -> list[Clause]:
    """Active services with this name. A slip is forgiven only where nobody's name begins as it is typed."""
    typed = words(text)
    if not typed:
        return [NONE]
    exact = [is_so("is_active"), *map(_beginning, typed)]
    body = {"size": 0, "track_total_hits": 1, "terminate_after": 1, "query": {"bool": {"filter": exact}}}
    (answer,) = asked.search([body])
    if answer["hits"]["total"]["value"]:
        return exact
    return [is_so("is_active"), *map(_slip, typed)]


def names(asked: Asked, prefix: str, limit: int) -> tuple[str, ...]:
    """Whole words before beginnings, short names before long ones, then by id; listed services only."""
    typed = words(prefix)
    if not typed or limit <= 0:
        return ()
    whole = {"constant_score": {"filter": {"bool": {"filter": [_word(one) for one in typed]}}}}
    body = {
        "size": min(limit, MOST),
        "_source": False,
        "stored_fields": "_none_",
        "track_total_hits": False,
        "query": {"bool": {"filter": [*name_clauses(asked, prefix), is_so("is_listed")], "should": [whole]}},
        "sort": [{"_score": "desc"}, {"word_count": "asc"}, {"id": "asc"}, {MARK: {"order": "asc", "missing": 0}}],
    }
    (answer,) = asked.search([body])
    return tuple(hit["sort"][2] for hit in answer["hits"]["hits"])


def _word(word: str) -> Clause:
    return {"term": {"words": word}}


def _beginning(typed: str) -> Clause:
    return {"prefix": {"words": typed}}


def _slip(typed: str) -> Clause:
    """Every way to begin like this with one letter too many, too few, wrong, or two changed places."""
    if len(typed) < FORGIVING_FROM:
        return _beginning(typed)
    places = range(len(typed))
    fewer = [typed[:at] + typed[at + 1 :] for at in places]
    swapped = [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in places[:-1]]
    wrong = [typed[:at] + ANY + typed[at + 1 :] for at in places]
    more = [typed[:at] + ANY + typed[at:] for at in range(len(typed) + 1)]
    return any_of([*map(_beginning, _once([*fewer, *swapped])), *map(_pattern, _once([*wrong, *more]))])


def _pattern(begins: str) -> Clause:
    return {"wildcard": {"words": f"{begins}*"}}


def _once(strings: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(strings))
