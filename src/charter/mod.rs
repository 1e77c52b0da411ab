//! What is declared: a page goes in, the cookies it declares come out, with a doubt wherever the reading was unsure.

mod baked;
mod card;
pub mod category;
pub mod claim;
mod contradiction;
mod cut;
mod entry;
mod field;
pub mod find;
mod join;
pub mod kind;
pub mod language;
mod lead;
pub mod lexicon;
pub mod lifetime;
mod line;
mod mention;
mod merge;
pub mod name;
mod once;
mod outline;
pub mod party;
mod platform;
mod prose;
mod provider;
mod section;
mod sentences;
mod shape;
mod table;

pub use join::join;
pub use mention::Mention;
pub use platform::lists;

use crate::page::{Form, Page};
use serde::{Deserialize, Serialize};

/// A page that declares cookies, once read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Charter {
    /// Always `cookie-charter/charter/1`.
    pub schema: String,
    /// Where the text came from.
    pub source: Source,
    /// The language the page is written in (`fr`). `None` when neither the page nor its words tell.
    pub language: Option<String>,
    /// The declared cookies, in the page's order.
    pub declarations: Vec<Declaration>,
    /// What the page claims in general, such as setting no third-party cookie.
    pub claims: Vec<Statement>,
    /// Doubts about the page as a whole.
    pub doubts: Vec<Doubt>,
    /// The columns of the table that tells the most declarations, in its order. Empty when no table with headings does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// The names that the page writes elsewhere, of which no declaration could be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
}

/// A column of a charter's table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Column {
    /// Its heading, in the page's words, at most 300 characters.
    pub heading: String,
    /// What it tells of a cookie. `None` when it tells something that declarations do not hold ("Base légale").
    pub tells: Option<Field>,
}

/// What a column tells of a cookie: the fields of a [`Declaration`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as the fields of a declaration, which tell it")]
pub enum Field {
    Name,
    Kind,
    Provider,
    Service,
    Domain,
    Purpose,
    Category,
    Party,
    Lifetime,
}

/// Where a charter's text came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `None` when the page has no known address.
    pub address: Option<String>,
    /// SHA-256 of the source text in UTF-8, lower-case hexadecimal.
    pub sha256: String,
    /// The file it was read from. `None` when it came from nowhere that has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Saved>,
    /// Which text of the page it is: scripts make another one of what a server sends. `None` for what was pasted or given as a
    /// file, and in charters of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "textOf")]
    pub text_of: Option<TextOf>,
}

/// Which of the texts of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextOf {
    /// As the server sent it.
    Sent,
    /// As a browser showed it.
    Shown,
}

/// A file that a charter was read from: a page, or what was read in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its path, from the folder in which it was asked for where it lies below that folder.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// One declared cookie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Declaration {
    /// The name; every variable part is one `*`, case is kept.
    pub name: String,
    /// The name as the page writes it.
    pub as_written: String,
    /// Cookie or another kind of storage.
    pub kind: Kind,
    /// Who provides it ("Google Analytics"). `None` when the page does not say; so for the next five.
    pub provider: Option<String>,
    /// The service it belongs to ("Authentification, front et back office").
    pub service: Option<String>,
    /// The declared host, without a leading dot.
    pub domain: Option<String>,
    /// What it is for, in the page's words.
    pub purpose: Option<String>,
    /// Its category, by the ordinary meaning of the page's words.
    pub category: Option<Category>,
    /// First or third party, only where the page says so.
    pub party: Option<Party>,
    /// How long it is kept, as declared. `None` when the page does not say.
    pub lifetime: Option<lifetime::Lifetime>,
    /// Where in the page it was read.
    pub evidence: Evidence,
    /// What was unsure about this reading.
    pub doubts: Vec<Doubt>,
}

impl Declaration {
    /// The words that stand for its lifetime and could not be read as one. `None` where it has a lifetime, or no words for
    /// it: a dash is none.
    pub fn unread_lifetime(&self) -> Option<&str> {
        let mut doubts = self.doubts.iter().filter(|doubt| doubt.doubt == DoubtKind::UnreadLifetime);
        let words = doubts.next().map(|doubt| doubt.excerpt.as_str()).filter(|_| self.lifetime.is_none())?;
        words.contains(char::is_alphanumeric).then_some(words)
    }
}

