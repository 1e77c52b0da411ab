//! Who set a cookie, when and for how long, where headers, scripts and other tabs take turns.

use crate::moments::within;
use crate::visit::{answered, heard, lines, report};
use anyhow::Result;
use serde_json::json;
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::Sites;

/// A cookie of a host and one of its domain bear the same name, and each has its own lifetime.
async fn two_of_one_name(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("double", "/")).await?;
    answered(&session, &tab, &TWO).await?;
    assert_eq!(lines(&report(&session, &tab).await?), TWO);
    session.close().await
}

const TWO: [&str; 4] = [
    "dup @ double.localhost · 86400 s · main_frame by double.localhost",
    "dup @ double.localhost · 60 s · main_frame by double.localhost",
    "seance @ double.localhost · 86400 s · main_frame by double.localhost",
    "seance @ double.localhost · session · main_frame by double.localhost · HttpOnly",
];

/// Runs a script in the page, and waits until the background was told of everything that came before.
async fn done(session: &Session, tab: &Tab, script: &str, witness: &str) -> Result<()> {
    within(session, tab, &format!("return (async () => {{ {script}; document.cookie = '{witness}=1; path=/'; }})();"))
        .await?;
    heard(session, None, witness).await
}

/// The line of a cookie.
async fn told(session: &Session, tab: &Tab, cookie: &str) -> Result<Vec<String>> {
    let lines = lines(&report(session, tab).await?);
    Ok(lines.into_iter().filter(|line| line.starts_with(&format!("{cookie} "))).collect())
}

/// Whoever sets a cookie last is told, with the lifetime that it gave.
async fn headers_and_scripts_take_turns(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("relais", "/")).await?;
    heard(&session, Some(&tab), "seance=").await?;
    assert_eq!(
        told(&session, &tab, "seance").await?,
        ["seance @ relais.localhost · session · main_frame by relais.localhost"]
    );
    done(&session, &tab, "document.cookie = 'seance=2; path=/; max-age=3402000'", "temoin_a").await?;
    assert_eq!(told(&session, &tab, "seance").await?, ["seance @ relais.localhost · 3402000 s · script"]);
    done(&session, &tab, "await fetch('/pose')", "temoin_b").await?;
    heard(&session, Some(&tab), "court=").await?;
    assert_eq!(
        told(&session, &tab, "court").await?,
        ["court @ relais.localhost · 120 s · xmlhttprequest by relais.localhost"]
    );
    done(&session, &tab, "await fetch('/efface')", "temoin_c").await?;
    assert!(told(&session, &tab, "court").await?.is_empty());
    done(&session, &tab, "document.cookie = 'court=3; path=/; max-age=60'", "temoin_d").await?;
    assert_eq!(told(&session, &tab, "court").await?, ["court @ relais.localhost · 60 s · script"]);
    // The next page of the tab knows what a script of this one did.
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("relais", "/suite")).await?;
    assert_eq!(told(&session, &tab, "court").await?, ["court @ relais.localhost · 60 s · script"]);
    assert_eq!(
        told(&session, &tab, "minute").await?,
        ["minute @ relais.localhost · 60 s · main_frame by relais.localhost"]
    );
    session.close().await
}

/// A tab, and another one of the site whose answer has set a cookie since.
async fn answered_beside(session: &Session, sites: &Sites) -> Result<(Tab, Tab)> {
    let tab = session.visit(&sites.address("relais", "/")).await?;
    let other = session.visit(&sites.address("relais", "/autre")).await?;
    done(session, &other, "", "temoin").await?;
    heard(session, Some(&other), "partage=").await?;
    Ok((tab, other))
}

/// What an answer in another tab sets is not a script's.
async fn another_tab_is_answered(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let (tab, _) = answered_beside(&session, &sites).await?;
    assert_eq!(
        told(&session, &tab, "partage").await?,
        ["partage @ relais.localhost · 600 s · main_frame by relais.localhost"]
    );
    assert_eq!(told(&session, &tab, "temoin").await?, ["temoin @ relais.localhost · session · script"]);
    session.close().await
}

/// What an answer in a tab that was closed since has set is not a script's, in a tab of before or of later.
async fn a_tab_that_was_closed(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let (tab, other) = answered_beside(&session, &sites).await?;
    session.inside(CLOSED, vec![other.id.into()]).await?;
    let later = session.visit(&sites.address("relais", "/suite")).await?;
    for tab in [&tab, &later] {
        let header = ["partage @ relais.localhost · 600 s · main_frame by relais.localhost"];
        assert_eq!(told(&session, tab, "partage").await?, header);
    }
    assert_eq!(told(&session, &tab, "temoin").await?, ["temoin @ relais.localhost · session · script"]);
    session.close().await
}

