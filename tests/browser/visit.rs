//! Every cookie of a visit with its facts: who set it, for how long, where it lives, or why the browser refused it.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session, Tab, ThirdParties};
use xtask::site::Sites;

/// The cookies of a report, one line each: `name @ domain · lifetime · setter · what else`.
pub(crate) fn lines(report: &Value) -> Vec<String> {
    let cookies = report.pointer("/report/visit/cookies").and_then(Value::as_array).cloned().unwrap_or_default();
    cookies.iter().map(line).collect()
}

fn line(cookie: &Value) -> String {
    let text = |pointer: &str| cookie.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let life = cookie["setFor"].as_u64().map_or("session".to_owned(), |seconds| format!("{seconds} s"));
    let mut facts = vec![format!("{} @ {}", text("/name"), text("/domain")), life];
    facts.push(match text("/setBy/by").as_str() {
        "header" => {
            let redirects = cookie.pointer("/setBy/redirects").and_then(Value::as_array).cloned().unwrap_or_default();
            let via: String = redirects.iter().filter_map(Value::as_str).map(|host| format!(" via {host}")).collect();
            format!("{} by {}{via}", text("/setBy/resource"), text("/setBy/host"))
        }
        other => other.to_owned(),
    });
    facts.extend(cookie["httpOnly"].as_bool().filter(|set| *set).map(|_| "HttpOnly".to_owned()));
    facts.extend(cookie.pointer("/partition/topLevelSite").and_then(Value::as_str).map(|site| format!("in {site}")));
    facts.extend(cookie["refused"].as_str().map(|reason| format!("refused: {reason}")));
    facts.join(" · ")
}

/// Everything the extension knows of a tab.
pub(crate) async fn report(session: &Session, tab: &Tab) -> Result<Value> {
    report_of(session, tab.id).await
}

/// The same of a tab that WebDriver does not know.
pub(crate) async fn report_of(session: &Session, tab: i64) -> Result<Value> {
    let answer = session.ask(json!({ "ask": "report", "tab": tab, "language": "en" })).await?;
    answer.get("report").context(answer.to_string())?;
    for value in ["k3vq8wz1m5x0", "8c1e5d0b7a93f246", "Yh2rT7bLq0", "5b9c2e", "a91f3c"] {
        assert!(!answer.to_string().contains(value), "the value {value} left the browser");
    }
    Ok(answer)
}

fn missing(report: &Value) -> Vec<&str> {
    let missing = report.pointer("/report/visit/missing").and_then(Value::as_array);
    missing.into_iter().flatten().filter_map(Value::as_str).collect()
}

async fn check(opening: Opening, third_parties: &[&str], absent: &[&str]) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(opening).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    let mut expected = OWN.to_vec();
    expected.extend(third_parties);
    expected.sort_unstable();
    answered(&session, &tab, &expected).await?;
    let report = report(&session, &tab).await?;
    assert_eq!(lines(&report), expected, "{opening:?}");
    assert_eq!(missing(&report), absent, "{opening:?}");
    session.close().await
}

const OWN: [&str; 6] = [
    "_pk_id.1.4f2a @ opendata.localhost · 33955200 s · script",
    "ab_bucket @ opendata.localhost · 2592000 s · main_frame by opendata.localhost · HttpOnly",
    "cookies_preferences @ opendata.localhost · 15552000 s · main_frame by opendata.localhost",
    "csrftoken @ opendata.localhost · 31449600 s · main_frame by opendata.localhost",
    "django_language @ opendata.localhost · session · main_frame by opendata.localhost",
    "sessionid @ opendata.localhost · 1209600 s · main_frame by opendata.localhost · HttpOnly",
];

#[tokio::test]
async fn chromium_tells_what_it_refused() -> Result<()> {
    let third_parties = [
        "ech_uid @ match.echange.localhost · 7776000 s · image by match.echange.localhost via ads.regie.localhost · refused: third-party",
        "regie_id @ ads.regie.localhost · 34128000 s · image by ads.regie.localhost · refused: third-party",
        "regie_vue @ ads.regie.localhost · 86400 s · sub_frame by ads.regie.localhost · in http://opendata.localhost",
        "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://opendata.localhost",
        "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
        "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
    ];
    check(Opening::headless(Browser::Chromium), &third_parties, &["third-party-blocked", "frames-elsewhere"]).await
}

#[tokio::test]
async fn chromium_tells_what_it_keeps_of_third_parties() -> Result<()> {
    let third_parties = [
        "ech_uid @ match.echange.localhost · 7776000 s · image by match.echange.localhost via ads.regie.localhost",
        "regie_id @ ads.regie.localhost · 34128000 s · image by ads.regie.localhost",
        "regie_vue @ ads.regie.localhost · 86400 s · sub_frame by ads.regie.localhost · in http://opendata.localhost",
        "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://opendata.localhost",
        "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost",
        "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
    ];
    let opening = Opening { third_parties: ThirdParties::Allowed, ..Opening::headless(Browser::Chromium) };
    check(opening, &third_parties, &["frames-elsewhere"]).await
}

