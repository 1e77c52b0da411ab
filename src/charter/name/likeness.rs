//! How much a text looks like a cookie's name.

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
];

/// Words in capitals that are no name.
const ABBREVIATIONS: &[&str] = &[
    "http", "https", "html", "html5", "url", "uri", "rgpd", "gdpr", "dsgvo", "avg", "cnil", "rodo", "lgpd", "faq",
    "cgu", "cgv", "pdf", "usa", "eu", "ue", "ip", "api", "css", "xml", "json", "sdk", "iab", "tcf", "cmp", "ssl",
    "tls", "inc", "llc", "gmbh", "ag", "sas", "sarl", "ltd", "bv", "n/a", "na", "cookie", "cookies", "csrf", "xss",
];

/// What a cookie may be, not how it is called.
const ATTRIBUTES: &[&str] = &["httponly", "samesite", "max-age"];

/// Names that tell, whatever the language around them, that cookies are spoken of: those of the commonest servers, of the
/// commonest statistics and of consent platforms.
const RENOWNED: &[&str] = &[
    "_ga",
    "_gid",
    "_gat",
    "_gcl_au",
    "_fbp",
    "_pk_id",
    "_hjid",
    "__utma",
    "__utmz",
    "__cfduid",
    "__cf_bm",
    "PHPSESSID",
    "JSESSIONID",
    "ASP.NET_SessionId",
    "ASPSESSIONID",
    "XSRF-TOKEN",
    "csrftoken",
    "OptanonConsent",
    "CookieConsent",
    "VISITOR_INFO1_LIVE",
];

/// Whether a text is the name of a cookie wherever it stands.
pub(in crate::charter) fn is_renowned(text: &str) -> bool {
    RENOWNED.contains(&text)
}

/// Whether a text ends as the address of a page or a document does.
fn is_file(text: &str) -> bool {
    [".html", ".htm", ".aspx", ".jsp", ".pdf", ".js", ".php"].iter().any(|end| text.ends_with(end))
}

