"""The icon sprite: Lucide icons (ISC licence) in one static file, referenced by name."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

NAMES = frozenset(
    [
        "accessibility",
        "arrow-left",
        "arrow-right",
        "award",
        "bell",
        "book-open",
        "briefcase",
        "building-2",
        "calendar",
        "calendar-check",
        "chart-column",
        "chart-line",
        "check",
        "chevron-down",
        "chevron-left",
        "chevron-right",
        "circle-alert",
        "circle-check",
        "circle-dot",
        "clock",
        "copy",
        "download",
        "ellipsis",
        "external-link",
        "eye",
        "eye-off",
        "file-check-2",
        "file-text",
        "files",
        "funnel",
        "git-merge",
        "globe",
        "graduation-cap",
        "hand-heart",
        "handshake",
        "heart-handshake",
        "history",
        "house",
        "id-card",
        "inbox",
        "info",
        "key",
        "landmark",
        "layers",
        "lightbulb",
        "link",
        "list-checks",
        "lock",
        "log-in",
        "log-out",
        "mail",
        "map-pin",
        "maximize",
        "megaphone",
        "menu",
        "message-square",
        "pause",
        "pencil",
        "phone",
        "plus",
        "printer",
        "rocket",
        "scale",
        "search",
        "settings",
        "shield",
        "stamp",
        "trash-2",
        "triangle-alert",
        "undo-2",
        "upload",
        "user",
        "user-check",
        "users",
        "vote",
        "x",
    ]
)


def icon_svg(name: str, *, label: str = "", size: int = 18) -> SafeString:
    """Draw the icon; raises KeyError naming the icon when the sprite does not hold it."""
    if name not in NAMES:
        raise KeyError(f'no icon "{name}" in icons.svg; known are: {", ".join(sorted(NAMES))}')
    href = static("lianxin/icons.svg") + "#" + name
    if label:
        return format_html(
            '<svg class="icon" width="{0}" height="{0}" role="img" aria-label="{1}"><use href="{2}"/></svg>',
            size,
            label,
            href,
        )
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true" focusable="false"><use href="{1}"/></svg>',
        size,
        href,
    )
