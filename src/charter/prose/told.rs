//! What the words around a name tell of it.

use super::MOST_WORDS;
use super::sentence::{self, behind_kind, is_timed, joins, storage_behind};
use super::word::{Letters, candidates, is_called, is_key};
use crate::charter::entry::{Entry, Said, says_more};
use crate::charter::lexicon::{Languages, Named, Role};
use crate::charter::line::{Line, Of};
use crate::charter::outline::{Marked, inline::excerpt};
use crate::charter::{Doubt, DoubtKind, Kind, Party, category, field, kind, lifetime, name, party, provider};
use crate::names;
use crate::text::{self, Tokens};
use std::ops::Range;

/// What stands before the first name of a sentence that no language writes otherwise. `None` where there is none.
fn place_of_first(sentence: &str, languages: Languages) -> Option<&str> {
    let mut words = candidates(sentence, languages).take(MOST_WORDS);
    let first =
        words.find(|word| sentence.get(word.clone()).is_some_and(|word| Letters::of(word) == Letters::Strange))?;
    sentence.get(..first.start)
}

/// Whether a sentence gives names in brackets as examples, and says no more than that they need consent: "These cookies (for
/// example _ga) are only set once you agree". What they are for, the sentence before says.
fn is_on_consent(sentence: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 3;
    let bracket = place_of_first(sentence, languages).and_then(|before| before.rsplit_once('('));
    let Some((said, example)) = bracket.filter(|(_, example)| Tokens::at_most(example, MOST_WORDS)) else {
        return false;
    };
    let rest = sentence.get(said.len()..).and_then(|names| names.split_once(')')).map_or("", |(_, rest)| rest);
    languages.is_example(example) && (languages.speaks_of_consent(rest) || languages.speaks_of_consent(said))
}

/// Whether a sentence says of its names no more than that they are set, where the one before it says by what service, and what for:
/// "Example Analytics is loaded to count visits. It sets the cookies _ga and _gid."
fn is_on_setting(sentence: &str, rest: &str, before: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 7;
    let aims = |words: &str| aims(words, languages);
    let said = place_of_first(sentence, languages).filter(|said| Tokens::at_most(said, MOST_WORDS));
    said.is_some_and(|said| {
        kind::names_cookie(said, languages) && provider::known(said).is_none() && !aims(said) && !aims(rest)
    }) && provider::known(before).is_some()
        && aims(before)
}

/// The sentence that says what a name is for, behind one that ends with the name and says no more than that it is set: "The shop
/// also sets `shop-{id}`. The number is your own. It is used to keep your view."
fn aim_below<'a>(said: &Around<'a>, languages: Languages) -> Option<&'a str> {
    const MOST_BEHIND: usize = 2;
    const MOST_SENTENCES: usize = 2;
    let rest = said.rest.trim_matches(|sign: char| !sign.is_alphanumeric());
    let ends = Tokens::at_most(rest, MOST_BEHIND) && (rest.is_empty() || kind::names_cookie(rest, languages));
    if !ends || said.own != said.rest || aims(said.sentence, languages) {
        return None;
    }
    let following = said.following.iter().take(MOST_SENTENCES);
    let is_of_choice = |sentence: &str| languages.denies(sentence) || languages.speaks_of_choices(sentence);
    let mut others = following.take_while(|sentence| !name::is_told_in(sentence) && !is_of_choice(sentence));
    // "For more about it, write to us."
    let opens = |sentence: &str| sentence.split_whitespace().next().is_some_and(|first| aims(first, languages));
    others.find(|sentence| aims(sentence, languages) && !opens(sentence)).copied()
}

/// Whether a sentence names a cookie.
fn names_another(sentence: &str, languages: Languages) -> bool {
    let is_name = |word: Range<usize>| {
        is_called(sentence, &word, languages)
            || sentence.get(word).is_some_and(|word| Letters::of(word) != Letters::Ordinary)
    };
    candidates(sentence, languages).any(is_name)
}

