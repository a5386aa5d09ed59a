"""A refusal is recognised by every sign of the table, and no page that was let through is taken for one."""

import html
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import SEEDS
from refusal_pages import HTML, NO_ENTRY, PAGES, WAIT, Answer, page, script
from renderings.articles import ARTICLES
from renderings.modern_hashed import modern_hashed
from renderings.modern_plain import modern_plain
from renderings.newscoop import newscoop
from renderings.test_further_layouts import LAYOUTS
from renderings.written import Written

from atwasat_spider.captures.refusals import Refusal, RefusalKind, find_refusal, retry_after

HEADERS = (
    Answer("Cloudflare challenge, 403: header cf-mitigated", page("x"), 403, {"cf-mitigated": "challenge"}),
    Answer("Cloudflare challenge, 200: header cf-mitigated", page("x", WAIT), 200, {"cf-mitigated": "challenge"}),
    Answer("Cloudflare challenge, 429: header cf-mitigated", page("x"), 429, {"cf-mitigated": "Challenge"}),
    Answer("Cloudflare firewall, 403: header cf-mitigated", "no", 403, {"cf-mitigated": "block"}),
    Answer("AWS WAF challenge, 202: header x-amzn-waf-action", "", 202, {"x-amzn-waf-action": "challenge"}),
    Answer("AWS WAF challenge, 405: header x-amzn-waf-action", page("x"), 405, {"x-amzn-waf-action": "captcha"}),
    Answer("Sucuri firewall, 403: header x-sucuri-block", page("x"), 403, {"x-sucuri-block": "GEO01"}),
    Answer("Vercel challenge, 429: header x-vercel-mitigated", "", 429, {"x-vercel-mitigated": "challenge"}),
    Answer("Vercel firewall, 403: header x-vercel-mitigated", "", 403, {"x-vercel-mitigated": "deny"}),
)

STANDING = (
    Answer("Sucuri firewall, 403: header x-sucuri-id", NO_ENTRY, 403, {"x-sucuri-id": "14020"}),
    Answer("Sucuri firewall, 403: header server", NO_ENTRY, 403, {"server": "Sucuri/Cloudproxy"}),
    Answer("Cloudflare firewall, 403: header cf-ray", NO_ENTRY, 403, {"cf-ray": "8a1-FRA", "server": "cloudflare"}),
    Answer("Cloudflare firewall, 403: header server", NO_ENTRY, 403, {"server": "cloudflare"}),
    Answer("Akamai firewall, 403: header server", NO_ENTRY, 403, {"server": "AkamaiGHost"}),
    Answer("Imperva firewall, 403: header x-iinfo", NO_ENTRY, 403, {"x-iinfo": "10-1450-0 0NNN"}),
    Answer("Imperva firewall, 403: header x-cdn", NO_ENTRY, 403, {"x-cdn": "Imperva"}),
    Answer("DDoS-Guard firewall, 403: header server", NO_ENTRY, 403, {"server": "ddos-guard"}),
    Answer("DataDome firewall, 403: header x-datadome", NO_ENTRY, 403, {"x-datadome": "protected"}),
    Answer("DataDome firewall, 403: header x-dd-b", NO_ENTRY, 403, {"x-dd-b": "1"}),
    Answer("AWS WAF firewall, 403: header server", NO_ENTRY, 403, {"server": "awselb/2.0"}),
    Answer("AWS CloudFront firewall, 403: header x-cache", NO_ENTRY, 403, {"x-cache": "Error from cloudfront"}),
    Answer("ArvanCloud firewall, 403: header server", NO_ENTRY, 403, {"server": "ArvanCloud"}),
    Answer("Imunify360 firewall, 403: header server", NO_ENTRY, 403, {"server": "imunify360-webshield/1.21"}),
    Answer("BunkerWeb firewall, 403: header server", NO_ENTRY, 403, {"server": "BunkerWeb"}),
    Answer("F5 BIG-IP ASM firewall, 403: header set-cookie", NO_ENTRY, 403, {"set-cookie": "TS01a2b3c4=01; Path=/"}),
    Answer("ModSecurity firewall, 403: header server", NO_ENTRY, 403, {"server": "Apache/2.2 mod_security/2.5"}),
    Answer("LiteSpeed forbidden, 403: header server", NO_ENTRY, 403, {"server": "LiteSpeed"}),
    Answer("Cloudflare rate limit, 429: header cf-ray", "slow down", 429, {"cf-ray": "8a1-FRA"}),
)

