//! Where a charter is found: behind a legal notice, with the list of a consent platform; and what is asked for on the way.

use crate::shown::popup;
use crate::visit::report;
use anyhow::Result;
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session, Tab};
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

/// A tab whose audit waits for the network; its answer is to come as `window.waiting`.
async fn waiting(session: &Session, sites: &Sites) -> Result<Tab> {
    let tab = session.visit(&sites.address("lent", "/")).await?;
    let waits = "window.waiting = chrome.runtime.sendMessage({ ask: 'read-again', tab: arguments[0], language: 'en' })";
    session.inside(&format!("{waits}; return true"), vec![tab.id.into()]).await?;
    sites.asked("lent.localhost", "/charte-cookies").await?;
    Ok(tab)
}

/// What a person pastes while an audit waits for the network stays, whatever the network says afterwards.
async fn pasted_while_another_audit_waits(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = waiting(&session, &sites).await?;
    let paste = json!({ "ask": "paste", "tab": tab.id, "text": PASTED, "language": "en" });
    assert_eq!(session.ask(paste).await?["state"]["id"], "audited");
    let cookies = "example.org\tFALSE\t/\tFALSE\t0\tsessionid\tS3CRET";
    let refused = session.ask(json!({ "ask": "paste", "tab": tab.id, "text": cookies, "language": "en" })).await?;
    assert_eq!(refused["error"]["id"].as_str().or(refused["state"]["id"].as_str()), Some("paste-cookies"), "{refused}");
    let answer = session.inside("return window.waiting", Vec::new()).await?;
    assert_eq!(answer["state"]["id"], "audited", "the answer that waited is not of before: {}", answer["verdict"]);
    assert_eq!(declared(&report(&session, &tab).await?), ["lent_session"]);
    let kept = session.inside("return chrome.storage.local.get('site:lent.localhost')", Vec::new()).await?;
    let how = kept.pointer("/site:lent.localhost/charter/how");
    assert_eq!(how, Some(&json!("pasted")), "{kept}");
    session.close().await
}

const PASTED: &str = "Cookie name\tPurpose\tLifetime\nlent_session\tRemembers the visitor\tSession\n";

/// The charter that a person points to while another audit waits for the network is asked for once, and told by both.
async fn pointed_to_while_another_audit_waits(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = waiting(&session, &sites).await?;
    let address = sites.address("lent", "/charte-lente");
    let pointed = session.ask(json!({ "ask": "point", "tab": tab.id, "address": address, "language": "en" })).await?;
    let waited = session.inside("return window.waiting", Vec::new()).await?;
    for answer in [&pointed, &waited] {
        assert_eq!(answer.pointer("/charters/0/address"), Some(&json!(address)), "{}", answer["verdict"]);
    }
    let asked = sites.seen().iter().filter(|it| it.path == "/charte-lente").count();
    assert_eq!(asked, 1);
    session.close().await
}

/// Six tabs of a site that load at once while the person browses are six visits, and one question for its charter, be there one
/// or not.
async fn tabs_that_load_together_ask_once(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.ask(json!({ "ask": "set-settings", "mode": "browse" })).await?;
    for (site, charter) in [("mairie", "/cookies"), ("lent", "/charte-cookies")] {
        let address = sites.address(site, "/");
        let open = "return Promise.all(Array.from({ length: 6 }, () => chrome.tabs.create({ url: arguments[0], active: false }))).then(() => true)";
        session.inside(open, vec![address.into()]).await?;
        session.inside(VISITED, vec![format!("site:{site}.localhost").into(), 6.into()]).await?;
        let host = format!("{site}.localhost");
        let asked = sites.seen().iter().filter(|it| it.host == host && it.path == charter).count();
        assert_eq!(asked, 1, "{host}");
    }
    session.close().await
}

/// Waits until so many visits of a site are joined.
const VISITED: &str = "
    const [key, visits] = arguments;
    const joined = async () => (await chrome.storage.local.get(key))[key]?.joined.visits ?? 0;
    return (async () => { while ((await joined()) < visits) await new Promise((resume) => setTimeout(resume, 50)); })();
";

in_both_browsers!(
    behind_a_legal_notice,
    pasted_while_another_audit_waits,
    pointed_to_while_another_audit_waits,
    tabs_that_load_together_ask_once
);
