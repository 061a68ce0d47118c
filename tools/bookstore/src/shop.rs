//! The service `Bookstore`.

use std::collections::BTreeMap;
use std::pin::Pin;

use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};
use tonic::{Request, Response, Status, Streaming};

use crate::fault;
use crate::google::api::HttpBody;
use crate::stock;
use crate::store::{NewBooks, Store, books_of};
use crate::v1::bookstore_server::Bookstore;
use crate::v1::{
    Author, Book, BookEvent, ConverseRequest, ConverseResponse, Cover, CreateBookRequest,
    CreateShelfRequest, DeleteBookRequest, DeleteShelfRequest, DownloadCatalogRequest,
    DownloadCoverRequest, Genre, GetBookRequest, GetShelfRequest, ImportBooksResponse,
    ListAuthorsRequest, ListAuthorsResponse, ListBooksRequest, ListBooksResponse,
    ListShelvesRequest, ListShelvesResponse, MoveBookRequest, ReadPageRequest, SearchBooksRequest,
    SearchBooksResponse, Shelf, StreamBooksRequest, UpdateBookRequest, UploadCatalogResponse,
    UploadCoverRequest, WatchBooksRequest, book_event,
};

mod fields;
mod search;

#[derive(Debug)]
pub(crate) struct BookstoreService {
    store: Store,
}

impl BookstoreService {
    pub(crate) fn new(new_books: NewBooks) -> Self {
        Self {
            store: Store::stocked(new_books),
        }
    }

    fn find(&self, request: &GetBookRequest) -> Result<Book, Status> {
        if request.isbn == 0 {
            return self.store.book(&request.name);
        }
        let isbn = request.isbn;
        self.store
            .read_books(|mut books| books.find(|book| book.isbn == isbn).cloned())
            .ok_or_else(|| fault::not_found("ISBN", &isbn.to_string()))
    }
}

type Answers<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

#[tonic::async_trait]
impl Bookstore for BookstoreService {
    type StreamBooksStream = Answers<Book>;
    type WatchBooksStream = Answers<BookEvent>;
    type ConverseStream = Answers<ConverseResponse>;
    type DownloadCatalogStream = Answers<HttpBody>;

    async fn list_shelves(
        &self,
        request: Request<ListShelvesRequest>,
    ) -> Result<Response<ListShelvesResponse>, Status> {
        let request = request.into_inner();
        let limit = page_size(request.page_size)?;
        let page = self.store.shelves(&request.page_token, limit);
        Ok(Response::new(ListShelvesResponse {
            shelves: page.items,
            next_page_token: page.next_page_token,
        }))
    }

    async fn get_shelf(
        &self,
        request: Request<GetShelfRequest>,
    ) -> Result<Response<Shelf>, Status> {
        self.store.shelf(&request.get_ref().name).map(Response::new)
    }

    async fn create_shelf(
        &self,
        request: Request<CreateShelfRequest>,
    ) -> Result<Response<Shelf>, Status> {
        let CreateShelfRequest { shelf, shelf_id } = request.into_inner();
        let shelf = shelf.ok_or_else(|| fault::invalid("shelf", "is missing"))?;
        self.store.create_shelf(&shelf_id, shelf).map(Response::new)
    }

    async fn delete_shelf(
        &self,
        request: Request<DeleteShelfRequest>,
    ) -> Result<Response<()>, Status> {
        self.store
            .delete_shelf(&request.get_ref().name)
            .map(Response::new)
    }

    async fn list_books(
        &self,
        request: Request<ListBooksRequest>,
    ) -> Result<Response<ListBooksResponse>, Status> {
        let request = request.into_inner();
        let limit = page_size(request.page_size)?;
        let page =
            self.store
                .books(&request.parent, request.genre(), &request.page_token, limit)?;
        Ok(Response::new(ListBooksResponse {
            books: page.items,
            next_page_token: page.next_page_token,
        }))
    }

    async fn get_book(&self, request: Request<GetBookRequest>) -> Result<Response<Book>, Status> {
        self.find(request.get_ref()).map(Response::new)
    }

    async fn check_book(&self, request: Request<GetBookRequest>) -> Result<Response<()>, Status> {
        self.find(request.get_ref()).map(|_book| Response::new(()))
    }

    async fn create_book(
        &self,
        request: Request<CreateBookRequest>,
    ) -> Result<Response<Book>, Status> {
        import(&self.store, request.into_inner()).map(Response::new)
    }

