"""A filter of system calls on Linux, by ctypes alone: no new process, no program, no signal to others, no file written.

The numbers are those of linux/audit.h, linux/filter.h, linux/seccomp.h and each machine's unistd.h. On any other
machine there is no filter, and the process group is all that holds what a plugin starts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import NamedTuple

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUALS, ANY_SET, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
THREAD = 0x00010000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Machine(NamedTuple):
    """One machine's mark and the numbers of its calls."""

    mark: int
    clone: int
    clone3: int
    own_only: tuple[int, ...]
    never: tuple[int, ...]
    socket: int
    open: tuple[tuple[int, int], ...]
    files: tuple[int, ...]


MACHINES = {
    # own_only: kill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo. never: fork, vfork, execve, execveat, tkill, ptrace,
    # setpgid, setsid, process_vm_readv, process_vm_writev, pidfd_open, pidfd_send_signal, seccomp. open: open, openat,
    # with the argument that holds the flags. files: every other call that makes, moves, cuts or removes one, openat2.
    "x86_64": Machine(0xC000003E, 56, 435, (62, 234, 129, 297),
                      (57, 58, 59, 322, 200, 101, 109, 112, 310, 311, 434, 424, 317), 41, ((2, 1), (257, 2)),
                      (76, 82, 83, 84, 85, 86, 87, 88, 90, 258, 263, 264, 265, 266, 268, 316, 437)),
    "aarch64": Machine(0xC00000B7, 220, 435, (129, 131, 138, 240),
                       (221, 281, 130, 117, 154, 157, 270, 271, 434, 424, 277), 198, ((56, 2),),
                       (34, 35, 36, 37, 38, 45, 53, 276, 437)),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid(*, has_network: bool) -> bool:
    """Put the filter on this process and all its threads, for good; whether there is one. Raises OSError."""
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        return False
    code = b"".join(_program(machine, os.getpid(), has_network=has_network))
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(code) // 8, code)
    _call(libc, NO_NEW_PRIVILEGES, 1, 0)
    _call(libc, SET_SECCOMP, FILTER, ctypes.byref(program))
    return True


def _call(libc: ctypes.CDLL, what: int, first: int, second: object) -> None:
    second = ctypes.c_ulong(second) if isinstance(second, int) else second
    if libc.prctl(what, ctypes.c_ulong(first), second, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _line(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)


def _refuse(error: int) -> bytes:
    return _line(RETURN, ERRNO | error)


def _program(machine: Machine, own: int, *, has_network: bool) -> list[bytes]:
    lines = [_line(LOAD, MACHINE_AT), _line(EQUALS, machine.mark, 1), _line(RETURN, KILL), _line(LOAD, NUMBER_AT)]
    for number in (*machine.never, *machine.files, *(() if has_network else (machine.socket,))):
        lines += [_line(EQUALS, number, 0, 1), _refuse(errno.EPERM)]
    # The C library falls back to clone, whose flags a filter can read.
    lines += [_line(EQUALS, machine.clone3, 0, 1), _refuse(errno.ENOSYS)]
    lines += _only_if(machine.clone, 0, _line(ANY_SET, THREAD, 0, 1))
    for number in machine.own_only:
        lines += _only_if(number, 0, _line(EQUALS, own, 0, 1))
    for number, argument in machine.open:
        lines += _only_if(number, argument, _line(ANY_SET, WRITING, 1, 0))
    # A second numbering of the same machine (x32) would pass every line above.
    return [*lines, _line(0x35, 0x40000000, 0, 1), _refuse(errno.EPERM), _line(RETURN, ALLOW)]


def _only_if(number: int, argument: int, test: bytes) -> list[bytes]:
    """This call only where the test on one of its arguments does not leap over the next line."""
    return [
        _line(EQUALS, number, 0, 4),
        _line(LOAD, FIRST_ARGUMENT_AT + 8 * argument),
        test,
        _line(RETURN, ALLOW),
        _refuse(errno.EPERM),
    ]
