//! The moments of a visit: consent stages told by the person and by platforms, pages restored and prerendered, later visits.

use crate::accessible::{press, ran, tab_to};
use crate::shown::POPUP;
use crate::visit::{answered, heard, lines, report};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thirtyfour::Key;
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::Sites;

/// Runs a script in the visited page itself.
pub(crate) async fn within(session: &Session, tab: &Tab, script: &str) -> Result<Value> {
    session.driver.switch_to_window(tab.window.clone()).await?;
    Ok(session.driver.execute(script, Vec::new()).await?.json().clone())
}

async fn view(session: &Session, tab: &Tab, ask: Value) -> Result<Value> {
    let mut ask = ask;
    ask["tab"] = tab.id.into();
    ask["language"] = "en".into();
    session.ask(ask).await
}

/// The stage at which each cookie of a report was first seen.
fn stages(report: &Value) -> BTreeMap<String, String> {
    let cookies = report.pointer("/report/visit/cookies").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    cookies.iter().map(|cookie| (text(&cookie["name"]), text(&cookie["stage"]))).collect()
}

#[tokio::test]
async fn the_person_marks_the_stage() -> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        let before = view(&session, &tab, json!({ "ask": "stage", "stage": "before" })).await?;
        assert_eq!(before["stage"], "before", "{browser:?}");
        within(&session, &tab, "document.cookie = 'pub=1; path=/; max-age=600'").await?;
        let after = view(&session, &tab, json!({ "ask": "stage", "stage": "accepted" })).await?;
        assert_eq!(after["stage"], "accepted", "{browser:?}");
        let seen = stages(&report(&session, &tab).await?);
        let own = [("panier", "before"), ("pub", "accepted"), ("visiteur", "before")];
        let tracker = [("tk_part", "before"), ("tk_uid", "before"), ("tk_visit", "before")];
        let expected = own.into_iter().chain(tracker).map(|(name, stage)| (name.to_owned(), stage.to_owned()));
        assert_eq!(seen, expected.collect::<BTreeMap<_, _>>(), "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

/// Whoever opens the popup after a choice that no platform records looks at the stage before it until they say otherwise.
#[tokio::test]
async fn what_came_with_a_choice_is_not_called_earlier_because_it_was_looked_at_before_the_choice_was_told()
-> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        view(&session, &tab, json!({ "ask": "stage", "stage": "before" })).await?;
        within(&session, &tab, "document.cookie = '_fbp=1; path=/; max-age=600'").await?;
        view(&session, &tab, json!({ "ask": "view" })).await?;
        view(&session, &tab, json!({ "ask": "stage", "stage": "accepted" })).await?;
        let report = report(&session, &tab).await?;
        let seen = stages(&report);
        let of = |name: &str| seen.get(name).map(String::as_str);
        assert_eq!((of("_fbp"), of("visiteur")), (Some("unknown"), Some("before")), "{browser:?}: {seen:?}");
        let compared = report.pointer("/report/stages").and_then(Value::as_array).cloned().unwrap_or_default();
        let came = compared.iter().find(|it| it["name"] == "_fbp").map(|it| it["at"].clone());
        assert_eq!(came, Some(json!(["absent", "held"])), "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_record_of_a_platform_tells_the_stage() -> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        let ask = || json!({ "ask": "view" });
        assert_eq!(view(&session, &tab, ask()).await?["stage"], "unknown", "{browser:?}");
        for (record, stage, why) in [
            (
                "tarteaucitron=!gtag=wait!matomo=wait",
                "before",
                "tarteaucitron has not recorded any choice of yours yet.",
            ),
            ("tarteaucitron=!gtag=false!matomo=false", "refused", "tarteaucitron has recorded that you refused."),
            ("tarteaucitron=!gtag=true!matomo=false", "accepted", "tarteaucitron has recorded that you accepted."),
        ] {
            within(&session, &tab, &format!("document.cookie = '{record}; path=/; max-age=600'")).await?;
            let view = view(&session, &tab, ask()).await?;
            assert_eq!(view["stage"], stage, "{browser:?}");
            let sentence = view.pointer("/state/sentence").and_then(Value::as_str).unwrap_or_default().to_owned();
            assert!(sentence.ends_with(why), "{browser:?}: {sentence}");
        }
        // The person's own word stands until the platform says something new.
        let marked = view(&session, &tab, json!({ "ask": "stage", "stage": "refused" })).await?;
        assert_eq!(marked["stage"], "refused", "{browser:?}");
        within(&session, &tab, "document.cookie = 'tarteaucitron=!gtag=wait; path=/; max-age=600'").await?;
        assert_eq!(view(&session, &tab, ask()).await?["stage"], "before", "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

/// What was there when a platform recorded the choice is not called later than it, and what a reload sets again is not earlier.
#[tokio::test]
async fn what_was_set_before_the_recorded_choice_is_not_called_after_it() -> Result<()> {
    const SECOND: std::time::Duration = std::time::Duration::from_millis(1_500);
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        within(&session, &tab, "document.cookie = 'tot=1; path=/; max-age=600'").await?;
        tokio::time::sleep(SECOND).await;
        let accept = "document.cookie = 'tarteaucitron=!gtag=true; path=/; max-age=600'; document.cookie = 'tard=1; path=/; max-age=600'";
        within(&session, &tab, accept).await?;
        tokio::time::sleep(SECOND).await;
        // Whatever sets a cookie again does not make it a later one.
        within(&session, &tab, "document.cookie = 'tot=2; path=/; max-age=600'").await?;
        let first = report(&session, &tab).await?;
        let seen = stages(&first);
        let of = |name: &str| seen.get(name).map(String::as_str);
        assert_eq!((of("tot"), of("visiteur")), (Some("unknown"), Some("unknown")), "{browser:?}: {seen:?}");
        assert_eq!((of("tarteaucitron"), of("tard")), (Some("accepted"), Some("accepted")), "{browser:?}: {seen:?}");
        let spans = |report: &Value| -> Vec<String> {
            let spans = report.pointer("/view/spans").and_then(Value::as_array).cloned().unwrap_or_default();
            spans.iter().filter_map(|span| span["stage"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(spans(&first), ["unknown", "accepted"], "{browser:?}");
        assert_eq!(stages(&report(&session, &tab).await?), seen, "{browser:?}: another look");
        // The reload sets what was seen before the choice once more: that moment is after it.
        let other = session.visit(&sites.address("theatre", "/")).await?;
        view(&session, &other, json!({ "ask": "stage", "stage": "before" })).await?;
        tokio::time::sleep(SECOND).await;
        within(&session, &other, "document.cookie = 'tarteaucitron=!gtag=false; path=/; max-age=600'").await?;
        tokio::time::sleep(SECOND).await;
        let again = report(&session, &other).await?;
        assert_eq!(spans(&again).first().map(String::as_str), Some("before"), "{browser:?}");
        assert_eq!(spans(&again).last().map(String::as_str), Some("refused"), "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_comes_back_has_its_own_record() -> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("opendata", "/")).await?;
        let first = report(&session, &tab).await?;
        session.driver.switch_to_window(tab.window.clone()).await?;
        session.to(&sites.address("opendata", "/charte-cookies")).await?;
        let elsewhere = report(&session, &tab).await?;
        session.driver.switch_to_window(tab.window.clone()).await?;
        session.driver.back().await?;
        let back = report(&session, &tab).await?;
        let requested = |report: &Value| -> Vec<String> {
            let hosts = report.pointer("/report/visit/hosts").and_then(Value::as_array).cloned().unwrap_or_default();
            let told = hosts.iter().filter(|host| host["knownBy"] != "partition");
            told.filter_map(|host| host["name"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(requested(&elsewhere), ["opendata.localhost"], "{browser:?}");
        // Chromium may take the redirected picture from its memory, and then contacts nobody for it.
        let back_hosts: Vec<String> =
            requested(&back).into_iter().filter(|host| host != "match.echange.localhost").collect();
        assert_eq!(back_hosts, ["ads.regie.localhost", "opendata.localhost", "stats.tracker.localhost"], "{browser:?}");
        // Wherever the page itself is taken from, the tab's former record tells who set its cookies.
        let own =
            |report: &Value| lines(report).into_iter().filter(|line| line.contains("@ opendata")).collect::<Vec<_>>();
        assert_eq!(own(&back), own(&first), "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn visits_of_a_site_are_joined() -> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        report(&session, &tab).await?;
        report(&session, &tab).await?;
        within(&session, &tab, "document.cookie = 'rare=1; path=/; max-age=600'").await?;
        let again = session.visit(&sites.address("boutique", "/livraison")).await?;
        let report = report(&session, &again).await?;
        let expected = [("panier", [2, 2]), ("rare", [1, 2]), ("visiteur", [2, 2])];
        let expected = expected.map(|(name, seen)| (name.to_owned(), json!(seen)));
        assert_eq!(seen_in(&report, "boutique.localhost"), BTreeMap::from(expected), "{browser:?}");
        session.close().await?;
    }
    Ok(())
}

/// In how many visits each of the site's own cookies was seen, and of how many.
fn seen_in(report: &Value, site: &str) -> BTreeMap<String, Value> {
    let list = |pointer: &str| report.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    let held = list("/report/visit/cookies").into_iter().zip(list("/report/held"));
    let own = held.filter(|(cookie, _)| cookie["domain"] == site);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    own.map(|(cookie, held)| (text(&cookie["name"]), json!([held["seenIn"]["visits"], held["seenIn"]["of"]]))).collect()
}

/// A page that is read again after another one is no further visit; one that did not load is none at all.
async fn a_page_that_is_read_again_is_no_visit(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let one = session.visit(&sites.address("boutique", "/")).await?;
    let other = session.visit(&sites.address("boutique", "/livraison")).await?;
    for tab in [&one, &other, &one, &other, &one] {
        report(&session, tab).await?;
    }
    let twice = || BTreeMap::from(["panier", "visiteur"].map(|name| (name.to_owned(), json!([2, 2]))));
    assert_eq!(seen_in(&report(&session, &other).await?, "boutique.localhost"), twice());
    session.driver.switch_to_window(one.window.clone()).await?;
    // Nothing listens there; browsers differ in whether they tell WebDriver.
    let _ = session.to("http://boutique.localhost:1/").await;
    report(&session, &one).await?;
    assert_eq!(seen_in(&report(&session, &other).await?, "boutique.localhost"), twice());
    session.close().await
}

/// The person's word is about a site: another host of it neither takes it back nor takes away what was seen.
async fn a_stage_holds_on_every_host_of_a_site(browser: Browser) -> Result<()> {
    const RULES: [&str; 2] = ["after-refusal", "before-consent"];
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("theatre", "/")).await?;
    within(&session, &tab, "document.cookie = 'mesure_visites=1; path=/; max-age=600'").await?;
    view(&session, &tab, json!({ "ask": "stage", "stage": "before" })).await?;
    within(&session, &tab, "document.cookie = 'affiches=1; path=/; max-age=600'").await?;
    view(&session, &tab, json!({ "ask": "stage", "stage": "refused" })).await?;
    let first = report(&session, &tab).await?;
    let raised = |report: &Value| -> Vec<String> {
        let findings = report.pointer("/report/findings").and_then(Value::as_array).cloned().unwrap_or_default();
        let rules = findings.iter().filter_map(|finding| finding["rule"].as_str());
        rules.filter(|rule| RULES.contains(rule)).map(str::to_owned).collect()
    };
    assert!(!raised(&first).is_empty(), "{first}");
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("cadre.theatre", "/")).await?;
    assert_eq!(view(&session, &tab, json!({ "ask": "view" })).await?["stage"], "refused");
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("theatre", "/")).await?;
    let back = report(&session, &tab).await?;
    assert_eq!((raised(&back), back.pointer("/report/visit/stage")), (raised(&first), Some(&json!("refused"))));
    assert_eq!(back.pointer("/report/stages"), first.pointer("/report/stages"));
    assert_ne!(back.pointer("/report/stages"), None, "the stages are compared");
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("boutique", "/")).await?;
    assert_eq!(view(&session, &tab, json!({ "ask": "view" })).await?["stage"], "unknown", "another site");
    session.close().await
}

/// A stage is evidence: the keyboard tells it by a press, not by going past it, and what was told by mistake is taken back with
/// all that came of it.
async fn a_stage_is_told_by_a_press_and_can_be_withdrawn(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    let popup = session.about(&tab, POPUP).await?;
    let told = async || {
        let seen = report(&session, &tab).await?;
        session.driver.switch_to_window(popup.clone()).await?;
        let early = seen.to_string().contains("\"before-consent\"");
        let first: std::collections::BTreeSet<String> = stages(&seen).into_values().collect();
        let list = |pointer: &str| seen.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
        let spans: Vec<_> = list("/view/spans").into_iter().map(|span| span["stage"].clone()).collect();
        anyhow::Ok(json!([spans, list("/view/stages/columns"), first, early]))
    };
    let choose = async |act: &str, stage: &str| {
        press(&session, Key::Escape).await?;
        if ran(&session, "return document.activeElement.matches('#stage summary')").await? != true {
            tab_to(&session, "#stage summary").await?;
        }
        press(&session, Key::Enter).await?;
        tab_to(&session, &format!("[data-act={act}][data-stage={stage}]")).await?;
        anyhow::Ok(())
    };
    tab_to(&session, "#stage summary").await?;
    for _ in 0..3 {
        press(&session, Key::Down).await?;
    }
    choose("stage", "accepted").await?;
    assert_eq!(told().await?, json!([["unknown"], [], ["unknown"], false]), "nothing was pressed");
    // By mistake.
    choose("stage", "before").await?;
    press(&session, Key::Enter).await?;
    session.filled("#stage[data-stage=before]").await?;
    assert_eq!(told().await?, json!([["before"], [], ["before"], true]));
    choose("stage", "accepted").await?;
    press(&session, Key::Enter).await?;
    session.filled("#stage[data-stage=accepted]").await?;
    let two = told().await?;
    assert_eq!(two[1], json!(["before your choice", "after accepting"]));
    assert_eq!(two[3], true);
    choose("withdraw", "before").await?;
    press(&session, Key::Enter).await?;
    session.filled("#stage:not(:has([data-act=withdraw][data-stage=before]))").await?;
    assert_eq!(told().await?, json!([["accepted"], [], ["accepted"], false]));
    let said = ran(&session, "return document.querySelector('#said').textContent").await?;
    assert_eq!(said, "Withdrawn: Before your choice. 1 finding less.");
    choose("withdraw", "accepted").await?;
    press(&session, Key::Enter).await?;
    session.filled("#stage[data-stage=unknown]").await?;
    assert_eq!(told().await?, json!([["unknown"], [], ["unknown"], false]));
    session.close().await
}

/// Names and kinds of the hosts of a report.
pub(crate) fn hosts(report: &Value) -> Vec<String> {
    let hosts = report.pointer("/report/visit/hosts").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    hosts.iter().map(|host| format!("{}: {}", text(&host["name"]), text(&host["knownBy"]))).collect()
}

/// A page that Chromium renders ahead is no part of the page before it; once it is shown, everything it did is its own.
async fn rendered_ahead(between: &str) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Chromium)).await?;
    let tab = session.visit(&sites.address("avance", "/")).await?;
    heard(&session, Some(&tab), "tk_uid=").await?;
    let before = report(&session, &tab).await?;
    assert_eq!(hosts(&before), ["avance.localhost: page", "stats.tracker.localhost: partition"]);
    assert_eq!(lines(&before), AHEAD);
    session.inside(between, vec![tab.id.into()]).await?;
    within(&session, &tab, "document.querySelector('a').click()").await?;
    let ahead = session.inside(SHOWN, vec![tab.id.into(), sites.address("avance", "/horaires").into()]).await?;
    assert_eq!(ahead, true, "it was rendered before it was shown");
    let after = report(&session, &tab).await?;
    assert_eq!(hosts(&after), ["avance.localhost: page", "stats.tracker.localhost: request"]);
    assert_eq!(lines(&after), ACTIVE);
    session.close().await
}

#[tokio::test]
async fn a_page_rendered_ahead() -> Result<()> {
    rendered_ahead("").await
}

/// Chromium seldom, and on a busy machine, names a page otherwise while it renders it ahead than when it shows it.
#[tokio::test]
async fn a_page_rendered_ahead_under_another_name() -> Result<()> {
    rendered_ahead(
        "const key = `seen:${arguments[0]}`;
        return (async () => {
            const record = JSON.parse((await chrome.storage.session.get(key))[key]);
            for (const page of record.documents.filter(({ ahead }) => ahead)) page.ids = ['0123456789ABCDEF'];
            await chrome.storage.session.set({ [key]: JSON.stringify(record) });
        })();",
    )
    .await
}

/// What waits until the page is shown is of the same page as what was answered before.
#[tokio::test]
async fn a_page_rendered_ahead_that_waits() -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Chromium)).await?;
    let tab = session.visit(&sites.address("attente", "/")).await?;
    heard(&session, Some(&tab), "intrus=").await?;
    assert_eq!(hosts(&report(&session, &tab).await?), ["attente.localhost: page"]);
    within(&session, &tab, "document.querySelector('a').click()").await?;
    let ahead = session.inside(SHOWN, vec![tab.id.into(), sites.address("attente", "/quais").into()]).await?;
    assert_eq!(ahead, true, "it was rendered before it was shown");
    for cookie in ["tk_uid=", "regie_vue="] {
        heard(&session, Some(&tab), cookie).await?;
    }
    let after = report(&session, &tab).await?;
    let told = ["ads.regie.localhost: request", "attente.localhost: page", "stats.tracker.localhost: request"];
    assert_eq!(hosts(&after), told);
    assert_eq!(lines(&after), WAITED);
    session.close().await
}

