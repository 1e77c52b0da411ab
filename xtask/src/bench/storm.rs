//! What is kept of a storm: 200 tabs that ask 20,000 pictures of a hundred hosts, beside a page that writes 500 cookies a
//! second for a minute.

use crate::session::{Browser, Opening, Session};
use crate::site::Sites;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

const TABS: usize = 200;
const REQUESTS_A_TAB: usize = 100;
const COOKIES: usize = 30_000;

/// Opens the tabs, a few at a time, as a person's browser does when it restores them, and waits until each has loaded.
const OPENED: &str = "
    const open = async () => (await chrome.tabs.create({ url: arguments[0], active: false })).id;
    const loaded = async (tab) => (await chrome.tabs.get(tab)).status === 'complete';
    return (async () => {
        const tabs = await Promise.all(Array.from({ length: arguments[1] }, open));
        for (const tab of tabs) while (!(await loaded(tab))) await new Promise((resume) => setTimeout(resume, 50));
        return tabs;
    })();
";

const KEPT: &str = "
    return chrome.storage.session.get().then((all) => {
        const seen = Object.entries(all).filter(([key]) => key.startsWith('seen:')).map(([, record]) => JSON.parse(record));
        const changes = JSON.parse(all.changes ?? '{}').cookies ?? {};
        return {
            bytes: JSON.stringify(all).length,
            records: seen.length,
            forgotten: seen.filter(({ documents }) => documents.length === 0).length,
            cut: seen.filter(({ bounded, documents }) => bounded || documents.some((page) => page.bounded)).length,
            changes: Object.keys(changes).length,
        };
    });
";

/// Raises the storm in both browsers, and prints what is left of it.
///
/// # Errors
/// A browser does not start, a tab does not load, or one has lost its verdict.
#[tokio::main]
pub(super) async fn storm() -> Result<()> {
    println!("{TABS} tabs, {} requests, {COOKIES} cookies written in one page\n", TABS * REQUESTS_A_TAB);
    let head = ["time", "kept", "tabs kept", "forgotten", "cut", "changes", "slowest view"];
    println!("{:<10} {}", "browser", head.map(|title| format!("{title:>14}")).concat());
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        session.driver.set_script_timeout(Duration::from_mins(10)).await?;
        let calm = session.visit(&sites.address("opendata", "/")).await?;
        let rain = session.visit(&sites.address("tempete", &format!("/0/{COOKIES}"))).await?;
        let begun = Instant::now();
        let address = sites.address("tempete", &format!("/{REQUESTS_A_TAB}/0"));
        let mut tabs: Vec<i64> = Vec::new();
        while tabs.len() < TABS {
            let opened = session.inside(OPENED, vec![address.clone().into(), 20.into()]).await?;
            tabs.extend(serde_json::from_value::<Vec<i64>>(opened)?);
        }
        let time = begun.elapsed();
        session.driver.switch_to_window(rain.window.clone()).await?;
        // A page in the background writes slowly; what is left of the minute comes now that it is shown.
        let calmed =
            session.driver.query(By::Css("body[data-calm]")).wait(Duration::from_mins(5), Duration::from_millis(200));
        calmed.first().await.context("the page does not come to an end of its cookies")?;
        let mut slowest = Duration::ZERO;
        for tab in tabs.iter().step_by(20).chain([&calm.id, &rain.id]) {
            let asked = Instant::now();
            let view = session.ask(json!({ "ask": "view", "tab": tab, "language": "en" })).await?;
            slowest = slowest.max(asked.elapsed());
            let state = view.pointer("/state/id").and_then(Value::as_str).context("no answer")?;
            ensure!(state == "audited", "{} lost the verdict of a tab: {view}", browser.name());
        }
        let kept = session.inside(KEPT, Vec::new()).await?;
        let count = |name: &str| kept.get(name).and_then(Value::as_u64).unwrap_or_default();
        let counts = ["records", "forgotten", "cut", "changes"].map(|name| format!("{:>14}", count(name)));
        println!(
            "{:<10} {:>12.0} s {:>11} KB {} {:>11} ms",
            browser.name(),
            time.as_secs_f64(),
            count("bytes") / 1000,
            counts.concat(),
            slowest.as_millis()
        );
        session.close().await?;
    }
    Ok(())
}
