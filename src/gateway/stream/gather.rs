//! Bytes that are ready together and leave in one write.

use bytes::Bytes;
use smallvec::SmallVec;

/// From here on what is gathered is written before more is added: one frame of HTTP/2's default size.
const FULL: usize = 16 * 1024;

/// Pieces up to this size are joined; it costs less to copy them than to write each one.
const JOINED_MAX: usize = 2 * 1024;

/// What is ready to be written, in order. Small pieces become one, large ones are not copied.
///
/// It holds less than [`FULL`] bytes when a piece is added, so at most that and one piece.
#[derive(Debug, Default)]
pub(super) struct Gather {
    pieces: SmallVec<[Bytes; 2]>,
    /// What comes behind the pieces.
    open: Vec<u8>,
    /// The length of the pieces.
    sealed: usize,
}

impl Gather {
    /// Whether it has to be written before more is added.
    pub(super) fn is_full(&self) -> bool {
        self.len() >= FULL
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn len(&self) -> usize {
        self.sealed + self.open.len()
    }

    /// Adds bytes that exist.
    pub(super) fn push(&mut self, piece: Bytes) {
        if piece.len() > JOINED_MAX || self.is_empty() {
            self.seal();
            self.sealed += piece.len();
            if !piece.is_empty() {
                self.pieces.push(piece);
            }
            return;
        }
        self.buffer().extend_from_slice(&piece);
    }

    /// Where bytes are made: what is appended comes behind everything that was added so far.
    pub(super) fn buffer(&mut self) -> &mut Vec<u8> {
        let is_small = |piece: &Bytes| piece.len() <= JOINED_MAX;
        if self.open.is_empty()
            && self.pieces.last().is_some_and(is_small)
            && let Some(last) = self.pieces.pop()
        {
            self.sealed -= last.len();
            self.open.reserve(FULL / 4);
            self.open.extend_from_slice(&last);
        }
        &mut self.open
    }

    /// The first piece that has to be written; `None` when there is nothing left.
    pub(super) fn take(&mut self) -> Option<Bytes> {
        if self.pieces.is_empty() {
            self.seal();
        }
        if self.pieces.is_empty() {
            return None;
        }
        let piece = self.pieces.remove(0);
        self.sealed -= piece.len();
        Some(piece)
    }

    fn seal(&mut self) {
        if !self.open.is_empty() {
            self.sealed += self.open.len();
            self.pieces.push(std::mem::take(&mut self.open).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lengths of the pieces that come out of pieces of these lengths.
    fn gathered(lengths: &[usize]) -> Vec<usize> {
        let mut gather = Gather::default();
        let mut expected = Vec::new();
        for (at, length) in lengths.iter().enumerate() {
            let piece = vec![at as u8; *length];
            expected.extend_from_slice(&piece);
            gather.push(piece.into());
        }
        assert_eq!(gather.is_full(), expected.len() >= FULL);
        let mut found = Vec::new();
        let mut out = Vec::new();
        while let Some(piece) = gather.take() {
            found.push(piece.len());
            out.extend_from_slice(&piece);
        }
        assert!(gather.is_empty());
        assert!(out == expected);
        found
    }

    #[test]
    fn small_pieces_leave_as_one_and_large_ones_as_they_are() {
        assert_eq!(gathered(&[]), [0; 0]);
        assert_eq!(gathered(&[0, 7, 0]), [7]);
        assert_eq!(gathered(&[7, 8, 9]), [24]);
        assert_eq!(gathered(&[5000, 8, 9]), [5000, 17]);
        assert_eq!(gathered(&[8, 9, 5000, 1, 5000]), [17, 5000, 1, 5000]);
        assert_eq!(gathered(&[JOINED_MAX, JOINED_MAX]), [2 * JOINED_MAX]);
        assert_eq!(gathered(&[20_000]), [20_000]);
    }

    #[test]
    fn a_lone_piece_is_not_copied() {
        let piece = Bytes::from(vec![1; 10]);
        let mut gather = Gather::default();
        gather.push(piece.clone());
        assert_eq!(
            gather.take().map(|taken| taken.as_ptr()),
            Some(piece.as_ptr())
        );
    }

    #[test]
    fn what_is_made_comes_behind_what_was_added() {
        let mut gather = Gather::default();
        gather.push(Bytes::from_static(b"a"));
        gather.buffer().extend_from_slice(b"b");
        gather.push(Bytes::from_static(b"c"));
        assert_eq!(gather.take().as_deref(), Some(&b"abc"[..]));
        assert_eq!(gather.take(), None);
    }
}
