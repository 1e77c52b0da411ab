//! Tables of lifetimes as pages write them.

use super::{Length, Unit, find, find_all, longest_figure, looks_like, parse, parse_list, unit};
use crate::charter::lexicon::Languages;
use crate::text::Tokens;
use proptest::prelude::*;

const MONTH: u64 = 2_629_746;
const YEAR: u64 = 31_556_952;
const DAY: u64 = 86_400;

fn seconds(length: Option<Length>) -> Option<u64> {
    match length {
        Some(Length::Seconds(seconds)) => Some(seconds),
        Some(Length::Session(_)) => Some(0),
        _ => None,
    }
}

#[track_caller]
fn check(language: &str, text: &str, expected: u64) {
    assert_eq!(seconds(parse(text, Languages::of(Some(language)), None)), Some(expected), "{language}: {text}");
}

#[track_caller]
fn check_unbounded(language: &str, text: &str) {
    let length = parse(text, Languages::of(Some(language)), None);
    assert!(matches!(length, Some(Length::Unbounded(_))), "{language}: {text} {length:?}");
}

#[test]
fn ranges_take_the_upper_bound() {
    check("pt", "6-12 meses", 12 * MONTH);
    check("sv", "1 dag - 24 månader", 24 * MONTH);
    check("sk", "30 sekúnd až 1 rok", YEAR);
    check("pt", "1 dia - 24 meses", 24 * MONTH);
    check("fr", "entre 3 et 6 mois", 6 * MONTH);
    check("de", "Bis zu zwei Jahre ab dem letzten Besuch", 2 * YEAR);
    check("en", "30 seconds to 1 year", YEAR);
    check("hu", "3-6 hónap", 6 * MONTH);
    check("en", "< 1 day", DAY);
    check("es", "de 3 a 6 meses", 6 * MONTH);
    check("fr", "12 ou 6 mois", 12 * MONTH);
    check("fr", "2 ans\n2 ans", 2 * YEAR);
}

#[test]
fn of_a_list_the_first_counts() {
    check("fr", "24 heures / 2 ans", DAY);
    check("fr", "Niveau 9, 6 mois", 6 * MONTH);
    check("fr", "25 pages sur le web 6 mois", 6 * MONTH);
}

#[test]
fn other_languages_are_read_on_a_page() {
    check("fr", "1 Jahr", YEAR);
    check("fr", "2 år", 2 * YEAR);
    // A short unit may be any language's.
    assert_eq!(parse("12 kk", Languages::of(Some("fr")), None), None);
    // A long text in another language is no cell of lifetimes.
    check("fr", &format!("{}1 Jahr", "Wort ".repeat(14)), YEAR);
    assert_eq!(parse(&format!("{}1 Jahr", "Wort ".repeat(15)), Languages::of(Some("fr")), None), None);
}

#[test]
fn sums_are_added() {
    check("en", "1 year 11 months 29 days", YEAR + 11 * MONTH + 29 * DAY);
    check("lt", "29 days ir 23 hours", 29 * DAY + 23 * 3600);
    check("fr", "1 an, 1 mois et 4 jours", YEAR + MONTH + 4 * DAY);
    check("de", "1 Jahr und 1 Monat", YEAR + MONTH);
    check("en", "2 years or 6 months", 2 * YEAR);
    check("fr", "1 an 12 mois", 2 * YEAR);
}

