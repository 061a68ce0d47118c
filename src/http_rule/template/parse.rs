//! The parser of path templates: one pass over the bytes, which stops at the first error.

use percent_encoding::percent_decode;

use super::{Literal, SEGMENTS_MAX, Segment, Template, TemplateOptions, Variable};

/// Why a template is not one, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {problem}")]
pub struct TemplateError {
    /// Byte position in the text, counted from 1; one past the last byte where the text ends too early.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub problem: TemplateProblem,
}

/// What is wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    #[error("a template must begin with '/'")]
    NoLeadingSlash,
    #[error("expected a segment: literal text, '*', '**' or a '{{variable}}'")]
    ExpectedSegment,
    #[error("empty segment: there must be text between slashes, and none may end the template")]
    EmptySegment,
    #[error("'**' must be the last segment before the verb")]
    DoubleStarNotLast,
    #[error("'**' may stand only once in a template")]
    SecondDoubleStar,
    #[error("expected '/', ':' or the end after '*': a wildcard is a whole segment")]
    WildcardNotAlone,
    #[error("'*' must be a whole segment; literal text needs it as %2A")]
    WildcardInLiteral,
    #[error("a variable must be a whole segment, with '/', ':' or the end after its '}}'")]
    VariableNotAlone,
    #[error("a variable may not contain another variable")]
    NestedVariable,
    #[error("expected a field name: a letter or '_', then letters, digits or '_'")]
    ExpectedFieldName,
    #[error("expected '.', '=' or '}}' after a field name")]
    ExpectedEndOfFieldPath,
    #[error("this '{{' has no '}}'")]
    UnclosedVariable,
    #[error("'}}' without a '{{'")]
    UnopenedVariable,
    #[error("duplicate variable: a field may be bound only once")]
    DuplicateVariable,
    #[error(
        "a verb stands after the last segment, not within a variable; literal text needs ':' as %3A"
    )]
    VerbInVariable,
    #[error("expected a verb after ':'")]
    ExpectedVerb,
    #[error("nothing may follow the verb; literal text needs ':' as %3A")]
    TextAfterVerb,
    #[error("'?' is not allowed: query parameters are no part of a template")]
    QueryNotAllowed,
    #[error("{0:?} is not allowed in literal text; write it percent-encoded")]
    InvalidCharacter(char),
    #[error("expected two hexadecimal digits after '%'")]
    MalformedEscape,
    #[error("this text is never matched: requests with '.' or '..' segments or a NUL are refused")]
    UnreachableLiteral,
    #[error("more than {max} segments", max = SEGMENTS_MAX)]
    TooManySegments,
}

use TemplateProblem as Problem;

pub(super) fn template(text: &str, options: &TemplateOptions) -> Result<Template, TemplateError> {
    let mut parser = Parser {
        text,
        at: 0,
        options: *options,
        segments: Vec::new(),
        variables: Vec::new(),
        double_star: None,
    };
    if !parser.eat(b'/') {
        return Err(parser.error(Problem::NoLeadingSlash));
    }
    parser.segments(Place::Outside)?;
    let verb = parser.verb()?;
    Ok(Template {
        segments: parser.segments.into(),
        variables: parser.variables.into(),
        verb,
    })
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    options: TemplateOptions,
    segments: Vec<Segment>,
    variables: Vec<Variable>,
    /// The offset of the `**`, once there was one.
    double_star: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// Within the braces of a variable that begins at this offset.
    Variable(usize),
}

