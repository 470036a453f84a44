"""Gains rights: programs with set-uid, mounts of its own, namespaces of its own, chroot.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
"""

import os
import subprocess

found = []
scope = {}
exec("import ctypes; libc = ctypes.CDLL(None, use_errno=True)", scope)
libc = scope["libc"]
for flags in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x10000000 | 0x00020000):
    if libc.unshare(flags) == 0:
        found.append(f"unshare {flags:x}")
for folder in ("/usr", "/doors", "/", "/proc"):
    if libc.mount(b"none", folder.encode(), None, 0x20 | 0x1000, None) == 0:
        found.append(f"remounted {folder}")
if libc.mount(b"proc", b"/tmp", b"proc", 0, None) == 0 or libc.umount2(b"/usr", 2) == 0:
    found.append("mounted")
for call in (lambda: os.chroot("/tmp"), lambda: os.setuid(0), lambda: os.setgroups([0])):
    try:
        call()
        found.append("gained")
    except OSError:
        pass
done = subprocess.run(["/usr/bin/su", "-c", "id"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
if done.returncode == 0 or found:
    raise SystemExit(f"{found} {done.stdout}")


def tell():
    """Put what was found into everything that a report may show."""
    print(*found)
    raise ValueError("".join(found)[-400:])


def run_child(name):
    tell()
    return found


def run_one_by_one(tasks):
    tell()
    return found
