#!/usr/bin/env python3
"""Runs the browser tests of the widget and the admin page. Needs the package `playwright` and Debian's `chromium`.

python3 run.py                                                     against the stub server
python3 run.py --base-url http://127.0.0.1:8420 --admin-key KEY    against a running `kefu serve`
python3 run.py -k sources                                          tests whose name contains `sources`
"""

import argparse
import os
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", help="the address of a running kefu serve; without it the stub answers")
    parser.add_argument("--admin-key", help="a key of scope admin")
    parser.add_argument("-k", dest="patterns", action="append", help="run the tests whose name contains this")
    options = parser.parse_args()
    for name, value in {"KEFU_BASE_URL": options.base_url, "KEFU_ADMIN_KEY": options.admin_key}.items():
        if value:
            os.environ[name] = value.rstrip("/")

    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{pattern}*" for pattern in options.patterns] if options.patterns else None
    result = unittest.TextTestRunner(verbosity=2).run(loader.discover(str(Path(__file__).parent)))
    # A subtest has an identity of its own; a test can fail in its body and once more in its end.
    failed = len({getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
    return 1 if failed or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
