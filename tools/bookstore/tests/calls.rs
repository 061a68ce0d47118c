//! The sample back end as its peers see it: through a tonic client.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use bookstore::google::rpc;
use bookstore::v1::bookstore_client::BookstoreClient;
use bookstore::v1::lab_client::LabClient;
use bookstore::v1::legacy_client::LegacyClient;
use bookstore::v1::{
    Book, ConverseRequest, CreateBookRequest, DeleteBookRequest, Everything, FailRequest,
    GetBookRequest, GetRecordRequest, ListBooksRequest, MetadataRequest, SearchBooksRequest,
    SlowRequest, StreamBooksRequest, UpdateBookRequest, WatchBooksRequest, book_event,
};
use bookstore::{DESCRIPTORS, Server, sample_tree, sample_types};
use prost::{Message, Name};
use prost_reflect::{DescriptorPool, DynamicMessage};
use prost_types::FieldMask;
use tokio_stream::StreamExt;
use tonic::Code;
use tonic::transport::Channel;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

async fn connect(server: &Server) -> Channel {
    Channel::from_shared(format!("http://{}", server.address()))
        .unwrap()
        .connect()
        .await
        .unwrap()
}

fn json_of<M: Message + Name>(message: &M) -> String {
    let pool = DescriptorPool::decode(DESCRIPTORS).unwrap();
    let descriptor = pool.get_message_by_name(&M::full_name()).unwrap();
    let bytes = message.encode_to_vec();
    let dynamic = DynamicMessage::decode(descriptor, bytes.as_slice()).unwrap();
    serde_json::to_string(&dynamic).unwrap()
}

fn warehouse() -> ListBooksRequest {
    ListBooksRequest {
        parent: "shelves/warehouse".to_owned(),
        page_size: 100,
        ..ListBooksRequest::default()
    }
}

#[tokio::test]
async fn unary_call_reads_a_book_by_name_and_by_isbn() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let named = GetBookRequest {
        name: "shelves/1/books/1".to_owned(),
        isbn: 0,
    };
    let book = client.get_book(named).await.unwrap().into_inner();
    let numbered = GetBookRequest {
        name: String::new(),
        isbn: book.isbn,
    };
    assert_eq!(client.get_book(numbered).await.unwrap().into_inner(), book);
}

#[tokio::test]
async fn missing_book_is_not_found_with_details() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let name = "shelves/1/books/none".to_owned();
    let request = DeleteBookRequest { name: name.clone() };
    let status = client.delete_book(request).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let details = rpc::Status::decode(status.details()).unwrap().details;
    let resource: rpc::ResourceInfo = details[1].to_msg().unwrap();
    assert_eq!(resource.resource_name, name);
}

#[tokio::test]
async fn pages_of_a_shelf_are_its_books_once_each() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let mut request = warehouse();
    request.page_size = 30;
    let mut names = Vec::new();
    loop {
        let page = client.list_books(request.clone()).await.unwrap();
        let page = page.into_inner();
        names.extend(page.books.into_iter().map(|book| book.name));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    let all = client.list_books(warehouse()).await.unwrap().into_inner();
    assert_eq!(all.next_page_token, "");
    let all: Vec<String> = all.books.into_iter().map(|book| book.name).collect();
    assert_eq!(names, all);
    assert_eq!(all.len(), 100);
}

#[tokio::test]
async fn update_changes_the_masked_fields_alone() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let update = |paths: &[&str]| UpdateBookRequest {
        book: Some(Book {
            name: "shelves/1/books/2".to_owned(),
            title: "New".to_owned(),
            ..Book::default()
        }),
        update_mask: Some(FieldMask {
            paths: paths.iter().map(|&path| path.to_owned()).collect(),
        }),
    };
    let book = client.update_book(update(&["title", "ebook"])).await;
    let book = book.unwrap().into_inner();
    assert_eq!(book.title, "New");
    assert_eq!(book.format, None);
    assert!(!book.author.is_empty());
    let status = client.update_book(update(&["colour"])).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn search_answers_with_the_fields_of_the_read_mask() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let request = SearchBooksRequest {
        text: "le guin".to_owned(),
        price_cents_max: Some(1_500),
        read_mask: Some(FieldMask {
            paths: vec!["title".to_owned()],
        }),
        ..SearchBooksRequest::default()
    };
    let found = client.search_books(request).await.unwrap().into_inner();
    let expected = Book {
        title: "The Left Hand of Darkness".to_owned(),
        ..Book::default()
    };
    assert_eq!(found.books, [expected]);
    assert_eq!(found.genre_counts["GENRE_SCIENCE_FICTION"], 1);
}

