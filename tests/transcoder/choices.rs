//! Random choices, all of them from one seed: what a seed makes once it makes again.

/// splitmix64.
#[derive(Debug, Clone)]
pub(crate) struct Choices(u64);

impl Choices {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ word >> 31
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).expect("it is below a usize")
    }

    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized + 'a>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// A number with many of the values at which encodings change.
    pub(crate) fn number(&mut self) -> u64 {
        match self.below(6) {
            0 => self.next() % 3,
            1 => self.next() % 1000,
            2 => u64::MAX - self.next() % 3,
            3 => 1 << (self.next() % 64),
            4 => (1 << (self.next() % 64)) - 1,
            _ => self.next(),
        }
    }

    /// Any double but NaN, most of them short.
    pub(crate) fn float(&mut self) -> f64 {
        let value = (self.next() % 2_000_001) as f64 - 1_000_000.0;
        match self.below(12) {
            0 => f64::INFINITY,
            1 => f64::NEG_INFINITY,
            2 => f64::MAX,
            3 => f64::MIN_POSITIVE,
            4 => Some(f64::from_bits(self.next()))
                .filter(|any| !any.is_nan())
                .unwrap_or_default(),
            5 => -0.0,
            _ => value / [1.0, 3.0, 64.0][self.below(3)],
        }
    }

    pub(crate) fn text(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "a",
            "Z",
            "0",
            " ",
            "\"",
            "\\",
            "\n",
            "\u{0}",
            "\u{1f}",
            "\u{7f}",
            "é",
            "漢",
            "😀",
            "\u{2028}",
            "<&>",
            "[words] of some.length, ",
        ];
        (0..self.below(7)).map(|_| self.pick(&PIECES)).collect()
    }

    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(9)).map(|_| self.next() as u8).collect()
    }
}
