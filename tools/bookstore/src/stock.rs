//! What is on the shelves in the morning.

use prost_types::{Duration, Struct, Timestamp, Value, value::Kind};

use crate::google::api::HttpBody;
use crate::v1::{Book, Ebook, Genre, Print, Shelf, book::Format};

/// When the store opened: 2026-01-01T00:00:00Z. Time stands still here, so that answers can be compared.
pub(crate) const OPENING: Timestamp = Timestamp {
    seconds: 1_767_225_600,
    nanos: 0,
};

/// The shelf of the benchmarks, with [`WAREHOUSE_BOOKS`] books.
pub(crate) const WAREHOUSE: &str = "shelves/warehouse";
const WAREHOUSE_BOOKS: i64 = 100;

/// Title, author, ISBN, genre, price in cents, and the year, month and day of publication.
type Row = (&'static str, &'static str, i64, Genre, i32, (i64, u8, u8));

const FICTION: &[Row] = &[
    (
        "The Left Hand of Darkness",
        "Ursula K. Le Guin",
        9780441478125,
        Genre::ScienceFiction,
        1499,
        (1969, 3, 1),
    ),
    (
        "Solaris",
        "Stanis\u{142}aw Lem",
        9780156027601,
        Genre::ScienceFiction,
        1299,
        (1961, 6, 1),
    ),
    (
        "Middlemarch",
        "George Eliot",
        9780141439549,
        Genre::Fiction,
        1100,
        (1871, 12, 1),
    ),
    (
        "The Dispossessed",
        "Ursula K. Le Guin",
        9780061054884,
        Genre::ScienceFiction,
        1650,
        (1974, 5, 1),
    ),
    (
        "Invisible Cities",
        "Italo Calvino",
        9780156453806,
        Genre::Fiction,
        1399,
        (1972, 11, 1),
    ),
];

const KNOWLEDGE: &[Row] = &[
    (
        "On the Origin of Species",
        "Charles Darwin",
        9780451529060,
        Genre::Science,
        795,
        (1859, 11, 24),
    ),
    (
        "The Histories",
        "Herodotus",
        9780140449082,
        Genre::History,
        1800,
        (1858, 1, 1),
    ),
    (
        "Leaves of Grass",
        "Walt Whitman",
        9780140421996,
        Genre::Poetry,
        1050,
        (1855, 7, 4),
    ),
];

pub(crate) fn shelves() -> Vec<Shelf> {
    [
        ("1", "Novels"),
        ("2", "Knowledge and verse"),
        ("warehouse", "Everything else"),
    ]
    .into_iter()
    .map(|(id, theme)| Shelf {
        name: format!("shelves/{id}"),
        theme: theme.to_owned(),
        create_time: Some(OPENING),
        labels: [("floor".to_owned(), "ground".to_owned())].into(),
    })
    .collect()
}

pub(crate) fn books() -> Vec<Book> {
    let mut books = shelved("shelves/1", FICTION);
    books.extend(shelved("shelves/2", KNOWLEDGE));
    // The first book of a shelf stays plain: it is what the benchmarks read. The others show what a book may carry.
    for (number, book) in books
        .iter_mut()
        .enumerate()
        .filter(|(_, book)| !book.name.ends_with("/1"))
    {
        adorn(number, book);
    }
    books.extend(warehouse());
    books
}

fn shelved(shelf: &str, rows: &[Row]) -> Vec<Book> {
    rows.iter()
        .zip(1..)
        .map(
            |(&(title, author, isbn, genre, price_cents, date), id)| Book {
                name: format!("{shelf}/books/{id}"),
                title: title.to_owned(),
                author: author.to_owned(),
                isbn,
                genre: genre.into(),
                price_cents,
                publish_time: day(date),
                in_stock: true,
                ..Book::default()
            },
        )
        .collect()
}

fn warehouse() -> impl Iterator<Item = Book> {
    (1..=WAREHOUSE_BOOKS).map(|number| Book {
        name: format!("{WAREHOUSE}/books/{number:03}"),
        title: format!("Letters, Volume {number}"),
        author: "Anna Schmidt".to_owned(),
        isbn: 9_790_000_000_000 + number,
        genre: Genre::History.into(),
        price_cents: 2_500,
        publish_time: day((1900 + number, 4, 23)),
        in_stock: true,
        ..Book::default()
    })
}

fn adorn(number: usize, book: &mut Book) {
    book.tags = vec!["used".to_owned(), "illustrated".to_owned()];
    book.rating = Some(4.5);
    book.in_stock = number.is_multiple_of(2);
    book.loan_period = Some(Duration {
        seconds: 14 * 24 * 60 * 60,
        nanos: 0,
    });
    book.copies = [(1, 3), (2, 1)].into();
    book.format = Some(if number.is_multiple_of(2) {
        Format::Print(Print {
            pages: 320,
            hardcover: true,
        })
    } else {
        Format::Ebook(Ebook {
            media_type: "application/epub+zip".to_owned(),
            size_bytes: 734_003,
        })
    });
    let kept = Value {
        kind: Some(Kind::StringValue("behind the counter".to_owned())),
    };
    book.notes = Some(Struct {
        fields: [("kept".to_owned(), kept)].into(),
    });
}

fn day((year, month, day): (i64, u8, u8)) -> Option<Timestamp> {
    Timestamp::date(year, month, day).ok()
}

/// A cover for a book that has none: its title on a plain ground.
pub(crate) fn drawn_cover(book: &Book) -> HttpBody {
    let title = book
        .title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let image = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 300\">\
         <rect width=\"200\" height=\"300\" fill=\"#274\"/>\
         <text x=\"100\" y=\"150\" fill=\"#fff\" text-anchor=\"middle\">{title}</text></svg>"
    );
    HttpBody {
        content_type: "image/svg+xml".to_owned(),
        data: image.into_bytes(),
        extensions: Vec::new(),
    }
}

/// The pages of the store's site: path, media type and contents.
pub(crate) const PAGES: &[(&str, &str, &str)] = &[
    (
        "index.html",
        "text/html; charset=utf-8",
        "<!doctype html><title>Bookstore</title><h1>Bookstore</h1>\n",
    ),
    (
        "about/opening-hours.txt",
        "text/plain; charset=utf-8",
        "Monday to Saturday, 10 to 18.\n",
    ),
    (
        "about/us/history.txt",
        "text/plain; charset=utf-8",
        "We opened on the first of January 2026.\n",
    ),
];
