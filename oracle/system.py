"""What an adapter in Python asks of the system: Windows has no uname(), confstr() and SIGUSR1."""

import os, signal, sys

WINDOWS = os.name == "nt"

# What no implementation has on Windows, or its adapter cannot see there.
LACKS_ON_WINDOWS = ("abstract linux mptcp packet packet-addresses passrights raw signals "
                    "system-calls threads tipc-addresses udplite").split()


def platform():
    """The name of the system first, and then its version."""
    if WINDOWS:
        return "Windows {0.major}.{0.minor} x86_64".format(sys.getwindowsversion())
    return "{0.sysname} {0.release} {0.machine}".format(os.uname())


def on_wine():
    """Whether Windows is Wine, which keeps its settings under a key of its own."""
    import winreg
    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Wine"))
        return True
    except OSError:
        return False


def windows_libc():
    """The C library of Windows. A Python that is not Microsoft's compiler's says so here."""
    built = "" if "MSC" in sys.version else "mingw build"
    said = " on ".join([built or "build"] + ["Wine"] * on_wine())
    return ("msvcrt" if built else "ucrt") + (" (%s)" % said if said != "build" else "")


def libc():
    """The C library and its version; "" where nothing is known."""
    if WINDOWS:
        return windows_libc()
    if "musl" in getattr(sys.implementation, "_multiarch", ""):
        return "musl"
    name = "CS_GNU_LIBC_VERSION"
    return name in os.confstr_names and os.confstr(name) or ""


def lacks():
    if WINDOWS:
        return LACKS_ON_WINDOWS
    return [] if os.path.exists("/proc/thread-self") else ["threads"]


def error_names(errno):
    """The symbol of each code. Windows has two for one of Winsock's: ECONNRESET, WSAECONNRESET."""
    names = {code: name for code, name in errno.errorcode.items()}
    names.update((getattr(errno, name), name) for name in dir(errno)
                 if name.startswith("E") and names.get(getattr(errno, name), "").startswith("WSA"))
    return names


def listen(handler):
    """Has SIGUSR1 call the handler, if the system has that signal."""
    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, handler)
