//! The moment until which a charter says that a cookie is kept: "jusqu’au 31/12/2027".

use crate::cookie::moment::rfc3339;

/// The end of the day that stands in some words as figures, in seconds since 1970. `None` where none does, or several, or
/// where day and month could be taken for each other.
pub(crate) fn moment(words: &str) -> Option<u64> {
    const DAY: u64 = 86_400;
    let mut dates = words.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-')).filter_map(date);
    let date = dates.next()?;
    if dates.next().is_some() { None } else { rfc3339(&format!("{date}T00:00:00Z"))?.checked_add(DAY) }
}

/// A day in figures, as RFC 3339 writes it.
fn date(word: &str) -> Option<String> {
    let mut parts = word.trim_matches(['/', '.', '-']).split(['/', '.', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1..=2) => (first, number(second)?, number(third)?),
        (1..=2, 4) => match (number(first)?, number(second)?) {
            (day @ 13..=31, month) | (month, day @ 13..=31) => (third, month, day),
            (day, month) if day == month => (third, month, day),
            _ => return None,
        },
        _ => return None,
    };
    parts.next().is_none().then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_day_in_figures_is_a_moment() {
        for words in ["jusqu’au 31/12/2027", "31.12.2027", "until 2027-12-31.", "12/31/2027"] {
            assert_eq!(moment(words), Some(1_830_297_600), "{words}");
        }
        for words in
            ["", "quelques jours", "05/06/2027", "31/12/27", "du 31/12/2026 au 31/12/2027", "2027", "99/99/2027"]
        {
            assert_eq!(moment(words), None, "{words}");
        }
    }
}
