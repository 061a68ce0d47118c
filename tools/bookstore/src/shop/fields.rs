//! Field masks over a book.

use prost_types::FieldMask;
use tonic::Status;

use crate::fault;
use crate::v1::Book;
use crate::v1::book::Format;

/// Copies the fields that `mask` names from one book to another; all of them when there is no mask, or it is empty or
/// `*`. The name of a book is not copied unless it is named.
pub(super) fn apply(
    from: &Book,
    to: &mut Book,
    mask: Option<&FieldMask>,
    mask_field: &str,
) -> Result<(), Status> {
    match mask {
        Some(mask) if !mask.paths.is_empty() && mask.paths != ["*"] => {
            for path in &mask.paths {
                copy(from, to, path).map_err(|()| {
                    fault::invalid(mask_field, &format!("a book has no field {path:?}"))
                })?;
            }
        }
        _ => {
            let name = std::mem::take(&mut to.name);
            to.clone_from(from);
            to.name = name;
        }
    }
    Ok(())
}

fn copy(from: &Book, to: &mut Book, path: &str) -> Result<(), ()> {
    match path {
        "name" => to.name.clone_from(&from.name),
        "title" => to.title.clone_from(&from.title),
        "author" => to.author.clone_from(&from.author),
        "isbn" => to.isbn = from.isbn,
        "genre" => to.genre = from.genre,
        "price_cents" => to.price_cents = from.price_cents,
        "publish_time" => to.publish_time = from.publish_time,
        "in_stock" => to.in_stock = from.in_stock,
        "tags" => to.tags.clone_from(&from.tags),
        "rating" => to.rating = from.rating,
        "loan_period" => to.loan_period = from.loan_period,
        "notes" => to.notes.clone_from(&from.notes),
        "copies" => to.copies.clone_from(&from.copies),
        "attachments" => to.attachments.clone_from(&from.attachments),
        "print" => copy_format(from, to, |format| matches!(format, Format::Print(_))),
        "ebook" => copy_format(from, to, |format| matches!(format, Format::Ebook(_))),
        "other_format" => {
            copy_format(from, to, |format| matches!(format, Format::OtherFormat(_)));
        }
        _ => return Err(()),
    }
    Ok(())
}

/// Copies one member of the oneof. A member that is not set in the source is cleared, and the others are left alone.
fn copy_format(from: &Book, to: &mut Book, is_member: impl Fn(&Format) -> bool) {
    if from.format.as_ref().is_some_and(&is_member) {
        to.format.clone_from(&from.format);
    } else if to.format.as_ref().is_some_and(&is_member) {
        to.format = None;
    }
}
