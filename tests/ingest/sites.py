"""Web pages as the publishing systems of Swedish municipalities make them, written for the tests.

Each page is a skeleton with slots: what stands in the main text, and what the site prints round every page.
"""

from dataclasses import dataclass, field


@dataclass
class Site:
    """A page, the sentences of its text and those of the site round it."""

    name: str
    html: str = ""
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def text(self, words):
        self.kept.append(words)
        return words

    def chrome(self, words):
        self.dropped.append(words)
        return words


_TOPICS = (
    (
        "Handlingsplan mot våld i nära relationer",
        "Socialnämnden",
        "utbilda all personal i individ- och familjeomsorgen",
    ),
    ("Handlingsplan mot människohandel", "Kommunstyrelsen", "utse en samordnare för frågorna"),
    ("Drogförebyggande program", "Barn- och utbildningsnämnden", "ta fram en rutin för orosanmälan"),
)


def _common(site):
    """Menus, cookies and skip links that all of them have."""
    t = site.chrome
    return (
        f'<a class="skip-link" href="#main">{t("Hoppa till huvudinnehållet")}</a>'
        f'<div id="cookie-consent" role="dialog" aria-label="Kakor"><h2>{t("Om kakor på webbplatsen")}</h2>'
        f"<p>{t('Vi använder kakor för att webbplatsen ska fungera bra för dig.')}</p>"
        f"<button>{t('Godkänn alla kakor')}</button><button>{t('Bara nödvändiga')}</button></div>"
    )


def sitevision(topic):
    """A page of the kind Sitevision makes: portlets, a marketplace accordion, decorations."""
    title, board, action = topic
    s = Site(f"sitevision {title}")
    k, t = s.text, s.chrome
    s.html = f"""<!DOCTYPE html><html lang="sv" class="sv-no-js sv-template-artikel"><head><meta charset="UTF-8">
<title>{title} - Ekstads kommun</title><script>var svDocReady=function(a){{}};</script></head>
<body class="sv-responsive sv-theme-Ekstad env-m-around--0">{_common(s)}
<div id="svid10_1"><header class="sv-vertical sv-layout lp-header"><div class="sv-image-portlet">Ekstad</div>
<div class="sv-searchform-portlet"><form><label>{t("Sök på ekstad.se")}</label><input></form></div>
<nav aria-label="Huvudmeny" class="lp-menu"><ul><li><a>{t("Barn och utbildning")}</a><ul><li><a>{t("Förskola")}</a></li>
</ul></li><li><a>{t("Omsorg och hjälp")}</a></li></ul></nav></header>
<div class="sv-grid-main sv-layout"><nav class="breadcrumbs" aria-label="Brödsmulor"><ol><li><a>{t("Startsida")}</a>
</li>
<li><a>{t("Kommun och politik")}</a></li></ol></nav>
<div class="sv-grid-3"><div class="sv-toc-portlet vansterMeny"><ul><li><a>{t("Planer och policyer")}</a></li></ul>
</div></div>
<main id="Mittspalt" class="sv-grid-7"><div class="sv-readspeaker-portlet"><a>{t("Lyssna på sidan")}</a></div>
<div class="sv-text-portlet sv-use-margins" id="svid12_2"><div id="Rubrik"><!-- Rubrik --></div>
<div class="sv-text-portlet-content"><h1 class="heading" id="h-1">{k(title)}</h1>
<p class="ingress">{k(f"{board} har antagit planen för åren 2025–2028.")}</p><p class="brodtext">Läs mer på
<a href="x" class="externalLink">{k("länsstyrelsens webbplats")}<span class="env-assistive-text">
{t("Länk till annan webbplats, öppnas i nytt fönster.")}</span></a>.</p></div></div>
<div class="sv-custom-module sv-se-soleil-accordion"><div class="env-accordion"><h2 class="env-accordion__heading">
<button type="button" aria-expanded="false" aria-controls="acc1"><span>{k("Så arbetar vi")}</span>
<svg aria-hidden="true"><title>Ikon</title></svg></button></h2><div id="acc1" class="env-collapse" hidden>
<p>{k(f"Kommunen ska {action}.")}</p><ul class="sv-defaultlist"><li>{k("rutinen följs upp varje år")}</li></ul></div>
<h2 class="env-accordion__heading"><button type="button" aria-expanded="false" aria-controls="acc2"><span>
{k("Ansvar och tid")}</span></button></h2><div id="acc2" class="env-collapse" aria-hidden="true">
<table class="sv-responsive-table"><thead><tr><th>{k("Åtgärd")}</th><th>{k("Ansvarig")}</th></tr></thead><tbody><tr>
<td>{k(f"Att {action}")}</td><td>{k(board)}</td></tr></tbody></table></div></div></div>
<div class="sv-decoration-faktaruta"><h2>{k("Fakta om planen")}</h2><p>{k("Planen följs upp i årsredovisningen.")}</p>
</div>
<div class="sv-script-portlet"><div class="lp-share"><h2>{t("Dela sidan")}</h2><ul><li><a>Facebook</a></li><li>
<a>{t("Dela via LinkedIn")}</a></li></ul></div></div>
<div class="sv-text-portlet"><p class="normal">{t("Sidan uppdaterad: 2025-03-04")}</p></div>
<div class="sv-custom-module sv-feedback-module"><h2>{t("Hjälpte informationen på sidan dig?")}</h2><button>Ja</button>
<button>Nej</button><label>{t("Vad saknar du på sidan?")}</label><textarea></textarea></div></main></div>
<footer class="lp-footer"><h2>{t("Kontakta oss")}</h2><p>{t("Storgatan 1, 123 45 Ekstad")}</p></footer></div></body>
</html>"""
    return s


