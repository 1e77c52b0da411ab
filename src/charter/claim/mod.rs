//! What a page claims of all its cookies: "ce site n'utilise aucun cookie".

mod consent_first;
mod necessary;

use super::lexicon::{Index, Languages, Match, Role};
use super::lifetime::{self, Length, Lifetime};
use super::outline::{Body, Outline};
use super::sentences::Sentences;
use super::{Category, Claim, Declaration, Party, Scope, Statement, category, field, mention, party, provider};
use crate::text::Tokens;
use std::collections::BTreeSet;
use std::ops::Range;

/// Longer sentences restrict and explain; they claim nothing a person could hold the page to.
pub(super) const MOST_WORDS: usize = 45;

/// A sentence that claims "only necessary cookies" has as many words and signs.
const FEWEST_OF_NECESSARY: usize = 5;

/// More claims than this are a legal treatise.
const MOST_CLAIMS: usize = 40;

/// What a page says of all its cookies.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Each claim once, by its first sentence.
    pub(super) statements: Vec<Statement>,
    /// Whether a sentence says that all are necessary: of all cookies of the page, or of those it has just named.
    all_necessary: bool,
}

/// The claims of a page's paragraphs and items.
pub(super) fn all(
    outline: &Outline,
    sentences: &Sentences,
    declarations: &[Declaration],
    languages: Languages,
) -> Claims {
    let mut claims = Claims::default();
    // "consent_v1: keeps your choice for six months" declares that cookie, and claims nothing beside it.
    let names = declarations.iter().flat_map(|declaration| [&*declaration.name, &*declaration.as_written]);
    let names: BTreeSet<&str> = names.collect();
    let is_declaration = |sentence: &str| mention::words(sentence).any(|word| names.contains(word));
    // "Name: sid; Legal basis: consent; Lifetime: 2 days" speaks of one cookie.
    let is_running = |body: &Body| match body {
        Body::Paragraph(text) | Body::Item(text) => field::apart(&text.plain, languages).len() == 1,
        _ => false,
    };
    let running = outline.blocks.iter().enumerate().filter(|(_, block)| is_running(&block.body));
    for (at, tokens) in running.flat_map(|(at, _)| sentences.of_block(at).iter().map(move |tokens| (at, tokens))) {
        let (sentence, tokens) = (tokens.text().trim(), tokens.beginning(MOST_WORDS + 1));
        claims.all_necessary = claims.all_necessary || languages.near().any(|index| necessary::all(&tokens, index));
        let known = |claim: Claim, scope: Option<Scope>| {
            claims.statements.iter().any(|known| (known.claim, known.scope) == (claim, scope))
        };
        let kept = || if known(Claim::ConsentLifetime, None) { None } else { consent_lifetime(&tokens, languages) };
        let is_of_site = |scope: &Scope| *scope != Scope::All || !is_of_part(outline, at, languages);
        let first = consent_first(sentence, &tokens, languages).filter(is_of_site);
        let first = first.filter(|_| !is_declaration(sentence)).map(|scope| (Claim::ConsentFirst, None, Some(scope)));
        // "No cookies", below the heading of a service
        let may_be = |claim: &Claim| *claim != Claim::NoCookies || !is_below_part(outline, at, languages);
        let in_words = || in_words(sentence, &tokens, languages).filter(may_be).map(|claim| (claim, None, None));
        let kept = || kept().filter(|_| !is_declaration(sentence));
        let kept = || kept().map(|lifetime| (Claim::ConsentLifetime, Some(lifetime), None));
        let Some((claim, lifetime, scope)) = first.or_else(in_words).or_else(kept) else { continue };
        if !known(claim, scope) && claims.statements.len() < MOST_CLAIMS {
            let excerpt = sentence.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
            claims.statements.push(Statement { claim, excerpt, lifetime, scope });
        }
    }
    claims
}

