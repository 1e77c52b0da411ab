//! Frames inside frames: whatever they ask for is their page's, though the browser names only the frame around them.

use crate::moments::{SHOWN, hosts, within};
use crate::visit::{heard, lines, report};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// What a frame in a frame asks as its page is left comes after the answer that brings the next page, and is not that page's.
async fn a_frame_in_a_frame_that_is_left(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("poupees", "/")).await?;
    session.filled("body[data-whole]").await?;
    session.to(&sites.address("poupees", "/etagere")).await?;
    sites.asked("adieu.localhost", "/").await?;
    heard(&session, Some(&tab), "adieu.localhost").await?;
    assert_eq!(hosts(&report(&session, &tab).await?), ["poupees.localhost: page"]);
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.back().await?;
    session.filled("body[data-whole]").await?;
    let back = report(&session, &tab).await?;
    assert_eq!(hosts(&back), ["adieu.localhost: request", "poupees.localhost: page"]);
    session.close().await
}

/// A page that was rendered ahead has what its frames' frames asked for, and tells by them alone that it is shown; one of the
/// frames around them has itself asked for nothing.
#[tokio::test]
async fn frames_in_frames_of_a_page_rendered_ahead() -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Chromium)).await?;
    let tab = session.visit(&sites.address("poupees", "/vitrine")).await?;
    heard(&session, Some(&tab), "tiroir.localhost").await?;
    assert_eq!(hosts(&report(&session, &tab).await?), ["poupees.localhost: page"]);
    within(&session, &tab, "document.querySelector('a').click()").await?;
    let ahead = session.inside(SHOWN, vec![tab.id.into(), sites.address("poupees", "/atelier").into()]).await?;
    assert_eq!(ahead, true, "it was rendered before it was shown");
    for cookie in ["tk_uid=", "regie_vue="] {
        heard(&session, Some(&tab), cookie).await?;
    }
    let after = report(&session, &tab).await?;
    let told = [
        "ads.regie.localhost: request",
        "poupees.localhost: page",
        "stats.tracker.localhost: request",
        "tiroir.localhost: request",
    ];
    assert_eq!(hosts(&after), told);
    assert_eq!(lines(&after), INSIDE);
    session.close().await
}

/// What a frame that is gone asked for is the page's that began last before it, unless the browser named another page around it.
async fn frames_that_are_gone(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("poupees", "/etagere")).await?;
    heard(&session, Some(&tab), "poupees.localhost").await?;
    session.inside(GONE, vec![tab.id.into()]).await?;
    let told = ["own.example: request", "poupees.localhost: page", "unnamed.example: request"];
    assert_eq!(hosts(&report(&session, &tab).await?), told);
    session.close().await
}

/// Adds to the record of a tab what frames asked for that are in its page, in one that is not told, and in another.
const GONE: &str = "
    const key = `seen:${arguments[0]}`;
    return (async () => {
        const record = JSON.parse((await chrome.storage.session.get(key))[key]);
        const { started } = record.documents.at(-1);
        const asked = [['poupees.localhost', 'own.example'], ['', 'unnamed.example'], ['other.localhost', 'others.example']];
        record.adrift = asked.map(([site, host], at) => ({
            started: started + 1, site, hosts: { [host]: { sent: [] } }, frames: [900_000 + at], around: [], left: false, frame: 0,
        }));
        await chrome.storage.session.set({ [key]: JSON.stringify(record) });
    })();
";

/// How long a frame is at work in which nobody can ask it anything.
const TURNING: Duration = Duration::from_mins(1);

/// A frame that is at work without an end keeps nobody from an answer, which says that the frame was not read.
async fn a_frame_that_gives_no_answer(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("foire", "/")).await?;
    session.filled("body[data-whole]").await?;
    let before = session.ask(json!({ "ask": "view", "tab": tab.id, "language": "en" })).await?;
    let elsewhere = before["missing"].as_array().filter(|missing| missing.len() == 1).and_then(|it| it[0].as_str());
    assert!(elsewhere.is_some_and(|it| it.contains("frames of other sites")), "every frame was read: {before}");
    let turn = format!("document.querySelector('iframe').contentWindow.postMessage({}, '*')", TURNING.as_millis());
    within(&session, &tab, &turn).await?;
    session.filled("body[data-turning]").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let asked = Instant::now();
    let report = report(&session, &tab).await?;
    assert!(asked.elapsed() < TURNING, "it waited for the frame: {:?}", asked.elapsed());
    assert_eq!(report.pointer("/view/state/id"), Some(&json!("audited")));
    assert_eq!(report.pointer("/report/visit/missing"), Some(&json!(["frame-unread"])));
    let stored = report.pointer("/report/visit/storage/0/name");
    assert_eq!(stored, Some(&json!("plan")), "the page itself is read");
    // A browser waits for its frames before it ends.
    Ok(())
}

/// A page that browsers let nobody look into, or that did not load, is said to be unread rather than empty.
async fn a_page_that_cannot_be_looked_into(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("foire", "/")).await?;
    session.filled("body[data-whole]").await?;
    let read = report(&session, &tab).await?;
    assert_eq!(read.pointer("/report/visit/missing"), Some(&json!(["frames-elsewhere"])));
    session.driver.switch_to_window(tab.window.clone()).await?;
    // Nothing listens there; browsers differ in whether they tell WebDriver.
    let _ = session.to("http://foire.localhost:1/").await;
    let unread = report(&session, &tab).await?;
    // Firefox tells extensions nothing of a port that it does not ask.
    let (missing, told) = match browser {
        Browser::Chromium => ("page-failed", "Check the page’s address"),
        Browser::Firefox => ("page-unread", "This page could not be looked into"),
    };
    assert_eq!(unread.pointer("/report/visit/missing"), Some(&json!([missing])));
    session.driver.switch_to_window(tab.window.clone()).await?;
    let _ = session.to("http://absent.localhost:1/").await;
    let view = session.ask(json!({ "ask": "view", "tab": tab.id, "language": "en" })).await?;
    let sentence = view.pointer("/state/sentence").and_then(Value::as_str).unwrap_or_default();
    assert!(sentence.starts_with(told), "{view}");
    assert!(view["state"]["acts"].to_string().contains("reload"), "{view}");
    session.close().await
}

const INSIDE: [&str; 4] = [
    "regie_vue @ ads.regie.localhost · 86400 s · image by ads.regie.localhost · in http://poupees.localhost",
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://poupees.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
];

in_both_browsers!(
    a_frame_in_a_frame_that_is_left,
    frames_that_are_gone,
    a_frame_that_gives_no_answer,
    a_page_that_cannot_be_looked_into,
);