impl Parser<'_> {
    /// `Segment { "/" Segment }`. Recursion ends after one step: a variable holds no variables.
    fn segments(&mut self, place: Place) -> Result<(), TemplateError> {
        loop {
            self.segment(place)?;
            if !self.eat(b'/') {
                return Ok(());
            }
        }
    }

    fn segment(&mut self, place: Place) -> Result<(), TemplateError> {
        let begin = self.at;
        match self.peek() {
            Some(b'/') => Err(self.error(Problem::EmptySegment)),
            None if !self.segments.is_empty() && place == Place::Outside => {
                Err(self.error(Problem::EmptySegment))
            }
            None | Some(b'}' | b':') => Err(self.error(Problem::ExpectedSegment)),
            Some(b'{') if place != Place::Outside => Err(self.error(Problem::NestedVariable)),
            Some(b'{') => self.variable(),
            Some(b'*') => {
                self.at += 1;
                let segment = if self.eat(b'*') {
                    Segment::DoubleStar
                } else {
                    Segment::Star
                };
                self.push(begin, segment)?;
                self.end_of_segment(place, Problem::WildcardNotAlone)
            }
            Some(_) => {
                let literal = self.literal(Problem::ExpectedSegment)?;
                self.push(begin, Segment::Literal(literal))?;
                self.end_of_segment(place, Problem::WildcardInLiteral)
            }
        }
    }

    fn push(&mut self, begin: usize, segment: Segment) -> Result<(), TemplateError> {
        if self.segments.len() == SEGMENTS_MAX {
            return Err(error_at(begin, Problem::TooManySegments));
        }
        if let Some(first) = self.double_star {
            if segment == Segment::DoubleStar {
                return Err(error_at(begin, Problem::SecondDoubleStar));
            }
            if !self.options.allow_segments_after_double_star {
                return Err(error_at(first, Problem::DoubleStarNotLast));
            }
        }
        if segment == Segment::DoubleStar {
            self.double_star = Some(begin);
        }
        self.segments.push(segment);
        Ok(())
    }

    /// `"{" FieldPath [ "=" Segments ] "}"`
    fn variable(&mut self) -> Result<(), TemplateError> {
        let begin = self.at;
        self.at += 1;
        let name_at = self.at;
        let path = self.field_path(begin)?;
        if self.variables.iter().any(|variable| variable.path == path) {
            return Err(error_at(name_at, Problem::DuplicateVariable));
        }
        let first = self.segments.len();
        if self.eat(b'=') {
            self.segments(Place::Variable(begin))?;
        } else {
            self.push(begin, Segment::Star)?;
        }
        if !self.eat(b'}') {
            return Err(error_at(begin, Problem::UnclosedVariable));
        }
        let covered = self.segments.get(first..).unwrap_or_default();
        self.variables.push(Variable {
            path,
            multi_segment: covered != [Segment::Star],
            segments: first..self.segments.len(),
        });
        self.end_of_segment(Place::Outside, Problem::VariableNotAlone)
    }

    fn field_path(&mut self, opened_at: usize) -> Result<Vec<Box<str>>, TemplateError> {
        let mut path = Vec::new();
        loop {
            let begin = self.at;
            if !matches!(self.peek(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'_')) {
                return Err(self.error(Problem::ExpectedFieldName));
            }
            while matches!(
                self.peek(),
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_')
            ) {
                self.at += 1;
            }
            path.push(self.text.get(begin..self.at).unwrap_or_default().into());
            match self.peek() {
                Some(b'.') => self.at += 1,
                Some(b'=' | b'}') => return Ok(path),
                None => return Err(error_at(opened_at, Problem::UnclosedVariable)),
                Some(_) => return Err(self.error(Problem::ExpectedEndOfFieldPath)),
            }
        }
    }

    /// `[ ":" LITERAL ]`, and the end.
    fn verb(&mut self) -> Result<Option<Literal>, TemplateError> {
        if !self.eat(b':') {
            return match self.peek() {
                None => Ok(None),
                Some(_) => Err(self.error(Problem::UnopenedVariable)),
            };
        }
        let verb = self.literal(Problem::ExpectedVerb)?;
        match self.peek() {
            None => Ok(Some(verb)),
            Some(b'/' | b':' | b'{' | b'}' | b'*') => Err(self.error(Problem::TextAfterVerb)),
            Some(_) => Err(self.unexpected(Problem::TextAfterVerb)),
        }
    }

    /// One or more characters of literal text, decoded. Stops before the first byte that cannot be part of it.
    fn literal(&mut self, if_absent: TemplateProblem) -> Result<Literal, TemplateError> {
        let begin = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    let digits = self.text.as_bytes().get(self.at + 1..self.at + 3);
                    if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                        return Err(self.error(Problem::MalformedEscape));
                    }
                    self.at += 3;
                }
                _ if is_literal(byte) => self.at += 1,
                _ => break,
            }
        }
        let raw = self.text.as_bytes().get(begin..self.at).unwrap_or_default();
        if raw.is_empty() {
            return Err(self.unexpected(if_absent));
        }
        let decoded: Box<[u8]> = percent_decode(raw).collect();
        if matches!(&*decoded, b"." | b"..") || decoded.contains(&0) {
            return Err(error_at(begin, Problem::UnreachableLiteral));
        }
        Ok(Literal(decoded))
    }

    /// Checks that a segment ends here; `otherwise` names the mistake if a wildcard or brace follows directly.
    fn end_of_segment(
        &self,
        place: Place,
        otherwise: TemplateProblem,
    ) -> Result<(), TemplateError> {
        match (self.peek(), place) {
            (Some(b'/'), _) | (None | Some(b':' | b'}'), Place::Outside) => Ok(()),
            (Some(b'}'), Place::Variable(_)) => Ok(()),
            (Some(b':'), Place::Variable(_)) => Err(self.error(Problem::VerbInVariable)),
            (None, Place::Variable(opened_at)) => {
                Err(error_at(opened_at, Problem::UnclosedVariable))
            }
            (Some(b'{'), Place::Variable(_)) => Err(self.error(Problem::NestedVariable)),
            (Some(b'{'), Place::Outside) => Err(self.error(Problem::VariableNotAlone)),
            (Some(_), _) => Err(self.unexpected(otherwise)),
        }
    }

    /// The error for a character that fits nowhere, or `otherwise` for one that fits elsewhere.
    fn unexpected(&self, otherwise: TemplateProblem) -> TemplateError {
        let next = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        self.error(match next {
            Some('?') => Problem::QueryNotAllowed,
            Some(character)
                if !character.is_ascii()
                    || is_literal(character as u8)
                    || matches!(character, '*' | '/' | '{' | '}' | ':' | '%') =>
            {
                otherwise
            }
            Some(character) => Problem::InvalidCharacter(character),
            None => otherwise,
        })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let eaten = self.peek() == Some(byte);
        self.at += usize::from(eaten);
        eaten
    }

    fn error(&self, problem: TemplateProblem) -> TemplateError {
        error_at(self.at, problem)
    }
}

