"""Tells what it sees of its terminal."""
import os
import signal
import sys

print(sys.stdin.isatty(), sys.stdout.isatty(), sys.stderr.isatty(), *os.get_terminal_size())
signal.signal(signal.SIGWINCH, lambda *_: print("now", *os.get_terminal_size(), "ready", flush=True))
print("\x1b[31mred\x1b[0m ready", flush=True)
try:
    while True:
        print("got", input(), "ready", flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(5)
except EOFError:
    print("end", flush=True)