#[test]
fn numbers_are_written_in_many_ways() {
    check("en", "1,5 years", YEAR + YEAR / 2);
    check("de", "1.000 Tage", 1_000 * DAY);
    check("fr", "1 000 jours", 1_000 * DAY);
    check("sk", "po 2 (dvoch) hodinách", 7_200);
    check("fr", "vingt-quatre heures", DAY);
    check("de", "anderthalb Jahre", YEAR + YEAR / 2);
    check("it", "un anno e mezzo", YEAR + YEAR / 2);
    check("en", "30days", 30 * DAY);
    check("fi", "12kk", YEAR);
    check("mt", "sentejn", 2 * YEAR);
    check("cs", "půl roku", 6 * MONTH);
    check("hu", "1 hét", 604_800);
    check("hu", "hét nap", 7 * DAY);
    check("lt", "2 m.", 2 * YEAR);
    check("fr", "2 m.", 2 * MONTH);
    check("fr", "1 milliseconde", 1);
    check("fr", "Données collectées : jusqu’à 3 mois", 3 * MONTH);
    check("fr", "31536000", 31_536_000);
    check("fr", "Jours : 30", 30 * DAY);
    check("fr", "annuel", YEAR);
    check("fr", "0 jour", 0);
    check("en", "½ year", YEAR / 2);
    check("en", "2½ years", 2 * YEAR + YEAR / 2);
    check("en", "2 ½ years", 2 * YEAR + YEAR / 2);
    check("en", "a six month period", 6 * MONTH);
    check("en", "a twelve month period", 12 * MONTH);
    check("en", "two hundred and sixty days", 260 * DAY);
    check("nb", "Inntil ca. 8 timer (fornyes ved aktiv bruk)", 8 * 3600);
    check("en", "13 months from the last visit, data are kept 25 months", 13 * MONTH);
}

#[test]
fn sessions_end_with_a_sign_out() {
    for (language, text) in [
        ("en", "until you log out"),
        ("de", "bis zur Abmeldung"),
        ("fr", "jusqu'à la déconnexion"),
        ("nl", "tot uitloggen"),
        ("es", "hasta cerrar sesión"),
        ("it", "fino al logout"),
        ("ro", "până la deconectare"),
    ] {
        check(language, text, 0);
    }
}

#[test]
fn sessions_are_told_in_phrases() {
    for (language, text) in [
        ("fr", "Session utilisateur"),
        ("fr", "Lorsque le navigateur est fermé"),
        ("fr", "fermeture de l’onglet"),
        ("en", "When the browsing session ends"),
        ("en", "Removed at the end of your visit"),
        ("es", "se elimina al cerrar el navegador o al cerrar sesión"),
        ("pt", "Apagado no fim da sessão do browser ou ao fechar o browser."),
        ("it", "durata della sessione"),
        ("nl", "Gebruikerssessie"),
        ("nl", "tot einde sessie"),
        ("cs", "Relace/Session"),
        ("sk", "na konci relácie"),
        ("ca", "En finalitzar la sessió"),
        ("de", "Sitzung"),
        ("sv", "sessionen"),
    ] {
        check(language, text, 0);
    }
}

#[test]
fn persistent_is_unbounded_unless_a_figure_follows() {
    for (language, text) in [
        ("de", "hartnäckig"),
        ("de", "Persistent (bis zur manuellen Löschung)"),
        ("it", "fino alla cancellazione manuale"),
        ("nl", "Permanent (tot verwijdering)"),
        ("ca", "Persistents"),
        ("en", "2038-01-19"),
        ("sv", "År 2038"),
        ("fr", "19/01/2038"),
        ("fr", "jusqu’à ce que vous les supprimiez"),
    ] {
        check_unbounded(language, text);
    }
    check("de", "Dauerhaft (2 Jahre)", 2 * YEAR);
}

