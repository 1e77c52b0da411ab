//! What stands in the way of an audit: each ends in a sentence and a next step; nothing hangs.

use crate::shown::{Shown, popup};
use anyhow::Result;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// A site, and the state its popup ends in.
const TRIALS: [(&str, &str); 5] = [
    ("lourd", "charter-too-large"),
    ("ailleurs", "charter-elsewhere"),
    ("document", "charter-not-html"),
    ("muet", "charter-timeout"),
    ("casse", "audited"),
];

async fn charters_that_cannot_be_read(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("fr").await?;
    let mut ended = Vec::new();
    for (site, _) in TRIALS {
        let tab = session.visit(&sites.address(site, "/")).await?;
        let Shown { verdict, view, .. } = popup(&session, &tab).await?;
        assert!(verdict.ends_with('.'), "{site}: {verdict:?} is a sentence");
        ended.push((site, view));
    }
    let ended = ended.iter().map(|(site, view)| (*site, view.as_str())).collect::<Vec<_>>();
    assert_eq!(ended, TRIALS);
    session.close().await
}

async fn a_broken_table(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("casse", "/")).await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!(shown.quiet, ["casse_session"], "{:?}", shown.findings);
    session.close().await
}

async fn pages_that_are_no_site(browser: Browser) -> Result<()> {
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit("about:blank").await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!(shown.view, "not-a-site", "{}", shown.verdict);
    session.close().await
}

/// 3,000 cookies of twenty sites: every one is in the list, and the answer comes.
async fn a_jar_of_three_thousand(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("jarre", "/")).await?;
    let held = session.jar().await?.len();
    let view = session.ask(serde_json::json!({ "ask": "view", "tab": tab.id })).await?;
    let rows = |id: &str| {
        let groups = view["groups"].as_array().into_iter().flatten();
        groups
            .filter(|group| group["id"] == id)
            .filter_map(|group| group["rows"].as_array())
            .map(Vec::len)
            .sum::<usize>()
    };
    assert_eq!((held, rows("third-party")), (3000, 3000), "{}", view["verdict"]);
    popup(&session, &tab).await?;
    session.close().await
}

in_both_browsers!(charters_that_cannot_be_read, a_broken_table, pages_that_are_no_site, a_jar_of_three_thousand);
