"""Form fields that find a person, an organisation or a document by name or number among what the actor may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.names import org_name_key
from lianxin.core.wording import clauses
from lianxin.register.models import Document, Organisation, Person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from lianxin.access.actors import Actor

SHOWN = 8
"""So many namesakes are listed with their numbers."""


class ChooserField(forms.CharField):
    """A text that names one record: its name, or its number when several bear the name. Cleans to the record or None."""

    model: ClassVar[type[Any]]
    advice = gettext_lazy("Name, or number")

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.advice)
        super().__init__(**kwargs)
        self.actor = actor
        self.widget.attrs.setdefault("autocomplete", "off")

    def named(self, text: str) -> Q:
        """The rows that bear this name."""
        return Q(name=text)

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.visible_to(self.actor)
        return rows

    def prepare_value(self, value: Any) -> Any:
        """Number and name, so that a form that was filled in before says who is meant."""
        return f"{value.pk} {value}" if isinstance(value, self.model) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        found = self.find(text)
        if not found:
            raise forms.ValidationError(_("Nothing of this name or number is open to you."))
        if len(found) > 1:
            listed = clauses(f"{row.pk} {self.describe(row)}" for row in found[:SHOWN])
            raise forms.ValidationError(
                _("Several bear this name. Give the number of the one meant: {listed}").format(listed=listed)
            )
        return found[0]

    def find(self, text: str) -> list[Any]:
        """The row of a number (`12`, or `12 name` as the field itself writes it), else the rows of a name."""
        number, _space, name = text.partition(" ")
        if _is_id(number):
            row = self.rows().filter(pk=int(number)).first()
            if row is not None and name.strip() in ("", str(row)):
                return [row]
        return list(self.rows().filter(self.named(text)).order_by("pk")[: SHOWN + 1])

    def describe(self, row: Model) -> str:
        return str(row)


class PersonField(ChooserField):
    """People who were merged into another or erased are not found."""

    model = Person

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(merged_into=None, erased_on=None)


class OrganisationField(ChooserField):
    """Found by the strict comparison key of the name, the short name or the credit code."""

    model = Organisation
    advice = gettext_lazy("Name, credit code, or number")

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(merged_into=None)

    def named(self, text: str) -> Q:
        return Q(name_key=org_name_key(text)) | Q(short_name=text) | Q(credit_code=text.upper())


class DocumentField(ChooserField):
    """Found by document number or title."""

    model = Document
    advice = gettext_lazy("Document number, title, or number in Lianxin")

    def named(self, text: str) -> Q:
        return Q(number=text) | Q(title=text)


def _is_id(text: str) -> bool:
    """Long runs of digits are credit codes and phones, not ids."""
    return text.isascii() and text.isdigit() and len(text) < 12
