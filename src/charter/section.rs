//! What the headings above an entry tell of it: category, party, kind of storage, provider.

use super::lexicon::{Index, Languages, Named};
use super::outline::{Body, LABEL, Outline, Section, inline::excerpt};
use super::{Kind, Party, category, kind, party, provider};
use crate::text::{self, Tokens};
use std::collections::{BTreeMap, BTreeSet};

/// What the surroundings tell; `None` where they are silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// "Cookies statistiques"
    pub(super) category: Option<Named>,
    /// Whether that was told as one of two: "Cookies analytiques et publicitaires"
    pub(super) of_two: bool,
    /// "Cookies tiers"
    pub(super) party: Option<Party>,
    /// "Stockage local"
    pub(super) kind: Option<Kind>,
    /// "Google Analytics"
    pub(super) provider: Option<String>,
    /// "Google Analytics" in "Cookies de Google Analytics"
    pub(super) mentioned: Option<String>,
}

/// What a page says elsewhere of its headings.
pub(super) struct Headings<'a> {
    outline: &'a Outline,
    /// The names of the cookies it declares: a heading that is one is no provider.
    names: BTreeSet<&'a str>,
    /// The sections around headings that name a service everyone knows.
    of_services: BTreeSet<Option<usize>>,
    /// Those one level up, with the level of these headings.
    above_services: BTreeSet<(Option<usize>, u8)>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(outline: &'a Outline, names: BTreeSet<&'a str>) -> Self {
        let services = || outline.sections.iter().filter(|section| provider::known(&section.title).is_some());
        let of_services = services().map(|section| section.parent).collect();
        let above_services = services().map(|section| (outline.parent(section.parent), section.level)).collect();
        Self { outline, names, of_services, above_services }
    }

    /// Whether a heading that nobody knows may be a service, and not "Visitors" or "Basket": one beside it is known, or it is a
    /// host or written as no word of a language.
    fn may_be_a_service(&self, heading: &Section) -> bool {
        let is_beside = || {
            self.of_services.contains(&heading.parent)
                || self.above_services.contains(&(self.outline.parent(heading.parent), heading.level))
        };
        is_beside() || provider::host(&heading.title).is_some() || heading.title.split(' ').any(text::is_humped)
    }
}

/// Reads the surroundings of an entry: those of its own shape first, then the headings, the innermost first.
pub(super) fn of(headings: &Headings<'_>, section: Option<usize>, own: &[String], languages: Languages) -> Around {
    let outline = headings.outline;
    let mut around = Around::default();
    let introduced = own.len();
    let own = own.iter().map(|title| (title.as_str(), LABEL, None));
    let titles = own.chain(outline.path(section).map(|section| (section.title.as_str(), section.level, Some(section))));
    let mut passed = 0;
    for (distance, (title, level, heading)) in titles.take(16).enumerate() {
        let tokens = Tokens::of(title);
        let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
        if words == 0 || tokens.len() > 40 || !title.contains(char::is_alphabetic) {
            continue;
        }
        // Once both are known, nothing asks for it.
        let sought = around.category.is_none() || around.provider.is_none();
        let sort = sought.then(|| sort_of(&tokens, distance >= introduced, languages)).flatten();
        let sort = sort.filter(|_| !is_of_cookies_and_more(&tokens, languages));
        // "Privacy preferences", the title of a page, says nothing of their sort.
        let of_page = || level == 1 && outline.sections.len() > 1 && !kind::speaks_of_storage(title, languages);
        if around.category.is_none() && sort.is_some() && !of_page() {
            around.category = sort;
            around.of_two = category::is_of_two(title, languages);
        }
        // "Cookies we use", the title of a page, says nothing of their party.
        // Nor does "Third-party websites", of any cookie.
        around.party = around
            .party
            .or_else(|| party::of_tokens(&tokens, languages).filter(|_| level > 1 && !of_sites(&tokens, languages)));
        around.kind = around.kind.or_else(|| {
            // "We use these cookies:" settles it; a heading "Cookies" does not, storage is often listed below it.
            if distance < introduced && title.ends_with(':') {
                kind::of(title, languages)
            } else {
                storage(opening(title).unwrap_or(title), languages).or_else(|| storage_noted(title, languages))
            }
        });
        if level > 1 {
            around.provider = around.provider.or_else(|| provider::known_whole_in(&tokens));
            let labelled = || provider::labelled(title, languages).map(str::to_owned);
            around.mentioned = around.mentioned.or_else(|| labelled().or_else(|| provider::known_in(&tokens)));
        }
        if around.provider.is_none()
            && let Some(issuer) = provider::issuer(title, languages)
        {
            let is_site = provider::known(&issuer).is_none() && heads_others(outline, languages);
            around.party = around.party.or(is_site.then_some(Party::First));
            around.provider = Some(issuer);
        }
        let is_label = || !languages.roles(title).is_empty();
        let company = provider::company(title, languages);
        if around.provider.is_none()
            && (sort.is_none() || company.is_some())
            && passed < 3
            && !headings.names.contains(title)
            && !is_label()
        {
            passed += 1;
            around.provider = if level >= LABEL && !provider::is_proper(title) {
                provider::known_whole(title)
            } else if company.is_some() || level > 2 && heading.is_none_or(|heading| headings.may_be_a_service(heading))
            {
                provider::of_title(title, languages)
            } else {
                provider::known_whole(title)
            };
        }
    }
    around
}

