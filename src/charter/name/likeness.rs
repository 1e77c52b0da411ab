//! How much a text looks like a cookie's name.

use super::words::known;
use crate::text;

/// Whether a text ends as the address of a page, a document or a program does. `visit.ts` may be the time of a visit.
fn is_file(text: &str) -> bool {
    const ENDS: &[&str] = &[".html", ".htm", ".aspx", ".jsp", ".pdf", ".js", ".jsx", ".tsx", ".vue", ".php"];
    const ENDS_OF_PATHS: &[&str] = &[".ts", ".css", ".md", ".json"];
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    ends(ENDS) || text.contains('/') && ends(ENDS_OF_PATHS)
}

/// Whether a text is the number of an account of Google's tools: "G-1A2B3C4D5E", "UA-12345-1".
fn is_account(text: &str) -> bool {
    let number = ["G-", "UA-", "GTM-", "AW-", "DC-"].iter().find_map(|product| text.strip_prefix(product));
    number.is_some_and(|number| {
        number.len() >= 5
            && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

/// Whether some word of a text is a name that no other word could be.
pub(in crate::charter) fn is_told_in(text: &str) -> bool {
    let is_around = |sign: char| !sign.is_alphanumeric() && sign != '_';
    text.split_whitespace().any(|word| looks_like(word.trim_matches(is_around)) >= 0.9)
}

/// How much a text looks like one cookie name: 0 for sentences, hosts and figures, about 0.2 for an ordinary word or a
/// product, 0.5 for a word that could be either, 1 for `_ga_*`.
pub fn looks_like(text: &str) -> f32 {
    const MOST_CHARACTERS: usize = 120;
    let text = text.trim();
    if text.is_empty() || text.len() > MOST_CHARACTERS && text.chars().nth(MOST_CHARACTERS).is_some() {
        return 0.0;
    }
    // Most words have letters, digits and underscores only: what other signs would say need not be asked.
    let letters = Count::of(text);
    if letters.others == 0 { bare(text, &letters) } else { signed(text, &letters) }
}

/// How many of its bytes are ASCII letters, capitals among them, digits, underscores, and how many none of these.
#[derive(Default)]
struct Count {
    letters: usize,
    capitals: usize,
    digits: usize,
    underscores: usize,
    others: usize,
    /// Whether the first is a capital.
    capital: bool,
}

impl Count {
    fn of(text: &str) -> Self {
        let mut count = Self { capital: text.starts_with(|first: char| first.is_ascii_uppercase()), ..Self::default() };
        for byte in text.bytes() {
            count.letters += usize::from(byte.is_ascii_alphabetic());
            count.capitals += usize::from(byte.is_ascii_uppercase());
            count.digits += usize::from(byte.is_ascii_digit());
            count.underscores += usize::from(byte == b'_');
        }
        count.others = text.len() - count.letters - count.digits - count.underscores;
        count
    }

    /// Whether a letter behind the first character is a capital.
    fn has_inner_capital(&self) -> bool {
        self.capitals > usize::from(self.capital)
    }

    /// How much figures and signs without a letter look like a name.
    fn without_letters(&self, text: &str) -> f32 {
        if self.digits == 0 && text.chars().nth(1).is_none() { 0.2 } else { 0.05 }
    }
}

/// See [`looks_like`], of ASCII letters, digits and underscores.
fn bare(text: &str, letters: &Count) -> f32 {
    match () {
        () if letters.letters == 0 => letters.without_letters(text),
        () if text.starts_with('_') => 1.0,
        () if letters.underscores > 0 => known(text).unwrap_or(0.97),
        // "III. PURPOSE"
        () if text.len() >= 2 && text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) => 0.05,
        () => known(text).unwrap_or_else(|| shape(text, letters)),
    }
}

/// See [`looks_like`], of a text with some other sign.
fn signed(text: &str, letters: &Count) -> f32 {
    let has = |sign: u8| memchr::memchr(sign, text.as_bytes()).is_some();
    // "about:preferences#privacy" is a page of the browser.
    if has(b':') && (text.contains("://") || text.starts_with("mailto:") || text.starts_with("about:"))
        || has(b'.') && text.contains("www.")
    {
        return 0.0;
    }
    let ascii = text.is_ascii();
    if has(b' ') || text.contains(char::is_whitespace) {
        return spaced(text);
    }
    let refused = text.bytes().any(|sign| matches!(sign, b'?' | b'!' | b'"' | b';' | b'\'' | b'&' | b'=' | b','));
    // "{{company}}" is a template that was never filled in.
    let template = text.starts_with("{{") || text.starts_with("{%");
    if refused || template || !ascii && text.contains(['«', '»', '’', '“', '”']) {
        return 0.0;
    }
    if let Some(known) = known(text) {
        return known;
    }
    // `_paq.push` is of a program.
    if is_file(text) || is_account(text) || text.ends_with(".push") {
        return 0.05;
    }
    if !ascii && text.chars().any(|character| character.is_alphabetic() && !character.is_ascii()) {
        return if letters.underscores > 0 { 0.5 } else { 0.02 };
    }
    if letters.letters == 0 {
        return letters.without_letters(text);
    }
    // An address of mail ends in a host; "AMCV_…@AdobeOrg" does not.
    let behind = text.rsplit_once('@').map_or(text, |(_, host)| host);
    if has(b'.') && is_host(&behind.to_lowercase()) {
        return 0.05;
    }
    if text.ends_with(['.', ':', ')']) && !has(b'(') {
        return looks_like(text.trim_end_matches(['.', ':', ')'])) * 0.6;
    }
    if letters.underscores > 0 {
        return if text.starts_with('_') { 1.0 } else { 0.97 };
    }
    signs(text, letters)
}

/// A text with spaces is a name only with its remark or a placeholder behind it.
fn spaced(text: &str) -> f32 {
    let mut words = text.split_whitespace();
    let first = words.next().map_or(0.0, looks_like);
    let rest = words.clone().count();
    let remark = words.next().is_some_and(|second| second.starts_with(['(', '[', '<', '*']));
    match (first >= 0.9, remark, rest) {
        (true, true, 1..=6) => 0.8,
        (true, false, 1) => 0.4,
        (true, _, 1..=4) => 0.3,
        (false, true, 1..=2) => first * 0.5,
        _ => 0.0,
    }
}

/// A name by its signs, and what they part.
fn signs(text: &str, letters: &Count) -> f32 {
    let Count { letters: count, capitals: upper, digits, .. } = *letters;
    if text.contains(['#', '*', '<', '{', '[', '$', '@', '|']) {
        return 0.9;
    }
    if text.starts_with(|first: char| first.is_ascii_digit()) && count <= 4 {
        return 0.1;
    }
    if text.contains(['-', '.', ':']) {
        if is_versioned(text) {
            return 0.95;
        }
        let parts: Vec<&str> = text.split(['-', '.', ':']).collect();
        let words = parts.iter().all(|part| part.len() > 1 && part.chars().all(char::is_alphabetic));
        let lower_words = words && upper == 0;
        // "E-Mail-Versand" is German, `e-mail-token` may be a name.
        if text.starts_with("E-Mail-") {
            return 0.05;
        }
        // "rc::a", "nyt-a": no word ends so. "e-mail" begins so.
        if text.contains("::") || upper == 0 && text.contains('-') && parts.last().is_some_and(|part| part.len() == 1) {
            return 0.7;
        }
        // "interest-based"
        if lower_words && parts.last() == Some(&"based") {
            return 0.2;
        }
        return match (digits > 0 || letters.has_inner_capital() && !words, lower_words) {
            (true, _) => 0.85,
            (false, true) => {
                // "session-id", "csrf-token"
                let named = ends_name(&parts);
                if text.contains(['.', ':']) || parts.len() > 2 || named { 0.75 } else { 0.55 }
            }
            (false, false) if upper == count => 0.8,
            // "m-shop-csrf"
            (false, false) if upper == 0 && parts.len() > 2 && ends_name(&parts) => 0.75,
            // "XSRF-token"
            (false, false) if names_a_thing(&parts) => 0.8,
            // "SHOP.CurrentLang", "firebase:authUser"
            (false, false) if text.contains(['.', ':']) && parts.iter().skip(1).any(|part| is_humped(part)) => 0.75,
            // "myShop.Preferences"
            (false, false) if is_key_of_an_object(&parts) => 0.75,
            // "Third-Party", "E-Mail"
            (false, false) => 0.25,
        };
    }
    if text.contains('/') {
        return if digits > 0 { 0.6 } else { 0.1 };
    }
    shape(text, letters)
}

/// A name by its capitals and digits.
fn shape(text: &str, letters: &Count) -> f32 {
    let Count { letters: count, capitals: upper, digits, .. } = *letters;
    match () {
        () if digits > 0 => {
            let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit());
            if starts_with_digit && count <= 4 { 0.1 } else { 0.8 }
        }
        () if upper == count && count >= 3 => 0.75,
        () if upper == count => 0.45,
        () if letters.has_inner_capital() => 0.85,
        // "Epagesconsent", as pages that begin every line with a capital write it.
        () if upper == 1 && ends_in_one_of(text, &["consent", "token", "csrf", "xsrf", "uuid"]) => 0.5,
        // "Epagescookielawcookie": in compounds of languages "cookie" stands at an end.
        () if upper == 1
            && text.len() > 11
            && text.find("cookie").is_some_and(|at| text.get(at + 6..).is_some_and(|after| after.len() > 5)) =>
        {
            0.5
        }
        () if upper == 1 => 0.15,
        () if count <= 3 => 0.4,
        () if is_run_together(text) => 0.8,
        () => 0.3,
    }
}

/// Whether a text is a key of several small words that says which version of what it keeps it is of: `shop-basket-v2`.
pub(in crate::charter) fn is_versioned(text: &str) -> bool {
    const FEWEST_WORDS: usize = 2;
    let Some((key, version)) = text.rsplit_once(['-', '.', ':']) else { return false };
    let number = version.strip_prefix('v').unwrap_or_default();
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && key.split(['-', '.', ':']).nth(FEWEST_WORDS - 1).is_some()
        && key.split(['-', '.', ':']).all(is_word)
}

/// Whether a text ends in one of some words, and is not much shorter without it.
fn ends_in_one_of(text: &str, words: &[&str]) -> bool {
    let last = text.as_bytes().last();
    words.iter().any(|word| word.as_bytes().last() == last && text.len() > word.len() + 2 && text.ends_with(word))
}

/// Whether a capital follows a small letter in a word that is no well-known product's name.
fn is_humped(word: &str) -> bool {
    text::is_humped(word) && known(word).is_none()
}

/// Whether parts are what a program calls an object, and a long word written large: "myShop", then "Preferences". After the
/// name of a storage, or of a product, a sentence may begin.
fn is_key_of_an_object(parts: &[&str]) -> bool {
    const SHORTEST: usize = 6;
    let [object, key] = parts else { return false };
    object.starts_with(|first: char| first.is_ascii_lowercase())
        && is_humped(object)
        && !object.ends_with("Storage")
        && key.len() >= SHORTEST
        && key.starts_with(|first: char| first.is_ascii_uppercase())
}

/// How words that only names are made of end.
const ENDS: &[&str] = &[
    "id", "token", "sess", "consent", "uid", "uuid", "guid", "sid", "cookie", "csrf", "xsrf", "lang", "key", "hash",
    "tkn",
];

/// Whether the last of some parts is a word that ends names, other than "cookie".
fn ends_name(parts: &[&str]) -> bool {
    parts.last().is_some_and(|last| *last != "cookie" && ENDS.contains(last))
}

/// Whether parts are an abbreviation and what ends names: "CSRF", then "token".
fn names_a_thing(parts: &[&str]) -> bool {
    let is_abbreviation = |part: &&&str| part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    ends_name(parts) && parts.first().as_ref().is_some_and(is_abbreviation)
}

/// Lower-case words that only names run together: "sessionid", "csrftoken".
fn is_run_together(text: &str) -> bool {
    ends_in_one_of(text, ENDS) && !["void", "paid", "valid"].iter().any(|word| text.ends_with(word))
}

/// "google.com", ".criteo.net", "connect.facebook.net": labels that end in one of two to six letters, and a dot.
fn is_host(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "com", "net", "org", "io", "eu", "fr", "de", "es", "it", "nl", "pt", "pl", "se", "dk", "fi", "cz", "ro", "hu",
        "gr", "no", "sk", "si", "hr", "bg", "ee", "lv", "lt", "ie", "mt", "be", "at", "ch", "lu", "uk", "co", "info",
        "biz", "tv", "me", "ai", "app", "dev", "cloud", "cat", "br", "gov", "edu", "us", "ca", "ru", "fm", "ly", "cc",
        "tech", "online", "site", "shop", "store", "media",
    ];
    let host = text.trim_start_matches('.').trim_start_matches("*.");
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    ENDS.contains(&end)
        && !name.is_empty()
        && name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn names_look_like_names() {
        for name in [
            "_ga",
            "_ga_*",
            "sessionid",
            "csrftoken",
            "PHPSESSID",
            "JSESSIONID",
            "NID",
            "CookieConsent",
            "li_gc",
            "__cf_bm",
            "ARRAffinity",
            "wp-settings-1",
            "wp-settings-time-15",
            "uuid2",
            "v1/track",
            "XSRF-TOKEN",
            "connect.sid",
            "_gat_UA-XXXXX-Y",
            "_ga_…",
            "__Secure-ENID",
            "intercom-id-#",
            "django_language",
            "rc::a",
            "nyt-a",
            "cookies_preferences",
        ] {
            assert!(looks_like(name) >= 0.6, "{name} {}", looks_like(name));
        }
    }

    #[test]
    fn some_words_could_be_either() {
        for word in ["test-cookie", "first-party", "Epagesconsent", "Epagescookielawcookie", "durée_session", "csrf"] {
            assert!((0.5..0.6).contains(&looks_like(word)), "{word} {}", looks_like(word));
        }
        for name in ["session-id", "persist:root", "cookie-law-info", "SHOP.CurrentLang", "firebase:authUser"] {
            assert!(looks_like(name) >= 0.75, "{name} {}", looks_like(name));
        }
    }

    #[test]
    fn short_words_are_names_more_often_and_capitalised_ones_less() {
        let order = ["PHPSESSID", "FR", "fbp", "panier", "Panier", "Panier (vide)", ""];
        let likeness = order.map(looks_like);
        assert!(likeness.windows(2).all(|pair| pair[0] > pair[1]), "{likeness:?}");
        assert!(looks_like("/") > looks_like("1"));
        assert!(looks_like("/") > looks_like("--"));
    }

    #[test]
    fn a_name_is_short() {
        assert!(looks_like(&"_a".repeat(60)) >= 0.6);
        assert!(looks_like(&"_a".repeat(61)) < 0.01);
    }

    #[test]
    fn what_follows_a_name_makes_it_less_likely() {
        let order =
            ["_ga", "_ga (visits)", "_ga Google", "_ga of Google", "_ga of Google and of all its many partners"];
        let likeness = order.map(looks_like);
        assert!(likeness.windows(2).all(|pair| pair[0] > pair[1]), "{likeness:?}");
        assert!(looks_like("_ga") > looks_like("_ga:"));
        assert!(looks_like("Google (GA)") > looks_like("Google GA"));
        assert!(looks_like("Google (GA, visits and shops)") < 0.01);
    }

    #[test]
    fn words_hosts_and_sentences_do_not() {
        for text in [
            "Google",
            "Google Analytics",
            "Session",
            "www.google.com",
            "google.com",
            ".criteo.net",
            "1 an",
            "365",
            "24h",
            "13 mois",
            "Ce cookie sert à compter.",
            "tiers",
            "Marketing",
            "https://a.example/_ga",
            "httpOnly",
            "from_utma-to_utmz.html",
            "fbevents.js",
            "G-1A2B3C4D5E",
            "UA-12345-1",
            "RGPD",
            "YouTube",
            "Durée",
            "Third-Party",
            "videos.YouTube",
            "e-mail",
            "E-Mail-Versand",
            "dpo@mairie.example.com",
            "components/CookieBanner.tsx",
            "p.ex",
            "www.mairie.paris",
            "mailto:dpo@mairie.paris",
            "{{company}}",
            "oui/non",
            "PC",
            "grid",
            "phplist",
            "Reconsent",
            "Sitzungscookiedatei",
            "Drittanbietercookies",
            "analytics",
            "Oui",
            "",
        ] {
            assert!(looks_like(text) < 0.5, "{text} {}", looks_like(text));
        }
    }
}
