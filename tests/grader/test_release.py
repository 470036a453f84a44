"""The student's kit: nothing hidden is in it, and it grades the references as the course does."""

import ast
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from grader import catalog
from grader.errors import ExerciseError, UsageError
from grader.model import Check, Exercise
from grader.release import release, toml
from tests.grader.conftest import Grade

pytestmark = pytest.mark.once

COURSE = Path(__file__).parents[2]
SLUGS = [exercise.slug for exercise in catalog.load(COURSE)]
SPEC = "threadlings==1.0"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "kit"
    release(COURSE, folder, SPEC)
    return folder


def of(slug: str) -> Exercise:
    (found,) = [exercise for exercise in catalog.load(COURSE) if exercise.slug == slug]
    return found


def hidden(exercise: Exercise) -> list[Check]:
    return [check for check in exercise.checks if not check.visible]


def everything(kit: Path, *, but: str = "") -> str:
    """Return the text of all files of the kit; READMEs of exercises are left out where `but` says so."""
    files = [path for path in sorted(kit.rglob("*")) if path.is_file() and not (but and re.fullmatch(but, path.name))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def lines(text: str) -> set[str]:
    """Return the lines that say something: `done.nothing_left()` alone does not."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 20 and " " in line.strip()}


def function(path: Path, name: str) -> str:
    text = path.read_text(encoding="utf-8")
    (node,) = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name]
    return ast.get_source_segment(text, node) or ""


@pytest.mark.parametrize("slug", SLUGS)
def test_no_name_title_or_hint_of_a_hidden_check_is_in_the_kit(kit: Path, slug: str) -> None:
    """A README may ask for the very thing that a check is called after; what the kit makes itself says nothing of it."""
    text = everything(kit / "tests") + everything(kit / ".github") + everything(kit / "exercises", but=r"README.*")

    for check in hidden(of(slug)):
        for said in (check.title, *check.hints):
            assert said.en not in text
            assert said.zh not in text
        assert not re.search(rf"\b{check.name}\b", text)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_expectation_of_a_hidden_check_is_in_the_kit(kit: Path, slug: str) -> None:
    exercise = of(slug)
    test = exercise.tests / f"test_{exercise.module}.py"
    shown = {line for check in exercise.checks if check.visible for line in lines(function(test, check.name))}
    secret = {line for check in hidden(exercise) for line in lines(function(test, check.name))} - shown

    assert secret
    assert not secret & lines(everything(kit / "tests" / "exercises" / slug))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("module", ["test", "scenarios"])
def test_no_definition_that_only_hidden_checks_need_is_in_the_kit(kit: Path, slug: str, module: str) -> None:
    """What visible checks need is found here in another way than the kit does it: by the words of the text."""
    exercise = of(slug)
    name = f"test_{exercise.module}.py" if module == "test" else "scenarios.py"
    seeds = {check.name for check in exercise.checks if check.visible}
    if module == "scenarios":
        seeds = words(kit / "tests" / "exercises" / slug / f"test_{exercise.module}.py")
    texts = definitions(exercise.tests / name)
    reached = seeds & texts.keys()
    while more := {word for one in reached for word in re.findall(r"\w+", texts[one])} & texts.keys() - reached:
        reached |= more

    assert definitions(kit / "tests" / "exercises" / slug / name).keys() <= reached
    assert not (texts.keys() - reached) & words(kit / "tests" / "exercises" / slug / name) - reached


def definitions(path: Path) -> dict[str, str]:
    """Return the text of everything that a module defines at its top, by name."""
    text = path.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        names = [one.id for one in targets if isinstance(one, ast.Name)]
        for name in names or [getattr(node, "name", "")]:
            found[name] = ast.get_source_segment(text, node) or ""
    found.pop("", None)
    return found


def words(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("slug", SLUGS)
def test_no_line_of_the_reference_is_in_the_kit_but_those_of_stub_and_readme(kit: Path, slug: str) -> None:
    """Short lines, like one that waits for a thread, are in scenarios, too."""
    exercise = of(slug)
    reference = (COURSE / "solutions" / slug / exercise.stub.name).read_text(encoding="utf-8")
    given = lines(exercise.stub.read_text(encoding="utf-8"))
    given |= lines((exercise.stub.parent / "README.md").read_text(encoding="utf-8"))

    leaked = (lines(reference) - given) & lines(
        everything(kit / "exercises" / slug) + everything(kit / "tests" / "exercises" / slug)
    )

    assert not leaked


def test_the_kit_holds_exactly_these_files(kit: Path) -> None:
    files = {str(path.relative_to(kit)) for path in kit.rglob("*") if path.is_file()}

    shared = {".gitignore", "README.md", "README.zh.md"}
    shared |= {
        f".github/{name}" for name in ("workflows/grade.yml", "workflows/comment.yml", "actions/grade/action.yml")
    }
    own = {
        path
        for exercise in catalog.load(COURSE)
        for path in (
            *(f"exercises/{exercise.slug}/{name}" for name in ("README.md", "README.zh.md", exercise.stub.name)),
            *(f"tests/exercises/{exercise.slug}/{name}" for name in (f"test_{exercise.module}.py", "scenarios.py")),
            f"tests/exercises/{exercise.slug}/feedback.toml",
        )
    }
    assert files == shared | own
    assert "@GRADER@" not in everything(kit)


def test_the_kit_is_a_course_whose_exercises_say_how_much_is_hidden(kit: Path) -> None:
    for course, kitted in zip(catalog.load(COURSE), catalog.load(kit), strict=True):
        assert kitted.checks == tuple(check for check in course.checks if check.visible)
        assert kitted.hidden == sum(check.points for check in hidden(course)) > 0
        assert (kitted.title, kitted.needs, kitted.allowed) == (course.title, course.needs, course.allowed)
        assert 0 < kitted.max_score <= course.max_score / 2


def test_references_pass_the_visible_checks_and_the_report_says_what_they_are(kit: Path, grade: Grade) -> None:
    done = grade(COURSE / "solutions", "--course", kit)

    assert done.returncode == 0, done.stdout
    assert "The visible checks pass (hidden ones run when you submit)." in done.stdout
    assert "hidden checks give" in done.stdout
    assert "Every check" not in done.stdout


def test_stubs_in_the_kit_get_nothing_in_both_languages_and_in_json(kit: Path, grade: Grade) -> None:
    document = json.loads(grade("exercises", "--format", "json", cwd=kit).stdout)
    chinese = grade("exercises", "--lang", "zh", "-k", "60_", cwd=kit).stdout

    assert document["checks"] == "visible"
    assert document["submissions"][0]["score"] == 0
    assert "可见的检查：0 / " in chinese
    assert "由隐藏的检查给出" in chinese


def test_the_command_writes_into_an_empty_folder_and_says_what_it_wrote(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()

    done = grade("release", "kit", "--course", COURSE, "--grader", "git+https://host/x@abc", "--lang", "zh")

    assert (done.returncode, done.stderr) == (0, "")
    assert "工作流会安装 git+https://host/x@abc" in done.stdout
    assert 'grader: "git+https://host/x@abc"' in (tmp_path / "kit/.github/workflows/grade.yml").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["kit"]


@pytest.mark.parametrize("spec", ["--index-url=http://x", 'a" b', "a\nb", "${{ secrets.X }}", "", "a`b`", "a'b"])
def test_a_requirement_that_could_break_out_is_refused(tmp_path: Path, spec: str) -> None:
    with pytest.raises(UsageError, match="--grader"):
        release(COURSE, tmp_path / "kit", spec)

    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "mine").write_text("x")

    with pytest.raises(UsageError, match="not empty"):
        release(COURSE, tmp_path / "kit", SPEC)
    with pytest.raises(UsageError, match="existing folder"):
        release(COURSE, tmp_path / "no" / "kit", SPEC)

    assert [path.name for path in tmp_path.rglob("*")] == ["kit", "mine"]


def test_a_course_that_cannot_be_released_leaves_nothing_half_written(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "course", tmp_path / "course")
    test = tmp_path / "course" / "tests" / "exercises" / "20_two_threads" / "test_two_threads.py"
    test.write_text(test.read_text().replace(", visible=True", ""))

    with pytest.raises(ExerciseError, match="visible=True"):
        release(tmp_path / "course", tmp_path / "kit", SPEC)

    assert [path.name for path in tmp_path.iterdir()] == ["course"]


def test_toml_is_read_back_as_it_was() -> None:
    said = {"exercise": {"title": {"en": 'a "b" \\ \x7f\n', "zh": "中"}, "needs": ["x"], "n": 1, "yes": True}}

    assert tomllib.loads(toml(said)) == said


def test_the_kit_lints_as_python(kit: Path) -> None:
    for path in kit.rglob("*.py"):
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)


def test_this_repository_uses_the_action_that_the_kit_ships() -> None:
    ours = COURSE / ".github" / "actions" / "grade" / "action.yml"

    assert ours.read_bytes() == (COURSE / "grader" / "kit" / "action.yml").read_bytes()
