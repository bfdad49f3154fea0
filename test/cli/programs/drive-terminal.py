"""Runs a program on a new pseudo-terminal of so many rows and columns, types keys once it prints "ready", and prints
every byte that the terminal receives. A key "size" makes the window 40 by 50."""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

rows, columns = int(sys.argv[1]), int(sys.argv[2])
keys, program = sys.argv[3].split(","), sys.argv[4:]


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


parent, terminal = pty.openpty()
resize(parent, rows, columns)
child = os.fork()
if child == 0:
    os.close(parent)
    os.login_tty(terminal)
    os.environ.pop("_", None)  # these tests may be run by nohup
    os.execvp(program[0], program)
os.close(terminal)
output = b""
try:
    while select.select([parent], [], [], 15)[0]:
        received = os.read(parent, 4096)
        output += received
        while keys and output.count(b"ready") > 0 and received.count(b"ready") > 0:
            key, received = keys.pop(0), received.replace(b"ready", b"", 1)
            time.sleep(0.1)
            if key == "size":
                resize(parent, 40, 50)
            else:
                os.write(parent, key.encode().decode("unicode_escape").encode())
except OSError:
    pass  # Linux says so when the program has closed its side
sys.stdout.buffer.write(output)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
