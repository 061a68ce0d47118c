//! Bodies that are `multipart/form-data`: forms whose parts may be files.
//!
//! A part is a parameter of a form, by the same names. What it holds is the value of a field of type
//! `bytes` as it is, and the data of a `google.api.HttpBody`, whose content type is that of the part.

use super::bound::Bound;
use super::{Assembly, Place, RequestError, append_at, error};
use crate::framing::multipart::{Part, parts};
use crate::schema::Kind;
use crate::transcode::http_body;
use crate::transcode::plan::{FieldPlan, Plans, Tag, WireType};
use crate::transcode::query::Target;
use crate::transcode::scalar::{self, ScalarError, TextRules};
use crate::transcode::wire::write::{self, Length};

impl Assembly<'_> {
    pub(super) fn append_multipart(
        &mut self,
        content_type: &str,
        body: &[u8],
    ) -> Result<(), RequestError> {
        let parts = parts(content_type, body, self.options.query_parameters_max)
            .map_err(RequestError::MultipartInvalid)?;
        let mut bound = Bound::default();
        for part in &parts {
            if let Some(target) = self.part_target(&part.name)? {
                self.append_part(part, target, &mut bound)?;
            }
        }
        self.form_paths = bound.into_paths();
        Ok(())
    }

    fn append_part<'q>(
        &mut self,
        part: &'q Part,
        target: Target<'_>,
        bound: &mut Bound<'q>,
    ) -> Result<(), RequestError> {
        let (plans, input, rules) = (self.plans, self.plan.input, self.options.text);
        let mut key = None;
        let mut is_list = false;
        append_at(self.out, plans, input, &target.path, |out, field| {
            is_list = field.is_list();
            match target.key {
                None => append_value(out, plans, field, part, rules),
                Some(wanted) => {
                    let entry = (wanted, text(part)?);
                    key = Some(super::parameters::append_entry(
                        out, plans, field, entry, rules,
                    )?);
                    Ok(())
                }
            }
        })
        .map_err(|problem| error::parameter(Place::Form, &part.name, problem))?;
        let path = target.path.clone();
        bound
            .add(plans, input, path, key.as_deref(), is_list, &part.name)
            .map_err(|clash| self.clash(Place::Form, clash, &part.name, &target))
    }
}

fn append_value(
    out: &mut Vec<u8>,
    plans: &Plans,
    field: &FieldPlan,
    part: &Part,
    rules: TextRules,
) -> Result<(), ScalarError> {
    let (content_type, data) = (&*part.content_type, &*part.data);
    match field.kind {
        Kind::Bytes => {
            write::tag(out, &field.tag);
            write::bytes(out, data);
            Ok(())
        }
        Kind::Message(id) if http_body::is_http_body(plans.schema(), id) => {
            write::tag(out, &field.tag);
            let length = Length::open(out, 1);
            http_body::append(out, content_type, data);
            length.close(out);
            Ok(())
        }
        Kind::Group(id) if http_body::is_http_body(plans.schema(), id) => {
            write::tag(out, &field.tag);
            http_body::append(out, content_type, data);
            write::tag(out, &Tag::new(field.number, WireType::EndGroup));
            Ok(())
        }
        _ => scalar::append_field(out, plans, field, text(part)?, rules),
    }
}

fn text(part: &Part) -> Result<&str, ScalarError> {
    std::str::from_utf8(&part.data).map_err(|_| ScalarError::Expected("text in UTF-8"))
}