BARE = (
    Answer("forbidden, 403: status 403", NO_ENTRY, 403),
    Answer("forbidden, 444: status 444", "", 444),
    Answer("login, 401: header www-authenticate", NO_ENTRY, 401, {"www-authenticate": 'Basic realm="x"'}),
    Answer("login, 401: status 401", NO_ENTRY, 401, {"cf-ray": "8a1-FRA"}),
    Answer("rate limit, 429: status 429", "", 429, {"retry-after": "60"}),
    Answer("unavailable for legal reasons, 451: status 451", NO_ENTRY, 451, {"server": "cloudflare"}),
    Answer("empty page, 200: no bytes"),
    Answer("empty page, 202: no bytes", status=202),
    Answer("empty page, 200: no visible text", " \r\n\u200f "),
    Answer("empty page, 200: no visible text", page("بوابة الوسط", f"<div id='root'></div>{script('/app.js')}")),
    Answer(
        "empty page, 200: no visible text", page("x", "<!-- خبر --><style>p{}</style><noscript>JavaScript</noscript>")
    ),
)

_REDIRECTS = (
    (
        "Cloudflare login",
        "https://wasat.cloudflareaccess.com/cdn-cgi/login/x",
        "wasat.cloudflareaccess.com/cdn-cgi/login/x",
    ),
    ("Cloudflare login", "/cdn-cgi/access/login?kid=1", "/cdn-cgi/access/login"),
    ("Cloudflare challenge", "/cdn-cgi/l/chk_jschl?s=1", "/cdn-cgi/l/chk_jschl"),
    ("Radware challenge", "https://validate.perfdrive.com/ab?ssa=1", "validate.perfdrive.com/ab"),
    ("DataDome challenge", "https://geo.captcha-delivery.com/captcha/?i=1", "geo.captcha-delivery.com/captcha/"),
    ("Imperva challenge", "/_Incapsula_Resource?SWUDNSAI=31", "/_Incapsula_Resource"),
    ("DDoS-Guard challenge", "/.well-known/ddos-guard/check?context=free", "/.well-known/ddos-guard/check"),
    ("SiteGround challenge", "/.well-known/sgcaptcha/?r=%2F", "/.well-known/sgcaptcha/"),
    ("LiteSpeed challenge", "/.lsrecap/recaptcha?", "/.lsrecap/recaptcha"),
    ("Anubis challenge", "/.within.website/?redir=%2F", "/.within.website/"),
    ("challenge", "https://alwasat.ly/challenge", "alwasat.ly/challenge"),
    ("consent wall", "//consent.example.org/m?continue=1", "consent.example.org/m"),
    ("consent wall", "/ar/cookie-consent?back=/news/libya/1", "/ar/cookie-consent"),
    ("login", "https://accounts.example.org/o?next=1", "accounts.example.org/o"),
    ("login", "/ar/users/sign-in", "/ar/users/sign-in"),
    ("login", "https://alwasat.ly/wp-login.php?redirect_to=x", "alwasat.ly/wp-login.php"),
)

REDIRECTS = tuple(
    Answer(f"{sees}, 302: redirect to {shown}", status=302, headers={"location": location})
    for sees, location, shown in _REDIRECTS
)