    async fn update_book(
        &self,
        request: Request<UpdateBookRequest>,
    ) -> Result<Response<Book>, Status> {
        let UpdateBookRequest { book, update_mask } = request.into_inner();
        let change = book.ok_or_else(|| fault::invalid("book", "is missing"))?;
        let name = change.name.clone();
        let updated = self.store.update_book(&name, |book| {
            fields::apply(&change, book, update_mask.as_ref(), "update_mask")
        });
        updated.map(Response::new)
    }

    async fn delete_book(
        &self,
        request: Request<DeleteBookRequest>,
    ) -> Result<Response<()>, Status> {
        self.store
            .delete_book(&request.get_ref().name)
            .map(Response::new)
    }

    async fn move_book(&self, request: Request<MoveBookRequest>) -> Result<Response<Book>, Status> {
        let request = request.into_inner();
        self.store
            .move_book(&request.name, &request.destination_shelf)
            .map(Response::new)
    }

    async fn search_books(
        &self,
        request: Request<SearchBooksRequest>,
    ) -> Result<Response<SearchBooksResponse>, Status> {
        search::search(&self.store, request.get_ref()).map(Response::new)
    }

    async fn list_authors(
        &self,
        _request: Request<ListAuthorsRequest>,
    ) -> Result<Response<ListAuthorsResponse>, Status> {
        let counts = self.store.read_books(|books| {
            let mut counts = BTreeMap::<String, i32>::new();
            for book in books {
                *counts.entry(book.author.clone()).or_default() += 1;
            }
            counts
        });
        let authors = counts
            .into_iter()
            .map(|(display_name, book_count)| Author {
                display_name,
                book_count,
            })
            .collect();
        Ok(Response::new(ListAuthorsResponse { authors }))
    }

    async fn stream_books(
        &self,
        request: Request<StreamBooksRequest>,
    ) -> Result<Response<Self::StreamBooksStream>, Status> {
        let count = match usize::try_from(request.get_ref().count) {
            Ok(0) => 1_000,
            Ok(count) if count <= STREAM_BOOKS_MAX => count,
            _ => return Err(fault::invalid("count", "must be from 0 to 1000000")),
        };
        let page = self
            .store
            .books(stock::WAREHOUSE, Genre::Unspecified, "", PAGE_SIZE_MAX)?;
        let books = page.items.into_iter().cycle().take(count).map(Ok);
        Ok(Response::new(Box::pin(tokio_stream::iter(books))))
    }

    async fn watch_books(
        &self,
        request: Request<WatchBooksRequest>,
    ) -> Result<Response<Self::WatchBooksStream>, Status> {
        let WatchBooksRequest {
            parent,
            max_events,
            include_existing,
        } = request.into_inner();
        let (existing, events) = self.store.watch(&parent)?;
        let existing = existing
            .into_iter()
            .filter(move |_| include_existing)
            .map(|book| BookEvent {
                event: Some(book_event::Event::Stored(book)),
            });
        let prefix = books_of(&parent);
        let events = BroadcastStream::new(events).filter_map(move |event| match event {
            Ok(event) => concerns(&event, &prefix).then_some(Ok(event)),
            Err(_lagged) => Some(Err(Status::data_loss("events were missed: watch again"))),
        });
        let events = tokio_stream::iter(existing).map(Ok).chain(events);
        Ok(Response::new(match usize::try_from(max_events) {
            Ok(count @ 1..) => Box::pin(events.take(count)),
            _ => Box::pin(events),
        }))
    }

    async fn import_books(
        &self,
        request: Request<Streaming<CreateBookRequest>>,
    ) -> Result<Response<ImportBooksResponse>, Status> {
        let mut books = request.into_inner();
        let mut response = ImportBooksResponse::default();
        while let Some(book) = books.message().await? {
            match import(&self.store, book) {
                Ok(_) => response.imported_count += 1,
                Err(status) if response.errors.len() < IMPORT_ERRORS_MAX => {
                    response.errors.push(status.message().to_owned());
                }
                Err(status) => return Err(status),
            }
        }
        Ok(Response::new(response))
    }