/// A sentence that does not say what its name is for, with the one behind it that goes on about the name: "The shop also sets the
/// cookie sid. It keeps your basket."
fn told_further(said: &Around<'_>, languages: Languages) -> Option<String> {
    const MOST_SENTENCES: usize = 2;
    const MOST_WORDS_OF_TIME: usize = 12;
    const OPENING: usize = 30;
    if said.own != said.rest || aims(said.sentence, languages) {
        return None;
    }
    // "It expires after a year."
    let is_of_time =
        |sentence: &str| Tokens::at_most(sentence, MOST_WORDS_OF_TIME) && lifetime::find(sentence, languages).is_some();
    let goes_on =
        |sentence: &&&str| (languages.goes_on(sentence) || is_of_time(sentence)) && !names_another(sentence, languages);
    // "It holds no data of yours."
    let tells_else = |sentence: &str| is_of_time(sentence) || languages.denies(text::head(sentence, OPENING));
    let mut following = said.following.iter().take(MOST_SENTENCES).take_while(goes_on);
    let further = following.find(|sentence| !tells_else(sentence))?;
    Some(format!("{} {}", said.sentence.trim(), further.trim()))
}

/// Tells what stands behind a name between commas and sorts it: "the cookie sid, a first-party cookie, technical and of the
/// session".
fn apposed(rest: &str, entry: &mut Entry, languages: Languages) {
    const MOST_WORDS: usize = 7;
    const MOST_PARTS: usize = 4;
    const MOST_BETWEEN: usize = 4;
    // "Es wird das Cookie sid gesetzt, ein Sitzungscookie."
    let Some((_, rest)) = rest.split_once(',').filter(|(before, _)| Tokens::at_most(before, MOST_BETWEEN)) else {
        return;
    };
    let parts = rest.split([',', '.', ';', ':', '(']).take(MOST_PARTS).map(str::trim);
    for part in parts.take_while(|part| Tokens::at_most(part, MOST_WORDS)) {
        if category::of(part, languages).is_some() {
            entry.tell_as(Said::Running, Role::Category, part);
        }
        if party::of(part, languages).is_some() {
            entry.tell_as(Said::Running, Role::Party, part);
        }
        let words: Vec<&str> = part.split(' ').collect();
        let pieces = words.split(|word| name::is_joint(word, languages)).map(|piece| piece.join(" "));
        // Lengths in figures are read with the words around them.
        let is_time = |piece: &String| {
            !piece.contains(|sign: char| sign.is_ascii_digit()) && lifetime::looks_like(piece, languages) >= 0.5
        };
        for piece in pieces.filter(is_time) {
            entry.tell_as(Said::Running, Role::Lifetime, &piece);
        }
    }
}

/// Whether words say what something is for.
fn aims(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    languages.near().any(|index| index.aims.holds(&tokens, 0..tokens.len()))
}

/// Gives each of several names its own time of as many: "_ga, _gid and _gat, kept for 2 years, 24 hours and 1 minute
/// respectively". Where they are more or fewer, none is any name's.
///
/// `rest` is what stands behind the last name in its sentence.
pub(super) fn respectively<'a>(
    entries: &mut [Entry],
    sentences: impl Iterator<Item = &'a str>,
    rest: &str,
    languages: Languages,
) {
    let mut told = sentences.map(|words| (words, lifetime::respective(words, languages)));
    let respective = if entries.len() < 2 { None } else { told.find(|(_, times)| !times.is_empty()) };
    let Some((words, respective)) = respective else {
        return listed(entries, rest, languages);
    };
    let are_as_many = respective.len() == entries.len();
    for (entry, (_, time)) in entries.iter_mut().zip(respective.iter().cycle()) {
        while entry.take(Role::Lifetime).is_some() {}
        if are_as_many {
            entry.tell(Role::Lifetime, time);
        } else {
            entry.doubts.push(Doubt { doubt: DoubtKind::UnreadLifetime, excerpt: excerpt(words) });
        }
    }
}

