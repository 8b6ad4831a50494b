"""The component layer refuses what it does not know, when the template is compiled."""

from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import gettext_lazy, override

from lianxin.ui.component_base import all_components


def render(source: str, **context) -> str:
    return Template("{% load lx %}" + source).render(Context(context))


def test_an_unknown_component_names_the_known_ones():
    with pytest.raises(TemplateSyntaxError, match=r'no component "crad"; known are: .*card'):
        Template('{% load lx %}{% c "crad" %}')


def test_an_unknown_prop_names_the_accepted_ones():
    with pytest.raises(
        TemplateSyntaxError, match=r'"badge" has no prop colour; it accepts: label\*, tone, icon'
    ):
        Template('{% load lx %}{% c "badge" label="x" colour="red" %}')


def test_a_missing_required_prop_is_named():
    with pytest.raises(TemplateSyntaxError, match='"link_button" needs href'):
        Template('{% load lx %}{% c "link_button" label="x" %}')


def test_a_constant_of_the_wrong_kind_is_refused_at_compile_time():
    with pytest.raises(TemplateSyntaxError, match="tone must be one of"):
        Template('{% load lx %}{% c "badge" label="x" tone="pink" %}')


def test_a_value_of_the_wrong_type_is_refused_at_rendering():
    with pytest.raises(TemplateSyntaxError, match="label must be str, not int"):
        render('{% c "badge" label=value %}', value=3)


def test_an_unknown_slot_names_the_declared_ones():
    with pytest.raises(TemplateSyntaxError, match='"card" has no slot "head"; it accepts: actions, footer'):
        Template('{% load lx %}{% c "card" %}{% slot "head" %}x{% endslot %}{% endc %}')


def test_a_block_may_close_itself_and_nests():
    assert "<h1>T</h1>" in render('{% c "page_header" title="T" / %}')
    html = render(
        '{% c "card" title="A" %}{% c "card" title="B" level=3 %}inner{% endc %}{% slot "footer" %}f{% endslot %}{% endc %}'
    )
    assert html.index("A") < html.index("B") < html.index("inner") < html.index('class="card__foot"')


def test_props_named_like_parts_of_the_base_class_keep_their_own_defaults():
    assert "name=" not in render('{% c "button" label="x" %}')


def test_components_do_not_see_the_names_of_the_page():
    assert "leak" not in render('{% c "badge" label="x" %}', tone="leak", icon="leak")


def test_values_are_escaped_and_lazy_texts_count_as_text():
    assert "&lt;b&gt;" in render('{% c "badge" label=value %}', value="<b>")
    with override("zh-hans"):
        assert render('{% c "badge" label=value %}', value=gettext_lazy("Save"))


def test_a_figure_says_when_it_has_no_list_or_may_not_be_shown():
    with override("en"):
        assert 'href="/r"' in render('{% c "figure" label="n" value=1012 href="/r" unit="人" %}')
        assert "1,012" in render('{% c "figure" label="n" value=1012 href="/r" %}')
        assert "There is no list" in render('{% c "figure" label="n" value=value %}', value=None)
        hidden = render('{% c "figure" label="n" value=2 href="/r" suppressed=True %}')
        assert "Not shown" in hidden
        assert "/r" not in hidden
        assert "<b>0</b>" in render('{% c "figure" label="n" value=0 %}')


def test_every_component_has_a_template():
    from django.template.loader import get_template

    assert len(all_components()) > 30
    for component in all_components().values():
        get_template(component.template_name())


def test_an_unknown_icon_names_the_known_ones():
    with pytest.raises(KeyError, match="known are"):
        render('{% icon "unicorn" %}')


def test_every_icon_named_in_the_list_stands_in_the_sprite():
    from django.contrib.staticfiles import finders

    from lianxin.ui.icons import NAMES

    sprite = Path(finders.find("lianxin/icons.svg")).read_text(encoding="utf-8")
    assert {name for name in NAMES if f'id="{name}"' not in sprite} == set()
