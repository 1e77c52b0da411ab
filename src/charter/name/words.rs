//! Words that are known to be the names of cookies, or of something else.

use crate::names::{self, Line};

/// Words in several capitals that are products and brands.
const PRODUCTS: &[&str] = &[
    "youtube",
    "comscore",
    "mycanal",
    "owncloud",
    "phpbb",
    "tvos",
    "watchos",
    "webos",
    "linkedin",
    "doubleclick",
    "hubspot",
    "paypal",
    "wordpress",
    "woocommerce",
    "github",
    "tiktok",
    "whatsapp",
    "onetrust",
    "javascript",
    "cookieyes",
    "cookiebot",
    "localstorage",
    "sessionstorage",
    "indexeddb",
    "icloud",
    "ebay",
    "addthis",
    "sharethis",
    "mailchimp",
    "sendinblue",
    "soundcloud",
    "cloudflare",
    "matomo",
    "opendatasoft",
    "recaptcha",
    "sharepoint",
    "bigquery",
    "appnexus",
    "adroll",
    "pubmatic",
    "openx",
    "posthog",
    "mixpanel",
    "ios",
    "macos",
    "ipados",
    "jsdelivr",
    "cdnjs",
    "unpkg",
    "hcaptcha",
    "jquery",
];

/// Words in capitals that are no name.
const ABBREVIATIONS: &[&str] = &[
    "http", "https", "html", "html5", "url", "uri", "rgpd", "gdpr", "dsgvo", "avg", "cnil", "rodo", "lgpd", "faq",
    "cgu", "cgv", "pdf", "usa", "eu", "ue", "ip", "api", "css", "xml", "json", "sdk", "iab", "tcf", "cmp", "ssl",
    "tls", "inc", "llc", "gmbh", "ag", "sas", "sarl", "ltd", "bv", "n/a", "na", "cookie", "cookies", "csrf", "xss",
];

/// What opens a note, where it is written in capitals: "NOTE: your browser …".
const NOTES: &[&str] = &[
    "note",
    "notes",
    "nota",
    "notas",
    "attention",
    "important",
    "importante",
    "warning",
    "notice",
    "hinweis",
    "achtung",
    "wichtig",
    "remarque",
    "avertissement",
    "aviso",
    "avviso",
    "attenzione",
    "uwaga",
    "pozor",
    "opozorilo",
    "opomba",
    "napomena",
    "upozorenje",
    "figyelem",
    "belangrijk",
    "viktigt",
    "vigtigt",
    "viktig",
    "merk",
    "obs",
    "huom",
    "dikkat",
    "pastaba",
    "update",
];

/// What a cookie may be, not how it is called.
const ATTRIBUTES: &[&str] = &["httponly", "samesite", "max-age"];

/// What a site tells Google of a visitor's consent, by Google's consent mode, and kinds of storage as Termly writes them.
const SIGNALS: &[&str] = &[
    "ad_storage",
    "ad_user_data",
    "ad_personalization",
    "analytics_storage",
    "functionality_storage",
    "personalization_storage",
    "security_storage",
    "http_cookie",
    "server_cookie",
    "html_local_storage",
    "html_session_storage",
    "pixel_tracker",
];

/// What tells most words that they are none of those above: for each length, a bit for each first and last letter.
#[expect(clippy::indexing_slicing, reason = "the compiler works it out")]
const KNOWN: [u64; 24] = {
    let lists = [PRODUCTS, ABBREVIATIONS, NOTES, ATTRIBUTES, SIGNALS];
    let mut known = [0; 24];
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let word = lists[list][at].as_bytes();
            known[word.len()] |= edges(word[0], word[word.len() - 1]);
            at += 1;
        }
        list += 1;
    }
    known
};

/// The bit of a word's first and last letter, whatever their case.
const fn edges(first: u8, last: u8) -> u64 {
    1 << ((first | 0x20).wrapping_mul(5).wrapping_add(last | 0x20) % 64)
}

/// How much a word of the lists above looks like a name. `None` for every other word.
pub(super) fn known(word: &str) -> Option<f32> {
    let (first, last) = (word.bytes().next()?, word.bytes().next_back()?);
    if KNOWN.get(word.len())? & edges(first, last) == 0 {
        return None;
    }
    let is_among = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    match () {
        () if word == "csrf" => Some(0.5),
        () if is_among(ABBREVIATIONS) || is_among(ATTRIBUTES) || is_among(SIGNALS) => Some(0.05),
        () if is_among(NOTES) => word.bytes().all(|letter| letter.is_ascii_uppercase()).then_some(0.05),
        () if is_among(PRODUCTS) => Some(0.2),
        () => None,
    }
}

/// Whether a text is the name of a cookie wherever it stands, whatever the language around it: one that everyone knows, of
/// statistics, advertising, a consent platform or a guard, and that is no word. Those of servers (`JSESSIONID`) occur in manuals
/// too.
pub(in crate::charter) fn is_renowned(text: &str) -> bool {
    const FEWEST: usize = 7;
    let is_word = !text.contains('_') && (text.len() < FEWEST || !text.contains(|letter: char| letter.is_uppercase()));
    let is_of_visitors = |line: Line| matches!(line.used_for, "statistics" | "marketing" | "consent" | "security");
    !is_word && names::is_known(text) && names::of(text).any(is_of_visitors)
}
