//! Comments as HTML. They are Markdown by convention, of which only what cannot do harm is kept.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::units::ByteSize;

/// Markup in a comment is text, links lead to pages alone, and pictures are their description. What is longer than
/// `max` bytes is cut, and said to be.
pub(super) fn html(comment: &str, max: ByteSize) -> String {
    let mut end = comment
        .len()
        .min(usize::try_from(max.0).unwrap_or(usize::MAX));
    while !comment.is_char_boundary(end) {
        end -= 1;
    }
    let parser = Parser::new_ext(
        comment.get(..end).unwrap_or_default(),
        Options::ENABLE_TABLES,
    );
    // Whether each of the links around is one.
    let mut links = Vec::new();
    let events = parser.filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. })
        | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let is_page = ["https://", "http://"]
                .iter()
                .any(|scheme| dest_url.starts_with(scheme));
            links.push(is_page);
            is_page.then_some(event)
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(event),
        // Those of the page are above it.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        event => Some(event),
    });
    let mut out = String::with_capacity(end + end / 4);
    html::push_html(&mut out, events);
    if end < comment.len() {
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "<p class=\"faint\">The comment is longer than {max}, and is cut here (docs.comment_max).</p>"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_keep_their_form_and_lose_what_could_do_harm() {
        for (comment, expected) in [
            ("A `book`.", "<p>A <code>book</code>.</p>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            (
                "[x](https://a.example/)",
                "<p><a href=\"https://a.example/\">x</a></p>\n",
            ),
            ("[x](javascript:alert(1))", "<p>x</p>\n"),
            ("[x](data:text/html,x) [y](/docs)", "<p>x y</p>\n"),
            ("![x](https://a.example/x.png)", "<p>x</p>\n"),
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            (
                "a <b onclick=x>b</b>",
                "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n",
            ),
            ("# Big", "<p>Big</p>\n"),
            ("", ""),
        ] {
            assert_eq!(html(comment, ByteSize(1 << 10)), expected, "{comment}");
        }
    }

    #[test]
    fn a_long_comment_is_cut_between_characters() {
        const CUT: &str = "<p class=\"faint\">The comment is longer than 5B, and is cut here (docs.comment_max).</p>\n";
        for (comment, expected) in [
            ("12345", "<p>12345</p>\n".to_owned()),
            ("123456", format!("<p>12345</p>\n{CUT}")),
            ("éé", "<p>éé</p>\n".to_owned()),
            ("ééé", format!("<p>éé</p>\n{CUT}")),
        ] {
            assert_eq!(html(comment, ByteSize(5)), expected, "{comment}");
        }
    }
}