/// Whether a paragraph speaks of a service or of one sort of cookies: it names one, or stands below its heading.
fn is_of_part(outline: &Outline, at: usize, languages: Languages) -> bool {
    let names_service = outline.blocks.get(at).is_some_and(|block| match &block.body {
        Body::Paragraph(text) | Body::Item(text) => provider::known(&text.plain).is_some(),
        _ => false,
    });
    names_service || is_below_part(outline, at, languages)
}

/// Whether a paragraph stands below the heading of a service or of one sort of cookies.
fn is_below_part(outline: &Outline, at: usize, languages: Languages) -> bool {
    let section = outline.blocks.get(at).and_then(|block| block.section);
    let section = section.and_then(|section| outline.sections.get(section)).filter(|section| section.level > 1);
    let is_part = |title: &str| provider::known(title).is_some() || category::of(title, languages).is_some();
    section.is_some_and(|section| is_part(&section.title))
}

impl Claims {
    /// Gives the category that a page claims of all its cookies, "we only set necessary cookies", to those of which it says
    /// nothing else, where it contradicts itself nowhere.
    ///
    /// A cookie of a known provider is none of the site's necessary ones, whatever the site says, nor is one that measures or
    /// advertises.
    pub(super) fn sort(&self, declarations: &mut [Declaration], languages: Languages) {
        let only = |claim: &Statement| claim.claim == Claim::OnlyNecessary;
        let claimed = self.all_necessary || self.statements.iter().any(only);
        let is_other =
            |category| matches!(category, Category::Statistics | Category::Marketing | Category::Unclassified);
        if claimed && !declarations.iter().any(|declaration| declaration.category.is_some_and(is_other)) {
            let measures = |purpose: &str| category::of_two(purpose, languages).is_some();
            let may_be = |declaration: &&mut Declaration| {
                !provider::is_named_by(declaration) && !declaration.purpose.as_deref().is_some_and(measures)
            };
            for declaration in declarations.iter_mut().filter(may_be) {
                declaration.category.get_or_insert(Category::Necessary);
            }
        }
    }
}

/// The claim a sentence makes. `None` when it makes none, or restricts it ("aucun cookie si vous refusez").
pub fn of(sentence: &str, languages: Languages) -> Option<Claim> {
    let tokens = Tokens::first(sentence, MOST_WORDS + 1);
    let first = consent_first(sentence, &tokens, languages).map(|_| Claim::ConsentFirst);
    let kept = || consent_lifetime(&tokens, languages).map(|_| Claim::ConsentLifetime);
    first.or_else(|| in_words(sentence, &tokens, languages)).or_else(kept)
}

/// The cookies of which a sentence says that consent comes first. That of a service is told of its own cookies.
fn consent_first(sentence: &str, tokens: &Tokens, languages: Languages) -> Option<Scope> {
    let scope = || languages.near().find_map(|index| consent_first::scope(tokens, index));
    is_claim_long(tokens).then(scope).flatten().filter(|_| provider::known(sentence).is_none())
}

/// The claim that its words make: any but that of how long a choice is kept.
fn in_words(sentence: &str, tokens: &Tokens, languages: Languages) -> Option<Claim> {
    if !is_claim_long(tokens) {
        return None;
    }
    let only_necessary = |index| tokens.len() >= FEWEST_OF_NECESSARY && necessary::only(tokens, index);
    match languages.near().find_map(|index| in_phrases(tokens, index)) {
        // "Example Analytics, which sets no cookies" is said of a service.
        Some(Claim::NoCookies | Claim::NoAdvertisingCookies) if provider::known(sentence).is_some() => None,
        None | Some(Claim::NoAdvertisingCookies | Claim::ExemptFromConsent) if languages.near().any(only_necessary) => {
            Some(Claim::OnlyNecessary)
        }
        claim => claim,
    }
}

/// Whether a sentence is as long as claims are.
fn is_claim_long(tokens: &Tokens) -> bool {
    (3..=MOST_WORDS).contains(&tokens.len())
}

