//! The language a page is written in.

use super::lexicon::{self, Filter, Index, LANGUAGES, Languages, Time};
use crate::text::{self, Tokens};
use std::sync::OnceLock;

/// How many words of the page vote.
const VOTERS: usize = 2_000;

/// The language of a text, as the tag of its lexicon. `None` when neither the announced one nor the words tell.
///
/// The announced one (`<html lang>`) counts unless the words contradict it: templates leave `en` on French pages. A page in
/// a language without a lexicon has some words of others, but few.
pub fn of(text: &str, announced: Option<&str>) -> Option<&'static str> {
    let foreign = announced.is_some_and(is_foreign);
    let announced = announced.and_then(lexicon::known);
    let (votes, words) = vote(text);
    let of = |tag: &str| votes.iter().find(|(language, _)| *language == tag).map_or(0.0, |(_, votes)| *votes);
    let Some((voted, most)) = votes.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
    else {
        return announced;
    };
    match announced {
        Some(tag) if most < 8.0 || of(tag) * 2.0 > most => Some(tag),
        _ if most >= 1.5 && most >= least(foreign, words) => Some(voted),
        announced => announced,
    }
}

/// The language that most labels and headers are written in, or the units in what tells times. `None` where hardly any is.
pub(super) fn of_labels<'a>(
    labels: impl Iterator<Item = &'a str>,
    timed: impl Iterator<Item = &'a str>,
) -> Option<&'static str> {
    const MOST: usize = 400;
    const LONGEST: usize = 400;
    const MOST_WORDS: usize = 5;
    let is_label = |label: &&str| !label.is_empty() && label.split_whitespace().nth(MOST_WORDS).is_none();
    let is_timed = |text: &&str| text.len() < LONGEST && text.contains(|c: char| c.is_ascii_digit());
    let labels: Vec<Tokens> = labels.take(MOST).filter(is_label).map(Tokens::of).collect();
    let timed: Vec<Tokens> = timed.take(MOST).filter(is_timed).map(Tokens::of).collect();
    let tells_unit = |tokens: &Tokens, index: &Index| {
        (1..tokens.len()).any(|at| {
            tokens.plain(at - 1).starts_with(|c: char| c.is_ascii_digit())
                && tokens.plain(at).chars().nth(2).is_some()
                && index.times.beginning(tokens, at).any(|phrase| matches!(phrase.meaning, Time::Unit(_)))
        })
    };
    let votes = |index: &Index| {
        labels.iter().filter(|label| !index.columns.whole(label, 0..label.len()).is_empty()).count()
            + timed.iter().filter(|tokens| tells_unit(tokens, index)).count()
    };
    let (language, votes) = LANGUAGES
        .iter()
        .filter_map(|tag| Some((*tag, votes(Languages::of(Some(tag)).near().next()?))))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (votes > 1).then_some(language)
}

/// The least votes for the language of so many words: a share of them, that is larger where the page announces a language
/// without a lexicon. A few words, as those of a table, may hold none of the common ones.
fn least(foreign: bool, words: f64) -> f64 {
    const FEW_WORDS: f64 = 300.0;
    match foreign {
        true => 0.06 * words,
        false if words < FEW_WORDS => 0.0,
        false => 0.022 * words,
    }
}

/// Whether a tag is that of a language without a lexicon: `ar`, `ko-KR`.
fn is_foreign(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && lexicon::known(tag).is_none()
}

/// Languages that share most of their common words, the one with more pages first: where both have a word, they count as one,
/// and what only one of them has decides between them.
const SISTERS: [[&str; 2]; 4] = [["pt", "gl"], ["hr", "sr"], ["bg", "mk"], ["bg", "ru"]];

/// How much a word votes for each language that has it: the less the more they are.
fn weight(having: &[(u64, usize)]) -> f64 {
    let has = |tag: &str| having.iter().any(|(_, language)| LANGUAGES.get(*language) == Some(&tag));
    let doubled =
        if having.len() < 2 { 0 } else { SISTERS.iter().filter(|pair| pair.iter().all(|tag| has(tag))).count() };
    #[expect(clippy::cast_precision_loss, reason = "a word is shared by no more languages than there are")]
    let languages = (having.len() - doubled) as f64;
    1.0 / languages
}

