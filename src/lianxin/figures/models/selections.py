"""Selections by code, so that a code on paper opens its figure."""

from __future__ import annotations

from django.db import models

from lianxin.core.labels import COUNTING, label


class NamedSelection(models.Model):
    """A selection that was shown somewhere. Written by `engine.remember` only."""

    code = label(models.CharField(max_length=16, unique=True), COUNTING)
    text = label(models.CharField(max_length=1000), COUNTING)
    first_used = label(models.DateTimeField(auto_now_add=True), COUNTING)