fn in_phrases(tokens: &Tokens, index: &Index) -> Option<Claim> {
    // Overlapping ones too: "setzen keine Cookies" reaches into "keine Cookies von Drittanbietern".
    let found: Vec<_> = index.claims.each(tokens, 0..tokens.len()).collect();
    if found.is_empty() {
        return None;
    }
    // "Non usa cookie di alcun tipo": what ends last says the most.
    let of =
        |claim: Claim| found.iter().filter(|phrase| phrase.meaning == claim).max_by_key(|phrase| phrase.tokens.end);
    // The narrower claims first: their phrases contain those of the wider.
    if let Some(phrase) = of(Claim::NoThirdPartyCookies) {
        // "No third-party cookies for advertising"
        let has_aim = index.aims.longest(tokens, phrase.tokens.end).is_some();
        return (!has_aim && !is_limited(tokens, &phrase.tokens, index)).then_some(Claim::NoThirdPartyCookies);
    }
    // Shorter ones are what a button offers: "only necessary cookies".
    let only = of(Claim::OnlyNecessary).filter(|_| tokens.len() >= FEWEST_OF_NECESSARY);
    if only.is_some_and(|only| necessary::is_said_of_all(tokens, &only.tokens, index)) {
        return Some(Claim::OnlyNecessary);
    }
    if let Some(phrase) = of(Claim::NoAdvertisingCookies) {
        return no_advertising(tokens, &phrase.tokens, index).then_some(Claim::NoAdvertisingCookies);
    }
    if let Some(phrase) = of(Claim::NoCookies) {
        let behind = phrase.tokens.end..clause_end(tokens, phrase.tokens.end);
        // "No cookies of …": the others are not spoken of; but "of no kind".
        let of = index.of.longest(tokens, behind.start);
        if let Some(third) = of_third_parties(tokens, behind.start, index) {
            let has_aim = index.aims.longest(tokens, third.end).is_some();
            return (!has_aim && !is_limited(tokens, &third, index)).then_some(Claim::NoThirdPartyCookies);
        }
        let of_no_kind = of.as_ref().is_some_and(|of| index.negations.longest(tokens, of.tokens.end).is_some());
        // "No cookies to display", "We use no cookies to follow you"; but "a site without cookies, to respect your privacy"
        let is_without = index.conditions.holds(tokens, phrase.tokens.clone());
        let aim = behind.start + usize::from(tokens.plain(behind.start) == ",");
        let has_aim = !is_without && index.aims.longest(tokens, aim).is_some();
        // "No own cookies", of a language that puts the word behind.
        let of_own = index.parties.longest(tokens, behind.start).is_some();
        let narrowed = || of.is_some() || of_own || has_aim || behind.clone().any(|at| restricts(tokens, at, index));
        let restricted = !of_no_kind && narrowed();
        let limited = is_limited(tokens, &phrase.tokens, index);
        let speaks_of_browser = index.windows.holds(tokens, 0..tokens.len());
        let lacks = is_lack(tokens, &phrase.tokens, index);
        return (!restricted && !limited && !speaks_of_browser && !lacks && phrase.tokens.start <= 8)
            .then_some(Claim::NoCookies);
    }
    let is_exempt = |phrase: &&Match<Claim>| phrase.meaning == Claim::ExemptFromConsent && phrase.tokens.len() > 1;
    let exempt = found.iter().filter(is_exempt).max_by_key(|phrase| phrase.tokens.end)?;
    // "Nothing is set without your consent" asks for it.
    let is_without = index.conditions.longest(tokens, exempt.tokens.start).is_some();
    let end = if exempt.tokens.start <= 2 { tokens.len() } else { clause_end(tokens, exempt.tokens.end) };
    let clause = clause_start(tokens, exempt.tokens.start)..end;
    let denies = |at: usize| !exempt.tokens.contains(&at) && index.negations.longest(tokens, at).is_some();
    (!is_without || !clause.into_iter().any(denies)).then_some(Claim::ExemptFromConsent)
}

