//! The popup on each demo site: the whole list of what it raises, and of what it does not.

use crate::shown::{POPUP, REPORT, popup, read};
use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use thirtyfour::By;
use xtask::session::{Browser, Opening, Session, ThirdParties};
use xtask::site::Sites;

/// What the popup of a site must show.
struct Expected<'a> {
    view: &'a str,
    findings: &'a [&'a str],
    quiet: &'a [&'a str],
}

async fn check(opening: Opening, site: &str, expected: Expected<'_>) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(opening).await?;
    let tab = session.visit(&sites.address(site, "/")).await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!(shown.view, expected.view, "{site} in {opening:?}: {}", shown.verdict);
    assert_eq!(shown.findings, expected.findings, "{site} in {opening:?}");
    assert_eq!(shown.quiet, expected.quiet, "{site} in {opening:?}");
    let of_ours = sites.seen().into_iter().filter(|it| it.path.contains("cookies")).collect::<Vec<_>>();
    assert!(of_ours.iter().all(|it| !it.with_cookies), "the charter is asked for without cookies: {of_ours:?}");
    session.close().await
}

const SEED: Expected<'_> = Expected {
    view: "audited",
    findings: &[
        "no-lifetime",
        "undeclared-third-party: ech_uid @ match.echange.localhost",
        "undeclared-third-party: regie_id @ ads.regie.localhost",
        "undeclared-third-party: regie_vue @ ads.regie.localhost",
        "undeclared-third-party: tk_part @ stats.tracker.localhost",
        "undeclared-third-party: tk_uid @ stats.tracker.localhost",
        "undeclared-third-party: tk_visit @ stats.tracker.localhost",
        "undeclared: _pk_id.1.4f2a @ opendata.localhost",
        "undeclared: ab_bucket @ opendata.localhost",
    ],
    quiet: &["cookies_preferences", "csrftoken", "django_language", "sessionid"],
};

async fn opendata(browser: Browser) -> Result<()> {
    check(Opening::headless(browser), "opendata", SEED).await
}

/// The same findings, though these cookies are now held and not refused.
#[tokio::test]
async fn opendata_with_third_parties_allowed() -> Result<()> {
    let opening = Opening { third_parties: ThirdParties::Allowed, ..Opening::headless(Browser::Chromium) };
    check(opening, "opendata", SEED).await
}

async fn mairie(browser: Browser) -> Result<()> {
    let expected = Expected {
        view: "audited",
        findings: &["third-party: lecteur_volume @ video.lecteur.localhost"],
        quiet: &["PHPSESSID", "_pk_id.7.9c3e", "_pk_ses.7.9c3e", "affichage", "consentement"],
    };
    check(Opening::headless(browser), "mairie", expected).await
}

async fn boutique(browser: Browser) -> Result<()> {
    let expected = Expected {
        view: "no-charter",
        findings: &[
            "no-charter",
            "third-party: tk_part @ stats.tracker.localhost",
            "third-party: tk_uid @ stats.tracker.localhost",
            "third-party: tk_visit @ stats.tracker.localhost",
        ],
        quiet: &["panier", "visiteur"],
    };
    check(Opening::headless(browser), "boutique", expected).await
}

/// A charter filled by a script cannot be fetched; it is read in the tab in which the person opens it.
async fn spa(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("spa", "/")).await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!(shown.view, "charter-unreadable", "{}", shown.verdict);
    assert_eq!(shown.quiet, ["ferry_locale", "ferry_session", "trial_variant"]);

    let charter = session.visit(&sites.address("spa", "/cookies")).await?;
    session.filled("table tr:nth-child(3)").await?;
    for tab in [charter, tab] {
        let shown = popup(&session, &tab).await?;
        assert_eq!(shown.view, "audited", "{}", shown.verdict);
        assert_eq!(shown.findings, ["undeclared: trial_variant @ spa.localhost"]);
        assert_eq!(shown.quiet, ["ferry_locale", "ferry_session"]);
    }
    session.close().await
}

/// The report page raises what the popup raises.
async fn report(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, REPORT).await?;
    let shown = read(&session).await?;
    assert_eq!(
        (shown.view.as_str(), shown.findings),
        ("audited", SEED.findings.iter().map(|&it| it.to_owned()).collect())
    );
    session.close().await
}

async fn languages(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("mairie", "/")).await?;
    for (language, verdict) in [
        ("fr", "Les 5 cookies propres au site figurent dans sa charte"),
        ("en", "The site’s own 5 cookies are in its charter"),
    ] {
        session.speak(language).await?;
        for page in [POPUP, REPORT] {
            session.about(&tab, page).await?;
            let shown = read(&session).await?;
            assert!(shown.verdict.starts_with(verdict), "{page}: {}", shown.verdict);
        }
    }
    session.close().await
}

/// "See in the charter" opens the charter where the cookie is declared, by a text fragment. The charter has no stylesheet:
/// Chromium at times moves to the text before one that is on its way, and stays where the text no longer is.
async fn the_charter_opens_at_its_place(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.driver.set_window_rect(0, 0, 500, 400).await?;
    let tab = session.visit(&sites.address("promesses", "/")).await?;
    session.about(&tab, POPUP).await?;
    let before = session.driver.windows().await?;
    let row = "[data-name=audience]";
    for selector in [format!("{row} .head"), format!("{row} .evidence a")] {
        session.driver.find(By::Css(selector)).await?.click().await?;
    }
    let opened = loop {
        let windows = session.driver.windows().await?;
        if let Some(opened) = windows.into_iter().find(|window| !before.contains(window)) {
            break opened;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    session.driver.switch_to_window(opened).await?;
    session.filled("td").await?;
    let shown = session.driver.execute(IN_SIGHT, vec!["audience".into()]).await?;
    assert_eq!(shown.json(), &json!([true, true]), "{browser:?}");
    session.close().await
}

/// Waits until the page has moved to a word, in several steps at times, and tells whether the word lay below the window, and
/// whether it is in sight.
const IN_SIGHT: &str = "
    const cell = () => [...document.querySelectorAll('td')].find(({ textContent }) => textContent.trim() === arguments[0]);
    const word = () => { const range = document.createRange(); range.selectNodeContents(cell()); return range.getBoundingClientRect(); };
    const seen = () => word().top >= 0 && word().bottom <= innerHeight;
    return (async () => {
        const moves = () => document.readyState !== 'complete' || scrollY === 0 || !seen();
        while (moves()) await new Promise((resume) => setTimeout(resume, 50));
        return [word().top + scrollY > innerHeight, seen()];
    })();
";

in_both_browsers!(opendata, mairie, boutique, spa, report, languages, the_charter_opens_at_its_place);
