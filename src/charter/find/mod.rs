//! Where is the charter? The links of a page that lead to one, best first.
//!
//! A page comes in with its address; candidates go out, each with a reason. Links that open a panel (`href="#"`), leave
//! the site for another than a known consent platform, or lead to files are no candidates. Nothing is fetched here.

mod address;
mod link;
mod shallow;

pub use address::join;

use super::language;
use super::lexicon::{self, Languages, Lead};
use crate::page::Page;
use crate::text::{self, Tokens};
use link::{Link, Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A link that may lead to the site's charter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The absolute address.
    pub address: String,
    /// The link's text.
    pub text: String,
    /// How likely it is the charter, from 0 to 1.
    pub score: f64,
    /// Why, as a kebab-case key of the words: `link-text`, `address`, `consent-platform`, `legal-page` (a page that may
    /// contain the charter or lead to it: at most one such page is to be followed), `usual-address`; of what is no candidate
    /// ([`beside`]) `other-site`, `file`.
    pub reason: String,
}

/// The most candidates worth a person's look.
const MOST_CANDIDATES: usize = 12;

/// Legal and privacy pages are followed only when nothing better is there; more than these few are noise.
const MOST_LEGAL_PAGES: usize = 3;

/// Below this a link is not worth a fetch.
const LEAST_SCORE: f64 = 0.2;

/// Ranks the links of a page by how likely they lead to the site's charter. Empty when none does.
///
/// Without an address of the page only absolute links can be told.
pub fn find(page: &Page) -> Vec<Candidate> {
    let mut candidates = ranked(page, candidate);
    let mut legal = 0;
    candidates.retain(|candidate| {
        legal += usize::from(candidate.reason == "legal-page");
        candidate.reason != "legal-page" || legal <= MOST_LEGAL_PAGES
    });
    candidates.truncate(MOST_CANDIDATES);
    candidates
}

/// The links that name a charter and are no candidates, because they lead to another site or to a file; as `find` ranks them.
pub fn beside(page: &Page) -> Vec<Candidate> {
    let mut named = ranked(page, |link, base, languages| {
        let address = join(base, &link.href)?;
        let reason = match () {
            () if address::is_file(&address) => "file",
            () if is_elsewhere(base, &address) && !is_on_platform(&address) => "other-site",
            () => return None,
        };
        let (score, why) = weighed(link, &address, languages);
        let is_named = why != "legal-page" && score >= LEAST_SCORE;
        is_named.then(|| Candidate { reason: reason.to_owned(), ..made(link, address, score, why) })
    });
    named.truncate(MOST_CANDIDATES);
    named
}

/// The links of a page that are made candidates, each address once, the likeliest first.
fn ranked(page: &Page, made: impl Fn(&Link, &str, Languages) -> Option<Candidate>) -> Vec<Candidate> {
    let links = link::of(page);
    let words: String = links.iter().take(400).map(|link| link.text.as_str()).collect::<Vec<_>>().join(" . ");
    let languages = Languages::of(language::of(&words, page.language.as_deref().or(link::language(page).as_deref())));
    let base = page.address.as_deref().unwrap_or_default();
    let mut candidates: Vec<Candidate> = Vec::new();
    for link in &links {
        let Some(candidate) = made(link, base, languages) else { continue };
        match candidates
            .iter_mut()
            .find(|known| address::without_fragment(&known.address) == address::without_fragment(&candidate.address))
        {
            Some(known) if candidate.score > known.score => *known = candidate,
            Some(_) => {}
            None => candidates.push(candidate),
        }
    }
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
    candidates
}

