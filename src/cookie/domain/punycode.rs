//! Labels of host names beyond ASCII, as the wire writes them ("château" → "xn--chteau-xta"), after RFC 3492.

use std::borrow::Cow;

/// A label of a host name in ASCII. A label too long to be one stays as it is.
pub(crate) fn label(label: &str) -> Cow<'_, str> {
    if label.is_ascii() || label.len() > 255 {
        return Cow::Borrowed(label);
    }
    encode(label).map_or(Cow::Borrowed(label), |encoded| Cow::Owned(format!("xn--{encoded}")))
}

fn encode(label: &str) -> Option<String> {
    let mut points: Vec<u32> = label.chars().map(u32::from).collect();
    let mut text: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(text.len()).ok()?;
    if basic > 0 {
        text.push('-');
    }
    let (mut least, mut delta, mut bias, mut done) = (128, 0_u32, 72, basic);
    points.push(u32::MAX);
    let total = u32::try_from(points.len()).ok()? - 1;
    while done < total {
        let next = points.iter().copied().filter(|point| *point >= least).min()?;
        delta = delta.checked_add((next - least).checked_mul(done + 1)?)?;
        least = next;
        for point in points.iter().take(total as usize) {
            if *point < least {
                delta = delta.checked_add(1)?;
            }
            if *point == least {
                write_delta(&mut text, delta, bias)?;
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        least += 1;
    }
    Some(text)
}

fn write_delta(text: &mut String, delta: u32, bias: u32) -> Option<()> {
    let mut rest = delta;
    for k in (36..).step_by(36) {
        let threshold = if k <= bias { 1 } else { (k - bias).min(26) };
        if rest < threshold {
            text.push(digit(rest)?);
            return Some(());
        }
        text.push(digit(threshold + (rest - threshold) % (36 - threshold))?);
        rest = (rest - threshold) / (36 - threshold);
    }
    None
}

fn digit(value: u32) -> Option<char> {
    if value < 26 { char::from_u32(value + u32::from(b'a')) } else { char::from_digit(value - 26, 10) }
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}
