//! Finding books.

use prost_types::Timestamp;
use tonic::Status;

use super::fields;
use crate::fault;
use crate::stock;
use crate::store::Store;
use crate::v1::search_books_request::PublishedBetween;
use crate::v1::{Book, SearchBooksRequest, SearchBooksResponse};

/// Finds the books that meet every condition of the request.
pub(super) fn search(
    store: &Store,
    request: &SearchBooksRequest,
) -> Result<SearchBooksResponse, Status> {
    let times = Times::of(request)?;
    let found: Vec<Book> = store.read_books(|books| {
        books
            .filter(|book| meets(book, request) && times.contain(book.publish_time))
            .cloned()
            .collect()
    });
    let mut response = SearchBooksResponse::default();
    for book in found {
        let genre = book.genre().as_str_name().to_owned();
        *response.genre_counts.entry(genre).or_default() += 1;
        let mut read = Book {
            // Without a mask all is read, and the name with it.
            name: book.name.clone(),
            ..Book::default()
        };
        if request
            .read_mask
            .as_ref()
            .is_some_and(|mask| !mask.paths.is_empty())
        {
            read.name.clear();
        }
        fields::apply(&book, &mut read, request.read_mask.as_ref(), "read_mask")?;
        response.books.push(read);
    }
    Ok(response)
}

fn meets(book: &Book, request: &SearchBooksRequest) -> bool {
    let text = format!("{} {}", book.title, book.author).to_lowercase();
    let words = request.text.to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
        && (request.genres.is_empty() || request.genres.contains(&book.genre))
        && request.tags.iter().all(|tag| book.tags.contains(tag))
        && request
            .in_stock
            .is_none_or(|wanted| book.in_stock == wanted)
        && request
            .price_cents_max
            .is_none_or(|max| book.price_cents <= max)
        && request
            .rating_min
            .is_none_or(|min| book.rating.is_some_and(|rating| rating >= min))
}

/// When a book must have been published: not before `from` and before `until`, in seconds.
struct Times {
    from: i64,
    until: i64,
}

impl Times {
    fn of(request: &SearchBooksRequest) -> Result<Self, Status> {
        let mut times = Self {
            from: i64::MIN,
            until: i64::MAX,
        };
        if let Some(after) = request.published_after {
            times.from = times.from.max(after.seconds.saturating_add(1));
        }
        if let Some(age) = request.max_age {
            let oldest = stock::OPENING.seconds.saturating_sub(age.seconds);
            times.from = times.from.max(oldest);
        }
        if let Some(PublishedBetween { from_year, to_year }) = request.published {
            if let Some(year) = from_year {
                times.from = times.from.max(start_of(i64::from(year))?);
            }
            if let Some(year) = to_year {
                times.until = times.until.min(start_of(i64::from(year) + 1)?);
            }
        }
        Ok(times)
    }

    fn contain(&self, time: Option<Timestamp>) -> bool {
        let unbounded = self.from == i64::MIN && self.until == i64::MAX;
        time.map_or(unbounded, |time| {
            (self.from..self.until).contains(&time.seconds)
        })
    }
}

fn start_of(year: i64) -> Result<i64, Status> {
    Timestamp::date(year, 1, 1)
        .map(|time| time.seconds)
        .map_err(|_error| fault::invalid("published", "is not a range of years"))
}
