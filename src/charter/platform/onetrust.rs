//! OneTrust's domain data: groups with their first-party cookies and their hosts' cookies; `Length` is in days.

use super::listed::{Listed, category_of, host, name_of, seconds, text};
use crate::charter::lexicon::Languages;
use crate::charter::{Party, category};
use serde_json::Value;

const DAY: u64 = 86_400;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let data = value.get("DomainData").unwrap_or(value);
    let groups = data.get("Groups")?.as_array()?;
    groups
        .iter()
        .any(|group| group.get("FirstPartyCookies").or(group.get("Hosts")).or(group.get("Cookies")).is_some())
        .then_some(())?;
    let languages = Languages::of(data.pointer("/Language/Culture").and_then(Value::as_str));
    let mut listed = Vec::new();
    for group in groups {
        let label = text(group, "GroupName");
        let id = group.get("OptanonGroupId").or(group.get("CustomGroupId")).and_then(Value::as_str).unwrap_or_default();
        let category = label.as_deref().and_then(|label| category::of(label, languages)).or_else(|| category_of(id));
        let own = cookies(group, "FirstPartyCookies")
            .chain(cookies(group, "Cookies"))
            .map(|cookie| (cookie, Party::First, None));
        let hosts = group.get("Hosts").and_then(Value::as_array).into_iter().flatten();
        let others = hosts
            .flat_map(|of| cookies(of, "Cookies").map(move |cookie| (cookie, Party::Third, text(of, "DisplayName"))));
        for (cookie, party, provider) in own.chain(others) {
            let Some(name) = name_of(cookie, "Name") else { continue };
            listed.push(Listed {
                name,
                domain: cookie.get("Host").and_then(Value::as_str).and_then(host),
                purpose: text(cookie, "description"),
                lifetime: lifetime(cookie),
                party: Some(party),
                provider,
                category,
                group: label.clone(),
                ..Listed::default()
            });
        }
    }
    Some(listed)
}

fn cookies<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn lifetime(cookie: &Value) -> Option<crate::charter::lifetime::Lifetime> {
    if cookie.get("IsSession").and_then(Value::as_bool) == Some(true) {
        return Some(seconds(0, "IsSession".to_owned()));
    }
    let written = text(cookie, "Length")?;
    let days: u64 = written.parse().ok()?;
    (days > 0).then(|| seconds(days.saturating_mul(DAY), written))
}
