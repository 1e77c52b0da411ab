//! Telling most words of a page at once that no list has them.

/// A set of numbers that may say yes to one it does not hold, and never no to one it holds: a page has thousands of words
/// for each that the lexicon knows. `N` times 64 bits.
#[derive(Debug)]
pub(in crate::charter) struct Filter<const N: usize>([u64; N]);

impl<const N: usize> Filter<N> {
    /// The filter of some numbers.
    pub(in crate::charter) fn of(numbers: impl Iterator<Item = u64>) -> Self {
        let mut filter = Self([0; N]);
        for number in numbers {
            if let Some(bits) = filter.0.get_mut(Self::place(number)) {
                *bits |= 1 << (number % 64);
            }
        }
        filter
    }

    /// Whether a number may be one of them.
    #[inline]
    pub(in crate::charter) fn may_hold(&self, number: u64) -> bool {
        self.0.get(Self::place(number)).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    fn place(number: u64) -> usize {
        usize::try_from(number / 64 % N as u64).unwrap_or_default()
    }
}
