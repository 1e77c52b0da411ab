//! A declared cookie name: exact, or a family whose variable parts are `*`.
//!
//! A name cell comes in as its text, a line a `<br>`; the names it declares go out. Cells hold several names ("_ga, _gid"),
//! remarks ("(ou similaire)"), typography (quotes, soft hyphens, footnote marks) and placeholders (`_ga_<container-id>`).

mod likeness;
mod ordinary;
mod pattern;
mod split;
mod words;

pub use crate::names::matches;
pub use likeness::looks_like;
pub(super) use likeness::{is_told_in, is_versioned};
pub(super) use ordinary::{is_one_word, is_sentence, may_be_names};
pub use pattern::decoded;
pub(super) use split::is_joint;
pub(super) use words::is_renowned;

use super::lexicon::Languages;
use crate::names;
use crate::text::{self, Tokens};

/// A name as a page declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name; every variable part is one `*`, case is kept.
    pub name: String,
    /// The page's own writing of this name.
    pub as_written: String,
}

/// The most names one cell is read for: consent platforms list some hundred hosts' names in one.
const MOST_NAMES: usize = 500;

/// The names a cell declares, in its order; empty when it declares none.
///
/// The cell is trusted to be a name cell: a product or a description in it comes out as it stands. Ask
/// [`looks_like`] where the column's role is not sure.
///
/// ```
/// use cookie_charter::charter::{lexicon::Languages, name};
/// let names = |cell| name::read(cell, Languages::of(Some("fr"))).into_iter().map(|name| name.name).collect::<Vec<_>>();
/// assert_eq!(names("_ga_<container-id>, _gid"), ["_ga_*", "_gid"]);
/// assert_eq!(names("visitor_id (suivi d’un nombre)"), ["visitor_id*"]);
/// assert_eq!(names("« sessionid » (ou similaire)"), ["sessionid"]);
/// assert_eq!(names("_ga_BW1WZD42RQ"), ["_ga_BW1WZD42RQ"]);
/// ```
pub fn read(cell: &str, languages: Languages) -> Vec<Name> {
    if is_literal(cell) || is_one_word(cell) {
        return vec![Name { name: cell.to_owned(), as_written: cell.to_owned() }];
    }
    let clean = clean(cell);
    if let Some(inside) = labelled_inside(&clean) {
        return read(inside, languages);
    }
    let mut names: Vec<Name> = Vec::new();
    for piece in split::pieces(&clean, languages) {
        let written = among_others(split::bare(&piece));
        if !names.is_empty() && says_and_so_on(written, languages) {
            continue;
        }
        let (core, followed) = remark(written, languages);
        let core = split::bare(core);
        let core = suffix(core, names.last()).unwrap_or_else(|| core.to_owned());
        let mut name = pattern::of(&core);
        if followed && !name.ends_with('*') {
            name.push('*');
        }
        if name.is_empty()
            || names.len() >= MOST_NAMES
            || !name.contains(char::is_alphanumeric) && name.len() > 1
            || name == "*" && written.len() > 1
        {
            continue;
        }
        if !names.iter().any(|known| known.name == name) {
            names.push(Name { name, as_written: written.to_owned() });
        }
    }
    names
}

/// The name behind a label in the parentheses of a description: "cookie consent (localStorage: `cc_v1`)".
fn labelled_inside(cell: &str) -> Option<&str> {
    let (description, note) = cell.strip_suffix(')')?.split_once(" (")?;
    let (_, name) = note.split_once(':')?;
    let name = name.trim();
    let described = description.contains(' ') && looks_like(description) < 0.5;
    (described && is_literal(name) && looks_like(name) >= 0.75).then_some(name)
}

/// Without the abbreviation for "among others" or "for example" before it: "o.a. NID".
fn among_others(piece: &str) -> &str {
    const LONGEST: usize = 6;
    let is_short = |word: &str| word.len() <= LONGEST && word.chars().all(|c| c == '.' || c.is_lowercase());
    match piece.split_once(". ") {
        Some((first, rest)) if is_short(first) && looks_like(rest) >= 0.6 => rest,
        _ => piece,
    }
}

/// Whether a text is one name as it stands: letters, digits and underscores that hold no placeholder ("xxx",
/// `CONTAINER_ID`). Most names are, and most words.
pub(super) fn is_literal(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && bytes.iter().any(u8::is_ascii_alphanumeric)
        && !bytes.windows(2).any(|two| matches!(two, b"xx" | b"XX"))
        && !bytes.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c && a.is_ascii_alphabetic()))
        && !text.ends_with("_ID")
        && !text.ends_with("_NUMBER")
}