/// Where in the page a declaration was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// The headings above it, outermost first, joined by " › ". `None` when there is none.
    pub section: Option<String>,
    /// Its row in the table or its place in the list, counted from 1. `None` in prose.
    pub row: Option<u32>,
    /// A later row below the same headings that says the same again, in the same words. `None` where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<u32>,
    /// The page's own words, at most 300 characters.
    pub excerpt: String,
    /// The page it was read in, where several were joined ([`join()`]). `None` for a single page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The kind of storage a declaration speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An HTTP cookie.
    Cookie,
    /// A `localStorage` key.
    LocalStorage,
    /// A `sessionStorage` key.
    SessionStorage,
    /// An IndexedDB database.
    IndexedDb,
    /// A tracking pixel or beacon.
    Pixel,
}

impl Kind {
    /// Whether it is a storage of the browser that scripts write to, and neither a cookie nor a request.
    pub fn is_storage(self) -> bool {
        matches!(self, Self::LocalStorage | Self::SessionStorage | Self::IndexedDb)
    }
}

/// What a cookie is for, in five classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// The site does not work without it.
    Necessary,
    /// Preferences and comfort.
    Functional,
    /// Audience measurement and performance.
    Statistics,
    /// Advertising, social networks, targeting.
    Marketing,
    /// The page itself says that it is not classified.
    Unclassified,
}

/// Who sets a cookie, seen from the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The site itself ("interne").
    First,
    /// Another site ("tiers").
    Third,
}

/// What a page claims in general about its cookies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What is claimed.
    pub claim: Claim,
    /// The sentence that claims it.
    pub excerpt: String,
    /// How long the visitor's choice is kept, of [`Claim::ConsentLifetime`] alone. `None` in charters of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<lifetime::Lifetime>,
    /// The cookies it is made of, of [`Claim::ConsentFirst`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
}

/// The general claims the reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// "Ce site n'utilise aucun cookie."
    NoCookies,
    /// "Aucun cookie tiers n'est déposé."
    NoThirdPartyCookies,
    /// "Uniquement des cookies strictement nécessaires."
    OnlyNecessary,
    /// "Aucun cookie publicitaire n'est déposé."
    NoAdvertisingCookies,
    /// "Exemptés de consentement."
    ExemptFromConsent,
    /// "Votre choix est conservé six mois."
    ConsentLifetime,
    /// "Aucun cookie n'est déposé avant votre consentement."
    ConsentFirst,
}

/// The cookies of which a page claims that consent comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// "Aucun cookie": all of them.
    All,
    /// "Aucun cookie non essentiel": those that need consent.
    Optional,
    /// "Aucun cookie de mesure d'audience".
    Statistics,
    /// "Aucun cookie publicitaire".
    Marketing,
    /// "Aucun cookie tiers".
    ThirdParty,
}

/// A place where the reader could not be sure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// What kind of doubt it is.
    pub doubt: DoubtKind,
    /// The words that caused it.
    pub excerpt: String,
}

/// What the reader could not be sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// The page has cookie words but no declaration could be read.
    NothingRead,
    /// The role of a column was inferred from its cells.
    InferredColumn,
    /// The lifetime is written in words the reader does not know.
    UnreadLifetime,
    /// Two places of the page contradict each other.
    Contradiction,
    /// The page was longer than the reader's bounds; the rest was left out.
    Truncated,
}

/// Reads every declaration it can find in a page. It never fails: what is unsure is a doubt.
pub fn read(page: &Page) -> Charter {
    match platform::document(page) {
        Some(platform::Document::List(declarations)) => of_platform(page, declarations),
        Some(platform::Document::Page(source)) => {
            let inner = Page { form: Form::Html, source, ..page.clone() };
            Charter { source: source_of(page), ..of_page(&inner) }
        }
        None => of_page(page),
    }
}