def optimizely(topic):
    """A page of the kind EPiServer (Optimizely) makes: blocks, bootstrap columns, no `main`."""
    title, board, action = topic
    s = Site(f"optimizely {title}")
    k, t = s.text, s.chrome
    s.html = f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title} | Norrvik</title></head>
<body class="page articlepage">{_common(s)}<div class="site-header"><div class="container"><a class="logo">Norrvik</a>
<button class="menu-toggle" aria-expanded="false" aria-controls="mm">{t("Visa meny")}</button>
<div id="mm" class="mega-menu">
<ul><li><a>{t("Bygga, bo och miljö")}</a></li><li><a>{t("Uppleva och göra")}</a></li></ul></div></div></div>
<div class="container breadcrumb-container"><ul class="breadcrumb"><li>{t("Du är här:")}</li><li><a>{t("Hem")}</a>
</li></ul></div>
<div class="container" id="main-content"><div class="row"><div class="col-md-3 sub-navigation"><ul><li>
<a>{t("Styrdokument i undermenyn")}</a></li></ul></div><div class="col-md-6"><div class="article">
<h1>{k(title)}</h1><div class="page-tools"><a class="print-link">{t("Skriv ut")}</a></div>
<div class="preamble">{k(f"Planen gäller alla nämnder och beslutades av {board.lower()}.")}</div>
<div class="xhtmlstring"><h2>{k("Mål")}</h2><p>{k("Ingen ska utsättas för våld eller förtryck.")}</p>
<div class="block accordionblock"><div class="accordion__item"><button class="accordion__toggle js-toggle"
aria-expanded="false"><span class="accordion__title">{k("Åtgärder under 2025")}</span><span class="accordion__icon"
aria-hidden="true">+</span></button><div class="accordion__content" style="display:none"><ol><li>
{k(f"Kommunen ska {action}.")}</li><li>{k("Arbetet ska följas upp halvårsvis.")}</li></ol></div></div></div>
<dl class="facts"><dt>{k("Ansvarig nämnd")}</dt><dd>{k(board)}</dd><dt>{k("Gäller till")}</dt>
<dd>{k("2028-12-31")}</dd></dl>
<h3>{k("Dela kunskap")}</h3><p>{k("Vi ska dela kunskap och lyssna på dem som berörs; sök stöd i tid.")}</p></div>
<div class="article-footer"><p>{t("Senast uppdaterad: 12 mars 2025")}</p>
<p>{t("Sidansvarig: Kommunikationsavdelningen")}
</p><div class="social-share"><span>{t("Dela sidan:")}</span><a>{t("Tipsa om sidan")}</a></div></div></div></div>
<div class="col-md-3 right-column related-content"><h2>{t("Relaterad information")}</h2><ul><li>
<a>{t("Blanketter A till Ö")}</a>
</li></ul></div></div></div><div class="site-footer"><div class="container"><p>{t("Växel: 0123-456 78")}</p></div></div>
<div class="chat-widget">{t("Chatta med oss")}</div></body></html>"""
    return s


def wordpress(topic):
    """A page of the kind WordPress themes for municipalities make: details, sections, widgets."""
    title, board, action = topic
    s = Site(f"wordpress {title}")
    k, t = s.text, s.chrome
    s.html = f"""<!DOCTYPE html><html lang="sv-SE"><head><meta charset="UTF-8"><title>{title} – Älvby</title></head>
