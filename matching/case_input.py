"""A case from JSON or YAML, strictly: what is not known, not of the right kind or out of range is said, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, get_args

from matching.model import Case, Event, Nation, PractitionerContext, Triage

MOST_TERMS = 100
LONGEST_TERM = 500
OLDEST = 120
LONGEST_AGO_MINUTES = 60 * 24 * 366 * OLDEST
LISTS = ("terms", "wants", "scope", "red_flags")
KNOWN = (*LISTS, "age", "event", "practitioner", "nation", "now")


class FieldError(NamedTuple):
    """What is wrong with one field, and what to do; ``field`` reads like ``terms[3]`` or ``event.minutes_ago``."""

    field: str
    message: str


class CaseInvalid(ValueError):
    """A case cannot be read; ``errors`` says why, field by field."""

    def __init__(self, errors: list[FieldError]) -> None:
        """Keep every error: a person should not have to find them one at a time."""
        super().__init__("; ".join(f"{each.field}: {each.message}" if each.field else each.message for each in errors))
        self.errors = tuple(errors)


def case_from_mapping(data: object) -> Case:
    """The case that a JSON or YAML mapping describes. Raises CaseInvalid."""
    errors: list[FieldError] = []
    if not isinstance(data, Mapping):
        raise CaseInvalid([FieldError("", "A case must be an object with fields such as age, terms and wants")])
    _known(data, KNOWN, "", errors)
    case = Case(
        age=_whole_number(data, "age", "", OLDEST, errors),
        terms=_texts(data, "terms", errors),
        wants=_texts(data, "wants", errors),
        scope=_texts(data, "scope", errors),
        red_flags=_texts(data, "red_flags", errors),
        event=_event(data.get("event"), errors),
        practitioner=_practitioner(data.get("practitioner"), errors),
        nation=_nation(data.get("nation"), errors),
        now=_moment(data.get("now"), errors),
    )
    if errors:
        raise CaseInvalid(errors)
    return case


def triage_to_dict(triage: Triage) -> dict[str, Any]:
    """The answer as JSON: ``urgency`` is null where nobody is needed."""
    return {
        "decision": triage.decision.value,
        "urgency": triage.urgency.value if triage.urgency else None,
        "recommendations": [
            {
                "specialty": each.specialty,
                "urgency": each.urgency.value,
                "needs": list(each.needs),
                "specialist_register": each.specialist_register,
                "reasons": [_reason(reason) for reason in each.reasons],
            }
            for each in triage.recommendations
        ],
        "unrecognised": list(triage.unrecognised),
        "reasons": [_reason(reason) for reason in triage.reasons],
        "questions": [{"code": each.code, "text": each.text, "reason": each.reason} for each in triage.questions],
        "understood": [
            {
                "code": each.concept.code,
                "label": each.concept.label,
                "typed": each.typed,
                "is_present": each.is_present,
                "corrected_from": each.corrected_from,
            }
            for each in triage.understood
        ],
        "not_assessed": list(triage.not_assessed),
    }


def _reason(reason: Any) -> dict[str, str]:
    return {
        "code": reason.code,
        "text": reason.text,
        "patient_text": reason.patient_text,
        "source": reason.source,
        "plugin": reason.plugin,
    }


def _known(data: Mapping[Any, Any], names: tuple[str, ...], prefix: str, errors: list[FieldError]) -> None:
    for name in data:
        if name not in names:
            errors.append(FieldError(f"{prefix}{name}", f"This field is not known. Use {', '.join(names)}"))


def _texts(data: Mapping[Any, Any], name: str, errors: list[FieldError]) -> tuple[str, ...]:
    value = data.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        errors.append(FieldError(name, "Must be a list of texts"))
        return ()
    if len(value) > MOST_TERMS:
        errors.append(FieldError(name, f"Has {len(value)} entries. Give at most {MOST_TERMS}"))
        return ()
    for index, text in enumerate(value):
        message = _text_error(text)
        if message:
            errors.append(FieldError(f"{name}[{index}]", message))
    return tuple(text for text in value if isinstance(text, str))


def _text_error(text: object) -> str | None:
    if not isinstance(text, str):
        return "Must be a text"
    if not text.strip():
        return "Is empty. Write what was seen, or leave the entry out"
    if len(text) > LONGEST_TERM:
        return f"Has {len(text)} characters. Use at most {LONGEST_TERM}"
    if any(ord(mark) < 32 and mark not in "\t\n\r" for mark in text) or any(
        0xD800 <= ord(mark) < 0xE000 for mark in text
    ):
        return "Has characters that cannot be read. Type it again"
    return None


def _whole_number(data: Mapping[Any, Any], name: str, prefix: str, most: int, errors: list[FieldError]) -> int | None:
    value = data.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        errors.append(FieldError(f"{prefix}{name}", "Must be a whole number"))
        return None
    if not 0 <= value <= most:
        errors.append(FieldError(f"{prefix}{name}", f"Must be between 0 and {most}"))
        return None
    return value


def _event(value: object, errors: list[FieldError]) -> Event | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        errors.append(FieldError("event", "Must be an object with treatment and minutes_ago"))
        return None
    _known(value, ("treatment", "minutes_ago"), "event.", errors)
    treatment = value.get("treatment")
    message = "Say which treatment went before" if treatment is None else _text_error(treatment)
    if message:
        errors.append(FieldError("event.treatment", message))
    minutes = _whole_number(value, "minutes_ago", "event.", LONGEST_AGO_MINUTES, errors)
    return Event(treatment=str(treatment), minutes_ago=minutes)


def _practitioner(value: object, errors: list[FieldError]) -> PractitionerContext:
    if value is None:
        return PractitionerContext()
    if not isinstance(value, Mapping):
        errors.append(FieldError("practitioner", "Must be an object with prescriber and in_person"))
        return PractitionerContext()
    _known(value, ("prescriber", "in_person"), "practitioner.", errors)
    for name in ("prescriber", "in_person"):
        if not isinstance(value.get(name, True), bool):
            errors.append(FieldError(f"practitioner.{name}", "Must be true or false"))
    return PractitionerContext(
        prescriber=value.get("prescriber", True) is True, in_person=value.get("in_person", True) is True
    )


def _nation(value: object, errors: list[FieldError]) -> Nation | None:
    for nation in get_args(Nation):
        if value == nation:
            return nation  # type: ignore[no-any-return]
    if value is not None:
        errors.append(FieldError("nation", f"Must be one of {', '.join(get_args(Nation))}"))
    return None


def _moment(value: object, errors: list[FieldError]) -> datetime | None:
    if value is None:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        errors.append(FieldError("now", "Must be a date and time with a zone, such as 2026-11-22T10:00:00Z"))
        return None
    return moment