/// Whether a text is the number of an account of Google's tools: "G-1A2B3C4D5E", "UA-12345-1".
fn is_account(text: &str) -> bool {
    let number = ["G-", "UA-", "GTM-", "AW-", "DC-"].iter().find_map(|product| text.strip_prefix(product));
    number.is_some_and(|number| {
        number.len() >= 5
            && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

/// How much a text looks like one cookie name: 0 for sentences, hosts and figures, about 0.2 for an ordinary word or a
/// product, 0.5 for a word that could be either, 1 for `_ga_*`.
pub fn looks_like(text: &str) -> f32 {
    let text = text.trim();
    // Most words have letters, digits and underscores only: what their other signs would say need not be asked.
    let bare = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if text.is_empty() || text.chars().nth(120).is_some() {
        return 0.0;
    }
    if !bare {
        if text.contains("://") || text.contains("www.") || text.starts_with("mailto:") {
            return 0.0;
        }
        if text.contains(char::is_whitespace) {
            return spaced(text);
        }
        if text.contains(['?', '!', '"', '«', '»', ';', '\'', '’', '“', '”', '&', '=', ',']) {
            return 0.0;
        }
    }
    // "{{company}}" is a template that was never filled in.
    if text.starts_with("{{") || text.starts_with("{%") {
        return 0.0;
    }
    let is_among = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_among(ABBREVIATIONS) {
        return if text == "csrf" { 0.5 } else { 0.05 };
    }
    if is_among(PRODUCTS) {
        return 0.2;
    }
    // "III. PURPOSE"
    if bare && text.len() >= 2 && text.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        return 0.05;
    }
    if is_among(ATTRIBUTES) || is_file(text) || is_account(text) {
        return 0.05;
    }
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if letters == 0 {
        return if digits == 0 && text.chars().nth(1).is_none() { 0.2 } else { 0.05 };
    }
    if !text.is_ascii() && text.chars().any(|character| character.is_alphabetic() && !character.is_ascii()) {
        return if text.contains('_') { 0.5 } else { 0.02 };
    }
    if text.contains('.') && is_host(&text.to_lowercase()) {
        return 0.05;
    }
    if text.ends_with(['.', ':', ')']) && !text.contains('(') {
        return looks_like(text.trim_end_matches(['.', ':', ')'])) * 0.6;
    }
    if text.contains('_') {
        return if text.starts_with('_') { 1.0 } else { 0.97 };
    }
    shape(text, letters, digits)
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

/// A name by its capitals, digits and signs.
fn shape(text: &str, letters: usize, digits: usize) -> f32 {
    let upper = text.chars().filter(char::is_ascii_uppercase).count();
    let inner_upper = text.chars().skip(1).any(|character| character.is_ascii_uppercase());
    let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit());
    if text.contains(['#', '*', '<', '{', '[', '$', '@', '|']) {
        return 0.9;
    }
    if starts_with_digit && letters <= 4 {
        return 0.1;
    }
    if text.contains(['-', '.', ':']) {
        let parts: Vec<&str> = text.split(['-', '.', ':']).collect();
        let words = parts.iter().all(|part| part.len() > 1 && part.chars().all(char::is_alphabetic));
        let lower_words = words && upper == 0;
        // "rc::a", "nyt-a": no word ends so. "e-mail" begins so.
        if text.contains("::") || upper == 0 && text.contains('-') && parts.last().is_some_and(|part| part.len() == 1) {
            return 0.7;
        }
        return match (digits > 0 || inner_upper && !words, lower_words) {
            (true, _) => 0.85,
            (false, true) => {
                // "session-id", "csrf-token"
                let named = parts.last().is_some_and(|part| *part != "cookie" && ENDS.contains(part));
                if text.contains(['.', ':']) || parts.len() > 2 || named { 0.75 } else { 0.55 }
            }
            (false, false) if upper == letters => 0.8,
            // "XSRF-token"
            (false, false) if names_a_thing(&parts) => 0.8,
            // "Third-Party", "E-Mail"
            (false, false) => 0.25,
        };
    }
    if text.contains('/') {
        return if digits > 0 { 0.6 } else { 0.1 };
    }
    match () {
        () if digits > 0 => 0.8,
        () if upper == letters && letters >= 3 => 0.75,
        () if upper == letters => 0.45,
        () if inner_upper => 0.85,
        // "Epagesconsent", as pages that begin every line with a capital write it.
        () if upper == 1
            && ["consent", "token", "csrf", "xsrf", "uuid"]
                .iter()
                .any(|end| text.len() > end.len() + 2 && text.ends_with(end)) =>
        {
            0.5
        }
        // "Epagescookielawcookie": in compounds of languages "cookie" stands at an end.
        () if upper == 1
            && text.find("cookie").is_some_and(|at| text.get(at + 6..).is_some_and(|after| after.len() > 5)) =>
        {
            0.5
        }
        () if upper == 1 => 0.15,
        () if letters <= 3 => 0.4,
        () if is_run_together(text) => 0.8,
        () => 0.3,
    }
}

/// How words that only names are made of end.
const ENDS: &[&str] = &[
    "id", "token", "sess", "consent", "uid", "uuid", "guid", "sid", "cookie", "csrf", "xsrf", "lang", "key", "hash",
    "tkn",
];

/// Whether parts are an abbreviation and what ends names: "CSRF", then "token".
fn names_a_thing(parts: &[&str]) -> bool {
    let is_abbreviation = |part: &&&str| part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let ends = parts.last().is_some_and(|last| *last != "cookie" && ENDS.contains(last));
    ends && parts.first().as_ref().is_some_and(is_abbreviation)
}

/// Lower-case words that only names run together: "sessionid", "csrftoken".
fn is_run_together(text: &str) -> bool {
    ENDS.iter().any(|end| text.len() > end.len() + 2 && text.ends_with(end))
        && !["void", "paid", "valid"].iter().any(|word| text.ends_with(word))
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
        for name in ["session-id", "persist:root", "cookie-law-info"] {
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
            "e-mail",
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
