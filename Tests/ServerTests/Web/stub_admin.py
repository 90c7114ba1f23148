"""Scripted replies of the stub server's admin endpoints."""

import time


class AdminData:
    def reply(self, method, path, query, body):
        return 404, ("unknown_path", "No such path.")
