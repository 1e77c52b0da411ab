//! Where a page's consent platform keeps the list that the page itself does not show.

use super::{complianz, cookiebot, cookieyes, iubenda, klaro, onetrust, termly};
use crate::charter::find;
use crate::page::Page;
use memchr::memmem;
use serde_json::Value;

/// The address of one platform's list, told by the scripts of a page at this address. `None` when it is not used.
type Address = fn(&[Script], &str) -> Option<String>;

const PLATFORMS: &[Address] = &[
    cookiebot::address,
    onetrust::address,
    cookieyes::address,
    termly::address,
    iubenda::address,
    complianz::address,
    klaro::address,
];

/// A page with more platforms than this uses none of them.
const MOST: usize = 3;

/// A page has hundreds of scripts at most.
const MOST_SCRIPTS: usize = 1_000;

/// The addresses where the consent platforms of a page keep their lists of cookies, at most three.
///
/// Some platforms keep an index first: its own page goes in with its address and the wanted language, and the list's
/// address comes out. Nothing is fetched here; whether it may be is for the caller to say. Platforms that name services
/// and no cookie (Didomi, Axeptio) have no list.
pub fn lists(page: &Page) -> Vec<String> {
    let base = page.address.as_deref().unwrap_or_default();
    let source = page.source.trim_start_matches('\u{feff}').trim_start();
    if source.starts_with('{') {
        let Ok(value) = serde_json::from_str::<Value>(source) else { return Vec::new() };
        let language = page.language.as_deref();
        return onetrust::of_index(&value, base, language)
            .or_else(|| termly::of_index(&value, base))
            .into_iter()
            .collect();
    }
    let scripts: Vec<Script> = scripts(source).take(MOST_SCRIPTS).collect();
    PLATFORMS.iter().filter_map(|address| address(&scripts, base)).take(MOST).collect()
}

/// A script of a page: its tag's attributes, and its own text.
pub(super) struct Script<'a> {
    tag: &'a str,
    pub(super) body: &'a str,
}

impl Script<'_> {
    /// The value of an attribute. `None` when the tag has none of this name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.tag;
        loop {
            let (before, after) = rest.split_once(name)?;
            rest = after;
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else { continue };
            if !before.ends_with(|before: char| before.is_ascii_whitespace() || matches!(before, '"' | '\'')) {
                continue;
            }
            let value = match value.chars().next()? {
                quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
                _ => value.split_ascii_whitespace().next()?,
            };
            return Some(value.replace("&amp;", "&"));
        }
    }

    /// The address it is loaded from, on a page at this address.
    pub(super) fn source(&self, base: &str) -> Option<String> {
        find::join(base, &self.attribute("src")?)
    }
}

/// The scripts of a page, the ones it inserts with other scripts left alone.
pub(super) fn scripts(source: &str) -> impl Iterator<Item = Script<'_>> {
    const OPENING: &str = "<script";
    let mut starts = memmem::find_iter(source.as_bytes(), OPENING).map(|at| at + OPENING.len()).peekable();
    let parts = std::iter::from_fn(move || {
        let start = starts.next()?;
        source.get(start..starts.peek().map_or(source.len(), |next| next - OPENING.len()))
    });
    parts.filter_map(|part| {
        let (tag, body) = part.split_once('>')?;
        let end = memmem::find(body.as_bytes(), b"</script").unwrap_or(body.len());
        Some(Script { tag, body: body.get(..end)? })
    })
}

