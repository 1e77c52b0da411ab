//! How long the popup takes to show its first answer, as the popup itself measures it: from the start of its loading to the
//! frame in which it is drawn. What browsers need before that, to make a window for it, is the same for every extension.

use crate::session::{Browser, Opening, Session, Tab};
use crate::site::Sites;
use anyhow::Result;
use serde_json::json;

const POPUP: &str = "extension/popup/popup.html";
const TIMES: usize = 11;

/// What the popup finds when it opens.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    /// The background runs.
    warm: bool,
    /// What is known of the page.
    known: Known,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// The popup was opened before on this page.
    Page,
    /// The charter of the site was read before, for another page.
    Charter,
    Nothing,
}

const CASES: [Case; 6] = [
    Case { name: "warm, page looked at before", warm: true, known: Known::Page },
    Case { name: "warm, page never looked at", warm: true, known: Known::Charter },
    Case { name: "warm, charter never read", warm: true, known: Known::Nothing },
    Case { name: "cold, page looked at before", warm: false, known: Known::Page },
    Case { name: "cold, page never looked at", warm: false, known: Known::Charter },
    Case { name: "cold, charter never read", warm: false, known: Known::Nothing },
];

/// Opens the popup again and again in both browsers, and prints a table in milliseconds.
///
/// # Errors
/// A browser does not start, or the popup never answers.
#[tokio::main]
pub(super) async fn opening() -> Result<()> {
    println!("{:<10} {:<30} {:>12} {:>8} {:>12}", "browser", "popup", "first answer", "worst", "fresh answer");
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let session = Session::open(Opening::headless(browser)).await?;
        let tab = session.visit(&sites.address("opendata", "/")).await?;
        open(&session, &tab).await?;
        for case in CASES {
            let mut first = Vec::new();
            let mut fresh = Vec::new();
            for _ in 0..TIMES {
                prepare(&session, &tab, case).await?;
                let (answered, read) = open(&session, &tab).await?;
                first.push(answered);
                fresh.push(read);
            }
            first.sort_by(f64::total_cmp);
            fresh.sort_by(f64::total_cmp);
            let worst = first.last().copied().unwrap_or_default();
            println!(
                "{:<10} {:<30} {:>9.0} ms {:>5.0} ms {:>9.0} ms",
                browser.name(),
                case.name,
                middle(&first),
                worst,
                middle(&fresh)
            );
        }
        session.close().await?;
    }
    Ok(())
}

async fn prepare(session: &Session, tab: &Tab, case: Case) -> Result<()> {
    let forgotten = if case.known == Known::Page { Vec::new() } else { vec![format!("shown:{}", tab.id)] };
    if case.known == Known::Nothing {
        session.ask(json!({ "ask": "forget-charter", "site": "opendata.localhost" })).await?;
    }
    session.inside("return chrome.storage.session.remove(arguments[0])", vec![forgotten.into()]).await?;
    if !case.warm {
        session.stop_background().await?;
    }
    Ok(())
}

/// Opens the popup and closes it: milliseconds until something was on screen, and until it was read anew.
async fn open(session: &Session, tab: &Tab) -> Result<(f64, f64)> {
    session.about(tab, POPUP).await?;
    let script = "
        const marks = () => ['answered', 'read'].map((name) => performance.getEntriesByName(name)[0]?.startTime);
        const frame = () => new Promise((resume) => requestAnimationFrame(resume));
        return (async () => { while (!marks().every(Boolean)) await frame(); return marks(); })();";
    let marks: Vec<f64> = serde_json::from_value(session.driver.execute(script, Vec::new()).await?.json().clone())?;
    session.driver.close_window().await?;
    let [answered, read] = marks[..] else { anyhow::bail!("the popup has no marks") };
    Ok((answered, read))
}

fn middle(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
