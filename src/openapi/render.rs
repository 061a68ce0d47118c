//! Documents as text.

use serde_json::Value;

use super::downgrade;

/// The version of OpenAPI that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    V31,
    V30,
}

/// The language that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Yaml,
}

/// A document cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be written as {format}: {reason}")]
pub struct RenderError {
    format: &'static str,
    reason: String,
}

/// The text of a document, with a line's end behind it.
///
/// # Errors
/// When the language has no form for a text in it.
pub fn render(
    mut document: Value,
    version: Version,
    format: Format,
) -> Result<String, RenderError> {
    if version == Version::V30 {
        downgrade::to_v30(&mut document);
    }
    let fail = |format, reason| RenderError { format, reason };
    let mut text = match format {
        Format::Json => serde_json::to_string_pretty(&document)
            .map_err(|error| fail("JSON", error.to_string()))?,
        Format::Yaml => {
            serde_saphyr::to_string(&document).map_err(|error| fail("YAML", error.to_string()))?
        }
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    /// JSON is the oracle: what it reads must be what was written.
    #[test]
    fn both_languages_say_the_same() {
        let document = json!({"a": ["no", "1", 1, 1.5, null, true], "b": {"c": "x\ny: z\n", "d": ""}, "404": "#"});
        let yaml = render(document.clone(), Version::V31, Format::Yaml).unwrap();
        assert!(yaml.contains("\"404\""), "{yaml}");
        assert!(yaml.contains("- \"no\""), "{yaml}");
        let text = render(document.clone(), Version::V31, Format::Json).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
    }
}
