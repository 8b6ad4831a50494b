"""How forms look: a renderer that draws every form, field and error list by the interface's templates."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """``settings.FORM_RENDERER = "lianxin.ui.forms.Renderer"``: ``{{ form }}`` and ``{{ field.as_field_group }}`` look right."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
