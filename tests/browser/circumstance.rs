//! The hard circumstances: the background was stopped, came late, or has two sites to tell apart.

use crate::shown::popup;
use crate::visit::heard;
use anyhow::Result;
use serde_json::json;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

const TOWN_HALL: [&str; 1] = ["third-party: lecteur_volume @ video.lecteur.localhost"];

async fn the_background_stops_between_visit_and_popup(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    heard(&session, None, "match.echange.localhost").await?;
    session.stop_background().await?;
    let shown = popup(&session, &tab).await?;
    let refused_or_hidden = "undeclared-third-party: ech_uid @ match.echange.localhost".to_owned();
    assert!(shown.findings.contains(&refused_or_hidden), "what was heard before is remembered: {:?}", shown.findings);
    assert_eq!(shown.findings.len(), 9, "{:?}", shown.findings);
    session.close().await
}

/// Stopped while it still holds what it heard, the background leaves a trace, and the report says what that means. The
/// page asks a host all the time that it never asked before, so that there is always something held.
async fn the_background_stops_while_it_hears(browser: Browser) -> Result<()> {
    const ASKS_ON: &str = "
        const ask = (number) => fetch(`http://h${number}.${location.host}/`, { mode: 'no-cors' }).catch(() => {});
        let number = 0;
        setInterval(() => ask(number += 1), 10)";
    const LEFT: &str = "return chrome.storage.session.get().then((all) => String(all[`seen:${arguments[0]}`]).includes('interrupted'))";
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("mairie", "/")).await?;
    session.driver.execute(ASKS_ON, Vec::new()).await?;
    // Between two writes there may be a moment with nothing held: then it was stopped without a loss.
    let mut stops = 0;
    while session.inside(LEFT, vec![tab.id.into()]).await? != true {
        assert!(stops < 50, "the background leaves no trace of what it held");
        stops += 1;
        session.stop_background().await?;
        session.ask(json!({ "ask": "settings" })).await?;
    }
    let view = session.ask(json!({ "ask": "view", "tab": tab.id, "language": "en" })).await?;
    assert!(view["missing"].to_string().contains("stopped during loading"), "{}", view["missing"]);
    assert!(view["state"]["acts"].to_string().contains("reload"), "{}", view["state"]);
    session.close().await
}

async fn the_extension_comes_after_the_page(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let mut session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("mairie", "/")).await?;
    session.reload_extension().await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!((shown.view.as_str(), shown.findings), ("audited", TOWN_HALL.map(str::to_owned).to_vec()));
    let view = session.ask(json!({ "ask": "view", "tab": tab.id, "language": "en" })).await?;
    let missing = view["missing"].to_string();
    assert!(missing.contains("before"), "it says that it came late: {missing}");
    session.close().await
}

async fn two_sites_at_once(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let portal = session.visit(&sites.address("opendata", "/")).await?;
    let town_hall = session.visit(&sites.address("mairie", "/")).await?;
    let ask = json!([{ "ask": "view", "tab": portal.id }, { "ask": "view", "tab": town_hall.id }]);
    let script = "return Promise.all(arguments[0].map((it) => chrome.runtime.sendMessage(it)))";
    let both = session.inside(script, vec![ask]).await?;
    assert_eq!((&both[0]["site"], &both[1]["site"]), (&json!("opendata.localhost"), &json!("mairie.localhost")));
    assert_eq!(popup(&session, &town_hall).await?.findings, TOWN_HALL);
    assert_eq!(popup(&session, &portal).await?.findings.len(), 9);
    session.close().await
}

/// The badge counts what is raised once a tab was audited, and is cleared when the tab goes elsewhere; where a page only writes
/// another address for itself, it is the same page.
async fn the_badge_counts_what_is_raised(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    let badge = "return chrome.action.getBadgeText({ tabId: arguments[0] })";
    assert_eq!(session.inside(badge, vec![tab.id.into()]).await?, "", "nothing was asked yet");
    popup(&session, &tab).await?;
    assert_eq!(session.inside(badge, vec![tab.id.into()]).await?, "8");
    let told = session.inside(TOLD, vec![tab.id.into()]).await?;
    assert_eq!(told, json!(["/#x/y", "8", "/route", "8"]));
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("boutique", "/")).await?;
    assert_eq!(session.inside(badge, vec![tab.id.into()]).await?, "");
    session.close().await
}

/// Has a page write other addresses for itself, and tells the badge a while after the browser told of each.
const TOLD: &str = "
    const [tab] = arguments;
    const write = (address) => chrome.scripting.executeScript({ target: { tabId: tab }, args: [address], func: (it) => history.pushState({}, '', it) });
    return (async () => {
        const told = [];
        for (const address of ['/#x/y', '/route']) {
            const heard = new Promise((resume) => chrome.tabs.onUpdated.addListener((id, { url }) => id === tab && url?.endsWith(address) && resume()));
            await write(address);
            await heard;
            await new Promise((resume) => setTimeout(resume, 300));
            told.push(address, await chrome.action.getBadgeText({ tabId: tab }));
        }
        return told;
    })();
";

in_both_browsers!(
    the_background_stops_between_visit_and_popup,
    the_background_stops_while_it_hears,
    the_extension_comes_after_the_page,
    two_sites_at_once,
    the_badge_counts_what_is_raised,
);