/// Whether a heading speaks of sites, and of no cookies on them.
fn of_sites(title: &Tokens, languages: Languages) -> bool {
    let names_one = |index: &Index| (0..title.len()).any(|at| party::is_site(title.plain(at), index));
    languages.near().any(names_one) && !kind::speaks_of_storage(title.text(), languages)
}

/// Whether a heading of the page names the cookies of third parties: those of whoever another heading names are the site's.
fn heads_others(outline: &Outline, languages: Languages) -> bool {
    const MOST_TITLES: usize = 60;
    let titles = outline.sections.iter().take(MOST_TITLES).map(|section| section.title.as_str());
    titles
        .filter(|title| kind::names_cookie(title, languages))
        .any(|title| party::of(title, languages) == Some(Party::Third))
}

/// Whether a heading names cookies and, joined to them, a category: "Cookies and analytics" is no sort of cookies, "Cookies
/// and trackers of analytics" is one.
fn is_of_cookies_and_more(tokens: &Tokens, languages: Languages) -> bool {
    let Some(first) = (0..tokens.len()).find(|at| tokens.is_word(*at)) else { return false };
    let after = |index: &Index| {
        let cookies = index.kinds.longest(tokens, first).filter(|kind| kind.meaning == Kind::Cookie)?;
        let joint = cookies.tokens.end;
        let is_joined = tokens.plain(joint) == "&" || index.joints.longest(tokens, joint).is_some();
        index.categories.longest(tokens, joint + 1).filter(|_| is_joined)
    };
    languages.near().any(|index| after(index).is_some())
}

/// The category that a heading names, or what it says before a dash or a parenthesis, where that `counts`.
fn sort_of(title: &Tokens, counts: bool, languages: Languages) -> Option<Named> {
    let opening = || if counts { opening(title.text()) } else { None };
    category::named_in(title, languages).or_else(|| opening().and_then(|clause| category::named(clause, languages)))
}

/// The kind of storage that a heading names: none when it names cookies beside it ("Cookies et stockage local").
fn storage(title: &str, languages: Languages) -> Option<Kind> {
    let named = kind::of(title, languages).filter(|kind| kind.is_storage())?;
    (Tokens::at_most(title, 6) && !kind::names_cookie(title, languages)).then_some(named)
}

/// The kind of storage that a heading notes in parentheses: "Colours (localStorage — no cookie)".
fn storage_noted(title: &str, languages: Languages) -> Option<Kind> {
    let (before, note) = title.split_once(" (")?;
    let clause = note.split([')', '—', '–', ',', ';', ':']).next()?;
    storage(clause, languages).filter(|_| !kind::names_cookie(before, languages))
}

/// What a heading says before a dash or a parenthesis: "Analytics — only if you accept". `None` when it has neither.
fn opening(title: &str) -> Option<&str> {
    let (clause, _) = text::parted(title, &[" — ", " – ", " - ", " (", ": "])?;
    Some(clause.trim()).filter(|clause| !clause.is_empty())
}

/// The first words of a page that speak of cookies. `None` when none do.
pub(super) fn first_on_cookies(outline: &Outline, languages: Languages) -> Option<String> {
    outline.blocks.iter().find_map(|block| match &block.body {
        Body::Heading(_, text) | Body::Label(text) | Body::Paragraph(text) | Body::Item(text) => {
            text.plain.lines().find(|line| kind::speaks_of_storage(line, languages)).map(excerpt)
        }
        _ => None,
    })
}

/// Whether the page, or a heading above a section, or the paragraph that opens it, speaks of cookies.
pub(super) fn speaks_of_cookies(outline: &Outline, section: Option<usize>, languages: Languages) -> bool {
    outline.of_cookies.contains(&section)
        || outline.title.as_deref().is_some_and(|title| kind::speaks_of_storage(title, languages))
        || outline.path(section).any(|section| kind::speaks_of_storage(&section.title, languages))
        || section
            .and_then(|at| outline.sections.get(at))
            .is_some_and(|section| section.lead.as_deref().is_some_and(|lead| kind::speaks_of_storage(lead, languages)))
        // What stands above the first heading speaks of the whole page.
        || outline
            .blocks
            .iter()
            .take(4)
            .take_while(|block| block.section.is_none())
            .any(|block| kind::speaks_of_storage(&block.body.excerpt(), languages))
}

/// Whether the page's title, or its first heading, speaks of cookies.
pub(super) fn is_of_cookies(outline: &Outline, languages: Languages) -> bool {
    let first = outline.sections.first().map(|section| section.title.as_str());
    outline.title.as_deref().into_iter().chain(first).any(|title| kind::speaks_of_storage(title, languages))
}

/// The first paragraphs of some length in each section, above its lists and tables, three at most.
pub(super) fn leads(outline: &Outline) -> BTreeMap<Option<usize>, Vec<&str>> {
    let mut leads: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for block in &outline.blocks {
        if matches!(block.body, Body::Item(_) | Body::Pair(..) | Body::Grid(_)) {
            listed.insert(block.section);
        }
        if let Body::Paragraph(text) = &block.body
            && (20..600).contains(&text.plain.len())
        {
            let paragraphs = leads.entry(block.section).or_default();
            if paragraphs.len() < 3 && !listed.contains(&block.section) {
                paragraphs.push(text.plain.as_str());
            }
        }
    }
    leads
}

/// The headings above and including a section, outermost first. `None` when there is none.
pub(super) fn path(outline: &Outline, section: Option<usize>) -> Option<String> {
    let mut titles: Vec<String> =
        outline.path(section).take(12).map(|section| super::entry::one_line(&section.title)).collect();
    titles.reverse();
    (!titles.is_empty()).then(|| titles.join(" › "))
}
