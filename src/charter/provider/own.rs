//! Names by which everyone knows whose a cookie is: what a sentence says in passing of a list is held against them. They
//! declare nothing, and tell no provider that the page does not name.

use crate::text;

/// How services are called, and the names of their cookies; a star stands for what varies.
const OWN: &[(&[&str], &[&str])] = &[
    (
        &["google analytics", "google", "analytics", "ga4", "google tag manager"],
        &[
            "_ga",
            "_ga_*",
            "_gid",
            "_gat",
            "_gat_*",
            "_dc_gtm_*",
            "__utm*",
            "_gaexp*",
            "_opt_*",
            "AMP_TOKEN",
            "FPID",
            "FPLC",
        ],
    ),
    (
        &["google ads", "google adsense", "google", "doubleclick", "google marketing platform", "youtube"],
        &["_gcl_*", "_gac_*", "__gads", "__gpi", "IDE", "DSID", "ANID", "NID", "1P_JAR", "test_cookie"],
    ),
    (
        &["youtube", "google"],
        &["YSC", "VISITOR_INFO1_LIVE", "VISITOR_PRIVACY_METADATA", "PREF", "GPS", "LOGIN_INFO", "yt-*", "yt.*"],
    ),
    (
        &["google", "youtube", "google maps", "recaptcha", "google recaptcha"],
        &["NID", "SID", "HSID", "SSID", "APISID", "SAPISID", "SIDCC", "AEC", "OTZ", "SOCS", "CONSENT", "__Secure-*"],
    ),
    (&["matomo", "piwik"], &["_pk_*", "pk_*", "mtm_*", "matomo_*", "piwik_*", "MATOMO_SESSID", "PIWIK_SESSID"]),
    (
        &["facebook", "meta", "instagram", "meta pixel", "facebook pixel"],
        &["_fbp", "_fbc", "fr", "datr", "sb", "wd", "xs", "c_user", "dpr", "oo"],
    ),
    (&["hotjar"], &["_hj*"]),
    (&["microsoft clarity", "clarity", "microsoft"], &["_clck", "_clsk", "CLID", "MUID", "ANONCHK", "SM", "MR"]),
    (&["bing", "microsoft", "bing ads", "microsoft advertising"], &["_uet*", "MUID", "MUIDB", "SRM_B"]),
    (&["linkedin"], &["bcookie", "bscookie", "lidc", "li_*", "UserMatchHistory", "AnalyticsSyncHistory", "lang"]),
    (&["tiktok"], &["_tt_*", "_ttp", "ttwid"]),
    (&["twitter", "x"], &["guest_id*", "personalization_id", "muc_ads", "ct0"]),
    (&["pinterest"], &["_pin_*", "_pinterest_*"]),
    (&["hubspot"], &["__hs*", "hubspotutk"]),
    (&["criteo"], &["cto_*", "uid"]),
    (&["snapchat"], &["_scid*", "sc_at"]),
    (&["vimeo"], &["vuid", "player"]),
    (&["stripe"], &["__stripe_*"]),
    (&["amazon", "amazon web services", "aws"], &["AWSALB", "AWSALBCORS", "AWSELB", "AWSELBCORS"]),
    (&["cloudflare"], &["__cf*", "cf_*", "_cfuvid"]),
    (&["axeptio"], &["axeptio_*"]),
    (&["didomi"], &["didomi_*", "euconsent-v2"]),
    (&["onetrust"], &["Optanon*"]),
    (&["cookiebot"], &["CookieConsent*"]),
    (&["cookieyes"], &["cookieyes-*", "cookielawinfo-*", "viewed_cookie_policy"]),
    (&["complianz"], &["cmplz_*"]),
    (&["borlabs"], &["borlabs-*"]),
];

/// Parts of the names that servers and what runs on them give the cookies of a site itself, in small letters.
const OF_SERVERS: &[&str] = &[
    "phpsess",
    "jsessionid",
    "asp.net",
    "aspnet",
    "aspsession",
    "csrf",
    "xsrf",
    "requestverification",
    "laravel",
    "connect.sid",
    "ci_session",
    "cftoken",
    "django",
    "wordpress_",
    "wp-settings",
    "awsalb",
    "serverid",
];

/// Whether a name is one of those of a service, called as a page does. `None` where everyone may have it.
pub(in crate::charter) fn is_own(name: &str, service: &str) -> Option<bool> {
    let service = text::plain(service);
    let mut known = None;
    for (services, names) in OWN {
        if names.iter().any(|own| fits(own, name)) {
            if services.contains(&service.as_str()) {
                return Some(true);
            }
            known = Some(false);
        }
    }
    known
}

/// Whether a word is the name of a cookie that everyone knows, and stands so among others.
pub(in crate::charter) fn is_known(word: &str) -> bool {
    OWN.iter().any(|(_, names)| names.contains(&word))
}

/// Whether two names of services are those of one.
pub(in crate::charter) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (text::plain(one), text::plain(other));
    let first = |words: &str| words.split(' ').next().unwrap_or_default().to_owned();
    first(&one) == first(&other)
        || OWN.iter().any(|(services, _)| services.contains(&one.as_str()) && services.contains(&other.as_str()))
}

/// Whether a name is that of the site's own cookies on any server, or of the visitor's choice.
pub(in crate::charter) fn is_of_the_site(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let mut parts = lower.split(['_', '-', '.']);
    OF_SERVERS.iter().any(|part| lower.contains(part))
        || lower.contains("consent")
        || lower != "test_cookie" && parts.any(|part| matches!(part, "cookie" | "cookies"))
}

fn fits(own: &str, name: &str) -> bool {
    own.strip_suffix('*').map_or(own == name, |fixed| name.starts_with(fixed))
}

#[cfg(test)]
mod tests {
    use super::{is_of_the_site, is_own, is_same};

    #[test]
    fn names_tell_whose_they_are_and_whose_not() {
        assert_eq!(is_own("_ga_A1B2", "Google Analytics"), Some(true));
        assert_eq!(is_own("_pk_id", "Google Analytics"), Some(false));
        assert_eq!(is_own("IDE", "YouTube"), Some(true));
        assert_eq!(is_own("basket", "YouTube"), None);
        assert!(is_same("Google", "Google Analytics") && is_same("Meta", "Facebook") && !is_same("Meta", "Matomo"));
        for name in ["PHPSESSID", "XSRF-TOKEN", "cookies_preferences", "cookie-einwilligung", "shop_consent"] {
            assert!(is_of_the_site(name), "{name}");
        }
        for name in ["_ga", "test_cookie", "basket", "bcookie"] {
            assert!(!is_of_the_site(name), "{name}");
        }
    }
}
