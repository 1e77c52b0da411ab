//! Why is this cookie covered, or not? One name's rows, with everything a view knows of them.

use super::text::{Paint, plain};
use super::view::{Row, View};
use super::words::Words;
use std::fmt::Write as _;

/// Explains every row of this name (of this name's beginning, when none is equal). `None` when there is no such row.
pub fn explain(view: &View, name: &str, paint: Paint) -> Option<String> {
    let rows = || view.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group.title.as_str(), row)));
    let mut chosen: Vec<(&str, &Row)> = rows().filter(|(_, row)| row.name == name).collect();
    if chosen.is_empty() {
        chosen = rows().filter(|(_, row)| !name.is_empty() && row.name.starts_with(name)).collect();
    }
    if chosen.is_empty() {
        return None;
    }
    let words = Words::of(&view.language);
    let label = |key: &str| words.labels.get(key).cloned().unwrap_or_default();
    let mut text = String::new();
    for (group, row) in chosen {
        let host = row.host.as_deref().map(plain).unwrap_or_default();
        let _ = writeln!(text, "{}  {host}  {}", paint.with("1", &plain(&row.name)), paint.with("2", group));
        let _ = writeln!(text, "  {}", plain(&row.sentence));
        if let Some(says) = &row.says {
            let _ = writeln!(text, "  {}", paint.with("1", &label("charterSays")));
            let parts = [
                says.quote.as_ref().map(|quote| words.view("quoted", &[("text", quote)])),
                Some(says.sentence.clone()),
                says.link.clone(),
            ];
            for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
                let _ = writeln!(text, "    {}", plain(&part));
            }
        }
        let is_charter = row.holds.is_empty() && row.findings.iter().all(|found| found.cookie.is_empty());
        if !is_charter {
            let _ = writeln!(text, "  {}", paint.with("1", &row.heading));
        }
        if row.holds.is_empty() && !is_charter {
            let _ = writeln!(text, "    {}", label("browserHoldsNothing"));
        }
        for (label, value) in &row.holds {
            let _ = writeln!(text, "    {} : {}", plain(label), plain(value));
        }
        for found in &row.findings {
            let title = paint.with("1", &plain(&found.title));
            let _ = writeln!(text, "  {title} ({} · {})", found.weight, found.rule);
            let judged = found.judgement.as_ref().map(|judged| &judged.sentence);
            for sentence in [&found.observed, &found.why, &found.owner].into_iter().chain(judged) {
                let _ = writeln!(text, "    {}", plain(sentence));
            }
        }
        text.push('\n');
    }
    Some(text)
}
