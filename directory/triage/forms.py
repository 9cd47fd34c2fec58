"""What somebody wrote on the triage page: lines of words, and a few facts that may be left out."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField

from directory.errors import FieldError
from directory.web.forms import OnwardForm
from matching import Case
from matching.case_input import CaseInvalid, case_from_mapping

BOXES = 3
MOST_BOXES = 20
FIELDS = {"age": "age", "terms": "terms", "wants": "wants", "scope": "scope", "event/treatment": "treatment",
          "event/minutes_ago": "minutes_ago", "event": "treatment"}  # fmt: skip
NAMES = {"age": "Age", "event/treatment": "Treatment", "event/minutes_ago": "Minutes"}


class LinesField(Field):  # type: ignore[misc]
    """Several boxes of one name, or one with several lines: every line that is not empty, in order."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Every line of every box."""
        lines = [line.strip() for value in valuelist for line in value.replace("\r", "\n").split("\n")]
        self.data = [line for line in lines if line]

    def process_data(self, value: Any) -> None:
        """Nothing yet."""
        self.data = list(value or ())

    def boxes(self, more: int = 0) -> list[str]:
        """What each box shows: all that was written, and at least one to go on with; ``more`` are at least so many."""
        wanted = min(MOST_BOXES, max(BOXES, len(self.data) + 1, more))
        return [*self.data, *[""] * (wanted - len(self.data))]


class CaseForm(OnwardForm):
    """A case. Nothing is written, so that no token is asked for: an old page must still answer in an emergency."""

    class Meta(OnwardForm.Meta):
        """Reading needs no token."""

        csrf = False

    step = HiddenField()
    terms = LinesField("What do you see or know, and what is asked for?")
    near = StringField("Where is the patient?")
    age = StringField("How old is the patient?")
    wants = LinesField("Treatments asked for")
    scope = LinesField("Treatments that you refer to others")
    treatment = StringField("Which treatment went before?")
    minutes_ago = StringField("How many minutes ago?")
    not_prescriber = BooleanField("I am not a prescriber")
    not_in_person = BooleanField("I have not seen the patient in person")

    @property
    def years(self) -> int | None:
        """The age, where one was given as a number."""
        age = _number(_text(self.age))
        return age if isinstance(age, int) else None

    def case(self) -> Case | None:
        """The case, or None with the errors beside the fields."""
        try:
            case = case_from_mapping(self._mapping())
        except CaseInvalid as wrong:
            self.put_errors([_error(each.field, each.message) for each in wrong.errors], FIELDS)
            return None
        if not (case.terms or case.wants or case.event):
            self.put_errors([FieldError("terms", "Write what you see, or what the patient asks for.")], {})
            return None
        return case

    def _mapping(self) -> dict[str, Any]:
        case: dict[str, Any] = {
            "terms": self.terms.data,
            "wants": self.wants.data,
            "scope": self.scope.data,
            "practitioner": {"prescriber": not self.not_prescriber.data, "in_person": not self.not_in_person.data},
        }
        if _text(self.age):
            case["age"] = _number(_text(self.age))
        minutes, treatment = _text(self.minutes_ago), _text(self.treatment)
        if treatment or minutes:
            case["event"] = {"treatment": treatment} | ({"minutes_ago": _number(minutes)} if minutes else {})
        return case


def _text(field: StringField) -> str:
    return (field.data or "").strip()


def _error(field: str, message: str) -> FieldError:
    pointer = field.partition("[")[0].replace(".", "/")
    return FieldError(pointer, f"{NAMES.get(pointer, 'This')}: {message[:1].lower()}{message[1:]}.")


def _number(text: str) -> int | str:
    bare = text.replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text
