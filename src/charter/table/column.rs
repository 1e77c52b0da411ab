//! What the cells of a column look like, whatever its header says.

use crate::charter::lexicon::Languages;
use crate::charter::outline::Grid;
use crate::charter::{category, entry, field, kind, lifetime, name, party, provider};
use crate::text::Tokens;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most rows looked at for judging a column.
const SAMPLE: usize = 24;

/// The most columns that are read.
pub(super) const MOST_COLUMNS: usize = 40;

/// The share of a column's filled cells that look like something, from 0 to 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// How many cells of the sample say something.
    pub(super) filled: usize,
    /// How many of these are unlike all others.
    pub(super) distinct: usize,
    /// Surely a cookie's name: `_ga_*`, `PHPSESSID`.
    pub(super) name: f32,
    /// A list of three names or more, or for the most part.
    pub(super) listed: f32,
    /// Written as only names are: `_ga`, `PHPSESSID`, `a.b*`; not `user_agent`, which a field of data is called too.
    pub(super) strange: f32,
    /// Possibly a cookie's name: one word.
    pub(super) word: f32,
    /// A length of time.
    pub(super) lifetime: f32,
    /// Something with a digit.
    pub(super) figures: f32,
    /// An amount of money.
    pub(super) price: f32,
    /// A host.
    pub(super) host: f32,
    /// A well-known company or service, and nothing else.
    pub(super) company: f32,
    /// A short text that names a category.
    pub(super) category: f32,
    /// A short text that names a party.
    pub(super) party: f32,
    /// A short text that names a kind of storage.
    pub(super) kind: f32,
    /// How many words, on average.
    pub(super) words: f32,
    /// Many words.
    pub(super) sentence: f32,
    /// Words that begin with a small letter, as companies do not.
    pub(super) small: f32,
}

/// Looks at the columns of some rows. Rows of one cell do not count: they are titles or descriptions.
pub(super) fn profiles(grid: &Grid, rows: Range<usize>, languages: Languages) -> Vec<Profile> {
    let width = grid.width().min(MOST_COLUMNS);
    let mut profiles = vec![Profile::default(); width];
    // The cells of a column repeat: what each is like is looked up once.
    let mut seen: Vec<BTreeMap<&str, Profile>> = vec![BTreeMap::new(); width];
    for row in rows.filter(|row| grid.row(*row).count() > 1).take(SAMPLE) {
        for (column, profile) in profiles.iter_mut().enumerate() {
            let text = field::value(grid.text(row, column), languages);
            let text = entry::described_above(text, languages).map_or(text, |(named, _)| named);
            if text.is_empty() || grid.hangs(row, column) {
                continue;
            }
            if let Some(seen) = seen.get_mut(column) {
                profile.add(seen.entry(text).or_insert_with(|| Profile::of(text, languages)));
            }
        }
    }
    for (profile, seen) in profiles.iter_mut().zip(&seen) {
        profile.distinct = seen.len();
        profile.finish();
    }
    profiles
}