#[test]
fn what_lasts_until_it_is_deleted_is_unbounded() {
    for (language, text) in [
        ("en", "until you clear it"),
        ("en", "Until you delete it"),
        ("en", "until you clear your browser data"),
        ("en", "kept until cleared"),
        ("en", "until manually removed"),
        ("de", "bis du es löschst"),
        ("de", "bis Sie ihn löschen"),
        ("de", "Bis zur Löschung durch den Nutzer"),
        ("de", "bis zum Löschen der Browserdaten"),
        ("fr", "jusqu'à ce que vous le supprimiez"),
        ("fr", "jusqu'à ce que vous l'effaciez"),
        ("fr", "jusqu'à l'effacement des données du navigateur"),
        ("fr", "tant que vous ne l'effacez pas"),
        ("fr", "jusqu’à effacement par vos soins"),
        ("es", "hasta que lo borres"),
        ("es", "hasta que usted la borre"),
        ("es", "hasta que el usuario los elimine"),
        ("it", "finché non lo cancelli"),
        ("it", "fino a quando non lo elimini"),
        ("it", "fino alla cancellazione dei dati del browser"),
        ("nl", "Tot je het wist"),
        ("nl", "tot u het verwijdert"),
        ("nl", "Tot u de browsergegevens wist"),
        ("nl", "Permanent (tot browser-data wordt gewist)"),
        ("pt", "até que o apague"),
        ("pt", "até ser apagado pelo usuário"),
        ("pt", "Até você limpar os dados do navegador"),
        ("pl", "do czasu usunięcia"),
        ("pl", "do momentu usunięcia przez użytkownika"),
        ("pl", "aż do wyczyszczenia danych przeglądarki"),
        ("sv", "tills du raderar den"),
        ("sv", "tills du rensar webbläsaren"),
        ("da", "indtil du sletter den"),
        ("da", "Indtil browserdata ryddes"),
        ("fi", "kunnes poistat sen"),
        ("fi", "kunnes tyhjennät selaimen tiedot"),
        ("cs", "dokud je nesmažete"),
        ("cs", "do smazání uživatelem"),
        ("ro", "până când îl ștergeți"),
        ("ro", "până la ștergerea datelor browserului"),
        ("hu", "amíg nem törli"),
        ("hu", "a böngészőadatok törléséig"),
        ("el", "μέχρι να το διαγράψετε"),
        ("ca", "fins que l'esborris"),
        ("nb", "til du sletter den"),
        ("sk", "kým ich nezmažete"),
        ("sl", "dokler ga ne izbrišete"),
        ("sl", "do izbrisa"),
        ("hr", "dok ga ne izbrišete"),
        ("bg", "докато не го изтриете"),
        ("et", "kuni selle kustutate"),
        ("lv", "līdz jūs to dzēšat"),
        ("lt", "kol neištrinsite"),
    ] {
        check_unbounded(language, text);
    }
}

#[test]
fn what_is_no_length_gives_none() {
    for (language, text) in [
        ("fr", "aucune"),
        ("de", "nichts"),
        ("fr", "-"),
        ("en", "n/a"),
        ("en", "365"),
        ("de", "31.12.2026"),
        ("fr", "passé(e)"),
        ("fr", "3 fois par mois"),
        ("fr", "mois en cours"),
        ("fr", "On la ferme puis on ouvre une autre fois le même navigateur"),
        ("fr", "Dans un navigateur que la personne ouvre une autre fois puis ferme"),
        ("en", "5000"),
        ("en", "sessionid"),
        ("en", ""),
    ] {
        assert_eq!(parse(text, Languages::of(Some(language)), None), None, "{language}: {text}");
    }
}

#[test]
fn a_header_gives_bare_numbers_their_unit() {
    let french = Languages::of(Some("fr"));
    let days = unit("Durée (jours)", french);
    assert_eq!(days, Some(Unit::Day));
    assert_eq!(unit("Durée (j)", french), Some(Unit::Day));
    for header in ["Durée de conservation", "Durée j", "j", "Durée (1 an au plus)"] {
        assert_eq!(unit(header, french), None, "{header}");
    }
    // The moment of a clock in milliseconds is no number of days.
    assert_eq!(parse("1700000000000", french, days), None);
    assert_eq!(unit("Expiry in months", french), Some(Unit::Month));
    assert_eq!(seconds(parse("<1", french, days)), Some(DAY));
    assert_eq!(seconds(parse("2914605", french, days)), Some(2_914_605 * DAY));
    assert_eq!(seconds(parse("13 mois", french, days)), Some(13 * MONTH));
    assert_eq!(seconds(parse("session", french, days)), Some(0));
}

