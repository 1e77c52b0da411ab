//! What stands in the way of an audit: each ends in a sentence and a next step; nothing hangs.

use crate::shown::{POPUP, Shown, popup, read};
use anyhow::Result;
use std::time::{Duration, Instant};
use xtask::session::{Browser, Opening, PATIENCE, Session};
use xtask::site::Sites;

/// A site, and the state its popup ends in.
const TRIALS: [(&str, &str); 6] = [
    ("lourd", "charter-too-large"),
    ("ailleurs", "charter-elsewhere"),
    ("document", "charter-not-html"),
    ("papier", "charter-not-html"),
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

/// While a charter does not come, the popup shows what it knows without it, and concludes nothing.
async fn a_charter_that_is_waited_for(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("muet", "/")).await?;
    session.driver.switch_to_window(session.driver.new_tab().await?).await?;
    session.to(&format!("{}?tab={}", session.page(POPUP), tab.id)).await?;
    session.filled("body[data-view=reading][data-state=working]").await?;
    let shown = read(&session).await?;
    assert_eq!(shown.verdict, "Looking for this site’s charter; so far 1 cookie seen, none from third parties.");
    assert_eq!((shown.findings, shown.quiet), (Vec::new(), vec!["muet_session".to_owned()]));
    let badge =
        session.inside("return chrome.action.getBadgeText({ tabId: arguments[0] })", vec![tab.id.into()]).await?;
    assert_eq!(badge, "", "nothing is concluded");
    sites.asked("muet.localhost", "/charte-cookies").await?;
    session.close().await
}

/// Where the browser stops the background while the charter is looked for, what is shown stays, and the popup asks again.
async fn a_background_that_stops_while_the_popup_waits(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("muet", "/")).await?;
    let popup = session.driver.new_tab().await?;
    session.driver.switch_to_window(popup.clone()).await?;
    session.to(&format!("{}?tab={}", session.page(POPUP), tab.id)).await?;
    session.filled("body[data-view=reading][data-state=working]").await?;
    sites.asked("muet.localhost", "/charte-cookies").await?;
    session.stop_background().await?;
    let asked = || sites.seen().iter().filter(|it| it.path == "/charte-cookies").count();
    let begun = Instant::now();
    while asked() < 2 {
        assert!(begun.elapsed() < PATIENCE, "nobody asks again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    session.driver.switch_to_window(popup).await?;
    session.filled("body[data-view=reading][data-state=working]").await?;
    assert_eq!(read(&session).await?.quiet, ["muet_session"]);
    session.close().await
}

/// What a first answer left is of no use once the tab shows another page: the rest is of that one.
async fn a_page_that_is_left_between_two_answers(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("muet", "/")).await?;
    let told = session.inside(LEFT, vec![tab.id.into(), sites.address("casse", "/").into()]).await?;
    assert_eq!(told, serde_json::json!([true, "muet.localhost", "casse.localhost"]));
    session.close().await
}

/// Asks for a first answer about a tab, leads it to another page, and asks for the rest.
const LEFT: &str = "
    const [tab, address] = arguments;
    const view = (reach) => chrome.runtime.sendMessage({ ask: 'view', tab, reach });
    return (async () => {
        const first = await view('here');
        const moved = new Promise((resume) => chrome.tabs.onUpdated.addListener((id, { url }) => id === tab && url && resume()));
        await chrome.tabs.update(tab, { url: address });
        await moved;
        const rest = await view('rest');
        return [first.more, first.site, rest.site];
    })();
";

/// What a first answer has looked at is not what a page that was loaded anew shows.
async fn a_page_that_is_loaded_anew_between_two_answers(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("muet", "/")).await?;
    let told = session.inside(ANEW, vec![tab.id.into()]).await?;
    assert_eq!(told, serde_json::json!([true, false, true]));
    session.close().await
}

/// Asks for a first answer about a tab, loads its page anew with one more cookie, and asks for the rest.
const ANEW: &str = "
    const [tab] = arguments;
    const view = (reach) => chrome.runtime.sendMessage({ ask: 'view', tab, reach });
    const isTold = (answer) => JSON.stringify(answer).includes('tardif');
    const again = () => { document.cookie = 'tardif=1; path=/'; location.reload(); };
    return (async () => {
        const first = await view('here');
        const loaded = new Promise((resume) => chrome.tabs.onUpdated.addListener((id, { status }) => id === tab && status === 'complete' && resume()));
        await chrome.scripting.executeScript({ target: { tabId: tab }, func: again });
        await loaded;
        const rest = await view('rest');
        return [first.more, isTold(first), isTold(rest)];
    })();
";

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
    assert_eq!((held, rows("undeclared-third-party")), (3000, 3000), "{}", view["verdict"]);
    popup(&session, &tab).await?;
    session.close().await
}

in_both_browsers!(
    charters_that_cannot_be_read,
    a_charter_that_is_waited_for,
    a_background_that_stops_while_the_popup_waits,
    a_page_that_is_left_between_two_answers,
    a_page_that_is_loaded_anew_between_two_answers,
    a_broken_table,
    pages_that_are_no_site,
    a_jar_of_three_thousand
);