/// Gives each of several names its own of as many times: "_ga and _gid, kept for 24 months and 24 hours".
fn listed(entries: &mut [Entry], rest: &str, languages: Languages) {
    let told = entries.first().and_then(|first| first.fact(Role::Lifetime)).map(str::to_owned);
    let Some(told) = told else { return };
    if !entries.iter().all(|entry| entry.fact(Role::Lifetime) == Some(told.as_str())) {
        return;
    }
    let run = lifetime::find(rest, languages).map(|(_, first)| lifetime::with_others(rest, first, languages));
    let run = run.filter(|_| entries.len() > 2).and_then(|run| rest.get(run)).unwrap_or_default();
    let times = [told.as_str(), run].map(|words| lifetime::listed(words, entries.len(), languages));
    for (entry, time) in entries.iter_mut().zip(times.into_iter().find(|times| !times.is_empty()).unwrap_or_default()) {
        entry.take(Role::Lifetime);
        entry.tell(Role::Lifetime, time);
    }
}

/// Gives each of several names its own of as many clauses behind a colon, of which one at least tells a time: "`_ga` and `sid`:
/// the first for two years, the second for the session".
pub(super) fn in_turn(entries: &mut [Entry], rest: &str, languages: Languages) {
    let rest = rest.trim_start_matches(['`', '"', '»', '”', ' ', '\u{a0}']);
    let clauses: Vec<&str> = rest.strip_prefix(':').unwrap_or_default().split([',', ';']).map(str::trim).collect();
    let is_timed = |clause: &&str| lifetime::find(clause, languages).is_some();
    if entries.len() < 2 || clauses.len() != entries.len() || !clauses.iter().any(is_timed) {
        return;
    }
    for (entry, clause) in entries.iter_mut().zip(clauses) {
        while entry.take(Role::Lifetime).is_some() {}
        if lifetime::parse(clause, languages, None).is_some() {
            entry.tell(Role::Lifetime, clause);
        }
    }
}

/// Gives each of several names the time that stands between it and the next, where each has one: "`_ga` with a lifetime of two years
/// and `sid`, which is kept for a day". Where something else stands there, the time behind the last name is not the others'.
pub(super) fn each_its_own(entries: &mut [Entry], owns: &[&str], languages: Languages) {
    if entries.len() < 2 || entries.len() != owns.len() {
        return;
    }
    let time = |own: &&str| {
        lifetime::find(own, languages).and_then(|(length, place)| Some((length, own.get(place)?.to_owned())))
    };
    let times: Vec<_> = owns.iter().map(time).collect();
    let Some(Some((last, _))) = times.last() else { return };
    let are_each = times.iter().all(Option::is_some);
    for ((entry, time), own) in entries.iter_mut().zip(&times).zip(owns) {
        // A note of its own may have told it already, in more words.
        let told = entry.fact(Role::Lifetime).and_then(|told| lifetime::parse(told, languages, None));
        let is_others = match time {
            Some((length, _)) => are_each && told != Some(*length),
            // "`sid`, which keeps you signed in, and `_lang`, kept for a year"
            None => told == Some(*last) && !joins(own),
        };
        if is_others {
            while entry.take(Role::Lifetime).is_some() {}
            time.iter().for_each(|(_, time)| entry.tell(Role::Lifetime, time));
        }
    }
}

/// The time of a name that follows it behind a comma: "Example Analytics (`_pk_id`, 13 months; `_pk_ses`, 30
/// minutes)".
fn behind_comma(own: &str, languages: Languages) -> Option<&str> {
    const LONGEST: usize = 40;
    let rest = own.trim_start_matches(['`', '"', '»', '”', ' ']).strip_prefix(',')?;
    let time = rest.split([',', ';', ')']).next()?.trim();
    (time.len() <= LONGEST && lifetime::looks_like(time, languages) >= 0.7).then_some(time)
}

/// A service before the bracket of a name.
struct WhoseBracket<'a> {
    service: String,
    /// What is said of it and its names. `None` of the first: the whole sentence is.
    clause: Option<&'a str>,
}

/// The service right before the bracket that a name stands in, where a sentence has several: "cookies of Example Analytics
/// (_ga, _gid) and of Example Ads (_fbp, fr)".
fn whose_bracket<'a>(sentence: &'a str, name: &str) -> Option<WhoseBracket<'a>> {
    let at = sentence.find(name)?;
    let open = sentence.get(..at)?.rfind('(')?;
    let close = at + sentence.get(at..)?.find(')')?;
    if sentence.get(open..close)?.contains([')', ':']) {
        return None;
    }
    let before = sentence.get(..open)?.rfind(')').map(|end| end + 1);
    let is_first = before.is_none();
    let is_alone = is_first && !sentence.get(close..)?.contains('(');
    let title = sentence.get(before.unwrap_or(0)..open)?.trim_end();
    let service = provider::known(title).filter(|service| !is_alone && title.ends_with(service.as_str()))?;
    let clause = sentence.get(before?..=close).map(|clause| clause.trim_start_matches([',', ';', ' ']));
    Some(WhoseBracket { service, clause })
}

