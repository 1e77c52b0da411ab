//! Which reader reads which part of the page.

use super::entry::{Entry, Whose};
use super::lexicon::{Languages, Named, Role};
use super::outline::{Body, LONGEST_TITLE, Outline};
use super::{card, category, kind, line, name, party, prose, section, table};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// The short paragraph right above a table, or above the one sentence that introduces it, that names a category:
/// "Nødvendig (2)"; or its last sentence, where that introduces the table: "… The statistics cookies are these:".
fn title_above(outline: &Outline, at: usize, languages: Languages) -> Option<String> {
    (1..=2)
        .map_while(|back| match &outline.blocks.get(at.checked_sub(back)?)?.body {
            Body::Paragraph(text) => Some(text.plain.as_str()),
            _ => None,
        })
        .map(|words| words.rsplit_once(". ").map_or(words, |(_, last)| if last.ends_with(':') { last } else { words }))
        .find(|words| {
            let introduces = words.ends_with(':') && words.split_whitespace().nth(10).is_none();
            let short = words.split_whitespace().nth(4).is_none() && !words.ends_with(['.', ';', ',']);
            (short || introduces) && category::of(words, languages).is_some()
        })
        .map(str::to_owned)
}

/// The last sentence that names a storage, in the paragraph that introduces a table: "We also keep these in your local
/// storage. They stay with you:". `None` when it speaks of cookies after that.
fn storage_above(outline: &Outline, at: usize, languages: Languages) -> Option<String> {
    let Body::Paragraph(text) = &outline.blocks.get(at.checked_sub(1)?)?.body else { return None };
    let introduction = text.plain.strip_suffix(':')?;
    let sentences = text::sentences(introduction).map(str::trim);
    let named = sentences.filter(|sentence| kind::of(sentence, languages).is_some()).last()?;
    let storage = kind::of(named, languages).filter(|kind| kind.is_storage());
    let short = named.len() <= LONGEST_TITLE && !kind::names_cookie(named, languages);
    storage.filter(|_| short).map(|_| format!("{named}:"))
}

/// Whether an entry is the title right above a table that lists others, and written as brands are: "`ReelPoint`".
fn heads_as_a_brand(entry: &Entry, outline: &Outline, table: usize) -> bool {
    let title = table.checked_sub(1).and_then(|above| outline.blocks.get(above));
    title.is_some_and(|block| matches!(&block.body, Body::Label(text) if text.plain == entry.name))
        && entry.name.starts_with(char::is_uppercase)
        && entry.name.contains(char::is_lowercase)
        && entry.name.chars().all(char::is_alphabetic)
}

/// The paragraph right above a table, in its section.
fn paragraph_above(outline: &Outline, at: usize) -> Option<&str> {
    let (above, table) = (outline.blocks.get(at.checked_sub(1)?)?, outline.blocks.get(at)?);
    match &above.body {
        Body::Paragraph(text) if above.section == table.section => Some(&text.plain),
        _ => None,
    }
}

/// The category that one of the paragraphs above the introduction of a table explains, where no other explains another:
/// "Necessary cookies are those without which …", then "We use these:".
fn sort_above(outline: &Outline, at: usize, languages: Languages) -> Option<Named> {
    const MOST_PARAGRAPHS: usize = 4;
    let table = outline.blocks.get(at)?;
    let mut sorts = (2..2 + MOST_PARAGRAPHS)
        .map_while(|back| outline.blocks.get(at.checked_sub(back)?))
        .map_while(|block| match &block.body {
            Body::Paragraph(text) if block.section == table.section => {
                Some(category::of_opening(&text.plain, languages))
            }
            _ => None,
        })
        .flatten();
    let sort = sorts.next()?;
    sorts.next().is_none().then_some(sort)
}

