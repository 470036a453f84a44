"""The pages in a real browser: keys, colours, paper, people who cannot see them, and hostile text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, sync_playwright

from grader.model import Language, Outcome, Result, Scorebook, Text
from grader.pages import explored, html, lanes, markdown
from grader.report import REPORTERS, story
from grader.score import tally
from tests.grader.conftest import Grade
from tests.grader.test_report import EXPLORED, GOLDEN, book, exercise

pytestmark = pytest.mark.once

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
BAD = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><b style=color:red>"
)
STORY = [
    {"thread": name, "file": "x.py", "line": n, "source": "x = x + 1", "action": act, "name": "x", "value": str(value)}
    for n, (name, act, value) in enumerate(
        [("Ann", "read", 0), ("Ben", "read", 0), (BAD, "read", 0), ("Ben", "write", 1), ("Ann", "write", 1)], 1
    )
]


def hostile(id_: str = BAD) -> Scorebook:
    """Return a class of three with hostile text in every place that a student controls."""
    one = exercise("10_one", ["test_race", "test_crash", "test_full", "test_fault"])
    checks = (replace(one.checks[0], hints=(Text(en=BAD, zh=BAD),)), *one.checks[1:])
    found = [
        Outcome(check="test_race", code="R101", evidence={"got": BAD, "story": STORY, "explored": EXPLORED}),
        Outcome(check="test_crash", code="C401", evidence={"error": BAD, "printed": BAD, "line": 3}),
        Outcome(check="test_full"),
        Outcome(check="test_fault", code="G902", evidence={"reason": BAD}),
    ]
    score = tally(replace(one, checks=checks), found, 1.0)
    names = (id_, "ann", "王芳")
    results = tuple(Result(id=name, scores=(score,)) for name in names)
    seen = (f"{id_!r} is no submission",)
    return Scorebook(results=results, sandbox={"level": "L2", "name": "bubblewrap"}, seed=7, notices=seen)


def student(lang: Language = "en") -> str:
    made = hostile()
    return html.student(made, next(iter(made.results)), lang)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("the pages are looked at with Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page in the browser, and all that it complained of or asked the network for."""

    def __init__(self, browser: Browser, file: Path, text: str, **how: Any) -> None:
        file.write_text(text, encoding="utf-8")
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page: Page = browser.new_page(**how)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["student", "class"])
def test_a_page_is_accessible_quiet_and_fits_a_phone(browser: Browser, tmp_path: Path, kind: str, scheme: Any) -> None:
    text = student() if kind == "student" else html.class_(hostile(), "en")

    visit = Visit(browser, tmp_path / "page.html", text, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    if kind == "student":
        visit.page.locator(".player").press("ArrowRight")
    found = Axe().run(visit.page)

    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    assert visit.page.title() != "owned"
    assert visit.page.locator("img").count() == 0
    assert visit.said == []
    assert len(visit.asked) == 1
    visit.page.close()


def test_keys_and_buttons_step_through_a_story(browser: Browser, tmp_path: Path) -> None:
    visit = Visit(browser, tmp_path / "page.html", student())
    player, now = visit.page.locator(".player"), visit.page.locator(".now")

    seen = []
    for key in ("ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        player.press(key)
        seen.append(visit.page.locator("[aria-current] .number").inner_text())
    player.get_by_role("button", name="Next").click()

    assert seen == ["1", "2", "5", "5", "4", "1"]
    assert now.inner_text() == "Step 2 of 5 · Ben: read x = 0 · Now: x = 0"
    assert visit.page.locator(".later").count() == 3
    visit.page.close()


def test_a_page_without_its_script_tells_the_whole_story(browser: Browser, tmp_path: Path) -> None:
    visit = Visit(browser, tmp_path / "page.html", student(), java_script_enabled=False)

    assert visit.page.locator(".step").count() == 5
    assert visit.page.locator("button:visible").count() == 0
    visit.page.close()


def test_the_policy_stops_what_does_not_belong_to_the_page(browser: Browser, tmp_path: Path) -> None:
    foreign = student().replace("</main>", "<script>document.title='owned'</script><p onclick=\"x()\">x</p></main>")

    visit = Visit(browser, tmp_path / "page.html", foreign)

    assert visit.page.title() != "owned"
    assert any("Content Security Policy" in line for line in visit.said)
    visit.page.close()


def test_a_page_can_be_printed(browser: Browser, tmp_path: Path) -> None:
    visit = Visit(browser, tmp_path / "page.html", student())

    assert visit.page.pdf().startswith(b"%PDF")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("button:visible").count() == 0
    assert visit.page.locator(".step:visible").count() == 5
    visit.page.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_pages_speak_the_language(lang: Language) -> None:
    tag = 'lang="zh-Hans"' if lang == "zh" else 'lang="en"'

    assert tag in student(lang)
    assert ("班级报告" if lang == "zh" else "Class report") in html.class_(hostile(), lang)


def test_the_page_of_a_class_tells_what_else_lay_there() -> None:
    page = html.class_(hostile("lost.zip"), "en")

    assert "Also seen in the class folder" in page
    assert "&#39;lost.zip&#39; is no submission" in page
    assert "Also seen" not in html.class_(replace(hostile(), notices=()), "en")


@given(st.text(max_size=30))
def test_no_page_holds_markup_or_controls_of_a_students(text: str) -> None:
    plain, page = html.class_(hostile("x"), "en"), html.class_(hostile(f"<i>{text}"), "en")

    assert page.count("<") == plain.count("<")
    assert not set(page) & set("\x00\x07\x1b\x85\u2028\u202e")


def test_how_the_scenario_looks_on_is_no_step_of_a_story() -> None:
    hidden = [{**STORY[0], "line": None, "action": act} for act in ("append", "read", "start", "end")]

    assert [step["action"] for step in story.shown({"story": [*STORY, *hidden]})][-3:] == ["write", "start", "end"]
    assert story.shown({"story": STORY, "missing": "main"}) == []


def test_a_finding_is_told_once_and_named_again(browser: Browser, tmp_path: Path) -> None:
    one = exercise("10_one", ["test_a", "test_b"])
    both = [Outcome(check=name, code="W101", evidence={"got": 1, "story": STORY}) for name in ("test_a", "test_b")]
    result = Result(id=".", scores=(tally(one, both, 1.0),))

    visit = Visit(browser, tmp_path / "page.html", html.student(replace(hostile(), results=(result,)), result, "zh"))

    assert visit.page.locator(".player").count() == 1
    assert visit.page.locator(".player:visible").count() == 0
    assert visit.page.get_by_text("与上面的情况相同。").count() == 1
    visit.page.close()


@given(st.text(max_size=30))
def test_prose_has_code_and_no_other_markup(text: str) -> None:
    assert html.prose("put() `x < y`") == "put() <code>x &lt; y</code>"
    assert re.sub("</?code>", "", html.prose(f"<b>`{text}`")).count("<") == 0


def test_what_was_explored_is_a_page_with_the_story_of_the_first_bad_end(browser: Browser, tmp_path: Path) -> None:
    end = {"value": 0, "error": None, "waits": [], "executions": 2, "schedule": "1", "line": None, "story": STORY}
    bad = {**end, "kind": "deadlock", "value": None, "schedule": "1-k.2"}
    found = {
        "file": f"{BAD}.py", "call": "main", "search": "dpor", "executions": 4, "complete": True, "endings": "complete",
        "outcomes": [{**end, "kind": "returned"}, bad, {**bad, "kind": "raised", "error": BAD}],
    }  # fmt: skip

    visit = Visit(browser, tmp_path / "page.html", explored.render(found, "zh"))
    axe = Axe().run(visit.page)

    assert visit.page.locator("details[open]").count() == 1
    assert visit.page.locator("section:has(details[open]) h2").inner_text().split() == ["死锁", "2", "×"]
    assert (axe.response["violations"], visit.said, len(visit.asked)) == ([], [], 1)
    assert visit.page.title() == f"{BAD}.py, main()"
    visit.page.close()


def test_more_threads_than_lanes_share_the_last_one() -> None:
    found = lanes.lanes([STORY[0] | {"thread": f"T{n}"} for n in range(9)], "en")

    assert found.names == ("T0", "T1", "T2", "T3", "T4", "…")
    assert [move.lane for move in found.moves] == [0, 1, 2, 3, 4, 5, 5, 5, 5]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_markdown_is_as_it_was_looked_at(lang: Language) -> None:
    assert markdown.render(book(), lang) == (GOLDEN / f"page.{lang}.md").read_text(encoding="utf-8")


@given(st.text(max_size=30))
def test_no_markdown_of_a_students_is_obeyed(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(
        markdown.render(hostile(f"[x]({text}) **{text}** <b>"), "en")
    )

    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert not {
        one for one in kinds if one.startswith(("strong", "em", "link", "html", "image", "code", "fence", "s_"))
    }


def test_the_command_makes_each_page_and_says_what_is_wrong(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(REPORTERS["json"](book(), "en"), encoding="utf-8")
    (tmp_path / "class.json").write_text(REPORTERS["json"](hostile("eve"), "en"), encoding="utf-8")

    for words, heading in [
        (("one.json",), "<h1>Report"),
        (("class.json",), "<h1>Class report"),
        (("class.json", "--student", "eve"), '<h1>Report <span class="who">eve'),
    ]:
        done = grade("report", "--html", *words)
        assert (done.returncode, heading in done.stdout) == (0, True), done.stderr
    assert grade("report", "--md", "class.json", "--out", "class.md").returncode == 0
    for words, says in [
        (("--md", "class.json", "--out", "class.md"), "--force"),
        (("--md", "class.json", "--student", "zoe"), "has no submission 'zoe'"),
        (("class.json",), "--html --md --from-untrusted is required"),
    ]:
        done = grade("report", *words)
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_pages, then look at the diff
    (GOLDEN / "page.en.md").write_text(markdown.render(book(), "en"), encoding="utf-8")
    (GOLDEN / "page.zh.md").write_text(markdown.render(book(), "zh"), encoding="utf-8")