fn error_at(offset: usize, problem: TemplateProblem) -> TemplateError {
    TemplateError {
        column: offset + 1,
        problem,
    }
}

/// RFC 3986 §3.3 `pchar`, without `:`, `*` and the `%` of an escape; and plain UTF-8, as a kindness to authors.
fn is_literal(byte: u8) -> bool {
    matches!(
        byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~'
            | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'+' | b',' | b';' | b'=' | b'@'
            | 0x80..
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const LENIENT: TemplateOptions = TemplateOptions {
        allow_segments_after_double_star: true,
    };

    fn refused(text: &str) -> (usize, TemplateProblem) {
        let error = template(text, &TemplateOptions::default()).unwrap_err();
        (error.column, error.problem)
    }

    #[test]
    fn refusals_say_where_and_why() {
        for (text, column, problem) in [
            ("", 1, Problem::NoLeadingSlash),
            ("v1/foo", 1, Problem::NoLeadingSlash),
            ("{x}", 1, Problem::NoLeadingSlash),
            ("/", 2, Problem::ExpectedSegment),
            ("/:verb", 2, Problem::ExpectedSegment),
            ("/v1/:verb", 5, Problem::ExpectedSegment),
            ("/v1/{x=}", 8, Problem::ExpectedSegment),
            ("/v1/}", 5, Problem::ExpectedSegment),
            ("/v1/foo/", 9, Problem::EmptySegment),
            ("//v1", 2, Problem::EmptySegment),
            ("/v1//foo", 5, Problem::EmptySegment),
            ("/v1/{x=/a}", 8, Problem::EmptySegment),
            ("/v1/{x=a/}", 10, Problem::ExpectedSegment),
            ("/foo/**/bar", 6, Problem::DoubleStarNotLast),
            ("/foo/{x=**}/bar", 9, Problem::DoubleStarNotLast),
            ("/foo/{x=**/bar}", 9, Problem::DoubleStarNotLast),
            ("/foo/**/{x}", 6, Problem::DoubleStarNotLast),
            ("/**/**", 5, Problem::SecondDoubleStar),
            ("/v1/***", 7, Problem::WildcardNotAlone),
            ("/v1/*a", 6, Problem::WildcardNotAlone),
            ("/v1/*é", 6, Problem::WildcardNotAlone),
            ("/v1/a*", 6, Problem::WildcardInLiteral),
            ("/v1/a{x}", 6, Problem::VariableNotAlone),
            ("/v1/*{x}", 6, Problem::VariableNotAlone),
            ("/v1/{x}a", 8, Problem::VariableNotAlone),
            ("/v1/{x}{y}", 8, Problem::VariableNotAlone),
            ("/v1/{x=a/{y}}", 10, Problem::NestedVariable),
            ("/v1/{x=a{y}}", 9, Problem::NestedVariable),
            ("/v1/{}", 6, Problem::ExpectedFieldName),
            ("/v1/{=*}", 6, Problem::ExpectedFieldName),
            ("/v1/{1x}", 6, Problem::ExpectedFieldName),
            ("/v1/{a..b}", 8, Problem::ExpectedFieldName),
            ("/v1/{a.}", 8, Problem::ExpectedFieldName),
            ("/v1/{.a}", 6, Problem::ExpectedFieldName),
            ("/v1/{*}", 6, Problem::ExpectedFieldName),
            ("/v1/{a-b}", 7, Problem::ExpectedEndOfFieldPath),
            ("/v1/{a b}", 7, Problem::ExpectedEndOfFieldPath),
            ("/v1/{a:*}", 7, Problem::ExpectedEndOfFieldPath),
            ("/v1/{x", 5, Problem::UnclosedVariable),
            ("/v1/{x=a", 5, Problem::UnclosedVariable),
            ("/v1/{x=*", 5, Problem::UnclosedVariable),
            ("/v1/x}", 6, Problem::UnopenedVariable),
            ("/v1/{x}}", 8, Problem::UnopenedVariable),
            ("/v1/{x}/{x}", 10, Problem::DuplicateVariable),
            ("/v1/{a.b}/c/{a.b=d/*}", 14, Problem::DuplicateVariable),
            ("/v1/{x=a:b}", 9, Problem::VerbInVariable),
            ("/v1/{x=*:b}", 9, Problem::VerbInVariable),
            ("/v1/a:", 7, Problem::ExpectedVerb),
            ("/v1/a:*", 7, Problem::ExpectedVerb),
            ("/v1/a::b", 7, Problem::ExpectedVerb),
            ("/v1/a:b:c", 8, Problem::TextAfterVerb),
            ("/v1/a:b/c", 8, Problem::TextAfterVerb),
            ("/v1/{x}:b/c", 10, Problem::TextAfterVerb),
            ("/v1/a:b{x}", 8, Problem::TextAfterVerb),
            ("/v1/foo?x=1", 8, Problem::QueryNotAllowed),
            ("/v1/{x}?x=1", 8, Problem::QueryNotAllowed),
            ("/v1/*?x=1", 6, Problem::QueryNotAllowed),
            ("/v1/a:b?x=1", 8, Problem::QueryNotAllowed),
            ("/?x", 2, Problem::QueryNotAllowed),
            ("/v1/a b", 6, Problem::InvalidCharacter(' ')),
            ("/v1/a#b", 6, Problem::InvalidCharacter('#')),
            ("/v1/\\", 5, Problem::InvalidCharacter('\\')),
            ("/v1/a\n", 6, Problem::InvalidCharacter('\n')),
            ("/v1/[a]", 5, Problem::InvalidCharacter('[')),
            ("/v1/%", 5, Problem::MalformedEscape),
            ("/v1/a%4", 6, Problem::MalformedEscape),
            ("/v1/a%4g", 6, Problem::MalformedEscape),
            ("/v1/a%+1", 6, Problem::MalformedEscape),
            ("/v1/../a", 5, Problem::UnreachableLiteral),
            ("/v1/%2e", 5, Problem::UnreachableLiteral),
            ("/v1/a%00", 5, Problem::UnreachableLiteral),
        ] {
            assert_eq!(refused(text), (column, problem), "{text:?}");
        }
    }

    #[test]
    fn segments_are_limited() {
        assert!(template(&"/a".repeat(SEGMENTS_MAX), &LENIENT).is_ok());
        assert_eq!(
            refused(&"/a".repeat(SEGMENTS_MAX + 1)),
            (SEGMENTS_MAX * 2 + 2, Problem::TooManySegments)
        );
    }

    #[test]
    fn segments_after_double_star_are_an_option() {
        for text in ["/foo/**/bar", "/{x=**}/a/{y}:go", "/{x=a/**/b}/c"] {
            assert_eq!(template(text, &LENIENT).unwrap().to_string(), text);
        }
        let error = template("/**/{x=**}", &LENIENT).unwrap_err();
        assert_eq!(
            (error.column, error.problem),
            (8, Problem::SecondDoubleStar)
        );
    }

    #[test]
    fn message_names_the_column_and_the_braces() {
        let error = template("/v1/{x", &LENIENT).unwrap_err();
        assert_eq!(error.to_string(), "column 5: this '{' has no '}'");
    }

    fn segment_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-c~!$&'()+,;=@_-]{1,3}",
            "[αé漢]{1,2}",
            proptest::collection::vec(1u8.., 1..3)
                .prop_map(|bytes| bytes.iter().map(|byte| format!("%{byte:02X}")).collect())
                .prop_filter("a dot segment", |text: &String| !text.starts_with("%2E")),
            Just("*".to_owned()),
        ]
    }

    fn template_text() -> impl Strategy<Value = String> {
        let piece = (
            any::<bool>(),
            proptest::collection::vec(segment_text(), 1..4),
        );
        let verb = prop_oneof![
            Just(String::new()),
            "[a-z]{1,4}".prop_map(|verb| format!(":{verb}"))
        ];
        (proptest::collection::vec(piece, 1..5), any::<bool>(), verb).prop_map(
            |(pieces, tail, verb)| {
                let mut text = String::new();
                for (index, (bound, segments)) in pieces.iter().enumerate() {
                    let inner = segments.join("/");
                    text += &if *bound {
                        format!("/{{a.f{index}={inner}}}")
                    } else {
                        format!("/{inner}")
                    };
                }
                let tail = if tail { "/{tail=**}" } else { "" };
                format!("{text}{tail}{verb}")
            },
        )
    }

    proptest! {
        #[test]
        fn display_parses_back(text in template_text()) {
            let parsed = template(&text, &TemplateOptions::default()).unwrap();
            let canonical = parsed.to_string();
            prop_assert!(canonical.is_ascii());
            let again = template(&canonical, &TemplateOptions::default()).unwrap();
            prop_assert_eq!(&again, &parsed);
            prop_assert_eq!(again.to_string(), canonical);
        }

        #[test]
        fn any_text_parses_back_or_is_refused_within_it(text in "/?[/*{}=:.ab%41?é ]{0,12}") {
            match template(&text, &LENIENT) {
                Ok(parsed) => prop_assert_eq!(template(&parsed.to_string(), &LENIENT), Ok(parsed)),
                Err(error) => prop_assert!((1..=text.len() + 1).contains(&error.column)),
            }
        }
    }
}