/// The entries of a page, in its order.
pub(super) fn entries(outline: &Outline, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut mentions = Vec::new();
    let mut start = 0;
    for (at, block) in outline.blocks.iter().enumerate() {
        let Body::Grid(grid) = &block.body else { continue };
        let mut found = match table::turned::lines(grid, block.section, at, languages) {
            Some(lines) => card::read(&lines, outline, languages).0,
            None => table::read(grid, block.section, outline, languages),
        };
        // Siblings that are no table are lines like others, unless headers say what they hold.
        if grid.is_table || !found.is_empty() || table::is_headed(grid, languages) {
            let (mut above, told) = card::read(&line::lines(outline, start..at), outline, languages);
            // A heading that is the name its table declares, or whose cookies it lists.
            above.retain(|entry| {
                !entry.facts.is_empty()
                    || found.is_empty()
                    || found.iter().all(|found| found.name != entry.name) && !heads_as_a_brand(entry, outline, at)
            });
            entries.extend(above);
            let title = title_above(outline, at, languages).or_else(|| storage_above(outline, at, languages));
            let above = paragraph_above(outline, at);
            // "Necessary cookies: sid (session)." sorts its own.
            let leads_in = |words: &&str| words.ends_with(':') || !name::is_told_in(words);
            let category = above.filter(leads_in).and_then(|words| category::of_lead(words, languages)).or_else(|| {
                above.filter(|words| words.ends_with(':')).and_then(|_| sort_above(outline, at, languages))
            });
            let further = above.filter(|words| words.ends_with(':')).and_then(|_| paragraph_above(outline, at - 1));
            let leads = || above.into_iter().chain(further);
            let party = leads().find_map(|words| party::of_lead(words, languages));
            let opening = above.and_then(|words| words.split(['(', ':', '.']).next());
            let of_two = category.is_some() && opening.is_some_and(|words| category::is_of_two(words, languages));
            let whose = above.and_then(|words| Whose::of(words, found.iter(), languages));
            for entry in &mut found {
                let owned = whose.as_ref().is_none_or(|whose| whose.owns(entry));
                let own =
                    entry.fact(Role::Purpose).filter(|_| of_two).and_then(|words| category::of_two(words, languages));
                entry.above = entry.above.or(own).or(category.filter(|_| owned));
                entry.party_above = party;
                // A title among the rows says more of those below it than what stands above the table.
                let is_titled = entry.surroundings.iter().any(|title| category::of(title, languages).is_some());
                for (role, words) in told.iter().filter(|(role, _)| *role != Role::Category || !is_titled) {
                    entry.tell(*role, words);
                }
                entry.surroundings.extend(title.iter().cloned());
            }
            if found.is_empty() && section::speaks_of_cookies(outline, block.section, languages) {
                mentions.extend(table::mention::read(grid, block.section, at, languages));
            }
            entries.extend(found);
            start = at + 1;
        }
    }
    entries.extend(card::read(&line::lines(outline, start..outline.blocks.len()), outline, languages).0);
    let titles = words_of_titles(outline, languages);
    entries.retain(|entry| !names_the_site(entry, &titles));
    // "This cookie may also be called …", said of a cookie in the item that declares it.
    let items: BTreeSet<(Option<usize>, u32)> = entries
        .iter()
        .filter_map(|entry| Some((entry.section, entry.row.filter(|_| entry.columns.is_empty())?)))
        .collect();
    let is_aside = |entry: &Entry| entry.row.is_some_and(|row| items.contains(&(entry.section, row)));
    let of_cookies = section::is_of_cookies(outline, languages);
    let mut told = prose::read(&line::lines(outline, 0..outline.blocks.len()), of_cookies, languages);
    told.retain(|entry| !is_aside(entry) && !names_the_site(entry, &titles));
    // A row tells more than a sentence does.
    mentions.extend(told);
    let told = mentions;
    if told.is_empty() {
        return entries;
    }
    // Sentences speak again of what tables and lists have declared: only what these leave out is taken from them.
    let named =
        |entry: &Entry| name::read(&entry.name, languages).into_iter().map(|name| name.name).collect::<Vec<_>>();
    let declared: BTreeSet<String> = entries.iter().flat_map(named).collect();
    // « this is called "retargeting" » names no cookie.
    let is_name =
        |entry: &Entry| name::looks_like(&entry.name) >= 0.6 || category::of(&entry.name, languages).is_none();
    let is_known = |name: &String| {
        declared.contains(name)
            || is_bare(name, &declared)
            || is_glued(name, &declared)
            || is_of_a_family(name, &declared)
    };
    // "The ending `A1B2C3` is that of our property", where `_ga_A1B2C3` is declared.
    let is_code = |ending: &str| {
        ending.len() >= 4
            && ending.bytes().any(|byte| byte.is_ascii_digit())
            && ending.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    };
    let endings: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| Some(entry.name.rsplit_once(['_', '-', '.'])?.1.to_owned()))
        .filter(|ending| is_code(ending))
        .collect();
    let is_name = |entry: &Entry| is_name(entry) && !endings.contains(&entry.name);
    let (again, further): (Vec<Entry>, Vec<Entry>) =
        told.into_iter().partition(|entry| named(entry).iter().all(is_known));
    tell_storages(&mut entries, &again, languages);
    entries.extend(further.into_iter().filter(is_name));
    entries
}

