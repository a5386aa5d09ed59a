"""A layout like one of ASP.NET: the whole page in one form, tables within tables, ``font`` and ``center``.

The ``title`` of articles with an even number names the site before the headline, that of the others behind it.
"""

from html import escape

from renderings.furniture import ABOUT, READER_POLL
from renderings.inline import marked_up
from renderings.layout_pieces import TODAY, rows, runs
from renderings.navigation import SECTIONS, other_headlines
from renderings.written import Piece, Related, Written

_STATE = "/wEPDwUKLTk2Njk5MDIyNg9kFgJmD2QWAgIDD2QWBAIBDxYCHgRUZXh0" * 6
_TABLE = '<table width="100%" border="0" cellspacing="0" cellpadding="2">'


def page(article: Written) -> str:
    """Return the article's page in this layout."""
    menu = "".join(
        f'<td><a href="/section/{slug}"><font color="#ffffff">{name}</font></a></td>' for slug, name, _ in SECTIONS
    )
    news = " &nbsp;|&nbsp; ".join(f'<a href="{o.url}">{o.headline}</a>' for o in other_headlines(article, 6))
    title = f"{article.headline} - بوابة الوسط" if article.site_id % 2 else f"بوابة الوسط - {article.headline}"
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head id="ctl00_Head1"><meta http-equiv="Content-Type"
content="text/html; charset=utf-8" />
<title>{escape(title)}</title></head>
<body topmargin="0"><form name="aspnetForm" method="post" action="news.aspx?id={article.site_id}" id="aspnetForm"><div>
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{_STATE}" /></div><center>
<table width="960" border="0" cellspacing="0" align="center"><tr><td colspan="3"><img src="/images/header.jpg"
alt="Atwasat" /></td></tr>
<tr><td colspan="3"><font size="1">{TODAY}</font></td></tr><tr bgcolor="#333333"><td
colspan="3">{_TABLE}<tr>{menu}</tr></table></td></tr>
<tr><td colspan="3"><marquee direction="right">{news}</marquee></td></tr>
<tr valign="top"><td width="180">{_right(article)}</td><td width="560">{_middle(article)}</td><td
width="220">{_left(article)}</td></tr>
<tr><td colspan="3"><center><font size="1">{ABOUT[3]}<br
/>© بوابة الوسط</font></center></td></tr></table></center></form></body></html>
"""


def _middle(article: Written) -> str:
    prefix = "ctl00_ContentPlaceHolder1"
    shown = ""
    if article.image:
        below = f'<br /><font size="1" color="gray">{article.image.printed}</font>' if article.image.printed else ""
        shown = (
            f'<tr><td align="center">'
            f'<img id="{prefix}_imgNews" src="{escape(article.image.url)}" border="0" />{below}</td></tr>'
        )
    return f"""{_TABLE}<tr><td><font size="5" color="#990000"><b><span
id="{prefix}_lblTitle">{escape(article.headline)}</span></b></font></td></tr>
<tr><td><font size="2"><span id="{prefix}_lblSource">{article.byline}</span></font></td></tr>
<tr><td><a href="/live.aspx"><img src="/images/wtv.gif" alt="WTV_Frequency" border="0" /></a></td></tr>
<tr><td align="left"><a href="javascript:window.print()">طباعة</a> | <a href="#">إرسال لصديق</a> | <a
href="#">حفظ</a></td></tr>
{shown}
<tr><td align="justify"><font face="Simplified Arabic" size="4"><span
id="{prefix}_lblDetails">{_details(article)}</span></font></td></tr>
{_end(article)}</table>"""


def _details(article: Written) -> str:
    return "\n".join(_block(kind, group) for kind, group in runs(article.body))


def _block(kind: str, group: list[Piece]) -> str:
    piece = group[0]
    words = marked_up(piece.text, strong="b", emphasis="i")
    match kind:
        case "list_item":
            return "<ul>" + "".join(f"<li>{marked_up(one.text)}</li>" for one in group) + "</ul>"
        case "table_row":
            return f'<center><table border="1" dir="rtl">{rows(group)}</table></center><br />'
        case "subheading":
            return f'<font color="#990000"><b>{words}</b></font><br />'
        case "caption":
            printed = f"{piece.text} ({piece.credit})" if piece.credit else piece.text
            return (
                f'<center><img src="{escape(piece.image or "")}" /><br /><font size="1" color="gray">{printed}'
                f"</font></center><br />"
            )
        case "embed":
            return _embed(piece)
        case "cross_link" | "issue_link":
            return f'<a href="{piece.link}"><font color="blue">{words}</font></a><br /><br />'
        case _:
            return f"{words}<br /><br />"


def _embed(piece: Piece) -> str:
    if not piece.text:
        return f'<center><iframe src="{piece.link}" width="420" height="315" frameborder="0"></iframe></center><br />'
    return (
        f'<blockquote class="twitter-tweet"><p>{piece.text}</p>{piece.credit} <a href="{piece.link}">#'
        f"</a></blockquote><br />"
    )


def _end(article: Written) -> str:
    words = "، ".join(
        f'<a href="tags.aspx?t={number}">{escape(word)}</a>' for number, word in enumerate(article.keywords)
    )
    liked = "".join(
        f'<tr><td>• <a href="{o.url}">{o.headline}</a></td></tr>' for o in other_headlines(article, 5, shift=15)
    )
    lines = [
        f"{_title('كلمات مفتاحية')}<tr><td>{words}</td></tr>" if words else "",
        f"{_title('المزيد من بوابة الوسط')}<tr><td>{_pairs(list(other_headlines(article, 3, shift=7)))}</td></tr>",
        (
            f"{_title('تعليقات')}<tr><td>لا توجد تعليقات حتى الآن، كن أول من يعلق.<br /><textarea rows='3'>"
            f"</textarea></td></tr>"
        ),
        f"{_title('عناوين ذات صلة')}<tr><td>{_pairs(list(article.related))}</td></tr>",
        f"<tr><td align='left'><a href='more.aspx'>{'المزيد'}</a></td></tr>",
        f"{_title('الاكثر تفضيلا في هذا القسم')}{liked}",
    ]
    return "\n".join(lines)


def _title(words: str) -> str:
    return f'<tr><td bgcolor="#eeeeee"><font size="3" color="#333333"><b>{words}</b></font></td></tr>'


def _pairs(links: list[Related]) -> str:
    lines = "".join(
        f'<tr><td width="90"><a href="{escape(o.url)}">'
        f'<img src="{escape(o.image)}" alt="{escape(o.headline)}" border="0" /></a></td>'
        f'<td><a href="{escape(o.url)}"><font size="2">{escape(o.headline)}</font></a></td></tr>'
        for o in links
    )
    return f"{_TABLE}{lines}</table>"


def _right(article: Written) -> str:
    names = "".join(f'<tr><td>« <a href="/section/{slug}">{name}</a></td></tr>' for slug, name, _ in SECTIONS)
    return f'{_TABLE}<tr><td bgcolor="#990000"><font color="#fff"><b>أقسام الموقع</b></font></td></tr>{names}</table>'


def _left(article: Written) -> str:
    question, answers = READER_POLL
    lines = "<br />".join(f'<input type="radio" name="ctl00$poll" />{answer}' for answer in answers)
    shown = "".join(
        f'<tr><td><a href="{o.url}">{o.headline}</a></td></tr>' for o in other_headlines(article, 6, shift=23)
    )
    return (
        f"{_TABLE}<tr><td><b>تصويت</b><br />{question}<br />{lines}</td></tr><tr><td><b>الأكثر قراءة</b>"
        f"</td></tr>{shown}</table>"
    )
