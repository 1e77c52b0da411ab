//! The files that a person saves.

use super::error::Failure;
use super::{api, page, tab};
use crate::cookie::domain;
use crate::report::format::Format;
use crate::report::history::History;
use crate::report::{Report, moment};
use serde_json::{Value, json};

/// A report in a format of [`Format`], as `{name, type, text}`.
///
/// # Errors
/// There is no such format.
pub(super) fn file(report: &Report, format: &str, language: &str) -> Result<Value, Failure> {
    let format = Format::of(format).ok_or(Failure::NoSuchAsk)?;
    let what = match format {
        Format::DraftHtml | Format::DraftMarkdown | Format::DraftCsv => "draft",
        _ => "report",
    };
    let site = domain::host(&report.visit.site).unwrap_or_default();
    let day = moment::iso_day(report.visit.now);
    let name = match format {
        // The EDPB's Website Auditing Tool knows its files by these names alone.
        Format::Inspection => "inspection.json".to_owned(),
        _ => format!("cookie-charter-{what}-{site}-{day}.{}", format.extension()),
    };
    Ok(json!({ "name": name, "type": format.media_type(), "text": format.write(report, language) }))
}

/// Adds the files that belong beside this one: for the Website Auditing Tool, the visited page as it is rendered now, where the
/// tab still shows it.
pub(super) async fn beside(mut file: Value, format: &str, tab: Option<i32>, site: &str) -> Value {
    if Format::of(format) == Some(Format::Inspection)
        && let Some(tab) = tab
        && let Some(shown) = page::page(tab).await.map(|shown| shown.page)
        && tab::address(shown.address.as_deref().unwrap_or_default(), None).is_some_and(|address| address.href == site)
        && let Some(file) = file.as_object_mut()
    {
        let source = json!({ "name": "source.html", "type": "text/html;charset=utf-8", "text": shown.source });
        file.insert("further".to_owned(), json!([source]));
    }
    file
}

/// Everything that is kept, as `{name, type, text}`.
pub(super) fn history(history: &History) -> Value {
    let name = format!("cookie-charter-history-{}.json", moment::iso_day(api::now()));
    json!({ "name": name, "type": "application/json", "text": json!(history).to_string() })
}
