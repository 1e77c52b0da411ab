//! The rules for people: the table of the README.

use super::words::Words;
use crate::audit::rules::RULES;

/// Where the table begins and ends in the README.
pub const MARKS: (&str, &str) = ("<!-- rules -->", "<!-- /rules -->");

/// All rules as a markdown table, one row each: id, severity in the plain case, title.
pub fn table(language: &str) -> String {
    let words = Words::of(language);
    let cell = |key: &str| words.view(&format!("rules.{key}"), &[]);
    let mut table = format!("| {} | {} | {} |\n|---|---|---|\n", cell("rule"), cell("severity"), cell("title"));
    for rule in RULES {
        let severity = serde_json::to_value(rule.severity).unwrap_or_default();
        let severity = severity.as_str().unwrap_or_default();
        table.push_str(&format!(
            "| [`{id}`](src/audit/rules/{file}.rs) | {severity} | {title} |\n",
            id = rule.id,
            file = rule.id.replace('-', "_"),
            title = words.title(rule.id),
        ));
    }
    table
}

/// A text with the table put between its marks. `None` when the text has no marks.
pub fn put(text: &str, language: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS.0)?;
    let (_, after) = rest.split_once(MARKS.1)?;
    Some(format!("{before}{}\n{}{}{after}", MARKS.0, table(language), MARKS.1))
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn the_table_replaces_what_stood_between_the_marks() {
        let text = "a\n<!-- rules -->\nold\n<!-- /rules -->\nb";
        let new = put(text, "en").unwrap();
        assert!(new.contains("| [`undeclared`](src/audit/rules/undeclared.rs) | breach | Not in the charter |"));
        assert!(!new.contains("old") && new.ends_with("<!-- /rules -->\nb"));
        assert_eq!(put(&new, "en").as_deref(), Some(new.as_str()));
        assert_eq!(put("no marks", "en"), None);
    }
}
