//! Who sets a cookie, where the page says it elsewhere than beside the cookie: among its third-party services, in a table
//! of categories, in what it claims of all its cookies, in what it says of itself.

use crate::charter::lexicon::{Filter, Index, Languages};
use crate::charter::outline::{Block, Body, Grid, Outline};
use crate::charter::sentences::Sentences;
use crate::charter::{Category, Claim, Declaration, Party, Statement, category, claim, kind, name, provider};
use crate::text::{self, Tokens};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Longer paragraphs have lost their lines.
const LONGEST: usize = 2_000;

/// The most sentences of a paragraph that are looked at.
const MOST_SENTENCES: usize = 20;

/// Gives a party to the declarations of which nothing beside them told it.
pub(in crate::charter) fn settle(
    declarations: &mut [Declaration],
    outline: &Outline,
    sentences: &Sentences,
    claims: &[Statement],
    languages: Languages,
) {
    if declarations.iter().all(|declaration| declaration.party.is_some()) {
        return;
    }
    let has_unknown = declarations.iter().any(|told| told.party.is_none() && told.provider.is_some());
    let others = if has_unknown { others(declarations, outline, sentences, languages) } else { BTreeSet::new() };
    let first = declarations.iter().all(|told| told.party != Some(Party::Third))
        && (claims_first(claims, languages) || says_first(outline, sentences, languages));
    let owners = if has_unknown { owners(declarations, sentences, languages) } else { BTreeSet::new() };
    let self_setting = if has_unknown { self_setting(sentences, languages) } else { BTreeSet::new() };
    let by_category = by_category(outline, languages);
    for declaration in declarations.iter_mut().filter(|declaration| declaration.party.is_none()) {
        // What lies in the site's own storage is the site's, whoever it is kept for.
        let is_other = !declaration.kind.is_storage()
            && declaration.provider.as_deref().is_some_and(|provider| is_among(provider, &others));
        let sets_own = declaration.provider.as_ref().is_some_and(|name| self_setting.contains(&text::plain(name)));
        declaration.party = match declaration.category {
            _ if sets_own => Some(Party::First),
            _ if is_other => Some(Party::Third),
            _ if declaration.provider.as_ref().is_some_and(|provider| owners.contains(provider)) => Some(Party::First),
            _ if first && declaration.domain.is_none() && !provider::is_named_by(declaration) => Some(Party::First),
            Some(category) => {
                let told = by_category.get(&category).copied();
                told.filter(|party| *party == Party::Third || declaration.provider.is_none())
            }
            None => None,
        };
    }
}

/// The plain names of the providers that the page lists among third parties that set cookies.
fn others(
    declarations: &[Declaration],
    outline: &Outline,
    sentences: &Sentences,
    languages: Languages,
) -> BTreeSet<String> {
    let sections = sections_of_others(outline, languages);
    let mut others = BTreeSet::new();
    let mut listing = false;
    for (at, block) in outline.blocks.iter().enumerate() {
        let of_others = listing || block.section.is_some_and(|at| sections.contains(&at));
        match &block.body {
            Body::Item(text) if of_others => {
                others.extend(named_first(&text.plain));
                // Below "Third-party cookies": "We use Example Analytics to count visits."
                others.extend(used(&text.plain, languages));
            }
            Body::Pair(label, _) if of_others => others.extend(named_first(&label.plain)),
            Body::Heading(_, text) | Body::Label(text) => {
                listing = false;
                let is_listed = block.section.is_some_and(|at| sections.contains(&at));
                others.extend(provider::known_whole(&text.plain).filter(|_| is_listed).map(|name| text::plain(&name)));
            }
            Body::Paragraph(text) => {
                listing = text.plain.ends_with(':')
                    && is_of_others(&Tokens::of(&text.plain), languages)
                    && !languages.speaks_of_consent(&text.plain)
                    && !languages.speaks_of_browsers(&text.plain);
                // Below "Third-party cookies", whoever sets some is one.
                let is_of_others = |sentence: &&Tokens| {
                    is_of_others(sentence, languages) || of_others && sets_some(sentence, languages)
                };
                let of_others = sentences.of_block(at).iter().filter(is_of_others);
                others.extend(of_others.flat_map(|sentence| each_known(sentence.text(), languages)));
            }
            _ => {}
        }
    }
    // The page says of one of its cookies that it is the site's own.
    let own = declarations.iter().filter(|declaration| declaration.party == Some(Party::First));
    let own: BTreeSet<String> =
        own.filter_map(|declaration| declaration.provider.as_deref()).map(text::plain).collect();
    others.retain(|name| !own.contains(name));
    others
}

