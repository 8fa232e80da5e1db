"""The icons the pages use: names of Tabler's outline set. `desk.assets` builds the sprite from this tuple."""

ICONS: tuple[str, ...] = (
    # places in the rail
    "home", "users", "calendar-due", "chart-bar", "file-text", "clipboard-list", "map-pin", "layout-dashboard",
    "building-community", "history", "bell", "adjustments", "help-circle",
    # people and families
    "user-circle", "user-plus", "users-group", "home-heart", "school", "stethoscope", "wheelchair", "star",
    # work
    "heart-handshake", "first-aid-kit", "route", "target", "flag", "notes", "writing", "camera", "phone",
    "message-circle", "coin", "book", "gavel", "scale", "file-description", "file-spreadsheet",
    # privacy
    "id", "lock", "shield-lock", "shield-check", "eye", "eye-off", "ban",
    # acting
    "plus", "pencil", "check", "x", "search", "filter", "columns", "download", "printer", "copy", "send",
    "device-floppy", "trash", "refresh", "link", "external-link", "dots", "menu-2", "logout", "language",
    # pointing
    "chevron-right", "chevron-left", "chevron-down", "chevron-up", "arrow-right", "arrow-left",
    # state
    "alert-triangle", "info-circle", "circle-check", "clock", "calendar", "calendar-event", "hourglass",
    "inbox", "wifi-off",
)