/// Whether "no advertising cookies" is said of the whole site, whatever the visitor chooses: not "for children", "before
/// your consent", "this service sets …". A few words without a full stop are a title.
fn no_advertising(tokens: &Tokens, phrase: &Range<usize>, index: &Index) -> bool {
    let is_sentence = tokens.len() >= FEWEST_OF_NECESSARY || tokens.text().trim_end().ends_with('.');
    let clause = clause_start(tokens, phrase.start)..clause_end(tokens, phrase.end);
    let is_service = |at: usize| {
        let column = index.columns.longest(tokens, at);
        column.is_some_and(|column| matches!(column.meaning, Role::Service | Role::Provider))
    };
    is_sentence
        && !index.aims.holds(tokens, phrase.end..clause.end)
        && !index.choices.holds(tokens, clause)
        && !(0..phrase.start).any(is_service)
        && !is_limited(tokens, phrase, index)
}

/// Where third parties are named at a place, or behind a word for "of" or "by": "no cookies of third parties".
fn of_third_parties(tokens: &Tokens, at: usize, index: &Index) -> Option<Range<usize>> {
    let joint = [&index.of, &index.by].into_iter().find_map(|list| list.longest(tokens, at));
    let named = index.parties.longest(tokens, joint.map_or(at, |joint| joint.tokens.end))?;
    (named.meaning == Party::Third).then_some(at..named.tokens.end)
}

/// Whether "without cookies" tells what happens then, "Without cookies some pages fail", rather than what a site is: "a site
/// without cookies".
fn is_lack(tokens: &Tokens, phrase: &Range<usize>, index: &Index) -> bool {
    const MOST_TOKENS: usize = 10;
    let is_without = phrase.len() <= 2 && index.conditions.holds(tokens, phrase.clone());
    let denies = |at: usize| !phrase.contains(&at) && index.negations.longest(tokens, at).is_some();
    is_without && (phrase.start == 0 || tokens.len() > MOST_TOKENS || (0..tokens.len()).any(denies))
}

/// Whether a sentence says a claim of a moment or a choice only: "without your consent", "if you refuse", "until you choose",
/// "accept all or only …", "you can set your browser to …"; or of something else than the site. What stands behind its part of
/// the sentence is beside it.
fn is_limited(tokens: &Tokens, claim: &Range<usize>, index: &Index) -> bool {
    let behind = claim.end..clause_end(tokens, claim.end);
    // "When you visit the site" limits nothing.
    let of_choices = |at: usize| {
        let phrase = index.circumstances.longest(tokens, at);
        phrase.is_some_and(|Match { tokens: phrase, .. }| {
            index.choices.holds(tokens, phrase.end..clause_end(tokens, phrase.end))
        })
    };
    let before = 0..claim.start;
    index.conditions.holds(tokens, before.clone())
        || index.conditions.holds(tokens, behind.clone())
        || before.clone().chain(behind).any(of_choices)
        || index.choices.holds(tokens, clause_start(tokens, claim.start)..claim.start)
        || index.windows.holds(tokens, before)
        || is_elsewhere(tokens, claim, index)
}

/// Whether a claim is made of something else than the site, or of a part of it: "our mobile app", "on our help pages". Not of
/// both, "the site and its app", nor of the cookies that something sets: "no cookies of partners".
fn is_elsewhere(tokens: &Tokens, claim: &Range<usize>, index: &Index) -> bool {
    const NEAR: usize = 5;
    let is_site = |at: usize| party::is_site(tokens.plain(at), index);
    let is_both = |place: &Range<usize>| {
        let joined = |between: Range<usize>| between.len() < NEAR && index.joints.holds(tokens, between);
        let sites = place.start.saturating_sub(NEAR)..(place.end + NEAR).min(tokens.len());
        let is_joined = |site: usize| joined(if site < place.start { site + 1..place.start } else { place.end..site });
        sites.filter(|at| !place.contains(at) && is_site(*at)).any(is_joined)
    };
    let is_setter = |place: &Range<usize>| {
        let before = place.start.saturating_sub(2).max(claim.end)..place.start;
        [&index.of, &index.by].into_iter().any(|list| list.holds(tokens, before.clone()))
    };
    let before = index.elsewhere.each(tokens, 0..claim.start).any(|place| !is_both(&place.tokens));
    let mut behind = index.elsewhere.each(tokens, claim.end..clause_end(tokens, claim.end));
    before || behind.any(|place| !is_both(&place.tokens) && !is_setter(&place.tokens))
}

