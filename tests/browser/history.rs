//! Audits that are kept, compared, deleted and taken elsewhere; judgements that stay; settings that hold; in real browsers.

use crate::shown::{REPORT, popup};
use anyhow::Result;
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::Sites;

const HISTORY: &str = "extension/history/history.html";
const OPTIONS: &str = "extension/options/options.html";

async fn ask(session: &Session, ask: Value) -> Result<Value> {
    let mut ask = ask;
    ask["language"] = "en".into();
    session.ask(ask).await
}

/// Keeps the audit of a tab by the button of its report page.
async fn keep(session: &Session, tab: &Tab) -> Result<()> {
    session.about(tab, REPORT).await?;
    session.driver.execute("document.querySelector('#keep').click()", Vec::new()).await?;
    session.filled("#said a").await
}

fn ids(history: &Value) -> Vec<String> {
    let audits = history["audits"].as_array().cloned().unwrap_or_default();
    audits.iter().filter_map(|audit| audit["id"].as_str().map(str::to_owned)).collect()
}

async fn stored(session: &Session, key: &str) -> Result<Value> {
    session.inside("return chrome.storage.local.get(arguments[0])", vec![key.into()]).await
}

async fn audits_are_kept_compared_deleted_and_imported(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    popup(&session, &tab).await?;
    assert_eq!(ids(&ask(&session, json!({ "ask": "history" })).await?).len(), 0, "nothing is kept unasked");
    keep(&session, &tab).await?;
    // An audit tells its moment in seconds: of two within one, neither is the earlier.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.execute("document.cookie = 'nouveau=1; path=/; max-age=600'", Vec::new()).await?;
    keep(&session, &tab).await?;

    let history = ask(&session, json!({ "ask": "history" })).await?;
    let kept = ids(&history);
    assert_eq!(kept.len(), 2);
    assert!(history["bytes"].as_u64() > Some(1000), "the size is shown: {history}");
    let shown = ask(&session, json!({ "ask": "difference", "audits": kept })).await?;
    let rows = shown.pointer("/groups/0/rows").and_then(Value::as_array).cloned().unwrap_or_default();
    let changes: Vec<_> = rows.iter().map(|row| json!([row["change"], row["name"]])).collect();
    assert_eq!(changes, [json!(["added", "nouveau"])], "{shown}");

    // A kept audit opens as a report without its tab.
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&session.page(&format!("{REPORT}?audit={}", kept[0]))).await?;
    assert_eq!(session.settled().await?, "ready");

    let file = ask(&session, json!({ "ask": "export-history" })).await?;
    let deleted = ask(&session, json!({ "ask": "delete", "audit": kept[0] })).await?;
    assert_eq!(ids(&deleted), kept[1..]);
    let imported = ask(&session, json!({ "ask": "import", "text": file["text"] })).await?;
    assert_eq!(imported["said"], "1 audit imported. 1 was there already.");
    assert_eq!(ids(&imported), kept);
    let hostile = ask(&session, json!({ "ask": "import", "text": "{\"schema\": \"<b>\"}" })).await?;
    assert_eq!((ids(&hostile), &hostile["done"]), (kept.clone(), &json!("not")));

    session.to(&session.page(HISTORY)).await?;
    session.settled().await?;
    let lines = session.driver.execute("return document.querySelectorAll('[data-audit]').length", Vec::new()).await?;
    assert_eq!(lines.json(), &json!(2));
    assert_eq!(ids(&ask(&session, json!({ "ask": "delete", "audit": null })).await?).len(), 0);
    let left = session.inside("return chrome.storage.local.get().then((all) => Object.keys(all).filter((key) => /^(audit|judged):/.test(key)))", Vec::new()).await?;
    assert_eq!(left, json!([]));
    session.close().await
}