REFUSALS = (*HEADERS, *PAGES, *STANDING, *BARE, *REDIRECTS)
LAYOUTS_WITH_HTML = {
    "newscoop": newscoop,
    "hashed": modern_hashed,
    "plain": modern_plain,
    **{name: layout.page for name, layout in LAYOUTS.items()},
}
QUOTES = (
    "Just a moment...", "Access Denied", "Cloudflare", "captcha", "Incapsula incident ID: 48-10", "error code: 1020",
    "Reference #18.5 errors.edgesuite.net", "Generated by Wordfence at", "The requested URL was rejected", "Block ID",
    "_cf_chl_opt", "sucuri_cloudproxy_js", "/_sec/cp_challenge/", 'id="px-captcha"', "قبل المتابعة", "تسجيل الدخول",
    "This error was generated by Mod_Security", "Your support ID is: 910", "Access denied by Imunify360 bot-protection",
)  # fmt: skip
BEACON = script("https://static.cloudflareinsights.com/beacon.min.js") + (
    "<script>window.__CF$cv$params={r:'8'};a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>"
)
COOKIE_BANNER = (
    '<div id="cookie-consent"><p>نستخدم ملفات تعريف الارتباط</p><button class="consent">أوافق</button></div>'
)
LOGIN_FORM = '<form action="/login"><input name="user"><input type="password"><div class="g-recaptcha"></div></form>'
PARAGRAPH = "<p>أعلنت الشركة العامة للكهرباء أن الخط عاد إلى الخدمة مساء أمس بعد أعمال صيانة استمرت ثلاثة أيام.</p>"
FURNITURE = BEACON + COOKIE_BANNER + LOGIN_FORM
THROUGH = {**HTML, "cf-ray": "8a1-FRA", "server": "cloudflare", "x-sucuri-id": "14020", "x-iinfo": "10-1"}


def refusal_of(answer: Answer) -> Refusal | None:
    return find_refusal(answer.status, answer.headers or HTML, answer.body.encode())


# What is a refusal


@pytest.mark.parametrize("answer", REFUSALS, ids=lambda answer: f"{answer.status}-{answer.sees[:60]}")
def test_every_sign_is_seen_on_its_answer(answer: Answer) -> None:
    assert str(refusal_of(answer)) == re.sub("^(.*)$", r"the site refuses us (\1)", answer.sees)


def test_refusal_names_kind_system_sign_and_status() -> None:
    refusal = find_refusal(403, {"x-sucuri-id": "14020"}, b"no")
    assert refusal == Refusal(RefusalKind.FIREWALL, "Sucuri", "header x-sucuri-id", 403)
    assert str(refusal) == "the site refuses us (Sucuri firewall, 403: header x-sucuri-id)"


@pytest.mark.parametrize("kind", list(RefusalKind), ids=str)
def test_every_kind_has_a_remedy_of_one_sentence(kind: RefusalKind) -> None:
    remedy = Refusal(kind, None, "status 403", 403).remedy
    assert remedy.endswith(".")
    assert remedy.count(".") == 1
    assert "`atwasat wayback`" in remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_arabic_walls_are_seen_in_every_encoding(encoding: str) -> None:
    body = page("تسجيل الدخول", LOGIN_FORM + "<p>هذه الصفحة للأعضاء فقط</p>").encode(encoding)
    refusal = find_refusal(200, HTML, body)
    assert refusal == Refusal(RefusalKind.LOGIN, None, "title «تسجيل الدخول»", 200)


def test_signs_are_seen_in_the_first_64_kilobytes_alone() -> None:
    fonts = "<style>" + "x" * 65_000 + "</style>"
    sign = '<div id="px-captcha"></div>'
    assert find_refusal(200, HTML, page("x", sign + fonts).encode()) is not None
    assert find_refusal(200, HTML, page("x", fonts * 2 + sign).encode()) is None


def test_sign_has_no_character_that_a_terminal_obeys() -> None:
    refusal = find_refusal(302, {"location": "/login/\x1b[31m" + "a" * 300}, b"")
    assert refusal is not None
    assert refusal.sign.startswith("redirect to /login/")
    assert refusal.sign.isprintable()
    assert len(refusal.sign) == 80