/// Without what is never part of a name: invisible characters, markdown's backslashes, exotic spaces.
fn clean(cell: &str) -> String {
    let mut clean = String::with_capacity(cell.len());
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(char::is_ascii_punctuation) => {}
            '\n' => clean.push('\n'),
            // The hyphen that no line is broken at.
            '\u{2011}' => clean.push('-'),
            _ if text::is_invisible(character) => {}
            // "shop-settings- {time}"
            _ if character.is_whitespace()
                && clean.ends_with(['-', '_'])
                && characters.peek().is_some_and(|next| matches!(next, '{' | '[' | '<')) => {}
            _ if character.is_whitespace() => clean.push(' '),
            _ => clean.push(character),
        }
    }
    clean.trim().to_owned()
}

/// The name without the remark behind it, and whether the remark says that something variable follows.
fn remark(piece: &str, languages: Languages) -> (&str, bool) {
    let Some((space, _)) = piece.match_indices(' ').find(|(at, _)| !pattern::is_inside_placeholder(piece, *at)) else {
        return match piece.split_once('(') {
            Some((core, rest)) if !core.is_empty() && !core.ends_with(['_', '-', '.']) => {
                (core, says_followed(rest, languages))
            }
            _ => (piece, false),
        };
    };
    let (core, rest) = piece.split_at(space);
    let rest = rest.trim();
    // "_pk_ *": the star of a footnote is gone by now (see [`split::bare`]), this one stands for what varies.
    let spaced_star = rest == "*";
    // "_ga - Identifiant unique": what the name is for.
    let explained = rest.starts_with(['–', '—', '-', ':'])
        && rest.get(rest.chars().next().map_or(0, char::len_utf8)..).is_some_and(|rest| rest.starts_with(' '))
        && looks_like(core) >= 0.6;
    if spaced_star || !explained && says_followed(rest, languages) {
        return (core, true);
    }
    if rest.starts_with(['(', '[', '–', '-', ':', '*', '=', '†']) || looks_like(core) >= 0.6 {
        return (core, false);
    }
    match piece.rsplit_once([':', ' ']) {
        Some((_, last)) if !last.starts_with('(') && looks_like(last) >= 0.8 => (last, false),
        _ => (piece.split_once(" (").map_or(piece, |(before, _)| before), false),
    }
}

fn says_and_so_on(piece: &str, languages: Languages) -> bool {
    const MOST_TOKENS: usize = 6;
    let tokens = Tokens::first(piece, MOST_TOKENS);
    languages.near().any(|index| !index.and_so_on.whole(&tokens, 0..tokens.len()).is_empty())
}

fn says_followed(remark: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(remark);
    languages.near().any(|index| (0..tokens.len().min(12)).any(|at| index.followed.longest(&tokens, at).is_some()))
}

/// `_nl` behind `SITE_CONTENT_fr` is `SITE_CONTENT_nl`; `_ga` is a name of its own behind any.
fn suffix(piece: &str, last: Option<&Name>) -> Option<String> {
    let separator = piece.chars().next().filter(|first| matches!(first, '_' | '-' | '.'))?;
    let own = piece.strip_prefix(separator)?;
    let (stem, end) = last?.name.rsplit_once(separator)?;
    let is_tag = |text: &str| text.len() == 2 && text.chars().all(|letter| letter.is_ascii_lowercase());
    (is_tag(own) && is_tag(end) && !stem.is_empty() && !names::is_known(piece)).then(|| format!("{stem}{piece}"))
}