/// What the page before knows: the jar is the same, and a partition tells of a host that only the page ahead has asked.
const AHEAD: [&str; 4] = [
    "accueil @ avance.localhost · 3600 s · main_frame by avance.localhost",
    "gare @ avance.localhost · 600 s · script",
    "horaires @ avance.localhost · 7200 s · main_frame by avance.localhost · HttpOnly",
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://avance.localhost",
];

const ACTIVE: [&str; 6] = [
    AHEAD[0],
    AHEAD[1],
    AHEAD[2],
    AHEAD[3],
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
];

const WAITED: [&str; 6] = [
    "intrus @ autre.localhost · session · main_frame by attente.localhost · refused: domain",
    "quai @ attente.localhost · 600 s · main_frame by attente.localhost · HttpOnly",
    "regie_vue @ ads.regie.localhost · 86400 s · sub_frame by ads.regie.localhost · in http://attente.localhost",
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://attente.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
];

/// Waits until a tab shows an address, and tells whether the page was rendered before it was shown. WebDriver loses the
/// window of such a page.
pub(crate) const SHOWN: &str = "
    const shown = async () => (await chrome.tabs.get(arguments[0])).url === arguments[1];
    const activated = () => performance.getEntriesByType('navigation')[0].activationStart > 0;
    return (async () => {
        while (!(await shown())) await new Promise((resume) => setTimeout(resume, 20));
        const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: arguments[0] }, func: activated });
        return result;
    })();