#[test]
fn a_list_gives_one_length_a_name() {
    let lengths: Vec<Option<u64>> =
        parse_list("2 ans / 24h / Session", 3, Languages::of(Some("fr")), None).into_iter().map(seconds).collect();
    assert_eq!(lengths, [Some(2 * YEAR), Some(DAY), Some(0)]);
    let lengths = parse_list("1,5 an / 24h", 2, Languages::of(Some("fr")), None);
    assert_eq!(lengths.into_iter().map(seconds).collect::<Vec<_>>(), [Some(YEAR + YEAR / 2), Some(DAY)]);
    let lengths = parse_list("2 years, 1 min, 24 hours, 16 months, respectively", 4, Languages::of(Some("lt")), None);
    assert_eq!(lengths.into_iter().filter_map(seconds).collect::<Vec<_>>(), [2 * YEAR, 60, DAY, 16 * MONTH]);
    let lengths = parse_list("24 maanden en 24 uur", 2, Languages::of(Some("nl")), None);
    assert_eq!(lengths.into_iter().map(seconds).collect::<Vec<_>>(), [Some(24 * MONTH), Some(DAY)]);
    let sum = parse_list("1 an et 6 mois", 2, Languages::of(Some("fr")), None);
    assert_eq!(sum.into_iter().map(seconds).collect::<Vec<_>>(), [Some(YEAR + 6 * MONTH)]);
}

#[test]
fn prose_is_searched_with_places() {
    let german = Languages::of(Some("de"));
    let text = "Cookie-Namen und Speicherdauer: __cfruid (Session), __cf_bm (30 Minuten), hubspotutk (6 Monate)";
    let found: Vec<(Option<u64>, &str)> = find_all(text, german)
        .into_iter()
        .map(|(length, range)| (seconds(Some(length)), text.get(range).unwrap_or_default()))
        .collect();
    assert_eq!(found, [(Some(0), "Session"), (Some(1_800), "30 Minuten"), (Some(6 * MONTH), "6 Monate")]);
    assert_eq!(find("Ce cookie identifie la session.", Languages::of(Some("fr"))), None);
    for (language, words, place) in [
        ("en", "keeps you signed in and ends with the session.", "ends with the session"),
        ("de", "hält Sie angemeldet und endet mit der Sitzung", "endet mit der Sitzung"),
        ("fr", "vous reconnaît et prend fin avec la session", "fin avec la session"),
    ] {
        let (length, range) = find(words, Languages::of(Some(language))).unwrap();
        assert_eq!((seconds(Some(length)), words.get(range)), (Some(0), Some(place)));
    }
    let french = Languages::of(Some("fr"));
    for (text, found) in [
        ("Il est conservé treize mois au plus.", (Some(13 * MONTH), "treize mois")),
        ("Il reste jusqu’à la fin de la session du site.", (Some(0), "jusqu’à la fin de la session")),
        ("Il part dès lors que le navigateur est fermé.", (Some(0), "navigateur est fermé")),
        ("Il reste jusqu’à ce que vous les supprimiez.", (None, "jusqu’à ce que vous les supprimiez")),
    ] {
        let (length, range) = find(text, french).unwrap();
        assert_eq!((seconds(Some(length)), text.get(range).unwrap_or_default()), found, "{text}");
    }
    let longest = |text: &str| longest_figure(&Tokens::of(text), french).map(|found| (found.as_written, found.length));
    let thirteen = ("treize mois".to_owned(), Length::Seconds(13 * MONTH));
    assert_eq!(longest("Il est conservé treize mois, et six mois pour les vidéos."), Some(thirteen));
    assert_eq!(longest("Il reste jusqu’à la fin de la session."), None);
}

