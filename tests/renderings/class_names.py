"""Class names without meaning, as builders of style sheets make them: the same role always has the same name."""

import random
from hashlib import sha1

_PROPERTIES = (
    "display:flex", "display:block", "display:grid", "position:relative", "margin:0 0 16px", "padding:8px 12px",
    "font-size:15px", "font-size:18px", "line-height:1.7", "color:#1b1b1b", "color:#8a1c1c", "background:#fff",
    "background:#f4f4f2", "border-bottom:1px solid #ddd", "width:100%", "max-width:720px", "float:right",
    "text-align:right", "font-weight:700", "overflow:hidden", "border-radius:3px", "list-style:none",
)  # fmt: skip


def css(role: str) -> str:
    """Return a name such as ``css-1x7abc``."""
    return f"css-{_digest(role)[:6]}"


def short(role: str) -> str:
    """Return a name such as ``x9f3``, of another layout than ``css``."""
    return f"x{_digest('plain ' + role)[:5]}"


def style_sheet(names: list[str], rules: int) -> str:
    """Return rules for these class names and for as many others as it takes."""
    dice = random.Random(rules)
    every = names + [f"{names[0][:-3]}{number:03x}" for number in range(max(0, rules - len(names)))]
    return "".join(f".{name}{{{';'.join(dice.sample(_PROPERTIES, 3))}}}" for name in every)


def drawing(role: str) -> str:
    """Return a small SVG picture, the same for the same role."""
    dice = random.Random(role)
    steps = "".join(
        f"{dice.choice('lLcq')}{dice.uniform(-9, 24):.2f} {dice.uniform(-9, 24):.2f} "
        for _ in range(dice.randrange(8, 18))
    )
    return f'<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M12 2{steps}z"/></svg>'


def _digest(role: str) -> str:
    return sha1(role.encode(), usedforsecurity=False).hexdigest()
