//! Joins what was heard on the wire with what the jar holds: who set a cookie, when, for how long, and what was refused.
//!
//! Each cookie has a history: the headers that asked for it, the one that removed it, the changes that the jar told of. [`replay`]
//! goes through it in the order of time, and the last event tells who set the cookie. A line that no cookie came of was
//! most likely refused, and [`attempt`] says why.

mod attempt;
mod replay;

use super::set_cookie::{Answer, Outcome, parse_cut};
use super::{Cookie, Identity, Place, Refusal, domain};
use attempt::Fate;
use replay::History;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Moments of different clocks of one browser differ by so many milliseconds.
const JITTER: u64 = 100;

/// With fewer cookies of a site than these something else than want of room has removed the others: where browsers have too many
/// of a site, Chromium and Firefox leave 150.
const FULL: usize = 100;

/// A Set-Cookie line that was heard, its value already cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Heard {
    /// The line without the value: `a=; Path=/`.
    pub line: String,
    /// Bytes of name and value together, before the cut.
    pub length: usize,
    /// When it was heard, in milliseconds since 1970.
    pub at: u64,
    /// The answering host.
    pub host: String,
    /// The answer came over https, or from the machine itself.
    pub secure: bool,
    /// The folder of the request, which is the path of a cookie without one (RFC 6265bis §5.1.4).
    pub folder: String,
    /// The kind of resource, in webRequest's words. `None` when unknown.
    #[serde(default)]
    pub resource: Option<String>,
    /// The hosts whose redirects led there, first one first.
    #[serde(default)]
    pub redirects: Vec<String>,
}

/// What the jar last told of one cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When it was last set, in milliseconds since 1970.
    pub at: u64,
    /// Until when it then was to live, in seconds since 1970. `None` is the session.
    pub expires: Option<u64>,
    /// When it last went, before or after that, in milliseconds since 1970. `None`: it never did.
    pub gone: Option<u64>,
    /// The browser itself removed it then, and nobody has set it since.
    pub evicted: bool,
}

/// What the jar told of its cookies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The last change of each cookie.
    pub last: BTreeMap<Identity, Change>,
    /// Since when none of them is missing, in milliseconds since 1970.
    pub whole_since: u64,
}

/// What a visit noticed of cookies beside the jar itself.
#[derive(Debug, Clone, Copy)]
pub struct Noticed<'a> {
    /// The visited host.
    pub site: &'a str,
    /// When the jar was read, in seconds since 1970.
    pub now: u64,
    /// When the tab first showed the site, in milliseconds since 1970. What changed before says nothing of scripts.
    pub since: u64,
    /// The lines heard for the visited page.
    pub heard: &'a [Heard],
    /// Those heard for other pages of the site in the tab. They tell who set a cookie that is there still, and nothing of those
    /// that are not.
    pub former: &'a [Heard],
    /// Those heard in other tabs. They tell who made a change, and no more.
    pub elsewhere: &'a [Heard],
    /// Since when none of those is missing, in milliseconds since 1970.
    pub elsewhere_since: u64,
    /// What the jar told of its changes. `None`: nobody listened to it.
    pub changes: Option<&'a Changes>,
}

/// The cookies of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Those of the jar and those that were refused, sorted by identity.
    pub cookies: Vec<Cookie>,
    /// Others were set for the page and have gone again, though no header removed them.
    pub gone: bool,
    /// How many cookies of the site the browser removed for want of room since the tab shows it. `None`: none that is known.
    pub pushed_out: Option<usize>,
}

/// Adds to the jar's cookies who set them and when, and appends those that were tried and refused.
///
/// `foreign` are cookies of which nothing shows that they can be read on this page: a third party may hold them from other
/// visits. Those that a line of this page has set are kept, the others left out.
pub fn join(jar: Vec<Cookie>, foreign: Vec<Cookie>, noticed: &Noticed<'_>) -> Joined {
    let pushed_out = pushed_out(jar.iter().chain(&foreign), noticed);
    let mut held = Held::of(jar, foreign, noticed.changes);
    for line in lines(noticed.former) {
        let holder = held.holder(&line);
        held.tell(holder, line);
    }
    for line in lines(noticed.elsewhere) {
        let holder = held.changed(&line);
        held.tell(holder, line);
    }
    let mut fates: BTreeMap<Place, Fate> = BTreeMap::new();
    for line in lines(noticed.heard) {
        let holder = held.holder(&line);
        let place = line.asked.place();
        if line.removes {
            fates.remove(&place);
        } else if holder.is_none() {
            let fate = attempt::fate(&line, &place, noticed);
            fates.insert(place, fate);
        }
        held.of_page(holder);
        held.tell(holder, line);
    }
    let mut cookies = held.told(noticed);
    let gone = fates.values().any(|fate| matches!(fate, Fate::Gone));
    cookies.extend(
        fates.into_values().filter_map(|fate| if let Fate::Refused(cookie) = fate { Some(*cookie) } else { None }),
    );
    cookies.sort();
    Joined { cookies, gone: gone || pushed_out.is_some(), pushed_out }
}

/// How many cookies of the site the browser removed for want of room since the tab shows it. Firefox speaks in the same way of
/// those that the person has removed: then the jar is empty.
fn pushed_out<'a>(jar: impl Iterator<Item = &'a Cookie>, noticed: &Noticed<'_>) -> Option<usize> {
    let is_own = |domain: &str| domain::same_site(domain, noticed.site);
    let is_full = jar.filter(|cookie| is_own(&cookie.domain)).count() >= FULL;
    let in_time = |change: &Change, gone: u64| change.expires.is_none_or(|expires| expires > gone / 1000);
    let went = |change: &Change| change.gone.is_some_and(|gone| gone >= noticed.since && in_time(change, gone));
    let all = noticed.changes.iter().flat_map(|changes| &changes.last);
    let count = all.filter(|(it, change)| is_own(&it.place().domain) && change.evicted && went(change)).count();
    (is_full && count > 0).then_some(count)
}

