//! The shelves, books and covers, in memory, and the news of what happens to them.

use std::collections::BTreeMap;
use std::collections::btree_map::Values;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use prost_types::Timestamp;
use tokio::sync::broadcast;
use tonic::Status;

use crate::fault;
use crate::google::api::HttpBody;
use crate::stock;
use crate::v1::book_event::Event;
use crate::v1::{Book, BookEvent, Genre, Shelf};

/// What becomes of books that are created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewBooks {
    Kept,
    /// Forgotten once they are answered with, so that load can create any number of them.
    Forgotten,
}

/// Everything the bookstore has. Each method is one step that others see whole or not at all.
#[derive(Debug)]
pub(crate) struct Store {
    contents: Mutex<Contents>,
    new_books: NewBooks,
    events: broadcast::Sender<BookEvent>,
}

/// Some of a list, and whether there is more of it.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Empty on the last page.
    pub(crate) next_page_token: String,
}

#[derive(Debug, Default)]
struct Contents {
    shelves: BTreeMap<String, Shelf>,
    books: BTreeMap<String, Book>,
    covers: BTreeMap<String, HttpBody>,
    /// Counts changes. Names and times are made from it, so that the same calls give the same answers.
    changes: i64,
}

impl Store {
    /// The store as it is in the morning.
    pub(crate) fn stocked(new_books: NewBooks) -> Self {
        let contents = Contents {
            shelves: named(stock::shelves(), |shelf| &shelf.name),
            books: named(stock::books(), |book| &book.name),
            ..Contents::default()
        };
        Self {
            contents: Mutex::new(contents),
            new_books,
            events: broadcast::Sender::new(EVENTS_MAX),
        }
    }

    pub(crate) fn shelves(&self, page_token: &str, limit: usize) -> Page<Shelf> {
        page(&self.contents().shelves, "", page_token, limit, |_| true)
    }

    pub(crate) fn shelf(&self, name: &str) -> Result<Shelf, Status> {
        let contents = self.contents();
        Ok(contents.require_shelf(name)?.clone())
    }

    /// Adds a shelf, under an id that the store chooses when `id` is empty.
    pub(crate) fn create_shelf(&self, id: &str, mut shelf: Shelf) -> Result<Shelf, Status> {
        let mut contents = self.contents();
        if contents.shelves.len() >= SHELVES_MAX {
            return Err(fault::exhausted("shelves", "there is no room for a shelf"));
        }
        let change = contents.change();
        shelf.name = format!("shelves/{}", chosen_id(id, change, "shelf_id")?);
        shelf.create_time = Some(Timestamp {
            seconds: stock::OPENING.seconds + change,
            nanos: 0,
        });
        if contents.shelves.contains_key(&shelf.name) {
            return Err(fault::already_exists("shelf", &shelf.name));
        }
        contents.shelves.insert(shelf.name.clone(), shelf.clone());
        Ok(shelf)
    }

    pub(crate) fn delete_shelf(&self, name: &str) -> Result<(), Status> {
        let mut contents = self.contents();
        contents.require_shelf(name)?;
        contents.shelves.remove(name);
        let prefix = books_of(name);
        let removed: Vec<String> = under(&contents.books, &prefix)
            .map(|(name, _)| name.clone())
            .collect();
        for book in removed {
            contents.books.remove(&book);
            contents.covers.remove(&book);
            self.tell(Event::Deleted(book));
        }
        Ok(())
    }

    /// Lists the books of `shelf`, or of all shelves when it is empty, of `genre` or of every genre.
    pub(crate) fn books(
        &self,
        shelf: &str,
        genre: Genre,
        page_token: &str,
        limit: usize,
    ) -> Result<Page<Book>, Status> {
        let contents = self.contents();
        let prefix = if shelf.is_empty() {
            String::new()
        } else {
            contents.require_shelf(shelf)?;
            books_of(shelf)
        };
        let wanted = |book: &Book| genre == Genre::Unspecified || book.genre() == genre;
        Ok(page(&contents.books, &prefix, page_token, limit, wanted))
    }

    pub(crate) fn book(&self, name: &str) -> Result<Book, Status> {
        let contents = self.contents();
        Ok(contents.require_book(name)?.clone())
    }

