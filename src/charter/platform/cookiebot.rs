//! Cookiebot's scripts. `cd.js` writes its declaration as HTML; `cc.js` holds it as tables:
//! `CookieConsentDialog.cookieTableStatistics = [[name, host, purpose, expiry, type, …], …];`.

use super::listed::{Listed, host, lifetime};
use super::lists::{Script, is_id, origin, path};
use super::literal;
use crate::charter::find;
use crate::charter::lexicon::Languages;
use crate::charter::{Category, kind};
use serde_json::Value;

/// What the declaration's script writes into the page (`….InjectCookieDeclaration('<div …')`). `None` when it writes none.
pub(super) fn page(script: &str) -> Option<String> {
    let mut page = String::new();
    for part in script.split("CookieDeclaration(").skip(1).take(MOST_PARTS) {
        if let Some((Value::String(markup), _)) = literal::parse(part.trim_start())
            && markup.trim_start().starts_with('<')
        {
            page.push_str(&markup);
        }
    }
    let language = page.split("lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    (!page.is_empty()).then(|| format!("<html lang=\"{}\"><title>Cookies</title>{page}", language.to_lowercase()))
}

/// A declaration is written at once, or category by category.
const MOST_PARTS: usize = 20;

const TABLES: &[(&str, Category)] = &[
    ("Necessary", Category::Necessary),
    ("Preference", Category::Functional),
    ("Statistics", Category::Statistics),
    ("Advertising", Category::Marketing),
    ("Unclassified", Category::Unclassified),
];

pub(super) fn read(script: &str) -> Option<Vec<Listed>> {
    memchr::memmem::find(script.as_bytes(), b".cookieTable")?;
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

/// The declaration's script, or the tables of the site that the dialog's script is loaded for.
pub(super) fn address(scripts: &[Script], base: &str) -> Option<String> {
    let sources = scripts.iter().filter_map(|script| script.source(base));
    let written =
        scripts.iter().flat_map(|script| script.body.split(['"', '\'', '`'])).filter(|text| is_declaration(text));
    let declaration =
        sources.filter(|source| is_declaration(source)).chain(written.filter_map(|text| find::join(base, text)));
    declaration.into_iter().next().or_else(|| scripts.iter().find_map(|script| tables(script, base)))
}

fn is_declaration(address: &str) -> bool {
    let folder = path(address).strip_suffix("/cd.js").and_then(|folder| folder.rsplit('/').next());
    folder.is_some_and(|id| id.len() == 36 && is_id(id))
}

fn tables(script: &Script, base: &str) -> Option<String> {
    let source = script.source(base)?;
    let queried = source.split_once("cbid=").and_then(|(_, rest)| rest.split(['&', '#']).next());
    let id = script.attribute("data-cbid").or_else(|| queried.map(str::to_owned)).filter(|id| is_id(id))?;
    let host = origin(base)?.split("://").nth(1)?;
    Some(format!("{}/{id}/cc.js?referer={host}", origin(&source)?))
}
