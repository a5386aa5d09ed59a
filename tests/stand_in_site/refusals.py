"""Pages of refusal, of our own writing, that bear the public signs of the systems that send such pages."""

from stand_in_site.answers import Answer
from stand_in_site.frame import framed

_HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'

_SUCURI = f"""{_HEAD}<title>Sucuri WebSite Firewall - Access Denied</title></head>
<body><div id="main-container"><h1>Access Denied - Sucuri Website Firewall</h1>
<p>If you are the site owner (or you manage this site), please whitelist your IP.</p>
<table><tr><td>Your IP:</td><td>127.0.0.1</td></tr><tr><td>Block ID:</td><td>BOT99</td></tr>
<tr><td>Block reason:</td><td>Bot activity was not allowed on this page.</td></tr></table>
<p>&copy; Sucuri Inc. <a href="https://sucuri.net/">Questions? cloudproxy@sucuri.net</a></p></div></body></html>"""

_CLOUDFLARE = f"""{_HEAD}<title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="390"></head><body><div class="main-wrapper" role="main">
<noscript><div id="challenge-error-text">Enable JavaScript and cookies to continue</div></noscript></div>
<script>(function(){{window._cf_chl_opt={{cvId:'3',cType:'managed'}};var s=document.createElement('script');
s.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';
document.getElementsByTagName('head')[0].appendChild(s);}}());</script></body></html>"""

_CHALLENGE = f"""{_HEAD}<title>You are being redirected...</title></head>
<body><noscript>Javascript is required. Please enable javascript to see this page.</noscript>
<script>var s={{}},r='';document.cookie='sucuri_cloudproxy_uuid_'+r+'=1;path=/';location.reload();</script>
</body></html>"""

_CONSENT = framed(
    "موافقتك مطلوبة",
    '<div class="consent-wall" role="dialog"><h1>قبل أن تتابع</h1><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط. '
    "اختر ما تقبله منها حتى تتمكن من دخول الموقع.</p><form method='post' action='/consent'>"
    "<button>أقبل الكل</button><button>أرفض الكل</button></form></div>",
)

_LOGIN = framed(
    "تسجيل الدخول | بوابة الوسط",
    '<h1>تسجيل الدخول</h1><p>هذه الصفحة للمشتركين. سجل دخولك للمتابعة.</p><form method="post" action="/login">'
    '<input type="email" name="email"><input type="password" name="password"><button>دخول</button></form>',
)

_SHELL = f"""{_HEAD}<title>بوابة الوسط</title></head><body><div id="root"></div>
<script src="/static/app.3f2a.js"></script></body></html>"""

_SUCURI_HEADERS = (("Server", "Sucuri/Cloudproxy"), ("X-Sucuri-ID", "15008"))
_CLOUDFLARE_HEADERS = (("Server", "cloudflare"), ("CF-RAY", "8a1b2c3d4e5f6071-FRA"))


def _plain(status: int, words: str) -> Answer:
    page = f"<html><head><title>{status} {words}</title></head><body><h1>{status} {words}</h1><hr>nginx</body></html>"
    return Answer(page.encode(), status)


REFUSALS: dict[str, Answer] = {
    "sucuri": Answer(_SUCURI.encode(), 403, headers=(*_SUCURI_HEADERS, ("X-Sucuri-Block", "BOT99"))),
    "cloudflare": Answer(_CLOUDFLARE.encode(), 403, headers=(*_CLOUDFLARE_HEADERS, ("CF-Mitigated", "challenge"))),
    "plain403": _plain(403, "Forbidden"),
    "plain429": _plain(429, "Too Many Requests"),
    "plain503": _plain(503, "Service Temporarily Unavailable"),
    "challenge200": Answer(_CHALLENGE.encode(), headers=_SUCURI_HEADERS),
    "empty200": Answer(),
    "shell200": Answer(_SHELL.encode()),
    "consent200": Answer(_CONSENT),
    "login200": Answer(_LOGIN),
}
