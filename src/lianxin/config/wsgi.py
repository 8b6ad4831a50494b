"""The WSGI entry that granian serves."""

from django.core.wsgi import get_wsgi_application

from lianxin.config.parent import end_with_parent

end_with_parent()
application = get_wsgi_application()
