//! What is known of a site: its charter, and how often each cookie was seen. It asks nothing of the browser.

use super::joined::{Begun, Joined};
use crate::audit::SeenIn;
use crate::charter::Charter;
use crate::cookie::Cookie;
use serde::{Deserialize, Serialize};

/// What is remembered of one site.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Site {
    /// The charter, as it was last read with declarations.
    pub(super) charter: Option<Kept>,
    /// Where the person said that the charter is. On disk it has a place of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointed: Option<String>,
    /// When a charter was last asked for over the network, in seconds since 1970.
    pub(super) asked: u64,
    /// The visits that were audited, and what they saw.
    joined: Joined,
    /// When anything here last changed.
    pub(super) touched: u64,
}

/// A charter that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    pub(super) charter: Charter,
    /// When, in seconds since 1970.
    pub(super) read: u64,
    pub(super) how: How,
    /// The declarations read differently before: the fingerprint and the date of that reading.
    #[serde(default)]
    pub(super) before: Option<Before>,
}

/// How a charter came to us, the person's own ways last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum How {
    /// Fetched.
    Fetched,
    /// Rendered in a tab that the person had open.
    Opened,
    /// Pasted by the person.
    Pasted,
}

/// A former reading of a charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Before {
    pub(super) sha256: String,
    /// When it was read, and when it was found to be former.
    pub(super) read: u64,
    pub(super) noticed: u64,
}

impl Site {
    /// Remembers a charter, and the former one where the declarations differ.
    pub(super) fn keep(&mut self, charter: &Charter, how: How, now: u64) {
        let before = self.charter.take().and_then(|kept| {
            if kept.charter.declarations == charter.declarations {
                kept.before
            } else {
                Some(Before { sha256: kept.charter.source.sha256, read: kept.read, noticed: now })
            }
        });
        self.charter = Some(Kept { charter: charter.clone(), read: now, how, before });
    }

    /// The remembered charter, unless the person pointed elsewhere since.
    pub(super) fn kept(&self) -> Option<&Kept> {
        let meant = |kept: &&Kept| self.pointed.is_none() || kept.charter.source.address == self.pointed;
        self.charter.as_ref().filter(meant)
    }

    /// The charter that the person pasted, unless they pointed elsewhere since.
    pub(super) fn pasted(&self) -> Option<&Kept> {
        self.charter.as_ref().filter(|kept| kept.how == How::Pasted && self.pointed.is_none())
    }

    /// In how many visits of the site a cookie was seen. `None` while there is only one.
    pub(super) fn seen_in(&self, cookie: &Cookie) -> Option<SeenIn> {
        let (visits, of) = self.joined.of(&named(cookie));
        let seen = SeenIn { visits: usize::try_from(visits).ok()?, of: usize::try_from(of).ok()? };
        (seen.of > 1).then_some(seen)
    }

    /// The fingerprint of the former charter, for a day after the change was noticed.
    pub(super) fn former(&self, now: u64) -> Option<String> {
        let before = self.charter.as_ref()?.before.as_ref()?;
        (now.saturating_sub(before.noticed) < 86_400).then(|| before.sha256.clone())
    }

    /// What the person themselves said of the charter.
    fn said(&self) -> Said {
        Said {
            pointed: self.pointed.clone(),
            pasted: self.pasted().map(|kept| kept.read),
            none: self.charter.is_none(),
        }
    }
}

fn named(cookie: &Cookie) -> String {
    format!("{} {}", cookie.name, cookie.domain)
}

/// What a person can say of a site's charter: where it is, what it is, that it is to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    pointed: Option<String>,
    pasted: Option<u64>,
    none: bool,
}

/// What an audit knows of a site: what was remembered when it began, and what it learnt since.
///
/// It keeps the latter alone. An audit may wait for the network for a minute, and what others remembered meanwhile stands; what
/// the person said of the charter meanwhile stands above what the audit read.
#[derive(Debug)]
pub(super) struct Known {
    /// With everything that was learnt.
    pub(super) site: Site,
    began: Said,
    /// A charter was read.
    read: Option<How>,
    /// The network was asked.
    pub(super) asked: bool,
    /// What the visit saw.
    visit: Option<(Begun, Vec<String>)>,
}

impl Known {
    /// Begins with what is remembered.
    pub(super) fn of(site: Site) -> Self {
        Self { began: site.said(), site, read: None, asked: false, visit: None }
    }

    /// Learns a charter.
    pub(super) fn read(&mut self, charter: &Charter, how: How, now: u64) {
        self.site.keep(charter, how, now);
        self.read = Some(how);
    }

    /// Learns that the network is being asked for a charter.
    pub(super) fn ask(&mut self, now: u64) {
        self.site.asked = now;
        self.asked = true;
    }

