"""The phone pages under /me/."""

from django.urls import path

from lianxin.portal.views import gatherings, home, installed, matters, reading, record, settings

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("lead/", home.lead, name="lead"),
    path("matters/", matters.matters, name="matters"),
    path("matters/new/", matters.choose_kind, name="choose_kind"),
    path("matters/new/<slug:kind>/", matters.raise_matter, name="raise"),
    path("matters/<int:pk>/", matters.matter, name="matter"),
    path("matters/<int:pk>/move/", matters.move, name="matter_move"),
    path("matters/<int:pk>/rate/", matters.rate, name="matter_rate"),
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/<int:pk>/", gatherings.gathering, name="gathering"),
    path("gatherings/<int:pk>/register/", gatherings.register, name="gathering_register"),
    path("parts/<int:pk>/leave/", gatherings.give_back, name="part_leave"),
    path("bulletins/", reading.bulletins, name="bulletins"),
    path("bulletins/<int:pk>/", reading.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/sign/", reading.sign, name="bulletin_sign"),
    path("ballots/<int:pk>/", reading.ballot, name="ballot"),
    path("ballots/<int:pk>/vote/", reading.vote, name="ballot_vote"),
    path("record/", record.record, name="record"),
    path("record/correct/", record.correct, name="correct"),
    path("record/everything/", record.records, name="records"),
    path("record/ties/", record.ties, name="ties"),
    path("record/consents/", record.consents, name="consents"),
    path("record/consents/<int:pk>/withdraw/", record.withdraw, name="consent_withdraw"),
    path("record/readings/", record.readings, name="readings"),
    path("record/sight/", record.sight, name="sight"),
    path("record/export/", record.take_along, name="export"),
    path("record/contest/<slug:model>/<int:pk>/", record.contest, name="contest"),
    path("settings/", settings.settings, name="settings"),
    path("settings/elder/", settings.elder, name="elder"),
    path("settings/tokens/<int:pk>/end/", settings.end, name="token_end"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("worker.js", installed.worker, name="worker"),
    path("offline/", installed.offline, name="offline"),
]
