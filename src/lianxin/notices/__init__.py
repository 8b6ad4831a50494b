"""Outbox and its backends: console, e-mail, SMS, group bots, web push."""