    /// Reads all books, in the order of their names.
    pub(crate) fn read_books<T>(&self, read: impl FnOnce(Values<'_, String, Book>) -> T) -> T {
        read(self.contents().books.values())
    }

    /// Adds a book to a shelf, under an id that the store chooses when `id` is empty.
    pub(crate) fn create_book(
        &self,
        shelf: &str,
        id: &str,
        mut book: Book,
    ) -> Result<Book, Status> {
        if book.title.is_empty() {
            return Err(fault::invalid("book.title", "a book must have a title"));
        }
        let mut contents = self.contents();
        contents.require_shelf(shelf)?;
        if contents.books.len() >= BOOKS_MAX {
            return Err(fault::exhausted("books", "there is no room for a book"));
        }
        let change = contents.change();
        book.name = format!("{}{}", books_of(shelf), chosen_id(id, change, "book_id")?);
        if contents.books.contains_key(&book.name) {
            return Err(fault::already_exists("book", &book.name));
        }
        if self.new_books == NewBooks::Kept {
            contents.books.insert(book.name.clone(), book.clone());
            self.tell(Event::Stored(book.clone()));
        }
        Ok(book)
    }

    /// Changes a book in place. When `update` fails, the book stays as it was.
    pub(crate) fn update_book(
        &self,
        name: &str,
        update: impl FnOnce(&mut Book) -> Result<(), Status>,
    ) -> Result<Book, Status> {
        let mut contents = self.contents();
        let mut book = contents.require_book(name)?.clone();
        update(&mut book)?;
        name.clone_into(&mut book.name);
        contents.books.insert(book.name.clone(), book.clone());
        self.tell(Event::Stored(book.clone()));
        Ok(book)
    }

    pub(crate) fn delete_book(&self, name: &str) -> Result<(), Status> {
        let mut contents = self.contents();
        contents.require_book(name)?;
        contents.books.remove(name);
        contents.covers.remove(name);
        self.tell(Event::Deleted(name.to_owned()));
        Ok(())
    }

    /// Moves a book, with its cover, to another shelf. Its id stays what it is.
    pub(crate) fn move_book(&self, name: &str, shelf: &str) -> Result<Book, Status> {
        let mut contents = self.contents();
        let mut book = contents.require_book(name)?.clone();
        contents.require_shelf(shelf)?;
        let (_, id) = name.rsplit_once('/').unwrap_or_default();
        book.name = format!("{}{id}", books_of(shelf));
        if contents.books.contains_key(&book.name) {
            return Err(fault::already_exists("book", &book.name));
        }
        contents.books.remove(name);
        if let Some(cover) = contents.covers.remove(name) {
            contents.covers.insert(book.name.clone(), cover);
        }
        contents.books.insert(book.name.clone(), book.clone());
        self.tell(Event::Deleted(name.to_owned()));
        self.tell(Event::Stored(book.clone()));
        Ok(book)
    }

    /// The cover of a book: the one that was uploaded, or one drawn from its title.
    pub(crate) fn cover(&self, name: &str) -> Result<HttpBody, Status> {
        let contents = self.contents();
        let book = contents.require_book(name)?;
        let uploaded = contents.covers.get(name).cloned();
        Ok(uploaded.unwrap_or_else(|| stock::drawn_cover(book)))
    }

    pub(crate) fn set_cover(&self, name: &str, cover: HttpBody) -> Result<(), Status> {
        let mut contents = self.contents();
        contents.require_book(name)?;
        contents.covers.insert(name.to_owned(), cover);
        Ok(())
    }

    /// The books of a shelf as they are, and all events from then on. Those of other shelves are among them.
    pub(crate) fn watch(
        &self,
        shelf: &str,
    ) -> Result<(Vec<Book>, broadcast::Receiver<BookEvent>), Status> {
        let contents = self.contents();
        contents.require_shelf(shelf)?;
        let books = under(&contents.books, &books_of(shelf))
            .map(|(_, book)| book.clone())
            .collect();
        Ok((books, self.events.subscribe()))
    }

    fn tell(&self, event: Event) {
        // It fails when nobody is listening.
        let _ = self.events.send(BookEvent { event: Some(event) });
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    fn require_shelf(&self, name: &str) -> Result<&Shelf, Status> {
        self.shelves
            .get(name)
            .ok_or_else(|| fault::not_found("shelf", name))
    }

    fn require_book(&self, name: &str) -> Result<&Book, Status> {
        self.books
            .get(name)
            .ok_or_else(|| fault::not_found("book", name))
    }

    fn change(&mut self) -> i64 {
        self.changes += 1;
        self.changes
    }
}

/// What the names of the books of a shelf begin with.
pub(crate) fn books_of(shelf: &str) -> String {
    format!("{shelf}/books/")
}

fn named<T>(items: Vec<T>, name: impl Fn(&T) -> &String) -> BTreeMap<String, T> {
    items
        .into_iter()
        .map(|item| (name(&item).clone(), item))
        .collect()
}

/// The id that the caller asks for, or else one made from the number of changes.
fn chosen_id(id: &str, change: i64, field: &str) -> Result<String, Status> {
    if id.contains('/') {
        return Err(fault::invalid(field, "an id must not contain a slash"));
    }
    Ok(if id.is_empty() {
        format!("new-{change}")
    } else {
        id.to_owned()
    })
}

fn under<'a, T>(
    items: &'a BTreeMap<String, T>,
    prefix: &'a str,
) -> impl Iterator<Item = (&'a String, &'a T)> {
    items
        .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
        .take_while(move |(name, _)| name.starts_with(prefix))
}

/// The page after the item that `token` names. Item names are in order, so a token stays good when items come and go.
fn page<T: Clone>(
    items: &BTreeMap<String, T>,
    prefix: &str,
    token: &str,
    limit: usize,
    wanted: impl Fn(&T) -> bool,
) -> Page<T> {
    let from = if token > prefix {
        Bound::Excluded(token)
    } else {
        Bound::Included(prefix)
    };
    let mut rest = items
        .range::<str, _>((from, Bound::Unbounded))
        .take_while(|(name, _)| name.starts_with(prefix))
        .filter(|(_, item)| wanted(item))
        .peekable();
    let mut page = Page {
        items: Vec::new(),
        next_page_token: String::new(),
    };
    while let Some((name, item)) = rest.next() {
        page.items.push(item.clone());
        if page.items.len() == limit {
            if rest.peek().is_some() {
                page.next_page_token.clone_from(name);
            }
            break;
        }
    }
    page
}

/// How many events a watcher may be behind before it loses some.
const EVENTS_MAX: usize = 1024;
const SHELVES_MAX: usize = 10_000;
const BOOKS_MAX: usize = 100_000;

#[test]
fn a_forgetful_store_answers_and_keeps_nothing() {
    let book = Book {
        title: "Kindred".to_owned(),
        ..Book::default()
    };
    for (new_books, kept) in [(NewBooks::Kept, 1), (NewBooks::Forgotten, 0)] {
        let store = Store::stocked(new_books);
        let before = store.read_books(|books| books.count());
        let created = store.create_book("shelves/1", "", book.clone());
        assert!(created.is_ok_and(|created| created.title == "Kindred"));
        assert_eq!(store.read_books(|books| books.count()), before + kept);
    }
}
