//! Which fields a JSON text names: the paths of a field mask.

use super::lexer::{Lexer, StringToken};
use super::message::path_name;
use crate::schema::MessageId;
use crate::transcode::plan::{MessagePlan, Plans};

/// Hands every field that the JSON of a message names to `each`, as a path in the names of the
/// source and in the order of the text.
///
/// Singular messages without a JSON form of their own are gone into: their fields are named, or
/// they themselves where the object is empty. Everything else is named as a whole, `null` too,
/// and whether or not the value is the default. `each` answers whether it goes on.
///
/// The text was read as this message before, so what is wrong with it is known; where this meets
/// something wrong all the same, it just ends.
pub(crate) fn named_fields(
    plans: &Plans,
    message: MessageId,
    json: &[u8],
    each: impl FnMut(&str) -> bool,
) {
    let Ok(text) = std::str::from_utf8(json) else {
        return;
    };
    let mut visit = Visit {
        plans,
        lexer: Lexer::new(text),
        path: String::new(),
        scratch: String::new(),
        each,
    };
    // The root has no path, so there is nothing to name when it has no members.
    let _ = visit.members(plans.message(message));
}

struct Visit<'a, F> {
    plans: &'a Plans,
    lexer: Lexer<'a>,
    path: String,
    scratch: String,
    each: F,
}

/// Whether a message had members; `None` ends the visit.
type Named = Option<bool>;

impl<'a, F: FnMut(&str) -> bool> Visit<'a, F> {
    /// As deep as the text, which was read with a limit.
    fn members(&mut self, plan: &'a MessagePlan) -> Named {
        if self.lexer.peek() != b'{' {
            // A `null`.
            self.skip()?;
            return Some(false);
        }
        self.lexer.step();
        if self.lexer.peek() == b'}' {
            self.lexer.step();
            return Some(false);
        }
        loop {
            let key = self.key()?;
            let name = key.unescape(&mut self.scratch);
            match plan.index_of_name(name) {
                Some(index) => self.member(plan, index)?,
                // It was ignored before.
                None => self.skip()?,
            }
            let next = self.lexer.peek();
            self.lexer.step();
            if next != b',' {
                return Some(true);
            }
        }
    }

    fn key(&mut self) -> Option<StringToken<'a>> {
        (self.lexer.peek() == b'"').then_some(())?;
        let key = self.lexer.string().ok()?;
        self.lexer.punctuation(b':', "':'").ok()?;
        Some(key)
    }

    fn member(&mut self, plan: &'a MessagePlan, index: u16) -> Option<()> {
        let field = plan.field(index);
        let outer = self.path.len();
        if outer > 0 {
            self.path.push('.');
        }
        self.path.push_str(path_name(field));
        let inner = field
            .kind
            .message()
            .filter(|_| !field.is_list() && !field.is_map())
            .map(|id| self.plans.message(id))
            .filter(|inner| inner.well_known.is_none());
        let is_gone_into = match inner {
            Some(inner) => self.members(inner)?,
            None => {
                self.skip()?;
                false
            }
        };
        if !is_gone_into && !(self.each)(&self.path) {
            return None;
        }
        self.path.truncate(outer);
        Some(())
    }

    fn skip(&mut self) -> Option<()> {
        self.lexer.skip(usize::MAX).ok()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::transcode::testing::Fixture;

    const BOOK: &str = "syntax = \"proto3\"; package t; \
        import \"google/protobuf/struct.proto\"; import \"google/protobuf/timestamp.proto\"; \
        message Book { string title=1; Author the_author=2; repeated Author editors=3; map<string, Author> by=4; \
        google.protobuf.Struct notes=5; google.protobuf.Timestamp at=6; oneof way { string left=7; Author right=8; } \
        int32 pages=9; string renamed=10 [json_name=\"@x\"]; } \
        message Author { string first_name=1; Author mentor=2; }";

    fn check(json: &str, expected: &[&str]) {
        let fixture = Fixture::new(&[("t.proto", BOOK)]);
        let mut found = Vec::new();
        named_fields(
            &fixture.plans,
            fixture.id("t.Book"),
            json.as_bytes(),
            |path| {
                found.push(path.to_owned());
                true
            },
        );
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn fields_are_named_by_their_leaves() {
        check("{}", &[]);
        check("null", &[]);
        check(r#"{"title":"","pages":0}"#, &["title", "pages"]);
        check(
            r#"{"theAuthor":{"firstName":"A"}}"#,
            &["the_author.first_name"],
        );
        check(
            r#"{"the_author":{"first_name":"A"}}"#,
            &["the_author.first_name"],
        );
        check(
            r#" { "theAuthor" : { "mentor" : { "mentor" : { "firstName" : "A" } } , "firstName" : "B" } , "pages" : 1 } "#,
            &[
                "the_author.mentor.mentor.first_name",
                "the_author.first_name",
                "pages",
            ],
        );
        check(r#"{"right":{"firstName":"A"}}"#, &["right.first_name"]);
        check(r#"{"@x":1,"\u0070ages":1}"#, &["renamed", "pages"]);
    }

    #[test]
    fn what_has_no_fields_of_its_own_is_named_as_a_whole() {
        check(r#"{"theAuthor":{}}"#, &["the_author"]);
        check(r#"{"theAuthor":{"mentor":{ }}}"#, &["the_author.mentor"]);
        check(
            r#"{"theAuthor":null,"title":null}"#,
            &["the_author", "title"],
        );
        check(
            r#"{"editors":[{"firstName":"A"}],"by":{"k":{"firstName":"B"}}}"#,
            &["editors", "by"],
        );
        check(
            r#"{"notes":{"title":{"pages":1}},"at":"2026-01-01T00:00:00Z"}"#,
            &["notes", "at"],
        );
    }

    #[test]
    fn unknown_members_are_passed_over_and_broken_text_ends_it() {
        check(r#"{"x":{"title":1},"title":1}"#, &["title"]);
        check(r#"{"title":"a","pages":}"#, &["title"]);
        check("\"", &[]);
    }
}
