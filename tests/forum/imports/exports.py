"""Small WordPress exports, written for the tests."""

from collections.abc import Iterable

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- a note like the one that WordPress puts on top -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Garden of health</title><link>https://garden.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://garden.example</wp:base_site_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>gwen</wp:author_login>
<wp:author_email>gwen.secret@garden.example</wp:author_email>
<wp:author_display_name><![CDATA[Gwen Gardener]]></wp:author_display_name></wp:author>
"""
FOOT = "</channel>\n</rss>\n"
# What the columns that nobody may read hold, for a search through the whole database.
SECRETS = ("secret", "203.0.113.", "homepage.example")


def cdata(text: str) -> str:
    """Return the text as WordPress wraps it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def comment(
    number: int | str,
    text: str = "Thank you for this.",
    *,
    parent: int | str = 0,
    name: str = "Rita Reader",
    approved: str = "1",
    kind: str = "comment",
    at: str = "2013-04-05 06:07:08",
    local: str = "2013-04-05 08:07:08",
    user: int = 0,
) -> str:
    """Return one comment, with an address, an IP and a home page in their own columns."""
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author>{cdata(name)}</wp:comment_author>
<wp:comment_author_email>{cdata(f"rita.secret{number}@mail.example")}</wp:comment_author_email>
<wp:comment_author_url>https://rita.homepage.example/</wp:comment_author_url>
<wp:comment_author_IP>{cdata("203.0.113.77")}</wp:comment_author_IP>
<wp:comment_date>{cdata(local)}</wp:comment_date>
<wp:comment_date_gmt>{cdata(at)}</wp:comment_date_gmt>
<wp:comment_content>{cdata(text)}</wp:comment_content>
<wp:comment_approved>{cdata(approved)}</wp:comment_approved>
<wp:comment_type>{cdata(kind)}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent>
<wp:comment_user_id>{user}</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>history</wp:meta_key>
<wp:meta_value>{cdata("rita.secret@mail.example from 203.0.113.77")}</wp:meta_value>
</wp:commentmeta></wp:comment>
"""


def article(
    *comments: str,
    number: int = 7,
    title: str = "Beans and greens",
    html: str = "<p>Beans are good company on a plate.</p>",
    creator: str = "gwen",
    status: str = "publish",
    kind: str = "post",
    password: str = "",
    guid: str | None = None,
    at: str = "2013-04-01 09:00:00",
    local: str = "2013-04-01 11:00:00",
    published: str = "Mon, 01 Apr 2013 09:00:00 +0000",
    tags: Iterable[tuple[str, str]] = (),
) -> str:
    """Return one item; `tags` are pairs of domain and name."""
    guid = f"https://garden.example/?p={number}" if guid is None else guid
    categories = "".join(
        f'<category domain="{domain}" nicename="{name.lower()}">{cdata(name)}</category>'
        for domain, name in tags
    )
    return f"""<item><title>{cdata(title)}</title><pubDate>{published}</pubDate>
<dc:creator>{cdata(creator)}</dc:creator><guid isPermaLink="false">{guid}</guid>
<description></description><content:encoded>{cdata(html)}</content:encoded>
<excerpt:encoded>{cdata("")}</excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>{cdata(local)}</wp:post_date><wp:post_date_gmt>{cdata(at)}</wp:post_date_gmt>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<wp:post_password>{password}</wp:post_password>{categories}
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>
{"".join(comments)}</item>
"""


def export(*items: str) -> str:
    """Return a whole export."""
    return HEAD + "".join(items) + FOOT
