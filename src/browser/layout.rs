//! How the extension's memory on this machine is laid out, in which version, and how an older layout becomes the present one.
//!
//! | Key | Since | Holds |
//! |---|---|---|
//! | `layout` | 2 | the number of the layout; absent in the first one |
//! | `settings` | 1 | what the person chose |
//! | `site:HOST` | 1 | the charter of a site and how often its cookies were seen; read again at need |
//! | `sites` | 2 | when each of those was last touched, so that the oldest is found without reading them |
//! | `charters` | 2 | where the person pointed to the charter of a site; never forgotten for want of room |
//! | `audits` | 2 | the list of the kept audits |
//! | `audit:ID` | 2 | one kept audit |
//! | `judged:HOST` | 2 | the auditor's judgements of the findings of a site |

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The present layout.
pub(super) const VERSION: u64 = 2;

pub(super) const LAYOUT: &str = "layout";
pub(super) const SITES: &str = "sites";
pub(super) const CHARTERS: &str = "charters";
pub(super) const AUDITS: &str = "audits";
pub(super) const SITE: &str = "site:";
pub(super) const AUDIT: &str = "audit:";
pub(super) const JUDGED: &str = "judged:";
/// Before what private windows leave in memory, and nowhere else: `extension/background/seen.js` forgets it with the last one.
pub(super) const PRIVATE: &str = "private:";

/// What to write so that everything stored follows the present layout. It is written at once or not at all, and nothing
/// needs to be removed. `None` when the layout is the present one, or a newer one, of which nothing is known.
pub(super) fn migrated(stored: &BTreeMap<String, Value>) -> Option<Map<String, Value>> {
    let version = stored.get(LAYOUT).and_then(Value::as_u64).unwrap_or(1);
    (version < VERSION).then(|| second(stored))
}

/// From the first layout, where the address that a person pointed to lived and died with the charter of its site.
fn second(stored: &BTreeMap<String, Value>) -> Map<String, Value> {
    let (mut changes, mut touched, mut charters) = (Map::new(), Map::new(), Map::new());
    for (key, known) in stored {
        let Some(site) = key.strip_prefix(SITE) else { continue };
        // A record that is none is left alone: it is read as nothing, and overwritten at the next visit.
        let Some(known) = known.as_object() else { continue };
        touched.insert(site.to_owned(), json!(known.get("touched").and_then(Value::as_u64).unwrap_or(0)));
        if let Some(Value::String(address)) = known.get("pointed") {
            charters.insert(site.to_owned(), json!(address));
            let without = known.iter().filter(|(field, _)| *field != "pointed");
            let without: Map<String, Value> = without.map(|(field, value)| (field.clone(), value.clone())).collect();
            changes.insert(key.clone(), Value::Object(without));
        }
    }
    changes.insert(SITES.to_owned(), Value::Object(touched));
    changes.insert(CHARTERS.to_owned(), Value::Object(charters));
    changes.insert(LAYOUT.to_owned(), json!(VERSION));
    changes
}

#[cfg(test)]
mod tests {
    use super::migrated;
    use serde_json::{Map, Value, json};
    use std::collections::BTreeMap;

    fn stored(json: Value) -> BTreeMap<String, Value> {
        serde_json::from_value(json).unwrap()
    }

    /// What version 0.1 wrote before layouts had numbers, a broken record among it.
    #[test]
    fn the_first_layout_becomes_the_second() {
        let charter = json!({ "charter": { "schema": "cookie-charter/charter/1" }, "read": 5, "how": "fetched" });
        let mut before = stored(json!({
            "settings": { "mode": "browse", "language": "fr", "keep": true },
            "site:a.example": { "charter": charter, "pointed": "https://a.example/cookies", "asked": 4, "touched": 9 },
            "site:b.example": { "charter": charter, "pointed": null, "touched": 3 },
            "site:c.example": "broken",
            "site:d.example": {},
        }));
        let changes = migrated(&before).unwrap();
        assert_eq!(
            Value::Object(changes.clone()),
            json!({
                "layout": 2,
                "sites": { "a.example": 9, "b.example": 3, "d.example": 0 },
                "charters": { "a.example": "https://a.example/cookies" },
                "site:a.example": { "charter": charter, "asked": 4, "touched": 9 },
            })
        );
        before.extend(changes);
        assert_eq!(migrated(&before), None, "once is enough");
    }

    #[test]
    fn nothing_stored_needs_only_its_number() {
        assert_eq!(
            migrated(&BTreeMap::new()).map(Value::Object),
            Some(json!({ "layout": 2, "sites": {}, "charters": {} }))
        );
    }

    #[test]
    fn a_newer_layout_is_left_alone() {
        assert_eq!(migrated(&stored(json!({ "layout": 3, "site:a.example": { "pointed": "x" } }))), None::<Map<_, _>>);
    }
}
