"""Runs a program on a new pseudo-terminal of 80 columns, and types an answer where it asks "[y/N]"."""
import fcntl
import os
import pty
import struct
import sys
import termios

answer, program = sys.argv[1].encode(), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(program[0], program)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
seen, asked = b"", False
try:
    while received := os.read(terminal, 4096):
        seen += received
        if not asked and b"[y/N] " in seen:
            asked = True
            os.write(terminal, answer)
except OSError:
    pass  # Linux says so when the program has closed its side
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