/// Where the part of a sentence begins that a place lies in.
fn clause_start(tokens: &Tokens, at: usize) -> usize {
    (0..at).rev().find(|at| is_break(tokens, *at)).map_or(0, |at| at + 1)
}

/// Where the part of a sentence ends that a place lies in.
fn clause_end(tokens: &Tokens, at: usize) -> usize {
    (at..tokens.len()).find(|at| is_break(tokens, *at)).unwrap_or(tokens.len())
}

fn is_break(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.plain(at), "," | "." | ";" | ":" | "(" | ")" | "–" | "—")
}

/// Whether a claim holds whatever the visitor does: not "no cookie unless you agree", nor what a browser can be set to.
pub(super) fn holds_always(claim: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(claim);
    let begins_condition = |at: usize| {
        languages.near().any(|index| {
            [&index.conditions, &index.circumstances].into_iter().any(|list| list.longest(&tokens, at).is_some())
        })
    };
    !(0..tokens.len()).any(begins_condition)
        && !languages.speaks_of_consent(claim)
        && !languages.speaks_of_browsers(claim)
}

/// Words that narrow "no cookies" down: a category or the word for it, a party, consent, "sans", "si".
fn restricts(tokens: &Tokens, at: usize, index: &Index) -> bool {
    index.conditions.longest(tokens, at).is_some()
        || index.categories.longest(tokens, at).is_some()
        || index.columns.longest(tokens, at).is_some_and(|column| column.meaning == Role::Category)
        || index.parties.longest(tokens, at).is_some_and(|party| party.meaning == Party::Third)
        || index.consent.longest(tokens, at).is_some()
}

/// "Votre choix est conservé six mois": a choice or consent, and a figure from a week to ten years.
fn consent_lifetime(tokens: &Tokens, languages: Languages) -> Option<Lifetime> {
    const FEWEST: usize = 5;
    // What is shorter is a day of the calendar, « s'ils devaient un jour être utilisés », and what lasts longer an age: "from
    // 16 years on, with the consent of your parents".
    const KEPT: std::ops::RangeInclusive<u64> = 7 * 86_400..=10 * 365 * 86_400;
    let is_word = |at: &usize| tokens.plain(*at).starts_with(char::is_alphanumeric);
    if tokens.len() > MOST_WORDS || (0..tokens.len()).filter(is_word).count() < FEWEST {
        return None;
    }
    let of_consent = |index: &Index| index.consent.holds(tokens, 0..tokens.len());
    if !languages.near().any(of_consent) {
        return None;
    }
    let kept = |lifetime: &Lifetime| matches!(lifetime.length, Length::Seconds(seconds) if KEPT.contains(&seconds));
    lifetime::longest_figure(tokens, languages).filter(kept)
}

#[cfg(test)]
mod tests {
    use super::{Languages, of};
    use crate::charter::Claim::{
        self, ConsentFirst, ConsentLifetime, ExemptFromConsent, NoAdvertisingCookies, NoCookies, NoThirdPartyCookies,
        OnlyNecessary,
    };

    #[track_caller]
    fn check(language: &str, sentence: &str, expected: Option<Claim>) {
        assert_eq!(of(sentence, Languages::of(Some(language))), expected, "{language}: {sentence}");
    }

