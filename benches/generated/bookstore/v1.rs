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
    pub create_time: ::core::option::Option<::pbjson_types::Timestamp>,
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
    pub publish_time: ::core::option::Option<::pbjson_types::Timestamp>,
    #[prost(bool, tag = "8")]
    pub in_stock: bool,
    #[prost(string, repeated, tag = "9")]
    pub tags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    /// The mean rating; absent when nobody has rated the book.
    #[prost(message, optional, tag = "13")]
    pub rating: ::core::option::Option<::pbjson_types::DoubleValue>,
    /// How long it may be borrowed; absent when it may not.
    #[prost(message, optional, tag = "14")]
    pub loan_period: ::core::option::Option<::pbjson_types::Duration>,
    /// What the bookseller wants to remember about the book.
    #[prost(message, optional, tag = "15")]
    pub notes: ::core::option::Option<::pbjson_types::Struct>,
    /// Copies in each branch, by the branch's number.
    #[prost(btree_map = "int32, int32", tag = "16")]
    pub copies: ::prost::alloc::collections::BTreeMap<i32, i32>,
    /// Records of other systems.
    #[prost(message, repeated, tag = "17")]
    pub attachments: ::prost::alloc::vec::Vec<::pbjson_types::Any>,
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
    pub update_mask: ::core::option::Option<::pbjson_types::FieldMask>,
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
    pub published_after: ::core::option::Option<::pbjson_types::Timestamp>,
    /// Published no longer ago than this, as seen from 2026-01-01.
    #[prost(message, optional, tag = "5")]
    pub max_age: ::core::option::Option<::pbjson_types::Duration>,
    #[prost(message, optional, tag = "6")]
    pub in_stock: ::core::option::Option<::pbjson_types::BoolValue>,
    #[prost(message, optional, tag = "7")]
    pub price_cents_max: ::core::option::Option<::pbjson_types::Int32Value>,
    #[prost(message, optional, tag = "8")]
    pub rating_min: ::core::option::Option<::pbjson_types::DoubleValue>,
    /// Which fields of the books to answer with; absent means all of them.
    #[prost(message, optional, tag = "9")]
    pub read_mask: ::core::option::Option<::pbjson_types::FieldMask>,
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
        ::pbjson_types::Timestamp,
    >,
    #[prost(btree_map = "string, message", tag = "68")]
    pub string_to_value: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::pbjson_types::Value,
    >,
    #[prost(message, optional, tag = "90")]
    pub any: ::core::option::Option<::pbjson_types::Any>,
    #[prost(message, optional, tag = "91")]
    pub timestamp: ::core::option::Option<::pbjson_types::Timestamp>,
    #[prost(message, optional, tag = "92")]
    pub duration: ::core::option::Option<::pbjson_types::Duration>,
    #[prost(message, optional, tag = "93")]
    pub field_mask: ::core::option::Option<::pbjson_types::FieldMask>,
    #[prost(message, optional, tag = "94")]
    pub r#struct: ::core::option::Option<::pbjson_types::Struct>,
    #[prost(message, optional, tag = "95")]
    pub value: ::core::option::Option<::pbjson_types::Value>,
    #[prost(message, optional, tag = "96")]
    pub list_value: ::core::option::Option<::pbjson_types::ListValue>,
    #[prost(enumeration = "::pbjson_types::NullValue", tag = "97")]
    pub null_value: i32,
    #[prost(message, optional, tag = "98")]
    pub empty: ::core::option::Option<::pbjson_types::Empty>,
    #[prost(message, optional, tag = "100")]
    pub double_wrapper: ::core::option::Option<::pbjson_types::DoubleValue>,
    #[prost(message, optional, tag = "101")]
    pub float_wrapper: ::core::option::Option<::pbjson_types::FloatValue>,
    #[prost(message, optional, tag = "102")]
    pub int64_wrapper: ::core::option::Option<::pbjson_types::Int64Value>,
    #[prost(message, optional, tag = "103")]
    pub uint64_wrapper: ::core::option::Option<::pbjson_types::UInt64Value>,
    #[prost(message, optional, tag = "104")]
    pub int32_wrapper: ::core::option::Option<::pbjson_types::Int32Value>,
    #[prost(message, optional, tag = "105")]
    pub uint32_wrapper: ::core::option::Option<::pbjson_types::UInt32Value>,
    #[prost(message, optional, tag = "106")]
    pub bool_wrapper: ::core::option::Option<::pbjson_types::BoolValue>,
    #[prost(message, optional, tag = "107")]
    pub string_wrapper: ::core::option::Option<::pbjson_types::StringValue>,
    #[prost(message, optional, tag = "108")]
    pub bytes_wrapper: ::core::option::Option<::pbjson_types::BytesValue>,
    #[prost(message, repeated, tag = "110")]
    pub repeated_any: ::prost::alloc::vec::Vec<::pbjson_types::Any>,
    #[prost(message, repeated, tag = "111")]
    pub repeated_timestamp: ::prost::alloc::vec::Vec<::pbjson_types::Timestamp>,
    #[prost(message, repeated, tag = "112")]
    pub repeated_duration: ::prost::alloc::vec::Vec<::pbjson_types::Duration>,
    #[prost(message, repeated, tag = "113")]
    pub repeated_value: ::prost::alloc::vec::Vec<::pbjson_types::Value>,
    #[prost(message, repeated, tag = "114")]
    pub repeated_int64_wrapper: ::prost::alloc::vec::Vec<::pbjson_types::Int64Value>,
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
        ChoiceDuration(::pbjson_types::Duration),
        #[prost(enumeration = "::pbjson_types::NullValue", tag = "78")]
        ChoiceNull(i32),
        #[prost(message, tag = "79")]
        ChoiceWrapper(::pbjson_types::StringValue),
        #[prost(message, tag = "80")]
        ChoiceEmpty(::pbjson_types::Empty),
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
    pub others: ::prost::alloc::vec::Vec<::pbjson_types::Any>,
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
    pub delay: ::core::option::Option<::pbjson_types::Duration>,
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
impl serde::Serialize for Author {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.display_name.is_empty() {
            len += 1;
        }
        if self.book_count != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Author", len)?;
        if !self.display_name.is_empty() {
            struct_ser.serialize_field("displayName", &self.display_name)?;
        }
        if self.book_count != 0 {
            struct_ser.serialize_field("bookCount", &self.book_count)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Author {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "display_name",
            "displayName",
            "book_count",
            "bookCount",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            DisplayName,
            BookCount,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "displayName" | "display_name" => Ok(GeneratedField::DisplayName),
                            "bookCount" | "book_count" => Ok(GeneratedField::BookCount),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Author;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Author")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Author, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut display_name__ = None;
                let mut book_count__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::DisplayName => {
                            if display_name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("displayName"));
                            }
                            display_name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::BookCount => {
                            if book_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bookCount"));
                            }
                            book_count__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Author {
                    display_name: display_name__.unwrap_or_default(),
                    book_count: book_count__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Author", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Book {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.title.is_empty() {
            len += 1;
        }
        if !self.author.is_empty() {
            len += 1;
        }
        if self.isbn != 0 {
            len += 1;
        }
        if self.genre != 0 {
            len += 1;
        }
        if self.price_cents != 0 {
            len += 1;
        }
        if self.publish_time.is_some() {
            len += 1;
        }
        if self.in_stock {
            len += 1;
        }
        if !self.tags.is_empty() {
            len += 1;
        }
        if self.rating.is_some() {
            len += 1;
        }
        if self.loan_period.is_some() {
            len += 1;
        }
        if self.notes.is_some() {
            len += 1;
        }
        if !self.copies.is_empty() {
            len += 1;
        }
        if !self.attachments.is_empty() {
            len += 1;
        }
        if self.format.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Book", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.title.is_empty() {
            struct_ser.serialize_field("title", &self.title)?;
        }
        if !self.author.is_empty() {
            struct_ser.serialize_field("author", &self.author)?;
        }
        if self.isbn != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("isbn", ToString::to_string(&self.isbn).as_str())?;
        }
        if self.genre != 0 {
            let v = Genre::try_from(self.genre)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.genre)))?;
            struct_ser.serialize_field("genre", &v)?;
        }
        if self.price_cents != 0 {
            struct_ser.serialize_field("priceCents", &self.price_cents)?;
        }
        if let Some(v) = self.publish_time.as_ref() {
            struct_ser.serialize_field("publishTime", v)?;
        }
        if self.in_stock {
            struct_ser.serialize_field("inStock", &self.in_stock)?;
        }
        if !self.tags.is_empty() {
            struct_ser.serialize_field("tags", &self.tags)?;
        }
        if let Some(v) = self.rating.as_ref() {
            struct_ser.serialize_field("rating", v)?;
        }
        if let Some(v) = self.loan_period.as_ref() {
            struct_ser.serialize_field("loanPeriod", v)?;
        }
        if let Some(v) = self.notes.as_ref() {
            struct_ser.serialize_field("notes", v)?;
        }
        if !self.copies.is_empty() {
            struct_ser.serialize_field("copies", &self.copies)?;
        }
        if !self.attachments.is_empty() {
            struct_ser.serialize_field("attachments", &self.attachments)?;
        }
        if let Some(v) = self.format.as_ref() {
            match v {
                book::Format::Print(v) => {
                    struct_ser.serialize_field("print", v)?;
                }
                book::Format::Ebook(v) => {
                    struct_ser.serialize_field("ebook", v)?;
                }
                book::Format::OtherFormat(v) => {
                    struct_ser.serialize_field("otherFormat", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Book {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
            "title",
            "author",
            "isbn",
            "genre",
            "price_cents",
            "priceCents",
            "publish_time",
            "publishTime",
            "in_stock",
            "inStock",
            "tags",
            "rating",
            "loan_period",
            "loanPeriod",
            "notes",
            "copies",
            "attachments",
            "print",
            "ebook",
            "other_format",
            "otherFormat",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Title,
            Author,
            Isbn,
            Genre,
            PriceCents,
            PublishTime,
            InStock,
            Tags,
            Rating,
            LoanPeriod,
            Notes,
            Copies,
            Attachments,
            Print,
            Ebook,
            OtherFormat,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            "title" => Ok(GeneratedField::Title),
                            "author" => Ok(GeneratedField::Author),
                            "isbn" => Ok(GeneratedField::Isbn),
                            "genre" => Ok(GeneratedField::Genre),
                            "priceCents" | "price_cents" => Ok(GeneratedField::PriceCents),
                            "publishTime" | "publish_time" => Ok(GeneratedField::PublishTime),
                            "inStock" | "in_stock" => Ok(GeneratedField::InStock),
                            "tags" => Ok(GeneratedField::Tags),
                            "rating" => Ok(GeneratedField::Rating),
                            "loanPeriod" | "loan_period" => Ok(GeneratedField::LoanPeriod),
                            "notes" => Ok(GeneratedField::Notes),
                            "copies" => Ok(GeneratedField::Copies),
                            "attachments" => Ok(GeneratedField::Attachments),
                            "print" => Ok(GeneratedField::Print),
                            "ebook" => Ok(GeneratedField::Ebook),
                            "otherFormat" | "other_format" => Ok(GeneratedField::OtherFormat),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Book;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Book")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Book, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut title__ = None;
                let mut author__ = None;
                let mut isbn__ = None;
                let mut genre__ = None;
                let mut price_cents__ = None;
                let mut publish_time__ = None;
                let mut in_stock__ = None;
                let mut tags__ = None;
                let mut rating__ = None;
                let mut loan_period__ = None;
                let mut notes__ = None;
                let mut copies__ = None;
                let mut attachments__ = None;
                let mut format__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Title => {
                            if title__.is_some() {
                                return Err(serde::de::Error::duplicate_field("title"));
                            }
                            title__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Author => {
                            if author__.is_some() {
                                return Err(serde::de::Error::duplicate_field("author"));
                            }
                            author__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Isbn => {
                            if isbn__.is_some() {
                                return Err(serde::de::Error::duplicate_field("isbn"));
                            }
                            isbn__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Genre => {
                            if genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("genre"));
                            }
                            genre__ = Some(map_.next_value::<Genre>()? as i32);
                        }
                        GeneratedField::PriceCents => {
                            if price_cents__.is_some() {
                                return Err(serde::de::Error::duplicate_field("priceCents"));
                            }
                            price_cents__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::PublishTime => {
                            if publish_time__.is_some() {
                                return Err(serde::de::Error::duplicate_field("publishTime"));
                            }
                            publish_time__ = map_.next_value()?;
                        }
                        GeneratedField::InStock => {
                            if in_stock__.is_some() {
                                return Err(serde::de::Error::duplicate_field("inStock"));
                            }
                            in_stock__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Tags => {
                            if tags__.is_some() {
                                return Err(serde::de::Error::duplicate_field("tags"));
                            }
                            tags__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Rating => {
                            if rating__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rating"));
                            }
                            rating__ = map_.next_value()?;
                        }
                        GeneratedField::LoanPeriod => {
                            if loan_period__.is_some() {
                                return Err(serde::de::Error::duplicate_field("loanPeriod"));
                            }
                            loan_period__ = map_.next_value()?;
                        }
                        GeneratedField::Notes => {
                            if notes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("notes"));
                            }
                            notes__ = map_.next_value()?;
                        }
                        GeneratedField::Copies => {
                            if copies__.is_some() {
                                return Err(serde::de::Error::duplicate_field("copies"));
                            }
                            copies__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i32>, ::pbjson::private::NumberDeserialize<i32>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Attachments => {
                            if attachments__.is_some() {
                                return Err(serde::de::Error::duplicate_field("attachments"));
                            }
                            attachments__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Print => {
                            if format__.is_some() {
                                return Err(serde::de::Error::duplicate_field("print"));
                            }
                            format__ = map_.next_value::<::std::option::Option<_>>()?.map(book::Format::Print)
;
                        }
                        GeneratedField::Ebook => {
                            if format__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ebook"));
                            }
                            format__ = map_.next_value::<::std::option::Option<_>>()?.map(book::Format::Ebook)
;
                        }
                        GeneratedField::OtherFormat => {
                            if format__.is_some() {
                                return Err(serde::de::Error::duplicate_field("otherFormat"));
                            }
                            format__ = map_.next_value::<::std::option::Option<_>>()?.map(book::Format::OtherFormat);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Book {
                    name: name__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    author: author__.unwrap_or_default(),
                    isbn: isbn__.unwrap_or_default(),
                    genre: genre__.unwrap_or_default(),
                    price_cents: price_cents__.unwrap_or_default(),
                    publish_time: publish_time__,
                    in_stock: in_stock__.unwrap_or_default(),
                    tags: tags__.unwrap_or_default(),
                    rating: rating__,
                    loan_period: loan_period__,
                    notes: notes__,
                    copies: copies__.unwrap_or_default(),
                    attachments: attachments__.unwrap_or_default(),
                    format: format__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Book", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BookEvent {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.event.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.BookEvent", len)?;
        if let Some(v) = self.event.as_ref() {
            match v {
                book_event::Event::Stored(v) => {
                    struct_ser.serialize_field("stored", v)?;
                }
                book_event::Event::Deleted(v) => {
                    struct_ser.serialize_field("deleted", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BookEvent {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "stored",
            "deleted",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Stored,
            Deleted,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "stored" => Ok(GeneratedField::Stored),
                            "deleted" => Ok(GeneratedField::Deleted),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BookEvent;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.BookEvent")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BookEvent, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut event__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Stored => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stored"));
                            }
                            event__ = map_.next_value::<::std::option::Option<_>>()?.map(book_event::Event::Stored)
;
                        }
                        GeneratedField::Deleted => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deleted"));
                            }
                            event__ = map_.next_value::<::std::option::Option<_>>()?.map(book_event::Event::Deleted);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(BookEvent {
                    event: event__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.BookEvent", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ConverseRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.text.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ConverseRequest", len)?;
        if !self.text.is_empty() {
            struct_ser.serialize_field("text", &self.text)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ConverseRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "text",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Text,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "text" => Ok(GeneratedField::Text),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ConverseRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ConverseRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ConverseRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut text__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Text => {
                            if text__.is_some() {
                                return Err(serde::de::Error::duplicate_field("text"));
                            }
                            text__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ConverseRequest {
                    text: text__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ConverseRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ConverseResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.text.is_empty() {
            len += 1;
        }
        if self.turn != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ConverseResponse", len)?;
        if !self.text.is_empty() {
            struct_ser.serialize_field("text", &self.text)?;
        }
        if self.turn != 0 {
            struct_ser.serialize_field("turn", &self.turn)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ConverseResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "text",
            "turn",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Text,
            Turn,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "text" => Ok(GeneratedField::Text),
                            "turn" => Ok(GeneratedField::Turn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ConverseResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ConverseResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ConverseResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut text__ = None;
                let mut turn__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Text => {
                            if text__.is_some() {
                                return Err(serde::de::Error::duplicate_field("text"));
                            }
                            text__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Turn => {
                            if turn__.is_some() {
                                return Err(serde::de::Error::duplicate_field("turn"));
                            }
                            turn__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ConverseResponse {
                    text: text__.unwrap_or_default(),
                    turn: turn__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ConverseResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Cover {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.book.is_empty() {
            len += 1;
        }
        if !self.media_type.is_empty() {
            len += 1;
        }
        if self.size_bytes != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Cover", len)?;
        if !self.book.is_empty() {
            struct_ser.serialize_field("book", &self.book)?;
        }
        if !self.media_type.is_empty() {
            struct_ser.serialize_field("mediaType", &self.media_type)?;
        }
        if self.size_bytes != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sizeBytes", ToString::to_string(&self.size_bytes).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Cover {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "book",
            "media_type",
            "mediaType",
            "size_bytes",
            "sizeBytes",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Book,
            MediaType,
            SizeBytes,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "book" => Ok(GeneratedField::Book),
                            "mediaType" | "media_type" => Ok(GeneratedField::MediaType),
                            "sizeBytes" | "size_bytes" => Ok(GeneratedField::SizeBytes),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Cover;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Cover")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Cover, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut book__ = None;
                let mut media_type__ = None;
                let mut size_bytes__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Book => {
                            if book__.is_some() {
                                return Err(serde::de::Error::duplicate_field("book"));
                            }
                            book__ = Some(map_.next_value()?);
                        }
                        GeneratedField::MediaType => {
                            if media_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mediaType"));
                            }
                            media_type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::SizeBytes => {
                            if size_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sizeBytes"));
                            }
                            size_bytes__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Cover {
                    book: book__.unwrap_or_default(),
                    media_type: media_type__.unwrap_or_default(),
                    size_bytes: size_bytes__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Cover", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CreateBookRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.parent.is_empty() {
            len += 1;
        }
        if self.book.is_some() {
            len += 1;
        }
        if !self.book_id.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.CreateBookRequest", len)?;
        if !self.parent.is_empty() {
            struct_ser.serialize_field("parent", &self.parent)?;
        }
        if let Some(v) = self.book.as_ref() {
            struct_ser.serialize_field("book", v)?;
        }
        if !self.book_id.is_empty() {
            struct_ser.serialize_field("bookId", &self.book_id)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CreateBookRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "parent",
            "book",
            "book_id",
            "bookId",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Parent,
            Book,
            BookId,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "parent" => Ok(GeneratedField::Parent),
                            "book" => Ok(GeneratedField::Book),
                            "bookId" | "book_id" => Ok(GeneratedField::BookId),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CreateBookRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.CreateBookRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CreateBookRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut parent__ = None;
                let mut book__ = None;
                let mut book_id__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Parent => {
                            if parent__.is_some() {
                                return Err(serde::de::Error::duplicate_field("parent"));
                            }
                            parent__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Book => {
                            if book__.is_some() {
                                return Err(serde::de::Error::duplicate_field("book"));
                            }
                            book__ = map_.next_value()?;
                        }
                        GeneratedField::BookId => {
                            if book_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bookId"));
                            }
                            book_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CreateBookRequest {
                    parent: parent__.unwrap_or_default(),
                    book: book__,
                    book_id: book_id__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.CreateBookRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CreateShelfRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.shelf.is_some() {
            len += 1;
        }
        if !self.shelf_id.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.CreateShelfRequest", len)?;
        if let Some(v) = self.shelf.as_ref() {
            struct_ser.serialize_field("shelf", v)?;
        }
        if !self.shelf_id.is_empty() {
            struct_ser.serialize_field("shelfId", &self.shelf_id)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CreateShelfRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "shelf",
            "shelf_id",
            "shelfId",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Shelf,
            ShelfId,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "shelf" => Ok(GeneratedField::Shelf),
                            "shelfId" | "shelf_id" => Ok(GeneratedField::ShelfId),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CreateShelfRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.CreateShelfRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CreateShelfRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut shelf__ = None;
                let mut shelf_id__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Shelf => {
                            if shelf__.is_some() {
                                return Err(serde::de::Error::duplicate_field("shelf"));
                            }
                            shelf__ = map_.next_value()?;
                        }
                        GeneratedField::ShelfId => {
                            if shelf_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("shelfId"));
                            }
                            shelf_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CreateShelfRequest {
                    shelf: shelf__,
                    shelf_id: shelf_id__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.CreateShelfRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DeleteBookRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.DeleteBookRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DeleteBookRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DeleteBookRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.DeleteBookRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DeleteBookRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(DeleteBookRequest {
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.DeleteBookRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DeleteShelfRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.DeleteShelfRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DeleteShelfRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DeleteShelfRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.DeleteShelfRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DeleteShelfRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(DeleteShelfRequest {
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.DeleteShelfRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DownloadCatalogRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("bookstore.v1.DownloadCatalogRequest", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DownloadCatalogRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Ok(GeneratedField::__SkipField__)
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DownloadCatalogRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.DownloadCatalogRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DownloadCatalogRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(DownloadCatalogRequest {
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.DownloadCatalogRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DownloadCoverRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.DownloadCoverRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DownloadCoverRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DownloadCoverRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.DownloadCoverRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DownloadCoverRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(DownloadCoverRequest {
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.DownloadCoverRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Ebook {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.media_type.is_empty() {
            len += 1;
        }
        if self.size_bytes != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Ebook", len)?;
        if !self.media_type.is_empty() {
            struct_ser.serialize_field("mediaType", &self.media_type)?;
        }
        if self.size_bytes != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sizeBytes", ToString::to_string(&self.size_bytes).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Ebook {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "media_type",
            "mediaType",
            "size_bytes",
            "sizeBytes",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            MediaType,
            SizeBytes,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "mediaType" | "media_type" => Ok(GeneratedField::MediaType),
                            "sizeBytes" | "size_bytes" => Ok(GeneratedField::SizeBytes),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Ebook;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Ebook")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Ebook, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut media_type__ = None;
                let mut size_bytes__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::MediaType => {
                            if media_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mediaType"));
                            }
                            media_type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::SizeBytes => {
                            if size_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sizeBytes"));
                            }
                            size_bytes__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Ebook {
                    media_type: media_type__.unwrap_or_default(),
                    size_bytes: size_bytes__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Ebook", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Everything {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.double_value != 0. {
            len += 1;
        }
        if self.float_value != 0. {
            len += 1;
        }
        if self.int32_value != 0 {
            len += 1;
        }
        if self.int64_value != 0 {
            len += 1;
        }
        if self.uint32_value != 0 {
            len += 1;
        }
        if self.uint64_value != 0 {
            len += 1;
        }
        if self.sint32_value != 0 {
            len += 1;
        }
        if self.sint64_value != 0 {
            len += 1;
        }
        if self.fixed32_value != 0 {
            len += 1;
        }
        if self.fixed64_value != 0 {
            len += 1;
        }
        if self.sfixed32_value != 0 {
            len += 1;
        }
        if self.sfixed64_value != 0 {
            len += 1;
        }
        if self.bool_value {
            len += 1;
        }
        if !self.string_value.is_empty() {
            len += 1;
        }
        if !self.bytes_value.is_empty() {
            len += 1;
        }
        if self.genre != 0 {
            len += 1;
        }
        if self.child.is_some() {
            len += 1;
        }
        if self.optional_double.is_some() {
            len += 1;
        }
        if self.optional_int32.is_some() {
            len += 1;
        }
        if self.optional_int64.is_some() {
            len += 1;
        }
        if self.optional_bool.is_some() {
            len += 1;
        }
        if self.optional_string.is_some() {
            len += 1;
        }
        if self.optional_bytes.is_some() {
            len += 1;
        }
        if self.optional_genre.is_some() {
            len += 1;
        }
        if !self.repeated_double.is_empty() {
            len += 1;
        }
        if !self.repeated_float.is_empty() {
            len += 1;
        }
        if !self.repeated_int32.is_empty() {
            len += 1;
        }
        if !self.repeated_int64.is_empty() {
            len += 1;
        }
        if !self.repeated_uint32.is_empty() {
            len += 1;
        }
        if !self.repeated_uint64.is_empty() {
            len += 1;
        }
        if !self.repeated_sint32.is_empty() {
            len += 1;
        }
        if !self.repeated_sint64.is_empty() {
            len += 1;
        }
        if !self.repeated_fixed32.is_empty() {
            len += 1;
        }
        if !self.repeated_fixed64.is_empty() {
            len += 1;
        }
        if !self.repeated_sfixed32.is_empty() {
            len += 1;
        }
        if !self.repeated_sfixed64.is_empty() {
            len += 1;
        }
        if !self.repeated_bool.is_empty() {
            len += 1;
        }
        if !self.repeated_string.is_empty() {
            len += 1;
        }
        if !self.repeated_bytes.is_empty() {
            len += 1;
        }
        if !self.repeated_genre.is_empty() {
            len += 1;
        }
        if !self.children.is_empty() {
            len += 1;
        }
        if !self.repeated_expanded.is_empty() {
            len += 1;
        }
        if !self.string_to_string.is_empty() {
            len += 1;
        }
        if !self.string_to_int64.is_empty() {
            len += 1;
        }
        if !self.string_to_double.is_empty() {
            len += 1;
        }
        if !self.string_to_bytes.is_empty() {
            len += 1;
        }
        if !self.string_to_genre.is_empty() {
            len += 1;
        }
        if !self.string_to_child.is_empty() {
            len += 1;
        }
        if !self.int32_to_string.is_empty() {
            len += 1;
        }
        if !self.int64_to_bool.is_empty() {
            len += 1;
        }
        if !self.uint32_to_uint32.is_empty() {
            len += 1;
        }
        if !self.uint64_to_uint64.is_empty() {
            len += 1;
        }
        if !self.sint32_to_sint32.is_empty() {
            len += 1;
        }
        if !self.sint64_to_sint64.is_empty() {
            len += 1;
        }
        if !self.fixed32_to_float.is_empty() {
            len += 1;
        }
        if !self.fixed64_to_fixed64.is_empty() {
            len += 1;
        }
        if !self.sfixed32_to_sfixed32.is_empty() {
            len += 1;
        }
        if !self.sfixed64_to_sfixed64.is_empty() {
            len += 1;
        }
        if !self.bool_to_string.is_empty() {
            len += 1;
        }
        if !self.string_to_timestamp.is_empty() {
            len += 1;
        }
        if !self.string_to_value.is_empty() {
            len += 1;
        }
        if self.any.is_some() {
            len += 1;
        }
        if self.timestamp.is_some() {
            len += 1;
        }
        if self.duration.is_some() {
            len += 1;
        }
        if self.field_mask.is_some() {
            len += 1;
        }
        if self.r#struct.is_some() {
            len += 1;
        }
        if self.value.is_some() {
            len += 1;
        }
        if self.list_value.is_some() {
            len += 1;
        }
        if self.null_value != 0 {
            len += 1;
        }
        if self.empty.is_some() {
            len += 1;
        }
        if self.double_wrapper.is_some() {
            len += 1;
        }
        if self.float_wrapper.is_some() {
            len += 1;
        }
        if self.int64_wrapper.is_some() {
            len += 1;
        }
        if self.uint64_wrapper.is_some() {
            len += 1;
        }
        if self.int32_wrapper.is_some() {
            len += 1;
        }
        if self.uint32_wrapper.is_some() {
            len += 1;
        }
        if self.bool_wrapper.is_some() {
            len += 1;
        }
        if self.string_wrapper.is_some() {
            len += 1;
        }
        if self.bytes_wrapper.is_some() {
            len += 1;
        }
        if !self.repeated_any.is_empty() {
            len += 1;
        }
        if !self.repeated_timestamp.is_empty() {
            len += 1;
        }
        if !self.repeated_duration.is_empty() {
            len += 1;
        }
        if !self.repeated_value.is_empty() {
            len += 1;
        }
        if !self.repeated_int64_wrapper.is_empty() {
            len += 1;
        }
        if !self.renamed.is_empty() {
            len += 1;
        }
        if !self.far_away.is_empty() {
            len += 1;
        }
        if self.choice.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Everything", len)?;
        if self.double_value != 0. {
            struct_ser.serialize_field("doubleValue", &self.double_value)?;
        }
        if self.float_value != 0. {
            struct_ser.serialize_field("floatValue", &self.float_value)?;
        }
        if self.int32_value != 0 {
            struct_ser.serialize_field("int32Value", &self.int32_value)?;
        }
        if self.int64_value != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("int64Value", ToString::to_string(&self.int64_value).as_str())?;
        }
        if self.uint32_value != 0 {
            struct_ser.serialize_field("uint32Value", &self.uint32_value)?;
        }
        if self.uint64_value != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("uint64Value", ToString::to_string(&self.uint64_value).as_str())?;
        }
        if self.sint32_value != 0 {
            struct_ser.serialize_field("sint32Value", &self.sint32_value)?;
        }
        if self.sint64_value != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sint64Value", ToString::to_string(&self.sint64_value).as_str())?;
        }
        if self.fixed32_value != 0 {
            struct_ser.serialize_field("fixed32Value", &self.fixed32_value)?;
        }
        if self.fixed64_value != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("fixed64Value", ToString::to_string(&self.fixed64_value).as_str())?;
        }
        if self.sfixed32_value != 0 {
            struct_ser.serialize_field("sfixed32Value", &self.sfixed32_value)?;
        }
        if self.sfixed64_value != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sfixed64Value", ToString::to_string(&self.sfixed64_value).as_str())?;
        }
        if self.bool_value {
            struct_ser.serialize_field("boolValue", &self.bool_value)?;
        }
        if !self.string_value.is_empty() {
            struct_ser.serialize_field("stringValue", &self.string_value)?;
        }
        if !self.bytes_value.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("bytesValue", pbjson::private::base64::encode(&self.bytes_value).as_str())?;
        }
        if self.genre != 0 {
            let v = Genre::try_from(self.genre)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.genre)))?;
            struct_ser.serialize_field("genre", &v)?;
        }
        if let Some(v) = self.child.as_ref() {
            struct_ser.serialize_field("child", v)?;
        }
        if let Some(v) = self.optional_double.as_ref() {
            struct_ser.serialize_field("optionalDouble", v)?;
        }
        if let Some(v) = self.optional_int32.as_ref() {
            struct_ser.serialize_field("optionalInt32", v)?;
        }
        if let Some(v) = self.optional_int64.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("optionalInt64", ToString::to_string(&v).as_str())?;
        }
        if let Some(v) = self.optional_bool.as_ref() {
            struct_ser.serialize_field("optionalBool", v)?;
        }
        if let Some(v) = self.optional_string.as_ref() {
            struct_ser.serialize_field("optionalString", v)?;
        }
        if let Some(v) = self.optional_bytes.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("optionalBytes", pbjson::private::base64::encode(&v).as_str())?;
        }
        if let Some(v) = self.optional_genre.as_ref() {
            let v = Genre::try_from(*v)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
            struct_ser.serialize_field("optionalGenre", &v)?;
        }
        if !self.repeated_double.is_empty() {
            struct_ser.serialize_field("repeatedDouble", &self.repeated_double)?;
        }
        if !self.repeated_float.is_empty() {
            struct_ser.serialize_field("repeatedFloat", &self.repeated_float)?;
        }
        if !self.repeated_int32.is_empty() {
            struct_ser.serialize_field("repeatedInt32", &self.repeated_int32)?;
        }
        if !self.repeated_int64.is_empty() {
            struct_ser.serialize_field("repeatedInt64", &self.repeated_int64.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        }
        if !self.repeated_uint32.is_empty() {
            struct_ser.serialize_field("repeatedUint32", &self.repeated_uint32)?;
        }
        if !self.repeated_uint64.is_empty() {
            struct_ser.serialize_field("repeatedUint64", &self.repeated_uint64.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        }
        if !self.repeated_sint32.is_empty() {
            struct_ser.serialize_field("repeatedSint32", &self.repeated_sint32)?;
        }
        if !self.repeated_sint64.is_empty() {
            struct_ser.serialize_field("repeatedSint64", &self.repeated_sint64.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        }
        if !self.repeated_fixed32.is_empty() {
            struct_ser.serialize_field("repeatedFixed32", &self.repeated_fixed32)?;
        }
        if !self.repeated_fixed64.is_empty() {
            struct_ser.serialize_field("repeatedFixed64", &self.repeated_fixed64.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        }
        if !self.repeated_sfixed32.is_empty() {
            struct_ser.serialize_field("repeatedSfixed32", &self.repeated_sfixed32)?;
        }
        if !self.repeated_sfixed64.is_empty() {
            struct_ser.serialize_field("repeatedSfixed64", &self.repeated_sfixed64.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        }
        if !self.repeated_bool.is_empty() {
            struct_ser.serialize_field("repeatedBool", &self.repeated_bool)?;
        }
        if !self.repeated_string.is_empty() {
            struct_ser.serialize_field("repeatedString", &self.repeated_string)?;
        }
        if !self.repeated_bytes.is_empty() {
            struct_ser.serialize_field("repeatedBytes", &self.repeated_bytes.iter().map(pbjson::private::base64::encode).collect::<Vec<_>>())?;
        }
        if !self.repeated_genre.is_empty() {
            let v = self.repeated_genre.iter().cloned().map(|v| {
                Genre::try_from(v)
                    .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", v)))
                }).collect::<std::result::Result<Vec<_>, _>>()?;
            struct_ser.serialize_field("repeatedGenre", &v)?;
        }
        if !self.children.is_empty() {
            struct_ser.serialize_field("children", &self.children)?;
        }
        if !self.repeated_expanded.is_empty() {
            struct_ser.serialize_field("repeatedExpanded", &self.repeated_expanded)?;
        }
        if !self.string_to_string.is_empty() {
            struct_ser.serialize_field("stringToString", &self.string_to_string)?;
        }
        if !self.string_to_int64.is_empty() {
            let v: std::collections::HashMap<_, _> = self.string_to_int64.iter()
                .map(|(k, v)| (k, v.to_string())).collect();
            struct_ser.serialize_field("stringToInt64", &v)?;
        }
        if !self.string_to_double.is_empty() {
            struct_ser.serialize_field("stringToDouble", &self.string_to_double)?;
        }
        if !self.string_to_bytes.is_empty() {
            let v: std::collections::HashMap<_, _> = self.string_to_bytes.iter()
                .map(|(k, v)| (k, pbjson::private::base64::encode(v))).collect();
            struct_ser.serialize_field("stringToBytes", &v)?;
        }
        if !self.string_to_genre.is_empty() {
            let v: std::collections::HashMap<_, _> = self.string_to_genre.iter()
                .map(|(k, v)| {
                    let v = Genre::try_from(*v)
                        .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
                    Ok((k, v))
                }).collect::<std::result::Result<_,_>>()?;
            struct_ser.serialize_field("stringToGenre", &v)?;
        }
        if !self.string_to_child.is_empty() {
            struct_ser.serialize_field("stringToChild", &self.string_to_child)?;
        }
        if !self.int32_to_string.is_empty() {
            struct_ser.serialize_field("int32ToString", &self.int32_to_string)?;
        }
        if !self.int64_to_bool.is_empty() {
            struct_ser.serialize_field("int64ToBool", &self.int64_to_bool)?;
        }
        if !self.uint32_to_uint32.is_empty() {
            struct_ser.serialize_field("uint32ToUint32", &self.uint32_to_uint32)?;
        }
        if !self.uint64_to_uint64.is_empty() {
            let v: std::collections::HashMap<_, _> = self.uint64_to_uint64.iter()
                .map(|(k, v)| (k, v.to_string())).collect();
            struct_ser.serialize_field("uint64ToUint64", &v)?;
        }
        if !self.sint32_to_sint32.is_empty() {
            struct_ser.serialize_field("sint32ToSint32", &self.sint32_to_sint32)?;
        }
        if !self.sint64_to_sint64.is_empty() {
            let v: std::collections::HashMap<_, _> = self.sint64_to_sint64.iter()
                .map(|(k, v)| (k, v.to_string())).collect();
            struct_ser.serialize_field("sint64ToSint64", &v)?;
        }
        if !self.fixed32_to_float.is_empty() {
            struct_ser.serialize_field("fixed32ToFloat", &self.fixed32_to_float)?;
        }
        if !self.fixed64_to_fixed64.is_empty() {
            let v: std::collections::HashMap<_, _> = self.fixed64_to_fixed64.iter()
                .map(|(k, v)| (k, v.to_string())).collect();
            struct_ser.serialize_field("fixed64ToFixed64", &v)?;
        }
        if !self.sfixed32_to_sfixed32.is_empty() {
            struct_ser.serialize_field("sfixed32ToSfixed32", &self.sfixed32_to_sfixed32)?;
        }
        if !self.sfixed64_to_sfixed64.is_empty() {
            let v: std::collections::HashMap<_, _> = self.sfixed64_to_sfixed64.iter()
                .map(|(k, v)| (k, v.to_string())).collect();
            struct_ser.serialize_field("sfixed64ToSfixed64", &v)?;
        }
        if !self.bool_to_string.is_empty() {
            struct_ser.serialize_field("boolToString", &self.bool_to_string)?;
        }
        if !self.string_to_timestamp.is_empty() {
            struct_ser.serialize_field("stringToTimestamp", &self.string_to_timestamp)?;
        }
        if !self.string_to_value.is_empty() {
            struct_ser.serialize_field("stringToValue", &self.string_to_value)?;
        }
        if let Some(v) = self.any.as_ref() {
            struct_ser.serialize_field("any", v)?;
        }
        if let Some(v) = self.timestamp.as_ref() {
            struct_ser.serialize_field("timestamp", v)?;
        }
        if let Some(v) = self.duration.as_ref() {
            struct_ser.serialize_field("duration", v)?;
        }
        if let Some(v) = self.field_mask.as_ref() {
            struct_ser.serialize_field("fieldMask", v)?;
        }
        if let Some(v) = self.r#struct.as_ref() {
            struct_ser.serialize_field("struct", v)?;
        }
        if let Some(v) = self.value.as_ref() {
            struct_ser.serialize_field("value", v)?;
        }
        if let Some(v) = self.list_value.as_ref() {
            struct_ser.serialize_field("listValue", v)?;
        }
        if self.null_value != 0 {
            let v = ::pbjson_types::NullValue::try_from(self.null_value)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.null_value)))?;
            struct_ser.serialize_field("nullValue", &v)?;
        }
        if let Some(v) = self.empty.as_ref() {
            struct_ser.serialize_field("empty", v)?;
        }
        if let Some(v) = self.double_wrapper.as_ref() {
            struct_ser.serialize_field("doubleWrapper", v)?;
        }
        if let Some(v) = self.float_wrapper.as_ref() {
            struct_ser.serialize_field("floatWrapper", v)?;
        }
        if let Some(v) = self.int64_wrapper.as_ref() {
            struct_ser.serialize_field("int64Wrapper", v)?;
        }
        if let Some(v) = self.uint64_wrapper.as_ref() {
            struct_ser.serialize_field("uint64Wrapper", v)?;
        }
        if let Some(v) = self.int32_wrapper.as_ref() {
            struct_ser.serialize_field("int32Wrapper", v)?;
        }
        if let Some(v) = self.uint32_wrapper.as_ref() {
            struct_ser.serialize_field("uint32Wrapper", v)?;
        }
        if let Some(v) = self.bool_wrapper.as_ref() {
            struct_ser.serialize_field("boolWrapper", v)?;
        }
        if let Some(v) = self.string_wrapper.as_ref() {
            struct_ser.serialize_field("stringWrapper", v)?;
        }
        if let Some(v) = self.bytes_wrapper.as_ref() {
            struct_ser.serialize_field("bytesWrapper", v)?;
        }
        if !self.repeated_any.is_empty() {
            struct_ser.serialize_field("repeatedAny", &self.repeated_any)?;
        }
        if !self.repeated_timestamp.is_empty() {
            struct_ser.serialize_field("repeatedTimestamp", &self.repeated_timestamp)?;
        }
        if !self.repeated_duration.is_empty() {
            struct_ser.serialize_field("repeatedDuration", &self.repeated_duration)?;
        }
        if !self.repeated_value.is_empty() {
            struct_ser.serialize_field("repeatedValue", &self.repeated_value)?;
        }
        if !self.repeated_int64_wrapper.is_empty() {
            struct_ser.serialize_field("repeatedInt64Wrapper", &self.repeated_int64_wrapper)?;
        }
        if !self.renamed.is_empty() {
            struct_ser.serialize_field("@renamed", &self.renamed)?;
        }
        if !self.far_away.is_empty() {
            struct_ser.serialize_field("farAway", &self.far_away)?;
        }
        if let Some(v) = self.choice.as_ref() {
            match v {
                everything::Choice::ChoiceInt32(v) => {
                    struct_ser.serialize_field("choiceInt32", v)?;
                }
                everything::Choice::ChoiceInt64(v) => {
                    #[allow(clippy::needless_borrow)]
                    #[allow(clippy::needless_borrows_for_generic_args)]
                    struct_ser.serialize_field("choiceInt64", ToString::to_string(&v).as_str())?;
                }
                everything::Choice::ChoiceString(v) => {
                    struct_ser.serialize_field("choiceString", v)?;
                }
                everything::Choice::ChoiceBool(v) => {
                    struct_ser.serialize_field("choiceBool", v)?;
                }
                everything::Choice::ChoiceBytes(v) => {
                    #[allow(clippy::needless_borrow)]
                    #[allow(clippy::needless_borrows_for_generic_args)]
                    struct_ser.serialize_field("choiceBytes", pbjson::private::base64::encode(&v).as_str())?;
                }
                everything::Choice::ChoiceGenre(v) => {
                    let v = Genre::try_from(*v)
                        .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
                    struct_ser.serialize_field("choiceGenre", &v)?;
                }
                everything::Choice::ChoiceChild(v) => {
                    struct_ser.serialize_field("choiceChild", v)?;
                }
                everything::Choice::ChoiceDuration(v) => {
                    struct_ser.serialize_field("choiceDuration", v)?;
                }
                everything::Choice::ChoiceNull(v) => {
                    let v = ::pbjson_types::NullValue::try_from(*v)
                        .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", *v)))?;
                    struct_ser.serialize_field("choiceNull", &v)?;
                }
                everything::Choice::ChoiceWrapper(v) => {
                    struct_ser.serialize_field("choiceWrapper", v)?;
                }
                everything::Choice::ChoiceEmpty(v) => {
                    struct_ser.serialize_field("choiceEmpty", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Everything {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "double_value",
            "doubleValue",
            "float_value",
            "floatValue",
            "int32_value",
            "int32Value",
            "int64_value",
            "int64Value",
            "uint32_value",
            "uint32Value",
            "uint64_value",
            "uint64Value",
            "sint32_value",
            "sint32Value",
            "sint64_value",
            "sint64Value",
            "fixed32_value",
            "fixed32Value",
            "fixed64_value",
            "fixed64Value",
            "sfixed32_value",
            "sfixed32Value",
            "sfixed64_value",
            "sfixed64Value",
            "bool_value",
            "boolValue",
            "string_value",
            "stringValue",
            "bytes_value",
            "bytesValue",
            "genre",
            "child",
            "optional_double",
            "optionalDouble",
            "optional_int32",
            "optionalInt32",
            "optional_int64",
            "optionalInt64",
            "optional_bool",
            "optionalBool",
            "optional_string",
            "optionalString",
            "optional_bytes",
            "optionalBytes",
            "optional_genre",
            "optionalGenre",
            "repeated_double",
            "repeatedDouble",
            "repeated_float",
            "repeatedFloat",
            "repeated_int32",
            "repeatedInt32",
            "repeated_int64",
            "repeatedInt64",
            "repeated_uint32",
            "repeatedUint32",
            "repeated_uint64",
            "repeatedUint64",
            "repeated_sint32",
            "repeatedSint32",
            "repeated_sint64",
            "repeatedSint64",
            "repeated_fixed32",
            "repeatedFixed32",
            "repeated_fixed64",
            "repeatedFixed64",
            "repeated_sfixed32",
            "repeatedSfixed32",
            "repeated_sfixed64",
            "repeatedSfixed64",
            "repeated_bool",
            "repeatedBool",
            "repeated_string",
            "repeatedString",
            "repeated_bytes",
            "repeatedBytes",
            "repeated_genre",
            "repeatedGenre",
            "children",
            "repeated_expanded",
            "repeatedExpanded",
            "string_to_string",
            "stringToString",
            "string_to_int64",
            "stringToInt64",
            "string_to_double",
            "stringToDouble",
            "string_to_bytes",
            "stringToBytes",
            "string_to_genre",
            "stringToGenre",
            "string_to_child",
            "stringToChild",
            "int32_to_string",
            "int32ToString",
            "int64_to_bool",
            "int64ToBool",
            "uint32_to_uint32",
            "uint32ToUint32",
            "uint64_to_uint64",
            "uint64ToUint64",
            "sint32_to_sint32",
            "sint32ToSint32",
            "sint64_to_sint64",
            "sint64ToSint64",
            "fixed32_to_float",
            "fixed32ToFloat",
            "fixed64_to_fixed64",
            "fixed64ToFixed64",
            "sfixed32_to_sfixed32",
            "sfixed32ToSfixed32",
            "sfixed64_to_sfixed64",
            "sfixed64ToSfixed64",
            "bool_to_string",
            "boolToString",
            "string_to_timestamp",
            "stringToTimestamp",
            "string_to_value",
            "stringToValue",
            "any",
            "timestamp",
            "duration",
            "field_mask",
            "fieldMask",
            "struct",
            "value",
            "list_value",
            "listValue",
            "null_value",
            "nullValue",
            "empty",
            "double_wrapper",
            "doubleWrapper",
            "float_wrapper",
            "floatWrapper",
            "int64_wrapper",
            "int64Wrapper",
            "uint64_wrapper",
            "uint64Wrapper",
            "int32_wrapper",
            "int32Wrapper",
            "uint32_wrapper",
            "uint32Wrapper",
            "bool_wrapper",
            "boolWrapper",
            "string_wrapper",
            "stringWrapper",
            "bytes_wrapper",
            "bytesWrapper",
            "repeated_any",
            "repeatedAny",
            "repeated_timestamp",
            "repeatedTimestamp",
            "repeated_duration",
            "repeatedDuration",
            "repeated_value",
            "repeatedValue",
            "repeated_int64_wrapper",
            "repeatedInt64Wrapper",
            "renamed",
            "@renamed",
            "far_away",
            "farAway",
            "choice_int32",
            "choiceInt32",
            "choice_int64",
            "choiceInt64",
            "choice_string",
            "choiceString",
            "choice_bool",
            "choiceBool",
            "choice_bytes",
            "choiceBytes",
            "choice_genre",
            "choiceGenre",
            "choice_child",
            "choiceChild",
            "choice_duration",
            "choiceDuration",
            "choice_null",
            "choiceNull",
            "choice_wrapper",
            "choiceWrapper",
            "choice_empty",
            "choiceEmpty",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            DoubleValue,
            FloatValue,
            Int32Value,
            Int64Value,
            Uint32Value,
            Uint64Value,
            Sint32Value,
            Sint64Value,
            Fixed32Value,
            Fixed64Value,
            Sfixed32Value,
            Sfixed64Value,
            BoolValue,
            StringValue,
            BytesValue,
            Genre,
            Child,
            OptionalDouble,
            OptionalInt32,
            OptionalInt64,
            OptionalBool,
            OptionalString,
            OptionalBytes,
            OptionalGenre,
            RepeatedDouble,
            RepeatedFloat,
            RepeatedInt32,
            RepeatedInt64,
            RepeatedUint32,
            RepeatedUint64,
            RepeatedSint32,
            RepeatedSint64,
            RepeatedFixed32,
            RepeatedFixed64,
            RepeatedSfixed32,
            RepeatedSfixed64,
            RepeatedBool,
            RepeatedString,
            RepeatedBytes,
            RepeatedGenre,
            Children,
            RepeatedExpanded,
            StringToString,
            StringToInt64,
            StringToDouble,
            StringToBytes,
            StringToGenre,
            StringToChild,
            Int32ToString,
            Int64ToBool,
            Uint32ToUint32,
            Uint64ToUint64,
            Sint32ToSint32,
            Sint64ToSint64,
            Fixed32ToFloat,
            Fixed64ToFixed64,
            Sfixed32ToSfixed32,
            Sfixed64ToSfixed64,
            BoolToString,
            StringToTimestamp,
            StringToValue,
            Any,
            Timestamp,
            Duration,
            FieldMask,
            Struct,
            Value,
            ListValue,
            NullValue,
            Empty,
            DoubleWrapper,
            FloatWrapper,
            Int64Wrapper,
            Uint64Wrapper,
            Int32Wrapper,
            Uint32Wrapper,
            BoolWrapper,
            StringWrapper,
            BytesWrapper,
            RepeatedAny,
            RepeatedTimestamp,
            RepeatedDuration,
            RepeatedValue,
            RepeatedInt64Wrapper,
            Renamed,
            FarAway,
            ChoiceInt32,
            ChoiceInt64,
            ChoiceString,
            ChoiceBool,
            ChoiceBytes,
            ChoiceGenre,
            ChoiceChild,
            ChoiceDuration,
            ChoiceNull,
            ChoiceWrapper,
            ChoiceEmpty,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "doubleValue" | "double_value" => Ok(GeneratedField::DoubleValue),
                            "floatValue" | "float_value" => Ok(GeneratedField::FloatValue),
                            "int32Value" | "int32_value" => Ok(GeneratedField::Int32Value),
                            "int64Value" | "int64_value" => Ok(GeneratedField::Int64Value),
                            "uint32Value" | "uint32_value" => Ok(GeneratedField::Uint32Value),
                            "uint64Value" | "uint64_value" => Ok(GeneratedField::Uint64Value),
                            "sint32Value" | "sint32_value" => Ok(GeneratedField::Sint32Value),
                            "sint64Value" | "sint64_value" => Ok(GeneratedField::Sint64Value),
                            "fixed32Value" | "fixed32_value" => Ok(GeneratedField::Fixed32Value),
                            "fixed64Value" | "fixed64_value" => Ok(GeneratedField::Fixed64Value),
                            "sfixed32Value" | "sfixed32_value" => Ok(GeneratedField::Sfixed32Value),
                            "sfixed64Value" | "sfixed64_value" => Ok(GeneratedField::Sfixed64Value),
                            "boolValue" | "bool_value" => Ok(GeneratedField::BoolValue),
                            "stringValue" | "string_value" => Ok(GeneratedField::StringValue),
                            "bytesValue" | "bytes_value" => Ok(GeneratedField::BytesValue),
                            "genre" => Ok(GeneratedField::Genre),
                            "child" => Ok(GeneratedField::Child),
                            "optionalDouble" | "optional_double" => Ok(GeneratedField::OptionalDouble),
                            "optionalInt32" | "optional_int32" => Ok(GeneratedField::OptionalInt32),
                            "optionalInt64" | "optional_int64" => Ok(GeneratedField::OptionalInt64),
                            "optionalBool" | "optional_bool" => Ok(GeneratedField::OptionalBool),
                            "optionalString" | "optional_string" => Ok(GeneratedField::OptionalString),
                            "optionalBytes" | "optional_bytes" => Ok(GeneratedField::OptionalBytes),
                            "optionalGenre" | "optional_genre" => Ok(GeneratedField::OptionalGenre),
                            "repeatedDouble" | "repeated_double" => Ok(GeneratedField::RepeatedDouble),
                            "repeatedFloat" | "repeated_float" => Ok(GeneratedField::RepeatedFloat),
                            "repeatedInt32" | "repeated_int32" => Ok(GeneratedField::RepeatedInt32),
                            "repeatedInt64" | "repeated_int64" => Ok(GeneratedField::RepeatedInt64),
                            "repeatedUint32" | "repeated_uint32" => Ok(GeneratedField::RepeatedUint32),
                            "repeatedUint64" | "repeated_uint64" => Ok(GeneratedField::RepeatedUint64),
                            "repeatedSint32" | "repeated_sint32" => Ok(GeneratedField::RepeatedSint32),
                            "repeatedSint64" | "repeated_sint64" => Ok(GeneratedField::RepeatedSint64),
                            "repeatedFixed32" | "repeated_fixed32" => Ok(GeneratedField::RepeatedFixed32),
                            "repeatedFixed64" | "repeated_fixed64" => Ok(GeneratedField::RepeatedFixed64),
                            "repeatedSfixed32" | "repeated_sfixed32" => Ok(GeneratedField::RepeatedSfixed32),
                            "repeatedSfixed64" | "repeated_sfixed64" => Ok(GeneratedField::RepeatedSfixed64),
                            "repeatedBool" | "repeated_bool" => Ok(GeneratedField::RepeatedBool),
                            "repeatedString" | "repeated_string" => Ok(GeneratedField::RepeatedString),
                            "repeatedBytes" | "repeated_bytes" => Ok(GeneratedField::RepeatedBytes),
                            "repeatedGenre" | "repeated_genre" => Ok(GeneratedField::RepeatedGenre),
                            "children" => Ok(GeneratedField::Children),
                            "repeatedExpanded" | "repeated_expanded" => Ok(GeneratedField::RepeatedExpanded),
                            "stringToString" | "string_to_string" => Ok(GeneratedField::StringToString),
                            "stringToInt64" | "string_to_int64" => Ok(GeneratedField::StringToInt64),
                            "stringToDouble" | "string_to_double" => Ok(GeneratedField::StringToDouble),
                            "stringToBytes" | "string_to_bytes" => Ok(GeneratedField::StringToBytes),
                            "stringToGenre" | "string_to_genre" => Ok(GeneratedField::StringToGenre),
                            "stringToChild" | "string_to_child" => Ok(GeneratedField::StringToChild),
                            "int32ToString" | "int32_to_string" => Ok(GeneratedField::Int32ToString),
                            "int64ToBool" | "int64_to_bool" => Ok(GeneratedField::Int64ToBool),
                            "uint32ToUint32" | "uint32_to_uint32" => Ok(GeneratedField::Uint32ToUint32),
                            "uint64ToUint64" | "uint64_to_uint64" => Ok(GeneratedField::Uint64ToUint64),
                            "sint32ToSint32" | "sint32_to_sint32" => Ok(GeneratedField::Sint32ToSint32),
                            "sint64ToSint64" | "sint64_to_sint64" => Ok(GeneratedField::Sint64ToSint64),
                            "fixed32ToFloat" | "fixed32_to_float" => Ok(GeneratedField::Fixed32ToFloat),
                            "fixed64ToFixed64" | "fixed64_to_fixed64" => Ok(GeneratedField::Fixed64ToFixed64),
                            "sfixed32ToSfixed32" | "sfixed32_to_sfixed32" => Ok(GeneratedField::Sfixed32ToSfixed32),
                            "sfixed64ToSfixed64" | "sfixed64_to_sfixed64" => Ok(GeneratedField::Sfixed64ToSfixed64),
                            "boolToString" | "bool_to_string" => Ok(GeneratedField::BoolToString),
                            "stringToTimestamp" | "string_to_timestamp" => Ok(GeneratedField::StringToTimestamp),
                            "stringToValue" | "string_to_value" => Ok(GeneratedField::StringToValue),
                            "any" => Ok(GeneratedField::Any),
                            "timestamp" => Ok(GeneratedField::Timestamp),
                            "duration" => Ok(GeneratedField::Duration),
                            "fieldMask" | "field_mask" => Ok(GeneratedField::FieldMask),
                            "struct" => Ok(GeneratedField::Struct),
                            "value" => Ok(GeneratedField::Value),
                            "listValue" | "list_value" => Ok(GeneratedField::ListValue),
                            "nullValue" | "null_value" => Ok(GeneratedField::NullValue),
                            "empty" => Ok(GeneratedField::Empty),
                            "doubleWrapper" | "double_wrapper" => Ok(GeneratedField::DoubleWrapper),
                            "floatWrapper" | "float_wrapper" => Ok(GeneratedField::FloatWrapper),
                            "int64Wrapper" | "int64_wrapper" => Ok(GeneratedField::Int64Wrapper),
                            "uint64Wrapper" | "uint64_wrapper" => Ok(GeneratedField::Uint64Wrapper),
                            "int32Wrapper" | "int32_wrapper" => Ok(GeneratedField::Int32Wrapper),
                            "uint32Wrapper" | "uint32_wrapper" => Ok(GeneratedField::Uint32Wrapper),
                            "boolWrapper" | "bool_wrapper" => Ok(GeneratedField::BoolWrapper),
                            "stringWrapper" | "string_wrapper" => Ok(GeneratedField::StringWrapper),
                            "bytesWrapper" | "bytes_wrapper" => Ok(GeneratedField::BytesWrapper),
                            "repeatedAny" | "repeated_any" => Ok(GeneratedField::RepeatedAny),
                            "repeatedTimestamp" | "repeated_timestamp" => Ok(GeneratedField::RepeatedTimestamp),
                            "repeatedDuration" | "repeated_duration" => Ok(GeneratedField::RepeatedDuration),
                            "repeatedValue" | "repeated_value" => Ok(GeneratedField::RepeatedValue),
                            "repeatedInt64Wrapper" | "repeated_int64_wrapper" => Ok(GeneratedField::RepeatedInt64Wrapper),
                            "@renamed" | "renamed" => Ok(GeneratedField::Renamed),
                            "farAway" | "far_away" => Ok(GeneratedField::FarAway),
                            "choiceInt32" | "choice_int32" => Ok(GeneratedField::ChoiceInt32),
                            "choiceInt64" | "choice_int64" => Ok(GeneratedField::ChoiceInt64),
                            "choiceString" | "choice_string" => Ok(GeneratedField::ChoiceString),
                            "choiceBool" | "choice_bool" => Ok(GeneratedField::ChoiceBool),
                            "choiceBytes" | "choice_bytes" => Ok(GeneratedField::ChoiceBytes),
                            "choiceGenre" | "choice_genre" => Ok(GeneratedField::ChoiceGenre),
                            "choiceChild" | "choice_child" => Ok(GeneratedField::ChoiceChild),
                            "choiceDuration" | "choice_duration" => Ok(GeneratedField::ChoiceDuration),
                            "choiceNull" | "choice_null" => Ok(GeneratedField::ChoiceNull),
                            "choiceWrapper" | "choice_wrapper" => Ok(GeneratedField::ChoiceWrapper),
                            "choiceEmpty" | "choice_empty" => Ok(GeneratedField::ChoiceEmpty),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Everything;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Everything")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Everything, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut double_value__ = None;
                let mut float_value__ = None;
                let mut int32_value__ = None;
                let mut int64_value__ = None;
                let mut uint32_value__ = None;
                let mut uint64_value__ = None;
                let mut sint32_value__ = None;
                let mut sint64_value__ = None;
                let mut fixed32_value__ = None;
                let mut fixed64_value__ = None;
                let mut sfixed32_value__ = None;
                let mut sfixed64_value__ = None;
                let mut bool_value__ = None;
                let mut string_value__ = None;
                let mut bytes_value__ = None;
                let mut genre__ = None;
                let mut child__ = None;
                let mut optional_double__ = None;
                let mut optional_int32__ = None;
                let mut optional_int64__ = None;
                let mut optional_bool__ = None;
                let mut optional_string__ = None;
                let mut optional_bytes__ = None;
                let mut optional_genre__ = None;
                let mut repeated_double__ = None;
                let mut repeated_float__ = None;
                let mut repeated_int32__ = None;
                let mut repeated_int64__ = None;
                let mut repeated_uint32__ = None;
                let mut repeated_uint64__ = None;
                let mut repeated_sint32__ = None;
                let mut repeated_sint64__ = None;
                let mut repeated_fixed32__ = None;
                let mut repeated_fixed64__ = None;
                let mut repeated_sfixed32__ = None;
                let mut repeated_sfixed64__ = None;
                let mut repeated_bool__ = None;
                let mut repeated_string__ = None;
                let mut repeated_bytes__ = None;
                let mut repeated_genre__ = None;
                let mut children__ = None;
                let mut repeated_expanded__ = None;
                let mut string_to_string__ = None;
                let mut string_to_int64__ = None;
                let mut string_to_double__ = None;
                let mut string_to_bytes__ = None;
                let mut string_to_genre__ = None;
                let mut string_to_child__ = None;
                let mut int32_to_string__ = None;
                let mut int64_to_bool__ = None;
                let mut uint32_to_uint32__ = None;
                let mut uint64_to_uint64__ = None;
                let mut sint32_to_sint32__ = None;
                let mut sint64_to_sint64__ = None;
                let mut fixed32_to_float__ = None;
                let mut fixed64_to_fixed64__ = None;
                let mut sfixed32_to_sfixed32__ = None;
                let mut sfixed64_to_sfixed64__ = None;
                let mut bool_to_string__ = None;
                let mut string_to_timestamp__ = None;
                let mut string_to_value__ = None;
                let mut any__ = None;
                let mut timestamp__ = None;
                let mut duration__ = None;
                let mut field_mask__ = None;
                let mut r#struct__ = None;
                let mut value__ = None;
                let mut list_value__ = None;
                let mut null_value__ = None;
                let mut empty__ = None;
                let mut double_wrapper__ = None;
                let mut float_wrapper__ = None;
                let mut int64_wrapper__ = None;
                let mut uint64_wrapper__ = None;
                let mut int32_wrapper__ = None;
                let mut uint32_wrapper__ = None;
                let mut bool_wrapper__ = None;
                let mut string_wrapper__ = None;
                let mut bytes_wrapper__ = None;
                let mut repeated_any__ = None;
                let mut repeated_timestamp__ = None;
                let mut repeated_duration__ = None;
                let mut repeated_value__ = None;
                let mut repeated_int64_wrapper__ = None;
                let mut renamed__ = None;
                let mut far_away__ = None;
                let mut choice__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::DoubleValue => {
                            if double_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("doubleValue"));
                            }
                            double_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::FloatValue => {
                            if float_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("floatValue"));
                            }
                            float_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Int32Value => {
                            if int32_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int32Value"));
                            }
                            int32_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Int64Value => {
                            if int64_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int64Value"));
                            }
                            int64_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Uint32Value => {
                            if uint32_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint32Value"));
                            }
                            uint32_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Uint64Value => {
                            if uint64_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint64Value"));
                            }
                            uint64_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Sint32Value => {
                            if sint32_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sint32Value"));
                            }
                            sint32_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Sint64Value => {
                            if sint64_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sint64Value"));
                            }
                            sint64_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Fixed32Value => {
                            if fixed32_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fixed32Value"));
                            }
                            fixed32_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Fixed64Value => {
                            if fixed64_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fixed64Value"));
                            }
                            fixed64_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Sfixed32Value => {
                            if sfixed32_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sfixed32Value"));
                            }
                            sfixed32_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Sfixed64Value => {
                            if sfixed64_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sfixed64Value"));
                            }
                            sfixed64_value__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::BoolValue => {
                            if bool_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("boolValue"));
                            }
                            bool_value__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StringValue => {
                            if string_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringValue"));
                            }
                            string_value__ = Some(map_.next_value()?);
                        }
                        GeneratedField::BytesValue => {
                            if bytes_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bytesValue"));
                            }
                            bytes_value__ = 
                                Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Genre => {
                            if genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("genre"));
                            }
                            genre__ = Some(map_.next_value::<Genre>()? as i32);
                        }
                        GeneratedField::Child => {
                            if child__.is_some() {
                                return Err(serde::de::Error::duplicate_field("child"));
                            }
                            child__ = map_.next_value()?;
                        }
                        GeneratedField::OptionalDouble => {
                            if optional_double__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalDouble"));
                            }
                            optional_double__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OptionalInt32 => {
                            if optional_int32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalInt32"));
                            }
                            optional_int32__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OptionalInt64 => {
                            if optional_int64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalInt64"));
                            }
                            optional_int64__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OptionalBool => {
                            if optional_bool__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalBool"));
                            }
                            optional_bool__ = map_.next_value()?;
                        }
                        GeneratedField::OptionalString => {
                            if optional_string__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalString"));
                            }
                            optional_string__ = map_.next_value()?;
                        }
                        GeneratedField::OptionalBytes => {
                            if optional_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalBytes"));
                            }
                            optional_bytes__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::BytesDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::OptionalGenre => {
                            if optional_genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("optionalGenre"));
                            }
                            optional_genre__ = map_.next_value::<::std::option::Option<Genre>>()?.map(|x| x as i32);
                        }
                        GeneratedField::RepeatedDouble => {
                            if repeated_double__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedDouble"));
                            }
                            repeated_double__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedFloat => {
                            if repeated_float__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedFloat"));
                            }
                            repeated_float__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedInt32 => {
                            if repeated_int32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedInt32"));
                            }
                            repeated_int32__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedInt64 => {
                            if repeated_int64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedInt64"));
                            }
                            repeated_int64__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedUint32 => {
                            if repeated_uint32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedUint32"));
                            }
                            repeated_uint32__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedUint64 => {
                            if repeated_uint64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedUint64"));
                            }
                            repeated_uint64__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedSint32 => {
                            if repeated_sint32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedSint32"));
                            }
                            repeated_sint32__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedSint64 => {
                            if repeated_sint64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedSint64"));
                            }
                            repeated_sint64__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedFixed32 => {
                            if repeated_fixed32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedFixed32"));
                            }
                            repeated_fixed32__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedFixed64 => {
                            if repeated_fixed64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedFixed64"));
                            }
                            repeated_fixed64__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedSfixed32 => {
                            if repeated_sfixed32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedSfixed32"));
                            }
                            repeated_sfixed32__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedSfixed64 => {
                            if repeated_sfixed64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedSfixed64"));
                            }
                            repeated_sfixed64__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedBool => {
                            if repeated_bool__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedBool"));
                            }
                            repeated_bool__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedString => {
                            if repeated_string__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedString"));
                            }
                            repeated_string__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedBytes => {
                            if repeated_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedBytes"));
                            }
                            repeated_bytes__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::BytesDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::RepeatedGenre => {
                            if repeated_genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedGenre"));
                            }
                            repeated_genre__ = Some(map_.next_value::<Vec<Genre>>()?.into_iter().map(|x| x as i32).collect());
                        }
                        GeneratedField::Children => {
                            if children__.is_some() {
                                return Err(serde::de::Error::duplicate_field("children"));
                            }
                            children__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedExpanded => {
                            if repeated_expanded__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedExpanded"));
                            }
                            repeated_expanded__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::StringToString => {
                            if string_to_string__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToString"));
                            }
                            string_to_string__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::StringToInt64 => {
                            if string_to_int64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToInt64"));
                            }
                            string_to_int64__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::NumberDeserialize<i64>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::StringToDouble => {
                            if string_to_double__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToDouble"));
                            }
                            string_to_double__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::NumberDeserialize<f64>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::StringToBytes => {
                            if string_to_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToBytes"));
                            }
                            string_to_bytes__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::BytesDeserialize<_>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::StringToGenre => {
                            if string_to_genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToGenre"));
                            }
                            string_to_genre__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, Genre>>()?
                                    .into_iter().map(|(k,v)| (k, v as i32)).collect()
                            );
                        }
                        GeneratedField::StringToChild => {
                            if string_to_child__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToChild"));
                            }
                            string_to_child__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::Int32ToString => {
                            if int32_to_string__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int32ToString"));
                            }
                            int32_to_string__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i32>, _>>()?
                                    .into_iter().map(|(k,v)| (k.0, v)).collect()
                            );
                        }
                        GeneratedField::Int64ToBool => {
                            if int64_to_bool__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int64ToBool"));
                            }
                            int64_to_bool__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i64>, _>>()?
                                    .into_iter().map(|(k,v)| (k.0, v)).collect()
                            );
                        }
                        GeneratedField::Uint32ToUint32 => {
                            if uint32_to_uint32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint32ToUint32"));
                            }
                            uint32_to_uint32__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<u32>, ::pbjson::private::NumberDeserialize<u32>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Uint64ToUint64 => {
                            if uint64_to_uint64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint64ToUint64"));
                            }
                            uint64_to_uint64__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<u64>, ::pbjson::private::NumberDeserialize<u64>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Sint32ToSint32 => {
                            if sint32_to_sint32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sint32ToSint32"));
                            }
                            sint32_to_sint32__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i32>, ::pbjson::private::NumberDeserialize<i32>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Sint64ToSint64 => {
                            if sint64_to_sint64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sint64ToSint64"));
                            }
                            sint64_to_sint64__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i64>, ::pbjson::private::NumberDeserialize<i64>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Fixed32ToFloat => {
                            if fixed32_to_float__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fixed32ToFloat"));
                            }
                            fixed32_to_float__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<u32>, ::pbjson::private::NumberDeserialize<f32>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Fixed64ToFixed64 => {
                            if fixed64_to_fixed64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fixed64ToFixed64"));
                            }
                            fixed64_to_fixed64__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<u64>, ::pbjson::private::NumberDeserialize<u64>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Sfixed32ToSfixed32 => {
                            if sfixed32_to_sfixed32__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sfixed32ToSfixed32"));
                            }
                            sfixed32_to_sfixed32__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i32>, ::pbjson::private::NumberDeserialize<i32>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::Sfixed64ToSfixed64 => {
                            if sfixed64_to_sfixed64__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sfixed64ToSfixed64"));
                            }
                            sfixed64_to_sfixed64__ = Some(
                                map_.next_value::<std::collections::BTreeMap<::pbjson::private::NumberDeserialize<i64>, ::pbjson::private::NumberDeserialize<i64>>>()?
                                    .into_iter().map(|(k,v)| (k.0, v.0)).collect()
                            );
                        }
                        GeneratedField::BoolToString => {
                            if bool_to_string__.is_some() {
                                return Err(serde::de::Error::duplicate_field("boolToString"));
                            }
                            bool_to_string__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::StringToTimestamp => {
                            if string_to_timestamp__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToTimestamp"));
                            }
                            string_to_timestamp__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::StringToValue => {
                            if string_to_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringToValue"));
                            }
                            string_to_value__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::Any => {
                            if any__.is_some() {
                                return Err(serde::de::Error::duplicate_field("any"));
                            }
                            any__ = map_.next_value()?;
                        }
                        GeneratedField::Timestamp => {
                            if timestamp__.is_some() {
                                return Err(serde::de::Error::duplicate_field("timestamp"));
                            }
                            timestamp__ = map_.next_value()?;
                        }
                        GeneratedField::Duration => {
                            if duration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("duration"));
                            }
                            duration__ = map_.next_value()?;
                        }
                        GeneratedField::FieldMask => {
                            if field_mask__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fieldMask"));
                            }
                            field_mask__ = map_.next_value()?;
                        }
                        GeneratedField::Struct => {
                            if r#struct__.is_some() {
                                return Err(serde::de::Error::duplicate_field("struct"));
                            }
                            r#struct__ = map_.next_value()?;
                        }
                        GeneratedField::Value => {
                            if value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("value"));
                            }
                            value__ = map_.next_value()?;
                        }
                        GeneratedField::ListValue => {
                            if list_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("listValue"));
                            }
                            list_value__ = map_.next_value()?;
                        }
                        GeneratedField::NullValue => {
                            if null_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("nullValue"));
                            }
                            null_value__ = Some(map_.next_value::<::pbjson_types::NullValue>()? as i32);
                        }
                        GeneratedField::Empty => {
                            if empty__.is_some() {
                                return Err(serde::de::Error::duplicate_field("empty"));
                            }
                            empty__ = map_.next_value()?;
                        }
                        GeneratedField::DoubleWrapper => {
                            if double_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("doubleWrapper"));
                            }
                            double_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::FloatWrapper => {
                            if float_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("floatWrapper"));
                            }
                            float_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::Int64Wrapper => {
                            if int64_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int64Wrapper"));
                            }
                            int64_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::Uint64Wrapper => {
                            if uint64_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint64Wrapper"));
                            }
                            uint64_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::Int32Wrapper => {
                            if int32_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("int32Wrapper"));
                            }
                            int32_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::Uint32Wrapper => {
                            if uint32_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("uint32Wrapper"));
                            }
                            uint32_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::BoolWrapper => {
                            if bool_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("boolWrapper"));
                            }
                            bool_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::StringWrapper => {
                            if string_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stringWrapper"));
                            }
                            string_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::BytesWrapper => {
                            if bytes_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bytesWrapper"));
                            }
                            bytes_wrapper__ = map_.next_value()?;
                        }
                        GeneratedField::RepeatedAny => {
                            if repeated_any__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedAny"));
                            }
                            repeated_any__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedTimestamp => {
                            if repeated_timestamp__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedTimestamp"));
                            }
                            repeated_timestamp__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedDuration => {
                            if repeated_duration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedDuration"));
                            }
                            repeated_duration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedValue => {
                            if repeated_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedValue"));
                            }
                            repeated_value__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RepeatedInt64Wrapper => {
                            if repeated_int64_wrapper__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeatedInt64Wrapper"));
                            }
                            repeated_int64_wrapper__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Renamed => {
                            if renamed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("@renamed"));
                            }
                            renamed__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FarAway => {
                            if far_away__.is_some() {
                                return Err(serde::de::Error::duplicate_field("farAway"));
                            }
                            far_away__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ChoiceInt32 => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceInt32"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| everything::Choice::ChoiceInt32(x.0));
                        }
                        GeneratedField::ChoiceInt64 => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceInt64"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| everything::Choice::ChoiceInt64(x.0));
                        }
                        GeneratedField::ChoiceString => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceString"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceString);
                        }
                        GeneratedField::ChoiceBool => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceBool"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceBool);
                        }
                        GeneratedField::ChoiceBytes => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceBytes"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<::pbjson::private::BytesDeserialize<_>>>()?.map(|x| everything::Choice::ChoiceBytes(x.0));
                        }
                        GeneratedField::ChoiceGenre => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceGenre"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<Genre>>()?.map(|x| everything::Choice::ChoiceGenre(x as i32));
                        }
                        GeneratedField::ChoiceChild => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceChild"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceChild)
