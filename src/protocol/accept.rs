//! `Accept` (RFC 9110 §12.5.1): how much a client prefers a type of answer.

use http::HeaderMap;
use http::header::ACCEPT;

use super::quality::{FULL, Weight, weighed};

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
    let Some(ranges) = weighed(headers, &ACCEPT) else {
        return Preference {
            weight: FULL,
            is_named: false,
        };
    };
    let matches =
        ranges.filter_map(|range| Some((precision(range.name, media_type)?, range.weight)));
    // §12.5.1: the most specific range counts; of two equal ones, the greater weight.
    let best = matches.max().unwrap_or_default();
    Preference {
        weight: best.1,
        is_named: best.0 == NAMED,
    }
}

const NAMED: u8 = 3;

/// How precisely a range names the type; `None` if it does not.
fn precision(range: &str, media_type: &str) -> Option<u8> {
    let whole_type = media_type.split('/').next()?;
    match range.split_once('/')? {
        ("*", "*") => Some(1),
        (kind, "*") if kind.eq_ignore_ascii_case(whole_type) => Some(2),
        _ if range.eq_ignore_ascii_case(media_type) => Some(NAMED),
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