def test_a_firewall_with_429_is_a_rate_limit() -> None:
    refusal = find_refusal(429, HTML, page("x", "<p>Generated by Wordfence at noon</p>").encode())
    assert refusal == Refusal(RefusalKind.RATE, "Wordfence", "words «generated by wordfence at»", 429)


# What is none


def page_of_seed(path: Path) -> Refusal | None:
    content_type = HTML if path.suffix == ".html" else {"content-type": "text/plain; charset=utf-8"}
    return find_refusal(200, {**THROUGH, **content_type}, path.read_bytes())


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("page.*")), ids=lambda path: path.parent.name)
def test_no_saved_page_is_a_refusal(path: Path) -> None:
    assert page_of_seed(path) is None
    without_type = find_refusal(200, {}, path.read_bytes())
    assert (without_type is None) == (path.stat().st_size > 0)


@pytest.mark.parametrize("layout", LAYOUTS_WITH_HTML.values(), ids=list(LAYOUTS_WITH_HTML))
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article.site_id))
def test_no_article_in_any_layout_is_a_refusal(article: Written, layout: Callable[[Written], str]) -> None:
    markup = layout(article)
    assert find_refusal(200, THROUGH, markup.encode()) is None
    assert find_refusal(200, {}, markup.replace("</body>", FURNITURE + "</body>").encode()) is None


@pytest.mark.parametrize("quote", QUOTES)
def test_article_that_quotes_a_sign_is_no_refusal(quote: str) -> None:
    escaped = quote.replace('"', "&quot;")
    said = f'<meta name="description" content="{escaped}"><script type="application/ld+json">{{"a":"{quote}"}}</script>'
    body = f"<!-- {quote} --><h1>{escaped}</h1><img alt='{escaped}'><p>{escaped}</p>{FURNITURE}"
    short, long = (
        page(f"ما معنى «{escaped}»؟ - بوابة الوسط", body + PARAGRAPH, head=said),
        page(escaped, body + PARAGRAPH * 30),
    )
    assert find_refusal(200, THROUGH, short.encode()) is None
    assert find_refusal(200, THROUGH, long.encode()) is None


def test_article_that_quotes_all_signs_is_no_refusal() -> None:
    every = "".join(f"<p>{html.escape(answer.body)}</p>" for answer in PAGES)
    assert find_refusal(200, THROUGH, page("Just a moment...", FURNITURE + every + PARAGRAPH).encode()) is None


@pytest.mark.parametrize(
    "own_account", ['<meta property="og:type" content="article">', '<script>{"@type": "NewsArticle"}</script>']
)
def test_page_that_calls_itself_an_article_is_no_refusal(own_account: str) -> None:
    body = page("Just a moment...", script("/a.js"), head=own_account)
    assert find_refusal(200, HTML, body.encode()) is None


FEED = '<?xml version="1.0"?><rss><channel><title>Just a moment...</title><item><link>x</link></item></channel></rss>'
SITEMAP = '<?xml version="1.0"?><urlset><url><loc>https://alwasat.ly/login</loc></url></urlset>'
LISTING = page("ليبيا", "".join(f'<a href="/news/libya/{n}">عنوان رقم {n}</a>' for n in range(1, 40)) + FURNITURE)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, THROUGH, LISTING),
        (200, {**THROUGH, "content-type": "text/plain"}, "User-agent: *\nDisallow: /login\nDisallow: /cdn-cgi/\n"),
        (200, {**THROUGH, "content-type": "text/plain"}, ""),
        (200, {**THROUGH, "content-type": "application/rss+xml"}, FEED),
        (200, THROUGH, FEED),
        (200, {}, FEED),
        (200, {**THROUGH, "content-type": "application/xml"}, SITEMAP),
        (200, THROUGH, SITEMAP),
        (200, {**THROUGH, "content-type": "image/png"}, "\x89PNG"),
        (200, {**THROUGH, "content-type": "application/json"}, '{"message": "ok"}'),
        (204, THROUGH, ""),
        (304, THROUGH, ""),
        (404, THROUGH, page("404", "<h1>الصفحة غير موجودة</h1>" + FURNITURE)),
        (404, THROUGH, ""),
        (410, THROUGH, ""),
        (406, THROUGH, page("406 Not Acceptable", "<p>No such form</p>")),
        (405, THROUGH, page("405", "<p>Not allowed</p>")),
        (407, {"via": "1.1 squid"}, page("407", "<p>Password of the proxy</p>")),
        (500, THROUGH, page("500", "<p>Access Denied</p>")),
        (502, {"server": "BunkerWeb"}, page("502", '<a href="https://github.com/bunkerity/bunkerweb">x</a>')),
        (503, THROUGH, page("503", "<h1>Service Unavailable</h1>")),
        (503, {"server": "LiteSpeed"}, page("503", "<p>Proudly powered by LiteSpeed Web Server</p>")),
        (503, THROUGH, page("503", '<div id="cf-error-details">origin</div>')),
        (504, {}, ""),
        (521, THROUGH, page("521: Web server is down", '<div id="cf-error-details"></div>')),
        (0, {}, ""),
    ],
)  # fmt: skip
def test_ordinary_answer_and_server_trouble_are_no_refusal(status: int, headers: dict[str, str], body: str) -> None:
    assert find_refusal(status, headers, body.encode()) is None


