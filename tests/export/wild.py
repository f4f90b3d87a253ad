"""Texts that turn up in data and harm careless writers: formulas, marks, broken characters."""

KEPT = [
    'a"b\'c;--', "=cmd|' /C calc'!A0", "%s{0}", "{{7*7}}", "😀河", "断面\u202e倒", "<script>",
    "+1", "@SUM(A1)", "-1+1", "R&D <>", "CON", "_x0041_", "500110200001011234", "NA", "001",
]  # fmt: skip
CLEANED = ["控\x01制\x08", "\x00", "半\ud800个", "\ufffe", "\x9f"]