/// The words with a capital in the titles of a page that speak of cookies: what it calls its site may be among them, as in
/// "How Example uses cookies".
fn words_of_titles(outline: &Outline, languages: Languages) -> BTreeSet<&str> {
    const FEWEST_WORDS: usize = 3;
    let titles = outline.title.iter().chain(outline.sections.first().map(|section| &section.title));
    let mut words = BTreeSet::new();
    for title in titles.map(|title| text::head(title, LONGEST_TITLE)) {
        let parts = || title.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
        if parts().nth(FEWEST_WORDS - 1).is_some() && kind::speaks_of_cookies(title, languages) {
            words.extend(parts().filter(|part| part.starts_with(char::is_uppercase)));
        }
    }
    words
}

/// Whether what no table declares, and of which no length of time is told, is a word of the page's titles, written as brands
/// are.
fn names_the_site(entry: &Entry, titles: &BTreeSet<&str>) -> bool {
    let name = entry.name.as_str();
    entry.columns.is_empty()
        && titles.contains(name)
        && name.contains(char::is_lowercase)
        && !name::is_renowned(name)
        && entry.fact(Role::Lifetime).is_none()
}

/// Tells entries of no known kind the storage that a sentence on them names: "`shop_choice` is kept in your browser's local
/// storage".
fn tell_storages(entries: &mut [Entry], again: &[Entry], languages: Languages) {
    let storages: BTreeMap<&str, &str> =
        again.iter().filter_map(|entry| Some((entry.name.as_str(), storage_of(entry, languages)?))).collect();
    for entry in entries.iter_mut().filter(|entry| entry.fact(Role::Kind).is_none()) {
        if let Some(words) = storages.get(entry.name.as_str()) {
            entry.tell(Role::Kind, words);
        }
    }
}

/// The storage that a sentence says a name to lie in: both stand in one clause, and nothing is denied there. `None` where
/// they do not.
fn storage_of(entry: &Entry, languages: Languages) -> Option<&str> {
    let clause = entry.words.split([',', ';', '(']).find(|clause| clause.contains(&entry.name))?;
    kind::storage(clause, languages).filter(|_| !languages.denies(clause))
}

/// Whether a name is a known one without the underscores it begins with: "the cookie utmz", where `__utmz` is declared.
fn is_bare(name: &str, known: &BTreeSet<String>) -> bool {
    ["_", "__"].iter().any(|underscores| known.contains(&format!("{underscores}{name}")))
}

/// Whether a name stands for known ones: "we delete the cookies `_ga*`".
fn is_of_a_family(name: &str, known: &BTreeSet<String>) -> bool {
    const MOST_ALIKE: usize = 64;
    let Some((fixed, _)) = name.split_once('*') else { return false };
    let alike = known.range::<str, _>((Bound::Included(fixed), Bound::Unbounded));
    let mut alike = alike.take_while(|known| known.starts_with(fixed)).take(MOST_ALIKE);
    alike.any(|known| name::matches(name, known))
}

/// Whether a word is a known name that has lost the spaces around it: "with `the__utmbcookie`".
fn is_glued(word: &str, known: &BTreeSet<String>) -> bool {
    // Letters alone stand before and behind it, so that it begins at the first underscore.
    let Some(at) = word.find('_') else { return false };
    let (before, name) = word.split_at(at);
    let core = name.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let mut ends = core.len().max(1)..=name.len();
    !before.is_empty()
        && before.bytes().all(|byte| byte.is_ascii_lowercase())
        && ends.any(|end| name.get(..end).is_some_and(|name| known.contains(name)))
}
