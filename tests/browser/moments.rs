//! The moments of a visit: consent stages told by the person and by platforms, pages restored and prerendered, later visits.

use crate::visit::{lines, report};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::Sites;

/// Runs a script in the visited page itself.
async fn within(session: &Session, tab: &Tab, script: &str) -> Result<Value> {
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

#[tokio::test]
async fn the_record_of_a_platform_tells_the_stage() -> Result<()> {
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("boutique", "/")).await?;
        let ask = || json!({ "ask": "view" });
        assert_eq!(view(&session, &tab, ask()).await?["stage"], "unknown", "{browser:?}");
        for (record, stage, why) in [
            ("tarteaucitron=!gtag=wait!matomo=wait", "before", "tarteaucitron has no choice of yours yet."),
            ("tarteaucitron=!gtag=false!matomo=false", "refused", "tarteaucitron remembers that you refused."),
            ("tarteaucitron=!gtag=true!matomo=false", "accepted", "tarteaucitron remembers that you accepted."),
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
        // Firefox may take the page itself from its memory, and then nobody sets its cookies: they are held all the same.
        let setter = if browser == Browser::Firefox { 2 } else { usize::MAX };
        let told = |line: String| {
            let facts = line.split(" · ").enumerate().filter(|(place, _)| *place != setter);
            facts.map(|(_, fact)| fact).collect::<Vec<_>>().join(" · ")
        };
        let own = |report: &Value| {
            let own = lines(report).into_iter().filter(|line| line.contains("@ opendata"));
            own.map(told).collect::<Vec<_>>()
        };
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
        let cookies = report.pointer("/report/visit/cookies").and_then(Value::as_array).cloned().unwrap_or_default();
        let held = report.pointer("/report/held").and_then(Value::as_array).cloned().unwrap_or_default();
        let own = cookies.iter().zip(held).filter(|(cookie, _)| cookie["domain"] == "boutique.localhost");
        let seen: Vec<Value> = own.map(|(cookie, held)| json!([cookie["name"], held["seenIn"]])).collect();
        let times = |visits: u32| json!({ "visits": visits, "of": 2 });
        let expected = [json!(["panier", times(2)]), json!(["rare", times(1)]), json!(["visiteur", times(2)])];
        assert_eq!(seen, expected, "{browser:?}");
        session.close().await?;
    }
    Ok(())
}