#[test]
fn lifetimes_look_like_lifetimes() {
    let french = Languages::of(Some("fr"));
    for text in ["13 mois", "Session", "1 an 1 mois 4 jours", "24h", "1 year", "Persistant", "2038-01-19"] {
        assert!((0.7..=1.0).contains(&looks_like(text, french)), "{text} {}", looks_like(text, french));
    }
    for text in
        ["_ga", "Google", "Ce cookie compte les visites de la session pendant 2 ans au plus.", "sessionid", "tiers", ""]
    {
        assert!(looks_like(text, french) < 0.5, "{text} {}", looks_like(text, french));
    }
    assert!(looks_like("365", french) > looks_like("tiers", french));
    assert!(looks_like("365", french) > looks_like("365 12", french));
    assert!(looks_like(&"13 mois ".repeat(40), french) < 0.1);
}

#[test]
fn a_date_is_a_year_a_month_and_a_day() {
    let french = Languages::of(Some("fr"));
    assert!(looks_like("31.12.2026", french) > 0.7);
    for text in ["1-2-3", "2038: 1-2", "2038-1: 2", "2038-45-2", "2038-1-40", "40-1-2038"] {
        assert!(looks_like(text, french) < 0.5, "{text} {}", looks_like(text, french));
    }
}

/// A length of the table: "13 mo" → seconds; a session is 0, unbounded is `None`.
fn told(length: &str) -> Option<u64> {
    if length == "session" || length == "unbounded" {
        return (length == "session").then_some(0);
    }
    let (number, unit) = length.split_once(' ').unwrap();
    let unit = match unit {
        "s" => Unit::Second,
        "min" => Unit::Minute,
        "h" => Unit::Hour,
        "d" => Unit::Day,
        "w" => Unit::Week,
        "mo" => Unit::Month,
        "y" => Unit::Year,
        other => panic!("{other}"),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive figures of a table")]
    Some((number.parse::<f64>().unwrap() * unit.seconds()).round() as u64)
}

#[test]
fn every_language_writes_its_lifetimes() {
    let mut wrong = Vec::new();
    for line in include_str!("../../../tests/lifetimes.txt").lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [language, words, length] = parts[..] else { panic!("{line}") };
        let read = parse(words, Languages::of(Some(language)), None);
        let is_right = match (read, told(length)) {
            (Some(Length::Unbounded(_)), None) => true,
            (read, Some(expected)) => seconds(read).is_some_and(|read| read.abs_diff(expected) * 500 <= expected),
            (_, None) => false,
        };
        if !is_right {
            wrong.push(format!("{line}: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn what_is_printed_is_read(number in 1_u64..500, unit in 0_usize..7) {
        let (word, length) = [("seconde", 1), ("minute", 60), ("heure", 3_600), ("jour", DAY), ("semaine", 604_800), ("mois", MONTH), ("an", YEAR)][unit];
        let plural = if number > 1 && word != "mois" { "s" } else { "" };
        let text = format!("{number} {word}{plural}");
        prop_assert_eq!(seconds(parse(&text, Languages::of(Some("fr")), None)), Some(number * length));
    }

    #[test]
    fn any_text_is_read(text in ".{0,120}") {
        let french = Languages::of(Some("fr"));
        let _ = (parse(&text, french, Some(Unit::Day)), parse_list(&text, 2, french, None), looks_like(&text, french));
        for (_, range) in find_all(&text, french) {
            prop_assert!(text.get(range).is_some());
        }
    }
}

#[test]
fn an_article_counts_units_of_its_own_language_only() {
    assert_eq!(find("Mise à jour de cette page", Languages::of(Some("fr"))), None);
    check("fr", "un jour", DAY);
    check("fr", "a day", DAY);
    check("ro", "o zi", DAY);
}

#[test]
fn what_comes_after_a_first_lasts_no_second() {
    assert_eq!(find("A second means of checking the session", Languages::of(Some("en"))), None);
    assert_eq!(find("Un segundo identificador de la visita", Languages::of(Some("es"))), None);
    check("en", "a second", 1);
    check("fr", "une seconde", 1);
}
