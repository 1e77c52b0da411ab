//! What a cell looks like, and how well that fits the column it may stand in.

use crate::charter::lexicon::{Languages, Role};
use crate::charter::{category, kind, lifetime, name, party};

/// What a piece of text looks like; every measure from 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an observation of its own about one text")]
pub(crate) struct Look {
    /// One cookie name, or a list of them.
    pub(crate) name: f32,
    /// A lifetime and nothing else.
    pub(crate) lifetime: f32,
    /// Where a lifetime stands in it, if anywhere.
    timed: Option<Timed>,
    words: usize,
    host: bool,
    category: bool,
    party: bool,
    kind: bool,
    /// A figure alone.
    digit: bool,
    /// It ends like a sentence.
    closed: bool,
    /// It is a question.
    asks: bool,
    /// A dash, "n/a": a cell left empty on purpose.
    void: bool,
}

/// Where a lifetime stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timed {
    First,
    Inside,
}

/// The most words of a piece that may be something else than prose.
const MOST_WORDS: usize = 14;

impl Look {
    /// Looks at a piece of text.
    pub(crate) fn of(text: &str, languages: Languages) -> Self {
        let text = text.trim();
        let words = text.split_whitespace().take(60).count();
        // "Example s.r.o." ends no sentence.
        let closed = text.ends_with(['.', '!', '?', ';']) && !is_company(text);
        if words > MOST_WORDS {
            return Self {
                words,
                closed,
                asks: text.ends_with('?'),
                name: names(text) * f32::from(text.contains(',')),
                ..Self::default()
            };
        }
        let told = words <= 8 && party::of(text, languages).is_some();
        // "FirstParty" is no name.
        let name = if told && words <= 2 { names(text).min(0.3) } else { names(text) };
        Self {
            name,
            lifetime: lifetime::looks_like(text, languages),
            timed: lifetime::find(text, languages)
                // "In two years" begins with it.
                .map(|(_, place)| if place.start <= 3 { Timed::First } else { Timed::Inside }),
            words,
            host: is_host(text),
            category: name < 0.7 && words <= 6 && category::of(text, languages).is_some(),
            party: name < 0.7 && told,
            digit: matches!(text.as_bytes(), [figure] if figure.is_ascii_digit()),
            kind: name < 0.7 && words <= 5 && kind::of(text, languages).is_some(),
            closed,
            asks: text.ends_with('?'),
            void: is_void(text),
        }
    }

    /// How well this fits a column, in about -3 to 3.
    pub(crate) fn fit(&self, role: Role) -> f32 {
        if self.void {
            return if role == Role::Name { -1.0 } else { 0.3 };
        }
        let name = self.name >= 0.7;
        let lifetime = self.lifetime >= 0.7;
        let prose = self.words >= 5 || (self.closed && self.words >= 2);
        match role {
            Role::Name if lifetime => -2.0,
            Role::Name => {
                let against = match () {
                    () if name => 0.3,
                    () if prose => 3.0,
                    // "Performance cookies" is a title.
                    () if self.name < 0.25 && self.kind && self.words > 1 => 3.0,
                    // An ordinary word, or a product: it must be in its place.
                    () if self.name < 0.25 => 1.2 + 0.4 * float(self.words),
                    () => 0.1 + 0.4 * float(self.words),
                };
                3.0 * self.name - against - if self.host { 1.1 } else { 0.0 }
            }
            Role::Lifetime if lifetime => 2.5,
            Role::Lifetime => match self.timed {
                Some(Timed::First) => 1.2,
                Some(Timed::Inside) => 0.2,
                None => -2.5 + 2.0 * self.lifetime,
            },
            Role::Purpose if lifetime || name || self.host || self.asks => -2.0,
            Role::Purpose => match (prose, self.words) {
                (true, _) if self.timed == Some(Timed::First) => 0.6,
                (true, _) => 1.5,
                (false, 3..) => 0.7,
                (false, 2) => -0.1,
                _ => -0.6,
            },
            Role::Domain if self.host => 2.5,
            Role::Domain => -1.2,
            Role::Service if prose && !self.closed && self.words <= 8 => 0.2,
            Role::Provider | Role::Service if lifetime || prose => -2.0,
            Role::Provider | Role::Service if name => -1.5,
            Role::Provider if self.host => 1.2,
            Role::Provider | Role::Service => {
                if self.words <= 3 {
                    0.6
                } else {
                    0.2
                }
            }
            // "cookielawinfo-checkbox-advertisement" is a name that speaks of a category.
            Role::Category | Role::Party | Role::Kind if name => -2.0,
            // "2" is that of a list elsewhere.
            Role::Category if self.digit => 0.5,
            Role::Category => yes(self.category, self.words <= 6),
            Role::Party => yes(self.party, self.words <= 8),
            Role::Kind => yes(self.kind, self.words <= 5),
            Role::Other if lifetime || name => -0.5,
            Role::Other => 0.2,
        }
    }

