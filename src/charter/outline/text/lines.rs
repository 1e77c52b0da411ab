//! The lines of a text rendering, and what each looks like on its own.

use crate::charter::name;

/// A line of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// As written, without its line break.
    pub(crate) raw: &'a str,
    /// Without the spaces at both ends.
    pub(crate) text: &'a str,
    /// Whether a bullet stood alone on the line above: it is an item's, whose words may be broken over several lines.
    pub(crate) bulleted: bool,
    /// Whether it is the first of a printed page.
    pub(crate) turned: bool,
}

const BULLETS: &[char] =
    &['-', '*', '+', '•', '●', '○', '◦', '▪', '■', '·', '–', '—', '‣', '✓', '✔', '➢', '➤', '»', '\u{f0b7}'];

impl<'a> Line<'a> {
    /// A line as written.
    pub(crate) fn new(raw: &'a str) -> Self {
        let blank = |c: char| c.is_whitespace() || c.is_control() || crate::text::is_invisible(c);
        Self { raw, text: raw.trim_matches(blank), bulleted: false, turned: false }
    }

    /// Its words without the pipes a lost table left at its ends.
    pub(crate) fn unpiped(self) -> &'a str {
        self.text.trim_matches(['|', ' '])
    }

    /// Whether nothing is written on it.
    pub(crate) fn is_blank(self) -> bool {
        self.text.is_empty()
    }

    /// How many columns it is indented; a tab counts four.
    pub(crate) fn indent(self) -> usize {
        self.raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
    }

    /// Whether tabs separate cells in it, not only before and after its words.
    pub(crate) fn has_tabs(self) -> bool {
        self.text.contains('\t')
    }

    /// The words of a list item, without its bullet or number. `None` for a line that is no item.
    pub(crate) fn item(self) -> Option<&'a str> {
        let text = self.text;
        if self.bulleted {
            return Some(text);
        }
        if text.starts_with(BULLETS) { unbulleted(text) } else { self.number().map(|(_, item)| item) }
    }

    /// The end of a sentence, before the bullet of the next item at the end of the line.
    fn sentence_before(self, bullet: &str) -> Option<&'a str> {
        let sentence = self.text.strip_suffix(bullet)?.strip_suffix(' ')?.trim_end();
        sentence.ends_with(['.', ';', ')', '!', '?']).then_some(sentence)
    }

    /// The number of a numbered item and its words ("2. Cookies", "b) …" has none).
    pub(crate) fn number(self) -> Option<(u32, &'a str)> {
        let digits = self.text.len() - self.text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 || digits > 3 {
            return None;
        }
        let number = self.text.get(..digits)?.parse().ok()?;
        let item = self.text.get(digits..)?.strip_prefix(['.', ')'])?;
        let item = item.strip_prefix(char::is_whitespace)?.trim_start();
        (!item.is_empty()).then_some((number, item))
    }

    /// The level and words of a markdown heading ("## Cookies ##").
    pub(crate) fn heading(self) -> Option<(u8, &'a str)> {
        let words = self.text.trim_start_matches('#');
        let level = u8::try_from(self.text.len() - words.len()).ok().filter(|level| (1..=6).contains(level))?;
        words.starts_with(char::is_whitespace).then(|| (level, words.trim_end_matches('#').trim()))
    }

    /// Whether it underlines a heading or separates parts: only `=` or only `-`, at least three.
    pub(crate) fn rule(self) -> Option<char> {
        let first = self.text.chars().next().filter(|c| matches!(c, '=' | '-' | '_' | '*' | '~'))?;
        (self.text.len() >= 3 && self.text.chars().all(|c| c == first)).then_some(first)
    }

    /// Whether it begins with what could be a name, made of parts, and says something of it: "session-id - keeps …".
    pub(crate) fn explains_a_name(self) -> bool {
        let head = [" - ", " – ", " — ", ": ", " : "].into_iter().filter_map(|mark| self.text.split_once(mark));
        head.min_by_key(|(head, _)| head.len()).is_some_and(|(head, _)| {
            head.contains(['-', '_', '.']) && !head.contains(' ') && name::looks_like(head) >= 0.5
        })
    }

    /// Whether the words of the next line go on with the sentence of this one, in text broken at a fixed width.
    pub(crate) fn runs_into(self, next: Self, width: Width) -> bool {
        let Some(first) = next.text.chars().next() else { return false };
        let counted = super::enumerated(next.text);
        let is_counted = counted != next.text && counted.starts_with(char::is_uppercase);
        if is_counted || name::looks_like(next.text) >= 0.7 || next.explains_a_name() {
            return false;
        }
        let ends = self.text.ends_with(['.', '!', '?', ':', ';', '…', '|', '\\']);
        let long = match width {
            Width::Of(width) => self.text.chars().nth(width * 2 / 3).is_some(),
            Width::Free => false,
        };
        // "Keeps what you chose", and below it "(for example, your language)."
        let goes_on = first.is_lowercase() || first == '(' && next.text.ends_with(").");
        (goes_on && !ends && self.text.contains(' ')) || (long && !ends) || self.text.ends_with(',')
    }
}

