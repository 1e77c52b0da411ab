//! What a page of the extension shows, read from its document.

use anyhow::Result;
use serde::Deserialize;
use xtask::session::{Session, Tab};

pub(crate) const POPUP: &str = "extension/popup/popup.html";
pub(crate) const REPORT: &str = "extension/report/report.html";

/// What a page shows, as lists that can be compared whole.
#[derive(Debug, Deserialize)]
pub(crate) struct Shown {
    /// The verdict's sentence.
    pub(crate) verdict: String,
    /// `audited`, `no-charter`, …
    pub(crate) view: String,
    /// `rule: cookie @ domain`, sorted.
    pub(crate) findings: Vec<String>,
    /// The names of the rows without any finding, sorted.
    pub(crate) quiet: Vec<String>,
}

/// Opens the popup about a tab and reads it.
pub(crate) async fn popup(session: &Session, tab: &Tab) -> Result<Shown> {
    session.about(tab, POPUP).await?;
    read(session).await
}

/// Reads the page that is open.
pub(crate) async fn read(session: &Session) -> Result<Shown> {
    let script = "
        const all = (selector) => [...document.querySelectorAll(selector)];
        return {
            verdict: document.querySelector('#verdict, h1')?.textContent ?? '',
            view: document.body.dataset.view ?? '',
            findings: [...new Set(all('[data-rule]').map(({ dataset: it }) =>
                it.cookie ? `${it.rule}: ${it.cookie} @ ${it.domain}` : it.rule))].sort(),
            quiet: all('[data-name]').filter((it) => !it.querySelector('[data-rule]')).map((it) => it.dataset.name).sort(),
        }";
    Ok(serde_json::from_value(session.driver.execute(script, Vec::new()).await?.json().clone())?)
}