@pytest.mark.parametrize(
    "location",
    [
        "https://alwasat.ly/news/libya/133195",
        "/ar/news/login/133195/",
        "/news/libya/133195?next=/login&consent=1#/cdn-cgi/",
        "/login-problems-of-a-bank",
        "https://www.alwasat.ly/",
        "https://alwasat.ly/section/captcha",
        "/cdn-cgi/image/width=80/photo.jpg",
        "https://[broken/login",
        "",
    ],
)
def test_redirect_to_another_page_is_no_refusal(location: str) -> None:
    assert find_refusal(301, {"location": location}, b"") is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment... - بوابة الوسط", script("/a.js")),
        ("تسجيل الدخول إلى الجامعات يبدأ الأحد", LOGIN_FORM),
        ("تسجيل الدخول", '<form action="/subscribe"><input name="email"></form>'),
        ("بوابة الوسط", LOGIN_FORM),
        ("قبل المتابعة", PARAGRAPH),
        ("بوابة الوسط", COOKIE_BANNER),
        ("Bot Detection", "<p>How it is done</p>"),
        ("Access Denied", "<p>A film about a ministry</p>"),
        ("captcha", "<p>تعرف على اختبار تورينغ المعكوس</p>"),
    ],
)
def test_half_a_sign_is_no_refusal(title: str, body: str) -> None:
    assert find_refusal(200, THROUGH, page(title, body + PARAGRAPH).encode()) is None


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...", "Pardon Our Interruption", "DDOS-GUARD", "Human Verification", "Bot Verification",
        "Access to this page has been denied", "One moment, please...", "Client Challenge", "Bot Detection",
        "Sucuri Website Firewall", "Request Rejected", "Web Page Blocked!", "Access Denied", "Log in", "captcha",
        "ERROR: The request could not be satisfied", "Verify you are human", "Cookie consent",
        "الموافقة على ملفات تعريف الارتباط",
    ],
)  # fmt: skip
def test_a_title_alone_is_no_refusal(title: str) -> None:
    assert find_refusal(200, THROUGH, page(title, PARAGRAPH).encode()) is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("بوابة الوسط", '<form id="challenge-form"><input name="jschl_vc"></form>'),
        ("بوابة الوسط", script("/_Incapsula_Resource?SWJIYLWA=5074")),
        ("بوابة الوسط", script("https://check.ddos-guard.net/check.js")),
        ("بوابة الوسط", "<script>window.gokuProps={}</script>" + script("https://ct.captcha-delivery.com/c.js")),
        ("بوابة الوسط", '<apm_do_not_touch></apm_do_not_touch><meta http-equiv="refresh" content="900">'),
        ("بوابة الوسط", script("/aes.js")),
        ("بوابة الوسط", '<a href="https://sucuri.net/">x</a><p>Access denied, block ID, error code: 1015</p>'),
        ("بوابة الوسط", "<p>The requested URL was rejected, said the support ID</p>"),
        ("بوابة الوسط", '<a href="https://github.com/bunkerity/bunkerweb">x</a>'),
        ("بوابة الوسط", "<script>var a={'message':1}</script><p>Access denied by Imunify360 bot-protection</p>"),
        ("Access Denied", "<p>Reference #18, a novel</p>"),
        ("Access Denied", "<p>What errors.edgesuite.net means on this server</p>"),
        ("ERROR: The request could not be satisfied", "<p>Generated by cloudfront</p>"),
        ("ERROR: The request could not be satisfied", "<p>Request blocked</p>"),
        ("captcha", "<script>document.cookie='a=1'</script>"),
        ("captcha", "<script>location.reload()</script>"),
        ("Cookie consent", '<form action="/search"></form><button>OK</button>'),
        ("Cookie consent", '<div class="consent"></div>'),
        ("Log in", '<form action="/search"></form>'),
    ],
)
def test_one_of_two_conditions_is_no_refusal(title: str, body: str) -> None:
    assert find_refusal(200, THROUGH, page(title, body + PARAGRAPH).encode()) is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("403", '<a href="https://sucuri.net/">x</a><p>Access denied</p>'),
        ("403", '<a href="https://sucuri.net/">x</a><p>Block ID</p>'),
        ("403", "<p>The requested URL was rejected</p>"),
    ],
)
def test_half_a_sign_with_403_names_no_system(title: str, body: str) -> None:
    refusal = find_refusal(403, HTML, page(title, body).encode())
    assert refusal == Refusal(RefusalKind.FORBIDDEN, None, "status 403", 403)


