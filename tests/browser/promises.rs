//! Promises that a charter makes and its site does not keep: each rule about them, on a real visit.

use crate::shown::popup;
use anyhow::Result;
use serde_json::json;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// Before any choice, then after a refusal that changes nothing but for one cookie more.
async fn broken(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("promesses", "/")).await?;
    session.ask(json!({ "ask": "stage", "tab": tab.id, "stage": "before" })).await?;
    assert_eq!(popup(&session, &tab).await?.findings, BEFORE);
    session.ask(json!({ "ask": "stage", "tab": tab.id, "stage": "refused" })).await?;
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.execute("document.cookie = '_gid=1; path=/; max-age=86400'", Vec::new()).await?;
    let after = popup(&session, &tab).await?.findings;
    let consent: Vec<&String> = after.iter().filter(|line| line.contains("_gid") || line.contains("after")).collect();
    assert_eq!(consent, REFUSED);
    session.close().await
}

const BEFORE: [&str; 14] = [
    "before-consent: audience @ promesses.localhost",
    "before-consent: visite @ promesses.localhost",
    "consent-outlives: tarteaucitron @ promesses.localhost",
    "insecure-session: PHPSESSID @ promesses.localhost",
    "necessary-but-known-otherwise: _fbp @ promesses.localhost",
    "no-lifetime",
    "outlives-declaration: visite @ promesses.localhost",
    "outlives-thirteen-months: audience @ promesses.localhost",
    "persistent-not-session: panier @ promesses.localhost",
    "third-not-first-party: tk_uid @ stats.tracker.localhost",
    "third-party: tk_part @ stats.tracker.localhost",
    "third-party: tk_uid @ stats.tracker.localhost",
    "third-party: tk_visit @ stats.tracker.localhost",
    "undeclared-storage: paniers-vus @ promesses.localhost",
];

/// What the refusal adds: two cookies that were there before stay, one comes after it.
const REFUSED: [&str; 4] = [
    "after-refusal: _gid @ promesses.localhost",
    "after-refusal: audience @ promesses.localhost",
    "after-refusal: visite @ promesses.localhost",
    "undeclared: _gid @ promesses.localhost",
];

/// What a page claims of all its cookies, against those that are there.
async fn claims(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("promesses", "/")).await?;
    session.ask(json!({ "ask": "stage", "tab": tab.id, "stage": "before" })).await?;
    for (page, rule) in [
        ("/aucun-cookie", "claims-no-cookies"),
        ("/aucun-tiers", "claims-no-third-party"),
        ("/que-des-necessaires", "claims-only-necessary"),
        ("/accord-d-abord", "claims-consent-first"),
    ] {
        session.ask(json!({ "ask": "point", "tab": tab.id, "address": sites.address("promesses", page) })).await?;
        let shown = popup(&session, &tab).await?;
        assert_eq!(shown.findings.iter().filter(|line| line.starts_with("claims")).collect::<Vec<_>>(), [rule]);
    }
    session.close().await
}

in_both_browsers!(broken, claims);
