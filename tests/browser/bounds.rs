//! The bounds of our own requests, seen from the servers that are asked.

use crate::shown::popup;
use anyhow::Result;
use serde_json::json;
use xtask::session::{Browser, Opening, Session};
use xtask::site::{Seen, Sites};

/// The requests for a site's charter and whatever it leads to: all but those of the page.
fn ours(sites: &Sites) -> Vec<Seen> {
    let paths = ["/", "/favicon.ico", "/style.css", "/mesure.js"];
    let hosts = ["stats.tracker.localhost", "ads.regie.localhost", "match.echange.localhost"];
    let of_the_page = |seen: &Seen| paths.contains(&seen.path.as_str()) || hosts.contains(&seen.host.as_str());
    sites.seen().into_iter().filter(|seen| !of_the_page(seen)).collect()
}

fn asked(sites: &Sites) -> Vec<String> {
    ours(sites).iter().map(|seen| format!("{} {}{}", seen.method, seen.host, seen.path)).collect()
}

/// Three redirects within the site are followed, and nothing of the person goes along.
async fn three_redirects(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("detours", "/")).await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!((shown.view.as_str(), &shown.quiet[..]), ("audited", &["panneau".to_owned()][..]), "{}", shown.verdict);
    assert_eq!(asked(&sites), THREE);
    assert!(ours(&sites).iter().all(|seen| !seen.with_cookies && !seen.with_referrer), "{:?}", ours(&sites));
    session.close().await
}

const THREE: [&str; 4] = [
    "GET detours.localhost/charte-cookies",
    "GET detours.localhost/un",
    "GET www.detours.localhost/deux",
    "GET detours.localhost/trois",
];

/// A fourth is not, and the audit says so.
async fn a_fourth_redirect(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("detours", "/")).await?;
    let address = sites.address("detours", "/zero");
    session.ask(json!({ "ask": "point", "tab": tab.id, "address": address })).await?;
    let expected = ["GET detours.localhost/zero"].iter().chain(&THREE[..3]).copied().collect::<Vec<_>>();
    assert_eq!(asked(&sites), expected);
    assert_eq!(popup(&session, &tab).await?.view, "charter-elsewhere");
    session.close().await
}

/// Where a redirect leads to another site, that site is never asked.
async fn a_redirect_elsewhere(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("ailleurs", "/")).await?;
    assert_eq!(popup(&session, &tab).await?.view, "charter-elsewhere");
    assert_eq!(asked(&sites), ["GET ailleurs.localhost/charte-cookies"]);
    session.close().await
}

/// Nothing is asked unasked; with "As I browse" the charter is asked for once, and again after a week.
async fn once_a_week(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let address = sites.address("opendata", "/");
    session.visit(&address).await?;
    assert_eq!(asked(&sites), Vec::<String>::new(), "on click, before any click");
    session.ask(json!({ "ask": "set-settings", "mode": "browse" })).await?;
    for (days_later, times) in [(0, 1), (0, 1), (6, 1), (8, 2)] {
        session.inside(AGED, vec![days_later.into()]).await?;
        let tab = session.visit(&address).await?;
        session.inside(COUNTED, vec![tab.id.into()]).await?;
        let expected = vec!["GET opendata.localhost/charte-cookies"; times];
        assert_eq!(asked(&sites), expected, "{days_later} days later");
    }
    session.close().await
}

/// Makes everything that is remembered of sites older by some days.
const AGED: &str = "
    const older = (at) => at && at - arguments[0] * 86400;
    return chrome.storage.local.get().then((all) => {
        const sites = Object.entries(all).filter(([key]) => key.startsWith('site:'));
        for (const [, site] of sites) {
            site.asked = older(site.asked);
            if (site.charter) site.charter.read = older(site.charter.read);
        }
        return chrome.storage.local.set(Object.fromEntries(sites));
    }).then(() => true);
";

/// Waits until the badge of a tab counts what is raised: the audit that nobody asked for is done.
const COUNTED: &str = "
    const counted = async () => (await chrome.action.getBadgeText({ tabId: arguments[0] })) !== '';
    return (async () => { while (!(await counted())) await new Promise((resume) => setTimeout(resume, 50)); })();
";

in_both_browsers!(three_redirects, a_fourth_redirect, a_redirect_elsewhere, once_a_week);
