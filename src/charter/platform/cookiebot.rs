//! Cookiebot's script of tables: `CookieConsentDialog.cookieTableStatistics = [[name, host, purpose, expiry, type, …], …];`.

use super::listed::{Listed, host, lifetime};
use super::literal;
use crate::charter::lexicon::Languages;
use crate::charter::{Category, kind};
use serde_json::Value;

const TABLES: &[(&str, Category)] = &[
    ("Necessary", Category::Necessary),
    ("Preference", Category::Functional),
    ("Statistics", Category::Statistics),
    ("Advertising", Category::Marketing),
    ("Unclassified", Category::Unclassified),
];

pub(super) fn read(script: &str) -> Option<Vec<Listed>> {
    let languages = Languages::of(None);
    let mut listed = Vec::new();
    let mut is_ours = false;
    for (table, category) in TABLES {
        let marker = format!(".cookieTable{table} = ");
        let Some((_, rest)) = script.split_once(marker.as_str()) else { continue };
        let Some((Value::Array(rows), _)) = literal::parse(rest) else { continue };
        is_ours = true;
        for row in rows {
            let cell = |at: usize| row.get(at).and_then(Value::as_str).map(str::trim).filter(|cell| !cell.is_empty());
            let Some(name) = cell(0) else { continue };
            let provider = cell(1);
            listed.push(Listed {
                name: name.to_owned(),
                kind: cell(4).and_then(|words| kind::of(words, languages)),
                domain: provider.and_then(host),
                provider: provider.map(str::to_owned),
                purpose: cell(2).map(str::to_owned),
                lifetime: cell(3).and_then(|words| lifetime(words, languages)),
                category: Some(*category),
                group: Some((*table).to_owned()),
                ..Listed::default()
            });
        }
    }
    is_ours.then_some(listed)
}
