//! Which services a setting is for: `pkg.Service`, `pkg.*`, or `*` for all.

use std::fmt;
use std::str::FromStr;

/// A selector of services. The longest one that matches wins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// Every service.
    All,
    /// Every service below a package: `pkg.*` has `pkg.Service` and `pkg.v1.Service`.
    Package(String),
    /// One service by its full name.
    Service(String),
}

/// Why a text is not a selector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a selector: expected a service such as pkg.Service, a package such as pkg.*, or *"
)]
pub struct SelectorError(String);

impl Selector {
    /// How specific the match is, if `service` is selected; more is better.
    pub fn rank(&self, service: &str) -> Option<usize> {
        match self {
            Self::All => Some(0),
            Self::Package(package) => {
                let below = service.strip_prefix(package.as_str())?;
                below.starts_with('.').then_some(package.len() + 1)
            }
            Self::Service(name) => (name == service).then_some(usize::MAX),
        }
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        if text == "*" {
            return Ok(Self::All);
        }
        let name = text.strip_suffix(".*").unwrap_or(text);
        let is_name = |part: &str| {
            part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        if !name.split('.').all(is_name) {
            return Err(SelectorError(text.to_owned()));
        }
        Ok(if name.len() == text.len() {
            Self::Service(name.to_owned())
        } else {
            Self::Package(name.to_owned())
        })
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Package(package) => write!(f, "{package}.*"),
            Self::Service(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_selector_that_matches_wins() {
        let selectors: Vec<Selector> = ["*", "shop.*", "shop.v1.*", "shop.v1.Cart"]
            .iter()
            .filter_map(|text| text.parse().ok())
            .collect();
        let winner = |service: &str| {
            selectors
                .iter()
                .filter_map(|selector| Some((selector.rank(service)?, selector)))
                .max()
                .map(|(_, selector)| selector.to_string())
        };
        for (service, expected) in [
            ("shop.v1.Cart", "shop.v1.Cart"),
            ("shop.v1.Carts", "shop.v1.*"),
            ("shop.v2.Cart", "shop.*"),
            ("shopping.Cart", "*"),
        ] {
            assert_eq!(winner(service).as_deref(), Some(expected), "{service}");
        }
    }

    #[test]
    fn what_is_not_a_selector_is_refused() {
        for text in ["", "a..b", "*.a", "a.*.b", "1a", "a-b", ".a", "a.**"] {
            assert!(text.parse::<Selector>().is_err(), "{text}");
        }
    }
}
