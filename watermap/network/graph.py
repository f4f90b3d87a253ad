"""The network as a graph for walking: the reaches that leave a node with or against the water."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from watermap.network.network import Flow, Network, Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Steps from node to node, sorted by the node they leave (compressed rows).

    The steps that leave node ``n`` stand at ``first[n] : first[n + 1]`` of ``reach`` and ``to``.
    """

    first: Numbers
    reach: Numbers
    to: Numbers

    @classmethod
    def down(cls, network: Network) -> Self:
        """The steps the water takes: two for a reach that flows both ways, none where unknown."""
        reaches = network.reaches
        both = reaches.flow == Flow.BOTH
        drawn = np.flatnonzero((reaches.flow == Flow.AS_DRAWN) | both)
        against = np.flatnonzero((reaches.flow == Flow.AGAINST) | both)
        source = np.concatenate([reaches.start[drawn], reaches.end[against]])
        target = np.concatenate([reaches.end[drawn], reaches.start[against]])
        return cls._sorted(source, target, np.concatenate([drawn, against]), len(network))

    def turned(self) -> Self:
        """The same steps, walked the other way: upstream for ``down``."""
        source = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))
        return self._sorted(self.to, source, self.reach, len(self.first) - 1)

    @classmethod
    def _sorted(cls, source: Numbers, target: Numbers, reach: Numbers, nodes: int) -> Self:
        order = np.argsort(source, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=nodes))])
        return cls(first=first.astype(np.int64), reach=reach[order], to=target[order])
