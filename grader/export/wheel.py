"""The grader that is running, as a wheel that pip can install elsewhere (packaging.python.org: binary distribution).

It is made of what is imported here, so it is the grader that was tried, also where that is a checkout.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import grader

NAME = "threadlings"
LEFT = ("__pycache__",)  # folders that are nobody's source
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a zip's time: the same grader makes the same bytes


def wheel() -> tuple[str, bytes]:
    """Return the name and the bytes of a wheel of this grader."""
    about = distribution(NAME)
    folder = f"{NAME}-{about.version}.dist-info"
    files = [*package(), *((f"{folder}/{name}", data) for name, data in described(about))]
    record = f"{folder}/RECORD"
    files.append((record, listed(files, record).encode()))
    return f"{NAME}-{about.version}-py3-none-any.whl", packed((name, data, 0o644) for name, data in files)


def package() -> Iterator[tuple[str, bytes]]:
    """Give every file of the package."""
    root = Path(grader.__file__).parent
    for file in sorted(root.rglob("*")):
        if file.is_file() and not set(LEFT) & set(file.parts):
            yield f"{root.name}/{file.relative_to(root).as_posix()}", file.read_bytes()


def described(about: Distribution) -> Iterator[tuple[str, bytes]]:
    """Give what pip reads of a wheel."""
    yield "METADATA", (about.read_text("METADATA") or "").encode()
    yield "entry_points.txt", (about.read_text("entry_points.txt") or "").encode()
    yield "WHEEL", b"Wheel-Version: 1.0\nGenerator: threadlings\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    yield "licenses/LICENSE", (about.read_text("licenses/LICENSE") or "").encode()


def listed(files: Iterable[tuple[str, bytes]], record: str) -> str:
    """Return the list of files with their digests."""
    digests = (
        (name, base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"="), len(data)) for name, data in files
    )
    return "".join(f"{name},sha256={digest.decode()},{size}\n" for name, digest, size in digests) + f"{record},,\n"


def packed(files: Iterable[tuple[str, bytes, int]]) -> bytes:
    """Return a zip of files, each with its permissions."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in files:
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.external_attr, entry.create_system = (0o100000 | mode) << 16, 3  # Unix, or unzip ignores the mode
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()
