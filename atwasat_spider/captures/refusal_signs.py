"""What firewalls, challenges and walls show of themselves: a table of public facts, one row for one sign.

A row is a conjunction: everything it names must be there. So a row that holds on a page of status 200 names at least
two things that no article has together, or one that only such a system sends.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class RefusalKind(StrEnum):
    """How a site refuses; each kind has its own remedy."""

    FIREWALL = "firewall"
    CHALLENGE = "challenge"
    RATE = "rate"
    UNAVAILABLE = "unavailable"
    CONSENT = "consent"
    LOGIN = "login"
    EMPTY = "empty"
    FORBIDDEN = "forbidden"


# With 403, 401, 429, 444 and 451 the status alone is a refusal, with the others a row must show it: 503 may be trouble
# of the server, 409 a name that leads nowhere.
FORBIDDING = frozenset({401, 403, 405, 406, 409, 415, 418, 429, 444, 451})
REFUSING = FORBIDDING | {503}


@dataclass(frozen=True, slots=True)
class Sign:
    """One row: who shows it, and what must be there.

    ``header`` is a name in lower case, ``value`` a pattern for its whole value; ``title`` is a pattern for the whole
    title; each literal of ``markup`` is in the tags or scripts of the page, which are in lower case and without
    quotation marks, and each of ``words`` in its visible text in lower case. ``host`` and ``path`` are patterns for
    the beginning of what a redirect leads to. Where ``on`` names statuses, the row counts with those only.
    """

    kind: RefusalKind
    by: str | None
    header: str = ""
    value: str = ""
    title: str = ""
    markup: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    host: str = ""
    path: str = ""
    on: frozenset[int] | None = None


_FIREWALL, _CHALLENGE, _RATE = RefusalKind.FIREWALL, RefusalKind.CHALLENGE, RefusalKind.RATE
_CONSENT, _LOGIN, _FORBIDDEN = RefusalKind.CONSENT, RefusalKind.LOGIN, RefusalKind.FORBIDDEN

# Headers that are sent with a refusal only, whatever the status.
DECISIVE_HEADERS = (
    Sign(_CHALLENGE, "Cloudflare", header="cf-mitigated", value=r"challenge"),
    Sign(_FIREWALL, "Cloudflare", header="cf-mitigated", value=r"block"),
    Sign(_CHALLENGE, "AWS WAF", header="x-amzn-waf-action", value=r"challenge|captcha"),
    Sign(_FIREWALL, "Sucuri", header="x-sucuri-block", value=r".+"),
    Sign(_CHALLENGE, "Vercel", header="x-vercel-mitigated", value=r"challenge"),
    Sign(_FIREWALL, "Vercel", header="x-vercel-mitigated", value=r"deny"),
)

# What pages show. The systems' own scripts and titles, where they are no part of a page that was let through.
_CHALLENGES = (
    Sign(_CHALLENGE, "Cloudflare", title=r"just a moment(?:\.\.\.|…)?", markup=("<script",)),
    Sign(_CHALLENGE, "Cloudflare", markup=("_cf_chl_opt",)),
    Sign(_CHALLENGE, "Cloudflare", markup=("/orchestrate/chl_page/",)),
    Sign(_CHALLENGE, "Cloudflare", markup=("id=challenge-form", "__cf_chl_")),
    Sign(_CHALLENGE, "Cloudflare", markup=("jschl_vc", "jschl_answer")),
    Sign(_CHALLENGE, "Sucuri", markup=("sucuri_cloudproxy_js",)),
    Sign(_CHALLENGE, "Sucuri", markup=("sucuri_cloudproxy_uuid",)),
    Sign(_CHALLENGE, "Imperva", markup=("/_incapsula_resource?", "incident_id=")),
    Sign(_CHALLENGE, "Imperva", words=("incapsula incident id",), on=REFUSING),
    Sign(_CHALLENGE, "Imperva", title=r"pardon our interruption(?:\.\.\.|…)?", markup=("<script",)),
    Sign(_CHALLENGE, "DDoS-Guard", title=r"ddos-guard", markup=("/.well-known/ddos-guard/",)),
    Sign(_CHALLENGE, "DDoS-Guard", markup=("/.well-known/ddos-guard/js-challenge/",)),
    Sign(_CHALLENGE, "DDoS-Guard", markup=("check.ddos-guard.net/check.js", "<noscript")),
    Sign(_CHALLENGE, "AWS WAF", markup=("gokuprops", "awswafcookiedomainlist")),
    Sign(_CHALLENGE, "AWS WAF", title=r"human verification", markup=(".awswaf.com/",)),
    Sign(_CHALLENGE, "Akamai", markup=("/_sec/cp_challenge/",)),
    Sign(_CHALLENGE, "PerimeterX", markup=("id=px-captcha",)),
    Sign(_CHALLENGE, "PerimeterX", title=r"access to this page has been denied\.?", markup=("_pxappid",)),
    Sign(_CHALLENGE, "DataDome", markup=("captcha-delivery.com/", "var dd=")),
    Sign(_CHALLENGE, "BunkerWeb", title=r"bot detection", markup=("<form",)),
    Sign(_CHALLENGE, "BunkerWeb", title=r"bot detection", markup=("<script",)),
    Sign(_CHALLENGE, "F5 BIG-IP ASM", markup=("<apm_do_not_touch>", "/tspd/")),
    Sign(_CHALLENGE, "LiteSpeed", title=r"bot verification", markup=("/.lsrecap/recaptcha",)),
    Sign(_CHALLENGE, "SiteGround", markup=("http-equiv=refresh", "/.well-known/sgcaptcha/")),
    Sign(_CHALLENGE, "Imunify360", title=r"one moment, please(?:\.\.\.|…)?", markup=("location.reload",)),
    Sign(_CHALLENGE, "Imunify360", markup=("imunify360-preloader",)),
    Sign(_CHALLENGE, "Anubis", markup=("id=anubis_challenge",)),
    Sign(_CHALLENGE, "Anubis", markup=("/.within.website/x/cmd/anubis/",)),
    Sign(_CHALLENGE, "Fastly", title=r"client challenge", markup=("/_fs-ch-",)),
    Sign(_CHALLENGE, "Cdnfly", markup=("src=/_guard/html.js",)),
    Sign(_CHALLENGE, None, markup=("document.cookie", "humans_21909")),
    Sign(_CHALLENGE, "testcookie-nginx", markup=("/aes.js", "slowaes.decrypt(")),
)

_FIREWALLS = (
    Sign(_FIREWALL, "Sucuri", title=r"(?:access denied - )?sucuri website firewall(?:.{0,20}access denied)?",
         words=("block id",)),
    Sign(_FIREWALL, "Sucuri", markup=("sucuri.net/",), words=("access denied", "block id"), on=REFUSING),
    Sign(_RATE, "Cloudflare", words=("error code: 1015",), on=FORBIDDING),
    Sign(_FIREWALL, "Cloudflare", words=("error code: 10",), on=FORBIDDING),
    Sign(_FIREWALL, "Cloudflare", title=r"attention required! \| cloudflare"),
    Sign(_RATE, "Cloudflare", title=r"access denied \| .{1,90} used cloudflare to restrict access",
         words=("rate limited",)),
    Sign(_FIREWALL, "Cloudflare", title=r"access denied \| .{1,90} used cloudflare to restrict access"),
    Sign(_FIREWALL, "Cloudflare", markup=("id=cf-error-details",), on=FORBIDDING),
    Sign(_FIREWALL, "Akamai", title=r"access denied", words=("reference #", "errors.edgesuite.net")),
    Sign(_FIREWALL, "Akamai", title=r"access denied", words=("reference #", "on this server")),
    Sign(_FIREWALL, "F5 BIG-IP ASM", title=r"request rejected", words=("support id is",)),
    Sign(_FIREWALL, "F5 BIG-IP ASM", words=("the requested url was rejected", "support id"), on=REFUSING),
    Sign(_FIREWALL, "BunkerWeb", markup=("github.com/bunkerity/bunkerweb",), on=FORBIDDING),
    Sign(_FIREWALL, "ModSecurity", words=("this error was generated by mod_security",), on=REFUSING),
    Sign(_FIREWALL, "Wordfence", words=("generated by wordfence at",), on=REFUSING),
    Sign(_FIREWALL, "FortiWeb", title=r"web page blocked!?", markup=("fgd_icon",)),
    Sign(_FIREWALL, "Imunify360", words=('"message"', "access denied by imunify360 bot-protection")),
    Sign(_FIREWALL, "Imunify360", words=("access denied by imunify360",), on=REFUSING),
    Sign(_FIREWALL, "AWS CloudFront", title=r"error: the request could not be satisfied",
         words=("generated by cloudfront", "request blocked")),
    Sign(_FORBIDDEN, "LiteSpeed", words=("proudly powered by litespeed web server",), on=FORBIDDING),
)  # fmt: skip

# Challenges and walls of no known make: a title that says what the page is and the means to pass it.
_HUMAN = (
    r"(?:are you (?:a )?(?:human|robot)\?|(?:verify|verifying) (?:that )?you are (?:a )?human|human verification"
    r"|(?:security|browser) (?:check|verification)|checking your browser.{0,40}|captcha"
    r"|التحقق (?:من )?(?:أنك|انك) (?:لست روبوت(?:ا|ًا|اً)?|إنسان)|التحقق الأمني|تحقق أمني|التحقق من المتصفح"
    r"|جار[ي]? التحقق من (?:ال)?متصفحك?)(?:\.\.\.|…)?"
)
_LOG_IN = r"(?:log ?in|sign ?in|تسجيل الدخول|تسجيل دخول(?: الأعضاء)?|دخول الأعضاء)(?: ?[-|–:] ?.{1,60})?"
_AGREE = (
    r"(?:before you continue|cookie consent|(?:your )?privacy (?:choices|settings)|we value your privacy"
    r"|قبل (?:المتابعة|أن تتابع|الاستمرار)|الموافقة على (?:ملفات تعريف الارتباط|سياسة الخصوصية)"
    r"|(?:إعدادات|خيارات) الخصوصية|نحن نهتم بخصوصيتك|موافقتك مطلوبة)(?: ?[-|–:] ?.{1,60})?"
)
_WALLS = (
    Sign(_CHALLENGE, None, title=_HUMAN, markup=("g-recaptcha",)),
    Sign(_CHALLENGE, None, title=_HUMAN, markup=("h-captcha",)),
    Sign(_CHALLENGE, None, title=_HUMAN, markup=("cf-turnstile",)),
    Sign(_CHALLENGE, None, title=_HUMAN, markup=("document.cookie", "location.reload")),
    Sign(_CONSENT, None, title=_AGREE, markup=("<form", "consent")),
    Sign(_CONSENT, None, title=_AGREE, markup=("<button", "consent")),
    Sign(_CONSENT, None, markup=("action=/consent", "consent-wall")),
    Sign(_LOGIN, None, title=_LOG_IN, markup=("type=password",)),
)

PAGE_SIGNS = (*_CHALLENGES, *_FIREWALLS, *_WALLS)

# A system that stands before the site and answers 403 itself or passes it on: whom to ask, in either case.
STANDING_BEFORE = (
    Sign(_FIREWALL, "Sucuri", header="x-sucuri-id", value=r".+"),
    Sign(_FIREWALL, "Sucuri", header="server", value=r"sucuri/cloudproxy"),
    Sign(_FIREWALL, "Cloudflare", header="cf-ray", value=r".+"),
    Sign(_FIREWALL, "Cloudflare", header="server", value=r"cloudflare(?:-nginx)?"),
    Sign(_FIREWALL, "Akamai", header="server", value=r"akamaighost|akamainetstorage"),
    Sign(_FIREWALL, "Imperva", header="x-iinfo", value=r".+"),
    Sign(_FIREWALL, "Imperva", header="x-cdn", value=r"incapsula|imperva"),
    Sign(_FIREWALL, "DDoS-Guard", header="server", value=r"ddos-guard"),
    Sign(_FIREWALL, "DataDome", header="x-datadome", value=r".+"),
    Sign(_FIREWALL, "DataDome", header="x-dd-b", value=r".+"),
    Sign(_FIREWALL, "AWS WAF", header="server", value=r"awselb/2\.0"),
    Sign(_FIREWALL, "AWS CloudFront", header="x-cache", value=r"error from cloudfront"),
    Sign(_FIREWALL, "ArvanCloud", header="server", value=r"arvancloud"),
    Sign(_FIREWALL, "Imunify360", header="server", value=r"imunify360.{0,40}"),
    Sign(_FIREWALL, "BunkerWeb", header="server", value=r"bunkerweb"),
    Sign(_FIREWALL, "F5 BIG-IP ASM", header="set-cookie", value=r"ts[0-9a-f]{6,8}=.*"),
    Sign(_FIREWALL, "ModSecurity", header="server", value=r".{0,80}\bmod_security\b.{0,80}"),
    Sign(_FORBIDDEN, "LiteSpeed", header="server", value=r"litespeed"),
)

# Where a redirect leads. A path begins after an optional language: ``/ar/login``.
_LANGUAGE = r"(?:/[a-z]{2})?"
_END = r"(?:[/?.]|$)"
REDIRECT_SIGNS = (
    Sign(_LOGIN, "Cloudflare", host=r".{1,80}\.cloudflareaccess\.com$"),
    Sign(_LOGIN, "Cloudflare", path=r"/cdn-cgi/access/"),
    Sign(_CHALLENGE, "Cloudflare", path=r"/cdn-cgi/(?!image/)"),
    Sign(_CHALLENGE, "Radware", host=r"validate\.perfdrive\.com$"),
    Sign(_CHALLENGE, "DataDome", host=r"(?:geo|interstitial)\.captcha-delivery\.com$"),
    Sign(_CHALLENGE, "Imperva", path=r"/_incapsula_resource"),
    Sign(_CHALLENGE, "DDoS-Guard", path=r"/\.well-known/ddos-guard/"),
    Sign(_CHALLENGE, "SiteGround", path=r"/\.well-known/sgcaptcha/"),
    Sign(_CHALLENGE, "LiteSpeed", path=r"/\.lsrecap/recaptcha"),
    Sign(_CHALLENGE, "Anubis", path=r"/\.within\.website/"),
    Sign(_CHALLENGE, None, path=rf"{_LANGUAGE}/(?:challenge|captcha){_END}"),
    Sign(_CONSENT, None, host=r"consent\."),
    Sign(_CONSENT, None, path=rf"{_LANGUAGE}/(?:cookie-?|privacy-)?(?:consent|wall){_END}"),
    Sign(_LOGIN, None, host=r"(?:login|signin|accounts?|auth|sso)\."),
    Sign(
        _LOGIN, None, path=rf"{_LANGUAGE}/(?:(?:users?|members?|accounts?|auth)/)?(?:wp-login|log-?in|sign-?in){_END}"
    ),
)

_LONGEST = 200  # characters of a value, a title, a host, a path


def matches(pattern: str, text: str) -> bool:
    """Tell a whole value or title, without regard to case."""
    return re.fullmatch(pattern, text[:_LONGEST], re.IGNORECASE | re.DOTALL) is not None


def leads_to(pattern: str, text: str) -> bool:
    """Tell the beginning of a host or a path, without regard to case."""
    return re.match(pattern, text[:_LONGEST], re.IGNORECASE) is not None