    #[test]
    fn sentences_claim() {
        check("fr", "Ce site n’utilise aucun cookie.", Some(NoCookies));
        check("fr", "Aucun cookie n’est déposé sur votre terminal.", Some(NoCookies));
        check("fr", "Aucun cookie tiers n’est déposé.", Some(NoThirdPartyCookies));
        check("fr", "Nous utilisons uniquement des cookies strictement nécessaires.", Some(OnlyNecessary));
        check("fr", "Ces cookies sont exemptés de consentement.", Some(ExemptFromConsent));
        check("fr", "Votre choix est conservé six mois.", Some(ConsentLifetime));
        check("fr", "S’ils devaient un jour être utilisés, ils ne seraient déposés qu’après votre choix.", None);
        check("en", "We do not use third-party cookies.", Some(NoThirdPartyCookies));
        check("de", "Diese Website verwendet keine Cookies.", Some(NoCookies));
        check("de", "Wir setzen keine Cookies von Drittanbietern ein.", Some(NoThirdPartyCookies));
        check("es", "Este sitio no utiliza cookies.", Some(NoCookies));
        check("cs", "Web nepoužívá soubory cookie třetích stran.", Some(NoThirdPartyCookies));
        check("sv", "Webbplatsen använder inte cookies från tredje part.", Some(NoThirdPartyCookies));
        check("cs", "Web nepoužívá soubory cookie třetích stran k reklamě bez vašeho souhlasu.", None);
        check("it", "Questo sito non utilizza cookie di terze parti.", Some(NoThirdPartyCookies));
        check("nl", "Deze website maakt geen gebruik van cookies.", Some(NoCookies));
        check(
            "de",
            "Es werden ausschließlich technisch notwendige Speicherformen (localStorage) genutzt.",
            Some(OnlyNecessary),
        );
        check(
            "de",
            "Wir setzen keine Zählpixel ein, sondern nur unbedingt erforderliche Cookies.",
            Some(OnlyNecessary),
        );
        check("sv", "Vi använder endast strikt nödvändiga kakor.", Some(OnlyNecessary));
        check("en", "We set only cookies that are essential, and they are exempt from consent.", Some(OnlyNecessary));
    }

    #[test]
    fn what_stands_beside_a_claim_does_not_limit_it() {
        let lasting = "We only use strictly necessary cookies, which are deleted when you close your browser.";
        check("en", lasting, Some(OnlyNecessary));
        check(
            "de",
            "Wir setzen nur technisch notwendige Cookies, die bis zum Ende der Sitzung bleiben.",
            Some(OnlyNecessary),
        );
        check("fr", "Ce site utilise uniquement des cookies techniques exemptés de consentement.", Some(OnlyNecessary));
        check(
            "de",
            "Bei der Nutzung unserer Website werden nur technisch notwendige Cookies gesetzt.",
            Some(OnlyNecessary),
        );
        check("en", "When you visit our site, no cookies are set.", Some(NoCookies));
        check("fr", "Lorsque vous consultez ce site, aucun cookie n’est déposé.", Some(NoCookies));
        check("fr", "Ce site n’utilise pas de cookies tiers, quel que soit votre choix.", Some(NoThirdPartyCookies));
        check("en", "We do not use third-party cookies, only session cookies.", Some(NoThirdPartyCookies));
        check("es", "Este sitio no utiliza cookies de ninguna clase.", Some(NoCookies));
        check("fr", "Un site sans cookies pour respecter votre vie privée.", Some(NoCookies));
        let without = "These cookies are set without your consent because they do not track you.";
        check("en", without, None);
        check(
            "fr",
            "Les cookies sont déposés sans votre consentement, car ils ne servent qu’à la connexion.",
            Some(ExemptFromConsent),
        );
    }

