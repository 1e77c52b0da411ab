//! OneTrust's domain data: groups with their first-party cookies and their hosts' cookies; `Length` is in days.

use super::listed::{Listed, category_of, host, name_of, seconds, text};
use super::lists::{Script, is_id};
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

/// The index of the site's rules, named by the tag of its script (`data-domain-script`).
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    scripts.iter().find_map(|script| {
        let id = script.attribute("data-domain-script").filter(|id| is_id(id))?;
        let source = script.source(base)?;
        let (folder, _) = source.split_once("/scripttemplates/").or_else(|| source.split_once("/consent/"))?;
        Some(format!("{folder}/consent/{id}/{id}.json"))
    })
}

/// The list in one language, by the index of rules: the default rule's, in the wanted language where there is one.
pub(super) fn of_index(index: &Value, address: &str, language: Option<&str>) -> Option<String> {
    let rules = index.get("RuleSet")?.as_array()?;
    let is_default = |rule: &&Value| rule.get("Default").and_then(Value::as_bool) == Some(true);
    let rule = rules.iter().find(is_default).or(rules.first())?;
    let id = text(rule, "Id").filter(|id| is_id(id))?;
    let languages = rule.get("LanguageSwitcherPlaceholder").and_then(Value::as_object);
    let offered = |wanted: &str| {
        let wanted = wanted.to_lowercase();
        let tags = languages.into_iter().flat_map(|languages| languages.values()).filter_map(Value::as_str);
        tags.into_iter().find(|tag| tag.to_lowercase().split('-').next() == wanted.split('-').next())
    };
    let default = || languages?.get("default")?.as_str();
    let tag = language.and_then(offered).or_else(default).unwrap_or("en").to_lowercase();
    let (folder, _) = address.rsplit_once('/')?;
    tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then(|| format!("{folder}/{id}/{tag}.json"))
}
