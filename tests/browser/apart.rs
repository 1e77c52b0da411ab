//! Cookie stores apart from the ordinary one: private windows, containers, isolated first parties.

use crate::setter::CLOSED;
use crate::visit::{heard, lines, report_of};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// The names of the site's own cookies, and the stores that hold them.
fn own(report: &Value, site: &str) -> (Vec<String>, BTreeSet<String>) {
    let cookies = report.pointer("/report/visit/cookies").and_then(Value::as_array).cloned().unwrap_or_default();
    let own: Vec<Value> = cookies.into_iter().filter(|cookie| cookie["domain"] == site).collect();
    let texts = |key: &str| own.iter().filter_map(|cookie| cookie[key].as_str().map(str::to_owned)).collect::<Vec<_>>();
    (texts("name"), texts("store").into_iter().collect())
}

/// A private window has its own jar, is never audited unasked, and leaves nothing behind.
async fn a_private_window(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let mut session = Session::open(Opening::headless(browser)).await?;
    session.allow_private().await?;
    session.ask(json!({ "ask": "set-settings", "mode": "browse" })).await?;
    let tab = session.visit_privately(&sites.address("mairie", "/")).await?;
    session.visit(&sites.address("opendata", "/")).await?;
    sites.asked("opendata.localhost", "/charte-cookies").await?;
    assert!(
        !sites.seen().iter().any(|seen| seen.host == "mairie.localhost" && seen.path == "/cookies"),
        "asked unasked"
    );

    let report = report_of(&session, tab).await?;
    let (names, stores) = own(&report, "mairie.localhost");
    assert_eq!(names, ["PHPSESSID", "_pk_id.7.9c3e", "_pk_ses.7.9c3e", "affichage", "consentement"]);
    let private = if browser == Browser::Chromium { "1" } else { "firefox-private" };
    assert_eq!(stores.into_iter().collect::<Vec<_>>(), [private]);
    let kept = session.ask(json!({ "ask": "keep", "report": report["report"], "language": "en" })).await?;
    assert_eq!(kept["done"], "not", "{kept}");
    let finding = report.pointer("/view/groups/0/rows/0/findings/0/id").cloned();
    let visited = sites.address("mairie", "/");
    let judge = json!({ "ask": "judge", "finding": finding, "opinion": "disputed", "note": "Seen in private.",
        "site": visited, "private": true, "language": "en" });
    assert!(session.ask(judge).await?["judgement"].is_object());
    assert!(report_of(&session, tab).await?.to_string().contains("Seen in private."));
    session.inside(LEFT, vec![tab.into(), "mairie".into()]).await?;
    let stored = session.inside("return chrome.storage.local.get().then(JSON.stringify)", Vec::new()).await?;
    assert!(!stored.to_string().contains("mairie"), "{stored}");
    session.close().await
}

/// What an answer in a private tab has set is told in another one when the first is closed, nowhere else, and no longer.
async fn a_private_tab_that_was_closed(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let mut session = Session::open(Opening::headless(browser)).await?;
    session.allow_private().await?;
    let closed = session.visit_privately(&sites.address("relais", "/autre")).await?;
    let tab = session.visit_privately(&sites.address("relais", "/")).await?;
    for cookie in ["partage=", "seance="] {
        heard(&session, None, cookie).await?;
    }
    session.inside(CLOSED, vec![closed.into()]).await?;
    let header = "partage @ relais.localhost · 600 s · main_frame by relais.localhost".to_owned();
    assert!(lines(&report_of(&session, tab).await?).contains(&header));
    let kept = session.inside("return chrome.storage.session.get('closed').then(JSON.stringify)", Vec::new()).await?;
    assert!(!kept.to_string().contains("relais"), "{kept}");
    session.inside(LEFT, vec![tab.into(), "relais".into()]).await?;
    session.close().await
}

/// Closes the window of a tab, and waits until nothing in memory names its site, and for three seconds nothing did: what browsers
/// tell of a window that is closed comes late.
const LEFT: &str = "
    const [tab, site] = arguments;
    const left = async () => JSON.stringify(await chrome.storage.session.get()).includes(site);
    return (async () => {
        await chrome.windows.remove((await chrome.tabs.get(tab)).windowId);
        for (let clean = 0; clean < 30; clean = (await left()) ? 0 : clean + 1) await new Promise((resume) => setTimeout(resume, 100));
        return true;
    })();
";

/// A container has its own jar: the same site holds other cookies in the ordinary one.
#[tokio::test]
async fn a_container() -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Firefox)).await?;
    let address = sites.address("boutique", "/");
    let apart = session.visit_in_container(&address).await?;
    let tab = session.visit(&address).await?;
    session.driver.execute("document.cookie = 'ici=1; path=/'", Vec::new()).await?;
    let (names, stores) = own(&report_of(&session, apart).await?, "boutique.localhost");
    assert_eq!(names, ["panier", "visiteur"]);
    assert!(stores.iter().all(|store| store.starts_with("firefox-container-")), "{stores:?}");
    let (names, stores) = own(&report_of(&session, tab.id).await?, "boutique.localhost");
    assert_eq!(names, ["ici", "panier", "visiteur"]);
    assert_eq!(stores.into_iter().collect::<Vec<_>>(), ["firefox-default"]);
    session.close().await
}

/// Where first parties are isolated, every cookie is found all the same, those of third parties under the visited site.
#[tokio::test]
async fn isolated_first_parties() -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Firefox)).await?;
    session.isolate_first_parties().await?;
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    assert_eq!(lines(&report_of(&session, tab.id).await?), ISOLATED);
    session.close().await
}

const ISOLATED: [&str; 5] = [
    "panier @ boutique.localhost · session · main_frame by boutique.localhost · in http://boutique.localhost",
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://boutique.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://boutique.localhost",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · in http://boutique.localhost",
    "visiteur @ boutique.localhost · 31536000 s · main_frame by boutique.localhost · in http://boutique.localhost",
];

in_both_browsers!(a_private_window, a_private_tab_that_was_closed);