/// The words behind a bullet. `None` when none stands before them.
pub(crate) fn unbulleted(words: &str) -> Option<&str> {
    let item = words.strip_prefix(BULLETS)?;
    item.starts_with(char::is_whitespace).then(|| item.trim_start()).filter(|item| !item.is_empty())
}

/// The width at which a text is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// So many characters.
    Of(usize),
    /// None: lines end where paragraphs do.
    Free,
}

impl Width {
    /// The width of some lines: that of the longest, if many are about as long and none longer than anyone breaks at.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let lengths = || lines.iter().map(|line| line.text.chars().take(161).count());
        let longest = lengths().max().unwrap_or(0);
        let full = lengths().filter(|length| length * 4 >= longest * 3).count();
        let half = lengths().filter(|length| length * 2 >= longest).count();
        let usual = full >= 4 && full * 2 >= half;
        if usual && (40..=160).contains(&longest) { Self::Of(longest) } else { Self::Free }
    }
}

/// The lines of a text, whatever its line breaks; form feeds and vertical tabs break lines as well.
pub(crate) fn lines(source: &str) -> Vec<Line<'_>> {
    let source = source.trim_start_matches('\u{feff}');
    let only_returns = source.contains('\r') && !source.contains('\n');
    let breaks = move |c: char| {
        matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') || only_returns && c == '\r'
    };
    let mut turned = false;
    let lines = source.split_inclusive(breaks).map(|line| {
        let first = std::mem::replace(&mut turned, line.ends_with('\u{c}'));
        Line { turned: first, ..Line::new(line.strip_suffix(breaks).unwrap_or(line)) }
    });
    without_lone_bullets(lines.collect())
}

/// Gives each bullet that stands alone, or at the end of the item before, to the line below it. A dash that stands alone may
/// be an empty cell as well: it is a bullet where others end sentences.
fn without_lone_bullets(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let is_lone = |line: &Line<'_>| line.text.chars().count() == 1 && line.text.starts_with(BULLETS);
    let Some(bullet) = lines.iter().find(|line| is_lone(line)).map(|line| line.text) else { return lines };
    let may_be_empty = matches!(bullet, "-" | "–" | "—" | "*" | "+");
    if may_be_empty && !lines.iter().any(|line| line.sentence_before(bullet).is_some()) {
        return lines;
    }
    let mut given = Vec::with_capacity(lines.len());
    let mut bulleted = false;
    let mut following = lines.iter().skip(1).map(|line| !line.is_blank()).chain([false]);
    for line in &lines {
        let followed = following.next() == Some(true);
        if line.text == bullet && followed {
            bulleted = true;
            continue;
        }
        let last = line.sentence_before(bullet).filter(|_| followed);
        let text = last.unwrap_or(line.text);
        given.push(Line { text, bulleted: bulleted && !text.is_empty(), ..*line });
        bulleted = last.is_some();
    }
    given
}

#[cfg(test)]
mod tests {
    use super::{Line, Width, lines};

    #[test]
    fn bullets_and_numbers_are_items() {
        for (line, item) in [
            ("  • _ga : 2 ans", Some("_ga : 2 ans")),
            ("- sid", Some("sid")),
            ("2) sid", Some("sid")),
            ("-5 jours", None),
            ("**Nom**", None),
            ("2026. Fin", None),
            ("—", None),
        ] {
            assert_eq!(Line::new(line).item(), item, "{line}");
        }
    }

    #[test]
    fn a_bullet_alone_is_of_the_line_below_where_others_end_sentences() {
        let items = |text| lines(text).iter().filter_map(|line| line.item()).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(items("-\nsid\n(cookie) – sign-in. -\nlang\n(cookie) – language."), ["sid", "lang"]);
        assert_eq!(items("Name\nPurpose\nsid\n-\nlang\nLanguage"), <[&str; 0]>::default());
        assert_eq!(items("•\nsid\n•\nlang"), ["sid", "lang"]);
    }

    #[test]
    fn headings_and_rules() {
        assert_eq!(Line::new("### Les cookies ###").heading(), Some((3, "Les cookies")));
        assert_eq!(Line::new("#hashtag").heading(), None);
        assert_eq!(Line::new("-----").rule(), Some('-'));
        assert_eq!(Line::new("--|--").rule(), None);
    }

    #[test]
    fn every_line_break_breaks() {
        assert_eq!(lines("\u{feff}a\r\nb\u{c}c").iter().map(|line| line.text).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(lines("a\rb").len(), 2);
    }

    #[test]
    fn broken_sentences_run_on() {
        let next = |a, b| Line::new(a).runs_into(Line::new(b), Width::Of(60));
        assert!(next("Ces cookies servent à mesurer la fréquentation", "du site."));
        assert!(!next("Google Analytics", "Il mesure la fréquentation."));
        assert!(!next("_ga", "deux ans"));
        assert!(next("Les traceurs du site de la ville sont déposés par", "Google."));
    }
}
