//! Quality values (RFC 9110 §12.4.2): how much a client prefers one of several.

use http::HeaderMap;
use http::header::HeaderName;

/// A weight in thousandths: there are three digits.
pub type Weight = u16;

/// The weight of what is not weighed.
pub(super) const FULL: Weight = 1000;

/// One member of a list such as that of `Accept`, and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weighed<'a> {
    pub(super) name: &'a str,
    pub(super) weight: Weight,
}

/// The members of all headers of a name; `None` if there is no such header. What is malformed is
/// passed over.
pub(super) fn weighed<'a>(
    headers: &'a HeaderMap,
    header: &HeaderName,
) -> Option<impl Iterator<Item = Weighed<'a>>> {
    let mut values = headers.get_all(header).iter().peekable();
    values.peek()?;
    let members = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    Some(members.filter_map(parse))
}

fn parse(member: &[u8]) -> Option<Weighed<'_>> {
    let text = std::str::from_utf8(member).ok()?;
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let mut weight = FULL;
    for parameter in parts {
        // A parameter of the member itself, such as a charset, does not make it another one here.
        if let Some((key, value)) = parameter.split_once('=')
            && key.trim().eq_ignore_ascii_case("q")
        {
            weight = parse_weight(value.trim())?;
        }
    }
    Some(Weighed { name, weight })
}

/// `0`, `0.5`, `1.000`: at most three digits, and at most 1.
fn parse_weight(text: &str) -> Option<Weight> {
    let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
    let is_number = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let thousandths: Weight = format!("{digits:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(FULL),
        _ => None,
    }
}
