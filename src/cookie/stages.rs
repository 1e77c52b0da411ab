//! What was there at each consent stage, and what differs from one stage to the next.

use super::{Cookie, Identity, Partition, Place, Stage, Visit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was there at one consent stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The stage.
    pub stage: Stage,
    /// When it was taken, in seconds since 1970.
    pub now: u64,
    /// The cookies, sorted by identity.
    pub cookies: Vec<Trace>,
}

/// A cookie of a picture: its identity, and little else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Trace {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// The partition it lives in. `None` is the unpartitioned jar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<Partition>,
    /// The browser refused it.
    #[serde(default)]
    pub refused: bool,
    /// The stage at which it was first seen.
    pub first: Stage,
}

/// What became of a cookie at one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// The browser held it.
    Held,
    /// A host tried to set it, and the browser refused.
    Refused,
    /// It was not there.
    Absent,
}

/// A cookie and what became of it at each stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// The partition it lives in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<Partition>,
    /// What became of it at each stage, in the order of the visit's stages.
    pub at: Vec<Presence>,
}

impl Picture {
    /// The picture of the cookies that were there at a stage.
    pub fn of(stage: Stage, now: u64, cookies: &[Cookie]) -> Self {
        let mut cookies: Vec<Trace> = cookies.iter().map(Trace::of).collect();
        cookies.sort();
        Self { stage, now, cookies }
    }
}

impl Trace {
    fn of(cookie: &Cookie) -> Self {
        Self {
            place: cookie.place(),
            partition: cookie.partition.clone(),
            refused: cookie.refused.is_some(),
            first: cookie.stage,
        }
    }

    /// What tells it from the other cookies of the picture.
    pub fn identity(&self) -> Identity {
        Identity::of(self.place.clone(), self.partition.as_ref())
    }

    /// Whether it is the record of this cookie, held or refused: where it was refused, nobody knows its partition.
    pub fn is_of(&self, cookie: &Cookie) -> bool {
        let is_refused = self.refused || cookie.refused.is_some();
        if is_refused { self.place == cookie.place() } else { self.identity() == cookie.identity() }
    }
}

/// The last picture of each stage, in the order of the stages. Nothing where there is only one: it has no difference.
pub fn compared(pictures: impl IntoIterator<Item = Picture>) -> Vec<Picture> {
    let mut last: BTreeMap<Stage, Picture> = BTreeMap::new();
    for picture in pictures {
        let known = last.entry(picture.stage).or_insert_with(|| picture.clone());
        if known.now <= picture.now {
            *known = picture;
        }
    }
    if last.len() > 1 { last.into_values().collect() } else { Vec::new() }
}

/// What differs between pictures, sorted by identity. Nothing differs where there are fewer than two.
pub fn differences(pictures: &[Picture]) -> Vec<Difference> {
    let mut all = presences(pictures);
    all.retain(|it| it.at.iter().any(|presence| Some(presence) != it.at.first()));
    all
}

/// A time of the visit, and the consent stage that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its last second, in seconds since 1970.
    pub until: u64,
    /// `Unknown` where nothing tells on which side of the choice it lies.
    pub stage: Stage,
}

/// The times of a visit, the first one first: what was set in each was set at its stage.
pub fn spans(visit: &Visit) -> Vec<Span> {
    let mut seen: Vec<(Stage, u64)> = visit.stages.iter().map(|picture| (picture.stage, picture.now)).collect();
    if seen.is_empty() {
        seen.push((visit.stage, visit.now));
    }
    seen.sort_by_key(|(_, now)| *now);
    let mut spans: Vec<Span> = Vec::new();
    for (stage, now) in seen {
        let before = spans.last().map(|span| span.until);
        let told = visit.told_at.filter(|_| stage == visit.stage);
        let unsure = match (before, told) {
            // Of all that was set before the first word the person's word speaks, and the record does not.
            (None, Some(told)) => visit.told_by.as_ref().map(|_| told.saturating_sub(1)),
            (None, None) => None,
            (Some(_), Some(told)) => Some(told.saturating_sub(1)),
            (Some(_), None) => Some(now),
        };
        let unsure = unsure.map(|until| until.min(now)).filter(|until| before.is_none_or(|before| *until > before));
        spans.extend(unsure.map(|until| Span { until, stage: Stage::Unknown }));
        if unsure != Some(now) {
            spans.push(Span { until: now, stage });
        }
    }
    spans
}

/// Whether a cookie was set, for the first time or again, after the choice that the visit's stage tells of. `false` also where
/// nobody knows when the one or the other was.
pub fn is_set_since_choice(visit: &Visit, cookie: &Cookie) -> bool {
    let others = visit.stages.iter().filter(|picture| picture.stage != visit.stage);
    let last = others.map(|picture| picture.now).max();
    // A record that is older than what was seen at another stage may be of the choice before.
    let told = visit.told_at.filter(|told| last.is_none_or(|last| last <= *told));
    told.zip(cookie.set_at).is_some_and(|(told, set)| told < set)
}

