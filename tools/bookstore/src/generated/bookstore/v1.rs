// @generated from the package bookstore.v1 by `cargo run -p codegen`: do not edit.

/// A shelf.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Shelf {
    /// "shelves/" and an id.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub theme: ::prost::alloc::string::String,
    /// Set by the server.
    #[prost(message, optional, tag = "3")]
    pub create_time: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(btree_map = "string, string", tag = "4")]
    pub labels: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
}
impl ::prost::Name for Shelf {
    const NAME: &'static str = "Shelf";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Shelf".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Shelf".into()
    }
}
/// A book.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Book {
    /// "shelves/", an id, "/books/" and an id.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub title: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub author: ::prost::alloc::string::String,
    #[prost(int64, tag = "4")]
    pub isbn: i64,
    #[prost(enumeration = "Genre", tag = "5")]
    pub genre: i32,
    #[prost(int32, tag = "6")]
    pub price_cents: i32,
    #[prost(message, optional, tag = "7")]
    pub publish_time: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(bool, tag = "8")]
    pub in_stock: bool,
    #[prost(string, repeated, tag = "9")]
    pub tags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// The mean rating; absent when nobody has rated the book.
    #[prost(message, optional, tag = "13")]
    pub rating: ::core::option::Option<f64>,
    /// How long it may be borrowed; absent when it may not.
    #[prost(message, optional, tag = "14")]
    pub loan_period: ::core::option::Option<::prost_types::Duration>,
    /// What the bookseller wants to remember about the book.
    #[prost(message, optional, tag = "15")]
    pub notes: ::core::option::Option<::prost_types::Struct>,
    /// Copies in each branch, by the branch's number.
    #[prost(btree_map = "int32, int32", tag = "16")]
    pub copies: ::prost::alloc::collections::BTreeMap<i32, i32>,
    /// Records of other systems.
    #[prost(message, repeated, tag = "17")]
    pub attachments: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// How the book is bound or encoded.
    #[prost(oneof = "book::Format", tags = "10, 11, 12")]
    pub format: ::core::option::Option<book::Format>,
}
/// Nested message and enum types in `Book`.
pub mod book {
    /// How the book is bound or encoded.
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Format {
        #[prost(message, tag = "10")]
        Print(super::Print),
        #[prost(message, tag = "11")]
        Ebook(super::Ebook),
        #[prost(string, tag = "12")]
        OtherFormat(::prost::alloc::string::String),
    }
}
impl ::prost::Name for Book {
    const NAME: &'static str = "Book";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Book".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Book".into()
    }
}
/// A printed book.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Print {
    #[prost(int32, tag = "1")]
    pub pages: i32,
    #[prost(bool, tag = "2")]
    pub hardcover: bool,
}
impl ::prost::Name for Print {
    const NAME: &'static str = "Print";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Print".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Print".into()
    }
}
/// A book without paper.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Ebook {
    #[prost(string, tag = "1")]
    pub media_type: ::prost::alloc::string::String,
    #[prost(int64, tag = "2")]
    pub size_bytes: i64,
}
impl ::prost::Name for Ebook {
    const NAME: &'static str = "Ebook";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Ebook".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Ebook".into()
    }
}
/// Someone who wrote books.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Author {
    #[prost(string, tag = "1")]
    pub display_name: ::prost::alloc::string::String,
    #[prost(int32, tag = "2")]
    pub book_count: i32,
}
impl ::prost::Name for Author {
    const NAME: &'static str = "Author";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Author".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Author".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListShelvesRequest {
    /// At most 1000; 0 means 100.
    #[prost(int32, tag = "1")]
    pub page_size: i32,
    /// The next_page_token of the page before.
    #[prost(string, tag = "2")]
    pub page_token: ::prost::alloc::string::String,
}
impl ::prost::Name for ListShelvesRequest {
    const NAME: &'static str = "ListShelvesRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListShelvesRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListShelvesRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListShelvesResponse {
    #[prost(message, repeated, tag = "1")]
    pub shelves: ::prost::alloc::vec::Vec<Shelf>,
    /// Empty on the last page.
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
}
impl ::prost::Name for ListShelvesResponse {
    const NAME: &'static str = "ListShelvesResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListShelvesResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListShelvesResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetShelfRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for GetShelfRequest {
    const NAME: &'static str = "GetShelfRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.GetShelfRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.GetShelfRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateShelfRequest {
    #[prost(message, optional, tag = "1")]
    pub shelf: ::core::option::Option<Shelf>,
    /// The last part of the new shelf's name; chosen by the server when empty.
    #[prost(string, tag = "2")]
    pub shelf_id: ::prost::alloc::string::String,
}
impl ::prost::Name for CreateShelfRequest {
    const NAME: &'static str = "CreateShelfRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.CreateShelfRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.CreateShelfRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteShelfRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for DeleteShelfRequest {
    const NAME: &'static str = "DeleteShelfRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.DeleteShelfRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.DeleteShelfRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListBooksRequest {
    /// The shelf; every shelf when empty.
    #[prost(string, tag = "1")]
    pub parent: ::prost::alloc::string::String,
    /// Only books of this genre.
    #[prost(enumeration = "Genre", tag = "2")]
    pub genre: i32,
    /// At most 1000; 0 means 100.
    #[prost(int32, tag = "3")]
    pub page_size: i32,
    /// The next_page_token of the page before.
    #[prost(string, tag = "4")]
    pub page_token: ::prost::alloc::string::String,
}
impl ::prost::Name for ListBooksRequest {
    const NAME: &'static str = "ListBooksRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListBooksRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListBooksRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListBooksResponse {
    #[prost(message, repeated, tag = "1")]
    pub books: ::prost::alloc::vec::Vec<Book>,
    /// Empty on the last page.
    #[prost(string, tag = "2")]
    pub next_page_token: ::prost::alloc::string::String,
}
impl ::prost::Name for ListBooksResponse {
    const NAME: &'static str = "ListBooksResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListBooksResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListBooksResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetBookRequest {
    /// Exactly one of the two.
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(int64, tag = "2")]
    pub isbn: i64,
}
impl ::prost::Name for GetBookRequest {
    const NAME: &'static str = "GetBookRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.GetBookRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.GetBookRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CreateBookRequest {
    #[prost(string, tag = "1")]
    pub parent: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub book: ::core::option::Option<Book>,
    /// The last part of the new book's name; chosen by the server when empty.
    #[prost(string, tag = "3")]
    pub book_id: ::prost::alloc::string::String,
}
impl ::prost::Name for CreateBookRequest {
    const NAME: &'static str = "CreateBookRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.CreateBookRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.CreateBookRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UpdateBookRequest {
    #[prost(message, optional, tag = "1")]
    pub book: ::core::option::Option<Book>,
    /// Names fields of Book; absent means all of them.
    #[prost(message, optional, tag = "2")]
    pub update_mask: ::core::option::Option<::prost_types::FieldMask>,
}
impl ::prost::Name for UpdateBookRequest {
    const NAME: &'static str = "UpdateBookRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.UpdateBookRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.UpdateBookRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DeleteBookRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for DeleteBookRequest {
    const NAME: &'static str = "DeleteBookRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.DeleteBookRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.DeleteBookRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct MoveBookRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub destination_shelf: ::prost::alloc::string::String,
}
impl ::prost::Name for MoveBookRequest {
    const NAME: &'static str = "MoveBookRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.MoveBookRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.MoveBookRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SearchBooksRequest {
    /// Words of the title or the author.
    #[prost(string, tag = "1")]
    pub text: ::prost::alloc::string::String,
    /// Any of these.
    #[prost(enumeration = "Genre", repeated, tag = "2")]
    pub genres: ::prost::alloc::vec::Vec<i32>,
    #[prost(string, repeated, tag = "3")]
    pub tags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    pub published_after: ::core::option::Option<::prost_types::Timestamp>,
    /// Published no longer ago than this, as seen from 2026-01-01.
    #[prost(message, optional, tag = "5")]
    pub max_age: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "6")]
    pub in_stock: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "7")]
    pub price_cents_max: ::core::option::Option<i32>,
    #[prost(message, optional, tag = "8")]
    pub rating_min: ::core::option::Option<f64>,
    /// Which fields of the books to answer with; absent means all of them.
    #[prost(message, optional, tag = "9")]
    pub read_mask: ::core::option::Option<::prost_types::FieldMask>,
    #[prost(message, optional, tag = "10")]
    pub published: ::core::option::Option<search_books_request::PublishedBetween>,
}
/// Nested message and enum types in `SearchBooksRequest`.
pub mod search_books_request {
    /// A range of years, both included.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct PublishedBetween {
        #[prost(int32, optional, tag = "1")]
        pub from_year: ::core::option::Option<i32>,
        #[prost(int32, optional, tag = "2")]
        pub to_year: ::core::option::Option<i32>,
    }
    impl ::prost::Name for PublishedBetween {
        const NAME: &'static str = "PublishedBetween";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.SearchBooksRequest.PublishedBetween".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.SearchBooksRequest.PublishedBetween".into()
        }
    }
}
impl ::prost::Name for SearchBooksRequest {
    const NAME: &'static str = "SearchBooksRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.SearchBooksRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.SearchBooksRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SearchBooksResponse {
    #[prost(message, repeated, tag = "1")]
    pub books: ::prost::alloc::vec::Vec<Book>,
    /// How many books of each genre were found, by the genre's name.
    #[prost(btree_map = "string, int32", tag = "2")]
    pub genre_counts: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i32,
    >,
}
impl ::prost::Name for SearchBooksResponse {
    const NAME: &'static str = "SearchBooksResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.SearchBooksResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.SearchBooksResponse".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ListAuthorsRequest {}
impl ::prost::Name for ListAuthorsRequest {
    const NAME: &'static str = "ListAuthorsRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListAuthorsRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListAuthorsRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ListAuthorsResponse {
    #[prost(message, repeated, tag = "1")]
    pub authors: ::prost::alloc::vec::Vec<Author>,
}
impl ::prost::Name for ListAuthorsResponse {
    const NAME: &'static str = "ListAuthorsResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ListAuthorsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ListAuthorsResponse".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StreamBooksRequest {
    /// How many books; at most 1000000, and 0 means 1000.
    #[prost(int32, tag = "1")]
    pub count: i32,
}
impl ::prost::Name for StreamBooksRequest {
    const NAME: &'static str = "StreamBooksRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.StreamBooksRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.StreamBooksRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct WatchBooksRequest {
    #[prost(string, tag = "1")]
    pub parent: ::prost::alloc::string::String,
    /// After how many events to end; 0 means never.
    #[prost(int32, tag = "2")]
    pub max_events: i32,
    /// Begins with an event for each book that is already there.
    #[prost(bool, tag = "3")]
    pub include_existing: bool,
}
impl ::prost::Name for WatchBooksRequest {
    const NAME: &'static str = "WatchBooksRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.WatchBooksRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.WatchBooksRequest".into()
    }
}
/// Something that happened to a book.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BookEvent {
    #[prost(oneof = "book_event::Event", tags = "1, 2")]
    pub event: ::core::option::Option<book_event::Event>,
}
/// Nested message and enum types in `BookEvent`.
pub mod book_event {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Event {
        #[prost(message, tag = "1")]
        Stored(super::Book),
        /// The name of the book.
        #[prost(string, tag = "2")]
        Deleted(::prost::alloc::string::String),
    }
}
impl ::prost::Name for BookEvent {
    const NAME: &'static str = "BookEvent";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.BookEvent".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.BookEvent".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ImportBooksResponse {
    #[prost(int32, tag = "1")]
    pub imported_count: i32,
    /// What was wrong with the books that were not imported.
    #[prost(string, repeated, tag = "2")]
    pub errors: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
impl ::prost::Name for ImportBooksResponse {
    const NAME: &'static str = "ImportBooksResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ImportBooksResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ImportBooksResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConverseRequest {
    #[prost(string, tag = "1")]
    pub text: ::prost::alloc::string::String,
}
impl ::prost::Name for ConverseRequest {
    const NAME: &'static str = "ConverseRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ConverseRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ConverseRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConverseResponse {
    #[prost(string, tag = "1")]
    pub text: ::prost::alloc::string::String,
    /// Counts the answers from 1.
    #[prost(int32, tag = "2")]
    pub turn: i32,
}
impl ::prost::Name for ConverseResponse {
    const NAME: &'static str = "ConverseResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ConverseResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ConverseResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DownloadCoverRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
}
impl ::prost::Name for DownloadCoverRequest {
    const NAME: &'static str = "DownloadCoverRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.DownloadCoverRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.DownloadCoverRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UploadCoverRequest {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "2")]
    pub image: ::core::option::Option<super::super::google::api::HttpBody>,
}
impl ::prost::Name for UploadCoverRequest {
    const NAME: &'static str = "UploadCoverRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.UploadCoverRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.UploadCoverRequest".into()
    }
}
/// What is known about a cover.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Cover {
    #[prost(string, tag = "1")]
    pub book: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub media_type: ::prost::alloc::string::String,
    #[prost(int64, tag = "3")]
    pub size_bytes: i64,
}
impl ::prost::Name for Cover {
    const NAME: &'static str = "Cover";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Cover".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Cover".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DownloadCatalogRequest {}
impl ::prost::Name for DownloadCatalogRequest {
    const NAME: &'static str = "DownloadCatalogRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.DownloadCatalogRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.DownloadCatalogRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UploadCatalogResponse {
    #[prost(int64, tag = "1")]
    pub size_bytes: i64,
    #[prost(int32, tag = "2")]
    pub message_count: i32,
    #[prost(string, tag = "3")]
    pub media_type: ::prost::alloc::string::String,
}
impl ::prost::Name for UploadCatalogResponse {
    const NAME: &'static str = "UploadCatalogResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.UploadCatalogResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.UploadCatalogResponse".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ReadPageRequest {
    #[prost(string, tag = "1")]
    pub path: ::prost::alloc::string::String,
}
impl ::prost::Name for ReadPageRequest {
    const NAME: &'static str = "ReadPageRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.ReadPageRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.ReadPageRequest".into()
    }
}
/// What a book is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Genre {
    Unspecified = 0,
    Fiction = 1,
    ScienceFiction = 2,
    Poetry = 3,
    History = 4,
    Science = 5,
}
impl Genre {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "GENRE_UNSPECIFIED",
            Self::Fiction => "GENRE_FICTION",
            Self::ScienceFiction => "GENRE_SCIENCE_FICTION",
            Self::Poetry => "GENRE_POETRY",
            Self::History => "GENRE_HISTORY",
            Self::Science => "GENRE_SCIENCE",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "GENRE_UNSPECIFIED" => Some(Self::Unspecified),
            "GENRE_FICTION" => Some(Self::Fiction),
            "GENRE_SCIENCE_FICTION" => Some(Self::ScienceFiction),
            "GENRE_POETRY" => Some(Self::Poetry),
            "GENRE_HISTORY" => Some(Self::History),
            "GENRE_SCIENCE" => Some(Self::Science),
            _ => None,
        }
    }
}
/// Generated client implementations.
pub mod bookstore_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    use tonic::codegen::http::Uri;
    /// Shelves and the books on them.
    #[derive(Debug, Clone)]
    pub struct BookstoreClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl<T> BookstoreClient<T>
    where
        T: tonic::client::GrpcService<tonic::body::Body>,
        T::Error: Into<StdError>,
        T::ResponseBody: Body<Data = Bytes> + std::marker::Send + 'static,
        <T::ResponseBody as Body>::Error: Into<StdError> + std::marker::Send,
    {
        pub fn new(inner: T) -> Self {
            let inner = tonic::client::Grpc::new(inner);
            Self { inner }
        }
        pub fn with_origin(inner: T, origin: Uri) -> Self {
            let inner = tonic::client::Grpc::with_origin(inner, origin);
            Self { inner }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> BookstoreClient<InterceptedService<T, F>>
        where
            F: tonic::service::Interceptor,
            T::ResponseBody: Default,
            T: tonic::codegen::Service<
                http::Request<tonic::body::Body>,
                Response = http::Response<
                    <T as tonic::client::GrpcService<tonic::body::Body>>::ResponseBody,
                >,
            >,
            <T as tonic::codegen::Service<
                http::Request<tonic::body::Body>,
            >>::Error: Into<StdError> + std::marker::Send + std::marker::Sync,
        {
            BookstoreClient::new(InterceptedService::new(inner, interceptor))
        }
        /// Compress requests with the given encoding.
        ///
        /// This requires the server to support it otherwise it might respond with an
        /// error.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.send_compressed(encoding);
            self
        }
        /// Enable decompressing responses.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.accept_compressed(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_decoding_message_size(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_encoding_message_size(limit);
            self
        }
        /// Lists the shelves by name.
        pub async fn list_shelves(
            &mut self,
            request: impl tonic::IntoRequest<super::ListShelvesRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListShelvesResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/ListShelves",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "ListShelves"));
            self.inner.unary(req, path, codec).await
        }
        /// Reads a shelf.
        pub async fn get_shelf(
            &mut self,
            request: impl tonic::IntoRequest<super::GetShelfRequest>,
        ) -> std::result::Result<tonic::Response<super::Shelf>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/GetShelf",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "GetShelf"));
            self.inner.unary(req, path, codec).await
        }
        /// Puts up a new shelf.
        pub async fn create_shelf(
            &mut self,
            request: impl tonic::IntoRequest<super::CreateShelfRequest>,
        ) -> std::result::Result<tonic::Response<super::Shelf>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/CreateShelf",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "CreateShelf"));
            self.inner.unary(req, path, codec).await
        }
        /// Takes down a shelf and every book on it.
        pub async fn delete_shelf(
            &mut self,
            request: impl tonic::IntoRequest<super::DeleteShelfRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/DeleteShelf",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "DeleteShelf"));
            self.inner.unary(req, path, codec).await
        }
        /// Lists the books of a shelf, of a genre, or of the whole store, a page at a time.
        pub async fn list_books(
            &mut self,
            request: impl tonic::IntoRequest<super::ListBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListBooksResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/ListBooks",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "ListBooks"));
            self.inner.unary(req, path, codec).await
        }
        /// Reads a book, by its name or by its ISBN.
        pub async fn get_book(
            &mut self,
            request: impl tonic::IntoRequest<super::GetBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/GetBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "GetBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Says whether a book is there without sending it.
        pub async fn check_book(
            &mut self,
            request: impl tonic::IntoRequest<super::GetBookRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/CheckBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "CheckBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Puts a new book on a shelf.
        pub async fn create_book(
            &mut self,
            request: impl tonic::IntoRequest<super::CreateBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/CreateBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "CreateBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Changes the fields of a book that update_mask names. PUT without a mask replaces the book.
        pub async fn update_book(
            &mut self,
            request: impl tonic::IntoRequest<super::UpdateBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/UpdateBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "UpdateBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Takes a book off its shelf for good.
        pub async fn delete_book(
            &mut self,
            request: impl tonic::IntoRequest<super::DeleteBookRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/DeleteBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "DeleteBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Moves a book to another shelf.
        pub async fn move_book(
            &mut self,
            request: impl tonic::IntoRequest<super::MoveBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/MoveBook",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "MoveBook"));
            self.inner.unary(req, path, codec).await
        }
        /// Finds books: with a short query in the URL, or a long one in the body.
        pub async fn search_books(
            &mut self,
            request: impl tonic::IntoRequest<super::SearchBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<super::SearchBooksResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/SearchBooks",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "SearchBooks"));
            self.inner.unary(req, path, codec).await
        }
        /// Lists the authors. The response is the bare list.
        pub async fn list_authors(
            &mut self,
            request: impl tonic::IntoRequest<super::ListAuthorsRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListAuthorsResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/ListAuthors",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "ListAuthors"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends the books of the warehouse, one message each.
        pub async fn stream_books(
            &mut self,
            request: impl tonic::IntoRequest<super::StreamBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::Book>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/StreamBooks",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "StreamBooks"));
            self.inner.server_streaming(req, path, codec).await
        }
        /// Reports what happens on a shelf, from now until the caller leaves or has seen max_events.
        pub async fn watch_books(
            &mut self,
            request: impl tonic::IntoRequest<super::WatchBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::BookEvent>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/WatchBooks",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "WatchBooks"));
            self.inner.server_streaming(req, path, codec).await
        }
        /// Takes any number of books and answers once, at the end.
        pub async fn import_books(
            &mut self,
            request: impl tonic::IntoStreamingRequest<Message = super::CreateBookRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ImportBooksResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/ImportBooks",
            );
            let mut req = request.into_streaming_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "ImportBooks"));
            self.inner.client_streaming(req, path, codec).await
        }
        /// Talks with a bookseller: each line is answered as it arrives.
        pub async fn converse(
            &mut self,
            request: impl tonic::IntoStreamingRequest<Message = super::ConverseRequest>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::ConverseResponse>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/Converse",
            );
            let mut req = request.into_streaming_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "Converse"));
            self.inner.streaming(req, path, codec).await
        }
        /// Sends the cover of a book, as the image it is.
        pub async fn download_cover(
            &mut self,
            request: impl tonic::IntoRequest<super::DownloadCoverRequest>,
        ) -> std::result::Result<
            tonic::Response<super::super::super::google::api::HttpBody>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/DownloadCover",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "DownloadCover"));
            self.inner.unary(req, path, codec).await
        }
        /// Replaces the cover of a book with the image in the body.
        pub async fn upload_cover(
            &mut self,
            request: impl tonic::IntoRequest<super::UploadCoverRequest>,
        ) -> std::result::Result<tonic::Response<super::Cover>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/UploadCover",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "UploadCover"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends the whole catalog as CSV, in pieces.
        pub async fn download_catalog(
            &mut self,
            request: impl tonic::IntoRequest<super::DownloadCatalogRequest>,
        ) -> std::result::Result<
            tonic::Response<
                tonic::codec::Streaming<super::super::super::google::api::HttpBody>,
            >,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/DownloadCatalog",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "DownloadCatalog"));
            self.inner.server_streaming(req, path, codec).await
        }
        /// Takes a catalog of any size, in pieces.
        pub async fn upload_catalog(
            &mut self,
            request: impl tonic::IntoStreamingRequest<
                Message = super::super::super::google::api::HttpBody,
            >,
        ) -> std::result::Result<
            tonic::Response<super::UploadCatalogResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/UploadCatalog",
            );
            let mut req = request.into_streaming_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "UploadCatalog"));
            self.inner.client_streaming(req, path, codec).await
        }
        /// Sends a page of the store's site; a path of any depth.
        pub async fn read_page(
            &mut self,
            request: impl tonic::IntoRequest<super::ReadPageRequest>,
        ) -> std::result::Result<
            tonic::Response<super::super::super::google::api::HttpBody>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Bookstore/ReadPage",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Bookstore", "ReadPage"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod bookstore_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with BookstoreServer.
    #[async_trait]
    pub trait Bookstore: std::marker::Send + std::marker::Sync + 'static {
        /// Lists the shelves by name.
        async fn list_shelves(
            &self,
            request: tonic::Request<super::ListShelvesRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListShelvesResponse>,
            tonic::Status,
        >;
        /// Reads a shelf.
        async fn get_shelf(
            &self,
            request: tonic::Request<super::GetShelfRequest>,
        ) -> std::result::Result<tonic::Response<super::Shelf>, tonic::Status>;
        /// Puts up a new shelf.
        async fn create_shelf(
            &self,
            request: tonic::Request<super::CreateShelfRequest>,
        ) -> std::result::Result<tonic::Response<super::Shelf>, tonic::Status>;
        /// Takes down a shelf and every book on it.
        async fn delete_shelf(
            &self,
            request: tonic::Request<super::DeleteShelfRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status>;
        /// Lists the books of a shelf, of a genre, or of the whole store, a page at a time.
        async fn list_books(
            &self,
            request: tonic::Request<super::ListBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListBooksResponse>,
            tonic::Status,
        >;
        /// Reads a book, by its name or by its ISBN.
        async fn get_book(
            &self,
            request: tonic::Request<super::GetBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status>;
        /// Says whether a book is there without sending it.
        async fn check_book(
            &self,
            request: tonic::Request<super::GetBookRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status>;
        /// Puts a new book on a shelf.
        async fn create_book(
            &self,
            request: tonic::Request<super::CreateBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status>;
        /// Changes the fields of a book that update_mask names. PUT without a mask replaces the book.
        async fn update_book(
            &self,
            request: tonic::Request<super::UpdateBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status>;
        /// Takes a book off its shelf for good.
        async fn delete_book(
            &self,
            request: tonic::Request<super::DeleteBookRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status>;
        /// Moves a book to another shelf.
        async fn move_book(
            &self,
            request: tonic::Request<super::MoveBookRequest>,
        ) -> std::result::Result<tonic::Response<super::Book>, tonic::Status>;
        /// Finds books: with a short query in the URL, or a long one in the body.
        async fn search_books(
            &self,
            request: tonic::Request<super::SearchBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<super::SearchBooksResponse>,
            tonic::Status,
        >;
        /// Lists the authors. The response is the bare list.
        async fn list_authors(
            &self,
            request: tonic::Request<super::ListAuthorsRequest>,
        ) -> std::result::Result<
            tonic::Response<super::ListAuthorsResponse>,
            tonic::Status,
        >;
        /// Server streaming response type for the StreamBooks method.
        type StreamBooksStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::Book, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Sends the books of the warehouse, one message each.
        async fn stream_books(
            &self,
            request: tonic::Request<super::StreamBooksRequest>,
        ) -> std::result::Result<
            tonic::Response<Self::StreamBooksStream>,
            tonic::Status,
        >;
        /// Server streaming response type for the WatchBooks method.
        type WatchBooksStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::BookEvent, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Reports what happens on a shelf, from now until the caller leaves or has seen max_events.
        async fn watch_books(
            &self,
            request: tonic::Request<super::WatchBooksRequest>,
        ) -> std::result::Result<tonic::Response<Self::WatchBooksStream>, tonic::Status>;
        /// Takes any number of books and answers once, at the end.
        async fn import_books(
            &self,
            request: tonic::Request<tonic::Streaming<super::CreateBookRequest>>,
        ) -> std::result::Result<
            tonic::Response<super::ImportBooksResponse>,
            tonic::Status,
        >;
        /// Server streaming response type for the Converse method.
        type ConverseStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::ConverseResponse, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Talks with a bookseller: each line is answered as it arrives.
        async fn converse(
            &self,
            request: tonic::Request<tonic::Streaming<super::ConverseRequest>>,
        ) -> std::result::Result<tonic::Response<Self::ConverseStream>, tonic::Status>;
        /// Sends the cover of a book, as the image it is.
        async fn download_cover(
            &self,
            request: tonic::Request<super::DownloadCoverRequest>,
        ) -> std::result::Result<
            tonic::Response<super::super::super::google::api::HttpBody>,
            tonic::Status,
        >;
        /// Replaces the cover of a book with the image in the body.
        async fn upload_cover(
            &self,
            request: tonic::Request<super::UploadCoverRequest>,
        ) -> std::result::Result<tonic::Response<super::Cover>, tonic::Status>;
        /// Server streaming response type for the DownloadCatalog method.
        type DownloadCatalogStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<
                    super::super::super::google::api::HttpBody,
                    tonic::Status,
                >,
            >
            + std::marker::Send
            + 'static;
        /// Sends the whole catalog as CSV, in pieces.
        async fn download_catalog(
            &self,
            request: tonic::Request<super::DownloadCatalogRequest>,
        ) -> std::result::Result<
            tonic::Response<Self::DownloadCatalogStream>,
            tonic::Status,
        >;
        /// Takes a catalog of any size, in pieces.
        async fn upload_catalog(
            &self,
            request: tonic::Request<
                tonic::Streaming<super::super::super::google::api::HttpBody>,
            >,
        ) -> std::result::Result<
            tonic::Response<super::UploadCatalogResponse>,
            tonic::Status,
        >;
        /// Sends a page of the store's site; a path of any depth.
        async fn read_page(
            &self,
            request: tonic::Request<super::ReadPageRequest>,
        ) -> std::result::Result<
            tonic::Response<super::super::super::google::api::HttpBody>,
            tonic::Status,
        >;
    }
    /// Shelves and the books on them.
    #[derive(Debug)]
    pub struct BookstoreServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> BookstoreServer<T> {
        pub fn new(inner: T) -> Self {
            Self::from_arc(Arc::new(inner))
        }
        pub fn from_arc(inner: Arc<T>) -> Self {
            Self {
                inner,
                accept_compression_encodings: Default::default(),
                send_compression_encodings: Default::default(),
                max_decoding_message_size: None,
                max_encoding_message_size: None,
            }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> InterceptedService<Self, F>
        where
            F: tonic::service::Interceptor,
        {
            InterceptedService::new(Self::new(inner), interceptor)
        }
        /// Enable decompressing requests with the given encoding.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.accept_compression_encodings.enable(encoding);
            self
        }
        /// Compress responses with the given encoding, if the client supports it.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.send_compression_encodings.enable(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.max_decoding_message_size = Some(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.max_encoding_message_size = Some(limit);
            self
        }
    }
    impl<T, B> tonic::codegen::Service<http::Request<B>> for BookstoreServer<T>
    where
        T: Bookstore,
        B: Body + std::marker::Send + 'static,
        B::Error: Into<StdError> + std::marker::Send + 'static,
    {
        type Response = http::Response<tonic::body::Body>;
        type Error = std::convert::Infallible;
        type Future = BoxFuture<Self::Response, Self::Error>;
        fn poll_ready(
            &mut self,
            _cx: &mut Context<'_>,
        ) -> Poll<std::result::Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }
        fn call(&mut self, req: http::Request<B>) -> Self::Future {
            match req.uri().path() {
                "/bookstore.v1.Bookstore/ListShelves" => {
                    #[allow(non_camel_case_types)]
                    struct ListShelvesSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::ListShelvesRequest>
                    for ListShelvesSvc<T> {
                        type Response = super::ListShelvesResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::ListShelvesRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::list_shelves(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListShelvesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/GetShelf" => {
                    #[allow(non_camel_case_types)]
                    struct GetShelfSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::GetShelfRequest>
                    for GetShelfSvc<T> {
                        type Response = super::Shelf;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::GetShelfRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::get_shelf(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetShelfSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/CreateShelf" => {
                    #[allow(non_camel_case_types)]
                    struct CreateShelfSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::CreateShelfRequest>
                    for CreateShelfSvc<T> {
                        type Response = super::Shelf;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::CreateShelfRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::create_shelf(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = CreateShelfSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/DeleteShelf" => {
                    #[allow(non_camel_case_types)]
                    struct DeleteShelfSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::DeleteShelfRequest>
                    for DeleteShelfSvc<T> {
                        type Response = ();
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::DeleteShelfRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::delete_shelf(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeleteShelfSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/ListBooks" => {
                    #[allow(non_camel_case_types)]
                    struct ListBooksSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::ListBooksRequest>
                    for ListBooksSvc<T> {
                        type Response = super::ListBooksResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::ListBooksRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::list_books(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListBooksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/GetBook" => {
                    #[allow(non_camel_case_types)]
                    struct GetBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<T: Bookstore> tonic::server::UnaryService<super::GetBookRequest>
                    for GetBookSvc<T> {
                        type Response = super::Book;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::GetBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::get_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/CheckBook" => {
                    #[allow(non_camel_case_types)]
                    struct CheckBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<T: Bookstore> tonic::server::UnaryService<super::GetBookRequest>
                    for CheckBookSvc<T> {
                        type Response = ();
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::GetBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::check_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = CheckBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/CreateBook" => {
                    #[allow(non_camel_case_types)]
                    struct CreateBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::CreateBookRequest>
                    for CreateBookSvc<T> {
                        type Response = super::Book;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::CreateBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::create_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = CreateBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/UpdateBook" => {
                    #[allow(non_camel_case_types)]
                    struct UpdateBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::UpdateBookRequest>
                    for UpdateBookSvc<T> {
                        type Response = super::Book;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::UpdateBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::update_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UpdateBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/DeleteBook" => {
                    #[allow(non_camel_case_types)]
                    struct DeleteBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::DeleteBookRequest>
                    for DeleteBookSvc<T> {
                        type Response = ();
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::DeleteBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::delete_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeleteBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/MoveBook" => {
                    #[allow(non_camel_case_types)]
                    struct MoveBookSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::MoveBookRequest>
                    for MoveBookSvc<T> {
                        type Response = super::Book;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::MoveBookRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::move_book(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = MoveBookSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/SearchBooks" => {
                    #[allow(non_camel_case_types)]
                    struct SearchBooksSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::SearchBooksRequest>
                    for SearchBooksSvc<T> {
                        type Response = super::SearchBooksResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::SearchBooksRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::search_books(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = SearchBooksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/ListAuthors" => {
                    #[allow(non_camel_case_types)]
                    struct ListAuthorsSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::ListAuthorsRequest>
                    for ListAuthorsSvc<T> {
                        type Response = super::ListAuthorsResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::ListAuthorsRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::list_authors(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListAuthorsSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/StreamBooks" => {
                    #[allow(non_camel_case_types)]
                    struct StreamBooksSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::ServerStreamingService<super::StreamBooksRequest>
                    for StreamBooksSvc<T> {
                        type Response = super::Book;
                        type ResponseStream = T::StreamBooksStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::StreamBooksRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::stream_books(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = StreamBooksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.server_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/WatchBooks" => {
                    #[allow(non_camel_case_types)]
                    struct WatchBooksSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::ServerStreamingService<super::WatchBooksRequest>
                    for WatchBooksSvc<T> {
                        type Response = super::BookEvent;
                        type ResponseStream = T::WatchBooksStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::WatchBooksRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::watch_books(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = WatchBooksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.server_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/ImportBooks" => {
                    #[allow(non_camel_case_types)]
                    struct ImportBooksSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::ClientStreamingService<super::CreateBookRequest>
                    for ImportBooksSvc<T> {
                        type Response = super::ImportBooksResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                tonic::Streaming<super::CreateBookRequest>,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::import_books(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ImportBooksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.client_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/Converse" => {
                    #[allow(non_camel_case_types)]
                    struct ConverseSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::StreamingService<super::ConverseRequest>
                    for ConverseSvc<T> {
                        type Response = super::ConverseResponse;
                        type ResponseStream = T::ConverseStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                tonic::Streaming<super::ConverseRequest>,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::converse(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ConverseSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/DownloadCover" => {
                    #[allow(non_camel_case_types)]
                    struct DownloadCoverSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::DownloadCoverRequest>
                    for DownloadCoverSvc<T> {
                        type Response = super::super::super::google::api::HttpBody;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::DownloadCoverRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::download_cover(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DownloadCoverSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/UploadCover" => {
                    #[allow(non_camel_case_types)]
                    struct UploadCoverSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::UploadCoverRequest>
                    for UploadCoverSvc<T> {
                        type Response = super::Cover;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::UploadCoverRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::upload_cover(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UploadCoverSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/DownloadCatalog" => {
                    #[allow(non_camel_case_types)]
                    struct DownloadCatalogSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::ServerStreamingService<
                        super::DownloadCatalogRequest,
                    > for DownloadCatalogSvc<T> {
                        type Response = super::super::super::google::api::HttpBody;
                        type ResponseStream = T::DownloadCatalogStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::DownloadCatalogRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::download_catalog(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DownloadCatalogSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.server_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/UploadCatalog" => {
                    #[allow(non_camel_case_types)]
                    struct UploadCatalogSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::ClientStreamingService<
                        super::super::super::google::api::HttpBody,
                    > for UploadCatalogSvc<T> {
                        type Response = super::UploadCatalogResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                tonic::Streaming<super::super::super::google::api::HttpBody>,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::upload_catalog(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UploadCatalogSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.client_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Bookstore/ReadPage" => {
                    #[allow(non_camel_case_types)]
                    struct ReadPageSvc<T: Bookstore>(pub Arc<T>);
                    impl<
                        T: Bookstore,
                    > tonic::server::UnaryService<super::ReadPageRequest>
                    for ReadPageSvc<T> {
                        type Response = super::super::super::google::api::HttpBody;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::ReadPageRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Bookstore>::read_page(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ReadPageSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                _ => {
                    Box::pin(async move {
                        let mut response = http::Response::new(
                            tonic::body::Body::default(),
                        );
                        let headers = response.headers_mut();
                        headers
                            .insert(
                                tonic::Status::GRPC_STATUS,
                                (tonic::Code::Unimplemented as i32).into(),
                            );
                        headers
                            .insert(
                                http::header::CONTENT_TYPE,
                                tonic::metadata::GRPC_CONTENT_TYPE,
                            );
                        Ok(response)
                    })
                }
            }
        }
    }
    impl<T> Clone for BookstoreServer<T> {
        fn clone(&self) -> Self {
            let inner = self.inner.clone();
            Self {
                inner,
                accept_compression_encodings: self.accept_compression_encodings,
                send_compression_encodings: self.send_compression_encodings,
                max_decoding_message_size: self.max_decoding_message_size,
                max_encoding_message_size: self.max_encoding_message_size,
            }
        }
    }
    /// Generated gRPC service name
    pub const SERVICE_NAME: &str = "bookstore.v1.Bookstore";
    impl<T> tonic::server::NamedService for BookstoreServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
/// A message with a field of each type and each kind.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Everything {
    #[prost(double, tag = "1")]
    pub double_value: f64,
    #[prost(float, tag = "2")]
    pub float_value: f32,
    #[prost(int32, tag = "3")]
    pub int32_value: i32,
    #[prost(int64, tag = "4")]
    pub int64_value: i64,
    #[prost(uint32, tag = "5")]
    pub uint32_value: u32,
    #[prost(uint64, tag = "6")]
    pub uint64_value: u64,
    #[prost(sint32, tag = "7")]
    pub sint32_value: i32,
    #[prost(sint64, tag = "8")]
    pub sint64_value: i64,
    #[prost(fixed32, tag = "9")]
    pub fixed32_value: u32,
    #[prost(fixed64, tag = "10")]
    pub fixed64_value: u64,
    #[prost(sfixed32, tag = "11")]
    pub sfixed32_value: i32,
    #[prost(sfixed64, tag = "12")]
    pub sfixed64_value: i64,
    #[prost(bool, tag = "13")]
    pub bool_value: bool,
    #[prost(string, tag = "14")]
    pub string_value: ::prost::alloc::string::String,
    #[prost(bytes = "vec", tag = "15")]
    pub bytes_value: ::prost::alloc::vec::Vec<u8>,
    #[prost(enumeration = "Genre", tag = "16")]
    pub genre: i32,
    #[prost(message, optional, boxed, tag = "17")]
    pub child: ::core::option::Option<::prost::alloc::boxed::Box<Everything>>,
    #[prost(double, optional, tag = "20")]
    pub optional_double: ::core::option::Option<f64>,
    #[prost(int32, optional, tag = "21")]
    pub optional_int32: ::core::option::Option<i32>,
    #[prost(int64, optional, tag = "22")]
    pub optional_int64: ::core::option::Option<i64>,
    #[prost(bool, optional, tag = "23")]
    pub optional_bool: ::core::option::Option<bool>,
    #[prost(string, optional, tag = "24")]
    pub optional_string: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bytes = "vec", optional, tag = "25")]
    pub optional_bytes: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(enumeration = "Genre", optional, tag = "26")]
    pub optional_genre: ::core::option::Option<i32>,
    #[prost(double, repeated, tag = "30")]
    pub repeated_double: ::prost::alloc::vec::Vec<f64>,
    #[prost(float, repeated, tag = "31")]
    pub repeated_float: ::prost::alloc::vec::Vec<f32>,
    #[prost(int32, repeated, tag = "32")]
    pub repeated_int32: ::prost::alloc::vec::Vec<i32>,
    #[prost(int64, repeated, tag = "33")]
    pub repeated_int64: ::prost::alloc::vec::Vec<i64>,
    #[prost(uint32, repeated, tag = "34")]
    pub repeated_uint32: ::prost::alloc::vec::Vec<u32>,
    #[prost(uint64, repeated, tag = "35")]
    pub repeated_uint64: ::prost::alloc::vec::Vec<u64>,
    #[prost(sint32, repeated, tag = "36")]
    pub repeated_sint32: ::prost::alloc::vec::Vec<i32>,
    #[prost(sint64, repeated, tag = "37")]
    pub repeated_sint64: ::prost::alloc::vec::Vec<i64>,
    #[prost(fixed32, repeated, tag = "38")]
    pub repeated_fixed32: ::prost::alloc::vec::Vec<u32>,
    #[prost(fixed64, repeated, tag = "39")]
    pub repeated_fixed64: ::prost::alloc::vec::Vec<u64>,
    #[prost(sfixed32, repeated, tag = "40")]
    pub repeated_sfixed32: ::prost::alloc::vec::Vec<i32>,
    #[prost(sfixed64, repeated, tag = "41")]
    pub repeated_sfixed64: ::prost::alloc::vec::Vec<i64>,
    #[prost(bool, repeated, tag = "42")]
    pub repeated_bool: ::prost::alloc::vec::Vec<bool>,
    #[prost(string, repeated, tag = "43")]
    pub repeated_string: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bytes = "vec", repeated, tag = "44")]
    pub repeated_bytes: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
    #[prost(enumeration = "Genre", repeated, tag = "45")]
    pub repeated_genre: ::prost::alloc::vec::Vec<i32>,
    #[prost(message, repeated, tag = "46")]
    pub children: ::prost::alloc::vec::Vec<Everything>,
    #[prost(int32, repeated, packed = "false", tag = "47")]
    pub repeated_expanded: ::prost::alloc::vec::Vec<i32>,
    #[prost(btree_map = "string, string", tag = "50")]
    pub string_to_string: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    #[prost(btree_map = "string, int64", tag = "51")]
    pub string_to_int64: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i64,
    >,
    #[prost(btree_map = "string, double", tag = "52")]
    pub string_to_double: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        f64,
    >,
    #[prost(btree_map = "string, bytes", tag = "53")]
    pub string_to_bytes: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::vec::Vec<u8>,
    >,
    #[prost(btree_map = "string, enumeration(Genre)", tag = "54")]
    pub string_to_genre: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i32,
    >,
    #[prost(btree_map = "string, message", tag = "55")]
    pub string_to_child: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        Everything,
    >,
    #[prost(btree_map = "int32, string", tag = "56")]
    pub int32_to_string: ::prost::alloc::collections::BTreeMap<
        i32,
        ::prost::alloc::string::String,
    >,
    #[prost(btree_map = "int64, bool", tag = "57")]
    pub int64_to_bool: ::prost::alloc::collections::BTreeMap<i64, bool>,
    #[prost(btree_map = "uint32, uint32", tag = "58")]
    pub uint32_to_uint32: ::prost::alloc::collections::BTreeMap<u32, u32>,
    #[prost(btree_map = "uint64, uint64", tag = "59")]
    pub uint64_to_uint64: ::prost::alloc::collections::BTreeMap<u64, u64>,
    #[prost(btree_map = "sint32, sint32", tag = "60")]
    pub sint32_to_sint32: ::prost::alloc::collections::BTreeMap<i32, i32>,
    #[prost(btree_map = "sint64, sint64", tag = "61")]
    pub sint64_to_sint64: ::prost::alloc::collections::BTreeMap<i64, i64>,
    #[prost(btree_map = "fixed32, float", tag = "62")]
    pub fixed32_to_float: ::prost::alloc::collections::BTreeMap<u32, f32>,
    #[prost(btree_map = "fixed64, fixed64", tag = "63")]
    pub fixed64_to_fixed64: ::prost::alloc::collections::BTreeMap<u64, u64>,
    #[prost(btree_map = "sfixed32, sfixed32", tag = "64")]
    pub sfixed32_to_sfixed32: ::prost::alloc::collections::BTreeMap<i32, i32>,
    #[prost(btree_map = "sfixed64, sfixed64", tag = "65")]
    pub sfixed64_to_sfixed64: ::prost::alloc::collections::BTreeMap<i64, i64>,
    #[prost(btree_map = "bool, string", tag = "66")]
    pub bool_to_string: ::prost::alloc::collections::BTreeMap<
        bool,
        ::prost::alloc::string::String,
    >,
    #[prost(btree_map = "string, message", tag = "67")]
    pub string_to_timestamp: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Timestamp,
    >,
    #[prost(btree_map = "string, message", tag = "68")]
    pub string_to_value: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost_types::Value,
    >,
    #[prost(message, optional, tag = "90")]
    pub any: ::core::option::Option<::prost_types::Any>,
    #[prost(message, optional, tag = "91")]
    pub timestamp: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "92")]
    pub duration: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "93")]
    pub field_mask: ::core::option::Option<::prost_types::FieldMask>,
    #[prost(message, optional, tag = "94")]
    pub r#struct: ::core::option::Option<::prost_types::Struct>,
    #[prost(message, optional, tag = "95")]
    pub value: ::core::option::Option<::prost_types::Value>,
    #[prost(message, optional, tag = "96")]
    pub list_value: ::core::option::Option<::prost_types::ListValue>,
    #[prost(enumeration = "::prost_types::NullValue", tag = "97")]
    pub null_value: i32,
    #[prost(message, optional, tag = "98")]
    pub empty: ::core::option::Option<()>,
    #[prost(message, optional, tag = "100")]
    pub double_wrapper: ::core::option::Option<f64>,
    #[prost(message, optional, tag = "101")]
    pub float_wrapper: ::core::option::Option<f32>,
    #[prost(message, optional, tag = "102")]
    pub int64_wrapper: ::core::option::Option<i64>,
    #[prost(message, optional, tag = "103")]
    pub uint64_wrapper: ::core::option::Option<u64>,
    #[prost(message, optional, tag = "104")]
    pub int32_wrapper: ::core::option::Option<i32>,
    #[prost(message, optional, tag = "105")]
    pub uint32_wrapper: ::core::option::Option<u32>,
    #[prost(message, optional, tag = "106")]
    pub bool_wrapper: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "107")]
    pub string_wrapper: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "108")]
    pub bytes_wrapper: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(message, repeated, tag = "110")]
    pub repeated_any: ::prost::alloc::vec::Vec<::prost_types::Any>,
    #[prost(message, repeated, tag = "111")]
    pub repeated_timestamp: ::prost::alloc::vec::Vec<::prost_types::Timestamp>,
    #[prost(message, repeated, tag = "112")]
    pub repeated_duration: ::prost::alloc::vec::Vec<::prost_types::Duration>,
    #[prost(message, repeated, tag = "113")]
    pub repeated_value: ::prost::alloc::vec::Vec<::prost_types::Value>,
    #[prost(message, repeated, tag = "114")]
    pub repeated_int64_wrapper: ::prost::alloc::vec::Vec<i64>,
    /// A name in JSON that is not made from the name here.
    #[prost(string, tag = "120")]
    pub renamed: ::prost::alloc::string::String,
    /// A number that takes more than two bytes in the key.
    #[prost(string, tag = "536870911")]
    pub far_away: ::prost::alloc::string::String,
    #[prost(
        oneof = "everything::Choice",
        tags = "70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80"
    )]
    pub choice: ::core::option::Option<everything::Choice>,
}
/// Nested message and enum types in `Everything`.
pub mod everything {
    #[derive(Clone, PartialEq, ::prost::Oneof)]
    pub enum Choice {
        #[prost(int32, tag = "70")]
        ChoiceInt32(i32),
        #[prost(int64, tag = "71")]
        ChoiceInt64(i64),
        #[prost(string, tag = "72")]
        ChoiceString(::prost::alloc::string::String),
        #[prost(bool, tag = "73")]
        ChoiceBool(bool),
        #[prost(bytes, tag = "74")]
        ChoiceBytes(::prost::alloc::vec::Vec<u8>),
        #[prost(enumeration = "super::Genre", tag = "75")]
        ChoiceGenre(i32),
        #[prost(message, tag = "76")]
        ChoiceChild(::prost::alloc::boxed::Box<super::Everything>),
        #[prost(message, tag = "77")]
        ChoiceDuration(::prost_types::Duration),
        #[prost(enumeration = "::prost_types::NullValue", tag = "78")]
        ChoiceNull(i32),
        #[prost(message, tag = "79")]
        ChoiceWrapper(::prost::alloc::string::String),
        #[prost(message, tag = "80")]
        ChoiceEmpty(()),
    }
}
impl ::prost::Name for Everything {
    const NAME: &'static str = "Everything";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Everything".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Everything".into()
    }
}
/// A tree of strings and numbers.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Tree {
    #[prost(string, tag = "1")]
    pub label: ::prost::alloc::string::String,
    #[prost(int64, tag = "2")]
    pub weight: i64,
    #[prost(message, repeated, tag = "3")]
    pub branches: ::prost::alloc::vec::Vec<Tree>,
    #[prost(btree_map = "string, string", tag = "4")]
    pub attributes: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
}
impl ::prost::Name for Tree {
    const NAME: &'static str = "Tree";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Tree".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Tree".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SampleTreeRequest {
    /// How many levels below the root; 0 means 4.
    #[prost(int32, tag = "1")]
    pub depth: i32,
    /// How many branches on each node; 0 means 8. At most 100000 nodes in all.
    #[prost(int32, tag = "2")]
    pub width: i32,
}
impl ::prost::Name for SampleTreeRequest {
    const NAME: &'static str = "SampleTreeRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.SampleTreeRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.SampleTreeRequest".into()
    }
}
/// Which templates matched shows in what was set.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RouteRequest {
    #[prost(string, tag = "1")]
    pub leaf: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub tail: ::prost::alloc::string::String,
    #[prost(message, optional, tag = "3")]
    pub point: ::core::option::Option<route_request::Point>,
}
/// Nested message and enum types in `RouteRequest`.
pub mod route_request {
    /// Two numbers.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Point {
        #[prost(int32, tag = "1")]
        pub x: i32,
        #[prost(int32, tag = "2")]
        pub y: i32,
    }
    impl ::prost::Name for Point {
        const NAME: &'static str = "Point";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.RouteRequest.Point".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.RouteRequest.Point".into()
        }
    }
}
impl ::prost::Name for RouteRequest {
    const NAME: &'static str = "RouteRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.RouteRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.RouteRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RouteResponse {
    #[prost(message, optional, tag = "1")]
    pub request: ::core::option::Option<RouteRequest>,
}
impl ::prost::Name for RouteResponse {
    const NAME: &'static str = "RouteResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.RouteResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.RouteResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FailRequest {
    /// A number of google.rpc.Code; 0 succeeds.
    #[prost(int32, tag = "1")]
    pub code: i32,
    #[prost(string, tag = "2")]
    pub message: ::prost::alloc::string::String,
    /// For FailStream: how many messages come before the error.
    #[prost(int32, tag = "3")]
    pub messages: i32,
    #[prost(message, optional, tag = "4")]
    pub error_info: ::core::option::Option<super::super::google::rpc::ErrorInfo>,
    #[prost(message, optional, tag = "5")]
    pub retry_info: ::core::option::Option<super::super::google::rpc::RetryInfo>,
    #[prost(message, optional, tag = "6")]
    pub debug_info: ::core::option::Option<super::super::google::rpc::DebugInfo>,
    #[prost(message, optional, tag = "7")]
    pub quota_failure: ::core::option::Option<super::super::google::rpc::QuotaFailure>,
    #[prost(message, optional, tag = "8")]
    pub precondition_failure: ::core::option::Option<
        super::super::google::rpc::PreconditionFailure,
    >,
    #[prost(message, optional, tag = "9")]
    pub bad_request: ::core::option::Option<super::super::google::rpc::BadRequest>,
    #[prost(message, optional, tag = "10")]
    pub request_info: ::core::option::Option<super::super::google::rpc::RequestInfo>,
    #[prost(message, optional, tag = "11")]
    pub resource_info: ::core::option::Option<super::super::google::rpc::ResourceInfo>,
    #[prost(message, optional, tag = "12")]
    pub help: ::core::option::Option<super::super::google::rpc::Help>,
    #[prost(message, optional, tag = "13")]
    pub localized_message: ::core::option::Option<
        super::super::google::rpc::LocalizedMessage,
    >,
    /// Details of any other type, after those above.
    #[prost(message, repeated, tag = "14")]
    pub others: ::prost::alloc::vec::Vec<::prost_types::Any>,
    /// Fails this many times for each key, then succeeds; 0 always fails.
    #[prost(int32, tag = "15")]
    pub times: i32,
    #[prost(string, tag = "16")]
    pub key: ::prost::alloc::string::String,
}
impl ::prost::Name for FailRequest {
    const NAME: &'static str = "FailRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.FailRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.FailRequest".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SlowRequest {
    #[prost(message, optional, tag = "1")]
    pub delay: ::core::option::Option<::prost_types::Duration>,
    /// For SlowStream: how many messages; 0 means 1.
    #[prost(int32, tag = "2")]
    pub messages: i32,
}
impl ::prost::Name for SlowRequest {
    const NAME: &'static str = "SlowRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.SlowRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.SlowRequest".into()
    }
}
/// A message that says which one it is, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Numbered {
    #[prost(int32, tag = "1")]
    pub number: i32,
}
impl ::prost::Name for Numbered {
    const NAME: &'static str = "Numbered";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Numbered".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Numbered".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MetadataRequest {
    /// Sent back before the answer, and after it.
    #[prost(btree_map = "string, string", tag = "1")]
    pub headers: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    #[prost(btree_map = "string, string", tag = "2")]
    pub trailers: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    /// The names must end in "-bin".
    #[prost(btree_map = "string, bytes", tag = "3")]
    pub binary_headers: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::vec::Vec<u8>,
    >,
    #[prost(btree_map = "string, bytes", tag = "4")]
    pub binary_trailers: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::vec::Vec<u8>,
    >,
    /// Ends the call with this code instead of an answer.
    #[prost(int32, tag = "5")]
    pub code: i32,
}
impl ::prost::Name for MetadataRequest {
    const NAME: &'static str = "MetadataRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.MetadataRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.MetadataRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MetadataResponse {
    /// The values of each name, in order.
    #[prost(btree_map = "string, message", tag = "1")]
    pub metadata: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        metadata_response::Values,
    >,
    #[prost(btree_map = "string, message", tag = "2")]
    pub binary_metadata: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        metadata_response::BinaryValues,
    >,
    /// The grpc-timeout header, such as "4999m"; empty when there was none.
    #[prost(string, tag = "3")]
    pub grpc_timeout: ::prost::alloc::string::String,
    /// The :authority of the call.
    #[prost(string, tag = "4")]
    pub authority: ::prost::alloc::string::String,
}
/// Nested message and enum types in `MetadataResponse`.
pub mod metadata_response {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Values {
        #[prost(string, repeated, tag = "1")]
        pub values: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    }
    impl ::prost::Name for Values {
        const NAME: &'static str = "Values";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.MetadataResponse.Values".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.MetadataResponse.Values".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct BinaryValues {
        #[prost(bytes = "vec", repeated, tag = "1")]
        pub values: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
    }
    impl ::prost::Name for BinaryValues {
        const NAME: &'static str = "BinaryValues";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.MetadataResponse.BinaryValues".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.MetadataResponse.BinaryValues".into()
        }
    }
}
impl ::prost::Name for MetadataResponse {
    const NAME: &'static str = "MetadataResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.MetadataResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.MetadataResponse".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StatsResponse {
    /// The sums of the methods.
    #[prost(int64, tag = "1")]
    pub started: i64,
    #[prost(int64, tag = "2")]
    pub cancelled: i64,
    /// By path, such as "/bookstore.v1.Lab/Slow".
    #[prost(btree_map = "string, message", tag = "3")]
    pub methods: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        stats_response::Counts,
    >,
}
/// Nested message and enum types in `StatsResponse`.
pub mod stats_response {
    /// What happened to the calls of a method.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Counts {
        #[prost(int64, tag = "1")]
        pub started: i64,
        /// Answered to the end, with whatever status.
        #[prost(int64, tag = "2")]
        pub completed: i64,
        /// The caller left before the end.
        #[prost(int64, tag = "3")]
        pub cancelled: i64,
    }
    impl ::prost::Name for Counts {
        const NAME: &'static str = "Counts";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.StatsResponse.Counts".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.StatsResponse.Counts".into()
        }
    }
}
impl ::prost::Name for StatsResponse {
    const NAME: &'static str = "StatsResponse";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.StatsResponse".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.StatsResponse".into()
    }
}
/// Generated client implementations.
pub mod lab_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    use tonic::codegen::http::Uri;
    /// A peer for tests and benchmarks.
    #[derive(Debug, Clone)]
    pub struct LabClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl<T> LabClient<T>
    where
        T: tonic::client::GrpcService<tonic::body::Body>,
        T::Error: Into<StdError>,
        T::ResponseBody: Body<Data = Bytes> + std::marker::Send + 'static,
        <T::ResponseBody as Body>::Error: Into<StdError> + std::marker::Send,
    {
        pub fn new(inner: T) -> Self {
            let inner = tonic::client::Grpc::new(inner);
            Self { inner }
        }
        pub fn with_origin(inner: T, origin: Uri) -> Self {
            let inner = tonic::client::Grpc::with_origin(inner, origin);
            Self { inner }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> LabClient<InterceptedService<T, F>>
        where
            F: tonic::service::Interceptor,
            T::ResponseBody: Default,
            T: tonic::codegen::Service<
                http::Request<tonic::body::Body>,
                Response = http::Response<
                    <T as tonic::client::GrpcService<tonic::body::Body>>::ResponseBody,
                >,
            >,
            <T as tonic::codegen::Service<
                http::Request<tonic::body::Body>,
            >>::Error: Into<StdError> + std::marker::Send + std::marker::Sync,
        {
            LabClient::new(InterceptedService::new(inner, interceptor))
        }
        /// Compress requests with the given encoding.
        ///
        /// This requires the server to support it otherwise it might respond with an
        /// error.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.send_compressed(encoding);
            self
        }
        /// Enable decompressing responses.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.accept_compressed(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_decoding_message_size(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_encoding_message_size(limit);
            self
        }
        /// Sends the message back: from the body, from the query, from both, and with parts of it as the response.
        pub async fn echo(
            &mut self,
            request: impl tonic::IntoRequest<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Echo");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Echo"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends the message back: one path variable of each type that may be one.
        pub async fn echo_path(
            &mut self,
            request: impl tonic::IntoRequest<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/EchoPath",
            );
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "EchoPath"));
            self.inner.unary(req, path, codec).await
        }
        /// Says how its path was taken apart: every form of template.
        pub async fn route(
            &mut self,
            request: impl tonic::IntoRequest<super::RouteRequest>,
        ) -> std::result::Result<tonic::Response<super::RouteResponse>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Route");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Route"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends the message back; about 1.4 KB of JSON when it is the one that SampleTypes answers with.
        pub async fn echo_types(
            &mut self,
            request: impl tonic::IntoRequest<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/EchoTypes",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "EchoTypes"));
            self.inner.unary(req, path, codec).await
        }
        /// A message in which most fields are set, for EchoTypes.
        pub async fn sample_types(
            &mut self,
            request: impl tonic::IntoRequest<()>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/SampleTypes",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "SampleTypes"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends a tree back; about 1 MiB of JSON when it is the one that SampleTree answers with by default.
        pub async fn echo_large(
            &mut self,
            request: impl tonic::IntoRequest<super::Tree>,
        ) -> std::result::Result<tonic::Response<super::Tree>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/EchoLarge",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "EchoLarge"));
            self.inner.unary(req, path, codec).await
        }
        /// Grows a tree, for EchoLarge.
        pub async fn sample_tree(
            &mut self,
            request: impl tonic::IntoRequest<super::SampleTreeRequest>,
        ) -> std::result::Result<tonic::Response<super::Tree>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/SampleTree",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "SampleTree"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends each message back as it arrives.
        pub async fn echo_stream(
            &mut self,
            request: impl tonic::IntoStreamingRequest<Message = super::Everything>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::Everything>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/EchoStream",
            );
            let mut req = request.into_streaming_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "EchoStream"));
            self.inner.streaming(req, path, codec).await
        }
        /// Answers with the error that the request describes.
        pub async fn fail(
            &mut self,
            request: impl tonic::IntoRequest<super::FailRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Fail");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Fail"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends `messages` messages, then the error that the request describes.
        pub async fn fail_stream(
            &mut self,
            request: impl tonic::IntoRequest<super::FailRequest>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::Numbered>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/FailStream",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "FailStream"));
            self.inner.server_streaming(req, path, codec).await
        }
        /// Waits, then answers. Stats counts the callers that left before.
        pub async fn slow(
            &mut self,
            request: impl tonic::IntoRequest<super::SlowRequest>,
        ) -> std::result::Result<tonic::Response<super::Numbered>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Slow");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Slow"));
            self.inner.unary(req, path, codec).await
        }
        /// Sends a message after each delay.
        pub async fn slow_stream(
            &mut self,
            request: impl tonic::IntoRequest<super::SlowRequest>,
        ) -> std::result::Result<
            tonic::Response<tonic::codec::Streaming<super::Numbered>>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/SlowStream",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Lab", "SlowStream"));
            self.inner.server_streaming(req, path, codec).await
        }
        /// Answers with the metadata of the call, and with the headers and trailers that the request names.
        pub async fn metadata(
            &mut self,
            request: impl tonic::IntoRequest<super::MetadataRequest>,
        ) -> std::result::Result<
            tonic::Response<super::MetadataResponse>,
            tonic::Status,
        > {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Lab/Metadata",
            );
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Metadata"));
            self.inner.unary(req, path, codec).await
        }
        /// Counts the calls to this process.
        pub async fn stats(
            &mut self,
            request: impl tonic::IntoRequest<()>,
        ) -> std::result::Result<tonic::Response<super::StatsResponse>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Stats");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Stats"));
            self.inner.unary(req, path, codec).await
        }
        /// A method without a REST binding.
        pub async fn unbound(
            &mut self,
            request: impl tonic::IntoRequest<super::Numbered>,
        ) -> std::result::Result<tonic::Response<super::Numbered>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/bookstore.v1.Lab/Unbound");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("bookstore.v1.Lab", "Unbound"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod lab_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with LabServer.
    #[async_trait]
    pub trait Lab: std::marker::Send + std::marker::Sync + 'static {
        /// Sends the message back: from the body, from the query, from both, and with parts of it as the response.
        async fn echo(
            &self,
            request: tonic::Request<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status>;
        /// Sends the message back: one path variable of each type that may be one.
        async fn echo_path(
            &self,
            request: tonic::Request<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status>;
        /// Says how its path was taken apart: every form of template.
        async fn route(
            &self,
            request: tonic::Request<super::RouteRequest>,
        ) -> std::result::Result<tonic::Response<super::RouteResponse>, tonic::Status>;
        /// Sends the message back; about 1.4 KB of JSON when it is the one that SampleTypes answers with.
        async fn echo_types(
            &self,
            request: tonic::Request<super::Everything>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status>;
        /// A message in which most fields are set, for EchoTypes.
        async fn sample_types(
            &self,
            request: tonic::Request<()>,
        ) -> std::result::Result<tonic::Response<super::Everything>, tonic::Status>;
        /// Sends a tree back; about 1 MiB of JSON when it is the one that SampleTree answers with by default.
        async fn echo_large(
            &self,
            request: tonic::Request<super::Tree>,
        ) -> std::result::Result<tonic::Response<super::Tree>, tonic::Status>;
        /// Grows a tree, for EchoLarge.
        async fn sample_tree(
            &self,
            request: tonic::Request<super::SampleTreeRequest>,
        ) -> std::result::Result<tonic::Response<super::Tree>, tonic::Status>;
        /// Server streaming response type for the EchoStream method.
        type EchoStreamStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::Everything, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Sends each message back as it arrives.
        async fn echo_stream(
            &self,
            request: tonic::Request<tonic::Streaming<super::Everything>>,
        ) -> std::result::Result<tonic::Response<Self::EchoStreamStream>, tonic::Status>;
        /// Answers with the error that the request describes.
        async fn fail(
            &self,
            request: tonic::Request<super::FailRequest>,
        ) -> std::result::Result<tonic::Response<()>, tonic::Status>;
        /// Server streaming response type for the FailStream method.
        type FailStreamStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::Numbered, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Sends `messages` messages, then the error that the request describes.
        async fn fail_stream(
            &self,
            request: tonic::Request<super::FailRequest>,
        ) -> std::result::Result<tonic::Response<Self::FailStreamStream>, tonic::Status>;
        /// Waits, then answers. Stats counts the callers that left before.
        async fn slow(
            &self,
            request: tonic::Request<super::SlowRequest>,
        ) -> std::result::Result<tonic::Response<super::Numbered>, tonic::Status>;
        /// Server streaming response type for the SlowStream method.
        type SlowStreamStream: tonic::codegen::tokio_stream::Stream<
                Item = std::result::Result<super::Numbered, tonic::Status>,
            >
            + std::marker::Send
            + 'static;
        /// Sends a message after each delay.
        async fn slow_stream(
            &self,
            request: tonic::Request<super::SlowRequest>,
        ) -> std::result::Result<tonic::Response<Self::SlowStreamStream>, tonic::Status>;
        /// Answers with the metadata of the call, and with the headers and trailers that the request names.
        async fn metadata(
            &self,
            request: tonic::Request<super::MetadataRequest>,
        ) -> std::result::Result<
            tonic::Response<super::MetadataResponse>,
            tonic::Status,
        >;
        /// Counts the calls to this process.
        async fn stats(
            &self,
            request: tonic::Request<()>,
        ) -> std::result::Result<tonic::Response<super::StatsResponse>, tonic::Status>;
        /// A method without a REST binding.
        async fn unbound(
            &self,
            request: tonic::Request<super::Numbered>,
        ) -> std::result::Result<tonic::Response<super::Numbered>, tonic::Status>;
    }
    /// A peer for tests and benchmarks.
    #[derive(Debug)]
    pub struct LabServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> LabServer<T> {
        pub fn new(inner: T) -> Self {
            Self::from_arc(Arc::new(inner))
        }
        pub fn from_arc(inner: Arc<T>) -> Self {
            Self {
                inner,
                accept_compression_encodings: Default::default(),
                send_compression_encodings: Default::default(),
                max_decoding_message_size: None,
                max_encoding_message_size: None,
            }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> InterceptedService<Self, F>
        where
            F: tonic::service::Interceptor,
        {
            InterceptedService::new(Self::new(inner), interceptor)
        }
        /// Enable decompressing requests with the given encoding.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.accept_compression_encodings.enable(encoding);
            self
        }
        /// Compress responses with the given encoding, if the client supports it.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.send_compression_encodings.enable(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.max_decoding_message_size = Some(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.max_encoding_message_size = Some(limit);
            self
        }
    }
    impl<T, B> tonic::codegen::Service<http::Request<B>> for LabServer<T>
    where
        T: Lab,
        B: Body + std::marker::Send + 'static,
        B::Error: Into<StdError> + std::marker::Send + 'static,
    {
        type Response = http::Response<tonic::body::Body>;
        type Error = std::convert::Infallible;
        type Future = BoxFuture<Self::Response, Self::Error>;
        fn poll_ready(
            &mut self,
            _cx: &mut Context<'_>,
        ) -> Poll<std::result::Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }
        fn call(&mut self, req: http::Request<B>) -> Self::Future {
            match req.uri().path() {
                "/bookstore.v1.Lab/Echo" => {
                    #[allow(non_camel_case_types)]
                    struct EchoSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::Everything>
                    for EchoSvc<T> {
                        type Response = super::Everything;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Everything>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::echo(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/EchoPath" => {
                    #[allow(non_camel_case_types)]
                    struct EchoPathSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::Everything>
                    for EchoPathSvc<T> {
                        type Response = super::Everything;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Everything>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::echo_path(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoPathSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Route" => {
                    #[allow(non_camel_case_types)]
                    struct RouteSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::RouteRequest>
                    for RouteSvc<T> {
                        type Response = super::RouteResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::RouteRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::route(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = RouteSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/EchoTypes" => {
                    #[allow(non_camel_case_types)]
                    struct EchoTypesSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::Everything>
                    for EchoTypesSvc<T> {
                        type Response = super::Everything;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Everything>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::echo_types(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoTypesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/SampleTypes" => {
                    #[allow(non_camel_case_types)]
                    struct SampleTypesSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<()> for SampleTypesSvc<T> {
                        type Response = super::Everything;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(&mut self, request: tonic::Request<()>) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::sample_types(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = SampleTypesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/EchoLarge" => {
                    #[allow(non_camel_case_types)]
                    struct EchoLargeSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::Tree>
                    for EchoLargeSvc<T> {
                        type Response = super::Tree;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Tree>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::echo_large(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoLargeSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/SampleTree" => {
                    #[allow(non_camel_case_types)]
                    struct SampleTreeSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::SampleTreeRequest>
                    for SampleTreeSvc<T> {
                        type Response = super::Tree;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::SampleTreeRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::sample_tree(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = SampleTreeSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/EchoStream" => {
                    #[allow(non_camel_case_types)]
                    struct EchoStreamSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::StreamingService<super::Everything>
                    for EchoStreamSvc<T> {
                        type Response = super::Everything;
                        type ResponseStream = T::EchoStreamStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<tonic::Streaming<super::Everything>>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::echo_stream(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoStreamSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Fail" => {
                    #[allow(non_camel_case_types)]
                    struct FailSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::FailRequest>
                    for FailSvc<T> {
                        type Response = ();
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::FailRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::fail(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = FailSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/FailStream" => {
                    #[allow(non_camel_case_types)]
                    struct FailStreamSvc<T: Lab>(pub Arc<T>);
                    impl<
                        T: Lab,
                    > tonic::server::ServerStreamingService<super::FailRequest>
                    for FailStreamSvc<T> {
                        type Response = super::Numbered;
                        type ResponseStream = T::FailStreamStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::FailRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::fail_stream(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = FailStreamSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.server_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Slow" => {
                    #[allow(non_camel_case_types)]
                    struct SlowSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::SlowRequest>
                    for SlowSvc<T> {
                        type Response = super::Numbered;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::SlowRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::slow(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = SlowSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/SlowStream" => {
                    #[allow(non_camel_case_types)]
                    struct SlowStreamSvc<T: Lab>(pub Arc<T>);
                    impl<
                        T: Lab,
                    > tonic::server::ServerStreamingService<super::SlowRequest>
                    for SlowStreamSvc<T> {
                        type Response = super::Numbered;
                        type ResponseStream = T::SlowStreamStream;
                        type Future = BoxFuture<
                            tonic::Response<Self::ResponseStream>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::SlowRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::slow_stream(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = SlowStreamSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.server_streaming(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Metadata" => {
                    #[allow(non_camel_case_types)]
                    struct MetadataSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::MetadataRequest>
                    for MetadataSvc<T> {
                        type Response = super::MetadataResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::MetadataRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::metadata(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = MetadataSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Stats" => {
                    #[allow(non_camel_case_types)]
                    struct StatsSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<()> for StatsSvc<T> {
                        type Response = super::StatsResponse;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(&mut self, request: tonic::Request<()>) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::stats(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = StatsSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Lab/Unbound" => {
                    #[allow(non_camel_case_types)]
                    struct UnboundSvc<T: Lab>(pub Arc<T>);
                    impl<T: Lab> tonic::server::UnaryService<super::Numbered>
                    for UnboundSvc<T> {
                        type Response = super::Numbered;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Numbered>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Lab>::unbound(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UnboundSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                _ => {
                    Box::pin(async move {
                        let mut response = http::Response::new(
                            tonic::body::Body::default(),
                        );
                        let headers = response.headers_mut();
                        headers
                            .insert(
                                tonic::Status::GRPC_STATUS,
                                (tonic::Code::Unimplemented as i32).into(),
                            );
                        headers
                            .insert(
                                http::header::CONTENT_TYPE,
                                tonic::metadata::GRPC_CONTENT_TYPE,
                            );
                        Ok(response)
                    })
                }
            }
        }
    }
    impl<T> Clone for LabServer<T> {
        fn clone(&self) -> Self {
            let inner = self.inner.clone();
            Self {
                inner,
                accept_compression_encodings: self.accept_compression_encodings,
                send_compression_encodings: self.send_compression_encodings,
                max_decoding_message_size: self.max_decoding_message_size,
                max_encoding_message_size: self.max_encoding_message_size,
            }
        }
    }
    /// Generated gRPC service name
    pub const SERVICE_NAME: &str = "bookstore.v1.Lab";
    impl<T> tonic::server::NamedService for LabServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct GetRecordRequest {
    #[prost(int64, required, tag = "1")]
    pub id: i64,
}
impl ::prost::Name for GetRecordRequest {
    const NAME: &'static str = "GetRecordRequest";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.GetRecordRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.GetRecordRequest".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Record {
    #[prost(int64, required, tag = "1")]
    pub id: i64,
    #[prost(string, required, tag = "2")]
    pub title: ::prost::alloc::string::String,
    #[prost(int32, optional, tag = "3", default = "1")]
    pub copies: ::core::option::Option<i32>,
    #[prost(enumeration = "Cloth", optional, tag = "4", default = "Linen")]
    pub cloth: ::core::option::Option<i32>,
    #[prost(string, optional, tag = "5", default = "as \"new\"")]
    pub condition: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(double, optional, tag = "6", default = "0.25")]
    pub weight_kg: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "7", default = "true")]
    pub lendable: ::core::option::Option<bool>,
    #[prost(bytes = "vec", optional, tag = "8", default = "b\"\\x01\\x02\"")]
    pub stamp: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(int32, repeated, packed = "false", tag = "9")]
    pub inventory_years: ::prost::alloc::vec::Vec<i32>,
    #[prost(int32, repeated, tag = "10")]
    pub loan_years: ::prost::alloc::vec::Vec<i32>,
    #[prost(enumeration = "Cloth", repeated, packed = "false", tag = "11")]
    pub earlier_cloths: ::prost::alloc::vec::Vec<i32>,
    #[prost(group, optional, tag = "12")]
    pub origin: ::core::option::Option<record::Origin>,
    #[prost(group, repeated, tag = "13")]
    pub owner: ::prost::alloc::vec::Vec<record::Owner>,
    #[prost(btree_map = "string, enumeration(Wear)", tag = "16")]
    pub wear_by_volume: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        i32,
    >,
    #[prost(string, optional, tag = "100")]
    pub curator: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(int32, repeated, packed = "false", tag = "101")]
    pub shelf_marks: ::prost::alloc::vec::Vec<i32>,
    #[prost(message, optional, tag = "102")]
    pub remark: ::core::option::Option<Remark>,
    #[prost(oneof = "record::Location", tags = "14, 15")]
    pub location: ::core::option::Option<record::Location>,
}
/// Nested message and enum types in `Record`.
pub mod record {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Origin {
        #[prost(string, required, tag = "1")]
        pub place: ::prost::alloc::string::String,
        #[prost(int32, optional, tag = "2")]
        pub year: ::core::option::Option<i32>,
    }
    impl ::prost::Name for Origin {
        const NAME: &'static str = "Origin";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.Record.Origin".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.Record.Origin".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Owner {
        #[prost(string, optional, tag = "1")]
        pub display_name: ::core::option::Option<::prost::alloc::string::String>,
    }
    impl ::prost::Name for Owner {
        const NAME: &'static str = "Owner";
        const PACKAGE: &'static str = "bookstore.v1";
        fn full_name() -> ::prost::alloc::string::String {
            "bookstore.v1.Record.Owner".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/bookstore.v1.Record.Owner".into()
        }
    }
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Location {
        #[prost(string, tag = "14")]
        Room(::prost::alloc::string::String),
        #[prost(int32, tag = "15")]
        Box(i32),
    }
}
impl ::prost::Name for Record {
    const NAME: &'static str = "Record";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Record".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Record".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Remark {
    #[prost(string, required, tag = "1")]
    pub text: ::prost::alloc::string::String,
}
impl ::prost::Name for Remark {
    const NAME: &'static str = "Remark";
    const PACKAGE: &'static str = "bookstore.v1";
    fn full_name() -> ::prost::alloc::string::String {
        "bookstore.v1.Remark".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/bookstore.v1.Remark".into()
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Cloth {
    Paper = 1,
    Linen = 2,
    Leather = 5,
}
impl Cloth {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Paper => "CLOTH_PAPER",
            Self::Linen => "CLOTH_LINEN",
            Self::Leather => "CLOTH_LEATHER",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "CLOTH_PAPER" => Some(Self::Paper),
            "CLOTH_LINEN" => Some(Self::Linen),
            "CLOTH_LEATHER" => Some(Self::Leather),
            _ => None,
        }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Wear {
    None = 0,
    Light = 1,
    Heavy = 2,
}
impl Wear {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::None => "WEAR_NONE",
            Self::Light => "WEAR_LIGHT",
            Self::Heavy => "WEAR_HEAVY",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "WEAR_NONE" => Some(Self::None),
            "WEAR_LIGHT" => Some(Self::Light),
            "WEAR_HEAVY" => Some(Self::Heavy),
            _ => None,
        }
    }
}
/// Generated client implementations.
pub mod legacy_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    use tonic::codegen::http::Uri;
    #[derive(Debug, Clone)]
    pub struct LegacyClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl<T> LegacyClient<T>
    where
        T: tonic::client::GrpcService<tonic::body::Body>,
        T::Error: Into<StdError>,
        T::ResponseBody: Body<Data = Bytes> + std::marker::Send + 'static,
        <T::ResponseBody as Body>::Error: Into<StdError> + std::marker::Send,
    {
        pub fn new(inner: T) -> Self {
            let inner = tonic::client::Grpc::new(inner);
            Self { inner }
        }
        pub fn with_origin(inner: T, origin: Uri) -> Self {
            let inner = tonic::client::Grpc::with_origin(inner, origin);
            Self { inner }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> LegacyClient<InterceptedService<T, F>>
        where
            F: tonic::service::Interceptor,
            T::ResponseBody: Default,
            T: tonic::codegen::Service<
                http::Request<tonic::body::Body>,
                Response = http::Response<
                    <T as tonic::client::GrpcService<tonic::body::Body>>::ResponseBody,
                >,
            >,
            <T as tonic::codegen::Service<
                http::Request<tonic::body::Body>,
            >>::Error: Into<StdError> + std::marker::Send + std::marker::Sync,
        {
            LegacyClient::new(InterceptedService::new(inner, interceptor))
        }
        /// Compress requests with the given encoding.
        ///
        /// This requires the server to support it otherwise it might respond with an
        /// error.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.send_compressed(encoding);
            self
        }
        /// Enable decompressing responses.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.accept_compressed(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_decoding_message_size(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_encoding_message_size(limit);
            self
        }
        pub async fn get_record(
            &mut self,
            request: impl tonic::IntoRequest<super::GetRecordRequest>,
        ) -> std::result::Result<tonic::Response<super::Record>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Legacy/GetRecord",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Legacy", "GetRecord"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn echo_record(
            &mut self,
            request: impl tonic::IntoRequest<super::Record>,
        ) -> std::result::Result<tonic::Response<super::Record>, tonic::Status> {
            self.inner
                .ready()
                .await
                .map_err(|e| {
                    tonic::Status::unknown(
                        format!("Service was not ready: {}", e.into()),
                    )
                })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static(
                "/bookstore.v1.Legacy/EchoRecord",
            );
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("bookstore.v1.Legacy", "EchoRecord"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod legacy_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value,
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with LegacyServer.
    #[async_trait]
    pub trait Legacy: std::marker::Send + std::marker::Sync + 'static {
        async fn get_record(
            &self,
            request: tonic::Request<super::GetRecordRequest>,
        ) -> std::result::Result<tonic::Response<super::Record>, tonic::Status>;
        async fn echo_record(
            &self,
            request: tonic::Request<super::Record>,
        ) -> std::result::Result<tonic::Response<super::Record>, tonic::Status>;
    }
    #[derive(Debug)]
    pub struct LegacyServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> LegacyServer<T> {
        pub fn new(inner: T) -> Self {
            Self::from_arc(Arc::new(inner))
        }
        pub fn from_arc(inner: Arc<T>) -> Self {
            Self {
                inner,
                accept_compression_encodings: Default::default(),
                send_compression_encodings: Default::default(),
                max_decoding_message_size: None,
                max_encoding_message_size: None,
            }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> InterceptedService<Self, F>
        where
            F: tonic::service::Interceptor,
        {
            InterceptedService::new(Self::new(inner), interceptor)
        }
        /// Enable decompressing requests with the given encoding.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.accept_compression_encodings.enable(encoding);
            self
        }
        /// Compress responses with the given encoding, if the client supports it.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.send_compression_encodings.enable(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.max_decoding_message_size = Some(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.max_encoding_message_size = Some(limit);
            self
        }
    }
    impl<T, B> tonic::codegen::Service<http::Request<B>> for LegacyServer<T>
    where
        T: Legacy,
        B: Body + std::marker::Send + 'static,
        B::Error: Into<StdError> + std::marker::Send + 'static,
    {
        type Response = http::Response<tonic::body::Body>;
        type Error = std::convert::Infallible;
        type Future = BoxFuture<Self::Response, Self::Error>;
        fn poll_ready(
            &mut self,
            _cx: &mut Context<'_>,
        ) -> Poll<std::result::Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }
        fn call(&mut self, req: http::Request<B>) -> Self::Future {
            match req.uri().path() {
                "/bookstore.v1.Legacy/GetRecord" => {
                    #[allow(non_camel_case_types)]
                    struct GetRecordSvc<T: Legacy>(pub Arc<T>);
                    impl<T: Legacy> tonic::server::UnaryService<super::GetRecordRequest>
                    for GetRecordSvc<T> {
                        type Response = super::Record;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::GetRecordRequest>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Legacy>::get_record(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetRecordSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/bookstore.v1.Legacy/EchoRecord" => {
                    #[allow(non_camel_case_types)]
                    struct EchoRecordSvc<T: Legacy>(pub Arc<T>);
                    impl<T: Legacy> tonic::server::UnaryService<super::Record>
                    for EchoRecordSvc<T> {
                        type Response = super::Record;
                        type Future = BoxFuture<
                            tonic::Response<Self::Response>,
                            tonic::Status,
                        >;
                        fn call(
                            &mut self,
                            request: tonic::Request<super::Record>,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as Legacy>::echo_record(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = EchoRecordSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                _ => {
                    Box::pin(async move {
                        let mut response = http::Response::new(
                            tonic::body::Body::default(),
                        );
                        let headers = response.headers_mut();
                        headers
                            .insert(
                                tonic::Status::GRPC_STATUS,
                                (tonic::Code::Unimplemented as i32).into(),
                            );
                        headers
                            .insert(
                                http::header::CONTENT_TYPE,
                                tonic::metadata::GRPC_CONTENT_TYPE,
                            );
                        Ok(response)
                    })
                }
            }
        }
    }
    impl<T> Clone for LegacyServer<T> {
        fn clone(&self) -> Self {
            let inner = self.inner.clone();
            Self {
                inner,
                accept_compression_encodings: self.accept_compression_encodings,
                send_compression_encodings: self.send_compression_encodings,
                max_decoding_message_size: self.max_decoding_message_size,
                max_encoding_message_size: self.max_encoding_message_size,
            }
        }
    }
    /// Generated gRPC service name
    pub const SERVICE_NAME: &str = "bookstore.v1.Legacy";
    impl<T> tonic::server::NamedService for LegacyServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