";

/// A page that the browser kept whole and shows again has everything that it had.
async fn a_page_shown_again(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("souvenir", "/")).await?;
    let expected = if browser == Browser::Firefox { KEPT_APART } else { REFUSED };
    answered(&session, &tab, &expected).await?;
    let first = report(&session, &tab).await?;
    assert_eq!(lines(&first), expected);
    within(&session, &tab, "document.querySelector('a').click()").await?;
    session.filled("nav").await?;
    assert!(!hosts(&report(&session, &tab).await?).concat().contains("tracker"), "the page between is another");
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.back().await?;
    assert_eq!(within(&session, &tab, "return document.body.dataset.shown").await?, "again");
    let back = report(&session, &tab).await?;
    assert_eq!((lines(&back), hosts(&back)), (lines(&first), hosts(&first)));
    session.close().await
}

/// Back and forward, to pages that the browser kept whole, are no further visits; each page has what it asked for itself.
async fn back_and_forward_are_no_visits(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("souvenir", "/")).await?;
    heard(&session, Some(&tab), "tk_uid=").await?;
    let asked =
        |report: &Value| hosts(report).into_iter().filter(|host| !host.ends_with("partition")).collect::<Vec<_>>();
    let first = asked(&report(&session, &tab).await?);
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("souvenir", "/suite")).await?;
    heard(&session, Some(&tab), "NID=").await?;
    let second = asked(&report(&session, &tab).await?);
    // A page that is shown again can read what the one after it has set.
    let twice = BTreeMap::from(["album", "cadre", "photo"].map(|name| (name.to_owned(), json!([2, 2]))));
    assert_ne!(first, second);
    for (way, own) in [("back", &first), ("forward", &second), ("back", &first)] {
        session.driver.switch_to_window(tab.window.clone()).await?;
        match way {
            "back" => session.driver.back().await?,
            _ => session.driver.forward().await?,
        }
        assert_eq!(within(&session, &tab, "return document.body.dataset.shown").await?, "again", "{way}");
        let report = report(&session, &tab).await?;
        assert_eq!((&asked(&report), &seen_in(&report, "souvenir.localhost")), (own, &twice), "{way}");
    }
    session.close().await
}