/// Whether a page is a consent platform's data itself, and none for people.
pub fn is_platform(page: &Page) -> bool {
    platform::document(page).is_some()
}

/// As [`read`], of a page of which it is known whether a server sent it so or a browser showed it.
pub fn read_as(text_of: TextOf, page: &Page) -> Charter {
    let mut charter = read(page);
    charter.source.text_of = Some(text_of);
    charter
}

fn of_page(page: &Page) -> Charter {
    let mut outline = outline::of(page);
    let announced = page.language.as_deref().or(outline.language.as_deref());
    let language = language::of(&outline.sample(), announced);
    if language.is_none() {
        outline.of_cookies = outline.sections_of_renowned_names();
    }
    // A table without a sentence: "Nom", "Finalité", "Durée" and "13 mois" tell its language.
    let by_labels = || language::of_labels(outline.headers(), outline.cells());
    let language = language.or_else(|| if announced.is_none() { by_labels() } else { None });
    let languages = lexicon::Languages::of(language);
    outline::flat::settle(&mut outline, languages);
    outline::named::settle(&mut outline, languages);
    outline::titles::settle(&mut outline, languages);
    if page.form == Form::Html {
        outline::definitions::settle(&mut outline, languages);
        outline::numbered::settle(&mut outline);
    }
    outline::labels::settle(&mut outline, languages);
    let mut entries = shape::entries(&outline, languages);
    cut::settle(&mut entries, page);
    let mut declarations = merge::repetitions(entry::declare(&entries, &outline, languages));
    if page.form == Form::Html {
        declarations = merge::further(declarations, merge::repetitions_of_data(platform::in_page(&page.source)));
    }
    if baked::are(&declarations, &outline, languages) {
        declarations.clear();
    }
    party::site::settle(&mut declarations, &outline, page.address.as_deref(), languages);
    let sentences = sentences::Sentences::of(&outline);
    let claims = claim::all(&outline, &sentences, &declarations, languages);
    claims.sort(&mut declarations, languages);
    let claims = claims.statements;
    party::page::settle(&mut declarations, &outline, &sentences, &claims, languages);
    // What is written behind a provider tells whose it is, and is no part of its name.
    for declaration in &mut declarations {
        declaration.provider = declaration.provider.take().map(|provider| provider::bare(provider, languages));
    }
    let mut doubts = Vec::new();
    if let Some(excerpt) = outline.truncated.clone() {
        doubts.push(Doubt { doubt: DoubtKind::Truncated, excerpt });
    }
    if declarations.is_empty() && !claims.iter().any(|statement| statement.claim == Claim::NoCookies) {
        let excerpt = section::first_on_cookies(&outline, languages);
        doubts.extend(excerpt.map(|excerpt| Doubt { doubt: DoubtKind::NothingRead, excerpt }));
    }
    Charter {
        schema: "cookie-charter/charter/1".to_owned(),
        source: source_of(page),
        language: language.map(str::to_owned),
        mentions: mention::unread(&outline, &declarations, languages),
        declarations,
        claims,
        doubts,
        columns: entry::columns(&entries),
    }
}

/// The charter that a platform's data is: its declarations, and a doubt when it names services but no cookie.
fn of_platform(page: &Page, declarations: Vec<Declaration>) -> Charter {
    let excerpt = page.source.chars().take(120).collect();
    let nothing = declarations.is_empty().then_some(Doubt { doubt: DoubtKind::NothingRead, excerpt });
    Charter {
        schema: "cookie-charter/charter/1".to_owned(),
        source: source_of(page),
        language: page.language.clone(),
        declarations: merge::repetitions_of_data(declarations),
        claims: Vec::new(),
        doubts: nothing.into_iter().collect(),
        columns: Vec::new(),
        mentions: Vec::new(),
    }
}

fn source_of(page: &Page) -> Source {
    Source { address: page.address.clone(), sha256: sha256(page.source.as_bytes()), file: None, text_of: None }
}

impl Saved {
    /// A file with its bytes.
    pub fn of(name: String, bytes: &[u8]) -> Self {
        Self { name, sha256: sha256(bytes) }
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    crate::text::hex(&Sha256::digest(bytes))
}
