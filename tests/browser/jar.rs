//! What the demo sites set, as the extension can read it: the ground that every other test stands on.

use anyhow::Result;
use xtask::session::{Browser, Opening, Session, ThirdParties};
use xtask::site::Sites;

async fn check(opening: Opening, site: &str, expected: &[&str]) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(opening).await?;
    session.visit(&sites.address(site, "/")).await?;
    assert_eq!(session.jar().await?, expected, "{site} in {opening:?}");
    session.close().await
}

const OWN: [&str; 6] = [
    "_pk_id.1.4f2a @ opendata.localhost",
    "ab_bucket @ opendata.localhost",
    "cookies_preferences @ opendata.localhost",
    "csrftoken @ opendata.localhost",
    "django_language @ opendata.localhost",
    "sessionid @ opendata.localhost",
];

#[tokio::test]
async fn chromium_drops_most_third_parties() -> Result<()> {
    let mut expected = OWN.to_vec();
    expected.extend(["regie_vue @ ads.regie.localhost", "tk_part @ stats.tracker.localhost"]);
    expected.sort_unstable();
    check(Opening::headless(Browser::Chromium), "opendata", &expected).await
}

#[tokio::test]
async fn chromium_keeps_third_parties_when_allowed() -> Result<()> {
    let mut expected = OWN.to_vec();
    expected.extend([
        "ech_uid @ match.echange.localhost",
        "regie_id @ ads.regie.localhost",
        "regie_vue @ ads.regie.localhost",
        "tk_part @ stats.tracker.localhost",
        "tk_uid @ stats.tracker.localhost",
    ]);
    expected.sort_unstable();
    let opening = Opening { third_parties: ThirdParties::Allowed, ..Opening::headless(Browser::Chromium) };
    check(opening, "opendata", &expected).await
}

#[tokio::test]
async fn firefox_keeps_third_parties_apart() -> Result<()> {
    let mut expected = OWN.to_vec();
    expected.extend([
        "ech_uid @ match.echange.localhost",
        "regie_id @ ads.regie.localhost",
        "regie_vue @ ads.regie.localhost",
        "tk_part @ stats.tracker.localhost",
        "tk_uid @ stats.tracker.localhost",
        "tk_visit @ stats.tracker.localhost",
    ]);
    expected.sort_unstable();
    check(Opening::headless(Browser::Firefox), "opendata", &expected).await
}

#[tokio::test]
async fn a_town_hall_sets_what_it_declares() -> Result<()> {
    let expected = [
        "PHPSESSID @ mairie.localhost",
        "_pk_id.7.9c3e @ mairie.localhost",
        "_pk_ses.7.9c3e @ mairie.localhost",
        "affichage @ mairie.localhost",
        "consentement @ mairie.localhost",
        "lecteur_volume @ video.lecteur.localhost",
    ];
    for browser in Browser::ALL {
        check(Opening::headless(browser), "mairie", &expected).await?;
    }
    Ok(())
}
