//! Path templates of `google.api.http`, parsed once at load.
//!
//! Owns the grammar, the positions of its errors and the canonical text. It never looks at a schema (whether a field
//! exists is the binding's question) and never sees a request.
//!
//! The grammar is that of `google/api/http.proto`:
//!
//! ```text
//! Template  = "/" Segments [ Verb ] ;
//! Segments  = Segment { "/" Segment } ;
//! Segment   = "*" | "**" | LITERAL | Variable ;
//! Variable  = "{" FieldPath [ "=" Segments ] "}" ;
//! FieldPath = IDENT { "." IDENT } ;
//! Verb      = ":" LITERAL ;
//! ```
//!
//! `IDENT` is protobuf's identifier. `LITERAL` is one or more of RFC 3986's `pchar` without `:` and `*`, which the
//! grammar uses itself; everything else is written percent-encoded, except that plain UTF-8 is understood too.

use std::fmt;
use std::ops::Range;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

mod parse;

pub use parse::{TemplateError, TemplateProblem};

/// The most segments a template may have; a request with more is refused before routing by default.
pub const SEGMENTS_MAX: usize = 128;

/// Where the parser may be more lenient than the norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TemplateOptions {
    /// Accept segments after `**`, as Envoy and grpc-gateway do. `http.proto` wants `**` to be the last segment, so
    /// the default refuses them.
    pub allow_segments_after_double_star: bool,
}

/// A parsed path template.
///
/// Has at least one segment, at most one `**`, and no variable twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    segments: Box<[Segment]>,
    variables: Box<[Variable]>,
    verb: Option<Literal>,
}

impl Template {
    /// Parses the text of a template.
    ///
    /// # Errors
    ///
    /// When the text does not follow the grammar: the author of the rule is at fault, and the error says where.
    pub fn parse(text: &str, options: &TemplateOptions) -> Result<Self, TemplateError> {
        parse::template(text, options)
    }

    /// What the path must look like, segment by segment, with the variables dissolved.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The variables, in the order of the text; their segments never overlap.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The custom verb, without its colon.
    pub fn verb(&self) -> Option<&Literal> {
        self.verb.as_ref()
    }

    /// What decides which paths match. Two templates of one shape match the same paths, whatever their variables are
    /// called: `/v1/{x}`, `/v1/{y}` and `/v1/*` are of one shape.
    pub fn shape(&self) -> Shape<'_> {
        Shape {
            segments: &self.segments,
            verb: self.verb.as_ref(),
        }
    }
}

/// Writes the canonical text: parsing it gives an equal template back.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut variables = self.variables.iter().peekable();
        for (index, segment) in self.segments.iter().enumerate() {
            f.write_str("/")?;
            if let Some(variable) = variables.peek().filter(|v| v.segments.start == index) {
                write!(f, "{{{}", variable.dotted())?;
                if variable.multi_segment {
                    f.write_str("=")?;
                }
            }
            match variables.peek().filter(|v| v.segments.contains(&index)) {
                // `{x}` is the short form of `{x=*}`.
                Some(variable) if !variable.multi_segment => {}
                _ => write!(f, "{segment}")?,
            }
            if variables.next_if(|v| v.segments.end == index + 1).is_some() {
                f.write_str("}")?;
            }
        }
        write_verb(f, self.verb.as_ref())
    }
}

/// One segment of a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Text that a segment of the path equals after percent-decoding.
    Literal(Literal),
    /// `*`: exactly one segment, which is not empty.
    Star,
    /// `**`: zero or more segments, none of them empty.
    DoubleStar,
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(literal) => literal.fmt(f),
            Self::Star => f.write_str("*"),
            Self::DoubleStar => f.write_str("**"),
        }
    }
}

/// Literal text, percent-decoded. Never empty, never `.` or `..`, never with a NUL: no request with those is routed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(Box<[u8]>);

impl Literal {
    /// The decoded bytes, usually UTF-8 but not necessarily.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Writes the text as it stands in a path: percent-encoded where it must be.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        percent_encode(&self.0, ENCODED_IN_LITERAL).fmt(f)
    }
}

/// A part of the path that is bound to a field of the request message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    path: Vec<Box<str>>,
    segments: Range<usize>,
    multi_segment: bool,
}

impl Variable {
    /// The names of the field path, outermost first; at least one.
    pub fn path(&self) -> &[Box<str>] {
        &self.path
    }

    /// The field path as it is written: `sub.subfield`.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }

    /// Which of the template's segments the variable covers; at least one.
    pub fn segments(&self) -> Range<usize> {
        self.segments.clone()
    }