/// The label of a sentence that sorts the cookies it lists: "Statistics cookies: `_pk_id`. YouTube cookies:
/// YSC." `None` where its
/// label is only the word for cookies, or something else.
fn own_label(sentence: &str, languages: Languages) -> Option<&str> {
    let (label, _) = sentence.split_once(':')?;
    (Tokens::count(label, 2) == 2 && kind::names_cookie(label, languages)).then_some(label)
}

/// The service that one part of a sentence names before a name that everyone knows as its own, where the sentence begins with
/// another: "Example Analytics sets `_pk_id`, Facebook sets `_fbp`". `None` of longer ones than people write.
fn nearest_service(sentence: &str, name: &str) -> Option<String> {
    const MOST_PARTS: usize = 3;
    const LONGEST: usize = 1_000;
    if sentence.len() > LONGEST {
        return None;
    }
    let first = provider::known(sentence).filter(|first| provider::is_own(name, first) == Some(false))?;
    let before = sentence.get(..sentence.find(name)?)?;
    let nearest = before.rsplit([',', ';']).take(MOST_PARTS).find_map(provider::known)?;
    (nearest != first && provider::is_own(name, &nearest) == Some(true)).then_some(nearest)
}

/// What a sentence says behind a name and a colon: "Cookie « panier » : garde vos achats". `None` where other words stand
/// before the colon.
fn behind_label<'a>(sentence: &'a str, name: &str, languages: Languages) -> Option<&'a str> {
    const MOST_WORDS: usize = 5;
    const FEWEST_SAID: usize = 2;
    let (label, said) = sentence.split_once(':')?;
    let is_label = Tokens::at_most(label, MOST_WORDS) && label.contains(name) && !says_more(label, name, languages);
    (is_label && Tokens::count(said, FEWEST_SAID) == FEWEST_SAID).then_some(said.trim())
}

/// The note in brackets right behind a name, and what follows it.
fn note(behind: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 300;
    let behind = behind_kind(behind).strip_prefix('(')?;
    let end = text::head(behind, LONGEST).find(')')?;
    Some((behind.get(..end)?, behind.get(end + 1..)?))
}

/// The note behind a name that says what it is for: "sid (set to keep you signed in)".
pub(super) fn own_aim(own: &str, languages: Languages) -> Option<&str> {
    const FEWEST_WORDS: usize = 4;
    let (note, _) = note(own)?;
    // "sid (kept for 30 days)"
    let is_timed = || lifetime::find(note, languages).is_some();
    (Tokens::count(note, FEWEST_WORDS) == FEWEST_WORDS && aims(note, languages) && !is_timed()).then_some(note)
}

/// What is said around a name.
pub(super) struct Around<'a> {
    /// Between it and the next name.
    pub(super) own: &'a str,
    /// Between the last name and the end of the sentence.
    pub(super) rest: &'a str,
    /// The whole sentence.
    pub(super) sentence: &'a str,
    /// Whether it may say what the name is for: none of its names has a note of its own for that.
    pub(super) sentence_is_of_all: bool,
    /// The sentence before.
    pub(super) before: Option<&'a str>,
    /// The sentences after.
    pub(super) following: &'a [&'a str],
}

/// Tells what the note behind a name says of it.
fn tell_note(behind: &str, entry: &mut Entry, languages: Languages) {
    // "__sid (session), _lang (1 year)": the note is its own.
    let own = behind_kind(behind);
    if let Some((note, _)) = note(behind) {
        if is_timed(behind, languages) {
            entry.tell(Role::Lifetime, note);
        } else {
            field::behind(&format!("({note})"), Said::Running, entry, languages);
        }
    }
    // "(shop:choice, for one year)"
    if is_key(&entry.name, languages)
        && let Some((_, range)) = lifetime::find(own.split(')').next().unwrap_or_default(), languages)
        && let Some(time) = own.get(range)
    {
        entry.tell(Role::Lifetime, time);
    }
}