/// The plain names of the well-known providers of which a sentence says that their cookies are the site's own: "Example Analytics
/// sets first-party cookies". What "we" set besides is not theirs; and "its own cookies" are its own, unless they are the site's.
fn self_setting(sentences: &Sentences, languages: Languages) -> BTreeSet<String> {
    const TERMS: &[&str] = &["first-party", "first", "1st"];
    let says = |sentence: &&Tokens| {
        let any = |is: fn(&str, &Index) -> bool| {
            languages.near().any(|index| (0..sentence.len()).any(|at| is(sentence.plain(at), index)))
        };
        super::says_own(sentence, languages)
            && (any(super::is_site) || any(|word, _| TERMS.contains(&word)))
            && !any(super::is_pronoun)
            && !super::speaks_of_third(sentence.text(), languages)
    };
    let named = sentences.all().filter(says).map(|sentence| each_known(sentence.text(), languages));
    named.filter(|named| named.len() == 1).flatten().collect()
}

/// The providers that the page says to be the site's own: "set by Example or by third parties", "set by the owner of the site
/// (Example), which are called first-party cookies". No well-known company is one.
fn owners(declarations: &[Declaration], sentences: &Sentences, languages: Languages) -> BTreeSet<String> {
    const MOST_PROVIDERS: usize = 16;
    let unsure = declarations.iter().filter(|declaration| declaration.party.is_none());
    let providers: BTreeSet<&str> = unsure.filter_map(|declaration| declaration.provider.as_deref()).collect();
    let unknown = providers.into_iter().filter(|provider| provider::known(provider).is_none()).take(MOST_PROVIDERS);
    // "example.com" is Example's.
    let name = |provider: &str| super::site::label(provider).unwrap_or_else(|| text::plain(provider));
    let unknown: Vec<(&str, String)> = unknown.map(|provider| (provider, name(provider))).collect();
    let mut named: Vec<(&str, Tokens)> = unknown
        .iter()
        .map(|(provider, name)| (*provider, Tokens::of(name)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let firsts: Filter<1> = Filter::of(named.iter().map(|(_, name)| name.hash(0)));
    let mut owners = BTreeSet::new();
    for sentence in sentences.all() {
        let ends = LazyCell::new(|| ends_beside_third(sentence, languages));
        let says_own = LazyCell::new(|| super::says_own(sentence, languages));
        // At most places no name begins, which the number of the word tells.
        for (at, ..) in sentence.keys(0..sentence.len()).filter(|(_, hash, _)| firsts.may_hold(*hash)) {
            named.retain(|(provider, name)| {
                let is_owner = begins_at(sentence, at, name) && (ends.contains(&(at + name.len())) || *says_own);
                if is_owner {
                    owners.insert((*provider).to_owned());
                }
                !is_owner
            });
        }
    }
    owners
}

/// Where those end in a sentence that are told apart from third parties: before the "or" of "by Example or by third parties".
fn ends_beside_third(sentence: &Tokens, languages: Languages) -> Vec<usize> {
    let mut ends = Vec::new();
    for index in languages.near() {
        let is_joint = |at: usize| index.joints.longest(sentence, at).is_some();
        let is_small = |at: usize| [&index.by, &index.of].iter().any(|list| list.longest(sentence, at).is_some());
        let third = index.parties.all(sentence).into_iter().filter(|phrase| phrase.meaning == Party::Third);
        ends.extend(
            third.filter_map(|phrase| {
                (0..phrase.tokens.start).rev().find(|at| !is_small(*at)).filter(|at| is_joint(*at))
            }),
        );
    }
    ends
}

/// Whether a name stands in a sentence, from one of its words on.
fn begins_at(sentence: &Tokens, at: usize, name: &Tokens) -> bool {
    (0..name.len()).all(|further| sentence.plain(at + further) == name.plain(further))
}

/// The sections whose heading names third parties, and which speak of cookies; with those below them.
fn sections_of_others(outline: &Outline, languages: Languages) -> BTreeSet<usize> {
    let sections = || outline.sections.iter().enumerate();
    let titled = sections().filter(|(_, section)| super::of(&section.title, languages) == Some(Party::Third));
    let mut found: BTreeSet<usize> = titled.map(|(at, _)| at).collect();
    if found.is_empty() {
        return found;
    }
    let speaks = |block: &Block| match &block.body {
        Body::Heading(_, text) | Body::Paragraph(text) | Body::Item(text) => {
            kind::speaks_of_storage(&text.plain, languages)
        }
        _ => false,
    };
    let blocks = outline.blocks.iter().filter(|block| block.section.is_some_and(|at| found.contains(&at)));
    let speaking: BTreeSet<usize> = blocks.filter(|block| speaks(block)).filter_map(|block| block.section).collect();
    found.retain(|at| speaking.contains(at));
    for (at, section) in sections() {
        if section.parent.is_some_and(|parent| found.contains(&parent)) {
            found.insert(at);
        }
    }
    found
}

/// Whether a sentence says of third parties that they set cookies, and denies nothing.
fn is_of_others(sentence: &Tokens, languages: Languages) -> bool {
    super::of_tokens(sentence, languages) == Some(Party::Third)
        && kind::speaks_of_storage(sentence.text(), languages)
        && !languages.denies(sentence.text())
}

/// Whether a sentence says that cookies are set, and denies nothing.
fn sets_some(sentence: &Tokens, languages: Languages) -> bool {
    kind::speaks_of_cookies(sentence.text(), languages) && !languages.denies(sentence.text())
}

/// The plain names of the well-known providers of a sentence: "third-party cookies (Example Analytics and Example Ads)".
fn each_known(sentence: &str, languages: Languages) -> Vec<String> {
    if provider::known(sentence).is_none() {
        return Vec::new();
    }
    let pieces = sentence.split([',', ';', ':', '/', '(', ')']);
    let words = pieces.map(|piece| piece.split(' ').collect::<Vec<_>>());
    let parted = words.flat_map(|words| {
        words.split(|word| name::is_joint(word, languages)).map(|words| words.join(" ")).collect::<Vec<_>>()
    });
    parted.filter_map(|words| provider::known(&words)).map(|name| text::plain(&name)).collect()
}

/// Whoever an item begins with, in the page's words and as the well-known provider it is: "Matomo Cloud – counts …".
fn named_first(item: &str) -> impl Iterator<Item = String> {
    const MOST_WORDS: usize = 5;
    let opening =
        text::parted(item, &[" – ", " — ", " - ", ":", " (", ". ", ", "]).map_or(item, |(opening, _)| opening);
    let opening = Some(opening.trim()).filter(|opening| opening.split_whitespace().nth(MOST_WORDS).is_none());
    let written = opening.filter(|opening| opening.starts_with(char::is_uppercase)).map(text::plain);
    // "Meta Platforms (Facebook)"
    let noted = provider::party_note(item).and_then(provider::known_whole);
    let known = [opening.and_then(provider::known), noted].into_iter().flatten();
    written.into_iter().chain(known.map(|name| text::plain(&name)))
}

/// The one provider that the short sentence names with which an item begins, where it denies nothing and speaks of no
/// browser.
fn used(item: &str, languages: Languages) -> Option<String> {
    const MOST_WORDS: usize = 12;
    let sentence = text::sentences(item).next()?;
    if !Tokens::at_most(sentence, MOST_WORDS) || languages.denies(sentence) || languages.speaks_of_browsers(sentence) {
        return None;
    }
    let mut named = each_known(sentence, languages).into_iter();
    named.next().filter(|_| named.next().is_none())
}

/// Whether a provider is one of some, the company of one (Google where Google Analytics is one), or the service of one (Facebook
/// Pixel where Facebook is one).
fn is_among(provider: &str, others: &BTreeSet<String>) -> bool {
    if others.is_empty() {
        return false;
    }
    let owns_one = |company: &String| {
        let service = format!("{company} ");
        others.contains(company)
            || others.range(service.clone()..).next().is_some_and(|name| name.starts_with(&service))
    };
    let known = provider::known(provider).map(|name| text::plain(&name));
    let plain = text::plain(provider);
    let company = plain.split_once(' ').map(|(company, _)| company);
    let is_of_one = company.is_some_and(|company| others.contains(company) && provider::known_whole(company).is_some());
    others.contains(&plain) || is_of_one || known.as_ref().is_some_and(owns_one)
}

/// Whether the page claims, of all its cookies and whatever their sort, that no third party sets any.
fn claims_first(claims: &[Statement], languages: Languages) -> bool {
    const MOST_TOKENS: usize = 20;
    claims.iter().filter(|statement| statement.claim == Claim::NoThirdPartyCookies).any(|statement| {
        let words = statement.excerpt.as_str();
        Tokens::at_most(words, MOST_TOKENS)
            && kind::speaks_of_storage(words, languages)
            && words.split_whitespace().all(|word| category::named(word, languages).is_none())
            && claim::holds_always(words, languages)
    })
}

/// Whether the page says of itself that it sets cookies of its own, in a section that lists none, and nothing of anybody else
/// who sets some: what a section says above its list is of that list.
fn says_first(outline: &Outline, sentences: &Sentences, languages: Languages) -> bool {
    let is_part = |at: &usize| outline.sections.get(*at).is_some_and(|section| section.level > 1);
    let around = |at: Option<usize>| std::iter::successors(at, |at| outline.parent(Some(*at))).filter(is_part);
    let lists = |block: &&Block| matches!(block.body, Body::Grid(_) | Body::Item(_) | Body::Pair(..));
    let listing: BTreeSet<Option<usize>> =
        outline.blocks.iter().filter(lists).flat_map(|block| around(block.section)).map(Some).collect();
    let paragraphs = || {
        outline.blocks.iter().enumerate().filter_map(|(at, block)| match &block.body {
            Body::Paragraph(text) if text.plain.len() < LONGEST => Some((block.section, at, text.plain.as_str())),
            _ => None,
        })
    };
    let says_own = |sentence: &Tokens| super::says_own_of_site(sentence, languages);
    let is_own = paragraphs()
        .filter(|(section, ..)| !listing.contains(section))
        .any(|(_, at, _)| sentences.of_block(at).iter().take(MOST_SENTENCES).any(says_own));
    let is_of_others = |words: &str| {
        super::speaks_of_third(words, languages)
            || text::sentences(words).take(MOST_SENTENCES).any(|words| {
                provider::known(words).is_some()
                    && kind::speaks_of_storage(words, languages)
                    && !says_own(&Tokens::of(words))
            })
    };
    let titles = outline.sections.iter().map(|section| section.title.as_str());
    is_own && !paragraphs().map(|(.., words)| words).chain(titles).any(is_of_others)
}

/// The parties that a table of categories tells: "Necessary | keeps the site going | First-party".
fn by_category(outline: &Outline, languages: Languages) -> BTreeMap<Category, Party> {
    let mut told: BTreeMap<Category, Option<Party>> = BTreeMap::new();
    let grids = outline.blocks.iter().filter_map(|block| match &block.body {
        Body::Grid(grid) if grid.is_table => Some(grid),
        _ => None,
    });
    for (category, party) in grids.flat_map(|grid| rows_of_categories(grid, languages)) {
        told.entry(category).and_modify(|known| *known = known.filter(|known| *known == party)).or_insert(Some(party));
    }
    told.into_iter().filter_map(|(category, party)| Some((category, party?))).collect()
}

/// The category and the party of each row that tells both, where the first cell of every row is a category.
fn rows_of_categories(grid: &Grid, languages: Languages) -> Vec<(Category, Party)> {
    const MOST_ROWS: usize = 8;
    const MOST_WORDS: usize = 3;
    if !(3..=MOST_ROWS).contains(&grid.height()) {
        return Vec::new();
    }
    let short = |cell: &str| Tokens::at_most(cell, MOST_WORDS);
    let mut rows = Vec::new();
    for row in 1..grid.height() {
        let first = grid.text(row, 0);
        let Some(category) = category::of(first, languages).filter(|_| name::looks_like(first) < 0.5) else {
            return Vec::new();
        };
        let mut cells = (1..grid.width()).map(|column| grid.text(row, column)).filter(|cell| short(cell));
        rows.extend(cells.find_map(|cell| super::of(cell, languages)).map(|party| (category, party)));
    }
    rows
}
