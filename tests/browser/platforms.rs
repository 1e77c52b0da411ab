//! Real software: a Django application, and consent platforms as npm has them, before a choice, after refusing and accepting.

use crate::shown::popup;
use crate::visit::{heard, lines, report};
use anyhow::{Context, Result};
use serde_json::Value;
use thirtyfour::By;
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::{Portal, Sites};

/// The three cookies that Django sets on an Opendatasoft portal, all of them declared. Choosing a language answers with a
/// redirect back to the page, which sets two of them again.
async fn django(browser: Browser) -> Result<()> {
    let portal = Portal::start().await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&portal.address("/")).await?;
    session.driver.find(By::Css("button[value=en]")).await?.click().await?;
    session.filled("html[lang=en]").await?;
    heard(&session, Some(&tab), "django_language=").await?;
    let report = report(&session, &tab).await?;
    let expected = [
        "csrftoken @ portail.localhost · 31449600 s · main_frame by portail.localhost via portail.localhost",
        "django_language @ portail.localhost · session · main_frame by portail.localhost",
        "sessionid @ portail.localhost · 1209600 s · main_frame by portail.localhost via portail.localhost · HttpOnly",
    ];
    assert_eq!(lines(&report), expected, "{browser:?}");
    let shown = popup(&session, &tab).await?;
    assert_eq!(shown.quiet, ["csrftoken", "django_language", "sessionid"], "{browser:?}: {:?}", shown.findings);
    session.close().await
}

/// A consent platform: where it runs, and what is clicked.
struct Platform {
    site: &'static str,
    name: &'static str,
    /// What it keeps before any choice.
    before: &'static [&'static str],
    /// The cookie that holds the choice, with the seconds it is kept.
    record: &'static str,
    /// What is there once it listens to clicks.
    ready: &'static str,
    refuse: &'static str,
    /// Opens the dialog again.
    again: &'static str,
    accept: &'static [&'static str],
}

const PLATFORMS: [Platform; 4] = [
    Platform {
        site: "tarteaucitron",
        name: "tarteaucitron",
        before: &["tarteaucitron"],
        record: "tarteaucitron",
        // Its buttons are there half a second before they do anything.
        ready: ".catToggleBtn[data-index]",
        refuse: "#tarteaucitronAllDenied2",
        again: "tarteaucitron.userInterface.openPanel()",
        accept: &["#tarteaucitronAllAllowed"],
    },
    Platform {
        site: "orejime",
        name: "Orejime",
        before: &[],
        record: "eu-consent",
        ready: ".orejime-Banner-declineButton",
        refuse: ".orejime-Banner-declineButton",
        again: "orejime.prompt()",
        accept: &[".orejime-Purpose-input", ".orejime-Modal-saveButton"],
    },
    Platform {
        site: "klaro",
        name: "Klaro",
        before: &[],
        record: "klaro",
        ready: ".klaro .cn-decline",
        refuse: ".klaro .cn-decline",
        again: "klaro.show()",
        accept: &["#purpose-item-statistiques", ".klaro .cm-btn-accept"],
    },
    Platform {
        site: "cookieconsent",
        name: "CookieConsent",
        before: &[],
        record: "cc_cookie",
        ready: "#cc-main [data-role=necessary]",
        refuse: "#cc-main .cm [data-role=necessary]",
        again: "CookieConsent.showPreferences()",
        accept: &["#cc-main .pm [data-role=all]"],
    },
];