#[tokio::test]
async fn server_stream_sends_the_count_of_books_asked_for() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let books = client.stream_books(StreamBooksRequest { count: 250 }).await;
    let books: Vec<_> = books.unwrap().into_inner().collect().await;
    assert_eq!(books.len(), 250);
    assert!(books.iter().all(Result::is_ok));
}

#[tokio::test]
async fn client_stream_imports_and_a_watcher_sees_it() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let watch = WatchBooksRequest {
        parent: "shelves/2".to_owned(),
        max_events: 1,
        include_existing: false,
    };
    let events = client.watch_books(watch).await.unwrap().into_inner();
    let request = |title: &str| CreateBookRequest {
        parent: "shelves/2".to_owned(),
        book: Some(Book {
            title: title.to_owned(),
            ..Book::default()
        }),
        book_id: String::new(),
    };
    let requests = tokio_stream::iter([request("Emma"), request("")]);
    let imported = client.import_books(requests).await.unwrap().into_inner();
    assert_eq!(imported.imported_count, 1);
    assert_eq!(imported.errors.len(), 1);
    let events: Vec<_> = events.collect().await;
    let Some(book_event::Event::Stored(book)) = &events[0].as_ref().unwrap().event else {
        panic!("expected a stored book");
    };
    assert_eq!(book.title, "Emma");
    assert_eq!(events.len(), 1);
}

#[tokio::test]
async fn bidirectional_stream_answers_each_line_before_the_next() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let (lines, requests) = tokio::sync::mpsc::channel(1);
    let requests = tokio_stream::wrappers::ReceiverStream::new(requests);
    let say = |text: &str| ConverseRequest {
        text: text.to_owned(),
    };
    lines.send(say("one")).await.unwrap();
    let mut answers = client.converse(requests).await.unwrap().into_inner();
    assert_eq!(
        answers.message().await.unwrap().unwrap().text,
        "You said: one"
    );
    lines.send(say("two")).await.unwrap();
    assert_eq!(answers.message().await.unwrap().unwrap().turn, 2);
    drop(lines);
    assert_eq!(answers.message().await.unwrap(), None);
}

#[tokio::test]
async fn failure_carries_the_details_of_the_request_and_can_be_used_up() {
    let server = Server::start().unwrap();
    let mut client = LabClient::new(connect(&server).await);
    let request = FailRequest {
        code: Code::Unavailable.into(),
        message: "come back".to_owned(),
        messages: 2,
        retry_info: Some(rpc::RetryInfo { retry_delay: None }),
        times: 2,
        key: "k".to_owned(),
        ..FailRequest::default()
    };
    let status = client.fail(request.clone()).await.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::Unavailable, "come back")
    );
    let details = rpc::Status::decode(status.details()).unwrap().details;
    assert_eq!(
        details[0].type_url,
        "type.googleapis.com/google.rpc.RetryInfo"
    );
    let stream = client.fail_stream(request.clone()).await.unwrap();
    let messages: Vec<_> = stream.into_inner().collect().await;
    let codes: Vec<_> = messages
        .iter()
        .map(|message| message.as_ref().err().map(tonic::Status::code))
        .collect();
    assert_eq!(codes, [None, None, Some(Code::Unavailable)]);
    client.fail(request).await.unwrap();
}

#[tokio::test]
async fn caller_that_leaves_is_counted() {
    let server = Server::start().unwrap();
    let mut client = LabClient::new(connect(&server).await);
    let request = SlowRequest {
        delay: Some(prost_types::Duration {
            seconds: 3_600,
            nanos: 0,
        }),
        messages: 1,
    };
    let mut other = client.clone();
    // Polled until the call has arrived, then dropped.
    let slow = client.slow(request);
    tokio::select! {
        biased;
        _ = slow => panic!("an hour has not passed"),
        () = until(&server, |server| server.stats().started == 1) => {}
    }
    until(&server, |server| server.stats().cancelled == 1).await;
    other.stats(()).await.unwrap();
    let stats = other.stats(()).await.unwrap().into_inner();
    let slow = stats.methods["/bookstore.v1.Lab/Slow"];
    assert_eq!((slow.completed, slow.cancelled), (0, 1));
    assert_eq!(stats.methods["/bookstore.v1.Lab/Stats"].completed, 1);
}