/// A line, and what it asks of the browser.
#[derive(Debug, Clone)]
struct Line<'a> {
    heard: &'a Heard,
    /// The cookie that it asks for. The site of a partition is left to the jar, which knows it.
    asked: Cookie,
    /// It had expired when it came: the cookie of this place goes.
    removes: bool,
    /// What it says of its end browsers read in ways of their own: a date, by the clock of the server, or no number.
    vague: bool,
}

impl<'a> Line<'a> {
    fn of(heard: &'a Heard) -> Option<Self> {
        let path = format!("{}/", heard.folder.trim_end_matches('/'));
        let (host, secure, now) = (heard.host.as_str(), heard.secure, heard.at / 1000);
        let answer = Answer { host, path: &path, secure, now, top_level_site: Some("") };
        let set = parse_cut(&heard.line, heard.length)?;
        let vague = set.max_age.is_none() && tells_end(&heard.line);
        let (asked, removes) = match set.outcome(&answer) {
            Outcome::Cookie(cookie) => (*cookie, false),
            Outcome::Removed(cookie) => (*cookie, true),
        };
        Some(Self { heard, asked, removes, vague })
    }

    /// Why browsers refuse it wherever it comes from. `None`: nothing in the line speaks against it.
    fn refusal(&self) -> Option<Refusal> {
        self.asked.refused
    }
}

/// Whether a line says something of the cookie's end.
fn tells_end(line: &str) -> bool {
    let keys = line.split(';').skip(1).filter_map(|attribute| attribute.split('=').next());
    keys.map(str::trim).any(|key| key.eq_ignore_ascii_case("max-age") || key.eq_ignore_ascii_case("expires"))
}

/// The lines with a name first: of the others only what they leave is theirs.
fn lines(heard: &[Heard]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = heard.iter().filter_map(Line::of).collect();
    lines.sort_by_key(|line| line.asked.name.is_empty());
    lines
}

/// The jar's cookies with their histories.
struct Held<'a> {
    all: Vec<History<'a>>,
    by_place: BTreeMap<Place, Vec<usize>>,
}

impl<'a> Held<'a> {
    fn of(jar: Vec<Cookie>, foreign: Vec<Cookie>, changes: Option<&Changes>) -> Self {
        let history = |is_foreign: bool| {
            move |cookie: Cookie| {
                let change = changes.and_then(|changes| changes.last.get(&cookie.identity()).copied());
                History::of(cookie, is_foreign, change)
            }
        };
        let all: Vec<History<'a>> =
            jar.into_iter().map(history(false)).chain(foreign.into_iter().map(history(true))).collect();
        let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (index, held) in all.iter().enumerate() {
            by_place.entry(held.cookie().place()).or_default().push(index);
        }
        Self { all, by_place }
    }

    /// Which cookie a line is about: one whose change it made, else one that can be read on this page, first the partitioned
    /// one where it asks for that, else the plain one.
    fn holder(&self, line: &Line<'_>) -> Option<usize> {
        let here = || self.at(line).filter(|(_, held)| !held.is_foreign());
        let fits = |held: &History<'a>| held.cookie().partition.is_some() == line.asked.partition.is_some();
        let fitting = || here().find(|(_, held)| fits(held)).or_else(|| here().next());
        self.changed(line).or_else(|| fitting().map(|(index, _)| index))
    }

    /// The cookie whose last change a line made.
    fn changed(&self, line: &Line<'_>) -> Option<usize> {
        let found = self.at(line).find(|(_, held)| held.is_changed_by(line)).map(|(index, _)| index);
        found.or_else(|| self.named_by_value(line))
    }

    /// Firefox takes the text of a cookie without a name for its name. That text is a value and was not kept: its length tells.
    fn named_by_value(&self, line: &Line<'_>) -> Option<usize> {
        let alike = |held: &History<'_>| {
            let asked = Place { name: held.cookie().name.clone(), ..line.asked.place() };
            asked.name.len() == line.heard.length && held.cookie().place() == asked
        };
        let named = line.asked.name.is_empty().then(|| self.all.iter())?;
        named
            .enumerate()
            .find(|(_, held)| alike(held) && held.is_changed_by(line) && !held.is_explained(line))
            .map(|(index, _)| index)
    }

    fn at(&self, line: &Line<'_>) -> impl Iterator<Item = (usize, &History<'a>)> {
        let places = self.by_place.get(&line.asked.place()).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|index| Some((*index, self.all.get(*index)?)))
    }

    fn tell(&mut self, holder: Option<usize>, line: Line<'a>) {
        // What may not set a cookie may not remove it either.
        let counts = !line.removes || line.refusal().is_none();
        if counts && let Some(held) = holder.and_then(|index| self.all.get_mut(index)) {
            held.tell(line);
        }
    }

    /// A line of this page is about it: it is no matter of other visits.
    fn of_page(&mut self, holder: Option<usize>) {
        if let Some(held) = holder.and_then(|index| self.all.get_mut(index)) {
            held.belongs();
        }
    }

    fn told(self, noticed: &Noticed<'_>) -> Vec<Cookie> {
        self.all.into_iter().filter(|held| !held.is_foreign()).map(|held| held.told(noticed)).collect()
    }
}

#[cfg(test)]
mod tests;