    #[test]
    fn other_sentences_with_only_or_all_claim_nothing() {
        check("fr", "Nous vous informons que les cookies nécessaires sont toujours déposés.", None);
        check("en", "Only essential and statistics cookies are used, no advertising.", None);
        check("de", "Akzeptieren Sie alle oder nur die notwendigen Cookies.", None);
        check("es", "Solo las cookies técnicas no requieren su consentimiento.", Some(ExemptFromConsent));
        check("fr", "Seuls les administrateurs ont accès aux cookies techniques.", None);
        check("fr", "Seuls les cookies de session sont indispensables.", None);
        check("it", "Un solo cookie tecnico ricorda la lingua; altri misurano le visite.", None);
        check("de", "Andernfalls werden nur die technisch notwendigen Cookies gesetzt.", None);
        check("pt", "O visitante pode eliminar cookies de qualquer tipo.", None);
        check("en", "We only place non-essential cookies after obtaining your explicit consent.", Some(ConsentFirst));
        check("en", "No cookies to display.", None);
        check("en", "We do not use cookies to follow you.", None);
        check("pt", "Informamos que o site não utiliza cookies para:", None);
        check("de", "Wir verwenden keine Cookies, um Sie zu verfolgen.", None);
        check("fr", "Nous n’utilisons pas de cookies pour vous suivre d’un site à l’autre.", None);
        check("de", "Keine Cookies in dieser Kategorie.", None);
        check("de", "Matomo ist ein Analysedienst, der keine Cookies verwendet.", None);
        check("en", "Without cookies some functions or services may fail.", None);
        check("hu", "A weboldal ezen sütik nélkül nem tud megfelelően működni.", None);
        check("es", "La tienda no instala cookies propias.", None);
        check("es", "Actualmente no utilizamos cookies de terceros para publicidad.", None);
        check("it", "In questo caso verranno installati solo i cookie tecnici necessari.", None);
    }

    #[test]
    fn no_advertising_cookies_is_claimed_of_the_whole_site_whatever_the_visitor_chooses() {
        for (language, sentence) in [
            ("fr", "Aucun cookie publicitaire n’est déposé sur votre terminal."),
            ("fr", "La Ligne verte n'utilise aucun cookie publicitaire ni traceur à des fins de mesure d'audience."),
            ("fr", "Nous n’utilisons pas de cookies publicitaires."),
            ("en", "We do not use advertising or tracking cookies."),
            ("en", "No advertising cookies are set on this website."),
            ("de", "Wir setzen keine Werbecookies ein."),
            ("de", "Auf dieser Website werden keine Analyse- oder Marketing-Cookies verwendet."),
            ("es", "Este sitio no utiliza cookies publicitarias."),
            ("it", "Questo sito non utilizza cookie di profilazione."),
            ("fr", "Aucun cookie publicitaire."),
            ("nl", "Wij plaatsen geen advertentie- of trackingcookies."),
            ("ro", "Site-ul nu folosește cookie-uri de reclamă sau de urmărire."),
        ] {
            check(language, sentence, Some(NoAdvertisingCookies));
        }
        for (language, sentence) in [
            ("fr", "Si vous refusez, aucun cookie publicitaire n’est déposé."),
            ("fr", "Ce service ne dépose aucun cookie publicitaire."),
            ("fr", "Matomo ne dépose aucun cookie publicitaire."),
            ("fr", "Notre lettre d’information ne dépose aucun cookie publicitaire."),
            ("fr", "Ces cookies ne sont pas des cookies publicitaires."),
            ("fr", "Aucun cookie publicitaire"),
            ("en", "We use no advertising cookies in relation to users we identify as children."),
            ("en", "Google Maps sets no advertising cookies."),
            ("en", "If you refuse, we use no advertising cookies."),
            ("en", "You can set your browser to accept no advertising cookies."),
        ] {
            check(language, sentence, None);
        }
        for (language, sentence) in [
            ("fr", "Aucun cookie publicitaire sans votre accord."),
            ("fr", "Aucun cookie publicitaire n’est déposé tant que vous n’avez pas accepté."),
            ("en", "We set no advertising cookies without your consent."),
            ("en", "No advertising cookies are set prior to your consent."),
            ("de", "Ohne Ihre Einwilligung setzen wir keine Werbecookies."),
            ("es", "No utilizamos cookies publicitarias sin su consentimiento."),
            ("it", "Senza il tuo consenso non vengono installati cookie di profilazione."),
            ("nl", "Zonder uw toestemming plaatsen wij geen advertentiecookies."),
        ] {
            check(language, sentence, Some(ConsentFirst));
        }
        let only = "Wir setzen keine Werbecookies ein, sondern nur unbedingt erforderliche Cookies.";
        check("de", only, Some(OnlyNecessary));
    }