    async fn converse(
        &self,
        request: Request<Streaming<ConverseRequest>>,
    ) -> Result<Response<Self::ConverseStream>, Status> {
        let mut turn = 0;
        let answers = request.into_inner().map(move |line| {
            turn += 1;
            Ok(ConverseResponse {
                text: format!("You said: {}", line?.text),
                turn,
            })
        });
        Ok(Response::new(Box::pin(answers)))
    }

    async fn download_cover(
        &self,
        request: Request<DownloadCoverRequest>,
    ) -> Result<Response<HttpBody>, Status> {
        self.store.cover(&request.get_ref().name).map(Response::new)
    }

    async fn upload_cover(
        &self,
        request: Request<UploadCoverRequest>,
    ) -> Result<Response<Cover>, Status> {
        let UploadCoverRequest { name, image } = request.into_inner();
        let image = image.ok_or_else(|| fault::invalid("image", "is missing"))?;
        if !image.content_type.starts_with("image/") {
            return Err(fault::invalid("image", "a cover must be an image"));
        }
        let cover = Cover {
            book: name.clone(),
            media_type: image.content_type.clone(),
            size_bytes: size(image.data.len()),
        };
        self.store.set_cover(&name, image)?;
        Ok(Response::new(cover))
    }

    async fn download_catalog(
        &self,
        _request: Request<DownloadCatalogRequest>,
    ) -> Result<Response<Self::DownloadCatalogStream>, Status> {
        let mut lines = vec!["isbn,title,author\n".to_owned()];
        self.store.read_books(|books| {
            lines.extend(books.map(|book| {
                let [title, author] =
                    [&book.title, &book.author].map(|cell| cell.replace('"', "\"\""));
                format!("{},\"{title}\",\"{author}\"\n", book.isbn)
            }));
        });
        let pieces: Vec<HttpBody> = lines
            .chunks(CATALOG_LINES)
            .map(|lines| HttpBody {
                content_type: "text/csv; charset=utf-8".to_owned(),
                data: lines.concat().into_bytes(),
                extensions: Vec::new(),
            })
            .collect();
        let pieces = tokio_stream::iter(pieces).map(Ok);
        Ok(Response::new(Box::pin(pieces)))
    }

    async fn upload_catalog(
        &self,
        request: Request<Streaming<HttpBody>>,
    ) -> Result<Response<UploadCatalogResponse>, Status> {
        let mut pieces = request.into_inner();
        let mut response = UploadCatalogResponse::default();
        while let Some(piece) = pieces.message().await? {
            response.size_bytes += size(piece.data.len());
            response.message_count += 1;
            if response.media_type.is_empty() {
                response.media_type = piece.content_type;
            }
        }
        Ok(Response::new(response))
    }

    async fn read_page(
        &self,
        request: Request<ReadPageRequest>,
    ) -> Result<Response<HttpBody>, Status> {
        let path = &request.get_ref().path;
        let (_, media_type, contents) = stock::PAGES
            .iter()
            .find(|(page, _, _)| page == path)
            .ok_or_else(|| fault::not_found("page", path))?;
        Ok(Response::new(HttpBody {
            content_type: (*media_type).to_owned(),
            data: contents.as_bytes().to_vec(),
            extensions: Vec::new(),
        }))
    }
}

fn import(store: &Store, request: CreateBookRequest) -> Result<Book, Status> {
    let CreateBookRequest {
        parent,
        book,
        book_id,
    } = request;
    let book = book.ok_or_else(|| fault::invalid("book", "is missing"))?;
    store.create_book(&parent, &book_id, book)
}

fn page_size(asked: i32) -> Result<usize, Status> {
    match usize::try_from(asked) {
        Ok(0) => Ok(100),
        Ok(size) => Ok(size.min(PAGE_SIZE_MAX)),
        Err(_negative) => Err(fault::invalid("page_size", "must not be negative")),
    }
}

fn concerns(event: &BookEvent, prefix: &str) -> bool {
    match &event.event {
        Some(book_event::Event::Stored(book)) => book.name.starts_with(prefix),
        Some(book_event::Event::Deleted(name)) => name.starts_with(prefix),
        None => false,
    }
}

/// No message is larger than an i64 can say.
fn size(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

const PAGE_SIZE_MAX: usize = 1_000;
const STREAM_BOOKS_MAX: usize = 1_000_000;
const IMPORT_ERRORS_MAX: usize = 100;
/// How many lines of the catalog go into one message.
const CATALOG_LINES: usize = 32;