const REFUSED: [&str; 5] = [
    "album @ souvenir.localhost · 600 s · script",
    "photo @ souvenir.localhost · 3600 s · main_frame by souvenir.localhost · HttpOnly",
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://souvenir.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
];

const KEPT_APART: [&str; 5] = [
    REFUSED[0],
    REFUSED[1],
    REFUSED[2],
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://souvenir.localhost",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · in http://souvenir.localhost",
];

/// A page that its own service worker answers is audited with what it asked for and what the worker asked for, and with nothing
/// of the page that it replaces.
async fn a_page_answered_by_its_service_worker(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("refuge", "/")).await?;
    session.filled("body[data-kept]").await?;
    session.to(&sites.address("mairie", "/")).await?;
    let asked = sites.seen().iter().filter(|it| it.host == "refuge.localhost" && it.path == "/").count();
    session.to(&sites.address("refuge", "/")).await?;
    session.filled("body[data-answered]").await?;
    let again = sites.seen().iter().filter(|it| it.host == "refuge.localhost" && it.path == "/").count();
    assert_eq!(asked, again, "its service worker answered");
    let expected = [BEDS, KEEPER, if browser == Browser::Firefox { APART } else { BLOCKED }].concat();
    let report = report(&session, &tab).await?;
    assert_eq!(lines(&report), expected);
    let told = ["ads.regie.localhost: request", "refuge.localhost: page", "stats.tracker.localhost: request"];
    assert_eq!(hosts(&report), told);
    let missing =
        if browser == Browser::Firefox { json!(["workers"]) } else { json!(["third-party-blocked", "workers"]) };
    assert_eq!(report.pointer("/report/visit/missing"), Some(&missing));
    session.close().await
}

const BEDS: &[&str] = &[
    "bivouac @ refuge.localhost · 600 s · script",
    "nuitee @ refuge.localhost · 3600 s · xmlhttprequest by refuge.localhost · HttpOnly",
];

const KEEPER: &[&str] =
    &["regie_vue @ ads.regie.localhost · 86400 s · xmlhttprequest by ads.regie.localhost · in http://refuge.localhost"];

const BLOCKED: &[&str] = &[
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://refuge.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · refused: third-party",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · refused: same-site",
];

const APART: &[&str] = &[
    "tk_part @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://refuge.localhost",
    "tk_uid @ stats.tracker.localhost · 31536000 s · image by stats.tracker.localhost · in http://refuge.localhost",
    "tk_visit @ stats.tracker.localhost · 1800 s · image by stats.tracker.localhost · in http://refuge.localhost",
];

in_both_browsers!(
    a_page_that_is_read_again_is_no_visit,
    a_stage_holds_on_every_host_of_a_site,
    a_stage_is_told_by_a_press_and_can_be_withdrawn,
    a_page_shown_again,
    back_and_forward_are_no_visits,
    a_page_answered_by_its_service_worker
);
