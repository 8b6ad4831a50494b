"""A child process that ends with its parent, even when the parent is killed and can stop nothing any more."""

import ctypes
import os
import signal
import sys

PARENT = "LIANXIN_PARENT"
PR_SET_PDEATHSIG = 1


def be_parent() -> None:
    """Let the processes that this one starts know whose children they are."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """Ask Linux to stop this process when its parent dies; without it a dead demo would keep its port.

    Does nothing on other systems, nor in a process that was not started by `lianxin serve` or `lianxin demo`; ends
    at once when the parent died while this process was starting.
    """
    parent = os.environ.pop(PARENT, "")
    if not parent or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit(1)