#[cfg(test)]
mod tests {
    use super::{Languages, read};
    use proptest::prelude::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        let names: Vec<String> = read(cell, Languages::of(Some("fr"))).into_iter().map(|name| name.name).collect();
        assert_eq!(names, expected, "{cell:?}");
    }

    #[test]
    fn one_name_stays_as_it_is() {
        for name in [
            "sessionid",
            "_ga",
            "_ga_BW1WZD42RQ",
            "wp-settings-1",
            "PHPSESSID",
            "1",
            "/",
            "m",
            "fr",
            "ld:$diagnostics",
            "li_gc",
            "cookielawinfo-checbox-non-necessary",
            "smartlook_internal_db#assets",
            "v1/track",
            "_gat_UA-1111111-1",
            "user%5Bname%5D",
        ] {
            check(name, &[name]);
        }
    }

    #[test]
    fn typography_is_no_part_of_a_name() {
        check("« sessionid »", &["sessionid"]);
        check("\u{201c}_ga\u{201d}\u{a0}¹", &["_ga"]);
        check("`_ga`", &["_ga"]);
        check("\"cidade\"", &["cidade"]);
        check("session\u{ad}id\u{200b}", &["sessionid"]);
        check("\\_\\_cf\\_bm", &["__cf_bm"]);
        check("**_fbp**", &["_fbp"]);
        check("_fbp.", &["_fbp"]);
        check("'seen_' + itemId", &["seen_*"]);
        check("'seenBanner'+bannerId", &["seenBanner*"]);
        check("sessionid *", &["sessionid"]);
        check("sessionid [1]", &["sessionid"]);
        check("(sessionid)", &["sessionid"]);
        check("Appareil connu **", &["Appareil connu"]);
        check("« »", &[]);
    }

    #[test]
    fn several_names_in_one_cell() {
        check("shop_goods, shop_opinions, etc.", &["shop_goods", "shop_opinions"]);
        check("_ga, _gid,_gat", &["_ga", "_gid", "_gat"]);
        check("_ga\n_gid", &["_ga", "_gid"]);
        check("_ga et _gid", &["_ga", "_gid"]);
        check("_ga, _gid und _gat", &["_ga", "_gid", "_gat"]);
        check("XSRF-TOKEN / csrf_token", &["XSRF-TOKEN", "csrf_token"]);
        check("_ga/_gid", &["_ga", "_gid"]);
        check("_ga _gid _gat", &["_ga", "_gid", "_gat"]);
        check("_ga; _gid", &["_ga", "_gid"]);
        check("SITE_CONTENT_fr / _nl / _en", &["SITE_CONTENT_fr", "SITE_CONTENT_nl", "SITE_CONTENT_en"]);
        check("pagead/1p-conversion/#", &["pagead/1p-conversion/*"]);
        check("events/1/#", &["events/1/*"]);
        check("_ga, _ga", &["_ga"]);
        check("o.a. NID, 1P_JAR (voorbeeld)", &["NID", "1P_JAR"]);
        check("yt-remote-connected -devices", &["yt-remote-connected-devices"]);
        check("_ga - _gid", &["_ga"]);
        check("nps_id nps_user_id Dynamic cookies", &["nps_id", "nps_user_id"]);
        check("Sessie- / beveiligingscookies", &["Sessie- / beveiligingscookies"]);
        check("Régie publicitaire / conversion", &["Régie publicitaire / conversion"]);
        check("visitor_id / _gid", &["visitor_id", "_gid"]);
        check("sessionid /csrftoken", &["sessionid", "csrftoken"]);
        check("sessionid/ csrftoken", &["sessionid", "csrftoken"]);
        check("_ga & _gid + _gat", &["_ga", "_gid", "_gat"]);
        check("lang _ga _gid", &["lang", "_ga", "_gid"]);
        check("_ga _gid lang", &["_ga", "_gid", "lang"]);
        check("_ga (visites, pages), _gid", &["_ga", "_gid"]);
        check("_ga, et [Domain]_session", &["_ga", "*_session"]);
        check("Appareil connu\nsessionid", &["Appareil connu", "sessionid"]);
    }

    #[test]
    fn a_cell_is_read_for_so_many_names() {
        let cell = (0..600).map(|number| format!("visit_{number}")).collect::<Vec<_>>().join(", ");
        assert_eq!(read(&cell, Languages::of(Some("fr"))).len(), 500);
    }

    #[test]
    fn variable_parts_are_one_star() {
        for (written, name) in [
            ("_ga_<container-id>", "_ga_*"),
            ("_ga_<container id>", "_ga_*"),
            ("_gat_UA-XXXXX-Y", "_gat_UA-*"),
            ("_gat_gtag_UA_XXXXX_Y", "_gat_gtag_UA_*"),
            ("_gat_xxxxxxxxxxxxxxxxxxxx", "_gat_*"),
            ("_gclxxxx", "_gcl*"),
            ("ab._gdnnnnnnnnnnnnn", "ab._gd*"),
            ("_pk_id.1.xxxx", "_pk_id.1.*"),
            ("_pk_id#", "_pk_id*"),
            ("wp-settings-{user}", "wp-settings-*"),
            ("wp-settings-time-{time}-{uid}", "wp-settings-time-*"),
            ("_hjSession_{site_id}", "_hjSession_*"),
            ("_hjSession_${site_id}", "_hjSession_*"),
            ("AMCV_###@AdobeOrg", "AMCV_*@AdobeOrg"),
            ("[Domain]_session", "*_session"),
            ("blockInfosHealthKey_[]", "blockInfosHealthKey_*"),
            ("LogsDatabaseV2:V#||", "LogsDatabaseV2:V*||"),
            ("ld:#:$diagnostics", "ld:*:$diagnostics"),
            ("inpsession_$distributor_id_$language", "inpsession_*"),
            ("FLIX_tracker_$product_id_$distributor_ id_$mpn", "FLIX_tracker_*"),
            ("dpi-\\*\\*\\*\\*", "dpi-*"),
            ("mp_#_mixpanel", "mp_*_mixpanel"),
            ("_ga_…", "_ga_*"),
            ("_ga_...", "_ga_*"),
            ("google_maps_consent_VERSION_NUMBER", "google_maps_consent_*"),
            ("visitor_id (suivi d’un nombre)", "visitor_id*"),
            ("oidc.user suivi d’un identifiant alphanumérique", "oidc.user*"),
            ("cookielawinfo-checbox-*", "cookielawinfo-checbox-*"),
            ("_ga_(ID)", "_ga_*"),
            ("visit_YYYY_MM", "visit_*"),
            ("visitor_%id%_seen", "visitor_*_seen"),
            ("abTest_${id}_seen", "abTest_*_seen"),
            ("_session_xxxx_expiry", "_session_*_expiry"),
            ("mp_#_mixpanel_#", "mp_*_mixpanel_*"),
            ("Pool.[User ID].token", "Pool.*.token"),
            ("_pk_id+<number>", "_pk_id*"),
            ("_pk_id+proměnné_číslo", "_pk_id*"),
            ("consent+choice", "consent+choice"),
        ] {
            check(written, &[name]);
        }
    }

    #[test]
    fn what_is_read_as_it_stands_is_read_alike_in_full() {
        let languages = Languages::of(Some("fr"));
        for name in
            ["_ga", "abonnement_2", "PHPSESSID", "m", "user__lang", "x", "ax1", "_", "__", "_gaxx", "_g_CONTAINER_ID"]
        {
            // A comma behind a name changes nothing but the way it is read.
            let names = |cell: &str| read(cell, languages).into_iter().map(|name| name.name).collect::<Vec<_>>();
            assert_eq!(names(name), names(&format!("{name},")), "{name}");
        }
    }

    #[test]
    fn remarks_are_no_part_of_a_name() {
        check("sessionid (ou similaire)", &["sessionid"]);
        check("CookieConsent [x4]", &["CookieConsent"]);
        check("_ga (Google Analytics)", &["_ga"]);
        check("_pk_ *", &["_pk_*"]);
        check("Appareil connu (2FA)", &["Appareil connu"]);
        check("_ga – Google Analytics", &["_ga"]);
        check("Cookies adform.net : C_cookie_test", &["C_cookie_test"]);
        check("_ga(Google)", &["_ga"]);
        check("_ga (ga_visites)", &["_ga"]);
        check("_ga utilise _gid", &["_ga"]);
        check("statistiques _pk_id", &["_pk_id"]);
        check("sessionid\n(Hotjar)", &["sessionid"]);
        check("_ga\n_gid (Google)", &["_ga", "_gid"]);
        check("_ga Google Analytics", &["_ga"]);
        check("_gac_ (Google Ads)", &["_gac_"]);
        check("_ga - Identifiant unique", &["_ga"]);
        check("Hotjar [id]", &["Hotjar"]);
        check("cookie consent (localStorage: cc_v1)", &["cc_v1"]);
        check("témoin de choix (durée : session)", &["témoin de choix"]);
        check("lang (valeur : fr_FR)", &["lang"]);
        check("Google Analytics", &["Google Analytics"]);
        check("", &[]);
        check("—", &[]);
    }

    proptest! {
        #[test]
        fn any_cell_is_read(cell in ".{0,80}") {
            for name in read(&cell, Languages::of(Some("fr"))) {
                prop_assert!(!name.name.is_empty());
                prop_assert!(!name.name.contains("**"));
            }
        }
    }
}
