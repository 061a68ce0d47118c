//! HTML whose every text is escaped: what is not in the program's own source goes through [`Html::text`].

use super::{Asset, Site, markdown};
use crate::units::ByteSize;

/// A page, or a part of one, while it is written.
#[derive(Debug)]
pub(super) struct Html {
    text: String,
    comment_max: ByteSize,
}

impl Html {
    const fn new(comment_max: ByteSize) -> Self {
        Self {
            text: String::new(),
            comment_max,
        }
    }

    /// Markup of the program itself.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// Text, in an element or in an attribute between double quotes.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.text.reserve(text.len());
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                c => self.text.push(c),
            }
        }
        self
    }

    /// A comment of a `.proto`.
    pub(super) fn comment(&mut self, comment: &str) -> &mut Self {
        self.text
            .push_str(&markdown::html(comment, self.comment_max));
        self
    }

    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.text.push_str(&number.to_string());
        self
    }

    /// What every page begins with; its head is closed, and its body is open.
    pub(super) fn begin(site: &Site, title: &str, scripts: &[Asset], styles: &[Asset]) -> Self {
        let mut html = Self::new(site.comment_max);
        html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .text(title)
            .raw("</title>\n<link rel=\"icon\" href=\"")
            .text(&site.asset(Asset::Icon))
            .raw("\">\n");
        for style in styles {
            html.raw("<link rel=\"stylesheet\" href=\"")
                .text(&site.asset(*style))
                .raw("\">\n");
        }
        for script in scripts {
            html.raw("<script defer src=\"")
                .text(&site.asset(*script))
                .raw("\"></script>\n");
        }
        html.raw("</head>\n");
        html
    }

    pub(super) fn end(mut self) -> String {
        self.text.push_str("</body>\n</html>\n");
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let mut html = Html::new(ByteSize(0));
        html.raw("<p title=\"")
            .text("a\"b' onload=x")
            .raw("\">")
            .text("<script>&amp;")
            .raw("</p>");
        assert_eq!(
            html.text,
            "<p title=\"a&quot;b&#39; onload=x\">&lt;script&gt;&amp;amp;</p>"
        );
    }
}