<body class="page-template-default page no-sidebar navigation-open">{_common(s)}
<header id="site-header" class="c-header"><nav class="c-nav" role="navigation"><a>{t("Näringsliv och arbete")}</a>
</nav></header>
<div class="o-container"><nav aria-label="breadcrumb"><a>{t("Alla styrdokument")}</a></nav><div class="o-grid">
<aside class="sidebar-left"><div class="widget widget_nav_menu"><ul><li>{t("Överförmyndare")}</li></ul></div></aside>
<div class="o-grid-12@md"><article id="article" class="c-article c-article--readable-width"><h1>{k(title)}</h1>
<div class="rs_skip rsbtn rs_preserve"><a class="rsbtn_play">{t("Lyssna")}</a></div>
<p class="lead">{k("Här beskriver vi vad kommunen gör.")}</p><h2>{k("1. Förebygga")}</h2>
<details class="wp-block-details"><summary>{k("1.1 Utbildning")}</summary><p>{k(f"{board} ska {action}.")}</p></details>
<details class="wp-block-details" open><summary>{k("1.2 Samverkan")}</summary><ul>
<li>{k("Samverka med polisen.")}</li><li>
{k("Delta i länets nätverk.")}</li></ul></details><figure class="wp-block-table"><table><tbody><tr><td>
<strong>{k("Insats")}
</strong></td><td><strong>{k("När")}</strong></td></tr><tr><td>{k("Kartläggning av läget")}</td>
<td>{k("Hösten 2026")}</td></tr>
</tbody></table><figcaption>{k("Tabell 1: insatser")}</figcaption></figure>
<section class="c-accordion"><button class="c-accordion__button" aria-expanded="true" aria-controls="p1">
{k("Vem kan få stöd?")}</button><div id="p1" class="c-accordion__content">
<p>{k("Alla som bor i kommunen kan få stöd.")}</p>
</div></section><dl><dt><button aria-expanded="false">{k("Hur följs planen upp?")}</button></dt><dd><p>
{k("Uppföljning görs varje vår.")}</p><ol><li>{k("Nämnden får en rapport.")}</li></ol></dd></dl>
<footer class="article-meta"><p>{t("Publicerad: 2024-01-02")}</p><p>{t("Sidan granskad av: Webbredaktionen")}</p>
</footer>
</article></div></div></div><section class="modularity-mod-newsletter newsletter">
<h2>{t("Prenumerera på nyhetsbrev")}</h2>
</section><footer class="c-footer"><p>{t("Besöksadress: Torget 2")}</p></footer></body></html>"""
    return s


def plain(topic):
    """A hand-made page in an old manner: tables and fonts for layout, one form round all."""
    title, board, action = topic
    s = Site(f"plain {title}")
    k, t = s.text, s.chrome
    s.html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title>
</head>
<body><form name="aspnetForm"><table width="100%" role="presentation"><tr><td colspan="2" id="sidhuvud">
<a>{t("Till startsidan")}
</a></td></tr><tr><td class="menu" valign="top"><a>{t("Lediga jobb")}</a><br><a>{t("Felanmälan")}</a></td><td>
<font size="5"><h1>{k(title)}</h1></font><p>{k(f"Kommunen ska {action}.")}</p>
<p>{k("Planen omfattar alla verksamheter och")}
<br>{k("revideras vartannat år av kommunfullmäktige.")}</p><table border="1"><tr><th>{k("Nr")}</th>
<th>{k("Uppdrag")}</th></tr>
<tr><td>1</td><td>{k(f"{board} utser en kontaktperson")}</td></tr></table></td></tr><tr><td colspan="2" id="sidfot">
{t("Ansvarig utgivare: Kommunchefen")}</td></tr></table></form></body></html>"""
    return s


SITES = [make(topic) for make in (sitevision, optimizely, wordpress, plain) for topic in _TOPICS]
