//! Comments of a `.proto` as Markdown.

/// The longest summary, in characters.
const SUMMARY_MAX: usize = 120;

/// A comment without what is not for readers: notes between `(--` and `--)`, and what tells tools something.
pub(super) fn clean(comment: &str) -> String {
    let public = without_internal(comment);
    let mut text = String::with_capacity(public.len());
    for line in public.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        if is_directive(line.trim_start()) {
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    without_references(text.trim_matches('\n').trim_end())
}

/// AIP-192: what stands between these is for the authors of the API.
fn without_internal(comment: &str) -> String {
    let mut text = String::with_capacity(comment.len());
    let mut rest = comment;
    while let Some((before, after)) = rest.split_once("(--") {
        text.push_str(before);
        let Some((_, behind)) = after.split_once("--)") else {
            return text;
        };
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn is_directive(line: &str) -> bool {
    ["buf:lint:", "buf:breaking:", "protolint:", "api-linter:"]
        .iter()
        .any(|directive| line.starts_with(directive))
}

/// AIP-192: `[Book][example.v1.Book]` is a reference that only generators of documentation can follow.
fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match reference(after) {
            Some((label, behind)) => {
                out.push_str(label);
                rest = behind;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What stands in the first brackets, and what behind the second.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (label, after) = text.split_once("][")?;
    let (target, behind) = after.split_once(']')?;
    let is_name = |text: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
        text.chars().all(is_part)
    };
    (!label.contains(['[', ']', '\n']) && is_name(target)).then_some((label, behind))
}

/// The first sentence of a comment, without its full stop; nothing if it is long.
pub fn summary(text: &str) -> Option<String> {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.replace('\n', " ");
    let sentence = line.split_once(". ").map_or(&*line, |(first, _)| first);
    let sentence = sentence.trim().trim_end_matches(['.', ':']);
    let is_short = (1..=SUMMARY_MAX).contains(&sentence.chars().count());
    is_short.then(|| sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_text_for_readers() {
        for (comment, expected) in [
            (" A book.\n", "A book."),
            (" One.\n\n  - two\n", "One.\n\n - two"),
            (" A (-- for us --) b.\n", "A  b."),
            (" A. (-- for us\n to the end", "A."),
            (" buf:lint:ignore X\n A.\n", "A."),
            (" A [Book][a.v1.Book] here.", "A Book here."),
            (" A [Book][] here.", "A Book here."),
            (
                " A [link](http://x) and [1][2 3].",
                "A [link](http://x) and [1][2 3].",
            ),
            ("", ""),
            (" [", "["),
            (" a[0][x", "a[0][x"),
        ] {
            assert_eq!(clean(comment), expected, "{comment:?}");
        }
    }

    #[test]
    fn the_first_sentence_is_the_summary() {
        let long = "x".repeat(SUMMARY_MAX + 1);
        for (text, expected) in [
            ("Reads a book.", Some("Reads a book")),
            ("Reads a\nbook. Then more.", Some("Reads a book")),
            ("Reads\n\nmore", Some("Reads")),
            ("", None),
            (&*long, None),
            (&long[1..], Some(&long[1..])),
        ] {
            assert_eq!(summary(text).as_deref(), expected, "{text:?}");
        }
    }
}
