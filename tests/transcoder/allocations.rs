//! How often memory is asked for: a handful of times per message, and never per field.

use prost::Message as _;
use rialto::transcode::encode::{EncodeOptions, encode};
use rialto::transcode::json::{DecodeOptions, decode};

use crate::fixture::Fixture;

/// The messages of the benchmark: one of many types, and lists of books.
struct Sample {
    name: &'static str,
    json: Vec<u8>,
    wire: Vec<u8>,
}

fn fixture() -> Fixture {
    Fixture::from_set(bookstore::DESCRIPTORS.to_vec())
}

fn types(fixture: &Fixture) -> Sample {
    let wire = bookstore::sample_types().encode_to_vec();
    let mut json = Vec::new();
    let id = fixture.id("bookstore.v1.Everything");
    encode(
        &fixture.plans,
        id,
        &wire,
        &EncodeOptions::default(),
        &mut json,
    )
    .unwrap();
    Sample {
        name: "bookstore.v1.Everything",
        json,
        wire,
    }
}

fn books(fixture: &Fixture, count: usize) -> Sample {
    let book = |number: usize| {
        format!(
            r#"{{"name":"shelves/1/books/{number}","title":"The Art of Transcoding, volume {number}","author":"Ursula K. Le Guin","isbn":"978044{number:07}","genre":"GENRE_SCIENCE_FICTION","priceCents":{},"publishTime":"1969-03-01T00:00:00Z","inStock":true}}"#,
            1000 + number
        )
    };
    let books: Vec<String> = (0..count).map(book).collect();
    let json = format!(r#"{{"books":[{}]}}"#, books.join(",")).into_bytes();
    let mut wire = Vec::new();
    let id = fixture.id("bookstore.v1.ListBooksResponse");
    decode(
        &fixture.plans,
        id,
        &json,
        &DecodeOptions::default(),
        &mut wire,
    )
    .unwrap();
    Sample {
        name: "bookstore.v1.ListBooksResponse",
        json,
        wire,
    }
}

/// Allocations of one request and of one response into buffers that are large enough, with plans that are compiled.
fn counted(fixture: &Fixture, sample: &Sample) -> [u64; 2] {
    let id = fixture.id(sample.name);
    let mut out = Vec::with_capacity(sample.json.len().max(sample.wire.len()) * 2);
    let mut request = || {
        out.clear();
        let options = DecodeOptions::default();
        decode(&fixture.plans, id, &sample.json, &options, &mut out).unwrap();
    };
    request();
    let request = allocation_counter::measure(request).count_total;
    let mut out = Vec::with_capacity(sample.json.len().max(sample.wire.len()) * 2);
    let mut response = || {
        out.clear();
        let options = EncodeOptions::default();
        encode(&fixture.plans, id, &sample.wire, &options, &mut out).unwrap();
    };
    response();
    let response = allocation_counter::measure(response).count_total;
    println!(
        "{}, {} B of JSON, {} B of wire: {request} allocations for a request, {response} for a response",
        sample.name,
        sample.json.len(),
        sample.wire.len()
    );
    [request, response]
}

#[test]
fn a_message_takes_a_handful_of_allocations() {
    let fixture = fixture();
    for (sample, [request_max, response_max]) in
        [(types(&fixture), [4, 4]), (books(&fixture, 100), [0, 0])]
    {
        let [request, response] = counted(&fixture, &sample);
        assert!(
            request <= request_max,
            "{request} for a request of {}",
            sample.name
        );
        assert!(
            response <= response_max,
            "{response} for a response of {}",
            sample.name
        );
    }
}

#[test]
fn no_field_takes_an_allocation() {
    let fixture = fixture();
    let few = counted(&fixture, &books(&fixture, 10));
    let many = counted(&fixture, &books(&fixture, 1000));
    assert_eq!(few, many);
}