impl Profile {
    /// What one cell looks like.
    fn of(text: &str, languages: Languages) -> Self {
        let share = |is: bool| f32::from(u8::from(is));
        let tokens = Tokens::first(text, usize::from(u16::MAX));
        let words = u16::try_from(tokens.len()).unwrap_or(u16::MAX);
        let first = text.split([',', ';', '\n', ' ']).map(str::trim).find(|part| !part.is_empty());
        let first = first.filter(|first| words <= 30 && first.len() < text.len());
        let plain = |c: char| c.is_ascii_lowercase() || c == '_';
        let figures = text.contains(|character: char| character.is_ascii_digit());
        let is_category = words <= 10 && category::named_in(&tokens, languages).is_some();
        let listed = names_listed(text);
        // "localStorage → theme" is a name, whatever its word is, and so is "Sign-in (sb-*)".
        let keys = kind::keys(text, languages);
        let described = text.ends_with(')') && entry::are_described(text, languages);
        let named = keys.unwrap_or(text);
        Self {
            filled: 1,
            distinct: 1,
            name: name::looks_like(text)
                .max(first.map_or(0.0, name::looks_like))
                .max(listed)
                .max(share(keys.is_some() || described)),
            listed: share(listed > 0.0),
            strange: share(text.starts_with('_') || !text.chars().all(plain)),
            word: share(!named.split(['\n', ';']).any(|part| part.trim().trim_end_matches(',').contains(' '))),
            lifetime: lifetime::share(&tokens, languages),
            figures: share(figures),
            price: share(figures && words <= 8 && is_price(text)),
            host: share(words <= 10 && provider::host(text).is_some() && !leads_on(text)),
            company: share(words <= 6 && provider::known_whole_in(&tokens).is_some()),
            category: share(is_category),
            party: share(words <= 6 && party::of_tokens(&tokens, languages).is_some()),
            kind: share(words <= 6 && keys.is_none() && kind::of_tokens(&tokens, languages).is_some()),
            words: f32::from(words),
            // `visit_id_53c6c686a3` has eight words by its figures, and no space.
            sentence: share(words >= 6 && text.contains(char::is_whitespace) && !is_category && listed == 0.0),
            small: share(text.starts_with(char::is_lowercase) && !text.contains('.')),
        }
    }

    /// Adds what one cell looks like; the shares are sums until [`Profile::finish`].
    fn add(&mut self, cell: &Self) {
        self.filled += cell.filled;
        for (sum, share) in self.shares().into_iter().zip(cell.clone().shares()) {
            *sum += *share;
        }
    }

    fn finish(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "at most SAMPLE")]
        let filled = self.filled.max(1) as f32;
        for share in self.shares() {
            *share /= filled;
        }
    }

    fn shares(&mut self) -> [&mut f32; 15] {
        [
            &mut self.name,
            &mut self.listed,
            &mut self.strange,
            &mut self.word,
            &mut self.lifetime,
            &mut self.figures,
            &mut self.price,
            &mut self.host,
            &mut self.company,
            &mut self.category,
            &mut self.party,
            &mut self.kind,
            &mut self.words,
            &mut self.sentence,
            &mut self.small,
        ]
    }
}

/// The share of the lines and parts of a list that look like names, where most do: "Random text", then names, a line each; the
/// host above them and its address aside. 0 where it is no list of names.
fn names_listed(text: &str) -> f32 {
    const MOST_PARTS: u16 = 60;
    let is_address = |part: &&str| part.contains("://") || provider::is_host(part);
    let parts = text.split(['\n', ',', ';']).map(str::trim).filter(|part| !part.is_empty() && !is_address(part));
    if parts.clone().nth(2).is_none() {
        return 0.0;
    }
    let (mut all, mut names) = (0_u16, 0_u16);
    for part in parts.take(usize::from(MOST_PARTS)) {
        all += 1;
        names += u16::from(name::looks_like(part) >= 0.6);
    }
    if names * 2 > all { f32::from(names) / f32::from(all) } else { 0.0 }
}

/// Whether a text is the address of a page, and not of a site alone: `https://help.example/cookies`.
fn leads_on(text: &str) -> bool {
    let path = text.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| !path.is_empty())
}

/// Whether a text with a figure names a currency. `$` occurs in names, so a figure stands beside it.
fn is_price(text: &str) -> bool {
    const CURRENCIES: &[&str] = &["eur", "euro", "euros", "usd", "gbp", "chf", "kč", "zł", "ft", "lei", "kr", "лв"];
    let is_figure = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || ".,-–".contains(c))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    text.contains(['€', '£'])
        || words.iter().any(|word| word.strip_prefix('$').or(word.strip_suffix('$')).is_some_and(is_figure))
        || words.iter().zip(words.iter().skip(1)).any(|(figure, unit)| {
            is_figure(figure)
                && (CURRENCIES.contains(&unit.trim_end_matches('.').to_lowercase().as_str()) || *unit == "$")
        })
}
