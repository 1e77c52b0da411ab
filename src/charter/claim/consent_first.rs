//! Whether a sentence says that consent comes first, and of which cookies: "aucun cookie n'est déposé avant votre accord",
//! "we only set cookies once you have agreed", "until you choose, only necessary cookies are set".

use super::{clause_end, clause_start, is_break, is_elsewhere};
use crate::charter::lexicon::{Index, Lazy, Match, Named, Time};
use crate::charter::{Category, Kind, Party, Scope, category};
use crate::text::Tokens;
use std::ops::Range;

/// So few words stand between "before" and the consent, and between "only" and "after".
const NEAR: usize = 10;

/// So few words have a sentence without a verb: "No cookies without your consent."
const MOST_WITHOUT_VERB: usize = 12;

/// The cookies of which a sentence says that consent comes first. `None` where it says so of none, of some particular ones,
/// or of what ought to be.
pub(super) fn scope(tokens: &Tokens, index: &Index) -> Option<Scope> {
    let all = 0..tokens.len();
    let may_say = index.choices.holds(tokens, all.clone()) || index.dialogs.holds(tokens, all);
    if !may_say || tokens.text().trim_end().ends_with('?') {
        return None;
    }
    let said = |moment| Said { tokens, index, moment };
    let denied = || moments(tokens, index, &index.befores).find_map(|moment| said(moment).of_denied());
    denied().or_else(|| moments(tokens, index, &index.afters).find_map(|moment| said(moment).of_sole()))
}

/// The words that tell what is waited for: "before you have agreed".
struct Moment {
    place: Range<usize>,
    /// "Your consent", or the banner; behind "you accept" may stand what is accepted.
    is_noun: bool,
}

/// The moments that the words of a list begin, each without the beginning of another.
fn moments<'a>(tokens: &'a Tokens<'a>, index: &'a Index, list: &'a Lazy<()>) -> impl Iterator<Item = Moment> + use<'a> {
    const NEAR_WHOSE: usize = 5;
    list.each(tokens, 0..tokens.len()).filter_map(move |opening| {
        let end = clause_end(tokens, opening.tokens.end).min(opening.tokens.end + NEAR);
        let awaited = |at: usize| {
            let noun = index.consent.longest(tokens, at).or_else(|| index.dialogs.longest(tokens, at));
            let is_noun = noun.is_some();
            Some((noun.or_else(|| index.choices.longest(tokens, at))?.tokens, is_noun))
        };
        let (awaited, is_noun) = (opening.tokens.start..end).find_map(awaited)?;
        let place = opening.tokens.start..awaited.end.max(opening.tokens.end);
        let opens_another = list.holds(tokens, opening.tokens.end..awaited.start);
        // "Without the consent of your parents", "before you agree in the app".
        let whose = place.start..clause_end(tokens, place.end).min(place.end + NEAR_WHOSE);
        (!opens_another && !index.elsewhere.holds(tokens, whose)).then_some(Moment { place, is_noun })
    })
}

/// A sentence, and the moment that it tells.
struct Said<'a> {
    tokens: &'a Tokens<'a>,
    index: &'a Index,
    moment: Moment,
}