/// What became of every cookie of some pictures, sorted by identity.
pub fn presences(pictures: &[Picture]) -> Vec<Difference> {
    let mut all: BTreeMap<Identity, Difference> = BTreeMap::new();
    for (at, picture) in pictures.iter().enumerate() {
        for cookie in &picture.cookies {
            let difference = all.entry(cookie.identity()).or_insert_with(|| Difference {
                place: cookie.place.clone(),
                partition: cookie.partition.clone(),
                at: vec![Presence::Absent; pictures.len()],
            });
            if let Some(presence) = difference.at.get_mut(at).filter(|presence| **presence != Presence::Held) {
                *presence = if cookie.refused { Presence::Refused } else { Presence::Held };
            }
        }
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::{Picture, Presence, differences, is_set_since_choice, spans};
    use crate::cookie::{Cookie, Stage};
    use serde_json::json;

    #[test]
    fn what_is_the_same_at_every_stage_does_not_differ() {
        let trace = |name: &str, refused: bool| json!({ "name": name, "domain": "a.example", "path": "/", "refused": refused, "first": "before" });
        let picture = |stage: &str, cookies: serde_json::Value| -> Picture {
            serde_json::from_value(json!({ "stage": stage, "now": 0, "cookies": cookies })).unwrap()
        };
        let pictures = [
            picture("before", json!([trace("kept", false), trace("tried", true)])),
            picture("accepted", json!([trace("kept", false), trace("new", false), trace("tried", false)])),
            picture("refused", json!([trace("kept", false)])),
        ];
        let found: Vec<_> = differences(&pictures).into_iter().map(|it| (it.place.name, it.at)).collect();
        let expected = [
            ("new".to_owned(), vec![Presence::Absent, Presence::Held, Presence::Absent]),
            ("tried".to_owned(), vec![Presence::Refused, Presence::Held, Presence::Absent]),
        ];
        assert_eq!(found, expected);
        assert_eq!(differences(&pictures[..1]), []);
    }

    #[test]
    fn what_was_set_before_the_choice_is_known_to_be_made_belongs_to_no_stage() {
        use Stage::{Before, Refused, Unknown};
        let told = |stages: &[(&str, u64)], more: serde_json::Value| -> Vec<(Stage, u64)> {
            let stages: Vec<_> =
                stages.iter().map(|(stage, now)| json!({ "stage": stage, "now": now, "cookies": [] })).collect();
            let mut visit = json!({ "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 30, "stage": "refused",
                "cookies": [], "stages": stages });
            visit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            spans(&serde_json::from_value(visit).unwrap()).iter().map(|it| (it.stage, it.until)).collect()
        };
        let two = [("before", 10), ("refused", 30)];
        assert_eq!(
            told(&two, json!({ "toldBy": "Klaro", "toldAt": 20 })),
            [(Before, 10), (Unknown, 19), (Refused, 30)]
        );
        assert_eq!(told(&two, json!({ "toldBy": "Klaro", "toldAt": 11 })), [(Before, 10), (Refused, 30)]);
        assert_eq!(told(&two, json!({ "toldAt": 30 })), [(Before, 10), (Unknown, 29), (Refused, 30)]);
        assert_eq!(told(&two, json!({})), [(Before, 10), (Unknown, 30)]);
        assert_eq!(told(&[("refused", 30), ("before", 40)], json!({})), [(Refused, 30), (Unknown, 40)]);
        assert_eq!(told(&[], json!({ "toldBy": "Klaro", "toldAt": 20 })), [(Unknown, 19), (Refused, 30)]);
        assert_eq!(told(&[], json!({ "toldAt": 20 })), [(Refused, 30)]);
        assert_eq!(told(&[], json!({ "stage": "unknown" })), [(Unknown, 30)]);
    }

    #[test]
    fn what_was_set_after_the_choice_is_told_where_both_moments_are_known() {
        let is_since = |told: Option<u64>, set: Option<u64>| {
            let before = json!({ "stage": "before", "now": 10, "cookies": [] });
            let cookie = json!({ "name": "a", "domain": "a.example", "path": "/", "setAt": set });
            let visit = json!({ "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 30, "stage": "refused",
                "cookies": [cookie], "stages": [before], "toldAt": told });
            let visit: crate::cookie::Visit = serde_json::from_value(visit).unwrap();
            is_set_since_choice(&visit, &visit.cookies[0])
        };
        assert!(is_since(Some(20), Some(21)) && is_since(Some(10), Some(11)));
        assert!(!is_since(Some(20), Some(20)), "in the second of the choice itself");
        assert!(!is_since(Some(9), Some(11)), "the record is of a choice before");
        assert!(!is_since(None, Some(21)) && !is_since(Some(20), None));
    }

    #[test]
    fn a_cookie_of_the_host_and_one_of_its_domain_are_two() {
        let cookie = |host_only: bool| -> Cookie {
            serde_json::from_value(json!({ "name": "a", "domain": "a.example", "hostOnly": host_only, "path": "/" }))
                .unwrap()
        };
        let pictures = [
            Picture::of(Stage::Before, 0, &[cookie(true)]),
            Picture::of(Stage::Accepted, 1, &[cookie(true), cookie(false)]),
        ];
        let found: Vec<_> = differences(&pictures).into_iter().map(|it| it.at).collect();
        assert_eq!(found, [[Presence::Absent, Presence::Held]]);
        assert!(!pictures[0].cookies[0].is_of(&cookie(false)));
    }
}
