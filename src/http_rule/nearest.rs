//! What somebody may have meant by a name that is not known.

/// The longest name that is compared: the work grows with the square of the length.
const LENGTH_MAX: usize = 64;

/// How many edits make `found` of `meant`, if those are few enough for a slip: at most a third of its length.
pub fn slips(found: &str, meant: &str) -> Option<usize> {
    let allowed = (found.len() / 3).max(1);
    if found.len() > LENGTH_MAX || meant.len().abs_diff(found.len()) > allowed {
        return None;
    }
    Some(distance(found, meant)).filter(|edits| *edits <= allowed)
}

/// The candidate that takes the fewest edits to come to from `name`, if those are few: at most a third of its length.
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .filter_map(|candidate| Some((slips(name, candidate)?, candidate)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance, over bytes and without regard to case.
fn distance(from: &str, to: &str) -> usize {
    let to = to.as_bytes();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (deleted, byte) in from.bytes().enumerate() {
        let mut diagonal = deleted;
        let mut left = deleted + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(to) {
            let replaced = diagonal + usize::from(!byte.eq_ignore_ascii_case(other));
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (from, to, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("Name", "name", 0),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(distance(from, to), edits, "{from} {to}");
        }
    }

    #[test]
    fn only_what_is_close_is_proposed() {
        let known = ["name", "page_size", "page_token"];
        for (name, found) in [
            ("nane", Some("name")),
            ("page_sise", Some("page_size")),
            ("pagesize", Some("page_size")),
            ("color", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known.into_iter()), found, "{name}");
        }
        assert_eq!(nearest(&"x".repeat(65), known.into_iter()), None);
    }
}
