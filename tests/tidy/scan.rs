//! Just enough of Rust's grammar: code without comments, texts and tests, and the paths that are written in it.

/// A path such as `std::time::Instant`, with its line. `use` groups are spread: each leaf is one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodePath {
    pub(crate) line: usize,
    pub(crate) segments: Vec<String>,
}

impl CodePath {
    pub(crate) fn starts_with(&self, prefix: &[&str]) -> bool {
        self.segments.len() >= prefix.len() && self.segments.iter().zip(prefix).all(|(a, b)| a == b)
    }

    pub(crate) fn ends_with(&self, suffix: &[&str]) -> bool {
        self.segments.len() >= suffix.len()
            && self
                .segments
                .iter()
                .rev()
                .zip(suffix.iter().rev())
                .all(|(a, b)| a == b)
    }
}

/// The code of a file, line by line as it was, with spaces where comments and the insides of texts were.
pub(crate) fn code(source: &str) -> String {
    let mut masked: Vec<char> = source.chars().collect();
    let mut at = 0;
    while at < masked.len() {
        let end = skip(&masked, at);
        if end > at {
            blank(&mut masked, at, end);
        }
        at = end.max(at + 1);
    }
    masked.into_iter().collect()
}

/// [`code`], and without the items that are compiled for tests only.
pub(crate) fn shipped_code(source: &str) -> String {
    let mut masked: Vec<char> = code(source).chars().collect();
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut at = 0;
    while at < masked.len() {
        if !masked[at..].starts_with(&mark) {
            at += 1;
            continue;
        }
        let end = item_end(&masked, at + mark.len());
        blank(&mut masked, at, end);
        at = end;
    }
    masked.into_iter().collect()
}

/// Every path in `code` that has two segments or more, or that a `use` names.
pub(crate) fn paths(code: &str) -> Vec<CodePath> {
    let chars: Vec<char> = code.chars().collect();
    let mut paths = Vec::new();
    let mut at = 0;
    let mut line = 1;
    let mut in_use = false;
    while at < chars.len() {
        if is_word(chars[at]) {
            let begin = at;
            let word = word(&chars, &mut at);
            if word == "use" {
                // `use<'a>` of a bound is not an import.
                in_use = chars.get(at).is_some_and(|c| c.is_whitespace());
                continue;
            }
            let mut found = Vec::new();
            at = tree(&chars, begin, &[], &mut found);
            if in_use {
                at = renaming_end(&chars, at);
            }
            if chars[..begin].ends_with(&['>', ':', ':']) {
                // What follows a type or a turbofish is not the beginning of a path.
                found.clear();
            }
            let first = line;
            line += newlines(&chars[begin..at]);
            let wanted = found
                .into_iter()
                .filter(|(_, segments)| in_use || segments.len() > 1);
            paths.extend(wanted.map(|(offset, segments)| CodePath {
                line: first + newlines(&chars[begin..offset]),
                segments,
            }));
            continue;
        }
        in_use &= chars[at] != ';';
        line += usize::from(chars[at] == '\n');
        at += 1;
    }
    paths
}

/// Reads one tree of a path from `at`, and returns where it ends. Each leaf goes to `found` with its offset.
fn tree(
    chars: &[char],
    at: usize,
    prefix: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut at = at;
    let mut segments = prefix.to_vec();
    let begin = at;
    loop {
        match chars.get(at) {
            Some('{') if segments.len() > prefix.len() => {
                return group(chars, at, &segments, found);
            }
            Some(c) if is_word(*c) => {
                let word = word(chars, &mut at);
                if word != "self" || segments.is_empty() {
                    segments.push(word);
                }
            }
            // A glob ends the path, and so does whatever is not a segment, such as the `<` of a turbofish.
            _ => break,
        }
        if !chars[at..].starts_with(&[':', ':']) {
            break;
        }
        at += 2;
    }
    if !segments.is_empty() {
        found.push((begin, segments));
    }
    at
}

/// Reads `{a, b::c}` from its `{` on.
fn group(
    chars: &[char],
    at: usize,
    prefix: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut at = at + 1;
    while at < chars.len() && chars[at] != '}' {
        if is_word(chars[at]) {
            at = tree(chars, at, prefix, found);
            at = renaming_end(chars, at);
        } else {
            at += 1;
        }
    }
    (at + 1).min(chars.len())
}

/// Where ` as name` ends, if it is there.
fn renaming_end(chars: &[char], at: usize) -> usize {
    let mut end = at;
    if !chars[at..].starts_with(&[' ', 'a', 's', ' ']) {
        return at;
    }
    end += 4;
    word(chars, &mut end);
    end
}

