"""The views seen, so that one can go back and forth."""

from watermap.mapping.view import MapView

MOST = 100


class ViewHistory:
    """Views in the order seen; going on after going back forgets what lay ahead."""

    def __init__(self, view: MapView) -> None:
        """Start with a view."""
        self._views = [view]
        self._place = 0

    @property
    def now(self) -> MapView:
        """The present view."""
        return self._views[self._place]

    def go(self, view: MapView) -> None:
        """Go on to another view."""
        self._views = [*self._views[: self._place + 1], view][-MOST:]
        self._place = len(self._views) - 1

    def replace(self, view: MapView) -> None:
        """Change the present view without a step, as while dragging."""
        self._views[self._place] = view

    def step(self, step: int) -> bool:
        """Go back (-1) or forth (1); False where there is nothing."""
        place = self._place + step
        if not 0 <= place < len(self._views):
            return False
        self._place = place
        return True
