"""Prints numbers on stdout, and as letters on stderr; waits for a file after a thousand; says at its end that it came there."""
import os
import signal
import sys
import time

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
LETTERS = str.maketrans("0123456789", "abcdefghij")
for n in range(10_000):
    if n == 1000:
        sys.stdout.flush()
        while not os.path.exists("go"):
            os.getcwd()  # an error ends us where the folder is gone
            time.sleep(0.02)
    print(n)
    print(f"{n:04}".translate(LETTERS), end=";", file=sys.stderr)
sys.stdout.flush()
with open("ended", "w") as file:
    file.write("whole")
