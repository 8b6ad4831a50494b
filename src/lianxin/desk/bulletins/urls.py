"""Addresses of bulletins and channels; what lists, links and the navigation know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.desk import links, records
from lianxin.desk.bulletins import views
from lianxin.ui.navigation import Item, register_item, register_section

register_section("bulletins", _("Publishing"))
register_item("bulletins", Item(_("Bulletins"), "desk:bulletins_list", "megaphone", "view", Bulletin))
register_item("bulletins", Item(_("Channels"), "desk:channels_list", "globe", "view", Channel))

links.add("bulletins.Bulletin", "desk:bulletins_detail")
links.add("bulletins.Delivery", "desk:bulletins_detail", of=lambda delivery: delivery.bulletin_id)
links.add("bulletins.Channel", "desk:channels_detail")


def bulletin_line(bulletin: Bulletin) -> records.Line:
    sub = f"{bulletin.author} · {bulletin.affiliation}" if bulletin.author_id else bulletin.number
    return records.Line(bulletin.title, bulletin.issued_on, sub)


def delivery_line(delivery: Delivery) -> records.Line:
    state = _("opened") if delivery.opened_at else _("delivered")
    return records.Line(f"{delivery.bulletin.title} · {delivery.party}", delivery.bulletin.issued_on, state)


def channel_line(channel: Channel) -> records.Line:
    return records.Line(channel.name, channel.start, f"{channel.get_platform_display()} · {channel.owner}")


records.add("bulletins.Bulletin", bulletin_line, "author")
records.add("bulletins.Delivery", delivery_line, "bulletin", "person", "organisation")
records.add("bulletins.Channel", channel_line, "owner")

urlpatterns = [
    path("bulletins/", views.BulletinList.as_view(), name="bulletins_list"),
    path("bulletins/draft/", views.draft, name="bulletins_draft"),
    path("bulletins/<int:pk>/", views.detail, name="bulletins_detail"),
    path("bulletins/<int:pk>/edit/", views.edit, name="bulletins_edit"),
    path("bulletins/<int:pk>/move/", views.move, name="bulletins_move"),
    path("bulletins/<int:pk>/deliveries/", views.deliveries, name="bulletins_deliveries"),
    path("bulletins/<int:pk>/sign/", views.sign, name="bulletins_sign"),
    path("bulletins/<int:pk>/remind/", views.remind_readers, name="bulletins_remind"),
    path("channels/", views.ChannelList.as_view(), name="channels_list"),
    path("channels/add/", views.add_channel, name="channels_add"),
    path("channels/<int:pk>/", views.channel, name="channels_detail"),
    path("channels/<int:pk>/check/", views.check, name="channels_check"),
    path("channels/<int:pk>/close/", views.close, name="channels_close"),
]