/// Tells what a sentence calls the cookies that it lists, right before their names: "Example Analytics sets the
/// first-party cookies `_ea` and `_eid`", "die Drittanbieter-Cookies `_ea`".
fn tell_sort_before(entry: &mut Entry, sentence: &str, languages: Languages) {
    const MOST_WORDS: usize = 4;
    const NEAR: usize = 12;
    let Some(before) = before_names(sentence, &entry.name, languages) else { return };
    let last = |words: &str, most: usize| words.rmatch_indices(' ').nth(most - 1).map_or(0, |(space, _)| space);
    let near = before.get(last(before, NEAR)..).unwrap_or_default();
    let clause = near.rsplit([',', ';', ':', '(', '.']).next().unwrap_or(near).trim();
    let called = clause.get(last(clause, MOST_WORDS)..).unwrap_or_default().trim();
    let told = party::of_cookies_called(called, languages).filter(|_| !languages.denies(near));
    // "Example sets its own cookies" are not the site's own.
    let is_own = |called: &party::Called| {
        called.party == Party::Third || !called.is_small || provider::known(sentence).is_none()
    };
    if told.is_some_and(|told| is_own(&told)) && entry.fact(Role::Party).is_none() {
        entry.tell_as(Said::Running, Role::Party, called);
    }
}

/// What stands before the list of names in which a sentence has one. `None` where nothing does.
fn before_names<'a>(sentence: &'a str, name: &str, languages: Languages) -> Option<&'a str> {
    const MOST_LISTED: usize = 24;
    const SIGNS: &[char] = &[',', '`', '"', '„', '“', '”', '«', '»', '(', ')'];
    let mut before = sentence.split(name).next()?.trim_end();
    for _ in 0..MOST_LISTED {
        let (rest, last) = before.rsplit_once(' ')?;
        let word = last.trim_matches(SIGNS);
        let is_name = || name::looks_like(word) >= 0.9 || names::is_known(word);
        if !word.is_empty() && !name::is_joint(word, languages) && !is_name() {
            break;
        }
        before = rest.trim_end();
    }
    Some(before.trim_end_matches(SIGNS))
}

/// The category that a sentence says its names to be for, right behind the last of them: "_ga and _gid for the site's
/// statistics".
fn aim_behind(rest: &str, languages: Languages) -> Option<Named> {
    const MOST_WORDS: usize = 8;
    let rest = rest.split(['.', ',', ';', ':', '(']).next()?.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let tokens = Tokens::first(rest, MOST_WORDS);
    let aims = languages.near().any(|index| index.aims.longest(&tokens, 0).is_some());
    let said = rest.get(tokens.span(0..tokens.len())).filter(|said| aims && !languages.speaks_of_choices(said))?;
    category::of_two(said, languages)
}

