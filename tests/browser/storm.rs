//! Storms: pages that ask hundreds of hosts and write hundreds of cookies a second, in several tabs at once. What is kept
//! stays bounded, what was dropped is said, and no tab loses its verdict.

use crate::shown::popup;
use anyhow::Result;
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// More hosts than are kept of one page.
const HOSTS: usize = 520;
/// A second and a half of a page that writes five hundred cookies a second.
const COOKIES: usize = 750;

async fn a_storm(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let calm = session.visit(&sites.address("opendata", "/")).await?;
    let storm = session.visit(&sites.address("tempete", &format!("/{HOSTS}/{COOKIES}"))).await?;
    let other = session.visit(&sites.address("tempete", "/40/100")).await?;
    for tab in [&storm, &other] {
        session.driver.switch_to_window(tab.window.clone()).await?;
        session.filled("body[data-calm]").await?;
    }

    assert_eq!(popup(&session, &calm).await?.findings.len(), 9, "the tab beside it loses nothing");
    for (tab, dropped) in [(&storm, true), (&other, false)] {
        let view = session.ask(json!({ "ask": "view", "tab": tab.id, "language": "en" })).await?;
        let raised: Vec<&str> = rows(&view).filter(|(raised, _)| *raised).map(|(_, name)| name).collect();
        assert!(raised.contains(&"foudre") && !raised.contains(&"goutte"), "{}: {raised:?}", view["verdict"]);
        assert_eq!(view["missing"].to_string().contains("More happened than we keep"), dropped, "{}", view["missing"]);
    }
    let kept =
        session.inside("return chrome.storage.session.get().then((all) => JSON.stringify(all).length)", Vec::new());
    let kept = kept.await?.as_u64().unwrap_or(u64::MAX);
    assert!(kept < 2_000_000, "{kept} bytes");
    session.close().await
}

/// Whether something is raised about each row, and its name.
fn rows(view: &Value) -> impl Iterator<Item = (bool, &str)> {
    let groups = view["groups"].as_array().into_iter().flatten();
    let rows = groups.filter_map(|group| group["rows"].as_array()).flatten();
    rows.filter_map(|row| Some((!row["findings"].as_array()?.is_empty(), row["name"].as_str()?)))
}

in_both_browsers!(a_storm);
