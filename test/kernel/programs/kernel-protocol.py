"""Runs the tests of jupyter_kernel_test on a kernel: kernel-protocol.py KERNEL SAMPLES, the samples as JSON.

Prints an object of outcomes, as JSON: for each test "passed", "skipped", or the last line of its failure.
"""
import json
import sys
import unittest

from jupyter_kernel_test import TIMEOUT, IopubWelcomeTests, KernelTests, ensure_sync

kernel, samples = sys.argv[1], json.loads(sys.argv[2])


class Protocol(KernelTests):
    """The tests as they are, but for their patience of 0.1 s with the outputs of a cell."""

    def execute_helper(self, *arguments, **options):
        channel = self.kc.iopub_channel
        get = ensure_sync(channel.get_msg)
        channel.get_msg = lambda timeout: get(timeout=TIMEOUT)
        try:
            return super().execute_helper(*arguments, **options)
        finally:
            del channel.get_msg


class Welcome(IopubWelcomeTests):
    pass


class Outcomes(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.found = {}

    def note(self, test, outcome):
        self.found[getattr(test, "_testMethodName", str(test))] = outcome

    def addSuccess(self, test):
        self.found.setdefault(test._testMethodName, "passed")

    def addSkip(self, test, reason):
        self.note(getattr(test, "test_case", test), "skipped")

    def addError(self, test, error):
        self.note(test, f"{error[0].__name__}: {error[1]}".strip().splitlines()[-1].strip())

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.addError(test, error)


for suite in (Protocol, Welcome):
    suite.kernel_name = kernel
    for name, value in samples.items():
        setattr(suite, name, value)

outcomes = Outcomes()
tests = unittest.defaultTestLoader.loadTestsFromTestCase
unittest.TestSuite([tests(Protocol), tests(Welcome)]).run(outcomes)
print(json.dumps(outcomes.found))
