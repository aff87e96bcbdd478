"""The package registry, asked through pip as it is configured where this runs.

An index page per package, and of each wheel only the part that holds its METADATA (pip's range requests).
What was read is kept in the user's cache, so that a second run asks for new releases only.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import time

from pip._internal.commands.index import IndexCommand
from pip._internal.exceptions import PipError
from pip._internal.index.collector import parse_links
from pip._internal.models.link import Link
from pip._internal.network.lazy_wheel import HTTPRangeRequestUnsupported, dist_from_wheel_url

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "keras-doctor/registry"
INDEX_AGE_SECONDS = 24 * 3600


class Registry(IndexCommand):
    """pip, as far as it reads indexes."""

    def __init__(self):
        super().__init__("index", "read the registry")
        self.cache = CACHE
        self.cache.mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def connect(self):
        """Opens pip's session with its configured indexes, proxies and certificates."""
        options, _ = self.parse_args(["versions", "--quiet"])
        with self.main_context():
            self.session = self.enter_context(self._build_session(options))
            finder = self._build_package_finder(options=options, session=self.session)
            self.collector = finder._link_collector
            yield self

    def files(self, name: str) -> list[dict]:
        """The files of a package: `file`, `python` (its Requires-Python), `yanked`, `url`."""
        kept = self._read(name, "index")
        if kept and time.time() - kept["read"] < INDEX_AGE_SECONDS:
            return kept["files"]
        files = [
            {
                "file": link.filename,
                "python": link.requires_python,
                "yanked": link.yanked_reason is not None,
                "url": link.url_without_fragment,
            }
            for address in self.collector.search_scope.get_index_urls_locations(name)
            if not address.startswith("file:")
            for link in parse_links(self.collector.fetch_response(Link(address)))
        ]
        self._write(name, "index", {"read": time.time(), "files": files})
        return files

    def requires(self, name: str, wheel: dict) -> list[str]:
        """The Requires-Dist lines of a wheel, verbatim."""
        kept = self._read(name, "requires") or {}
        if wheel["file"] not in kept:
            try:
                distribution = dist_from_wheel_url(name, wheel["url"], self.session)
                kept[wheel["file"]] = distribution.metadata.get_all("Requires-Dist") or []
            except HTTPRangeRequestUnsupported as error:
                raise PipError(f"{wheel['file']}: the index serves no parts of files") from error
            self._write(name, "requires", kept)
        return kept[wheel["file"]]

    def _read(self, name: str, what: str):
        path = self.cache / f"{name}.{what}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def _write(self, name: str, what: str, value) -> None:
        (self.cache / f"{name}.{what}.json").write_text(json.dumps(value))