/// A few addresses where charters usually are, for a site whose pages link to none: a last resort, each one a fetch.
pub fn usual(address: &str, language: Option<&str>) -> Vec<Candidate> {
    let languages = Languages::of(language);
    let own = languages.near().flat_map(|index| index.lexicons).flat_map(|lexicon| lexicon.links.slugs.iter().take(2));
    let mut slugs: Vec<&str> = vec!["cookies"];
    for slug in own {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
        .into_iter()
        .take(4)
        .filter_map(|slug| join(address, &format!("/{slug}")))
        .map(|address| Candidate { address, text: String::new(), score: 0.1, reason: "usual-address".to_owned() })
        .collect()
}

/// Hosts of consent platforms that show a site's charter under their own name.
const PLATFORMS: &[&str] = &[
    "iubenda.com",
    "cookiebot.com",
    "termly.io",
    "termsfeed.com",
    "cookieyes.com",
    "usercentrics.eu",
    "cookiebot.eu",
    "onetrust.com",
    "cookielaw.org",
    "cookiepro.com",
    "cdn-cookieyes.com",
    "cookie-script.com",
    "cookiefirst.com",
    "axept.io",
    "privacy-center.org",
    "trustarc.com",
    "cookieinformation.com",
    "complianz.io",
];

/// Whether a host is a consent platform's, its sub-domains included, where sites publish their charter.
pub fn is_platform(host: &str) -> bool {
    PLATFORMS
        .iter()
        .any(|platform| host.strip_suffix(platform).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

fn candidate(link: &Link, base: &str, languages: Languages) -> Option<Candidate> {
    let address = join(base, &link.href)?;
    if address::is_same_page(base, &address) || address::is_file(&address) {
        return None;
    }
    let on_platform = is_elsewhere(base, &address) && is_on_platform(&address);
    if is_elsewhere(base, &address) && !on_platform {
        return None;
    }
    let (score, reason) = weighed(link, &address, languages);
    let reason = if on_platform { "consent-platform" } else { reason };
    (score >= LEAST_SCORE).then(|| made(link, address, score, reason))
}

fn is_elsewhere(base: &str, address: &str) -> bool {
    !base.is_empty() && !address::is_same_site(base, address)
}

fn is_on_platform(address: &str) -> bool {
    PLATFORMS.iter().any(|platform| address::is_of(address, platform))
}

fn made(link: &Link, address: String, score: f64, reason: &str) -> Candidate {
    let text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Candidate { address, text, score: (score * 1_000.0).round() / 1_000.0, reason: reason.to_owned() }
}

/// How likely a link leads to a charter, and why.
fn weighed(link: &Link, address: &str, languages: Languages) -> (f64, &'static str) {
    let by_text = by_text(&link.text, languages);
    let by_address = by_address(address);
    let text = by_text.map_or(0.0, |(_, score)| score);
    let mut score = 1.0 - (1.0 - text) * (1.0 - by_address.unwrap_or(0.0));
    score *= match link.place {
        Place::Footer | Place::Dialog => 1.0,
        Place::Header => 0.97,
        Place::Body => 0.92,
        Place::Article => 0.8,
    };
    if is_about_something_else(&link.text, address) {
        score *= 0.15;
    }
    let reason = match (by_text, by_address) {
        (Some((Lead::Strong, _)), _) => "link-text",
        (_, Some(slug)) if slug >= STRONG_SLUG => "address",
        _ => "legal-page",
    };
    (score, reason)
}

/// What the link's words promise, and how surely.
fn by_text(words: &str, languages: Languages) -> Option<(Lead, f64)> {
    let tokens = Tokens::of(words);
    let count = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
    if count == 0 || count > 20 {
        return None;
    }
    let mut best: Option<(Lead, f64)> = None;
    for (index, certainty) in
        languages.near().map(|index| (index, 1.0)).chain(languages.far().map(|index| (index, 0.93)))
    {
        for phrase in index.links.all(&tokens) {
            let covered = phrase.tokens.clone().filter(|at| tokens.is_word(*at)).count();
            #[expect(clippy::cast_precision_loss, reason = "at most twenty words")]
            let share = covered as f64 / count as f64;
            let full = if phrase.meaning == Lead::Strong { 0.95 } else { 0.5 };
            // "Cookies" alone may be a biscuit: the address has to confirm it.
            let full = if phrase.meaning == Lead::Strong && covered == 1 { 0.75 } else { full };
            let score = certainty * full * (0.55 + 0.45 * share);
            if best
                .is_none_or(|(lead, known)| score > known && (lead == phrase.meaning || phrase.meaning == Lead::Strong))
            {
                best = Some((phrase.meaning, score));
            }
        }
    }
    let speaks_of_cookies = (0..tokens.len()).any(|at| is_cookie_word(tokens.plain(at)));
    match best {
        known if speaks_of_cookies && count <= 8 => {
            Some((Lead::Strong, known.map_or(0.0, |(_, score)| score).max(0.6)))
        }
        known => known,
    }
}

/// An address is sure when it is one of the words' own slugs.
const STRONG_SLUG: f64 = 0.5;

/// The slugs of all languages, as plain words.
static SLUGS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lexicon::all().flat_map(|(_, lexicon)| lexicon.links.slugs.iter().map(text::plain)).collect());

/// What the address itself promises.
fn by_address(address: &str) -> Option<f64> {
    let path = address::path_words(address);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let (last, above) = segments.split_last()?;
    let stem = last.split('.').next().unwrap_or(last);
    if SLUGS.contains(stem) {
        return Some(0.7);
    }
    let is_cookie = |segment: &str| segment.split(['-', '_', '+', ' ', '.']).any(is_cookie_word);
    match () {
        () if is_cookie(last) => Some(0.55),
        () if above.iter().any(|segment| is_cookie(segment)) => Some(0.35),
        () => None,
    }
}

/// "Cookie" and its sisters in the languages of the lexicon, as beginnings of plain words.
const COOKIE_WORDS: &str = "cookie coockie kakor kakpolicy evast kupsis suti galetes piskot kolacic slapuk sikdat sikfail fianan \
    бисквит biskvit informasjonskaps traceurs temoins ciasteczk колачи kolacin kolachin vafrakok vefkok кукі \
    cerezler";

fn is_cookie_word(word: &str) -> bool {
    COOKIE_WORDS.split(' ').any(|cookie| word.starts_with(cookie))
        || word.ends_with("cookies")
        || word.ends_with("cookie")
}

/// Words of kitchens, shops, articles and design guides, as beginnings of plain words.
const ELSEWHERE: &str = "recette recipe rezept ricett recetas receta recept oppskrift opskrift przepis chocol schoko cioccol \
    choklad patisserie boulangerie backen biscuit bakery graphique informatique produit product producto \
    prodott produt produkt shop boutique menu blog actualite news noticias nachrichten aktuelles article \
    artikel clicker panier warenkorb category categorie tag tags";

fn is_about_something_else(words: &str, address: &str) -> bool {
    let is_elsewhere = |word: &str| ELSEWHERE.split(' ').any(|other| word.starts_with(other));
    let tokens = Tokens::of(words);
    let path = address::path_words(address);
    let in_words = (0..tokens.len())
        .any(|at| is_elsewhere(tokens.plain(at)) && !matches!(tokens.plain(at), "menu" | "tag" | "tags"));
    in_words || path.split(['/', '-', '_']).any(|part| is_elsewhere(part) && part.len() > 2)
}

#[cfg(test)]
mod tests;