pub(super) fn entry(line: &Line<'_>, name: &str, said: Around<'_>, languages: Languages) -> Entry {
    let mut entry = Entry {
        name: name.to_owned(),
        section: line.section,
        row: line.row,
        words: excerpt(said.sentence),
        ..Entry::default()
    };
    tell_note(said.own, &mut entry, languages);
    let behind_comma = behind_comma(said.own, languages);
    behind_comma.into_iter().for_each(|time| entry.tell(Role::Lifetime, time));
    let bare = Tokens::at_most(said.sentence, 7) && !says_more(said.sentence, &entry.name, languages);
    let titled = sentence::behind_bracket(said.rest);
    if let Some((title, _)) = said.sentence.split_once('(').filter(|_| titled.is_some()) {
        entry.surroundings.push(title.trim().to_owned());
    }
    // "Example Analytics: audience measurement. Cookies “_ga” and “_gid”; lifetime: 13 months."
    let lists = place_of_first(said.sentence, languages)
        .is_some_and(|before| Tokens::count(before, 2) == 1 && kind::of(before, languages) == Some(Kind::Cookie));
    let whose = whose_bracket(said.sentence, name);
    if let Some(whose) = &whose {
        entry.tell(Role::Service, &whose.service);
    } else if let Some(service) = nearest_service(said.sentence, name) {
        entry.tell(Role::Service, &service);
    }
    let before = said.before.filter(|before| {
        bare || lists && line.of == Of::Item
            || is_on_consent(said.sentence, languages)
            || is_on_setting(said.sentence, said.rest, before, languages)
    });
    let before = before.map(|before| before.split_once(": ").filter(|_| lists).map_or(before, |(_, said)| said));
    let clause = whose.and_then(|whose| whose.clause);
    let below = aim_below(&said, languages).filter(|_| titled.or(before).or(clause).is_none());
    // "The shop also sets `shop-{id}`."
    let setter = below.and_then(|_| provider::known(said.sentence.split(name).next()?));
    setter.into_iter().for_each(|setter| entry.tell_as(Said::Running, Role::Provider, &setter));
    let further = if titled.or(before).or(clause).or(below).is_some() { None } else { told_further(&said, languages) };
    let sentence = behind_label(said.sentence, name, languages).unwrap_or(said.sentence);
    let whole = said.sentence_is_of_all.then_some(sentence);
    let purpose =
        own_aim(said.own, languages).or(titled).or(before).or(clause).or(below).or(further.as_deref()).or(whole);
    // "Analytics: …", at the head of an item, or "Analytics cookies: …"
    let label = own_label(said.sentence, languages).or_else(|| Some(line.words.split_once(':')?.0));
    if let Some(label) = label.filter(|label| Tokens::at_most(label, 6))
        && (line.of == Of::Item || kind::names_cookie(label, languages))
        && category::of(label, languages).is_some()
    {
        entry.surroundings.push(label.to_owned());
    }
    purpose.into_iter().for_each(|purpose| entry.tell(Role::Purpose, purpose.trim()));
    if said.own == said.rest {
        apposed(said.rest, &mut entry, languages);
    }
    // "sid (keeps you signed in) and _lang (1 year)": the last note is of the last name.
    let is_noted = said.own != said.rest && note(said.own).is_some();
    let rest = note(said.rest).filter(|_| is_noted).map_or(said.rest, |(_, rest)| rest);
    field::behind(rest, Said::Running, &mut entry, languages);
    for sentence in said.following {
        // A labelled clause, or a length of time: what follows is still of this name, unless it names others.
        if names_another(sentence, languages) {
            break;
        }
        let told = entry.facts.len();
        if field::is_labelled(sentence, languages) || lifetime::find(sentence, languages).is_some() {
            field::behind(sentence, Said::Running, &mut entry, languages);
        }
        // An item is about its names to its end.
        if entry.facts.len() == told && line.of != Of::Item {
            break;
        }
    }
    // "**Microsoft Clarity** … peut déposer _clck"
    let subject = line.marks.iter().find(|mark| mark.start == 0 && mark.marked == Marked::Strong);
    if let Some(subject) = subject.and_then(|mark| line.words.get(mark.start..mark.end))
        && provider::known_whole(subject).is_some()
    {
        entry.tell(Role::Service, subject);
    }
    if behind_comma.is_some() || is_timed(said.own, languages) {
        // What the rest of the sentence says is of the last name.
        let mut timed = false;
        entry.facts.retain(|fact| fact.role != Role::Lifetime || !std::mem::replace(&mut timed, true));
    }
    if let Some(storage) = storage_behind(said.own, languages) {
        entry.take(Role::Kind);
        entry.tell(Role::Kind, storage);
    }
    tell_sort_before(&mut entry, said.sentence, languages);
    entry.above = aim_behind(said.rest, languages);
    if entry.fact(Role::Kind).is_none()
        && let Some(words) = clause.unwrap_or(said.sentence).split(name).next().filter(|before| {
            // "Meta Pixel: _fbp" names a service.
            kind::of(before, languages).is_some_and(|kind| kind != Kind::Pixel || provider::known(before).is_none())
                // "with cookies and local storage, among them …": which of them lie where, is not said.
                && !kind::names_two(before.rsplit(['(', ';']).next().unwrap_or(before), languages)
        })
    {
        entry.tell_as(Said::Running, Role::Kind, words);
    }
    entry
}