    #[test]
    fn what_is_said_of_something_else_is_not_said_of_the_site() {
        for (language, sentence) in [
            ("en", "We use no cookies on our help pages."),
            ("en", "Our mobile app does not use cookies."),
            ("en", "Our emails do not use cookies."),
            ("en", "The partner site example.org does not use cookies."),
            ("en", "Our partner Foo does not set third-party cookies."),
            ("en", "On our careers portal we only use strictly necessary cookies."),
            ("en", "On our careers portal, we only use strictly necessary cookies."),
            ("fr", "Nos newsletters n’utilisent pas de cookies."),
            ("fr", "L’application mobile n’utilise pas de cookies."),
            ("fr", "Aucun cookie n’est déposé sur l’espace d’administration."),
            ("fr", "Notre lettre d’information ne dépose aucun cookie tiers."),
            ("de", "In unserer App werden keine Cookies gesetzt."),
            ("de", "Auf unseren Hilfeseiten verwenden wir nur technisch notwendige Cookies."),
            ("es", "En la zona de socios no utilizamos cookies."),
            ("it", "La nostra app non utilizza cookie di terze parti."),
            ("nl", "Op onze helppagina’s gebruiken wij geen cookies."),
            ("pt", "Nas páginas de ajuda não utilizamos cookies."),
            ("hr", "Mobilna aplikacija Primjer ne koristi kolačiće."),
        ] {
            check(language, sentence, None);
        }
        check("en", "Our website and its mobile app do not use cookies.", Some(NoCookies));
        check("en", "The newsletter and this site do not use cookies.", Some(NoCookies));
        check("en", "We do not use third-party cookies of partners.", Some(NoThirdPartyCookies));
        check("fr", "Notre portail n’utilise aucun cookie.", Some(NoCookies));
        check("de", "Auf dieser Seite setzen wir keine Cookies.", Some(NoCookies));
        check("es", "Nuestra tienda no utiliza cookies.", Some(NoCookies));
    }

    #[test]
    fn restricted_sentences_claim_no_more_than_they_say() {
        check("fr", "Nous ne déposons aucun cookie sans votre consentement.", Some(ConsentFirst));
        check("fr", "Si vous naviguez sans cookies, certaines fonctions manquent.", None);
        check("en", "You can set your browser to accept no cookies.", None);
        check("fr", "Le site n’utilise aucun cookie d’analyse.", None);
        check("en", "Without your consent the script is not loaded at all.", None);
        check("en", "Only necessary cookies", None);
        check("fr", "Si vous refusez, seuls les cookies strictement nécessaires sont déposés.", None);
        check("fr", "En cas de refus, seuls les cookies techniques seront utilisés par le site.", None);
        check("en", "You can set your browser to accept only necessary cookies.", None);
        check("fr", "Tant que vous n’avez pas choisi, aucun cookie n’est déposé.", Some(ConsentFirst));
        check("en", "By default, this website only uses strictly necessary cookies.", None);
        check("fr", "Aucun cookie tiers n’est déposé sans votre consentement.", Some(ConsentFirst));
        check("de", "Solange Sie nicht zustimmen, setzen wir keine Cookies von Drittanbietern.", Some(ConsentFirst));
        check("ro", "Nu folosim un banner doar pentru cookie-uri strict necesare unui serviciu.", None);
        check("en", "Cookies are only necessary for members.", None);
        check("fr", "Seuls les cookies nécessaires et statistiques sont déposés.", None);
        check("fr", "Un cookie est un petit fichier.", None);
        check("fr", "", None);
    }
}