# Bytes of any kind

FRAGMENTS = st.sampled_from(
    [b"<", b">", b"<!--", b"<script", b"</script", b"<title>", b"&#x110000;", b"\xff\xfe", b"\x00", b"<meta ", b"\xd8"]
)


@given(
    status=st.integers(min_value=0, max_value=999),
    body=st.one_of(st.binary(), st.lists(FRAGMENTS).map(b"".join)),
    headers=st.dictionaries(st.sampled_from(["location", "server", "content-type", "retry-after"]), st.text()),
)
def test_no_bytes_and_no_header_raise(status: int, body: bytes, headers: dict[str, str]) -> None:
    refusal = find_refusal(status, headers, body)
    assert refusal is None or (str(refusal).isprintable() and refusal.status == status)
    wait = retry_after(headers, NOW)
    assert wait is None or wait >= timedelta(0)


HOSTILE = (b"<", b"<a", b"<script>", b"<!--", b"<a>", b"<p>x</p>", b"&#1", b"<meta ", b"<script></script>", b"<title")


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_megabytes_cost_what_64_kilobytes_cost(piece: bytes) -> None:
    body = piece * (10_000_000 // len(piece))
    begun = time.process_time()
    find_refusal(200, HTML, body)
    assert time.process_time() - begun < 1


# Retry-After

NOW = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("-5", timedelta(0)),
        ("86400000", timedelta(days=1000)),
        ("Mon, 02 Nov 2026 12:01:30 GMT", timedelta(seconds=90)),
        ("Monday, 02-Nov-26 12:01:30 GMT", timedelta(seconds=90)),
        ("Mon Nov  2 12:01:30 2026", timedelta(seconds=90)),
        ("Sun, 01 Nov 2026 12:00:00 GMT", timedelta(0)),
        ("99999999999999999999", None),
        ("1.5", None),
        ("٥", None),
        ("soon", None),
        ("Mon, 99 Nov 2026 99:00:00 GMT", None),
        ("", None),
    ],
)
def test_wait_is_read_as_seconds_or_date(value: str, wait: timedelta | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == wait


def test_answer_without_the_header_asks_no_wait() -> None:
    assert retry_after({"server": "nginx"}, NOW) is None
