//! A report for issues and mails: GitHub's Markdown, in which nothing of a page or a cookie is markup.

use super::text::{counted, shortened};
use super::view::{Row, View};
use super::words::Words;
use std::fmt::Write as _;

/// Writes a view as Markdown.
pub fn markdown(view: &View) -> String {
    let words = Words::of(&view.language);
    let label = |key: &str| words.labels.get(key).cloned().unwrap_or_default();
    let mut text = format!("# {}\n\n**{}**\n", literal(&view.site), literal(&view.verdict));
    if let Some(sentence) = &view.state.sentence {
        let _ = write!(text, "\n{}\n", literal(sentence));
    }
    for counts in [&view.counts, &view.weights].into_iter().filter(|counts| !counts.is_empty()) {
        let _ = write!(text, "\n{}\n", counted(counts));
    }
    for (place, proof) in view.evidence.iter().enumerate() {
        let address = proof.address.as_deref().map(|address| format!("<{}>", address.replace(['<', '>', ' '], "")));
        let value = Some(literal(&proof.value)).filter(|value| !value.is_empty());
        let parts: Vec<String> = address.into_iter().chain(value).collect();
        let _ = writeln!(text, "{}- {} — {}", if place == 0 { "\n" } else { "" }, proof.label, parts.join(" · "));
    }
    for group in &view.groups {
        let _ = write!(text, "\n## {} ({})\n\n", literal(&group.title), group.rows.len());
        let headings = ["columnCookie", "columnHost", "columnFinding", "columnSays", "columnHolds"].map(label);
        let _ = writeln!(text, "| {} |\n|---|---|---|---|---|", headings.join(" | "));
        for row in &group.rows {
            text.push_str(&line(words, row));
        }
    }
    if !view.missing.is_empty() {
        let _ = write!(text, "\n## {}\n\n", label("missing"));
        for sentence in &view.missing {
            let _ = writeln!(text, "- {}", literal(sentence));
        }
    }
    text.push('\n');
    let _ = writeln!(text, "{}", label("observations"));
    text
}

fn line(words: &Words, row: &Row) -> String {
    let mut observed: Vec<String> =
        row.findings.iter().map(|found| literal(&found.weighed(words, &found.told()))).collect();
    if observed.is_empty() {
        observed.push(literal(&row.sentence));
    }
    let says = row.says.as_ref().and_then(|says| Some((says, says.quote.as_deref()?)));
    let quote = says.map(|(says, quote)| {
        let source = says.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        shortened(quote, 160) + &source
    });
    let holds: Vec<String> = row.holds.iter().map(|(label, value)| format!("{label} {value}")).collect();
    format!(
        "| {} | {} | {} | {} | {} |\n",
        code(&row.name),
        row.host.as_deref().map(code).unwrap_or_default(),
        observed.join("<br>"),
        quote.as_deref().map(literal).unwrap_or_default(),
        literal(&holds.join(" · ")),
    )
}

/// Words that stay words: every sign with a meaning in Markdown is escaped, mentions and line breaks included.
pub(super) fn literal(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' => text.extend(['\\', c]),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '@' => text.push_str("&#64;"),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    // A bare address would become a link.
    text.replace("://", ":&#47;&#47;")
}

/// A name in a code span. A span cannot hold its own fence, and a table cell no bare pipe.
fn code(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let run = name.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(run + 1);
    let pad = if run > 0 { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", name.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::{code, literal};

    #[test]
    fn nothing_said_becomes_markup() {
        assert_eq!(literal("_ga* <b>@me</b>\n# x"), "\\_ga\\* &lt;b&gt;&#64;me&lt;/b&gt; \\# x");
        assert_eq!(literal("https://x.org"), "https:&#47;&#47;x.org");
        assert_eq!(code("_ga|x"), "`_ga\\|x`");
        assert_eq!(code("a``b"), "``` a``b ```");
    }
}