/// A record that is broken, and a disk that is full, cost nothing else.
async fn a_broken_record_and_a_full_disk_lose_nothing_else(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    keep(&session, &tab).await?;
    let kept = ids(&ask(&session, json!({ "ask": "history" })).await?);
    session
        .inside("return chrome.storage.local.set({ 'audit:5-00ff00ff00ff00ff': 'broken', audits: 'lost' })", Vec::new())
        .await?;
    let history = ask(&session, json!({ "ask": "history" })).await?;
    let whole: Vec<_> =
        history["audits"].as_array().into_iter().flatten().map(|audit| audit["whole"].clone()).collect();
    assert_eq!(whole, [json!(true), json!(false)], "the list is made again from the audits: {history}");
    let opened = ask(&session, json!({ "ask": "report", "audit": "5-00ff00ff00ff00ff" })).await?;
    assert_eq!(
        opened["error"]["sentence"],
        "This record is gone or can no longer be read. The others are not affected."
    );
    assert!(ask(&session, json!({ "ask": "report", "audit": kept[0] })).await?["view"].is_object());

    // Chromium grants ten megabytes; Firefox as much as the disk has.
    if browser == Browser::Chromium {
        let fill = "return chrome.storage.local.set({ filling: 'x'.repeat(10485760 - 40000) }).catch(() => 0)
            .then(async () => { for (let n = 0, size = 20000; size > 10; n++) { try { await chrome.storage.local.set({ ['filling' + n]: 'x'.repeat(size) }); } catch { size = size >> 1; } } })";
        session.inside(fill, Vec::new()).await?;
        let again = session.visit(&sites.address("mairie", "/")).await?;
        let report = ask(&session, json!({ "ask": "report", "tab": again.id })).await?;
        let refused = ask(&session, json!({ "ask": "keep", "report": report["report"] })).await?;
        assert_eq!(refused["done"], "not", "{refused}");
        assert!(refused["said"].as_str().is_some_and(|said| said.ends_with("Nothing else is lost.")), "{refused}");
        assert!(ask(&session, json!({ "ask": "report", "audit": kept[0] })).await?["view"].is_object());
        assert_eq!(ids(&ask(&session, json!({ "ask": "history" })).await?).len(), 2);
    }
    session.close().await
}

async fn judgements_stay_with_their_findings(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("mairie", "/")).await?;
    session.about(&tab, REPORT).await?;
    let fill = "
        const box = document.querySelector('[data-cookie=lecteur_volume] .judge');
        box.open = true;
        box.dispatchEvent(new Event('toggle'));
        box.querySelector('[value=disputed]').click();
        box.querySelector('textarea').value = 'Our player, <b>embedded</b>.';
        box.querySelector('[type=submit]').click();";
    session.driver.execute(fill, Vec::new()).await?;
    session.filled("[data-cookie=lecteur_volume] .judgement bdi").await?;

    let again = session.visit(&sites.address("mairie", "/")).await?;
    let report = ask(&session, json!({ "ask": "report", "tab": again.id })).await?;
    let judged: Vec<_> = report.pointer("/report/findings").and_then(Value::as_array).into_iter().flatten().collect();
    let notes: Vec<_> = judged.iter().filter_map(|finding| finding.pointer("/judgement/note")).collect();
    assert_eq!(notes, ["Our player, <b>embedded</b>."], "it survives a new visit");
    for (format, said) in [
        ("json", "Our player, <b>embedded</b>."),
        ("csv", "Our player, <b>embedded</b>."),
        ("html", "Our player, &lt;b&gt;embedded&lt;/b&gt;."),
        ("markdown", "Our player, &lt;b&gt;embedded&lt;/b&gt;."),
        ("sarif", "\"suppressions\""),
        ("junit", "Our player, &lt;b&gt;embedded&lt;/b&gt;."),
        ("inspection", "Our player, <b>embedded</b>."),
    ] {
        let file = ask(&session, json!({ "ask": "export", "tab": again.id, "format": format })).await?;
        assert!(file["text"].as_str().is_some_and(|text| text.contains(said)), "{format}: {file}");
    }
    let file = ask(&session, json!({ "ask": "export", "tab": again.id, "format": "inspection" })).await?;
    assert_eq!((&file["name"], &file["further"][0]["name"]), (&json!("inspection.json"), &json!("source.html")));
    session.close().await
}

/// What is on screen is what is exported and judged, though its tab shows another site by now, or is closed.
async fn a_report_outlives_its_tab(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    let page = session.about(&tab, REPORT).await?;
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("mairie", "/")).await?;

    session.driver.switch_to_window(page.clone()).await?;
    let judge = "
        const box = document.querySelector('[data-cookie=tk_part] .judge');
        box.open = true;
        box.dispatchEvent(new Event('toggle'));
        box.querySelector('[value=accepted]').click();
        box.querySelector('textarea').value = 'The shop, not the town hall.';
        box.querySelector('[type=submit]').click();";
    session.driver.execute(judge, Vec::new()).await?;
    session.filled("[data-cookie=tk_part] .judgement bdi").await?;
    let judged = stored(&session, "judged:boutique.localhost").await?;
    assert!(judged.to_string().contains("The shop, not the town hall."), "{judged}");
    assert_eq!(stored(&session, "judged:mairie.localhost").await?, json!({}));

    session.driver.switch_to_window(page.clone()).await?;
    let file: Value = serde_json::from_str(&exported(&session, "json").await?)?;
    assert_eq!(file["visit"]["site"], sites.address("boutique", "/"));
    assert!(file.to_string().contains("The shop, not the town hall."), "with what was said since: {file}");
    let inspection = exported(&session, "inspection").await?;
    assert!(!inspection.contains("mairie"), "no page of another site stands beside it: {inspection}");

    session.driver.switch_to_window(tab.window.clone()).await?;
    session.driver.close_window().await?;
    session.driver.switch_to_window(page).await?;
    let file = exported(&session, "html").await?;
    assert!(file.contains("boutique.localhost") && !file.contains("mairie.localhost"), "{file}");
    session.close().await
}