impl Said<'_> {
    /// "No cookie is set before …", "before …, only necessary cookies are set".
    fn of_denied(&self) -> Option<Scope> {
        let denied = self.cookies().filter(|cookie| self.is_of_all(cookie)).find_map(|cookie| {
            let denial = self.denial_ahead(&cookie).or_else(|| self.denial_behind(&cookie))?;
            self.scope_from(denial.min(cookie.start), &cookie)
        });
        denied.or_else(|| self.says_only_necessary().then_some(Scope::Optional))
    }

    /// "Cookies are only set after …".
    fn of_sole(&self) -> Option<Scope> {
        let Self { tokens, index, moment } = self;
        let opening = moment.place.start;
        let is_joined = opening.checked_sub(1).is_some_and(|at| index.joints.longest(tokens, at).is_some());
        let only = index.laters.each(tokens, opening.saturating_sub(NEAR)..opening).map(|only| only.tokens);
        let only = only.filter(|only| only.end <= opening).find(|only| {
            let is_denied = self.negations(only.start.saturating_sub(2)..opening).next().is_some();
            !is_denied && !self.names_necessary(only.end..opening)
        });
        let only = only.filter(|_| !is_joined)?;
        self.cookies().filter(|cookie| self.is_of_all(cookie)).find_map(|cookie| {
            let is_near = cookie.start < only.start + NEAR && only.start < cookie.start + NEAR;
            let is_behind = cookie.start >= moment.place.end;
            let from = clause_start(tokens, only.start.min(cookie.start));
            let end = clause_end(tokens, moment.place.end);
            let acts = if is_behind { moment.place.end..end } else { from..end };
            let is_said = is_near && self.holds(&index.settings, acts) && (!is_behind || moment.is_noun);
            is_said.then(|| self.scope_from(from, &cookie)).flatten()
        })
    }

    /// Where cookies are named, beside the moment: not "cookie banner", "cookie-Einstellungen".
    fn cookies(&self) -> impl Iterator<Item = Range<usize>> {
        let Self { tokens, index, .. } = self;
        (0..tokens.len()).filter_map(|at| {
            let listed = index.kinds.longest(tokens, at).filter(|phrase| phrase.meaning == Kind::Cookie);
            let is_compound = || tokens.plain(at).split_once("cookie").is_some_and(|(_, ending)| ending.len() <= 3);
            let place = listed.map(|phrase| phrase.tokens).or_else(|| is_compound().then_some(at..at + 1))?;
            let text = tokens.text().get(tokens.span(place.clone()).end..).unwrap_or_default();
            let is_part = place.len() == 1 && text.starts_with('-');
            let leads = [&index.dialogs, &index.consent].iter().any(|list| list.longest(tokens, place.end).is_some());
            (self.is_beside(at) && !is_part && !(leads && self.is_beside(place.end))).then_some(place)
        })
    }

    /// Whether a place is beside the moment.
    fn is_beside(&self, at: usize) -> bool {
        !self.moment.place.contains(&at)
    }

    /// Whether a list has words at some place beside the moment.
    fn holds(&self, list: &Lazy<()>, within: Range<usize>) -> bool {
        list.each(self.tokens, within).any(|found| self.is_beside(found.tokens.start))
    }

    /// Whether it is said of the cookies of the site as they are: not of "these cookies" or "some", of what cookies hold, nor
    /// of what must or may be, or of an app.
    fn is_of_all(&self, cookie: &Range<usize>) -> bool {
        let Self { tokens, index, .. } = self;
        let clause = clause_start(tokens, cookie.start)..clause_end(tokens, cookie.end);
        let begins_otherwise =
            index.circumstances.longest(tokens, clause.start).is_some() && self.is_beside(clause.start);
        !begins_otherwise
            && !self.is_particular(cookie)
            && !self.is_of_something(cookie)
            && !self.is_conditional(&clause, cookie)
            && !self.holds(&index.oughts, clause.clone())
            && !index.some.holds(tokens, clause.start..cookie.start)
            && !index.windows.holds(tokens, 0..cookie.start)
            && !is_elsewhere(tokens, cookie, index)
    }

    /// "These cookies", "other analytics cookies", "two cookies", "cookies suivants".
    fn is_particular(&self, cookie: &Range<usize>) -> bool {
        const NEAR_NOUN: usize = 3;
        let Self { tokens, index, .. } = self;
        let lists = [&index.negations, &index.settings, &index.unsettings];
        let is_of_noun =
            |at: &usize| !is_break(tokens, *at) && lists.iter().all(|list| list.longest(tokens, *at).is_none());
        let before = (cookie.start.saturating_sub(NEAR_NOUN)..cookie.start).rev().take_while(is_of_noun);
        let is_number =
            |at: usize| index.times.longest(tokens, at).is_some_and(|it| matches!(it.meaning, Time::Number(_)));
        let is_listed = |at: usize| index.particulars.longest(tokens, at).is_some();
        self.is_beside(cookie.end) && is_listed(cookie.end)
            || before.into_iter().any(|at| self.is_beside(at) && (is_listed(at) || is_number(at)))
    }

    /// "The data of cookies", "collected by cookies"; but "no use of cookies", "pas de cookies".
    fn is_of_something(&self, cookie: &Range<usize>) -> bool {
        let Self { tokens, index, .. } = self;
        let before = cookie.start.saturating_sub(2)..cookie.start;
        let is_of = |at: usize| {
            let is_partitive = at.checked_sub(1).is_some_and(|at| {
                [&index.negations, &index.settings].iter().any(|list| list.longest(tokens, at).is_some())
            });
            index.of.longest(tokens, at).is_some() && !is_partitive
        };
        index.by.holds(tokens, before.clone()) || before.into_iter().any(is_of)
    }

    /// Whether it holds on a condition beside the moment: "if we ever use cookies", "except on our forum". What is said to be
    /// necessary is a condition of none, nor is another moment behind, "before you leave".
    fn is_conditional(&self, clause: &Range<usize>, cookie: &Range<usize>) -> bool {
        const NEAR_NECESSARY: usize = 8;
        let Self { tokens, index, .. } = self;
        let limits = |condition: &Range<usize>| {
            let end = (condition.end + NEAR_NECESSARY).min(tokens.len());
            self.is_beside(condition.start) && !self.names_necessary(condition.end..end)
        };
        let is_moment = |at: usize| index.befores.longest(tokens, at).is_some();
        let conditions = |within| index.conditions.each(tokens, within).map(|condition| condition.tokens);
        conditions(clause.start..cookie.start).any(|condition| limits(&condition))
            || conditions(cookie.end..tokens.len()).any(|condition| limits(&condition) && !is_moment(condition.start))
    }

    /// The words of some tokens that deny, but for those that deny a sort of cookies: "not necessary", "non-essential".
    fn negations(&self, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let Self { tokens, index, .. } = self;
        let is_necessary = |at: usize| {
            index.categories.longest(tokens, at).is_some_and(|it| it.meaning == Named::Surely(Category::Necessary))
        };
        let found = index.negations.each(tokens, within).map(|found| found.tokens);
        found.filter(move |denial| {
            let next = denial.end;
            let is_of_sort = is_necessary(next) || !category::denies(tokens, next, index) && is_necessary(next + 1);
            self.is_beside(denial.start) && !is_of_sort
        })
    }

    /// Where "no" or "do not set" stands before cookies.
    fn denial_ahead(&self, cookie: &Range<usize>) -> Option<usize> {
        const NEAR_VERB: usize = 3;
        const NEAR_OBJECT: usize = 6;
        let Self { tokens, index, moment } = self;
        let end = cookie.start;
        let is_open = |from: usize| !(from..end).any(|at| is_break(tokens, at));
        let is_across = |from: usize| (from..end).contains(&moment.place.start);
        let sets = |verb: usize| index.settings.longest(tokens, verb).is_some() && end <= verb + NEAR_OBJECT;
        let clause_of = |denial: usize| clause_start(tokens, denial)..clause_end(tokens, cookie.end);
        let is_title = tokens.len() <= MOST_WITHOUT_VERB && tokens.text().trim_end().ends_with(['.', '!']);
        let denies = |denial: &Range<usize>| {
            let sets_none =
                self.is_bare(denial.end..end) && (is_title || self.holds(&index.settings, clause_of(denial.start)));
            sets_none || is_open(denial.end) && (denial.end..denial.end + NEAR_VERB).any(|at| at < end && sets(at))
        };
        let from = end.saturating_sub(2 * NEAR);
        let denied = self.negations(from..end).filter(|denial| denial.end <= end && !is_across(denial.start));
        let unset = index.unsettings.each(tokens, end.saturating_sub(NEAR_OBJECT)..end).map(|verb| verb.tokens.start);
        let mut unset = unset.filter(|verb| self.is_beside(*verb) && !is_across(*verb) && is_open(*verb));
        denied.into_iter().find(denies).map(|denial| denial.start).or_else(|| unset.next())
    }

    /// Whether between "no" and cookies stands nothing but their sorts: "no third-party, analytics or advertising cookies".
    fn is_bare(&self, mut between: Range<usize>) -> bool {
        let Self { tokens, index, .. } = self;
        while !between.is_empty() {
            let at = between.start;
            let sort = index.categories.longest(tokens, at).map(|sort| sort.tokens.end);
            let sort = sort.or_else(|| Some(index.parties.longest(tokens, at)?.tokens.end));
            let sort = sort.or_else(|| Some(index.joints.longest(tokens, at)?.tokens.end));
            let sort = sort.or_else(|| Some(index.of.longest(tokens, at)?.tokens.end));
            let sort = sort.or_else(|| Some(index.consent.longest(tokens, at)?.tokens.end));
            let is_small = matches!(tokens.plain(at), "," | "-") || category::denies(tokens, at, index);
            let Some(next) = sort.or(is_small.then_some(at + 1)) else { return false };
            between.start = next;
        }
        true
    }

    /// Where "are not set" stands behind cookies.
    fn denial_behind(&self, cookie: &Range<usize>) -> Option<usize> {
        const NEAR_DENIAL: usize = 8;
        const NEAR_VERB: usize = 4;
        let Self { tokens, index, moment } = self;
        let end = clause_end(tokens, cookie.end).min(cookie.end + NEAR_DENIAL);
        // "Until you accept cookies nothing is loaded" speaks of other things.
        let may_be_object = moment.place.end <= cookie.start
            && !moment.is_noun
            && !(moment.place.end..cookie.start).any(|at| is_break(tokens, at));
        if may_be_object {
            return None;
        }
        let sets = |at: usize| index.settings.longest(tokens, at).is_some() && self.is_beside(at);
        let is_of_verb = |denial: &Range<usize>| {
            let before = denial.start.saturating_sub(NEAR_VERB).max(cookie.end)..denial.start;
            (denial.end..denial.end + 2).any(sets) || before.into_iter().any(sets)
        };
        let unset = || index.unsettings.each(tokens, cookie.end..end).map(|verb| verb.tokens.start);
        let denial = self.negations(cookie.end..end).find(is_of_verb).map(|denial| denial.start);
        denial.or_else(|| unset().find(|verb| self.is_beside(*verb)))
    }

    /// "Only strictly necessary cookies are set".
    fn says_only_necessary(&self) -> bool {
        const NEAR_NECESSARY: usize = 5;
        let Self { tokens, index, .. } = self;
        let is_necessary = |at: usize| self.names_necessary(at..at + 1);
        let names_others = |clause: &Range<usize>| {
            let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
            index.categories.each(tokens, clause.clone()).any(|sort| others.contains(&sort.meaning))
        };
        let leads = |only: &Range<usize>| {
            let clause = clause_start(tokens, only.start)..clause_end(tokens, only.end);
            let near = only.end..(only.end + NEAR_NECESSARY).min(clause.end);
            self.is_beside(only.start)
                && near.into_iter().any(is_necessary)
                && self.negations(clause.start..clause.end).next().is_none()
                && self.cookies().any(|cookie| clause.contains(&cookie.start) && self.is_of_all(&cookie))
                && self.holds(&index.settings, clause.clone())
                && !names_others(&clause)
        };
        index.only.each(tokens, 0..tokens.len()).any(|only| leads(&only.tokens))
    }

    /// Whether necessary cookies are named in some words beside the moment, and not denied.
    fn names_necessary(&self, within: Range<usize>) -> bool {
        let Self { tokens, index, .. } = self;
        index.categories.each(tokens, within).any(|sort| {
            let at = sort.tokens.start;
            let is_denied = (at.saturating_sub(2)..at).any(|at| category::denies(tokens, at, index));
            let is_necessary =
                matches!(sort.meaning, Named::Surely(Category::Necessary) | Named::FunctionalOrNecessary);
            is_necessary && self.is_beside(at) && !is_denied
        })
    }

    /// The cookies that a claim is made of, as its part of the sentence tells them. `None` where it narrows them down otherwise:
    /// "no cookies to follow you", "no advertising cookies of third parties".
    fn scope_from(&self, from: usize, cookie: &Range<usize>) -> Option<Scope> {
        const NEAR_NOUN: usize = 5;
        let Self { tokens, index, .. } = self;
        let end = clause_end(tokens, cookie.end);
        let sort = |sort: Match<Named>| {
            let at = sort.tokens.start;
            let is_denied = at.checked_sub(1).is_some_and(|before| category::denies(tokens, before, index));
            let sort = match sort.meaning {
                // "Non-functional": what is not necessary.
                Named::FunctionalOrNecessary if is_denied => Named::Surely(Category::Necessary),
                sort => sort,
            };
            let counts = sort == Named::Surely(Category::Necessary) || (from..end).contains(&at);
            (counts && self.is_beside(at)).then_some(sort)
        };
        let sorts: Vec<Named> = index.categories.each(tokens, 0..tokens.len()).filter_map(sort).collect();
        let names = |category| sorts.contains(&Named::Surely(category));
        let near = from.max(cookie.start.saturating_sub(NEAR_NOUN))..end.min(cookie.end + NEAR_NOUN);
        let mut parties = index.parties.each(tokens, near.clone()).filter(|party| self.is_beside(party.tokens.start));
        let is_third = parties.any(|party| party.meaning == Party::Third);
        let needs_consent = names(Category::Necessary) || self.holds(&index.consent, near);
        let is_named = match (needs_consent, names(Category::Statistics), names(Category::Marketing)) {
            (true, ..) | (_, true, true) => Some(Scope::Optional),
            (_, true, false) => Some(Scope::Statistics),
            (_, false, true) => Some(Scope::Marketing),
            (_, false, false) => None,
        };
        match (is_named, is_third) {
            (Some(_), true) => None,
            (Some(scope), false) => Some(scope),
            (None, true) => Some(Scope::ThirdParty),
            (None, false) => (sorts.is_empty() && !self.has_aim(cookie, end)).then_some(Scope::All),
        }
    }

    /// "No cookies for …", "cookies are not used to …", "no cookies of …".
    fn has_aim(&self, cookie: &Range<usize>, end: usize) -> bool {
        let Self { tokens, index, .. } = self;
        let verbs = index.settings.each(tokens, clause_start(tokens, cookie.start)..end).map(|verb| verb.tokens.end);
        let mut ends = verbs.chain([cookie.end]).filter(|at| self.is_beside(*at));
        index.of.longest(tokens, cookie.end).is_some() || ends.any(|at| index.aims.longest(tokens, at).is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::charter::Scope::{self, All, Marketing, Optional, Statistics, ThirdParty};
    use crate::charter::lexicon::Languages;
    use crate::text::Tokens;

    #[track_caller]
    fn check(language: &str, sentence: &str, expected: Option<Scope>) {
        let found = super::super::consent_first(sentence, &Tokens::of(sentence), Languages::of(Some(language)));
        assert_eq!(found, expected, "{language}: {sentence}");
    }

    #[test]
    fn nothing_comes_before_consent() {
        for (language, sentence) in [
            ("fr", "Aucun cookie n’est déposé avant votre consentement."),
            ("fr", "Nous ne déposons aucun cookie sans votre accord préalable."),
            ("fr", "Tant que vous n’avez pas fait de choix, aucun cookie n’est déposé sur votre terminal."),
            ("fr", "Les cookies ne sont pas déposés tant que vous n’avez pas fermé ce bandeau."),
            ("fr", "Les cookies ne sont déposés qu’après votre consentement explicite."),
            ("fr", "Nous n’utilisons de cookies qu’avec votre accord."),
            ("fr", "Les cookies sont déposés uniquement si vous les acceptez."),
            ("fr", "Aucun cookie sans votre accord."),
            ("en", "No cookies are set before you have given your consent."),
            ("en", "We do not place any cookies until you have agreed."),
            ("en", "We only set cookies after you have agreed."),
            ("en", "Cookies are only used with your consent."),
            ("en", "Cookies are not placed until you close this banner."),
            ("en", "Without your consent, this website sets no cookies."),
            ("en", "No cookies will be stored on your device unless you accept."),
            ("de", "Vor Ihrer Einwilligung werden keine Cookies gesetzt."),
            ("de", "Ohne Ihre ausdrückliche Zustimmung setzen wir keine Cookies."),
            ("de", "Wir setzen Cookies nur mit Ihrer Einwilligung."),
            ("de", "Cookies werden erst gesetzt, wenn Sie zugestimmt haben."),
            ("de", "Erst nach Ihrer Einwilligung werden Cookies gesetzt."),
            ("de", "Solange Sie nicht zugestimmt haben, werden keine Cookies gespeichert."),
            ("de", "Cookies werden ohne Ihre Einwilligung nicht gesetzt."),
            ("es", "No se instala ninguna cookie antes de que usted dé su consentimiento."),
            ("es", "No utilizamos cookies sin su consentimiento previo."),
            ("es", "Las cookies solo se instalan después de que usted las haya aceptado."),
            ("es", "Mientras no acepte, no se instalará ninguna cookie."),
            ("es", "Aunque no se instalarán cookies sin su consentimiento, puede configurarlas antes de navegar."),
            ("it", "Nessun cookie viene installato prima del tuo consenso."),
            ("it", "Non installiamo cookie senza il Suo consenso."),
            ("it", "I cookie vengono installati solo dopo il consenso dell’utente."),
            ("it", "I cookie non vengono installati se non dopo il tuo consenso."),
            ("nl", "Wij plaatsen geen cookies zonder uw toestemming."),
            ("nl", "Er worden geen cookies geplaatst voordat u toestemming heeft gegeven."),
            ("nl", "Cookies worden pas geplaatst nadat u hiermee heeft ingestemd."),
            ("nl", "Zolang u geen keuze heeft gemaakt, worden er geen cookies geplaatst."),
            ("pl", "Nie używamy plików cookie bez Twojej zgody."),
            ("pl", "Żadne pliki cookie nie są zapisywane przed wyrażeniem zgody."),
            ("pl", "Pliki cookie są instalowane dopiero po wyrażeniu zgody."),
            ("pt", "Nenhum cookie é instalado antes do seu consentimento."),
            ("pt", "Não utilizamos cookies sem o seu consentimento."),
            ("pt", "Os cookies só são instalados após o seu consentimento."),
            ("sv", "Vi placerar inga kakor innan du har gett ditt samtycke."),
            ("da", "Vi sætter ingen cookies, før du har givet dit samtykke."),
            ("nb", "Vi setter ingen informasjonskapsler før du har samtykket."),
            ("fi", "Emme tallenna evästeitä ennen kuin olet antanut suostumuksesi."),
            ("cs", "Bez vašeho souhlasu neukládáme žádné cookies."),
            ("cs", "Cookies používáme pouze s vaším souhlasem."),
            ("ro", "Nu plasăm cookie-uri fără consimțământul dumneavoastră."),
            ("hu", "Az Ön hozzájárulása nélkül nem helyezünk el sütiket."),
            ("el", "Δεν τοποθετούμε cookies χωρίς τη συγκατάθεσή σας."),
            ("ca", "No instal·lem cap galeta sense el vostre consentiment."),
            ("sk", "Bez vášho súhlasu neukladáme žiadne cookies."),
            ("sl", "Brez vaše privolitve ne nameščamo piškotkov."),
            ("hr", "Bez vaše privole ne postavljamo kolačiće."),
            ("bg", "Не поставяме бисквитки без вашето съгласие."),
            ("et", "Me ei salvesta küpsiseid enne teie nõusolekut."),
            ("lv", "Bez jūsu piekrišanas mēs neizvietojam sīkdatnes."),
            ("lt", "Be jūsų sutikimo slapukų nenaudojame."),
            ("ga", "Ní úsáidimid fianáin gan do thoiliú."),
            ("mt", "Ma nużaw ebda cookie mingħajr il-kunsens tiegħek."),
            ("sr", "Ne postavljamo kolačiće bez vaše saglasnosti."),
            ("sr", "Не постављамо колачиће без ваше сагласности."),
            ("is", "Við notum engar vafrakökur án samþykkis þíns."),
            ("uk", "Ми не використовуємо файли cookie без вашої згоди."),
            ("tr", "Onayınız olmadan çerez kullanmıyoruz."),
            ("gl", "Non instalamos ningunha cookie sen o seu consentimento."),
            ("eu", "Ez dugu cookierik instalatzen zure baimenik gabe."),
            ("mk", "Не поставуваме колачиња без ваша согласност."),
            ("sq", "Nuk vendosim asnjë cookie pa pëlqimin tuaj."),
            ("ru", "Мы не используем файлы cookie без вашего согласия."),
            ("id", "Kami tidak memasang cookie sebelum Anda memberikan persetujuan."),
        ] {
            check(language, sentence, Some(All));
        }
    }

    #[test]
    fn cookies_of_a_sort_do_not() {
        for (language, sentence, scope) in [
            ("fr", "Sans votre accord, aucun cookie non nécessaire n’est déposé.", Optional),
            ("fr", "Aucun cookie soumis à consentement n’est déposé avant votre choix.", Optional),
            (
                "fr",
                "À l’exception des cookies strictement nécessaires, aucun cookie n’est déposé avant votre accord.",
                Optional,
            ),
            (
                "fr",
                "Tant que vous n’avez pas choisi, seuls les cookies strictement nécessaires sont déposés.",
                Optional,
            ),
            ("fr", "Aucun cookie publicitaire n’est déposé sans votre accord.", Marketing),
            ("fr", "Aucun cookie analytique n’est déposé avant votre consentement explicite.", Statistics),
            ("fr", "Aucun cookie statistique ou publicitaire n’est déposé avant votre accord.", Optional),
            ("fr", "Aucun cookie tiers n’est déposé sans votre consentement.", ThirdParty),
            ("en", "We only set non-essential cookies with your consent.", Optional),
            ("en", "No advertising cookies are set prior to your consent.", Marketing),
            ("en", "Apart from strictly necessary cookies, no cookies are set before you consent.", Optional),
            ("en", "We do not use analytics cookies without your consent.", Statistics),
            ("en", "Analytics and marketing cookies are only set after you have agreed.", Optional),
            ("en", "We set no third-party cookies before you accept.", ThirdParty),
            ("en", "Until you make a choice, only strictly necessary cookies are set.", Optional),
            ("en", "Cookies that require your consent are not set before you agree.", Optional),
            ("de", "Ohne deine Einwilligung werden keine Analyse-Cookies gesetzt.", Statistics),
            ("de", "Ohne Ihre Einwilligung setzen wir nur technisch notwendige Cookies.", Optional),
            ("de", "Nicht notwendige Cookies werden erst nach Ihrer Einwilligung gesetzt.", Optional),
            ("de", "Einwilligungspflichtige Cookies setzen wir nur mit Ihrer Zustimmung.", Optional),
            ("de", "Ohne Ihre Einwilligung setzen wir keine Werbecookies.", Marketing),
            ("de", "Solange Sie nicht zustimmen, setzen wir keine Cookies von Drittanbietern.", ThirdParty),
            ("es", "No utilizamos cookies publicitarias sin su consentimiento.", Marketing),
            ("es", "Las cookies no necesarias solo se instalan con su consentimiento.", Optional),
            ("it", "Senza il tuo consenso non vengono installati cookie di profilazione.", Marketing),
            ("it", "I cookie non necessari vengono installati solo con il tuo consenso.", Optional),
            ("nl", "Zonder uw toestemming plaatsen wij geen advertentiecookies.", Marketing),
            ("nl", "Niet-noodzakelijke cookies worden alleen met uw toestemming geplaatst.", Optional),
            ("pl", "Bez Twojej zgody nie używamy reklamowych plików cookie.", Marketing),
            ("pl", "Przed wyrażeniem zgody używamy wyłącznie niezbędnych plików cookie.", Optional),
            ("nl", "Zonder uw toestemming plaatsen wij alleen functionele cookies.", Optional),
            ("nl", "Wij laden geen niet-functionele cookies zonder uw toestemming.", Optional),
            ("sk", "Poznámka: Analytické a marketingové cookies sa ukladajú len po tvojom súhlase.", Optional),
            ("en", "Analytics cookies only activate after an affirmative opt-in.", Statistics),
            ("pt", "Não instalamos cookies de publicidade sem o seu consentimento.", Marketing),
            ("pt", "Os cookies não essenciais só são instalados com o seu consentimento.", Optional),
        ] {
            check(language, sentence, Some(scope));
        }
    }

    #[test]
    fn other_sentences_of_consent_claim_nothing() {
        for (language, sentence) in [
            ("fr", "Avant de pouvoir utiliser notre site, acceptez les cookies."),
            ("fr", "Vous pouvez utiliser le site sans accepter les cookies."),
            ("fr", "Les cookies ne peuvent être déposés sans votre consentement."),
            ("fr", "La loi exige qu’aucun cookie ne soit déposé avant le consentement."),
            ("fr", "Ces cookies ne sont déposés qu’avec votre accord."),
            ("fr", "Les autres cookies ne sont déposés qu’avec votre accord."),
            ("fr", "Certains cookies ne sont déposés qu’avec votre accord."),
            ("fr", "S’ils devaient un jour être utilisés, ces cookies ne seraient déposés qu’après votre accord."),
            ("fr", "Si des cookies non essentiels sont un jour utilisés, ils ne seront déposés qu’après votre accord."),
            ("fr", "Dans notre application mobile, aucun cookie n’est déposé sans votre accord."),
            ("fr", "Aucun cookie n’est déposé sans l’accord de vos parents."),
            ("fr", "Ces cookies sont déposés sans votre consentement."),
            ("fr", "Les deux traceurs Exemple ne sont déposés que si vous cliquez sur « Accepter »."),
            ("it", "Questi dati sono usati tramite cookie di analisi, solo previo tuo consenso."),
            (
                "nl",
                "In uw webbrowser kunt u instellen dat het opslaan van cookies alleen wordt geaccepteerd wanneer u hiermee instemt.",
            ),
            ("fr", "Les cookies qui ne nécessitent pas de consentement sont déposés sans votre accord."),
            ("fr", "Nous ne partageons pas les données des cookies sans votre accord."),
            ("fr", "Aucun consentement n’est requis avant le dépôt de ces cookies."),
            ("fr", "Nous n’utilisons pas de cookies pour vous suivre sans votre accord."),
            ("fr", "Matomo ne dépose aucun cookie sans votre accord."),
            ("fr", "Si vous refusez, aucun cookie n’est déposé."),
            ("fr", "Aucun cookie n’est déposé avant votre consentement ?"),
            ("en", "You cannot use our site before you accept cookies."),
            ("en", "Before you can use our site, please accept cookies."),
            ("en", "Websites must not set cookies before you consent."),
            (
                "en",
                "Cookies can only be installed on your device with your consent unless they are strictly necessary.",
            ),
            ("en", "Parental consent is required before any cookies are placed."),
            ("en", "These cookies are only placed with your consent."),
            ("en", "We may place these cookies without your consent."),
            ("en", "No consent is required before cookies are set."),
            ("en", "We do not share the data stored in cookies without your consent."),
            ("en", "If we add marketing cookies in the future, they will only run after you have given consent."),
            ("en", "Until you accept cookies no videos are loaded."),
            ("en", "The newsletter sets no cookies without your consent."),
            ("en", "We use cookies, but never sell your data without your consent."),
            ("en", "You may refuse cookies before you accept them."),
            ("en", "Google Maps sets no cookies before you consent."),
            ("en", "Cookies that do not need your consent are set before you choose."),
            ("en", "Non-essential cookies are set before you consent."),
            ("de", "Diese Cookies werden nur mit Ihrer Einwilligung gesetzt."),
            ("de", "Ohne Ihre Einwilligung dürfen keine Cookies gesetzt werden."),
            ("de", "Solange Sie nicht zustimmen, werden Cookies gesetzt."),
            ("de", "Ohne Ihre Einwilligung im Cookie-Banner werden keine Daten gespeichert."),
            ("de", "Cookies, die keiner Einwilligung bedürfen, setzen wir ohne Ihre Zustimmung."),
            ("de", "Weitere Cookies werden nur mit Ihrer Einwilligung gesetzt."),
            ("de", "In unserer App werden ohne Ihre Einwilligung keine Cookies gesetzt."),
            ("de", "Nicht notwendige Cookies setzen wir ohne Ihre Einwilligung."),
            ("es", "Estas cookies solo se instalan con su consentimiento."),
            ("es", "La ley no permite instalar cookies sin su consentimiento."),
            ("es", "Puede navegar sin aceptar las cookies."),
            ("es", "Nuestra aplicación móvil no instala cookies sin su consentimiento."),
            ("it", "Questi cookie vengono installati solo con il tuo consenso."),
            ("it", "I cookie non possono essere installati senza il consenso dell’utente."),
            ("it", "Puoi navigare senza accettare i cookie."),
            ("it", "I cookie tecnici vengono installati senza il tuo consenso."),
            ("nl", "Deze cookies worden alleen met uw toestemming geplaatst."),
            ("nl", "Zonder uw toestemming mogen wij geen cookies plaatsen."),
            ("nl", "U kunt onze website gebruiken zonder cookies te accepteren."),
            ("nl", "Wij plaatsen niet-noodzakelijke cookies zonder uw toestemming."),
            ("pl", "Te pliki cookie są używane tylko za Twoją zgodą."),
            ("pl", "Bez zgody nie można instalować plików cookie."),
            ("pl", "Możesz korzystać ze strony bez akceptowania plików cookie."),
            ("pl", "Niezbędne pliki cookie są używane bez Twojej zgody."),
            ("pt", "Estes cookies só são instalados com o seu consentimento."),
            ("pt", "Os cookies não podem ser instalados sem o seu consentimento."),
            ("pt", "Pode navegar sem aceitar os cookies."),
            ("pt", "Os cookies necessários são instalados sem o seu consentimento."),
        ] {
            check(language, sentence, None);
        }
    }
}
