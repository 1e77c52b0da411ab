//! Where a charter is found: behind a legal notice, with the list of a consent platform; and what is asked for on the way.

use crate::shown::popup;
use crate::visit::report;
use anyhow::Result;
use serde_json::Value;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// The declared names, in the charter's order.
fn declared(report: &Value) -> Vec<String> {
    let declarations =
        report.pointer("/report/charter/declarations").and_then(Value::as_array).cloned().unwrap_or_default();
    declarations.iter().filter_map(|declaration| declaration["name"].as_str().map(str::to_owned)).collect()
}

/// The platform's configuration gives no lifetime, and nobody chose a path yet.
const EXPECTED: [&str; 2] = ["never-seen: sentiers @ ", "no-lifetime"];

/// The legal notice declares nothing and names the cookie policy, whose page loads the configuration of its consent platform.
async fn behind_a_legal_notice(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("vallee", "/")).await?;
    let shown = popup(&session, &tab).await?;
    assert_eq!(
        (shown.view.as_str(), &shown.findings[..]),
        ("audited", &EXPECTED.map(str::to_owned)[..]),
        "{}",
        shown.verdict
    );
    assert_eq!(shown.quiet, ["compteur"]);
    assert_eq!(declared(&report(&session, &tab).await?), ["sentiers", "compteur"]);
    let asked: Vec<String> = sites.seen().into_iter().filter(|it| !it.with_cookies).map(|it| it.path).collect();
    let expected = ["/mentions-legales", "/donnees/cookies", "/klaro-config.js"];
    assert_eq!(
        asked.iter().filter(|path| !["/", "/favicon.ico"].contains(&path.as_str())).collect::<Vec<_>>(),
        expected
    );
    session.close().await
}

in_both_browsers!(behind_a_legal_notice);