/// Exports the report that is open, and gives everything that was saved, one file after another.
async fn exported(session: &Session, format: &str) -> Result<String> {
    let saved = session.driver.execute(EXPORTED, vec![format.into()]).await?.json().clone();
    Ok(saved.as_str().unwrap_or_default().to_owned())
}

/// What is saved is a blob first: it is read there.
const EXPORTED: &str = "
    const [format] = arguments;
    const said = document.querySelector('#said');
    const make = URL.createObjectURL;
    const saved = [];
    URL.createObjectURL = (blob) => { saved.push(blob.text()); return make.call(URL, blob); };
    said.textContent = '';
    document.querySelector(`[data-format=${format}]`).click();
    return (async () => {
        while (!said.textContent) await new Promise((resume) => setTimeout(resume, 20));
        URL.createObjectURL = make;
        return (await Promise.all(saved)).join('\\n');
    })();
";

async fn settings_hold(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let offered = "return Promise.all([chrome.contextMenus.update('charter', {}), chrome.commands.getAll()])
        .then(([, commands]) => commands.map(({ name, shortcut }) => `${name} ${shortcut}`))";
    // Chromium gives no shortcut to what its command line loads.
    let shortcut = if browser == Browser::Firefox { "Alt+Shift+C" } else { "" };
    let expected = json!([format!("_execute_action {shortcut}")]);
    assert_eq!(session.inside(offered, Vec::new()).await?, expected, "the menu is there, and the shortcut");
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    let address = sites.address("boutique", "/livraison");
    ask(&session, json!({ "ask": "point", "tab": tab.id, "address": address })).await?;
    session.to(&session.page(OPTIONS)).await?;
    session.settled().await?;
    let field = "return document.querySelector('[data-site] input').value";
    assert_eq!(session.driver.execute(field, Vec::new()).await?.json(), &json!(address));
    let other = sites.address("boutique", "/cookies");
    let edit = "
        document.querySelector('[data-site] input').value = arguments[0];
        document.querySelector('[data-site] [type=submit]').click();";
    session.driver.execute(edit, vec![other.clone().into()]).await?;
    session.filled(&format!("[data-site] input[value='{other}']")).await?;
    assert_eq!(stored(&session, "charters").await?["charters"].as_object().map(serde_json::Map::len), Some(1));
    let bad =
        ask(&session, json!({ "ask": "set-charter", "site": "boutique.localhost", "address": "javascript:1" })).await?;
    assert!(bad["state"]["id"] == "charter-bad-address", "{bad}");
    let site = stored(&session, "charters").await?["charters"].as_object().and_then(|all| all.keys().next().cloned());
    let left = ask(&session, json!({ "ask": "forget-charter", "site": site })).await?;
    assert_eq!(left["charters"], json!([]));
    session.close().await
}

/// What the first version stored is brought into the present layout, and nothing of it is lost.
async fn an_older_layout_is_migrated(browser: Browser) -> Result<()> {
    let session = Session::open(Opening::headless(browser)).await?;
    let old = json!({
        "settings": { "mode": "browse", "language": "en", "keep": true },
        "site:a.example": { "pointed": "https://a.example/cookies", "asked": 4, "touched": 9 },
    });
    session
        .inside("return chrome.storage.local.clear().then(() => chrome.storage.local.set(arguments[0]))", vec![old])
        .await?;
    session.stop_background().await?;
    let settings = ask(&session, json!({ "ask": "settings" })).await?;
    assert_eq!(settings["mode"], "browse");
    assert_eq!(settings["charters"], json!([{ "site": "a.example", "address": "https://a.example/cookies" }]));
    assert_eq!(stored(&session, "layout").await?["layout"], 2);
    session.close().await
}

in_both_browsers!(
    audits_are_kept_compared_deleted_and_imported,
    a_broken_record_and_a_full_disk_lose_nothing_else,
    judgements_stay_with_their_findings,
    a_report_outlives_its_tab,
    settings_hold,
    an_older_layout_is_migrated,
);