/// Closes a tab, and waits until nothing is kept of it under its number.
pub(crate) const CLOSED: &str = "
    const [tab] = arguments;
    const kept = async () => `seen:${tab}` in (await chrome.storage.session.get());
    return (async () => {
        await chrome.tabs.remove(tab);
        while (await kept()) await new Promise((resume) => setTimeout(resume, 20));
        return true;
    })();
";

/// What a third party holds from a visit of its own is no cookie of the page that shows its picture.
async fn a_third_party_visited_before(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.visit(&sites.address("w.widget", "/")).await?;
    let tab = session.visit(&sites.address("tiers", "/")).await?;
    let end = if browser == Browser::Firefox { "in http://tiers.localhost" } else { "refused: same-site" };
    let expected = format!("NID @ w.widget.localhost · 7776000 s · image by w.widget.localhost · {end}");
    answered(&session, &tab, &[&expected]).await?;
    assert_eq!(lines(&report(&session, &tab).await?), [expected]);
    session.close().await
}

/// Who set a cookie is known as long as the tab shows the site, however many pages come between.
async fn many_pages_later(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("relais", "/")).await?;
    done(&session, &tab, "", "temoin").await?;
    for page in 0..6 {
        session.driver.switch_to_window(tab.window.clone()).await?;
        session.to(&sites.address("relais", &format!("/suite?{page}"))).await?;
    }
    let header = ["seance @ relais.localhost · session · main_frame by relais.localhost"];
    assert_eq!(told(&session, &tab, "seance").await?, header);
    assert_eq!(told(&session, &tab, "temoin").await?, ["temoin @ relais.localhost · session · script"]);
    session.close().await
}

/// What the site tries to set for a domain that is not its own makes no third party of that domain.
async fn a_domain_asked_for_in_vain(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("relais", "/domaine")).await?;
    heard(&session, Some(&tab), "ailleurs=").await?;
    let report = report(&session, &tab).await?;
    let refused = "ailleurs @ autre.localhost · session · main_frame by relais.localhost · refused: domain";
    assert_eq!(lines(&report), [refused]);
    assert_eq!(report.pointer("/report/held/0/party"), Some(&json!("first")));
    assert_eq!(report.pointer("/report/summary/thirdParty"), Some(&json!(0)));
    let row = report.pointer("/view/groups/0/rows/0").cloned().unwrap_or_default();
    assert_eq!(row["host"], json!(null), "it stands among the site's own: {row}");
    session.close().await
}

/// A cookie whose time has passed is no cookie that is there, though Firefox keeps it for a while; nor was it refused.
async fn a_cookie_that_has_passed(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("relais", "/eclair")).await?;
    heard(&session, Some(&tab), "eclair=").await?;
    let gone = "return (async () => { while (document.cookie.includes('eclair')) await new Promise((resume) => setTimeout(resume, 50)); })();";
    within(&session, &tab, gone).await?;
    let report = report(&session, &tab).await?;
    assert!(lines(&report).is_empty(), "{:?}", lines(&report));
    assert_eq!(report.pointer("/report/visit/missing"), Some(&json!(["gone"])), "it says that one was there");
    session.close().await
}

/// Of a site that sets more cookies than browsers keep, those are counted that had to go.
async fn a_jar_that_is_full(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("comble", "/")).await?;
    done(&session, &tab, "", "temoin").await?;
    let report = report(&session, &tab).await?;
    let held = session.jar().await?.len();
    // 200 came from the server and one from the script.
    assert_eq!(report.pointer("/report/visit/pushedOut"), Some(&json!(201 - held)));
    assert_eq!(report.pointer("/report/visit/missing"), Some(&json!(["gone"])));
    let said = format!("For lack of room, the browser removed {} cookies of this site during this visit.", 201 - held);
    let sentence = report.pointer("/view/missing/0").cloned().unwrap_or_default();
    assert!(sentence.as_str().is_some_and(|it| it.ends_with(&said)), "{sentence}");
    session.close().await
}

in_both_browsers!(
    a_jar_that_is_full,
    a_cookie_that_has_passed,
    a_domain_asked_for_in_vain,
    a_tab_that_was_closed,
    many_pages_later,
    two_of_one_name,
    headers_and_scripts_take_turns,
    another_tab_is_answered,
    a_third_party_visited_before
);
