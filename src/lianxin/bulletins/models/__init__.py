"""Tables of bulletins; import them from here."""

from lianxin.bulletins.models.bulletins import Bulletin, Channel, Delivery

__all__ = ["Bulletin", "Channel", "Delivery"]
