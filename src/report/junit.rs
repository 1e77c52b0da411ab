//! A report for continuous integration: one test a cookie or declaration, a failure where something is raised.

use super::view::{Found, Row, View};
use std::fmt::Write as _;

/// Writes a view as JUnit XML: breaches and warnings are failures, what is lower is told beside a passed test.
pub fn junit(view: &View) -> String {
    let rows = || view.groups.iter().flat_map(|group| &group.rows);
    let failures = rows().filter(|row| row.findings.iter().any(fails)).count();
    // Where nothing was compared, no test has passed: the charter itself is the error.
    let told = view.state.id == "audited";
    let site = xml(&view.site);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let skipped = view.known.len();
    let (tests, errors) = (rows().count() + skipped + usize::from(!told), usize::from(!told));
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
    let _ = writeln!(
        text,
        "<testsuites name=\"cookie-charter\" {counts}>\n  <testsuite name=\"{site}\" {counts} skipped=\"{skipped}\">"
    );
    for group in &view.groups {
        for row in &group.rows {
            case(&mut text, &format!("{site}.{}", xml(&group.id)), row);
        }
    }
    for row in &view.known {
        let told: Vec<String> = row.findings.iter().map(Found::told).collect();
        let (name, message) = (xml(&name(row)), xml(&told.join(" ")));
        let _ = writeln!(
            text,
            "    <testcase classname=\"{site}.known\" name=\"{name}\"><skipped message=\"{message}\"/></testcase>"
        );
    }
    if !told {
        let (id, verdict) = (xml(&view.state.id), xml(&view.verdict));
        let body = [Some(&view.verdict), view.state.sentence.as_ref()].into_iter().flatten();
        let body = xml(&body.cloned().collect::<Vec<_>>().join("\n"));
        let _ = writeln!(
            text,
            "    <testcase classname=\"{site}\" name=\"{id}\"><error type=\"{id}\" message=\"{verdict}\">{body}</error></testcase>"
        );
    }
    let told = [Some(&view.verdict), view.state.sentence.as_ref()].into_iter().flatten().chain(&view.missing);
    let told = told.cloned().collect::<Vec<_>>();
    let _ = writeln!(text, "    <system-out>{}</system-out>\n  </testsuite>\n</testsuites>", xml(&told.join("\n")));
    text
}

/// The name of a row's test.
fn name(row: &Row) -> String {
    let host = row.host.as_deref().map(|host| format!(" ({host})")).unwrap_or_default();
    format!("{}{host}", row.name)
}

fn case(text: &mut String, class: &str, row: &Row) {
    let _ = write!(text, "    <testcase classname=\"{class}\" name=\"{}\"", xml(&name(row)));
    if row.findings.is_empty() {
        text.push_str("/>\n");
        return;
    }
    text.push_str(">\n");
    failure(text, row);
    let told: Vec<String> = row.findings.iter().filter(|found| !fails(found)).map(Found::told).collect();
    if !told.is_empty() {
        let _ = writeln!(text, "      <system-out>{}</system-out>", xml(&told.join("\n")));
    }
    text.push_str("    </testcase>\n");
}

/// One failure for all that is raised about a row: some platforms take no more. Some show its message alone, others its body
/// alone, so that the body begins with the message.
fn failure(text: &mut String, row: &Row) {
    let raised: Vec<&Found> = row.findings.iter().filter(|found| fails(found)).collect();
    if raised.is_empty() {
        return;
    }
    let rules: Vec<&str> = raised.iter().map(|found| found.rule.as_str()).collect();
    let message = raised.iter().map(|found| found.told()).collect::<Vec<_>>().join(" ");
    let reasons = raised.iter().flat_map(|found| [found.why.clone(), found.owner.clone()]);
    let says = row.says.as_ref().map(|says| says.quote.clone().unwrap_or_else(|| says.sentence.clone()));
    let mut body = vec![message.clone()];
    for line in reasons.chain(says) {
        if !body.contains(&line) {
            body.push(line);
        }
    }
    let (rules, message, body) = (xml(&rules.join(", ")), xml(&message), xml(&body.join("\n")));
    let _ = writeln!(text, "      <failure type=\"{rules}\" message=\"{message}\">{body}</failure>");
}

fn fails(found: &Found) -> bool {
    matches!(found.severity.as_str(), "breach" | "warning")
}

/// Text of an element or an attribute; characters that XML 1.0 cannot carry become spaces.
fn xml(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\n' => text.push_str("&#10;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn nothing_said_becomes_markup() {
        assert_eq!(xml("<a b=\"c\">&\n\u{0}\u{1b}é"), "&lt;a b=&quot;c&quot;&gt;&amp;&#10;  é");
    }
}
