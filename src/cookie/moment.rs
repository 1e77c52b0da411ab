//! Moments as captures write them → whole seconds since 1970-01-01T00:00:00Z.

/// Reads a moment of RFC 3339 or of ISO 8601 as browsers write it: "2026-11-23T21:45:49.120+01:00". A moment without an
/// offset is taken as UTC. `None` when it is no such moment, or before 1970.
pub fn rfc3339(text: &str) -> Option<u64> {
    let text = text.trim();
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let (year, date) = (number(date.get(..4)?)?, date.get(4..)?.strip_prefix('-')?);
    let (month, day) = date.split_once('-')?;
    let clock = rest.strip_prefix(['T', 't', ' '])?;
    let (hms, after) = (clock.get(..8)?, clock.get(8..)?);
    let mut parts = hms.split(':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let after = after
        .strip_prefix(['.', ','])
        .map_or(after, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    let seconds = seconds(year, number(month)?, number(day)?, hour, minute, second)?;
    u64::try_from(seconds - offset(after)?).ok()
}

/// Reads the date of an `Expires` attribute (RFC 6265bis §5.1.1): tokens in any order, any separators. `None` when the
/// algorithm fails; a moment before 1970 is 0, as both have passed for good.
pub fn cookie_date(text: &str) -> Option<u64> {
    let (mut clock, mut day, mut month, mut year) = (None, None, None, None);
    let delimiter = |c: char| matches!(c, '\t' | ' '..='/' | ';'..='@' | '['..='`' | '{'..='~');
    for token in text.split(delimiter).filter(|token| !token.is_empty()) {
        if clock.is_none()
            && let Some(found) = clock_of(token)
        {
            clock = Some(found);
        } else if day.is_none()
            && let Some(found) = leading(token, 1..=2)
        {
            day = Some(found);
        } else if month.is_none()
            && let Some(found) = month_of(token)
        {
            month = Some(found);
        } else if year.is_none()
            && let Some(found) = leading(token, 2..=4)
        {
            year = Some(match found {
                70..=99 => found + 1900,
                0..=69 => found + 2000,
                _ => found,
            });
        }
    }
    let (year, day, (hour, minute, second)) = (year?, day?, clock?);
    if year < 1601 {
        return None;
    }
    Some(u64::try_from(seconds(year, month?, day, hour, minute, second)?).unwrap_or(0))
}

/// "hh:mm:ss", each of one or two digits, then anything that starts with no digit.
fn clock_of(token: &str) -> Option<(i64, i64, i64)> {
    let mut parts = token.splitn(3, ':');
    let exact = |part: &str| (part.len() <= 2).then(|| number(part)).flatten();
    Some((exact(parts.next()?)?, exact(parts.next()?)?, leading(parts.next()?, 1..=2)?))
}

/// The number that a token starts with, when it has this many digits.
fn leading(token: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let end = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
    if digits.contains(&end) { number(token.get(..end)?) } else { None }
}

fn month_of(token: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = token.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find_map(|(number, month)| (month == start).then_some(number))
}

/// "Z", "", "+01:00" or "+0100" → seconds east of Greenwich.
fn offset(text: &str) -> Option<i64> {
    if matches!(text, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match text.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, text.strip_prefix('-')?),
    };
    let digits = digits.replacen(':', "", 1);
    let (hours, minutes) = (number(digits.get(..2)?)?, number(digits.get(2..)?)?);
    (digits.len() == 4 && hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(digits: &str) -> Option<i64> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The Gregorian calendar, proleptic (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). `None` when there
/// is no such day or hour; the leap second counts as the next second.
fn seconds(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    if !(1..=days).contains(&day)
        || !(0..24).contains(&hour)
        || !(0..60).contains(&minute)
        || !(0..=60).contains(&second)
    {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some((era * 146_097 + day_of_era - 719_468) * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::{cookie_date, rfc3339};
    use proptest::prelude::*;

    #[test]
    fn moments_of_rfc_3339() {
        assert_eq!(rfc3339("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(rfc3339("2026-11-23T00:00:00Z"), Some(1_795_392_000));
        assert_eq!(rfc3339("2026-11-23T01:00:00.123+01:00"), Some(1_795_392_000));
        assert_eq!(rfc3339("2026-11-22 19:00:00-0500"), Some(1_795_392_000));
        assert_eq!(rfc3339("2000-02-29T12:00:00"), Some(951_825_600));
        for wrong in [
            "",
            "2026-11-23",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-23T24:00:00Z",
            "hier",
            "2026-11-23T00:00:00+1",
        ] {
            assert_eq!(rfc3339(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_of_cookies() {
        let day = Some(1_795_424_400);
        for text in [
            "Mon, 23 Nov 2026 09:00:00 GMT",
            "Mon, 23-Nov-26 09:00:00 GMT",
            "Mon Nov 23 09:00:00 2026",
            "23 nov 2026 9:0:0",
            "09:00:00 GMT;2026 November/23",
        ] {
            assert_eq!(cookie_date(text), day, "{text}");
        }
        assert_eq!(cookie_date("Thu, 01-Jan-1970 00:00:00 GMT"), Some(0));
        assert_eq!(cookie_date("Thu, 01 Jan 1601 00:00:00 GMT"), Some(0));
        for wrong in ["", "0", "Mon, 23 Nov 2026", "30 Feb 2026 00:00:00", "1 Jan 1600 00:00:00", "1 Jan 2026 25:00:00"]
        {
            assert_eq!(cookie_date(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_fatal(text in ".{0,60}", dates in "[0-9:A-Za-z,;+ TZ-]{0,60}") {
            let _ = (rfc3339(&text), cookie_date(&text), rfc3339(&dates), cookie_date(&dates));
        }

        #[test]
        fn both_writings_of_a_moment_agree(seconds in 0_u64..4_102_444_800) {
            // Checked through the calendar's own arithmetic: one day more is 86,400 seconds more.
            let (day, clock) = (seconds / 86_400, seconds % 86_400);
            let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
            let (mut year, mut left) = (1970_u64, day);
            let length = |year: u64| 365 + u64::from(year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
            while left >= length(year) {
                left -= length(year);
                year += 1;
            }
            let february = length(year) - 337;
            let mut month = 0;
            let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            while left >= lengths[month] {
                left -= lengths[month];
                month += 1;
            }
            let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month];
            prop_assert_eq!(rfc3339(&format!("{year:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1, left + 1)), Some(seconds));
            prop_assert_eq!(cookie_date(&format!("{:02} {name} {year} {hour:02}:{minute:02}:{second:02} GMT", left + 1)), Some(seconds));
        }
    }
}
