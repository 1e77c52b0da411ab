//! A report for a terminal: verdict, counts, then the rows by group, what is raised first.

use super::view::{Count, Row, View};
use super::words::Words;
use std::fmt::Write as _;

/// Whether marks and names are coloured. A sign and a word always say the same as the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Letters only.
    Plain,
    /// ANSI escape sequences.
    Ansi,
}

const BOLD: &str = "1";
const DIM: &str = "2";

/// Writes a view for a terminal.
pub fn text(view: &View, paint: Paint) -> String {
    let words = Words::of(&view.language);
    let mut text = String::new();
    let _ = writeln!(text, "{}\n{}", paint.with(BOLD, &plain(&view.site)), plain(&view.verdict));
    if let Some(sentence) = &view.state.sentence {
        let _ = writeln!(text, "{}", plain(sentence));
    }
    for counts in [&view.counts, &view.weights].into_iter().filter(|counts| !counts.is_empty()) {
        let _ = writeln!(text, "{}", paint.with(DIM, &counted(counts)));
    }
    evidence(&mut text, view, paint);
    for group in &view.groups {
        let title = format!("{} ({})", plain(&group.title), group.rows.len());
        let _ = writeln!(text, "\n{}", paint.with(BOLD, &title));
        let width = group.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0).min(32);
        for row in &group.rows {
            write_row(&mut text, row, words, width, paint);
        }
    }
    footer(&mut text, view, paint);
    text
}

/// Counts with their labels, on one line.
pub(super) fn counted(counts: &[Count]) -> String {
    counts.iter().map(|count| format!("{} {}", count.shown(), count.label)).collect::<Vec<_>>().join(" · ")
}

/// What the audit rests on, in two columns.
fn evidence(text: &mut String, view: &View, paint: Paint) {
    let width = view.evidence.iter().map(|proof| proof.label.chars().count()).max().unwrap_or(0);
    for (place, proof) in view.evidence.iter().enumerate() {
        let start = if place == 0 { "\n" } else { "" };
        let parts = proof.address.iter().chain(Some(&proof.value)).filter(|part| !part.is_empty());
        let value = parts.map(|part| plain(part)).collect::<Vec<_>>().join(" · ");
        let _ = writeln!(text, "{start}{}  {value}", paint.with(DIM, &format!("{:<width$}", proof.label)));
    }
}

fn write_row(text: &mut String, row: &Row, words: &Words, width: usize, paint: Paint) {
    let colour = match row.mark.as_str() {
        "raised" => "31",
        "noted" => BOLD,
        "third" => "33",
        "kept" => "32",
        _ => DIM,
    };
    let sign = sign(&row.mark);
    let beside = [row.host.as_deref(), row.chip.as_deref()].into_iter().flatten().map(plain).collect::<Vec<_>>();
    let line =
        format!("  {} {:<width$}  {}", paint.with(colour, sign), plain(&row.name), paint.with(DIM, &beside.join("  ")));
    let _ = writeln!(text, "{}", line.trim_end());
    let mut said: Vec<String> = match row.findings.as_slice() {
        [] => vec![row.sentence.clone()],
        // The row's sentence is that of its gravest finding, and what is known beside it.
        [first, rest @ ..] => std::iter::once(first.weighed(words, &row.sentence))
            .chain(rest.iter().map(|found| found.weighed(words, &found.observed)))
            .collect(),
    };
    said.extend(row.findings.iter().filter_map(|found| Some(found.judgement.as_ref()?.sentence.clone())));
    for sentence in said {
        let _ = writeln!(text, "      {}", plain(&sentence));
    }
    let says = row.says.as_ref().and_then(|says| Some((says, says.quote.as_ref()?)));
    if let Some((says, quote)) = says {
        let quote = words.view("quoted", &[("text", &shortened(&plain(quote), 160))]);
        let source = says.source.as_deref().map(|source| format!(" ({})", plain(source))).unwrap_or_default();
        let _ = writeln!(text, "      {}", paint.with(DIM, &(quote + &source)));
    }
}

/// The sign of a mark: the same as its colour says.
pub(super) fn sign(mark: &str) -> &'static str {
    match mark {
        "raised" => "✗",
        "noted" => "!",
        "third" => "◆",
        "kept" => "✓",
        _ => "·",
    }
}

fn footer(text: &mut String, view: &View, paint: Paint) {
    let words = Words::of(&view.language);
    let label = |key: &str| words.labels.get(key).cloned().unwrap_or_default();
    text.push('\n');
    if !view.missing.is_empty() {
        let _ = writeln!(text, "{}", paint.with(BOLD, &label("missing")));
        for sentence in &view.missing {
            let _ = writeln!(text, "  · {}", plain(sentence));
        }
    }
    let _ = writeln!(text, "{}", paint.with(DIM, &label("observations")));
}

impl Paint {
    /// `words` in a style (the number of an ANSI "select graphic rendition").
    pub fn with(self, style: &str, words: &str) -> String {
        match self {
            Self::Ansi if !words.is_empty() => format!("\u{1b}[{style}m{words}\u{1b}[0m"),
            _ => words.to_owned(),
        }
    }
}

/// Makes the words of a page or a cookie harmless to a terminal: control characters (escape sequences need one) become
/// spaces, and the marks that turn the direction of what follows go.
pub fn plain(words: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    words.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// At most this many characters, with an ellipsis for the rest.
pub fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::{plain, shortened};

    #[test]
    fn a_cookie_cannot_speak_to_the_terminal() {
        assert_eq!(plain("\u{1b}[31mred\u{7}\u{202e}"), " [31mred ");
    }

    #[test]
    fn long_words_end_in_an_ellipsis() {
        assert_eq!(shortened("éàü", 3), "éàü");
        assert_eq!(shortened("éàüö", 3), "éà…");
    }
}