/// Waits for another thread to have come to a state, without knowing how long it takes.
async fn until(server: &Server, reached: impl Fn(&Server) -> bool) {
    while !reached(server) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn metadata_comes_back_as_headers_and_trailers() {
    let server = Server::start().unwrap();
    let mut client = LabClient::new(connect(&server).await);
    let mut request = tonic::Request::new(MetadataRequest {
        headers: [("x-head".to_owned(), "1".to_owned())].into(),
        binary_trailers: [("x-tail-bin".to_owned(), vec![0, 255])].into(),
        ..MetadataRequest::default()
    });
    request.set_timeout(Duration::from_secs(60));
    request
        .metadata_mut()
        .insert("x-asked", "yes".parse().unwrap());
    let response = client.metadata(request).await.unwrap();
    // tonic merges the trailers of a unary call into its metadata.
    assert_eq!(response.metadata().get("x-head").unwrap(), "1");
    let tail = response.metadata().get_bin("x-tail-bin").unwrap();
    assert_eq!(tail.to_bytes().unwrap().as_ref(), [0, 255]);
    let seen = response.into_inner();
    assert_eq!(seen.metadata["x-asked"].values, ["yes"]);
    assert!(seen.grpc_timeout.starts_with("60"), "{}", seen.grpc_timeout);
    assert_eq!(seen.authority, server.address().to_string());
}

#[tokio::test]
async fn every_type_comes_back_as_it_was() {
    let server = Server::start().unwrap();
    let mut client = LabClient::new(connect(&server).await);
    let sample = sample_types();
    let types = client.echo_types(sample.clone()).await.unwrap();
    assert_eq!(types.into_inner(), sample);
    let tree = sample_tree(4, 8);
    let echoed = client.echo_large(tree.clone()).await.unwrap();
    assert_eq!(echoed.into_inner(), tree);
    let messages = tokio_stream::iter([sample.clone(), Everything::default()]);
    let stream = client.echo_stream(messages).await.unwrap().into_inner();
    let echoed: Vec<_> = stream.map(Result::unwrap).collect().await;
    assert_eq!(echoed, [sample, Everything::default()]);
}

#[tokio::test]
async fn proto2_record_keeps_groups_and_extensions() {
    let server = Server::start().unwrap();
    let mut client = LegacyClient::new(connect(&server).await);
    let record = client.get_record(GetRecordRequest { id: 1 }).await;
    let record = record.unwrap().into_inner();
    assert!(record.origin.is_some() && record.remark.is_some());
    let echoed = client.echo_record(record.clone()).await.unwrap();
    assert_eq!(echoed.into_inner(), record);
    let json = json_of(&record);
    assert!(
        json.contains("\"[bookstore.v1.Remark.remark]\":{\"text\":\"rebound\"}"),
        "{json}"
    );
}

#[tokio::test]
async fn samples_have_the_sizes_that_the_benchmarks_name() {
    let server = Server::start().unwrap();
    let mut client = BookstoreClient::new(connect(&server).await);
    let list = client.list_books(warehouse()).await.unwrap().into_inner();
    let first = GetBookRequest {
        name: "shelves/1/books/1".to_owned(),
        isbn: 0,
    };
    let book = client.get_book(first).await.unwrap().into_inner();
    let sizes = [
        (json_of(&book).len(), 200),
        (json_of(&list).len(), 20_000),
        (json_of(&sample_types()).len(), 1_400),
        (json_of(&sample_tree(4, 8)).len(), 1 << 20),
    ];
    for (size, expected) in sizes {
        assert!(
            size.abs_diff(expected) <= expected / 8,
            "{size} is not about {expected}"
        );
    }
}

#[tokio::test]
async fn reflection_lists_the_services_and_keeps_their_http_rules() {
    let server = Server::start().unwrap();
    let mut client = ServerReflectionClient::new(connect(&server).await);
    let ask = |message| ServerReflectionRequest {
        host: String::new(),
        message_request: Some(message),
    };
    let requests = tokio_stream::iter([
        ask(MessageRequest::ListServices(String::new())),
        ask(MessageRequest::FileContainingSymbol(
            "bookstore.v1.Bookstore".to_owned(),
        )),
    ]);
    let stream = client.server_reflection_info(requests).await.unwrap();
    let mut answers = stream
        .into_inner()
        .map(|answer| answer.unwrap().message_response.unwrap());
    let Some(MessageResponse::ListServicesResponse(list)) = answers.next().await else {
        panic!("expected a list of services");
    };
    let mut names: Vec<_> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "bookstore.v1.Bookstore",
            "bookstore.v1.Lab",
            "bookstore.v1.Legacy",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection",
        ]
    );
    let Some(MessageResponse::FileDescriptorResponse(files)) = answers.next().await else {
        panic!("expected a file");
    };
    let file = &files.file_descriptor_proto[0];
    let rule = b"/v1/{name=shelves/*/books/*}:move";
    assert!(file.windows(rule.len()).any(|window| window == rule));
}