    /// Learns what a visit saw. A page of which nothing is known, not even when it began, is no visit.
    pub(super) fn count(&mut self, begun: Begun, cookies: &[Cookie]) {
        if begun.at == 0 {
            return;
        }
        let names: Vec<String> = cookies.iter().map(named).collect();
        self.site.joined.count(begun, names.clone());
        self.visit = Some((begun, names));
    }

    /// Whether the person has said something else of the charter since this began.
    pub(super) fn is_overtaken(&self, present: &Site) -> bool {
        let present = present.said();
        let forgotten = present.none && !self.began.none;
        (present.pointed, present.pasted) != (self.began.pointed.clone(), self.began.pasted) || forgotten
    }

    /// Puts what was learnt beside what is remembered by now.
    pub(super) fn join(self, present: &mut Site) {
        if let (Some(how), Some(kept), false) = (self.read, &self.site.charter, self.is_overtaken(present)) {
            present.keep(&kept.charter, how, kept.read);
        }
        if self.asked {
            present.asked = present.asked.max(self.site.asked);
        }
        if let Some((begun, names)) = self.visit {
            present.joined.count(begun, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, How, Known, Site};
    use crate::charter::{Charter, read};
    use crate::cookie::Cookie;
    use crate::page::{Form, Page};
    use serde_json::{from_value, json};

    fn charter(name: &str) -> Charter {
        let source = format!("Cookie name\tPurpose\tLifetime\n{name}\tRemembers the session\t1 year\n");
        read(&Page { address: None, language: Some("en".to_owned()), form: Form::Text, source })
    }

    fn cookie(name: &str) -> Cookie {
        from_value(json!({ "name": name, "domain": "a.example", "path": "/" })).unwrap()
    }

    fn names(site: &Site) -> Vec<&str> {
        let kept = site.charter.iter().flat_map(|kept| &kept.charter.declarations);
        kept.map(|declaration| declaration.name.as_str()).collect()
    }

    #[test]
    fn what_is_pasted_while_an_audit_waits_stays() {
        for before in [Site::default(), with(&charter("old"), How::Fetched)] {
            let mut known = Known::of(before.clone());
            let mut present = before;
            present.keep(&charter("pasted"), How::Pasted, 20);
            known.ask(10);
            known.read(&charter("fetched"), How::Fetched, 26);
            known.count(Begun { at: 5, tab: 1 }, &[cookie("sid")]);
            assert!(known.is_overtaken(&present));
            known.join(&mut present);
            assert_eq!((names(&present), present.asked), (vec!["pasted"], 10));
            assert_eq!(present.joined.of("sid a.example"), (1, 1));
        }
    }

    #[test]
    fn what_is_pointed_to_or_forgotten_while_an_audit_waits_stays() {
        let before = with(&charter("old"), How::Fetched);
        let pointed = Site { pointed: Some("https://a.example/c".to_owned()), ..before.clone() };
        for (mut present, left) in [(pointed, vec!["old"]), (Site::default(), vec![])] {
            let mut known = Known::of(before.clone());
            known.read(&charter("new"), How::Fetched, 26);
            known.join(&mut present);
            assert_eq!(names(&present), left);
        }
    }

    #[test]
    fn a_charter_that_is_found_takes_the_place_of_an_older_one_and_of_what_was_pasted_before() {
        let mut pointed = with(&charter("old"), How::Pasted);
        pointed.pointed = Some("https://a.example/c".to_owned());
        for before in [Site::default(), with(&charter("old"), How::Fetched), pointed] {
            let mut known = Known::of(before.clone());
            known.read(&charter("new"), How::Fetched, 26);
            let mut present = before;
            known.join(&mut present);
            assert_eq!(names(&present), ["new"]);
        }
    }

    #[test]
    fn audits_at_once_count_each_visit() {
        let mut present = Site::default();
        let both = [1, 2].map(|at| {
            let mut known = Known::of(present.clone());
            known.count(Begun { at, tab: 1 }, &[cookie("sid")]);
            known
        });
        for known in both {
            known.join(&mut present);
        }
        assert_eq!(present.joined.of("sid a.example"), (2, 2));
    }

    #[test]
    fn a_page_of_which_nothing_is_known_is_no_visit() {
        let mut known = Known::of(Site::default());
        known.count(Begun { at: 0, tab: 1 }, &[cookie("sid")]);
        let mut present = Site::default();
        known.join(&mut present);
        assert_eq!(present, Site::default());
    }

    fn with(charter: &Charter, how: How) -> Site {
        let mut site = Site::default();
        site.keep(charter, how, 5);
        site
    }
}
