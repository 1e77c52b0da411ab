//! Didomi's notice: `{app: {vendors: {custom | include | iab: […]}}}`, its vendors' purposes in `purposeIds`.
//!
//! Vendors are services; cookies are named only in the device storage disclosure that a vendor embeds.

use super::disclosure;
use super::listed::{Listed, category_of, text};
use serde_json::Value;

pub(super) fn read(value: &Value) -> Option<Vec<Listed>> {
    let all = value.pointer("/app/vendors").or_else(|| value.get("vendors"))?;
    let mut vendors = all.as_array().into_iter().flatten().collect::<Vec<_>>();
    for list in ["custom", "didomi", "iab", "include"] {
        let list = all.get(list).map(|list| list.get("vendors").unwrap_or(list));
        vendors.extend(list.and_then(Value::as_array).into_iter().flatten());
    }
    let is_ours = value.get("app").is_some() || vendors.iter().any(|vendor| vendor.get("purposeIds").is_some());
    is_ours.then_some(())?;
    let mut listed = Vec::new();
    for vendor in vendors {
        let purposes = vendor.get("purposeIds").and_then(Value::as_array).into_iter().flatten();
        let purpose = purposes.filter_map(Value::as_str).find(|id| category(id).is_some());
        let named = Listed {
            provider: text(vendor, "name"),
            category: purpose.and_then(category),
            group: purpose.map(str::to_owned),
            ..Listed::default()
        };
        let storage = vendor.get("deviceStorageDisclosures").or(vendor.get("deviceStorage")).unwrap_or(vendor);
        listed.extend(disclosure::embedded(storage, &named));
    }
    Some(listed)
}

/// The category of one of its standard purposes, or of one that the publisher made (`<words>-<eight letters>`).
fn category(purpose: &str) -> Option<crate::charter::Category> {
    let words: Vec<&str> = purpose.split(['_', '-']).collect();
    let key = match words.as_slice() {
        [.., "ads"] | [.., "ads", "profile"] | [.., "ad", "performance"] => "marketing",
        [.., "content", "performance"] | ["market", "research"] => "statistics",
        [.., "content"] | [.., "content", "profile"] => "functional",
        words => return words.iter().find_map(|word| category_of(word)),
    };
    category_of(key)
}