    /// Whether the variable's own template is anything else than a single `*`.
    ///
    /// `http.proto` decodes the two kinds differently: `%2F` stays as written in the value of a multi-segment variable,
    /// even where it matched one segment.
    pub fn multi_segment(&self) -> bool {
        self.multi_segment
    }
}

/// A template without its variables; see [`Template::shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape<'t> {
    segments: &'t [Segment],
    verb: Option<&'t Literal>,
}

/// Writes the shape as a template without variables.
impl fmt::Display for Shape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in self.segments {
            write!(f, "/{segment}")?;
        }
        write_verb(f, self.verb)
    }
}

fn write_verb(f: &mut fmt::Formatter<'_>, verb: Option<&Literal>) -> fmt::Result {
    verb.map_or(Ok(()), |verb| write!(f, ":{verb}"))
}

/// RFC 3986 §3.3: `pchar` is what a path segment may hold unencoded; `:` and `*` mean something else in a template.
const ENCODED_IN_LITERAL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn parse(text: &str) -> Template {
        Template::parse(text, &TemplateOptions::default()).unwrap()
    }

    #[test]
    fn canonical_text() {
        for (text, canonical) in [
            ("/v1/{name=messages/*}", "/v1/{name=messages/*}"),
            ("/v1/{id=*}", "/v1/{id}"),
            ("/v1/{a.b.c}/x/{d}", "/v1/{a.b.c}/x/{d}"),
            ("/v1/{x=**}:go", "/v1/{x=**}:go"),
            ("/v1/{x=only}", "/v1/{x=only}"),
            ("/v1/{x=a/*}/{y=b/*/c}/d", "/v1/{x=a/*}/{y=b/*/c}/d"),
            ("/café/%63af%c3%a9", "/caf%C3%A9/caf%C3%A9"),
            ("/%3a%2f%2A%25/$a@b", "/%3A%2F%2A%25/$a@b"),
            ("/v1/a=b/{x=c=d/*}", "/v1/a=b/{x=c=d/*}"),
            ("/*/**", "/*/**"),
        ] {
            assert_eq!(parse(text).to_string(), canonical, "{text}");
            assert_eq!(parse(canonical), parse(text), "{text}");
        }
    }

    #[test]
    fn shape_forgets_variables() {
        for (text, shape) in [
            ("/v1/{x}", "/v1/*"),
            ("/v1/{y=*}", "/v1/*"),
            ("/v1/*", "/v1/*"),
            (
                "/v1/{name=shelves/*/books/*}:move",
                "/v1/shelves/*/books/*:move",
            ),
            (
                "/v1/shelves/{a.b}/{c=books/*}:move",
                "/v1/shelves/*/books/*:move",
            ),
            ("/{x=**}", "/**"),
        ] {
            assert_eq!(parse(text).shape().to_string(), shape, "{text}");
            assert_eq!(parse(text).shape(), parse(shape).shape(), "{text}");
        }
        assert_ne!(parse("/v1/{x}").shape(), parse("/v1/{x}:go").shape());
        assert_ne!(parse("/v1/{x}").shape(), parse("/v1/{x=**}").shape());
        assert_ne!(parse("/v1/{x}").shape(), parse("/v1/x").shape());
    }

    #[test]
    fn variables_know_their_segments() {
        let template = parse("/v1/{a}/{b.c=x/*}/y/{d=**}/".trim_end_matches('/'));
        let seen: Vec<_> = template
            .variables()
            .iter()
            .map(|v| (v.dotted(), v.segments(), v.multi_segment()))
            .collect();
        assert_eq!(
            seen,
            [
                ("a".to_owned(), 1..2, false),
                ("b.c".to_owned(), 2..4, true),
                ("d".to_owned(), 5..6, true),
            ]
        );
        assert_eq!(template.segments().len(), 6);
    }

    #[test]
    fn single_literal_variable_is_multi_segment() {
        // http.proto speaks of `{var}` and `{var=*}` only where it decodes everything.
        assert!(parse("/v1/{x=only}").variables()[0].multi_segment());
    }

    #[test]
    fn literals_are_decoded() {
        let template = parse("/caf%C3%A9/%ff:%76erb");
        assert_eq!(
            template.segments()[0],
            Segment::Literal(Literal("café".as_bytes().into()))
        );
        assert_eq!(
            template.segments()[1],
            Segment::Literal(Literal([0xff].into()))
        );
        assert_eq!(template.verb().unwrap().as_bytes(), b"verb");
    }
}
