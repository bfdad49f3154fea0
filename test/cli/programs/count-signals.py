"""Says each signal that it gets, and ends at SIGUSR2."""
import signal

NAMES = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"]


def take(number, _frame):
    print(signal.Signals(number).name, flush=True)
    if number == signal.SIGUSR2:
        raise SystemExit(3)


for name in NAMES:
    signal.signal(getattr(signal, name), take)
print("ready", flush=True)
while True:
    signal.pause()
