"""Pictures as inline SVG. They hold numbers only; colours come from the page's style, so that dark and print work."""

from collections.abc import Sequence

import svg
from markupsafe import Markup

WIDTH, HEIGHT, FOOT = 640, 220, 40
GAP = 8


def histogram(bins: Sequence[int], label: str) -> Markup:
    """Return the distribution of scores; `label` says in words what the picture shows."""
    wide = WIDTH / len(bins)
    most = max(1, *bins)
    parts: list[svg.Element] = []
    for n, count in enumerate(bins):
        tall = (HEIGHT - FOOT - 24) * count / most
        x, y = n * wide, HEIGHT - FOOT - tall
        parts.append(svg.Rect(x=x + GAP / 2, y=y, width=wide - GAP, height=tall, rx=3, class_=["mark"]))
        if count:
            parts.append(svg.Text(x=x + wide / 2, y=y - 6, text=str(count), class_=["count"], text_anchor="middle"))
        foot = svg.Text(x=x, y=HEIGHT - FOOT + 20, text=f"{round(100 * n / len(bins))}", class_=["tick"])
        foot.text_anchor = "middle" if n else "start"
        parts.append(foot)
    parts.append(svg.Line(x1=0, x2=WIDTH, y1=HEIGHT - FOOT, y2=HEIGHT - FOOT, class_=["axis"]))
    parts.append(svg.Text(x=WIDTH, y=HEIGHT - FOOT + 20, text="100", class_=["tick"], text_anchor="end"))
    made = svg.SVG(viewBox=svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT), class_=["plot"], elements=parts)
    made.extra = {"role": "img", "aria-label": str(Markup.escape(label))}
    return Markup(made.as_str())  # noqa: S704  (numbers and an escaped label)


def bar(share: float) -> Markup:
    """Return a share of 1 as a bar, beside a number that says the same."""
    back = svg.Rect(x=0, y=0, width=100, height=8, class_=["back"])
    mark = svg.Rect(x=0, y=0, width=round(100 * share, 1), height=8, class_=["mark"])
    made = svg.SVG(viewBox=svg.ViewBoxSpec(0, 0, 100, 8), class_=["bar"], elements=[back, mark])
    made.extra = {"aria-hidden": "true", "preserveAspectRatio": "none"}
    return Markup(made.as_str())  # noqa: S704  (numbers only)