;
                        }
                        GeneratedField::ChoiceDuration => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceDuration"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceDuration)
;
                        }
                        GeneratedField::ChoiceNull => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceNull"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<::pbjson_types::NullValue>>()?.map(|x| everything::Choice::ChoiceNull(x as i32));
                        }
                        GeneratedField::ChoiceWrapper => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceWrapper"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceWrapper)
;
                        }
                        GeneratedField::ChoiceEmpty => {
                            if choice__.is_some() {
                                return Err(serde::de::Error::duplicate_field("choiceEmpty"));
                            }
                            choice__ = map_.next_value::<::std::option::Option<_>>()?.map(everything::Choice::ChoiceEmpty)
;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Everything {
                    double_value: double_value__.unwrap_or_default(),
                    float_value: float_value__.unwrap_or_default(),
                    int32_value: int32_value__.unwrap_or_default(),
                    int64_value: int64_value__.unwrap_or_default(),
                    uint32_value: uint32_value__.unwrap_or_default(),
                    uint64_value: uint64_value__.unwrap_or_default(),
                    sint32_value: sint32_value__.unwrap_or_default(),
                    sint64_value: sint64_value__.unwrap_or_default(),
                    fixed32_value: fixed32_value__.unwrap_or_default(),
                    fixed64_value: fixed64_value__.unwrap_or_default(),
                    sfixed32_value: sfixed32_value__.unwrap_or_default(),
                    sfixed64_value: sfixed64_value__.unwrap_or_default(),
                    bool_value: bool_value__.unwrap_or_default(),
                    string_value: string_value__.unwrap_or_default(),
                    bytes_value: bytes_value__.unwrap_or_default(),
                    genre: genre__.unwrap_or_default(),
                    child: child__,
                    optional_double: optional_double__,
                    optional_int32: optional_int32__,
                    optional_int64: optional_int64__,
                    optional_bool: optional_bool__,
                    optional_string: optional_string__,
                    optional_bytes: optional_bytes__,
                    optional_genre: optional_genre__,
                    repeated_double: repeated_double__.unwrap_or_default(),
                    repeated_float: repeated_float__.unwrap_or_default(),
                    repeated_int32: repeated_int32__.unwrap_or_default(),
                    repeated_int64: repeated_int64__.unwrap_or_default(),
                    repeated_uint32: repeated_uint32__.unwrap_or_default(),
                    repeated_uint64: repeated_uint64__.unwrap_or_default(),
                    repeated_sint32: repeated_sint32__.unwrap_or_default(),
                    repeated_sint64: repeated_sint64__.unwrap_or_default(),
                    repeated_fixed32: repeated_fixed32__.unwrap_or_default(),
                    repeated_fixed64: repeated_fixed64__.unwrap_or_default(),
                    repeated_sfixed32: repeated_sfixed32__.unwrap_or_default(),
                    repeated_sfixed64: repeated_sfixed64__.unwrap_or_default(),
                    repeated_bool: repeated_bool__.unwrap_or_default(),
                    repeated_string: repeated_string__.unwrap_or_default(),
                    repeated_bytes: repeated_bytes__.unwrap_or_default(),
                    repeated_genre: repeated_genre__.unwrap_or_default(),
                    children: children__.unwrap_or_default(),
                    repeated_expanded: repeated_expanded__.unwrap_or_default(),
                    string_to_string: string_to_string__.unwrap_or_default(),
                    string_to_int64: string_to_int64__.unwrap_or_default(),
                    string_to_double: string_to_double__.unwrap_or_default(),
                    string_to_bytes: string_to_bytes__.unwrap_or_default(),
                    string_to_genre: string_to_genre__.unwrap_or_default(),
                    string_to_child: string_to_child__.unwrap_or_default(),
                    int32_to_string: int32_to_string__.unwrap_or_default(),
                    int64_to_bool: int64_to_bool__.unwrap_or_default(),
                    uint32_to_uint32: uint32_to_uint32__.unwrap_or_default(),
                    uint64_to_uint64: uint64_to_uint64__.unwrap_or_default(),
                    sint32_to_sint32: sint32_to_sint32__.unwrap_or_default(),
                    sint64_to_sint64: sint64_to_sint64__.unwrap_or_default(),
                    fixed32_to_float: fixed32_to_float__.unwrap_or_default(),
                    fixed64_to_fixed64: fixed64_to_fixed64__.unwrap_or_default(),
                    sfixed32_to_sfixed32: sfixed32_to_sfixed32__.unwrap_or_default(),
                    sfixed64_to_sfixed64: sfixed64_to_sfixed64__.unwrap_or_default(),
                    bool_to_string: bool_to_string__.unwrap_or_default(),
                    string_to_timestamp: string_to_timestamp__.unwrap_or_default(),
                    string_to_value: string_to_value__.unwrap_or_default(),
                    any: any__,
                    timestamp: timestamp__,
                    duration: duration__,
                    field_mask: field_mask__,
                    r#struct: r#struct__,
                    value: value__,
                    list_value: list_value__,
                    null_value: null_value__.unwrap_or_default(),
                    empty: empty__,
                    double_wrapper: double_wrapper__,
                    float_wrapper: float_wrapper__,
                    int64_wrapper: int64_wrapper__,
                    uint64_wrapper: uint64_wrapper__,
                    int32_wrapper: int32_wrapper__,
                    uint32_wrapper: uint32_wrapper__,
                    bool_wrapper: bool_wrapper__,
                    string_wrapper: string_wrapper__,
                    bytes_wrapper: bytes_wrapper__,
                    repeated_any: repeated_any__.unwrap_or_default(),
                    repeated_timestamp: repeated_timestamp__.unwrap_or_default(),
                    repeated_duration: repeated_duration__.unwrap_or_default(),
                    repeated_value: repeated_value__.unwrap_or_default(),
                    repeated_int64_wrapper: repeated_int64_wrapper__.unwrap_or_default(),
                    renamed: renamed__.unwrap_or_default(),
                    far_away: far_away__.unwrap_or_default(),
                    choice: choice__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Everything", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for FailRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.code != 0 {
            len += 1;
        }
        if !self.message.is_empty() {
            len += 1;
        }
        if self.messages != 0 {
            len += 1;
        }
        if self.error_info.is_some() {
            len += 1;
        }
        if self.retry_info.is_some() {
            len += 1;
        }
        if self.debug_info.is_some() {
            len += 1;
        }
        if self.quota_failure.is_some() {
            len += 1;
        }
        if self.precondition_failure.is_some() {
            len += 1;
        }
        if self.bad_request.is_some() {
            len += 1;
        }
        if self.request_info.is_some() {
            len += 1;
        }
        if self.resource_info.is_some() {
            len += 1;
        }
        if self.help.is_some() {
            len += 1;
        }
        if self.localized_message.is_some() {
            len += 1;
        }
        if !self.others.is_empty() {
            len += 1;
        }
        if self.times != 0 {
            len += 1;
        }
        if !self.key.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.FailRequest", len)?;
        if self.code != 0 {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if !self.message.is_empty() {
            struct_ser.serialize_field("message", &self.message)?;
        }
        if self.messages != 0 {
            struct_ser.serialize_field("messages", &self.messages)?;
        }
        if let Some(v) = self.error_info.as_ref() {
            struct_ser.serialize_field("errorInfo", v)?;
        }
        if let Some(v) = self.retry_info.as_ref() {
            struct_ser.serialize_field("retryInfo", v)?;
        }
        if let Some(v) = self.debug_info.as_ref() {
            struct_ser.serialize_field("debugInfo", v)?;
        }
        if let Some(v) = self.quota_failure.as_ref() {
            struct_ser.serialize_field("quotaFailure", v)?;
        }
        if let Some(v) = self.precondition_failure.as_ref() {
            struct_ser.serialize_field("preconditionFailure", v)?;
        }
        if let Some(v) = self.bad_request.as_ref() {
            struct_ser.serialize_field("badRequest", v)?;
        }
        if let Some(v) = self.request_info.as_ref() {
            struct_ser.serialize_field("requestInfo", v)?;
        }
        if let Some(v) = self.resource_info.as_ref() {
            struct_ser.serialize_field("resourceInfo", v)?;
        }
        if let Some(v) = self.help.as_ref() {
            struct_ser.serialize_field("help", v)?;
        }
        if let Some(v) = self.localized_message.as_ref() {
            struct_ser.serialize_field("localizedMessage", v)?;
        }
        if !self.others.is_empty() {
            struct_ser.serialize_field("others", &self.others)?;
        }
        if self.times != 0 {
            struct_ser.serialize_field("times", &self.times)?;
        }
        if !self.key.is_empty() {
            struct_ser.serialize_field("key", &self.key)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FailRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "code",
            "message",
            "messages",
            "error_info",
            "errorInfo",
            "retry_info",
            "retryInfo",
            "debug_info",
            "debugInfo",
            "quota_failure",
            "quotaFailure",
            "precondition_failure",
            "preconditionFailure",
            "bad_request",
            "badRequest",
            "request_info",
            "requestInfo",
            "resource_info",
            "resourceInfo",
            "help",
            "localized_message",
            "localizedMessage",
            "others",
            "times",
            "key",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Code,
            Message,
            Messages,
            ErrorInfo,
            RetryInfo,
            DebugInfo,
            QuotaFailure,
            PreconditionFailure,
            BadRequest,
            RequestInfo,
            ResourceInfo,
            Help,
            LocalizedMessage,
            Others,
            Times,
            Key,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "code" => Ok(GeneratedField::Code),
                            "message" => Ok(GeneratedField::Message),
                            "messages" => Ok(GeneratedField::Messages),
                            "errorInfo" | "error_info" => Ok(GeneratedField::ErrorInfo),
                            "retryInfo" | "retry_info" => Ok(GeneratedField::RetryInfo),
                            "debugInfo" | "debug_info" => Ok(GeneratedField::DebugInfo),
                            "quotaFailure" | "quota_failure" => Ok(GeneratedField::QuotaFailure),
                            "preconditionFailure" | "precondition_failure" => Ok(GeneratedField::PreconditionFailure),
                            "badRequest" | "bad_request" => Ok(GeneratedField::BadRequest),
                            "requestInfo" | "request_info" => Ok(GeneratedField::RequestInfo),
                            "resourceInfo" | "resource_info" => Ok(GeneratedField::ResourceInfo),
                            "help" => Ok(GeneratedField::Help),
                            "localizedMessage" | "localized_message" => Ok(GeneratedField::LocalizedMessage),
                            "others" => Ok(GeneratedField::Others),
                            "times" => Ok(GeneratedField::Times),
                            "key" => Ok(GeneratedField::Key),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FailRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.FailRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FailRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut code__ = None;
                let mut message__ = None;
                let mut messages__ = None;
                let mut error_info__ = None;
                let mut retry_info__ = None;
                let mut debug_info__ = None;
                let mut quota_failure__ = None;
                let mut precondition_failure__ = None;
                let mut bad_request__ = None;
                let mut request_info__ = None;
                let mut resource_info__ = None;
                let mut help__ = None;
                let mut localized_message__ = None;
                let mut others__ = None;
                let mut times__ = None;
                let mut key__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Message => {
                            if message__.is_some() {
                                return Err(serde::de::Error::duplicate_field("message"));
                            }
                            message__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Messages => {
                            if messages__.is_some() {
                                return Err(serde::de::Error::duplicate_field("messages"));
                            }
                            messages__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::ErrorInfo => {
                            if error_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("errorInfo"));
                            }
                            error_info__ = map_.next_value()?;
                        }
                        GeneratedField::RetryInfo => {
                            if retry_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("retryInfo"));
                            }
                            retry_info__ = map_.next_value()?;
                        }
                        GeneratedField::DebugInfo => {
                            if debug_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debugInfo"));
                            }
                            debug_info__ = map_.next_value()?;
                        }
                        GeneratedField::QuotaFailure => {
                            if quota_failure__.is_some() {
                                return Err(serde::de::Error::duplicate_field("quotaFailure"));
                            }
                            quota_failure__ = map_.next_value()?;
                        }
                        GeneratedField::PreconditionFailure => {
                            if precondition_failure__.is_some() {
                                return Err(serde::de::Error::duplicate_field("preconditionFailure"));
                            }
                            precondition_failure__ = map_.next_value()?;
                        }
                        GeneratedField::BadRequest => {
                            if bad_request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("badRequest"));
                            }
                            bad_request__ = map_.next_value()?;
                        }
                        GeneratedField::RequestInfo => {
                            if request_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("requestInfo"));
                            }
                            request_info__ = map_.next_value()?;
                        }
                        GeneratedField::ResourceInfo => {
                            if resource_info__.is_some() {
                                return Err(serde::de::Error::duplicate_field("resourceInfo"));
                            }
                            resource_info__ = map_.next_value()?;
                        }
                        GeneratedField::Help => {
                            if help__.is_some() {
                                return Err(serde::de::Error::duplicate_field("help"));
                            }
                            help__ = map_.next_value()?;
                        }
                        GeneratedField::LocalizedMessage => {
                            if localized_message__.is_some() {
                                return Err(serde::de::Error::duplicate_field("localizedMessage"));
                            }
                            localized_message__ = map_.next_value()?;
                        }
                        GeneratedField::Others => {
                            if others__.is_some() {
                                return Err(serde::de::Error::duplicate_field("others"));
                            }
                            others__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Times => {
                            if times__.is_some() {
                                return Err(serde::de::Error::duplicate_field("times"));
                            }
                            times__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Key => {
                            if key__.is_some() {
                                return Err(serde::de::Error::duplicate_field("key"));
                            }
                            key__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(FailRequest {
                    code: code__.unwrap_or_default(),
                    message: message__.unwrap_or_default(),
                    messages: messages__.unwrap_or_default(),
                    error_info: error_info__,
                    retry_info: retry_info__,
                    debug_info: debug_info__,
                    quota_failure: quota_failure__,
                    precondition_failure: precondition_failure__,
                    bad_request: bad_request__,
                    request_info: request_info__,
                    resource_info: resource_info__,
                    help: help__,
                    localized_message: localized_message__,
                    others: others__.unwrap_or_default(),
                    times: times__.unwrap_or_default(),
                    key: key__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.FailRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Genre {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "GENRE_UNSPECIFIED",
            Self::Fiction => "GENRE_FICTION",
            Self::ScienceFiction => "GENRE_SCIENCE_FICTION",
            Self::Poetry => "GENRE_POETRY",
            Self::History => "GENRE_HISTORY",
            Self::Science => "GENRE_SCIENCE",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Genre {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "GENRE_UNSPECIFIED",
            "GENRE_FICTION",
            "GENRE_SCIENCE_FICTION",
            "GENRE_POETRY",
            "GENRE_HISTORY",
            "GENRE_SCIENCE",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Genre;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                    })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| {
                        serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                    })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "GENRE_UNSPECIFIED" => Ok(Genre::Unspecified),
                    "GENRE_FICTION" => Ok(Genre::Fiction),
                    "GENRE_SCIENCE_FICTION" => Ok(Genre::ScienceFiction),
                    "GENRE_POETRY" => Ok(Genre::Poetry),
                    "GENRE_HISTORY" => Ok(Genre::History),
                    "GENRE_SCIENCE" => Ok(Genre::Science),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for GetBookRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if self.isbn != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.GetBookRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if self.isbn != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("isbn", ToString::to_string(&self.isbn).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for GetBookRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
            "isbn",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Isbn,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            "isbn" => Ok(GeneratedField::Isbn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = GetBookRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.GetBookRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<GetBookRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut isbn__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Isbn => {
                            if isbn__.is_some() {
                                return Err(serde::de::Error::duplicate_field("isbn"));
                            }
                            isbn__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(GetBookRequest {
                    name: name__.unwrap_or_default(),
                    isbn: isbn__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.GetBookRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for GetShelfRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.GetShelfRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for GetShelfRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = GetShelfRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.GetShelfRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<GetShelfRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(GetShelfRequest {
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.GetShelfRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ImportBooksResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.imported_count != 0 {
            len += 1;
        }
        if !self.errors.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ImportBooksResponse", len)?;
        if self.imported_count != 0 {
            struct_ser.serialize_field("importedCount", &self.imported_count)?;
        }
        if !self.errors.is_empty() {
            struct_ser.serialize_field("errors", &self.errors)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ImportBooksResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "imported_count",
            "importedCount",
            "errors",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ImportedCount,
            Errors,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "importedCount" | "imported_count" => Ok(GeneratedField::ImportedCount),
                            "errors" => Ok(GeneratedField::Errors),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ImportBooksResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ImportBooksResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ImportBooksResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut imported_count__ = None;
                let mut errors__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ImportedCount => {
                            if imported_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("importedCount"));
                            }
                            imported_count__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Errors => {
                            if errors__.is_some() {
                                return Err(serde::de::Error::duplicate_field("errors"));
                            }
                            errors__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ImportBooksResponse {
                    imported_count: imported_count__.unwrap_or_default(),
                    errors: errors__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ImportBooksResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListAuthorsRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let len = 0;
        let struct_ser = serializer.serialize_struct("bookstore.v1.ListAuthorsRequest", len)?;
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListAuthorsRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                            Ok(GeneratedField::__SkipField__)
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListAuthorsRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListAuthorsRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListAuthorsRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                while map_.next_key::<GeneratedField>()?.is_some() {
                    let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                }
                Ok(ListAuthorsRequest {
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListAuthorsRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListAuthorsResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.authors.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ListAuthorsResponse", len)?;
        if !self.authors.is_empty() {
            struct_ser.serialize_field("authors", &self.authors)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListAuthorsResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "authors",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Authors,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "authors" => Ok(GeneratedField::Authors),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListAuthorsResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListAuthorsResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListAuthorsResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut authors__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Authors => {
                            if authors__.is_some() {
                                return Err(serde::de::Error::duplicate_field("authors"));
                            }
                            authors__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ListAuthorsResponse {
                    authors: authors__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListAuthorsResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListBooksRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.parent.is_empty() {
            len += 1;
        }
        if self.genre != 0 {
            len += 1;
        }
        if self.page_size != 0 {
            len += 1;
        }
        if !self.page_token.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ListBooksRequest", len)?;
        if !self.parent.is_empty() {
            struct_ser.serialize_field("parent", &self.parent)?;
        }
        if self.genre != 0 {
            let v = Genre::try_from(self.genre)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.genre)))?;
            struct_ser.serialize_field("genre", &v)?;
        }
        if self.page_size != 0 {
            struct_ser.serialize_field("pageSize", &self.page_size)?;
        }
        if !self.page_token.is_empty() {
            struct_ser.serialize_field("pageToken", &self.page_token)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListBooksRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "parent",
            "genre",
            "page_size",
            "pageSize",
            "page_token",
            "pageToken",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Parent,
            Genre,
            PageSize,
            PageToken,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "parent" => Ok(GeneratedField::Parent),
                            "genre" => Ok(GeneratedField::Genre),
                            "pageSize" | "page_size" => Ok(GeneratedField::PageSize),
                            "pageToken" | "page_token" => Ok(GeneratedField::PageToken),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListBooksRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListBooksRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListBooksRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut parent__ = None;
                let mut genre__ = None;
                let mut page_size__ = None;
                let mut page_token__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Parent => {
                            if parent__.is_some() {
                                return Err(serde::de::Error::duplicate_field("parent"));
                            }
                            parent__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Genre => {
                            if genre__.is_some() {
                                return Err(serde::de::Error::duplicate_field("genre"));
                            }
                            genre__ = Some(map_.next_value::<Genre>()? as i32);
                        }
                        GeneratedField::PageSize => {
                            if page_size__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pageSize"));
                            }
                            page_size__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::PageToken => {
                            if page_token__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pageToken"));
                            }
                            page_token__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ListBooksRequest {
                    parent: parent__.unwrap_or_default(),
                    genre: genre__.unwrap_or_default(),
                    page_size: page_size__.unwrap_or_default(),
                    page_token: page_token__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListBooksRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListBooksResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.books.is_empty() {
            len += 1;
        }
        if !self.next_page_token.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ListBooksResponse", len)?;
        if !self.books.is_empty() {
            struct_ser.serialize_field("books", &self.books)?;
        }
        if !self.next_page_token.is_empty() {
            struct_ser.serialize_field("nextPageToken", &self.next_page_token)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListBooksResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "books",
            "next_page_token",
            "nextPageToken",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Books,
            NextPageToken,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "books" => Ok(GeneratedField::Books),
                            "nextPageToken" | "next_page_token" => Ok(GeneratedField::NextPageToken),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListBooksResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListBooksResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListBooksResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut books__ = None;
                let mut next_page_token__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Books => {
                            if books__.is_some() {
                                return Err(serde::de::Error::duplicate_field("books"));
                            }
                            books__ = Some(map_.next_value()?);
                        }
                        GeneratedField::NextPageToken => {
                            if next_page_token__.is_some() {
                                return Err(serde::de::Error::duplicate_field("nextPageToken"));
                            }
                            next_page_token__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ListBooksResponse {
                    books: books__.unwrap_or_default(),
                    next_page_token: next_page_token__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListBooksResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListShelvesRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.page_size != 0 {
            len += 1;
        }
        if !self.page_token.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ListShelvesRequest", len)?;
        if self.page_size != 0 {
            struct_ser.serialize_field("pageSize", &self.page_size)?;
        }
        if !self.page_token.is_empty() {
            struct_ser.serialize_field("pageToken", &self.page_token)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListShelvesRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "page_size",
            "pageSize",
            "page_token",
            "pageToken",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            PageSize,
            PageToken,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "pageSize" | "page_size" => Ok(GeneratedField::PageSize),
                            "pageToken" | "page_token" => Ok(GeneratedField::PageToken),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListShelvesRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListShelvesRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListShelvesRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut page_size__ = None;
                let mut page_token__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::PageSize => {
                            if page_size__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pageSize"));
                            }
                            page_size__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::PageToken => {
                            if page_token__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pageToken"));
                            }
                            page_token__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ListShelvesRequest {
                    page_size: page_size__.unwrap_or_default(),
                    page_token: page_token__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListShelvesRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ListShelvesResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.shelves.is_empty() {
            len += 1;
        }
        if !self.next_page_token.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ListShelvesResponse", len)?;
        if !self.shelves.is_empty() {
            struct_ser.serialize_field("shelves", &self.shelves)?;
        }
        if !self.next_page_token.is_empty() {
            struct_ser.serialize_field("nextPageToken", &self.next_page_token)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ListShelvesResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "shelves",
            "next_page_token",
            "nextPageToken",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Shelves,
            NextPageToken,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "shelves" => Ok(GeneratedField::Shelves),
                            "nextPageToken" | "next_page_token" => Ok(GeneratedField::NextPageToken),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ListShelvesResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ListShelvesResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ListShelvesResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut shelves__ = None;
                let mut next_page_token__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Shelves => {
                            if shelves__.is_some() {
                                return Err(serde::de::Error::duplicate_field("shelves"));
                            }
                            shelves__ = Some(map_.next_value()?);
                        }
                        GeneratedField::NextPageToken => {
                            if next_page_token__.is_some() {
                                return Err(serde::de::Error::duplicate_field("nextPageToken"));
                            }
                            next_page_token__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ListShelvesResponse {
                    shelves: shelves__.unwrap_or_default(),
                    next_page_token: next_page_token__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ListShelvesResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for MetadataRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.headers.is_empty() {
            len += 1;
        }
        if !self.trailers.is_empty() {
            len += 1;
        }
        if !self.binary_headers.is_empty() {
            len += 1;
        }
        if !self.binary_trailers.is_empty() {
            len += 1;
        }
        if self.code != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.MetadataRequest", len)?;
        if !self.headers.is_empty() {
            struct_ser.serialize_field("headers", &self.headers)?;
        }
        if !self.trailers.is_empty() {
            struct_ser.serialize_field("trailers", &self.trailers)?;
        }
        if !self.binary_headers.is_empty() {
            let v: std::collections::HashMap<_, _> = self.binary_headers.iter()
                .map(|(k, v)| (k, pbjson::private::base64::encode(v))).collect();
            struct_ser.serialize_field("binaryHeaders", &v)?;
        }
        if !self.binary_trailers.is_empty() {
            let v: std::collections::HashMap<_, _> = self.binary_trailers.iter()
                .map(|(k, v)| (k, pbjson::private::base64::encode(v))).collect();
            struct_ser.serialize_field("binaryTrailers", &v)?;
        }
        if self.code != 0 {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for MetadataRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "headers",
            "trailers",
            "binary_headers",
            "binaryHeaders",
            "binary_trailers",
            "binaryTrailers",
            "code",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Headers,
            Trailers,
            BinaryHeaders,
            BinaryTrailers,
            Code,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "headers" => Ok(GeneratedField::Headers),
                            "trailers" => Ok(GeneratedField::Trailers),
                            "binaryHeaders" | "binary_headers" => Ok(GeneratedField::BinaryHeaders),
                            "binaryTrailers" | "binary_trailers" => Ok(GeneratedField::BinaryTrailers),
                            "code" => Ok(GeneratedField::Code),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = MetadataRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.MetadataRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<MetadataRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut headers__ = None;
                let mut trailers__ = None;
                let mut binary_headers__ = None;
                let mut binary_trailers__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Headers => {
                            if headers__.is_some() {
                                return Err(serde::de::Error::duplicate_field("headers"));
                            }
                            headers__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::Trailers => {
                            if trailers__.is_some() {
                                return Err(serde::de::Error::duplicate_field("trailers"));
                            }
                            trailers__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::BinaryHeaders => {
                            if binary_headers__.is_some() {
                                return Err(serde::de::Error::duplicate_field("binaryHeaders"));
                            }
                            binary_headers__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::BytesDeserialize<_>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::BinaryTrailers => {
                            if binary_trailers__.is_some() {
                                return Err(serde::de::Error::duplicate_field("binaryTrailers"));
                            }
                            binary_trailers__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::BytesDeserialize<_>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(MetadataRequest {
                    headers: headers__.unwrap_or_default(),
                    trailers: trailers__.unwrap_or_default(),
                    binary_headers: binary_headers__.unwrap_or_default(),
                    binary_trailers: binary_trailers__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.MetadataRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for MetadataResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.metadata.is_empty() {
            len += 1;
        }
        if !self.binary_metadata.is_empty() {
            len += 1;
        }
        if !self.grpc_timeout.is_empty() {
            len += 1;
        }
        if !self.authority.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.MetadataResponse", len)?;
        if !self.metadata.is_empty() {
            struct_ser.serialize_field("metadata", &self.metadata)?;
        }
        if !self.binary_metadata.is_empty() {
            struct_ser.serialize_field("binaryMetadata", &self.binary_metadata)?;
        }
        if !self.grpc_timeout.is_empty() {
            struct_ser.serialize_field("grpcTimeout", &self.grpc_timeout)?;
        }
        if !self.authority.is_empty() {
            struct_ser.serialize_field("authority", &self.authority)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for MetadataResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "metadata",
            "binary_metadata",
            "binaryMetadata",
            "grpc_timeout",
            "grpcTimeout",
            "authority",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Metadata,
            BinaryMetadata,
            GrpcTimeout,
            Authority,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "metadata" => Ok(GeneratedField::Metadata),
                            "binaryMetadata" | "binary_metadata" => Ok(GeneratedField::BinaryMetadata),
                            "grpcTimeout" | "grpc_timeout" => Ok(GeneratedField::GrpcTimeout),
                            "authority" => Ok(GeneratedField::Authority),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = MetadataResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.MetadataResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<MetadataResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut metadata__ = None;
                let mut binary_metadata__ = None;
                let mut grpc_timeout__ = None;
                let mut authority__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Metadata => {
                            if metadata__.is_some() {
                                return Err(serde::de::Error::duplicate_field("metadata"));
                            }
                            metadata__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::BinaryMetadata => {
                            if binary_metadata__.is_some() {
                                return Err(serde::de::Error::duplicate_field("binaryMetadata"));
                            }
                            binary_metadata__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::GrpcTimeout => {
                            if grpc_timeout__.is_some() {
                                return Err(serde::de::Error::duplicate_field("grpcTimeout"));
                            }
                            grpc_timeout__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Authority => {
                            if authority__.is_some() {
                                return Err(serde::de::Error::duplicate_field("authority"));
                            }
                            authority__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(MetadataResponse {
                    metadata: metadata__.unwrap_or_default(),
                    binary_metadata: binary_metadata__.unwrap_or_default(),
                    grpc_timeout: grpc_timeout__.unwrap_or_default(),
                    authority: authority__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.MetadataResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for metadata_response::BinaryValues {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.values.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.MetadataResponse.BinaryValues", len)?;
        if !self.values.is_empty() {
            struct_ser.serialize_field("values", &self.values.iter().map(pbjson::private::base64::encode).collect::<Vec<_>>())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for metadata_response::BinaryValues {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "values",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Values,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "values" => Ok(GeneratedField::Values),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = metadata_response::BinaryValues;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.MetadataResponse.BinaryValues")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<metadata_response::BinaryValues, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut values__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Values => {
                            if values__.is_some() {
                                return Err(serde::de::Error::duplicate_field("values"));
                            }
                            values__ = 
                                Some(map_.next_value::<Vec<::pbjson::private::BytesDeserialize<_>>>()?
                                    .into_iter().map(|x| x.0).collect())
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(metadata_response::BinaryValues {
                    values: values__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.MetadataResponse.BinaryValues", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for metadata_response::Values {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.values.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.MetadataResponse.Values", len)?;
        if !self.values.is_empty() {
            struct_ser.serialize_field("values", &self.values)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for metadata_response::Values {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "values",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Values,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "values" => Ok(GeneratedField::Values),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = metadata_response::Values;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.MetadataResponse.Values")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<metadata_response::Values, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut values__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Values => {
                            if values__.is_some() {
                                return Err(serde::de::Error::duplicate_field("values"));
                            }
                            values__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(metadata_response::Values {
                    values: values__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.MetadataResponse.Values", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for MoveBookRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.destination_shelf.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.MoveBookRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.destination_shelf.is_empty() {
            struct_ser.serialize_field("destinationShelf", &self.destination_shelf)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for MoveBookRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
            "destination_shelf",
            "destinationShelf",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            DestinationShelf,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            "destinationShelf" | "destination_shelf" => Ok(GeneratedField::DestinationShelf),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = MoveBookRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.MoveBookRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<MoveBookRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut destination_shelf__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DestinationShelf => {
                            if destination_shelf__.is_some() {
                                return Err(serde::de::Error::duplicate_field("destinationShelf"));
                            }
                            destination_shelf__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(MoveBookRequest {
                    name: name__.unwrap_or_default(),
                    destination_shelf: destination_shelf__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.MoveBookRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Numbered {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.number != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Numbered", len)?;
        if self.number != 0 {
            struct_ser.serialize_field("number", &self.number)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Numbered {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "number",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Number,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "number" => Ok(GeneratedField::Number),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Numbered;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Numbered")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Numbered, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut number__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Number => {
                            if number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("number"));
                            }
                            number__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Numbered {
                    number: number__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Numbered", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Print {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.pages != 0 {
            len += 1;
        }
        if self.hardcover {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Print", len)?;
        if self.pages != 0 {
            struct_ser.serialize_field("pages", &self.pages)?;
        }
        if self.hardcover {
            struct_ser.serialize_field("hardcover", &self.hardcover)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Print {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "pages",
            "hardcover",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Pages,
            Hardcover,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "pages" => Ok(GeneratedField::Pages),
                            "hardcover" => Ok(GeneratedField::Hardcover),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Print;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Print")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Print, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut pages__ = None;
                let mut hardcover__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Pages => {
                            if pages__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pages"));
                            }
                            pages__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Hardcover => {
                            if hardcover__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hardcover"));
                            }
                            hardcover__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Print {
                    pages: pages__.unwrap_or_default(),
                    hardcover: hardcover__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Print", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ReadPageRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.path.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.ReadPageRequest", len)?;
        if !self.path.is_empty() {
            struct_ser.serialize_field("path", &self.path)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ReadPageRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "path",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Path,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "path" => Ok(GeneratedField::Path),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ReadPageRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.ReadPageRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ReadPageRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut path__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Path => {
                            if path__.is_some() {
                                return Err(serde::de::Error::duplicate_field("path"));
                            }
                            path__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ReadPageRequest {
                    path: path__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.ReadPageRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for RouteRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.leaf.is_empty() {
            len += 1;
        }
        if !self.tail.is_empty() {
            len += 1;
        }
        if self.point.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.RouteRequest", len)?;
        if !self.leaf.is_empty() {
            struct_ser.serialize_field("leaf", &self.leaf)?;
        }
        if !self.tail.is_empty() {
            struct_ser.serialize_field("tail", &self.tail)?;
        }
        if let Some(v) = self.point.as_ref() {
            struct_ser.serialize_field("point", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RouteRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "leaf",
            "tail",
            "point",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Leaf,
            Tail,
            Point,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "leaf" => Ok(GeneratedField::Leaf),
                            "tail" => Ok(GeneratedField::Tail),
                            "point" => Ok(GeneratedField::Point),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RouteRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.RouteRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RouteRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut leaf__ = None;
                let mut tail__ = None;
                let mut point__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Leaf => {
                            if leaf__.is_some() {
                                return Err(serde::de::Error::duplicate_field("leaf"));
                            }
                            leaf__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Tail => {
                            if tail__.is_some() {
                                return Err(serde::de::Error::duplicate_field("tail"));
                            }
                            tail__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Point => {
                            if point__.is_some() {
                                return Err(serde::de::Error::duplicate_field("point"));
                            }
                            point__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RouteRequest {
                    leaf: leaf__.unwrap_or_default(),
                    tail: tail__.unwrap_or_default(),
                    point: point__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.RouteRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for route_request::Point {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.x != 0 {
            len += 1;
        }
        if self.y != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.RouteRequest.Point", len)?;
        if self.x != 0 {
            struct_ser.serialize_field("x", &self.x)?;
        }
        if self.y != 0 {
            struct_ser.serialize_field("y", &self.y)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for route_request::Point {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "x",
            "y",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            X,
            Y,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "x" => Ok(GeneratedField::X),
                            "y" => Ok(GeneratedField::Y),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = route_request::Point;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.RouteRequest.Point")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<route_request::Point, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut x__ = None;
                let mut y__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::X => {
                            if x__.is_some() {
                                return Err(serde::de::Error::duplicate_field("x"));
                            }
                            x__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Y => {
                            if y__.is_some() {
                                return Err(serde::de::Error::duplicate_field("y"));
                            }
                            y__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(route_request::Point {
                    x: x__.unwrap_or_default(),
                    y: y__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.RouteRequest.Point", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for RouteResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.request.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.RouteResponse", len)?;
        if let Some(v) = self.request.as_ref() {
            struct_ser.serialize_field("request", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RouteResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "request",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Request,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "request" => Ok(GeneratedField::Request),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RouteResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.RouteResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RouteResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut request__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Request => {
                            if request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("request"));
                            }
                            request__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RouteResponse {
                    request: request__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.RouteResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SampleTreeRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.depth != 0 {
            len += 1;
        }
        if self.width != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.SampleTreeRequest", len)?;
        if self.depth != 0 {
            struct_ser.serialize_field("depth", &self.depth)?;
        }
        if self.width != 0 {
            struct_ser.serialize_field("width", &self.width)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SampleTreeRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "depth",
            "width",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Depth,
            Width,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "depth" => Ok(GeneratedField::Depth),
                            "width" => Ok(GeneratedField::Width),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SampleTreeRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.SampleTreeRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SampleTreeRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut depth__ = None;
                let mut width__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Depth => {
                            if depth__.is_some() {
                                return Err(serde::de::Error::duplicate_field("depth"));
                            }
                            depth__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Width => {
                            if width__.is_some() {
                                return Err(serde::de::Error::duplicate_field("width"));
                            }
                            width__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SampleTreeRequest {
                    depth: depth__.unwrap_or_default(),
                    width: width__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.SampleTreeRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SearchBooksRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.text.is_empty() {
            len += 1;
        }
        if !self.genres.is_empty() {
            len += 1;
        }
        if !self.tags.is_empty() {
            len += 1;
        }
        if self.published_after.is_some() {
            len += 1;
        }
        if self.max_age.is_some() {
            len += 1;
        }
        if self.in_stock.is_some() {
            len += 1;
        }
        if self.price_cents_max.is_some() {
            len += 1;
        }
        if self.rating_min.is_some() {
            len += 1;
        }
        if self.read_mask.is_some() {
            len += 1;
        }
        if self.published.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.SearchBooksRequest", len)?;
        if !self.text.is_empty() {
            struct_ser.serialize_field("text", &self.text)?;
        }
        if !self.genres.is_empty() {
            let v = self.genres.iter().cloned().map(|v| {
                Genre::try_from(v)
                    .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", v)))
                }).collect::<std::result::Result<Vec<_>, _>>()?;
            struct_ser.serialize_field("genres", &v)?;
        }
        if !self.tags.is_empty() {
            struct_ser.serialize_field("tags", &self.tags)?;
        }
        if let Some(v) = self.published_after.as_ref() {
            struct_ser.serialize_field("publishedAfter", v)?;
        }
        if let Some(v) = self.max_age.as_ref() {
            struct_ser.serialize_field("maxAge", v)?;
        }
        if let Some(v) = self.in_stock.as_ref() {
            struct_ser.serialize_field("inStock", v)?;
        }
        if let Some(v) = self.price_cents_max.as_ref() {
            struct_ser.serialize_field("priceCentsMax", v)?;
        }
        if let Some(v) = self.rating_min.as_ref() {
            struct_ser.serialize_field("ratingMin", v)?;
        }
        if let Some(v) = self.read_mask.as_ref() {
            struct_ser.serialize_field("readMask", v)?;
        }
        if let Some(v) = self.published.as_ref() {
            struct_ser.serialize_field("published", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SearchBooksRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "text",
            "genres",
            "tags",
            "published_after",
            "publishedAfter",
            "max_age",
            "maxAge",
            "in_stock",
            "inStock",
            "price_cents_max",
            "priceCentsMax",
            "rating_min",
            "ratingMin",
            "read_mask",
            "readMask",
            "published",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Text,
            Genres,
            Tags,
            PublishedAfter,
            MaxAge,
            InStock,
            PriceCentsMax,
            RatingMin,
            ReadMask,
            Published,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "text" => Ok(GeneratedField::Text),
                            "genres" => Ok(GeneratedField::Genres),
                            "tags" => Ok(GeneratedField::Tags),
                            "publishedAfter" | "published_after" => Ok(GeneratedField::PublishedAfter),
                            "maxAge" | "max_age" => Ok(GeneratedField::MaxAge),
                            "inStock" | "in_stock" => Ok(GeneratedField::InStock),
                            "priceCentsMax" | "price_cents_max" => Ok(GeneratedField::PriceCentsMax),
                            "ratingMin" | "rating_min" => Ok(GeneratedField::RatingMin),
                            "readMask" | "read_mask" => Ok(GeneratedField::ReadMask),
                            "published" => Ok(GeneratedField::Published),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SearchBooksRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.SearchBooksRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SearchBooksRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut text__ = None;
                let mut genres__ = None;
                let mut tags__ = None;
                let mut published_after__ = None;
                let mut max_age__ = None;
                let mut in_stock__ = None;
                let mut price_cents_max__ = None;
                let mut rating_min__ = None;
                let mut read_mask__ = None;
                let mut published__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Text => {
                            if text__.is_some() {
                                return Err(serde::de::Error::duplicate_field("text"));
                            }
                            text__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Genres => {
                            if genres__.is_some() {
                                return Err(serde::de::Error::duplicate_field("genres"));
                            }
                            genres__ = Some(map_.next_value::<Vec<Genre>>()?.into_iter().map(|x| x as i32).collect());
                        }
                        GeneratedField::Tags => {
                            if tags__.is_some() {
                                return Err(serde::de::Error::duplicate_field("tags"));
                            }
                            tags__ = Some(map_.next_value()?);
                        }
                        GeneratedField::PublishedAfter => {
                            if published_after__.is_some() {
                                return Err(serde::de::Error::duplicate_field("publishedAfter"));
                            }
                            published_after__ = map_.next_value()?;
                        }
                        GeneratedField::MaxAge => {
                            if max_age__.is_some() {
                                return Err(serde::de::Error::duplicate_field("maxAge"));
                            }
                            max_age__ = map_.next_value()?;
                        }
                        GeneratedField::InStock => {
                            if in_stock__.is_some() {
                                return Err(serde::de::Error::duplicate_field("inStock"));
                            }
                            in_stock__ = map_.next_value()?;
                        }
                        GeneratedField::PriceCentsMax => {
                            if price_cents_max__.is_some() {
                                return Err(serde::de::Error::duplicate_field("priceCentsMax"));
                            }
                            price_cents_max__ = map_.next_value()?;
                        }
                        GeneratedField::RatingMin => {
                            if rating_min__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ratingMin"));
                            }
                            rating_min__ = map_.next_value()?;
                        }
                        GeneratedField::ReadMask => {
                            if read_mask__.is_some() {
                                return Err(serde::de::Error::duplicate_field("readMask"));
                            }
                            read_mask__ = map_.next_value()?;
                        }
                        GeneratedField::Published => {
                            if published__.is_some() {
                                return Err(serde::de::Error::duplicate_field("published"));
                            }
                            published__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SearchBooksRequest {
                    text: text__.unwrap_or_default(),
                    genres: genres__.unwrap_or_default(),
                    tags: tags__.unwrap_or_default(),
                    published_after: published_after__,
                    max_age: max_age__,
                    in_stock: in_stock__,
                    price_cents_max: price_cents_max__,
                    rating_min: rating_min__,
                    read_mask: read_mask__,
                    published: published__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.SearchBooksRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for search_books_request::PublishedBetween {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.from_year.is_some() {
            len += 1;
        }
        if self.to_year.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.SearchBooksRequest.PublishedBetween", len)?;
        if let Some(v) = self.from_year.as_ref() {
            struct_ser.serialize_field("fromYear", v)?;
        }
        if let Some(v) = self.to_year.as_ref() {
            struct_ser.serialize_field("toYear", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for search_books_request::PublishedBetween {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "from_year",
            "fromYear",
            "to_year",
            "toYear",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            FromYear,
            ToYear,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "fromYear" | "from_year" => Ok(GeneratedField::FromYear),
                            "toYear" | "to_year" => Ok(GeneratedField::ToYear),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = search_books_request::PublishedBetween;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.SearchBooksRequest.PublishedBetween")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<search_books_request::PublishedBetween, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut from_year__ = None;
                let mut to_year__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::FromYear => {
                            if from_year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fromYear"));
                            }
                            from_year__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::ToYear => {
                            if to_year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("toYear"));
                            }
                            to_year__ = 
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(search_books_request::PublishedBetween {
                    from_year: from_year__,
                    to_year: to_year__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.SearchBooksRequest.PublishedBetween", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SearchBooksResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.books.is_empty() {
            len += 1;
        }
        if !self.genre_counts.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.SearchBooksResponse", len)?;
        if !self.books.is_empty() {
            struct_ser.serialize_field("books", &self.books)?;
        }
        if !self.genre_counts.is_empty() {
            struct_ser.serialize_field("genreCounts", &self.genre_counts)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SearchBooksResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "books",
            "genre_counts",
            "genreCounts",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Books,
            GenreCounts,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "books" => Ok(GeneratedField::Books),
                            "genreCounts" | "genre_counts" => Ok(GeneratedField::GenreCounts),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SearchBooksResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.SearchBooksResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SearchBooksResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut books__ = None;
                let mut genre_counts__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Books => {
                            if books__.is_some() {
                                return Err(serde::de::Error::duplicate_field("books"));
                            }
                            books__ = Some(map_.next_value()?);
                        }
                        GeneratedField::GenreCounts => {
                            if genre_counts__.is_some() {
                                return Err(serde::de::Error::duplicate_field("genreCounts"));
                            }
                            genre_counts__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, ::pbjson::private::NumberDeserialize<i32>>>()?
                                    .into_iter().map(|(k,v)| (k, v.0)).collect()
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SearchBooksResponse {
                    books: books__.unwrap_or_default(),
                    genre_counts: genre_counts__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.SearchBooksResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Shelf {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.theme.is_empty() {
            len += 1;
        }
        if self.create_time.is_some() {
            len += 1;
        }
        if !self.labels.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Shelf", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.theme.is_empty() {
            struct_ser.serialize_field("theme", &self.theme)?;
        }
        if let Some(v) = self.create_time.as_ref() {
            struct_ser.serialize_field("createTime", v)?;
        }
        if !self.labels.is_empty() {
            struct_ser.serialize_field("labels", &self.labels)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Shelf {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
            "theme",
            "create_time",
            "createTime",
            "labels",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Theme,
            CreateTime,
            Labels,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            "theme" => Ok(GeneratedField::Theme),
                            "createTime" | "create_time" => Ok(GeneratedField::CreateTime),
                            "labels" => Ok(GeneratedField::Labels),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Shelf;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Shelf")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Shelf, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut theme__ = None;
                let mut create_time__ = None;
                let mut labels__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Theme => {
                            if theme__.is_some() {
                                return Err(serde::de::Error::duplicate_field("theme"));
                            }
                            theme__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CreateTime => {
                            if create_time__.is_some() {
                                return Err(serde::de::Error::duplicate_field("createTime"));
                            }
                            create_time__ = map_.next_value()?;
                        }
                        GeneratedField::Labels => {
                            if labels__.is_some() {
                                return Err(serde::de::Error::duplicate_field("labels"));
                            }
                            labels__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Shelf {
                    name: name__.unwrap_or_default(),
                    theme: theme__.unwrap_or_default(),
                    create_time: create_time__,
                    labels: labels__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Shelf", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SlowRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.delay.is_some() {
            len += 1;
        }
        if self.messages != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.SlowRequest", len)?;
        if let Some(v) = self.delay.as_ref() {
            struct_ser.serialize_field("delay", v)?;
        }
        if self.messages != 0 {
            struct_ser.serialize_field("messages", &self.messages)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SlowRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "delay",
            "messages",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Delay,
            Messages,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "delay" => Ok(GeneratedField::Delay),
                            "messages" => Ok(GeneratedField::Messages),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SlowRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.SlowRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SlowRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut delay__ = None;
                let mut messages__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Delay => {
                            if delay__.is_some() {
                                return Err(serde::de::Error::duplicate_field("delay"));
                            }
                            delay__ = map_.next_value()?;
                        }
                        GeneratedField::Messages => {
                            if messages__.is_some() {
                                return Err(serde::de::Error::duplicate_field("messages"));
                            }
                            messages__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SlowRequest {
                    delay: delay__,
                    messages: messages__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.SlowRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for StatsResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.started != 0 {
            len += 1;
        }
        if self.cancelled != 0 {
            len += 1;
        }
        if !self.methods.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.StatsResponse", len)?;
        if self.started != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("started", ToString::to_string(&self.started).as_str())?;
        }
        if self.cancelled != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("cancelled", ToString::to_string(&self.cancelled).as_str())?;
        }
        if !self.methods.is_empty() {
            struct_ser.serialize_field("methods", &self.methods)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for StatsResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "started",
            "cancelled",
            "methods",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Started,
            Cancelled,
            Methods,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "started" => Ok(GeneratedField::Started),
                            "cancelled" => Ok(GeneratedField::Cancelled),
                            "methods" => Ok(GeneratedField::Methods),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = StatsResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.StatsResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<StatsResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut started__ = None;
                let mut cancelled__ = None;
                let mut methods__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Started => {
                            if started__.is_some() {
                                return Err(serde::de::Error::duplicate_field("started"));
                            }
                            started__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Cancelled => {
                            if cancelled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cancelled"));
                            }
                            cancelled__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Methods => {
                            if methods__.is_some() {
                                return Err(serde::de::Error::duplicate_field("methods"));
                            }
                            methods__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(StatsResponse {
                    started: started__.unwrap_or_default(),
                    cancelled: cancelled__.unwrap_or_default(),
                    methods: methods__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.StatsResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for stats_response::Counts {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.started != 0 {
            len += 1;
        }
        if self.completed != 0 {
            len += 1;
        }
        if self.cancelled != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.StatsResponse.Counts", len)?;
        if self.started != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("started", ToString::to_string(&self.started).as_str())?;
        }
        if self.completed != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("completed", ToString::to_string(&self.completed).as_str())?;
        }
        if self.cancelled != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("cancelled", ToString::to_string(&self.cancelled).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for stats_response::Counts {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "started",
            "completed",
            "cancelled",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Started,
            Completed,
            Cancelled,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "started" => Ok(GeneratedField::Started),
                            "completed" => Ok(GeneratedField::Completed),
                            "cancelled" => Ok(GeneratedField::Cancelled),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = stats_response::Counts;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.StatsResponse.Counts")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<stats_response::Counts, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut started__ = None;
                let mut completed__ = None;
                let mut cancelled__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Started => {
                            if started__.is_some() {
                                return Err(serde::de::Error::duplicate_field("started"));
                            }
                            started__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Completed => {
                            if completed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("completed"));
                            }
                            completed__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Cancelled => {
                            if cancelled__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cancelled"));
                            }
                            cancelled__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(stats_response::Counts {
                    started: started__.unwrap_or_default(),
                    completed: completed__.unwrap_or_default(),
                    cancelled: cancelled__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.StatsResponse.Counts", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for StreamBooksRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.count != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.StreamBooksRequest", len)?;
        if self.count != 0 {
            struct_ser.serialize_field("count", &self.count)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for StreamBooksRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "count",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Count,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "count" => Ok(GeneratedField::Count),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = StreamBooksRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.StreamBooksRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<StreamBooksRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut count__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Count => {
                            if count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("count"));
                            }
                            count__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(StreamBooksRequest {
                    count: count__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.StreamBooksRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Tree {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.label.is_empty() {
            len += 1;
        }
        if self.weight != 0 {
            len += 1;
        }
        if !self.branches.is_empty() {
            len += 1;
        }
        if !self.attributes.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.Tree", len)?;
        if !self.label.is_empty() {
            struct_ser.serialize_field("label", &self.label)?;
        }
        if self.weight != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("weight", ToString::to_string(&self.weight).as_str())?;
        }
        if !self.branches.is_empty() {
            struct_ser.serialize_field("branches", &self.branches)?;
        }
        if !self.attributes.is_empty() {
            struct_ser.serialize_field("attributes", &self.attributes)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Tree {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "label",
            "weight",
            "branches",
            "attributes",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Label,
            Weight,
            Branches,
            Attributes,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "label" => Ok(GeneratedField::Label),
                            "weight" => Ok(GeneratedField::Weight),
                            "branches" => Ok(GeneratedField::Branches),
                            "attributes" => Ok(GeneratedField::Attributes),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Tree;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.Tree")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Tree, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut label__ = None;
                let mut weight__ = None;
                let mut branches__ = None;
                let mut attributes__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Label => {
                            if label__.is_some() {
                                return Err(serde::de::Error::duplicate_field("label"));
                            }
                            label__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Weight => {
                            if weight__.is_some() {
                                return Err(serde::de::Error::duplicate_field("weight"));
                            }
                            weight__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::Branches => {
                            if branches__.is_some() {
                                return Err(serde::de::Error::duplicate_field("branches"));
                            }
                            branches__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Attributes => {
                            if attributes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("attributes"));
                            }
                            attributes__ = Some(
                                map_.next_value::<std::collections::BTreeMap<_, _>>()?
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Tree {
                    label: label__.unwrap_or_default(),
                    weight: weight__.unwrap_or_default(),
                    branches: branches__.unwrap_or_default(),
                    attributes: attributes__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.Tree", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for UpdateBookRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.book.is_some() {
            len += 1;
        }
        if self.update_mask.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.UpdateBookRequest", len)?;
        if let Some(v) = self.book.as_ref() {
            struct_ser.serialize_field("book", v)?;
        }
        if let Some(v) = self.update_mask.as_ref() {
            struct_ser.serialize_field("updateMask", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UpdateBookRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "book",
            "update_mask",
            "updateMask",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Book,
            UpdateMask,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "book" => Ok(GeneratedField::Book),
                            "updateMask" | "update_mask" => Ok(GeneratedField::UpdateMask),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UpdateBookRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.UpdateBookRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UpdateBookRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut book__ = None;
                let mut update_mask__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Book => {
                            if book__.is_some() {
                                return Err(serde::de::Error::duplicate_field("book"));
                            }
                            book__ = map_.next_value()?;
                        }
                        GeneratedField::UpdateMask => {
                            if update_mask__.is_some() {
                                return Err(serde::de::Error::duplicate_field("updateMask"));
                            }
                            update_mask__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(UpdateBookRequest {
                    book: book__,
                    update_mask: update_mask__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.UpdateBookRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for UploadCatalogResponse {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.size_bytes != 0 {
            len += 1;
        }
        if self.message_count != 0 {
            len += 1;
        }
        if !self.media_type.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.UploadCatalogResponse", len)?;
        if self.size_bytes != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sizeBytes", ToString::to_string(&self.size_bytes).as_str())?;
        }
        if self.message_count != 0 {
            struct_ser.serialize_field("messageCount", &self.message_count)?;
        }
        if !self.media_type.is_empty() {
            struct_ser.serialize_field("mediaType", &self.media_type)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UploadCatalogResponse {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "size_bytes",
            "sizeBytes",
            "message_count",
            "messageCount",
            "media_type",
            "mediaType",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            SizeBytes,
            MessageCount,
            MediaType,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "sizeBytes" | "size_bytes" => Ok(GeneratedField::SizeBytes),
                            "messageCount" | "message_count" => Ok(GeneratedField::MessageCount),
                            "mediaType" | "media_type" => Ok(GeneratedField::MediaType),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UploadCatalogResponse;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.UploadCatalogResponse")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UploadCatalogResponse, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut size_bytes__ = None;
                let mut message_count__ = None;
                let mut media_type__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::SizeBytes => {
                            if size_bytes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sizeBytes"));
                            }
                            size_bytes__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::MessageCount => {
                            if message_count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("messageCount"));
                            }
                            message_count__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::MediaType => {
                            if media_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mediaType"));
                            }
                            media_type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(UploadCatalogResponse {
                    size_bytes: size_bytes__.unwrap_or_default(),
                    message_count: message_count__.unwrap_or_default(),
                    media_type: media_type__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.UploadCatalogResponse", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for UploadCoverRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if self.image.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.UploadCoverRequest", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if let Some(v) = self.image.as_ref() {
            struct_ser.serialize_field("image", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UploadCoverRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "name",
            "image",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Image,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "name" => Ok(GeneratedField::Name),
                            "image" => Ok(GeneratedField::Image),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UploadCoverRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.UploadCoverRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UploadCoverRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut image__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Image => {
                            if image__.is_some() {
                                return Err(serde::de::Error::duplicate_field("image"));
                            }
                            image__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(UploadCoverRequest {
                    name: name__.unwrap_or_default(),
                    image: image__,
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.UploadCoverRequest", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for WatchBooksRequest {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.parent.is_empty() {
            len += 1;
        }
        if self.max_events != 0 {
            len += 1;
        }
        if self.include_existing {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("bookstore.v1.WatchBooksRequest", len)?;
        if !self.parent.is_empty() {
            struct_ser.serialize_field("parent", &self.parent)?;
        }
        if self.max_events != 0 {
            struct_ser.serialize_field("maxEvents", &self.max_events)?;
        }
        if self.include_existing {
            struct_ser.serialize_field("includeExisting", &self.include_existing)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for WatchBooksRequest {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "parent",
            "max_events",
            "maxEvents",
            "include_existing",
            "includeExisting",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Parent,
            MaxEvents,
            IncludeExisting,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "parent" => Ok(GeneratedField::Parent),
                            "maxEvents" | "max_events" => Ok(GeneratedField::MaxEvents),
                            "includeExisting" | "include_existing" => Ok(GeneratedField::IncludeExisting),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = WatchBooksRequest;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct bookstore.v1.WatchBooksRequest")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<WatchBooksRequest, V::Error>
                where
                    V: serde::de::MapAccess<'de>,
            {
                let mut parent__ = None;
                let mut max_events__ = None;
                let mut include_existing__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Parent => {
                            if parent__.is_some() {
                                return Err(serde::de::Error::duplicate_field("parent"));
                            }
                            parent__ = Some(map_.next_value()?);
                        }
                        GeneratedField::MaxEvents => {
                            if max_events__.is_some() {
                                return Err(serde::de::Error::duplicate_field("maxEvents"));
                            }
                            max_events__ = 
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0)
                            ;
                        }
                        GeneratedField::IncludeExisting => {
                            if include_existing__.is_some() {
                                return Err(serde::de::Error::duplicate_field("includeExisting"));
                            }
                            include_existing__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(WatchBooksRequest {
                    parent: parent__.unwrap_or_default(),
                    max_events: max_events__.unwrap_or_default(),
                    include_existing: include_existing__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("bookstore.v1.WatchBooksRequest", FIELDS, GeneratedVisitor)
    }
}