    /// How well this fits between the rows of a table or after it: a heading, a paragraph.
    pub(crate) fn fit_outside(&self) -> f32 {
        match () {
            () if self.name >= 0.7 || self.lifetime >= 0.7 => -2.0,
            () if self.asks || self.kind && self.words > 1 => 0.8,
            () => 0.1,
        }
    }
}

fn yes(meant: bool, short: bool) -> f32 {
    match (meant, short) {
        (true, _) => 2.0,
        (false, true) => -1.0,
        (false, false) => -2.5,
    }
}

fn float(words: usize) -> f32 {
    u16::try_from(words).map_or(f32::MAX, f32::from)
}

/// How much a text looks like one name or several: "_ga", "_ga, _gid", "esid (Example)".
pub(crate) fn names(text: &str) -> f32 {
    if text.starts_with(['(', '[']) {
        return 0.0;
    }
    let text = match text.split_once(" (") {
        Some((before, after)) if after.trim_end().ends_with(')') => before,
        _ => text,
    };
    let whole = name::looks_like(text);
    if whole >= 0.7 || !text.contains([',', ';', '/', '\n']) {
        return whole;
    }
    let separators: &[char] = if text.contains('\n') { &['\n', ','] } else { &[',', ';', '/'] };
    let mut sum = 0.0;
    let mut most = 0.0_f32;
    let mut several = 0_u8;
    for part in text.split(separators).map(str::trim).filter(|part| !part.is_empty()).take(100) {
        if part.contains(' ') {
            return whole;
        }
        let part = name::looks_like(part);
        sum += part;
        most = most.max(part);
        several += 1;
    }
    // "c_user, datr, s, xs, fr": small words beside a sure name.
    let listed = if several > 2 && most >= 0.95 { 0.7 } else { 0.0 };
    if several > 1 { whole.max(sum / f32::from(several)).max(listed) } else { whole }
}

/// Whether a text is a host name or an address: "example.org", ".example.org", "<https://example.org>/".
pub(crate) fn is_host(text: &str) -> bool {
    let host = text.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches(['.', '*']);
    let host = host.split(['/', ':', ' ', '\n', ',']).next().unwrap_or_default();
    let Some((before, last)) = host.rsplit_once('.') else { return false };
    let known = last.chars().all(|c| c.is_ascii_lowercase())
        && (2..=12).contains(&last.len())
        && !matches!(last, "js" | "id" | "gif" | "php");
    known
        && !before.is_empty()
        && before.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '.'))
}

/// Whether the last word has a point inside and behind: "s.r.o.", "d.o.o.", "S.A.".
fn is_company(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
    last.contains('.') && last.len() <= 6 && last.split('.').all(|part| part.len() <= 2) && text.split(' ').count() <= 5
}

fn is_void(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—" | "/" | "?" | "n/a" | "N/A" | "n.a." | "N.A.")
}
