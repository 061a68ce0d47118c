//! `Accept` (RFC 9110 §12.5.1): which of two types of answer a client prefers.

use http::HeaderMap;
use http::header::ACCEPT;

/// A weight in thousandths: RFC 9110 §12.4.2 has three digits.
pub type Weight = u16;

/// The weight of a type that is not weighed.
const FULL: Weight = 1000;

/// What a request's `Accept` says of a media type such as `application/json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preference {
    pub weight: Weight,
    /// It is named itself, not by a range such as `*/*`.
    pub is_named: bool,
}

/// The preference for `media_type`, which is in lower case. A request without an `Accept` takes
/// everything; what is malformed in one counts as if it were not there.
pub fn preference(headers: &HeaderMap, media_type: &str) -> Preference {
    let mut values = headers.get_all(ACCEPT).iter().peekable();
    let is_absent = values.peek().is_none();
    let mut best = (0, if is_absent { FULL } else { 0 });
    for value in values {
        for range in value.as_bytes().split(|byte| *byte == b',') {
            if let Some((precision, weight)) = match_range(range, media_type) {
                // §12.5.1: the most specific range counts; of two equal ones, the greater weight.
                best = best.max((precision, weight));
            }
        }
    }
    Preference {
        weight: best.1,
        is_named: best.0 == NAMED,
    }
}

const NAMED: u8 = 3;

/// How precisely a range names the type, and with which weight; `None` if it does not.
fn match_range(range: &[u8], media_type: &str) -> Option<(u8, Weight)> {
    let text = std::str::from_utf8(range).ok()?;
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next()?;
    let whole_type = media_type.split('/').next()?;
    let precision = match name.split_once('/')? {
        ("*", "*") => 1,
        (kind, "*") if kind.eq_ignore_ascii_case(whole_type) => 2,
        _ if name.eq_ignore_ascii_case(media_type) => NAMED,
        _ => return None,
    };
    let mut weight = FULL;
    for parameter in parts {
        // A parameter of the type itself, such as a charset, does not make it another type here.
        if let Some((key, value)) = parameter.split_once('=')
            && key.trim().eq_ignore_ascii_case("q")
        {
            weight = parse_weight(value.trim())?;
        }
    }
    Some((precision, weight))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(accept: &[&str], media_type: &str, weight: Weight, is_named: bool) {
        let headers: HeaderMap = accept
            .iter()
            .map(|value| (ACCEPT, value.parse().unwrap()))
            .collect();
        let expected = Preference { weight, is_named };
        assert_eq!(
            preference(&headers, media_type),
            expected,
            "{accept:?} {media_type}"
        );
    }

    #[test]
    fn the_most_specific_range_counts() {
        const JSON: &str = "application/json";
        check(&[], JSON, 1000, false);
        check(&["*/*"], JSON, 1000, false);
        check(&["application/*;q=0.5"], JSON, 500, false);
        check(&["application/json"], JSON, 1000, true);
        check(&["APPLICATION/JSON ; Q=0.25"], JSON, 250, true);
        check(
            &["*/*, application/*;q=0.7, application/json;q=0.125"],
            JSON,
            125,
            true,
        );
        check(&["application/json;q=0, */*"], JSON, 0, true);
        check(
            &["text/html", "application/json;charset=utf-8;q=0.3"],
            JSON,
            300,
            true,
        );
        check(&["text/html"], JSON, 0, false);
        check(&["text/*"], JSON, 0, false);
        check(
            &["application/json;q=0.2, application/json;q=0.4"],
            JSON,
            400,
            true,
        );
        check(&[""], JSON, 0, false);
    }

    #[test]
    fn what_is_malformed_is_passed_over() {
        const JSON: &str = "application/json";
        for weight in ["2", "1.001", "0.1234", "-1", "", ".5", "x", "1.x"] {
            check(
                &[&format!("application/json;q={weight}, */*;q=0.1")],
                JSON,
                100,
                false,
            );
        }
        check(&["json, , ;q=1, /, application/json"], JSON, 1000, true);
        check(&["application/json;q=1.000"], JSON, 1000, true);
        check(&["application/json;q=0."], JSON, 0, true);
    }
}
