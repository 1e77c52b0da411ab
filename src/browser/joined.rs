//! Several visits of one site, joined: what one visit lacks, another may have seen. A visit is a page that began to load, however
//! often it is read, and however often another page is read in between.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Visits that are told from new ones: a page that is read again after so many others counts anew.
const RECENT: usize = 20;
/// Cookies that are counted for a site.
const COOKIES: usize = 500;

/// What tells a visit from others: a page that began to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Begun {
    /// When, in milliseconds since 1970.
    pub(super) at: u64,
    /// In which tab: several that are opened together may begin in one millisecond.
    pub(super) tab: i32,
}

/// The visits of a site that were audited, and what they saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Joined {
    visits: u32,
    /// In how many of them each cookie was seen.
    seen: BTreeMap<String, u32>,
    /// The last visits, in no order.
    last: Vec<Begun>,
    /// In which of those each cookie was seen: a bit for each place.
    among: BTreeMap<String, u32>,
}

impl Joined {
    /// Counts what a visit saw, once each however often it is read again.
    pub(super) fn count(&mut self, begun: Begun, cookies: impl IntoIterator<Item = String>) {
        let place = self.last.iter().position(|last| *last == begun);
        let bit = 1_u32 << place.unwrap_or_else(|| self.begin(begun));
        for cookie in cookies {
            if !self.seen.contains_key(&cookie) && self.seen.len() >= COOKIES {
                continue;
            }
            let among = self.among.entry(cookie.clone()).or_default();
            if *among & bit == 0 {
                *among |= bit;
                *self.seen.entry(cookie).or_default() += 1;
            }
        }
    }

    /// Begins a visit, in the place of the oldest where there is no other.
    fn begin(&mut self, begun: Begun) -> usize {
        self.visits = self.visits.saturating_add(1);
        if self.last.len() < RECENT {
            self.last.push(begun);
            return self.last.len() - 1;
        }
        let oldest = self.last.iter_mut().enumerate().min_by_key(|(_, begun)| **begun);
        let Some((place, oldest)) = oldest else { return 0 };
        *oldest = begun;
        self.among.retain(|_, among| {
            *among &= !(1 << place);
            *among != 0
        });
        place
    }

    /// How many visits saw a cookie, and how many there were.
    pub(super) fn of(&self, cookie: &str) -> (u32, u32) {
        (self.seen.get(cookie).copied().unwrap_or(0), self.visits)
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, Joined};
    use serde_json::{from_value, json};

    fn begun(at: u64) -> Begun {
        Begun { at, tab: 1 }
    }

    fn counted(visits: &[(u64, &[&str])]) -> Joined {
        let mut joined = Joined::default();
        for (at, cookies) in visits {
            joined.count(begun(*at), cookies.iter().map(|&cookie| cookie.to_owned()));
        }
        joined
    }

    #[test]
    fn a_page_that_is_read_again_after_another_is_the_same_visit() {
        let joined = counted(&[(1, &["a"]), (2, &["a", "b"]), (1, &["a"]), (2, &["a"]), (1, &["a", "b"]), (3, &[])]);
        assert_eq!((joined.of("a"), joined.of("b"), joined.of("c")), ((2, 3), (2, 3), (0, 3)));
    }

    #[test]
    fn tabs_that_begin_in_one_millisecond_are_visits_of_their_own() {
        let mut joined = counted(&[(1, &["a"])]);
        joined.count(Begun { at: 1, tab: 2 }, ["a".to_owned()]);
        joined.count(begun(1), ["a".to_owned()]);
        assert_eq!(joined.of("a"), (2, 2));
    }

    #[test]
    fn the_oldest_of_many_visits_is_forgotten_and_what_it_saw_stays_counted() {
        let mut joined = counted(&[(5, &["a"])]);
        for at in 10..30 {
            joined.count(begun(at), ["b".to_owned()]);
        }
        assert_eq!((joined.of("a"), joined.of("b")), ((1, 21), (20, 21)));
        joined.count(begun(29), ["b".to_owned()]);
        assert_eq!(joined.of("b"), (20, 21), "it is still told apart");
        joined.count(begun(5), ["a".to_owned()]);
        assert_eq!(joined.of("a"), (2, 22), "it is not told apart any more");
        assert_eq!((joined.last.len(), joined.among.len()), (20, 2));
    }

    #[test]
    fn what_was_counted_before_visits_were_told_apart_stays() {
        let mut joined: Joined = from_value(json!({ "visits": 7, "seen": { "a": 3 } })).unwrap();
        joined.count(begun(1), ["a".to_owned()]);
        assert_eq!(joined.of("a"), (4, 8));
    }

    #[test]
    fn a_site_with_very_many_cookies_is_counted_within_bounds() {
        let mut joined = Joined::default();
        joined.count(begun(1), (0..2_000).map(|number| number.to_string()));
        assert_eq!((joined.seen.len(), joined.among.len()), (500, 500));
    }
}
