"""Pages for everybody: nothing of people's data beyond what is published."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override
from tests.portal.test_pages import forum

from lianxin.core import labels
from lianxin.core.processing import labelled_fields, processing
from lianxin.gatherings.services.participations import take_part

DAY = dt.date(2017, 7, 14)


@pytest.mark.parametrize("name", ["home", "public_gatherings", "public_columns", "public_privacy"])
def test_everybody_opens_the_public_pages(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def test_an_open_gathering_names_nobody(client, village):
    row = forum(village, seats=5)
    take_part(row, person=village.member, by=village.actor(village.member))
    assert row.title in client.get("/").content.decode()
    html = client.get(reverse("public_gathering", args=[row.pk])).content.decode()
    assert row.title in html
    assert "林晓" not in html


def test_a_gathering_that_is_not_open_is_not_there(client, village):
    row = forum(village)
    row.is_open = False
    row.save()
    assert client.get(reverse("public_gathering", args=[row.pk])).status_code == 404


def test_the_front_door_leads_to_where_one_works(client, village):
    assert client.get("/?start").status_code == 200
    village.sign_in(client, village.member)
    assert client.get("/?start").url == "/me/"
    village.sign_in(client, village.officer)
    assert client.get("/?start").url == "/desk/"


def test_the_privacy_notice_covers_every_personal_field_in_chinese(db):
    listed = {field for line in processing() for field in line.fields}
    wanted = {f"{model}.{field}" for model, field, label in labelled_fields() if label.data_class in ("personal", "sensitive")}
    assert listed == wanted
    with override("zh-hans"):
        for label in vars(labels).values():
            if isinstance(label, labels.Label):
                assert gettext(label.purpose) != label.purpose
                assert gettext(label.retention) != label.retention
                assert gettext(label.data_class.value) != label.data_class.value
