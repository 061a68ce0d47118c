//! The known name that a misspelled one is nearest to, for error messages.

/// Names longer than this are not compared: the work grows with the product of the lengths.
const LENGTH_MAX: usize = 64;

/// The name with the fewest edits from `word`, if a third of its letters or fewer differ.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LENGTH_MAX {
        return None;
    }
    let word = word.to_ascii_lowercase();
    known
        .filter(|name| name.len() <= LENGTH_MAX)
        .map(|name| (distance(&word, &name.to_ascii_lowercase()), name))
        .filter(|(edits, name)| *edits <= name.len().max(word.len()) / 3)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// Levenshtein's distance in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, left) in (1..).zip(a.bytes()) {
        let mut diagonal = at - 1;
        let mut before = at;
        for (cell, right) in row.iter_mut().skip(1).zip(b.bytes()) {
            let substituted = diagonal + usize::from(left != right);
            diagonal = *cell;
            *cell = substituted.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = at;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_edits() {
        for (a, b, edits) in [
            ("", "", 0),
            ("a", "", 1),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("same", "same", 0),
        ] {
            assert_eq!(distance(a, b), edits, "{a} {b}");
        }
    }

    #[test]
    fn only_a_near_name_is_suggested() {
        let known = || ["displayName", "author", "tags"].into_iter();
        assert_eq!(nearest("dispalyName", known()), Some("displayName"));
        assert_eq!(nearest("Author", known()), Some("author"));
        assert_eq!(nearest("tag", known()), Some("tags"));
        assert_eq!(nearest("price", known()), None);
        assert_eq!(nearest(&"a".repeat(100), known()), None);
    }
}
