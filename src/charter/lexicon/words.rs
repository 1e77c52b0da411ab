//! The shape of a language file: the same keys in every language. The build makes the files values of these types.

/// Phrases of plain words ([`crate::text::Tokens`]), one a line. One that ends in a hyphen is a beginning of words.
#[derive(Debug, Clone, Copy)]
pub struct List(pub(super) &'static str);

impl List {
    /// The phrases, in the order of the file.
    pub fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        self.0.lines()
    }
}

/// The words of one language.
#[derive(Debug)]
pub struct Lexicon {
    /// Header cells, by the role of their column.
    pub columns: Columns,
    /// Words and phrases that name a category.
    pub categories: Categories,
    /// Words and phrases that name a party.
    pub party: Parties,
    /// Words and phrases that name a kind of storage.
    pub kinds: Kinds,
    /// Words of lifetimes.
    pub lifetime: Lifetimes,
    /// Words by which links lead to a charter.
    pub links: Links,
    /// Sentences that claim something of all cookies.
    pub claims: Claims,
    /// Sentences that claim that consent comes first.
    pub waiting: Waiting,
    /// "et": between names, between the parts of a sum
    pub and: List,
    /// "ou": between names
    pub or: List,
    /// "etc.": behind names that stand for others
    pub and_so_on: List,
    /// "suivi d'un identifiant": behind the fixed part of a name
    pub followed: List,
    /// "consent-", "choix": what a visitor gives or makes, beginnings of words when they end in a hyphen
    pub consent: List,
    /// "le", "la", "des": the commonest words, by which the language is told
    pub common: List,
    /// "nommé": what stands between "cookie" and its name in a sentence.
    pub naming: List,
    /// "par exemple"
    pub examples: List,
    /// "par": before whoever sets a cookie
    pub by: List,
    /// "de": before what something is of
    pub of: List,
    /// "pour": before what something is for
    pub aim: List,
    /// "oui": a whole cell below a header that asks ("Cookie tiers")
    pub yes: List,
    /// "non", likewise
    pub no: List,
    /// "ne", "aucun"
    pub negation: List,
    /// "certains": a part of what is spoken of
    pub some: List,
    /// "respectivement": each its own, in order
    pub respectively: List,
    /// "il", "ce cookie", "sert": with which a sentence goes on about the cookie named before
    pub going_on: List,
    /// "n'utilise plus": what was, and is no more
    pub former: List,
    /// "sauf", "sans": what a claim does not hold always behind
    pub condition: List,
    /// "en cas": likewise, and small words of other uses
    pub circumstance: List,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $($(#[$field_doc])* pub $field: List),* }
    };
}

words! {
    /// Header cells, by the role of their column.
    Columns {
        /// "nom du cookie"
        name,
        /// "prestataire"
        provider,
        /// "service et emplacement"
        service,
        /// "domaine"
        domain,
        /// "finalité"
        purpose,
        /// "catégorie"
        category,
        /// "durée de conservation"
        lifetime,
        /// "interne ou tiers"
        party,
        /// "type de stockage"
        kind,
        /// "valeur": what a cookie holds
        content,
        /// "base légale": known, and none of ours
        other,
    }
}
words! {
    /// Words and phrases that name a category.
    Categories {
        /// "strictement nécessaires"
        necessary,
        /// "préférences"
        functional,
        /// "fonctionnels": necessary where the page names nothing else so, else functional
        either,
        /// "mesure d'audience"
        statistics,
        /// "publicité"
        marketing,
        /// "non classé"
        unclassified,
    }
}
words! {
    /// Words and phrases that name a party.
    Parties {
        /// "interne"
        first,
        /// "tiers"
        third,
        /// "nous": the site, where it is a whole cell
        pronoun,
        /// "tercera", "première": those of the words above that count up as well
        ordinal,
        /// "site": parts of the words for it
        site,
    }
}
words! {
    /// Words and phrases that name a kind of storage.
    Kinds {
        /// "témoin"
        cookie,
        /// "stockage local"
        local_storage,
        /// "stockage de session"
        session_storage,
        /// "IndexedDB"
        indexed_db,
        /// "pixel espion"
        pixel,
    }
}
words! {
    /// Words of time units, singular, plural and case forms.
    Units {
        /// "seconde"
        second,
        /// "minute"
        minute,
        /// "heure"
        hour,
        /// "jour"
        day,
        /// "semaine"
        week,
        /// "mois"
        month,
        /// "an"
        year,
    }
}
words! {
    /// Words by which links lead to a charter.
    Links {
        /// "charte cookies": the charter itself
        strong,
        /// "mentions légales": a page that may contain or lead to it
        weak,
        /// "charte-cookies": parts of addresses
        slugs,
    }
}
words! {
    /// Phrases that claim something of all cookies.
    Claims {
        /// "n'utilise aucun cookie"
        no_cookies,
        /// "aucun cookie tiers"
        no_third_party,
        /// "uniquement des cookies nécessaires"
        only_necessary,
        /// "aucun cookie publicitaire"
        no_advertising,
        /// "exemptés de consentement"
        exempt,
        /// "uniquement": before what alone is used
        only,
        /// "tous"
        all,
        /// "sont": between all of them and what they are
        are,
        /// "accept-": what a visitor does
        choosing,
        /// "application mobile", "partenaire": what is not the site itself, or only a part of it
        elsewhere,
    }
}
words! {
    /// Words of sentences that claim that consent comes first.
    Waiting {
        /// "avant", "tant que", "qu'après": before the consent that a denied cookie waits for
        before,
        /// "après", "avec": likewise, behind "uniquement"
        after,
        /// "erst", where "uniquement" is no such word
        later,
        /// "dépos-", "utilis-": what is done with cookies
        setting,
        /// "neukládá-": the same denied, in one word
        unsetting,
        /// "bandeau": what asks for the choice
        dialog,
        /// "ces", "autres": before cookies that are not all
        particular,
        /// "doivent", "loi": what ought to be, or may
        ought,
    }
}

/// Words of lifetimes.
#[derive(Debug)]
pub struct Lifetimes {
    /// Time units.
    pub units: Units,
    /// "treize" → 13
    pub numbers: &'static [(&'static str, f64)],
    /// "quinzaine" → "15 day": words that hold number and unit
    pub whole: &'static [(&'static str, &'static str)],
    /// "et demi", behind the unit
    pub half: List,
    /// "session", "à la fermeture du navigateur"
    pub session: List,
    /// "navigateur-": what a session ends with, beginnings of words when they end in a hyphen
    pub window: List,
    /// "ferm-": beside a window word, the end of the session
    pub closing: List,
    /// "supprim-": behind "jusqu'à", no end at all
    pub deletion: List,
    /// "persistant"
    pub unbounded: List,
    /// "jusqu'à"
    pub maximum: List,
    /// "néant": no lifetime is given
    pub none: List,
    /// "environ"
    pub approximate: List,
    /// "passé": a cookie that deletes itself
    pub expired: List,
}
