//! The extension's icon: how many cookies of the tab are raised, or that nothing could be compared.

use super::api;
use crate::audit::{Outcome, Severity};
use crate::report::Report;
use futures_util::future::join3;
use serde_json::json;
use std::collections::BTreeSet;

/// What the icon of a tab says.
#[derive(Debug)]
pub(super) struct Badge {
    tab: i32,
    text: String,
    /// The icon's file, without its size.
    icon: &'static str,
}

/// How many cookies a report raises. None raised shows no number: a zero would read as a verdict.
pub(super) fn of(tab: i32, report: &Report) -> Badge {
    let raised = report.findings.iter().filter(|finding| finding.severity <= Severity::Warning);
    let cookies: BTreeSet<_> = raised.filter_map(|finding| finding.cookie.as_ref()).collect();
    let text = match cookies.len() {
        0 => String::new(),
        count @ 1..=999 => count.to_string(),
        _ => "999+".to_owned(),
    };
    let icon = match (report.summary.outcome, cookies.len()) {
        (Outcome::NoCharter | Outcome::CharterUnreadable, _) => "unknown",
        (Outcome::Audited, 0) => "icon",
        (Outcome::Audited, _) => "raised",
    };
    Badge { tab, text, icon }
}

/// Shows it.
pub(super) async fn show(Badge { tab, text, icon }: Badge) {
    let path = |size: u8| format!("/extension/icons/{icon}-{size}.png");
    let icon = api::to_js(&json!({ "tabId": tab, "path": { "16": path(16), "32": path(32) } }));
    let text = api::to_js(&json!({ "tabId": tab, "text": text }));
    let color = api::to_js(&json!({ "tabId": tab, "color": "#b3261e" }));
    // The tab may be gone by now; its badge went with it.
    let _ = join3(
        api::settled(api::set_icon(&icon)),
        api::settled(api::set_badge_text(&text)),
        api::settled(api::set_badge_color(&color)),
    )
    .await;
}
