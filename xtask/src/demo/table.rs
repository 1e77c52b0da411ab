//! An audit as a table for the terminal.

use serde_json::Value;
use std::fmt::Write;

/// The view's sentences and rows, one line a cookie, in columns.
pub(super) fn table(view: &Value) -> String {
    let mut text = format!("{} — {}\n", said(view, "/site"), said(view, "/verdict"));
    for line in [said(view, "/state/sentence"), said(view, "/charters/0/sentence")].iter().filter(|it| !it.is_empty()) {
        let _ = writeln!(text, "{line}");
    }
    for group in listed(view, "/groups").filter(|group| listed(group, "/rows").next().is_some()) {
        let _ = writeln!(text, "\n  {} ({})", said(group, "/title"), listed(group, "/rows").count());
        let widths = ["/name", "/host"]
            .map(|part| listed(group, "/rows").map(|row| length(&said(row, part))).max().unwrap_or(0));
        for row in listed(group, "/rows") {
            let [name, host] = widths;
            let _ = writeln!(
                text,
                "    {:name$}  {:host$}  {}",
                said(row, "/name"),
                said(row, "/host"),
                said(row, "/sentence")
            );
        }
    }
    for line in listed(view, "/missing") {
        let _ = writeln!(text, "\n  · {}", line.as_str().unwrap_or_default());
    }
    text
}

fn said(value: &Value, part: &str) -> String {
    value.pointer(part).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn listed<'a>(value: &'a Value, part: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(part).and_then(Value::as_array).into_iter().flatten()
}

fn length(text: &str) -> usize {
    text.chars().count()
}
