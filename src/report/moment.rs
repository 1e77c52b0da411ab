//! Dates and lengths of time in words.

use super::words::Words;

const DAY: u64 = 86_400;

const THREE_DAYS: u64 = 3 * DAY;
const HALF_HOUR: u64 = 1_800;

/// Browsers keep no cookie longer than this many days (RFC 6265bis §5.5), whatever it was set for.
pub const CAP_DAYS: u64 = 400;

/// The day of a moment: "23 novembre 2026".
pub fn day(words: &Words, seconds: u64) -> String {
    let (year, month, day) = civil(seconds / DAY);
    let month = words.view(&format!("month-{month}"), &[]);
    words.view("date", &[("day", &day.to_string()), ("month", &month), ("year", &year.to_string())])
}

/// The day of a moment for machines: "2026-11-23".
pub fn iso_day(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment for machines, in UTC (RFC 3339): "2026-11-23T09:41:00Z".
pub fn iso(seconds: u64) -> String {
    let of_day = seconds % DAY;
    format!("{}T{:02}:{:02}:{:02}Z", iso_day(seconds), of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// A moment with its hour, in UTC as reports are written: "23 novembre 2026 à 09:41:01 UTC".
pub fn instant(words: &Words, seconds: u64) -> String {
    let of_day = seconds % DAY;
    let time = format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
    words.view("moment", &[("day", &day(words, seconds)), ("time", &time)])
}

/// A length of time in the unit a person would take: "393 jours", "2 heures". Above three days whole days; below, hours where
/// it is no whole number of days: "30 heures" is not "1 jour".
pub fn length(words: &Words, seconds: u64) -> String {
    let (key, number) = match seconds {
        0..60 => ("seconds", seconds),
        60..3600 => ("minutes", (seconds + 30) / 60),
        3600..DAY => ("hours", (seconds + 1800) / 3600),
        DAY..THREE_DAYS if (seconds + HALF_HOUR) % DAY > 2 * HALF_HOUR => ("hours", (seconds + HALF_HOUR) / 3600),
        _ => ("days", (seconds + DAY / 2) / DAY),
    };
    words.view(key, &[("n", &number.to_string())])
}

/// A length of time as a browser keeps it: at its cap the true one cannot be known, "400 jours ou plus".
pub fn kept(words: &Words, seconds: u64) -> String {
    if seconds + DAY >= CAP_DAYS * DAY && seconds <= CAP_DAYS * DAY + DAY {
        words.view("cap", &[("n", &CAP_DAYS.to_string())])
    } else {
        length(words, seconds)
    }
}

/// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days.min(100_000_000) + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Words, day, instant, iso, iso_day, kept, length};

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(iso_day(0), "1970-01-01");
        assert_eq!(iso_day(951_782_400), "2000-02-29");
        assert_eq!(iso_day(1_795_392_000), "2026-11-23");
        assert_eq!(iso(1_795_392_000 + 34_861), "2026-11-23T09:41:01Z");
        assert_eq!(day(Words::of("fr"), 1_795_392_000), "23 novembre 2026");
        assert_eq!(day(Words::of("en"), 1_795_392_000), "23 November 2026");
        assert_eq!(instant(Words::of("fr"), 1_795_392_000 + 34_861), "23 novembre 2026 à 09:41:01 UTC");
        iso_day(u64::MAX);
    }

    #[test]
    fn lengths_in_words() {
        let fr = Words::of("fr");
        assert_eq!(length(fr, 393 * 86_400), "393\u{a0}jours");
        assert_eq!(length(fr, 86_400), "1\u{a0}jour");
        assert_eq!(length(fr, 7_200), "2\u{a0}heures");
        assert_eq!(length(fr, 30 * 3_600), "30\u{a0}heures");
        assert_eq!(length(fr, 47 * 3_600 + 1_900), "2\u{a0}jours");
        assert_eq!(kept(fr, 400 * 86_400 - 20), "400\u{a0}jours ou plus");
        assert_eq!(kept(fr, 730 * 86_400), "730\u{a0}jours");
    }
}
