"""Fonts and colours of the window: light, quiet, the map first."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

CJK_FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
)
POINT_SIZE = 10
SHEET = """
QMainWindow::separator { background: #e3e8ec; width: 4px; height: 4px; }
QToolBar { background: #f7f9fa; border: 0; border-bottom: 1px solid #dfe5e9; }
QToolBar { spacing: 2px; padding: 3px; }
QToolButton { padding: 3px; border-radius: 4px; }
QToolButton:hover { background: #e3eef7; }
QToolButton:checked { background: #cfe3f1; }
QMenuBar { background: #f7f9fa; }
QStatusBar { background: #f7f9fa; border-top: 1px solid #dfe5e9; }
QStatusBar::item { border: 0; }
QDockWidget { font-weight: bold; }
QDockWidget::title { background: #eef2f5; padding: 5px 8px; }
QTreeView, QTableView, QListWidget { border: 1px solid #dfe5e9; background: #ffffff; }
QTreeView::item { height: 22px; }
QHeaderView::section { background: #eef2f5; border: 0; padding: 4px 6px; }
QHeaderView::section { border-right: 1px solid #dfe5e9; }
#title { font-size: 30px; font-weight: bold; color: #0d47a1; }
#question { font-size: 17px; font-weight: bold; color: #263238; }
#door { background: #ffffff; border: 1px solid #dfe5e9; border-radius: 8px; }
#primary { padding: 7px 16px; }
#card, #summary { background: #ffffff; border: 1px solid #dfe5e9; border-radius: 6px; }
#questionRow { border: 0; border-bottom: 1px solid #eef2f5; }
#questionRow[open="true"] { background: #fff8e1; }
#allBar { background: #eef2f5; border: 0; border-radius: 6px; }
#asks { font-weight: bold; }
#evidence { color: #546e7a; }
#fault { color: #b71c1c; }
#column { border: 1px solid #dfe5e9; border-radius: 6px; background: #fbfcfd; }
#column[chosen="true"] { border: 2px solid #1976d2; background: #e8f2fb; }
#steps { background: #eef2f5; padding: 22px 16px; }
#line { background: #dfe5e9; }
#badge { background: rgba(255, 255, 255, 225); border: 1px solid #90a4ae; }
#badge { border-radius: 4px; padding: 3px 9px; font-size: 20px; font-weight: bold; color: #1f2a33; }
#pageGround { background: transparent; }
#wizard { border: 1px solid #b0bec5; }
#wizard QPushButton { padding: 5px 16px; min-width: 72px; }
"""


def dress(application: QApplication) -> None:
    """Give the application its style, a font that has Chinese, and its colours."""
    application.setStyle("Fusion")
    families = set(QFontDatabase.families())
    chosen = [name for name in CJK_FAMILIES if name in families]
    font = QFont(application.font())
    font.setFamilies([*chosen[:1], font.family(), "DejaVu Sans"])
    font.setPointSize(POINT_SIZE)
    application.setFont(font)
    application.setPalette(_palette())
    application.setStyleSheet(SHEET)


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, "#f7f9fa"), (role.Base, "#ffffff"), (role.AlternateBase, "#f5f8fa"),
        (role.Text, "#263238"), (role.WindowText, "#263238"), (role.ButtonText, "#263238"),
        (role.Button, "#f0f3f5"), (role.Highlight, "#1976d2"), (role.HighlightedText, "#ffffff"),
        (role.ToolTipBase, "#ffffff"), (role.ToolTipText, "#263238"),
        (role.PlaceholderText, "#90a4ae"),
    ):  # fmt: skip
        palette.setColor(which, QColor(name))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor("#a7b3ba"))
    return palette
