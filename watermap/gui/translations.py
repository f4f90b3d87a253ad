"""The window's translations: which files there are, and putting them in use."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from watermap.language import Language
from watermap.resources import package_file


class Translations:
    """The translators in use. English is the language of the sources and needs none."""

    def __init__(self) -> None:
        """Start in English."""
        self._in_use: list[QTranslator] = []

    def drop(self) -> None:
        """Translate no longer, as when the window goes."""
        for translator in self._in_use:
            QCoreApplication.removeTranslator(translator)
        self._in_use = []

    def use(self, language: Language) -> None:
        """Speak another language; widgets are told by Qt's LanguageChange event."""
        self.drop()
        if language == "en":
            return
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own = str(package_file("gui/i18n"))
        for name, folder in (("qtbase_zh_CN", qt), ("watermap_zh", own)):
            translator = QTranslator()
            if translator.load(name, folder):
                QCoreApplication.installTranslator(translator)
                self._in_use.append(translator)
