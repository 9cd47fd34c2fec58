"""Plugins that go wrong, as an author might write them by mistake or on purpose: each is real code."""

from __future__ import annotations

from typing import NamedTuple

HEAD = """
import ctypes, os, re, signal, subprocess, sys, threading, time
from matching import Concept, Question, Reason, Recommendation, Specialty, Urgency, hookimpl

WHY = Reason(code="why", text="A reason", source="A source", patient_text="Somebody will look at it.")

def wanted(code):
    return Recommendation(specialty=code, urgency=Urgency.ROUTINE, reasons=(WHY,))

@hookimpl
def specialties():
    yield Specialty(code="NAME-person", name="NAME", person="NAME", summary="")
"""
WELL = """
@hookimpl
def triage_case(case):
    yield wanted("NAME-person")
"""


def source(name: str, body: str) -> str:
    """A whole module; NAME stands for the plugin's name."""
    return (HEAD + body).replace("NAME", name)


class Bad(NamedTuple):
    """What it does, and what is said of it when it is switched off."""

    name: str
    body: str
    reason: str


def on_case(name: str, body: str, reason: str) -> Bad:
    lines = "\n".join(f"    {line}" for line in body.strip().split("\n"))
    return Bad(name, f"\n@hookimpl\ndef triage_case(case):\n{lines}\n", reason)


TOO_SLOW = "no answer within 250 ms"
GONE = "its process|it closed its channel|no answer"
WHEN_ASKED = (
    on_case("raises", "return 1 / 0", "failed 3 times in a row: ZeroDivisionError in"),
    on_case("raises-half-way", "yield wanted('NAME-person')\nraise KeyError('x')", "KeyError in"),
    on_case("raises-exit", "raise SystemExit(0)", "SystemExit"),
    on_case("interrupts", "raise KeyboardInterrupt", "KeyboardInterrupt"),
    on_case("ends-the-process", "os._exit(3)", "its process ended with 3"),
    on_case("ends-itself-by-signal", "os.kill(os.getpid(), signal.SIGKILL)", "ended by SIGKILL"),
    on_case("sleeps", "time.sleep(60)", TOO_SLOW),
    on_case("stops-itself", "os.kill(os.getpid(), signal.SIGSTOP)", TOO_SLOW),
    on_case("loops", "while True: pass", TOO_SLOW),
    on_case("loops-in-c", "re.match('(a+)+$', 'a' * 60 + 'b')", TOO_SLOW),
    on_case("swallows-everything", "while True:\n    try: time.sleep(1)\n    except BaseException: pass", TOO_SLOW),
    on_case("wants-ten-gigabytes", "return [bytearray(10 << 30)]", "MemoryError"),
    on_case("wants-more-and-more", "kept = []\nwhile True: kept.append(bytearray(64 << 20))",
            f"MemoryError|{TOO_SLOW}"),
    on_case("recurses", "def again(): return again()\nreturn again()", "RecursionError"),
    on_case("recurses-in-c", "sys.setrecursionlimit(10**9)\ndef again(): return again()\nreturn again()",
            f"RecursionError|MemoryError|{GONE}|{TOO_SLOW}"),
    on_case("answers-a-number", "return 42", "TypeError"),
    on_case("answers-words", "return ['podiatrist']", "nonsense: expected Recommendation or Restriction or Question"),
    on_case("answers-wrong-fields", "yield Recommendation(specialty='NAME-person', urgency='now', reasons=(WHY,))",
            "nonsense: Recommendation: expected Urgency"),
    on_case("answers-without-reason", "yield Recommendation(specialty='NAME-person', urgency=Urgency.SOON, reasons=())",
            "a recommendation needs a reason"),
    on_case("answers-anothers-specialty", "yield wanted('dentist')", "does not bring dentist"),
    on_case("answers-without-end", "while True: yield wanted('NAME-person')", "more than 200 answers"),
    on_case("answers-a-book", "yield Question(code='x', text='x' * (1 << 20))", "far too long"),
    on_case("writes-into-the-channel", "for file in range(3, 4096):\n    try: os.write(file, b'x' * 100)\n"
            "    except OSError: pass\nreturn []", GONE),
    on_case("closes-every-file", "os.closerange(0, 1000)\nreturn []", GONE),
    on_case("breaks-memory", "ctypes.string_at(0)", "ended by SIGSEGV"),
    on_case("forks-without-end", "while True: os.fork()", "PermissionError|BlockingIOError"),
    on_case("starts-a-program", "subprocess.Popen(['sleep', '60'], start_new_session=True)", "PermissionError"),
    on_case("kills-the-service", "os.kill(os.getppid(), signal.SIGKILL)", "PermissionError"),
    on_case("asks-the-network", "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)", "PermissionError"),
    on_case("writes-a-file", "open('/tmp/onward-plugin-was-here', 'w')", "OSError|PermissionError"),
    on_case("ends-from-a-thread", "threading.Timer(0.0, lambda: os._exit(1)).start()\ntime.sleep(0.1)",
            "its process ended"),
)  # fmt: skip
WHEN_LOADED = (
    Bad("import-raises", "\nraise RuntimeError('no licence')\n", "RuntimeError: no licence"),
    Bad("import-hangs", "\ntime.sleep(60)\n", "no answer within"),
    Bad("import-exits", "\nsys.exit(1)\n", "SystemExit"),
    Bad("import-ends-the-process", "\nos._exit(1)\n", "its process ended with 1"),
    Bad("import-breaks-memory", "\nctypes.string_at(0)\n", "ended by SIGSEGV"),
    Bad("import-misses", "\nimport not_there_at_all\n", "ModuleNotFoundError: No module named"),
    Bad("misspells", "\n@hookimpl\ndef triage_cases(case): return []\n", "a hook that does not exist"),
    Bad("takes-wrong-arguments", "\n@hookimpl\ndef criteria(needs): return []\n", "cannot be used"),
    Bad("declares-nonsense", "\n@hookimpl\ndef vocabulary(): return ['x']\n", "expected Concept"),
    Bad("declares-without-end", "\n@hookimpl\ndef vocabulary():\n"
        "    while True: yield Concept(code='x', label='x', kind='sign')\n",
        "more than 20,000 answers|no answer within"),
    Bad("brings-a-dentist", "\n@hookimpl\ndef vocabulary(): yield Concept(code='acne', label='x', kind='sign')\n",
        "it brings acne, which is there already"),
    Bad("assesses-without-a-weight", "\n@hookimpl\ndef assess_service(need, service): return []\n", "greatest weight"),
)  # fmt: skip
HARMLESS = (
    on_case("prints", "print('x' * 100_000)\nsys.stderr.write('x' * 100_000)\nos.write(1, b'{}')\nos.write(2, b'[]')\n"
            "return [wanted('NAME-person')]", ""),
    on_case("reads-standard-input", "assert sys.stdin.read() == ''\nreturn [wanted('NAME-person')]", ""),
    Bad("changes-the-built-ins", "\nimport matching.triage, plugins.emergency, plugins.safeguards\n" + WELL +
            "\nplugins.emergency.triage_case = plugins.safeguards.triage_case = lambda case: ()\n"
            "matching.triage.triage = matching.triage._engine_restrictions = None\n", ""),
    on_case("looks-for-secrets", "found = [name for name in os.environ if 'ONWARD' in name or 'KEY' in name]\n"
            "assert not found, found\nassert len(os.listdir('/proc/self/fd')) < 8\nreturn [wanted('NAME-person')]", ""),
)  # fmt: skip