/// Whether a text can be a platform's id of a site, and stand in an address as it is.
pub(super) fn is_id(text: &str) -> bool {
    (4..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The scheme and host of an address.
pub(super) fn origin(address: &str) -> Option<&str> {
    let start = address.find("://")? + 3;
    let end = address.get(start..)?.find('/').map_or(address.len(), |at| start + at);
    address.get(..end)
}

/// The path of an address, without its query.
pub(super) fn path(address: &str) -> &str {
    let path = origin(address).and_then(|origin| address.get(origin.len()..)).unwrap_or_default();
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::lists;
    use crate::page::{Form, Page};

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let page = Page {
            address: Some("https://www.ville.example/cookies".to_owned()),
            language: Some("fr".to_owned()),
            form: Form::Html,
            source: source.to_owned(),
        };
        assert_eq!(lists(&page), expected, "{source}");
    }

    const ID: &str = "11112222-3333-4444-5555-666677778888";

    #[test]
    fn cookiebot_has_a_declaration_or_tables() {
        let declaration = format!("https://consent.cookiebot.com/{ID}/cd.js");
        check(&format!("<script id=\"CookieDeclaration\" src='{declaration}' async></script>"), &[&declaration]);
        check(&format!("<script>s.src = \"{declaration}\"; s.async = true</script>"), &[&declaration]);
        let tables = format!("https://consent.cookiebot.com/{ID}/cc.js?referer=www.ville.example");
        let loader = "https://consent.cookiebot.com/uc.js";
        check(&format!("<script src={loader} data-cbid=\"{ID}\" async></script>"), &[&tables]);
        check(&format!("<script src=\"{loader}?cbid={ID}&amp;x=1\"></script>"), &[&tables]);
        check(&format!("<script src={loader} data-cbid=\"../../{ID}\"></script>"), &[]);
    }

    #[test]
    fn onetrust_has_an_index_first() {
        let index = format!("https://cdn.cookielaw.org/consent/{ID}/{ID}.json");
        check(
            &format!(
                "<script src=\"https://cdn.cookielaw.org/scripttemplates/otSDKStub.js\" data-domain-script=\"{ID}\"></script>"
            ),
            &[&index],
        );
        check(
            &format!("<script data-domain-script=\"{ID}\" src=\"/ot/scripttemplates/otSDKStub.js\"></script>"),
            &[&format!("https://www.ville.example/ot/consent/{ID}/{ID}.json")],
        );
        let page = Page {
            address: Some(index),
            language: Some("fr".to_owned()),
            form: Form::Text,
            source: format!(
                r#"{{"RuleSet": [{{"Id": "other", "Default": false}}, {{"Id": "{ID}", "Default": true, "LanguageSwitcherPlaceholder": {{"default": "en", "fr": "fr"}}}}]}}"#
            ),
        };
        assert_eq!(lists(&page), [format!("https://cdn.cookielaw.org/consent/{ID}/{ID}/fr.json")]);
    }

    #[test]
    fn termly_has_documents() {
        let website = format!("https://app.termly.io/api/v1/snippets/websites/{ID}");
        check(
            &format!("<script src=\"https://app.termly.io/embed.min.js\" data-website-uuid=\"{ID}\"></script>"),
            &[&website],
        );
        check(
            &format!("<script src=\"https://app.termly.io/resource-blocker/{ID}?autoBlock=on\"></script>"),
            &[&website],
        );
        let page = Page {
            address: Some(website.clone()),
            language: None,
            form: Form::Text,
            source: r#"{"documents": [{"name": "Privacy Policy", "uuid": "aaaa"}, {"name": "Cookie Policy", "uuid": "bbbb"}]}"#.to_owned(),
        };
        assert_eq!(lists(&page), [format!("{website}/documents/bbbb/cookies")]);
    }

    #[test]
    fn other_platforms_are_found_by_their_scripts() {
        let cookieyes = "https://cdn-cookieyes.com/client_data/abcdef0123/script.js";
        check(&format!("<script id=cookieyes src=\"{cookieyes}\"></script>"), &[cookieyes]);
        check(
            "<script>var _iub = _iub || []; _iub.csConfiguration = {\"siteId\": 1234567, \"cookiePolicyId\": 87654321, \"lang\": \"it\"};</script>",
            &["https://www.iubenda.com/api/privacy-policy/87654321/cookie-policy"],
        );
        check(
            r#"<script>var complianz = {"prefix":"cmplz_","url":"https:\/\/www.ville.example\/wp-json\/complianz\/v1\/?lang=fr&token=x"};</script>"#,
            &["https://www.ville.example/wp-json/complianz/v1/cookie_data"],
        );
        check("<script defer src=/js/klaro-config.js></script>", &["https://www.ville.example/js/klaro-config.js"]);
        check("<script defer src=/js/klaro.js></script>", &[]);
        check("<script>var a = 1</script><p>data-cbid", &[]);
        check("<script src", &[]);
    }
}