/// `stage, who says so: cookie (stage at which it was first seen), …` of a report.
fn told(report: &Value) -> String {
    let visit = &report["report"]["visit"];
    let cookies = visit["cookies"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let cookies = cookies.iter().filter(|cookie| cookie["refused"].is_null() && cookie["partition"].is_null());
    let cookies = cookies.map(|cookie| format!("{} ({})", text(&cookie["name"]), text(&cookie["stage"])));
    format!("{}, {}: {}", text(&visit["stage"]), text(&visit["toldBy"]), cookies.collect::<Vec<_>>().join(", "))
}

/// `cookie: what became of it at each stage`, as the report page shows it.
fn differences(report: &Value) -> Vec<String> {
    let rows = report["view"]["stages"]["rows"].as_array().cloned().unwrap_or_default();
    let line = |row: &Value| {
        let at = row["at"].as_array().cloned().unwrap_or_default();
        let at = at.iter().filter_map(|at| at["id"].as_str()).collect::<Vec<_>>().join(" ");
        format!("{}: {at}", row["name"].as_str().unwrap_or_default())
    };
    rows.iter().map(line).collect()
}

async fn click(session: &Session, selector: &str) -> Result<()> {
    session.filled(selector).await?;
    // Through the page: a dialog that slides in is not everywhere at rest, which says nothing about consent.
    let script = "document.querySelector(arguments[0]).click()";
    session.driver.execute(script, vec![selector.into()]).await.with_context(|| selector.to_owned())?;
    Ok(())
}

/// The record of a platform, as the document's own cookies hold it.
const RECORD: &str =
    "const record = () => document.cookie.split('; ').find((each) => each.startsWith(`${arguments[0]}=`)) ?? '';";

/// Clicks, and waits until the platform has written what was chosen: that comes a moment after the click.
async fn choose(session: &Session, selector: &str, record: &str) -> Result<()> {
    let before = session.driver.execute(format!("{RECORD} return record()"), vec![record.into()]).await?;
    click(session, selector).await?;
    let script = format!(
        "{RECORD} return (async () => {{ while (record() === arguments[1]) await new Promise((resume) => setTimeout(resume, 20)); }})();"
    );
    let written = session.driver.execute(script, vec![record.into(), before.json().clone()]).await;
    written.with_context(|| format!("{record} is not written"))?;
    Ok(())
}

async fn stages(session: &Session, sites: &Sites, platform: &Platform) -> Result<()> {
    let tab: Tab = session.visit(&sites.address(platform.site, "/")).await?;
    let name = platform.name;
    let listed = |cookies: &[String]| cookies.join(", ");
    let kept_before: Vec<String> = platform.before.iter().map(|cookie| format!("{cookie} (before)")).collect();
    session.filled(platform.ready).await?;
    assert_eq!(told(&report(session, &tab).await?), format!("before, {name}: {}", listed(&kept_before)));

    session.driver.switch_to_window(tab.window.clone()).await?;
    choose(session, platform.refuse, platform.record).await?;
    let record = kept_before.first().cloned().unwrap_or_else(|| format!("{} (refused)", platform.record));
    assert_eq!(told(&report(session, &tab).await?), format!("refused, {name}: {record}"));

    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.execute(platform.again, Vec::new()).await?;
    for selector in platform.accept {
        click(session, selector).await?;
    }
    session.filled("html[data-measured]").await?;
    sites.asked("stats.tracker.localhost", "/pixel.svg").await?;
    let report = report(session, &tab).await?;
    let mut own = [record, "mesure_id (accepted)".to_owned()];
    own.sort_by_key(|cookie| cookie.to_lowercase());
    assert_eq!(told(&report), format!("accepted, {name}: {}", own.join(", ")));
    let own: Vec<String> = differences(&report).into_iter().filter(|row| !row.starts_with("tk_")).collect();
    let mut expected = vec!["mesure_id: absent held absent".to_owned()];
    if platform.before.is_empty() {
        expected.push(format!("{}: absent held held", platform.record));
    }
    expected.sort();
    assert_eq!(own, expected, "{name}");
    Ok(())
}

async fn consent_platform(browser: Browser, name: &str) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let platform = PLATFORMS.iter().find(|platform| platform.name == name).context("no such platform")?;
    stages(&session, &sites, platform).await.with_context(|| format!("{name} in {browser:?}"))?;
    session.close().await
}

async fn tarteaucitron(browser: Browser) -> Result<()> {
    consent_platform(browser, "tarteaucitron").await
}

async fn orejime(browser: Browser) -> Result<()> {
    consent_platform(browser, "Orejime").await
}

async fn klaro(browser: Browser) -> Result<()> {
    consent_platform(browser, "Klaro").await
}

async fn cookieconsent(browser: Browser) -> Result<()> {
    consent_platform(browser, "CookieConsent").await
}

in_both_browsers!(django, tarteaucitron, orejime, klaro, cookieconsent);