/// Where the comment or text that begins at `at` ends; `at` when none begins there. Quotes stay outside for chars.
fn skip(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    if rest.starts_with(&['/', '/']) {
        return at + rest.iter().take_while(|c| **c != '\n').count();
    }
    if rest.starts_with(&['/', '*']) {
        return block_comment_end(chars, at);
    }
    if rest[0] == '"' {
        return text_end(chars, at + 1);
    }
    if rest[0] == '\'' {
        return char_end(chars, at);
    }
    let after_word = at > 0 && is_word(chars[at - 1]);
    // The prefixes of raw texts are `r`, `br` and `cr`: the `r` is last.
    if rest[0] == 'r' && (!after_word || is_raw_prefix(chars, at)) {
        return raw_text_end(chars, at);
    }
    at
}

/// Whether the `r` at `at` belongs to `br` or `cr`, which begin a word.
fn is_raw_prefix(chars: &[char], at: usize) -> bool {
    matches!(chars[at - 1], 'b' | 'c') && (at < 2 || !is_word(chars[at - 2]))
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = at;
    while at < chars.len() {
        if chars[at..].starts_with(&['/', '*']) {
            depth += 1;
            at += 2;
        } else if chars[at..].starts_with(&['*', '/']) {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn text_end(chars: &[char], at: usize) -> usize {
    let mut at = at;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

/// A `'` begins a char when the next one closes it or an escape follows; otherwise it begins a lifetime.
fn char_end(chars: &[char], at: usize) -> usize {
    match chars.get(at + 1) {
        Some('\\') => {
            let mut end = at + 3;
            while end < chars.len() && chars[end] != '\'' {
                end += 1;
            }
            (end + 1).min(chars.len())
        }
        Some(_) if chars.get(at + 2) == Some(&'\'') => at + 3,
        _ => at,
    }
}

fn raw_text_end(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let open = at + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return at;
    }
    let mut close = vec!['"'];
    close.resize(1 + hashes, '#');
    let mut end = open + 1;
    while end < chars.len() && !chars[end..].starts_with(&close) {
        end += 1;
    }
    (end + close.len()).min(chars.len())
}

/// Where an item ends that begins at `at`: at its `;`, or with its block.
fn item_end(chars: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in chars[at..].iter().enumerate() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if *c == '}' && depth == 0 {
                    return at + offset + 1;
                }
            }
            ';' if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    chars.len()
}

fn blank(chars: &mut [char], begin: usize, end: usize) {
    for c in &mut chars[begin..end] {
        if *c != '\n' {
            *c = ' ';
        }
    }
}

fn word(chars: &[char], at: &mut usize) -> String {
    let word: String = chars[*at..].iter().take_while(|c| is_word(**c)).collect();
    *at += word.chars().count();
    word
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn newlines(chars: &[char]) -> usize {
    chars.iter().filter(|c| **c == '\n').count()
}

#[cfg(test)]
fn names(source: &str) -> Vec<String> {
    paths(&shipped_code(source))
        .iter()
        .map(|path| path.segments.join("::"))
        .collect()
}

#[test]
fn paths_are_read_from_uses_and_from_code() {
    let imports =
        "use crate::{call::{self, Call}, units as u};\nuse bytes;\nuse {http, h2 as two};";
    assert_eq!(
        names(imports),
        [
            "crate::call",
            "crate::call::Call",
            "crate::units",
            "bytes",
            "http",
            "h2"
        ]
    );
    let code = "fn f() -> a::B { <x::Y as z::W>::c::d::<q::R>(::e::f) }";
    assert_eq!(names(code), ["a::B", "x::Y", "z::W", "q::R", "e::f"]);
}

#[test]
fn comments_and_texts_are_not_code() {
    let source = r####"
// a::b
/* c::d /* e::f */ g::h */
//! i::j
const T: &str = "k::l \" m::n";
const R: &[u8] = br##"o::p " "# q::r"##;
const C: [char; 3] = ['"', '\'', '\u{22}'];
fn lifetime<'a>(s: &'a str) -> s::T<'a> { r#type::u() }
"####;
    assert_eq!(names(source), ["s::T", "type::u"]);
}

#[test]
fn test_items_are_not_shipped() {
    let source = "#[cfg(test)]\nmod tests {\n use a::B;\n fn f() { {} }\n}\n#[cfg(test)]\nuse c::D;\nuse e::F;";
    let found = paths(&shipped_code(source));
    assert_eq!(
        found,
        [CodePath {
            line: 8,
            segments: vec!["e".to_owned(), "F".to_owned()]
        }]
    );
}

#[test]
fn lines_are_counted_inside_groups() {
    let found = paths("use a::{\n    B,\n    c::D,\n};\nx::Y;");
    let lines: Vec<usize> = found.iter().map(|path| path.line).collect();
    assert_eq!(lines, [2, 3, 5]);
}