#[tokio::test]
async fn firefox_tells_what_it_keeps_apart() -> Result<()> {
    let third_parties = [
        "ech_uid @ match.echange.localhost · 7776000 s · image by match.echange.localhost via ads.regie.localhost · in http://opendata.localhost",
        "regie_id @ ads.regie.localhost · 34128000 s · image by ads.regie.localhost · in http://opendata.localhost",
        "regie_vue @ ads.regie.localhost · 86400 s · sub_frame by ads.regie.localhost · in http://opendata.localhost",
        "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://opendata.localhost",
        "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://opendata.localhost",
        "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · in http://opendata.localhost",
    ];
    check(Opening::headless(Browser::Firefox), &third_parties, &["frames-elsewhere"]).await
}

/// Waits until something is written, of a tab or of anything: four times a second; browsers stop a background that has been
/// idle for much longer.
const HEARD: &str = "
    const written = async () => {
        const all = await chrome.storage.session.get();
        return JSON.stringify(arguments[0] === null ? all : all[`seen:${arguments[0]}`] ?? '');
    };
    return (async () => { while (!(await written()).includes(arguments[1])) await new Promise((resume) => setTimeout(resume, 50)); })();
";

/// Waits until the background has written some words of a tab, or of anything: browsers tell it of an answer some time after
/// they took its cookies.
pub(crate) async fn heard(session: &Session, tab: Option<&Tab>, words: &str) -> Result<()> {
    session.inside(HEARD, vec![json!(tab.map(|tab| tab.id)), words.into()]).await.map(drop)
}

/// The same of every answer that set one of the cookies of such lines.
pub(crate) async fn answered(session: &Session, tab: &Tab, lines: &[&str]) -> Result<()> {
    for line in lines.iter().filter(|line| line.contains(" by ")) {
        let name = line.split(" @ ").next().context("a line without a name")?;
        heard(session, Some(tab), &format!("{name}=")).await?;
    }
    Ok(())
}

/// Waits until the jar holds so many cookies of the visited site's hosts.
const HELD: &str = "
    const held = async () => (await chrome.cookies.getAll({ domain: 'voies.localhost' })).length;
    return (async () => { while ((await held()) < arguments[0]) await new Promise((resume) => setTimeout(resume, 50)); })();
";

/// A page contacts a host in every way there is; each answers with a cookie, and each is told with its kind.
async fn every_way_to_contact_a_host(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("voies", "/#ici")).await?;
    sites.asked("prise.voies.localhost", "/").await?;
    // Firefox sends no pings to the `ping` of links, out of the box, and has a name of its own for those of scripts.
    // Chromium takes no cookie of a web socket that was refused.
    let firefox = browser == Browser::Firefox;
    let unheard = if firefox { "sonnette" } else { "prise" };
    let expected: Vec<String> = WAYS
        .into_iter()
        .filter(|(way, _)| *way != unheard)
        .map(|(way, kind)| {
            let kind = if firefox && kind == "ping" { "beacon" } else { kind };
            let via = if way == "detour" { " via voies.localhost" } else { "" };
            format!("{way} @ {way}.voies.localhost · 3600 s · {kind} by {way}.voies.localhost{via}")
        })
        .collect();
    session.inside(HELD, vec![expected.len().into()]).await?;
    for (way, _) in WAYS.into_iter().filter(|(way, _)| *way != unheard) {
        heard(&session, None, &format!("{way}=")).await?;
    }
    let report = report(&session, &tab).await?;
    assert_eq!(lines(&report), expected);
    let hosts = report.pointer("/report/visit/hosts").and_then(Value::as_array).cloned().unwrap_or_default();
    let socket = hosts.iter().find(|host| host["name"] == "prise.voies.localhost").cloned().unwrap_or_default();
    assert_eq!(socket["knownBy"], "request", "the host of a web socket that is refused: {hosts:?}");
    session.close().await
}

/// A way, which is also the name of the cookie and the host, and the kind of resource that it is.
const WAYS: [(&str, &str); 14] = [
    ("avance", "image"),
    ("balise", "ping"),
    ("cadre", "sub_frame"),
    ("detour", "image"),
    ("equipe", "xmlhttprequest"),
    ("feuille", "stylesheet"),
    ("film", "media"),
    ("flux", "xmlhttprequest"),
    ("image", "image"),
    ("ouvrier", "xmlhttprequest"),
    ("prise", "websocket"),
    ("requete", "xmlhttprequest"),
    ("script", "script"),
    ("sonnette", "ping"),
];

in_both_browsers!(every_way_to_contact_a_host);
