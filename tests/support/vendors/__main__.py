"""The stand-in as a program, for trying the product by hand and for other programs' tests."""

import argparse

from aiohttp import web

from tests.support.vendors.answering import MODES
from tests.support.vendors.server import Vendors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mode", choices=sorted(MODES), default="agree", help="what it says; obedient: as it is told")
    given = parser.parse_args()
    app = Vendors(answering=MODES[given.mode]).app()
    web.run_app(app, host="127.0.0.1", port=given.port, access_log=None)


if __name__ == "__main__":
    main()
