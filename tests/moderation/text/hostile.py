"""Texts that are built to make a filter slow."""

UNITS = [
    "@", "a@", "a@a.", "a@b.co ", "a.", "a at ", "at ", "(at)", "[at] a [dot] ", "-at", "- at ",
    "dot ", "a dot ", "x at gmail ", "gmail ", "my gmail is ", "gmail.com ", "a b ", "a-", "&#64;",
    "&amp;", "&", "%40", "=40", "<", "<!--", "<a ", "[a](", "![a](", "a_", "_", "*", "**a*", "(",
    '"', '"@', "a)@", "\n", ">\n> ", "é", "аt", "1 ", "12 ", "07911 123456 ", "+44 ", "0", "alfa ",
    "ab ", "mail ", "@gmail.com ", "moc.", "A0", "a+", "a at gmail dot com\n", "@1.1.1.1",
    "*****@***", "ab*****@***yz.com", "[email hidden]", "\u202e", "one two ", "a@gmail ",
    "12 High Street ", "born on ", "NHS number ", "0x40", "f0 ", "123 456 789 ", "[", "![", "> ",
    "- ", "`", "~", "|a", "|\n", "# ", "\\\\", "<b>", "<p>", "<script", "]]>", "&lt", "http://a.b/",
    "<http://a.b>", "[a]: b\n", "&commat", "%EF%BC%A0", "\ue000", "a\u0336", "1.", "$", "tel:",
    "＠", "ⓐ😀", "(at)", "@x", "- at ", "**a*>\n> a@b.co ", "tel:123 456 789 <b>", "a@gmail - at ",
    "gmail.com - at ", "-> at <- ", "a (see at) ", "=41=42", "64 ", "a b at gmail ",
    "U+0040 ", "a, ", "a dot b ", "rex nine ", "zog1 x y z gmail ", "jane.doe@xq ", ".- ",
    "n for n @ ", "ezekielx on gmail ", "07911\n123\n456\n", "xgmail.com ", "a.b@c9 ",
    "0:", "(0)", "01, 02, ", "call 07911:123456 ", "**07911** ", "07911\n", "1\n", "447911123456 ",
    "a07911123456b", "https://a.b/07911123456 ", "call 123 456 789 ",
    "jo#q-r.org ", "[a] q-z.org ", "a.b1\nq-z.org\n", "my first name dot gmail ", "t, e, s, gmail ",
    "my sky mail is ", "mail: my orange mail ", "as sky mail ", "mail sky, zog 20 ",
    "bt mail zog, ", "mail 20 20 20 20 free ",
]  # fmt: skip


def hostile(unit: str, size: int) -> str:
    """A text of `size` characters that repeats one unit."""
    return (unit * (size // len(unit) + 1))[:size]
