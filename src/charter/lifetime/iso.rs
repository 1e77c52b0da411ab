//! Lengths of time as programs write them: `P1Y6M`, `PT30M` (ISO 8601-1, 5.5.2).

use super::Unit;

/// The seconds of such a length. `None` of any other text, and of no time at all.
pub(super) fn seconds(text: &str) -> Option<u64> {
    const MOST_DIGITS: usize = 8;
    let (date, time) = text.strip_prefix('P').map(|length| length.split_once('T').unwrap_or((length, "")))?;
    let mut seconds = 0.0;
    for (mut parts, units) in [
        (date, [('Y', Unit::Year), ('M', Unit::Month), ('W', Unit::Week), ('D', Unit::Day)].as_slice()),
        (time, [('H', Unit::Hour), ('M', Unit::Minute), ('S', Unit::Second)].as_slice()),
    ] {
        let mut units = units.iter();
        while !parts.is_empty() {
            let (number, rest) = parts.split_at_checked(parts.find(|sign: char| !sign.is_ascii_digit())?)?;
            let sign = rest.chars().next()?;
            let (_, unit) = units.find(|(letter, _)| *letter == sign)?;
            let number: u32 = number.parse().ok().filter(|_| number.len() <= MOST_DIGITS)?;
            seconds += f64::from(number) * unit.seconds();
            parts = rest.strip_prefix(sign)?;
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of whole seconds, each bounded")]
    (seconds > 0.0).then_some(seconds as u64)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn lengths_are_sums_in_order() {
        assert_eq!(seconds("P1Y"), Some(31_556_952));
        assert_eq!(seconds("P1Y6M"), Some(47_335_428));
        assert_eq!(seconds("P30D"), Some(2_592_000));
        assert_eq!(seconds("PT30M"), Some(1_800));
        assert_eq!(seconds("P1DT12H"), Some(129_600));
        for text in ["", "P", "PT", "P0D", "PHP", "P1", "P1M1Y", "Persistent", "P1Y ", "P999999999D"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
