"""Answers of firewalls, challenges and walls, one for each row of the table: written here, with their public facts."""

from dataclasses import dataclass, field

HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the refusal that a person sees in it."""

    sees: str
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def page(title: str, body: str = "", *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def script(source: str) -> str:
    return f'<script src="{source}"></script>'


WAIT = "<p>One second while we look at you.</p>"
NO_ENTRY = "<h1>No entry</h1><p>This request was turned away.</p>"


CHALLENGES = (
    Answer(
        "Cloudflare challenge, 503: title «Just a moment...»", page("Just a moment...", WAIT + script("/a.js")), 503
    ),
    Answer("Cloudflare challenge, 200: title «Just a moment...»", page("Just a moment...", WAIT + script("/a.js"))),
    Answer(
        "Cloudflare challenge, 403: markup _cf_chl_opt",
        page("alwasat.ly", "<script>window._cf_chl_opt={cType:'managed'};</script>"),
        403,
    ),
    Answer(
        "Cloudflare challenge, 200: markup /orchestrate/chl_page/",
        page("alwasat.ly", WAIT + script("/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8")),
    ),
    Answer(
        "Cloudflare challenge, 503: markup id=challenge-form",
        page("alwasat.ly", '<form id="challenge-form" action="/news?__cf_chl_f_tk=abc" method="POST"></form>'),
        503,
    ),
    Answer(
        "Cloudflare challenge, 503: markup jschl_vc",
        page("alwasat.ly", '<input name="jschl_vc"><input id="jschl-answer" name="jschl_answer">'),
        503,
    ),
    Answer(
        "Sucuri challenge, 200: markup sucuri_cloudproxy_js",
        page("You are being redirected...", "<script>var s={},sucuri_cloudproxy_js='',S='cz0=';</script>"),
    ),
    Answer(
        "Sucuri challenge, 200: markup sucuri_cloudproxy_uuid",
        page("بوابة الوسط", "<script>document.cookie='sucuri_cloudproxy_uuid_1=1;path=/';location.reload();</script>"),
    ),
    Answer(
        "Imperva challenge, 200: markup /_incapsula_resource?",
        '<html><body><iframe src="/_Incapsula_Resource?CWUDNSAI=9&incident_id=48-10"></iframe></body></html>',
    ),
    Answer("Imperva challenge, 403: words «incapsula incident id»", "Incapsula incident ID: 48-10", 403),
    Answer(
        "Imperva challenge, 200: title «Pardon Our Interruption»",
        page("Pardon Our Interruption", WAIT + script("/abc/init.js")),
    ),
    Answer(
        "DDoS-Guard challenge, 403: title «DDOS-GUARD»",
        page("DDOS-GUARD", head='<link rel="stylesheet" href="/.well-known/ddos-guard/ddg-captcha-page/index.css">'),
        403,
    ),
    Answer(
        "DDoS-Guard challenge, 200: markup /.well-known/ddos-guard/js-challenge/",
        page("alwasat.ly", WAIT + script("/.well-known/ddos-guard/js-challenge/index.js")),
    ),
    Answer(
        "DDoS-Guard challenge, 200: markup check.ddos-guard.net/check.js",
        page("alwasat.ly", "<noscript>No script</noscript>" + script("https://check.ddos-guard.net/check.js")),
    ),
    Answer(
        "AWS WAF challenge, 202: markup gokuprops",
        page("", '<script>window.awsWafCookieDomainList = []; window.gokuProps = {"key":"AQ"};</script>'),
        202,
    ),
    Answer(
        "AWS WAF challenge, 405: title «Human Verification»",
        page("Human Verification", WAIT + script("https://0a.captcha-sdk.awswaf.com/0a/jsapi.js")),
        405,
    ),
    Answer(
        "Akamai challenge, 200: markup /_sec/cp_challenge/",
        page("", script("/_sec/cp_challenge/sec-cpt-int-4-3.js") + "<div id='sec-if-cpt-container'></div>"),
    ),
    Answer("PerimeterX challenge, 403: markup id=px-captcha", page("alwasat.ly", "<div id='px-captcha'></div>"), 403),
    Answer(
        "PerimeterX challenge, 403: title «Access to this page has been denied»",
        page("Access to this page has been denied", "<script>window._pxAppId = 'PX1';</script>"),
        403,
    ),
    Answer(
        "DataDome challenge, 403: markup captcha-delivery.com/",
        page("alwasat.ly", "<script>var dd={'rt':'c'}</script>" + script("https://ct.captcha-delivery.com/c.js")),
        403,
    ),
    Answer(
        "BunkerWeb challenge, 200: title «Bot Detection»",
        page("Bot Detection", '<form method="POST" action="/challenge"><input name="captcha"></form>'),
    ),
    Answer(
        "BunkerWeb challenge, 200: title «Bot Detection»",
        page("Bot Detection", WAIT + "<script>digest('0000')</script>"),
    ),
    Answer(
        "F5 BIG-IP ASM challenge, 200: markup <apm_do_not_touch>",
        f"<html><head><APM_DO_NOT_TOUCH></APM_DO_NOT_TOUCH></head><body>{script('/TSPD/08a1?type=9')}</body></html>",
    ),
    Answer(
        "LiteSpeed challenge, 200: title «Bot Verification»",
        page("Bot Verification", '<form action="/.lsrecap/recaptcha" method="POST"></form>'),
    ),
    Answer(
        "SiteGround challenge, 202: markup http-equiv=refresh",
        '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F"></head></html>',
        202,
    ),
    Answer(
        "Imunify360 challenge, 200: title «One moment, please...»",
        page("One moment, please...", WAIT + "<script>setTimeout(function(){window.location.reload();},5000)</script>"),
    ),
    Answer(
        "Imunify360 challenge, 200: markup imunify360-preloader",
        page("alwasat.ly", WAIT + '<div id="imunify360-preloader"></div>'),
    ),
    Answer(
        "Anubis challenge, 200: markup id=anubis_challenge",
        page("alwasat.ly", WAIT + '<script id="anubis_challenge" type="application/json">{"rules":{}}</script>'),
    ),
    Answer(
        "Anubis challenge, 200: markup /.within.website/x/cmd/anubis/",
        page("alwasat.ly", WAIT + script("/.within.website/x/cmd/anubis/static/js/main.mjs")),
    ),
    Answer(
        "Fastly challenge, 200: title «Client Challenge»",
        page("Client Challenge", WAIT, head='<link rel="stylesheet" href="/_fs-ch-1T1/assets/styles.css">'),
    ),
    Answer("Cdnfly challenge, 200: markup src=/_guard/html.js", script("/_guard/html.js?js=slider_html")),
    Answer(
        "challenge, 409: markup document.cookie",
        "<script>document.cookie = 'humans_21909=1'; document.location.reload(true)</script>",
        409,
    ),
    Answer(
        "testcookie-nginx challenge, 200: markup /aes.js",
        f"<html><body>{script('/aes.js')}<script>c=slowAES.decrypt(c,2,a,b)</script></body></html>",
    ),
)

FIREWALLS = (
    Answer(
        "Sucuri firewall, 403: title «Access Denied - Sucuri Website Firewall»",
        page("Access Denied - Sucuri Website Firewall", f"{NO_ENTRY}<p>Block ID: GEO01</p>"),
        403,
    ),
    Answer(
        "Sucuri firewall, 503: markup sucuri.net/",
        page("alwasat.ly", '<a href="https://sucuri.net/">?</a><p>Access Denied</p><p>Block ID: GEO01</p>'),
        503,
    ),
    Answer("Cloudflare rate limit, 429: words «error code: 1015»", "error code: 1015", 429),
    Answer("Cloudflare rate limit, 403: words «error code: 1015»", "error code: 1015", 403),
    Answer("Cloudflare firewall, 403: words «error code: 10»", "error code: 1020", 403),
    Answer(
        "Cloudflare firewall, 403: title «Attention Required! | Cloudflare»",
        page("Attention Required! | Cloudflare", NO_ENTRY),
        403,
    ),
    Answer(
        "Cloudflare rate limit, 403: title «Access denied | alwasat.ly used Cloudflare to restrict access»",
        page("Access denied | alwasat.ly used Cloudflare to restrict access", "<p>You are being rate limited</p>"),
        403,
    ),
    Answer(
        "Cloudflare firewall, 403: title «Access denied | alwasat.ly used Cloudflare to restrict access»",
        page("Access denied | alwasat.ly used Cloudflare to restrict access", NO_ENTRY),
        403,
    ),
    Answer(
        "Cloudflare firewall, 403: markup id=cf-error-details", page("no", '<div id="cf-error-details"></div>'), 403
    ),
    Answer(
        "Akamai firewall, 403: title «Access Denied»",
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference&#32;&#35;18&#46;5<P>"
        "https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18&#46;5</P></BODY></HTML>",
        403,
    ),
    Answer(
        "Akamai firewall, 200: title «Access Denied»",
        page("Access Denied", "<p>You may not see this on this server.</p><p>Reference&#32;&#35;18.5</p>"),
    ),
    Answer(
        "F5 BIG-IP ASM firewall, 200: title «Request Rejected»",
        page("Request Rejected", f"{NO_ENTRY}<p>Your support ID is: 910</p>"),
    ),
    Answer(
        "F5 BIG-IP ASM firewall, 503: words «the requested url was rejected»",
        page("alwasat.ly", "<p>The requested URL was rejected.</p><p>support ID 910</p>"),
        503,
    ),
    Answer(
        "BunkerWeb firewall, 403: markup github.com/bunkerity/bunkerweb",
        page("403", f'{NO_ENTRY}<a href="https://github.com/bunkerity/bunkerweb">BunkerWeb</a>'),
        403,
    ),
    Answer(
        "ModSecurity firewall, 406: words «this error was generated by mod_security»",
        page("Not Acceptable!", f"{NO_ENTRY}<p>This error was generated by Mod_Security.</p>"),
        406,
    ),
    Answer(
        "Wordfence firewall, 503: words «generated by wordfence at»",
        page("Your access has been limited", f"{NO_ENTRY}<em>Generated by Wordfence at Mon, 2 Nov 2026.</em>"),
        503,
    ),
    Answer(
        "FortiWeb firewall, 200: title «Web Page Blocked!»",
        page("Web Page Blocked!", f'{NO_ENTRY}<div class="fgd_icon"></div>'),
    ),
    Answer(
        'Imunify360 firewall, 200: words «"message"»',
        '{"message": "Access denied by Imunify360 bot-protection."}',
        headers={"content-type": "application/json"},
    ),
    Answer(
        "Imunify360 firewall, 415: words «access denied by imunify360»",
        page("alwasat.ly", "<p>Access denied by Imunify360 bot-protection.</p>"),
        415,
    ),
    Answer(
        "AWS CloudFront firewall, 403: title «ERROR: The request could not be satisfied»",
        page("ERROR: The request could not be satisfied", "<p>Request blocked.</p><pre>Generated by cloudfront</pre>"),
        403,
    ),
    Answer(
        "LiteSpeed forbidden, 403: words «proudly powered by litespeed web server»",
        page("403 Forbidden", f"{NO_ENTRY}<p>Proudly powered by LiteSpeed Web Server</p>"),
        403,
    ),
)

WALLS = (
    Answer(
        "challenge, 200: title «Verify you are human»",
        page("Verify you are human", '<div class="g-recaptcha" data-sitekey="6L"></div>'),
    ),
    Answer("challenge, 200: title «التحقق الأمني»", page("التحقق الأمني", '<div class="h-captcha"></div>')),
    Answer(
        "challenge, 403: title «التحقق من أنك لست روبوتا»",
        page("التحقق من أنك لست روبوتا", '<div class="cf-turnstile"></div>'),
        403,
    ),
    Answer(
        "challenge, 200: title «جار التحقق من متصفحك...»",
        page("جار التحقق من متصفحك...", "<script>document.cookie='a=1';location.reload()</script>"),
    ),
    Answer(
        "consent wall, 200: title «قبل المتابعة»",
        page("قبل المتابعة", '<p>نستخدم ملفات تعريف الارتباط.</p><form action="/consent/save"></form>'),
    ),
    Answer(
        "consent wall, 200: title «نحن نهتم بخصوصيتك - بوابة الوسط»",
        page("نحن نهتم بخصوصيتك - بوابة الوسط", '<button class="consent-accept">أوافق</button>'),
    ),
    Answer(
        "consent wall, 200: markup action=/consent",
        page("بوابة الوسط", '<div class="consent-wall"><form method="post" action="/consent"></form></div>'),
    ),
    Answer(
        "login, 200: title «تسجيل الدخول | بوابة الوسط»",
        page("تسجيل الدخول | بوابة الوسط", "<form><input name='u'><input type='password'><button>دخول</button></form>"),
    ),
    Answer("login, 403: title «Log in»", page("Log in", "<form><input type=password></form>"), 403),
)

PAGES = (*CHALLENGES, *FIREWALLS, *WALLS)