/// Votes by language, and the number of words asked. A common word votes for each language that has it.
fn vote(text: &str) -> (Vec<(&'static str, f64)>, f64) {
    let mut bytes = VOTERS * 12;
    while !text.is_char_boundary(bytes.min(text.len())) {
        bytes -= 1;
    }
    let tokens = Tokens::of(text.get(..bytes.min(text.len())).unwrap_or_default());
    let common = Common::get();
    let mut votes = [0.0; LANGUAGES.len()];
    for at in 0..tokens.len() {
        let having = common.having(tokens.hash(at));
        let weight = weight(having);
        for (_, language) in having {
            if let Some(votes) = votes.get_mut(*language) {
                *votes += weight;
            }
        }
    }
    let votes = LANGUAGES.iter().copied().zip(votes).filter(|(_, votes)| *votes > 0.0).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most a page's beginning")]
    (votes, tokens.len() as f64)
}

/// The common words of all languages.
struct Common {
    /// [`text::hash`] of each word with the place of a language that has it, sorted.
    words: Vec<(u64, usize)>,
    hashes: Filter<128>,
}

impl Common {
    fn get() -> &'static Self {
        static COMMON: OnceLock<Common> = OnceLock::new();
        COMMON.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut words = Vec::new();
        for (language, (_, lexicon)) in lexicon::all().enumerate() {
            words.extend(lexicon.common.iter().map(|word| (text::hash(word), language)));
            // What a language calls cookies tells it more surely than its small words: "informasjonskapsler", "slapukai".
            let cookies = lexicon.kinds.cookie.iter().filter(|word| !word.contains([' ', '-']));
            words.extend(cookies.map(|word| (text::hash(word), language)));
        }
        words.sort_unstable();
        words.dedup();
        let hashes = Filter::of(words.iter().map(|(hash, _)| *hash));
        Self { words, hashes }
    }

    /// A word's hash with each language that has it.
    fn having(&self, word: u64) -> &[(u64, usize)] {
        if !self.hashes.may_hold(word) {
            return &[];
        }
        let from = self.words.partition_point(|(hash, _)| *hash < word);
        let having = self.words.get(from..).unwrap_or_default();
        let count = having.partition_point(|(hash, _)| *hash == word);
        having.get(..count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[track_caller]
    fn check(text: &str, announced: Option<&str>, expected: Option<&str>) {
        assert_eq!(of(text, announced), expected, "{text}");
    }

    #[test]
    fn the_words_tell_the_language() {
        for (text, language) in [
            ("Ce site utilise des cookies pour mesurer l’audience et faciliter votre navigation sur les pages.", "fr"),
            ("This website uses cookies to measure the audience and to make your visit easier.", "en"),
            ("Diese Website verwendet Cookies, um die Reichweite zu messen und die Nutzung zu erleichtern.", "de"),
            ("Este sitio utiliza cookies para medir la audiencia y facilitar la navegación por las páginas.", "es"),
            (
                "Questo sito utilizza i cookie per misurare il pubblico e per facilitare la navigazione della pagina.",
                "it",
            ),
            ("Deze website gebruikt cookies om het bezoek te meten en de navigatie voor u te vergemakkelijken.", "nl"),
            ("Este site utiliza cookies para medir a audiência e não guarda os dados do utilizador na página.", "pt"),
            ("Ta strona używa plików cookie, które są potrzebne do jej działania, oraz do celów statystycznych.", "pl"),
            ("Vi använder kakor för att webbplatsen ska fungera och för att mäta hur den används av besökare.", "sv"),
            (
                "Vi bruger cookies for at hjemmesiden kan fungere, og for at måle hvordan den bruges af vores brugere.",
                "da",
            ),
            (
                "Nettstedet vårt bruker informasjonskapsler for å måle bruken, og disse er ikke nødvendige av hensyn til drift.",
                "nb",
            ),
            ("Käytämme evästeitä sivuston toimintaan, ja ne ovat välttämättömiä, kun käytät palvelua.", "fi"),
            ("Tento web používá soubory cookie, které jsou nezbytné pro jeho fungování, a také pro statistiku.", "cs"),
            (
                "Táto stránka používa súbory cookie, ktoré sú potrebné na jej fungovanie, alebo slúžia na štatistiku.",
                "sk",
            ),
            (
                "Acest site folosește cookie-uri pentru a măsura traficul și pentru ca paginile să fie mai ușor de folosit.",
                "ro",
            ),
            (
                "Ez a weboldal sütiket használ, hogy mérje a látogatottságot, és ezek egy része nem feltétlenül szükséges.",
                "hu",
            ),
            ("Ο ιστότοπος χρησιμοποιεί cookies για να μετρά την επισκεψιμότητα και για τη λειτουργία του.", "el"),
            (
                "Aquest lloc utilitza galetes per mesurar l’audiència i per facilitar la navegació amb els serveis.",
                "ca",
            ),
            ("Spletna stran uporablja piškotke, ki so nujni za delovanje, in tiste, ki merijo obisk.", "sl"),
            ("Ова", ""),
            ("Този сайт използва бисквитки, които са необходими за работата му и за статистика.", "bg"),
            ("See veebileht kasutab küpsiseid, mis on vajalikud selle toimimiseks ning statistikaks.", "et"),
            ("Šī vietne izmanto sīkdatnes, kas ir nepieciešamas tās darbībai, un arī statistikai.", "lv"),
            ("Ši svetainė naudoja slapukus, kurie yra būtini jos veikimui, taip pat statistikai.", "lt"),
            ("Úsáideann an suíomh seo fianáin a bhfuil gá leo chun é a oibriú agus do staitisticí.", "ga"),
            ("Dan is-sit juża cookies li huma meħtieġa biex jaħdem u għal skopijiet statistiċi.", "mt"),
            ("Ovaj sajt koristi kolačiće sa ciljem da radi kako treba i da izmeri vreme posete.", "sr"),
            ("Овај сајт користи колачиће који су неопходни за рад, као и колачиће за статистику.", "sr"),
            ("Þessi vefur notar vafrakökur sem eru nauðsynlegar og aðrar til að telja heimsóknir.", "is"),
            ("Цей сайт використовує файли cookie, які є необхідними для його роботи та статистики.", "uk"),
            ("Bu web sitesi, çalışması için gerekli olan ve ziyaretleri ölçen çerezler kullanır.", "tr"),
            (
                "Esta páxina utiliza cookies para medir as visitas e para que a navegación sexa máis doada coa túa axuda.",
                "gl",
            ),
            ("Webgune honek cookieak erabiltzen ditu, eta horiek behar bezala ibiltzeko dira.", "eu"),
            ("Оваа страница користи колачиња кои се неопходни за работа и за статистика.", "mk"),
            ("Этот сайт использует файлы cookie, которые необходимы для его работы и для статистики.", "ru"),
            ("Мы храним в браузере настройки и счётчики посещений.", "ru"),
            ("Situs ini menggunakan cookie yang diperlukan agar berfungsi dan untuk statistik.", "id"),
            ("Kjo faqe përdor cookies që janë të nevojshme për funksionimin dhe për statistika.", "sq"),
        ] {
            check(text, None, Some(language).filter(|tag| !tag.is_empty()));
        }
    }

    #[test]
    fn the_announced_language_counts_unless_contradicted() {
        check("Cookies", Some("fr-BE"), Some("fr"));
        check("Cookies", None, None);
        let french = "Ce site utilise des cookies pour mesurer l’audience et faciliter votre navigation sur les pages. Nous ne vous suivons pas avec les cookies, et vous pouvez les refuser dans votre navigateur pour la durée de la visite.";
        check(french, Some("en-US"), Some("fr"));
        check(french, Some("fr"), Some("fr"));
    }
}
