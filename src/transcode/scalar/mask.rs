//! The string of `google.protobuf.FieldMask`: paths with commas between them.

/// Which spellings of the names in a mask are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskSpelling {
    /// `displayName` only, as ProtoJSON has it: bodies.
    JsonOnly,
    /// `display_name` too: query and form values, which people write by hand.
    Either,
}

/// Hands every path to `each`, its names spelled as in the source. Answers `None` for text that
/// is no mask; an empty text is an empty mask.
pub(crate) fn paths(text: &str, spelling: MaskSpelling, mut each: impl FnMut(&str)) -> Option<()> {
    if text.is_empty() {
        return Some(());
    }
    let mut path = String::with_capacity(text.len() + 4);
    for part in text.split(',') {
        if part.split('.').any(str::is_empty) {
            return None;
        }
        path.clear();
        for letter in part.chars() {
            match letter {
                'A'..='Z' => path.extend(['_', letter.to_ascii_lowercase()]),
                '_' if spelling == MaskSpelling::JsonOnly => return None,
                _ if letter.is_whitespace() || letter.is_control() => return None,
                _ => path.push(letter),
            }
        }
        each(&path);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str, spelling: MaskSpelling) -> Option<Vec<String>> {
        let mut found = Vec::new();
        paths(text, spelling, |path| found.push(path.to_owned()))?;
        Some(found)
    }

    #[test]
    fn camel_case_is_the_json_spelling() {
        let found = read("displayName,author.lastName,a", MaskSpelling::JsonOnly).unwrap();
        assert_eq!(found, ["display_name", "author.last_name", "a"]);
        assert_eq!(read("*", MaskSpelling::JsonOnly).unwrap(), ["*"]);
        assert!(read("", MaskSpelling::JsonOnly).unwrap().is_empty());
    }

    #[test]
    fn the_source_spelling_is_read_where_it_is_allowed() {
        let found = read("display_name,lastName", MaskSpelling::Either).unwrap();
        assert_eq!(found, ["display_name", "last_name"]);
        assert_eq!(read("display_name", MaskSpelling::JsonOnly), None);
    }

    #[test]
    fn what_is_no_mask_is_refused() {
        for text in [
            ",", "a,", ",a", "a,,b", "a..b", ".a", "a.", "a, b", "a\u{0}",
        ] {
            assert_eq!(read(text, MaskSpelling::Either), None, "{text}");
        }
    }
}
