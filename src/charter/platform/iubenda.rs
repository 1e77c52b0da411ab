//! Iubenda's policy as its interface serves it, and Termly's preview: `{"content": "<h2>…"}`, a page within JSON.
//!
//! The page itself is read like any other: a heading a service, « Service (Company) », and below it « NAME: duration ».

use super::listed::text;
use super::lists::{Script, is_id};
use super::literal;
use serde_json::Value;

/// The page in the data. `None` when there is none.
pub(super) fn page(value: &Value) -> Option<String> {
    let content = value.get("content")?.as_str()?;
    content.trim_start().starts_with('<').then(|| content.to_owned())
}

/// The policy that the page's configuration names (`_iub.csConfiguration = {cookiePolicyId: …}`).
pub(super) fn address(scripts: &[Script], _base: &str) -> Option<String> {
    let configuration = scripts.iter().flat_map(|script| literal::assigned(script.body, "csConfiguration")).next()?;
    let id = text(&configuration, "cookiePolicyId").filter(|id| is_id(id))?;
    Some(format!("https://www.iubenda.com/api/privacy-policy/{id}/cookie-policy"))
}
