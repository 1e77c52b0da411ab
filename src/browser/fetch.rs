//! One charter, fetched: GET without cookies, so many bytes and seconds, each redirect judged before it is followed.

use super::api;
use super::bounds::{Address, Origin, allowed, inside};
use super::tab;
use crate::page::{Form, Page};
use crate::report::view::Obstacle;
use serde::Deserialize;

/// The longest charter that is read, in bytes.
const LONGEST: u32 = 5 * 1024 * 1024;
/// The longest wait for it, in milliseconds, redirects included.
const PATIENCE: u32 = 10_000;
/// Redirects that are followed.
const REDIRECTS: usize = 3;

#[derive(Debug, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
enum Answer {
    Page {
        status: u16,
        r#type: String,
        text: String,
        ip: Option<String>,
    },
    /// `location` is missing when the browser did not let us observe our own request.
    Redirect {
        location: Option<String>,
    },
    TooLarge,
    Timeout,
    Network,
}

/// What an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A page for people.
    Page,
    /// A consent platform's list: a page, data, or a script that holds data and is only read.
    List,
}

/// Fetches a page for a visited site.
///
/// # Errors
/// What stands in the way, for the person: the address is out of bounds or leads out of them, the page is too long, too
/// slow, refused, or no page at all.
pub(super) async fn fetch(site: &Address, address: &Address, origin: Origin, wanted: Wanted) -> Result<Page, Obstacle> {
    let mut address = address.clone();
    let begun = api::now();
    for _ in 0..=REDIRECTS {
        if !allowed(site, &address, origin) {
            return Err(Obstacle::CharterElsewhere);
        }
        let spent = u32::try_from(api::now().saturating_sub(begun) * 1000).unwrap_or(PATIENCE);
        let left = PATIENCE.saturating_sub(spent).max(1);
        let answer = api::settled(api::fetch_page(&address.href, LONGEST, left))
            .await
            .ok()
            .and_then(|answer| api::from_js(&answer));
        match answer {
            Some(Answer::Redirect { location }) => {
                let next = location.and_then(|location| tab::address(&location, Some(&address.href)));
                address = next.ok_or(Obstacle::CharterElsewhere)?;
            }
            Some(Answer::Page { ip, .. }) if rebound(site, ip.as_deref()) => return Err(Obstacle::CharterElsewhere),
            Some(Answer::Page { status, .. }) if status >= 400 => return Err(Obstacle::CharterRefused),
            Some(Answer::Page { r#type, text, .. }) => {
                let form = form(&r#type, wanted).filter(|_| is_text(&text)).ok_or(Obstacle::CharterNotHtml)?;
                return Ok(Page { address: Some(address.href), language: None, form, source: text });
            }
            Some(Answer::TooLarge) => return Err(Obstacle::CharterTooLarge),
            Some(Answer::Timeout) => return Err(Obstacle::CharterTimeout),
            Some(Answer::Network) | None => return Err(Obstacle::CharterRefused),
        }
    }
    Err(Obstacle::CharterElsewhere)
}

/// Whether a public name turned out to live inside (DNS rebinding): what came from there is not read.
fn rebound(site: &Address, ip: Option<&str>) -> bool {
    ip.is_some_and(inside) && !inside(&site.host)
}

/// Whether a body is text whatever its content type says: a stray control character happens, one in a hundred does not.
fn is_text(text: &str) -> bool {
    let is_control = |character: &char| character.is_control() && !"\t\n\u{c}\r".contains(*character);
    let control = text.chars().take(8_192).filter(is_control).count();
    control * 100 <= text.len().min(8_192) && !text.starts_with("%PDF-")
}

/// How a page of this content type is written. `None` when it is not what is wanted.
fn form(content_type: &str, wanted: Wanted) -> Option<Form> {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" | "" => Some(Form::Html),
        "text/plain" | "text/markdown" => Some(Form::Text),
        essence if wanted == Wanted::List && (essence.ends_with("json") || essence.ends_with("javascript")) => {
            Some(Form::Text)
        }
        _ => None,
    }
}
