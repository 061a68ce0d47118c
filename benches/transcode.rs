//! JSON to wire bytes and back: the transcoder beside a reflective and a static one, and beside
//! what parsing or copying alone would cost.
//!
//! `cargo bench --bench transcode` measures and prints the ratios of one run. Absolute times belong
//! to one machine; only ratios are worth keeping.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_debug_implementations
)]

mod cpu_time;
mod generated;
mod report;

use std::hint::black_box;
use std::sync::Arc;

use bytes::Bytes;
use criterion::{BenchmarkId, Criterion, Throughput};
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, SerializeOptions};
use rialto::schema::{MessageId, SchemaBuilder, set};
use rialto::transcode::encode::{self, EncodeOptions};
use rialto::transcode::json::{self, DecodeOptions};
use rialto::transcode::plan::Plans;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use cpu_time::CpuTime;
use generated::bookstore::v1::{Book, Everything, ListBooksResponse, Tree};

const SET: &[u8] = bookstore::DESCRIPTORS;

struct Fixture {
    plans: Plans,
    pool: DescriptorPool,
}

impl Fixture {
    fn new() -> Self {
        let mut builder = SchemaBuilder::new();
        for file in set::files(&Bytes::from_static(SET)).unwrap() {
            builder.add("bookstore", file);
        }
        let (schema, findings) = builder.finish();
        assert!(!findings.has_errors(), "{findings:?}");
        Self {
            plans: Plans::new(Arc::new(schema)),
            pool: DescriptorPool::decode(SET).unwrap(),
        }
    }
}

/// One message in every form that is measured.
struct Sample {
    size: &'static str,
    id: MessageId,
    descriptor: MessageDescriptor,
    wire: Vec<u8>,
    json: String,
}

impl Sample {
    fn new(fixture: &Fixture, size: &'static str, name: &str, wire: Vec<u8>) -> Self {
        let id = fixture.plans.schema().message_by_name(name).unwrap();
        let descriptor = fixture.pool.get_message_by_name(name).unwrap();
        let mut json = Vec::new();
        encode::encode(
            &fixture.plans,
            id,
            &wire,
            &EncodeOptions::default(),
            &mut json,
        )
        .unwrap();
        let json = String::from_utf8(json).unwrap();
        // What is timed must be right: both ways agree with the oracle.
        let expected = DynamicMessage::decode(descriptor.clone(), wire.as_slice()).unwrap();
        let mut back = Vec::new();
        json::decode(
            &fixture.plans,
            id,
            json.as_bytes(),
            &DecodeOptions::default(),
            &mut back,
        )
        .unwrap();
        assert!(DynamicMessage::decode(descriptor.clone(), back.as_slice()).unwrap() == expected);
        let read = DynamicMessage::deserialize(
            descriptor.clone(),
            &mut serde_json::Deserializer::from_str(&json),
        );
        assert!(read.unwrap() == expected);
        println!(
            "{size}: {} B of JSON, {} B on the wire",
            json.len(),
            wire.len()
        );
        Self {
            size,
            id,
            descriptor,
            wire,
            json,
        }
    }
}

fn requests<M: DeserializeOwned + prost::Message>(
    criterion: &mut Criterion<CpuTime>,
    plans: &Plans,
    sample: &Sample,
) {
    let mut group = criterion.benchmark_group("request");
    group.throughput(Throughput::Bytes(sample.json.len() as u64));
    let (options, mut out) = (DecodeOptions::default(), Vec::new());
    group.bench_function(BenchmarkId::new("rialto", sample.size), |bencher| {
        bencher.iter(|| {
            out.clear();
            json::decode(
                plans,
                sample.id,
                black_box(sample.json.as_bytes()),
                &options,
                &mut out,
            )
            .unwrap();
            out.len()
        });
    });
    group.bench_function(BenchmarkId::new("prost-reflect", sample.size), |bencher| {
        bencher.iter(|| {
            let mut deserializer = serde_json::Deserializer::from_str(black_box(&sample.json));
            let message = DynamicMessage::deserialize(sample.descriptor.clone(), &mut deserializer);
            message.unwrap().encode_to_vec().len()
        });
    });
    group.bench_function(BenchmarkId::new("pbjson", sample.size), |bencher| {
        bencher.iter(|| {
            serde_json::from_str::<M>(black_box(&sample.json))
                .unwrap()
                .encode_to_vec()
                .len()
        });
    });
    group.bench_function(BenchmarkId::new("limit", sample.size), |bencher| {
        bencher.iter(|| serde_json::from_str::<IgnoredAny>(black_box(&sample.json)).unwrap());
    });
    group.finish();
}

fn responses<M: Serialize + Default + prost::Message>(
    criterion: &mut Criterion<CpuTime>,
    plans: &Plans,
    sample: &Sample,
) {
    let mut group = criterion.benchmark_group("response");
    group.throughput(Throughput::Bytes(sample.json.len() as u64));
    let (options, mut out) = (EncodeOptions::default(), Vec::new());
    group.bench_function(BenchmarkId::new("rialto", sample.size), |bencher| {
        bencher.iter(|| {
            out.clear();
            encode::encode(
                plans,
                sample.id,
                black_box(&sample.wire),
                &options,
                &mut out,
            )
            .unwrap();
            out.len()
        });
    });
    group.bench_function(BenchmarkId::new("prost-reflect", sample.size), |bencher| {
        bencher.iter(|| {
            let message = DynamicMessage::decode(
                sample.descriptor.clone(),
                black_box(sample.wire.as_slice()),
            )
            .unwrap();
            let mut json = Vec::new();
            let mut serializer = serde_json::Serializer::new(&mut json);
            message
                .serialize_with_options(&mut serializer, &SerializeOptions::new())
                .unwrap();
            json.len()
        });
    });
    group.bench_function(BenchmarkId::new("pbjson", sample.size), |bencher| {
        bencher.iter(|| {
            serde_json::to_vec(&M::decode(black_box(sample.wire.as_slice())).unwrap())
                .unwrap()
                .len()
        });
    });
    group.bench_function(BenchmarkId::new("limit", sample.size), |bencher| {
        bencher.iter(|| {
            out.clear();
            out.extend_from_slice(black_box(sample.json.as_bytes()));
            out.len()
        });
    });
    group.finish();
}

fn both<M: Serialize + DeserializeOwned + Default + prost::Message>(
    criterion: &mut Criterion<CpuTime>,
    plans: &Plans,
    sample: &Sample,
) {
    requests::<M>(criterion, plans, sample);
    responses::<M>(criterion, plans, sample);
}

fn book(number: u32) -> Book {
    let json = format!(
        r#"{{"name":"shelves/1/books/{number}","title":"The Art of Transcoding, volume {number}","author":"Ursula K. Le Guin",
        "isbn":"978044{number:07}","genre":"GENRE_SCIENCE_FICTION","priceCents":{},"publishTime":"1969-03-01T00:00:00Z","inStock":true}}"#,
        1000 + number
    );
    serde_json::from_str(&json).unwrap()
}

fn main() {
    let fixture = Fixture::new();
    let books = ListBooksResponse {
        books: (0..100).map(book).collect(),
        ..Default::default()
    };
    let sample = |size, name, wire| Sample::new(&fixture, size, name, wire);
    let small = sample("small", "bookstore.v1.Book", book(1).encode_to_vec());
    let types = sample(
        "types",
        "bookstore.v1.Everything",
        // pbjson has neither: an Any is bytes to it, and a mask a list.
        bookstore::v1::Everything {
            any: None,
            field_mask: None,
            ..bookstore::sample_types()
        }
        .encode_to_vec(),
    );
    let medium = sample(
        "medium",
        "bookstore.v1.ListBooksResponse",
        books.encode_to_vec(),
    );
    let large = sample(
        "large",
        "bookstore.v1.Tree",
        bookstore::sample_tree(5, 5).encode_to_vec(),
    );
    let mut criterion = Criterion::default()
        .with_measurement(CpuTime)
        .configure_from_args();
    both::<Book>(&mut criterion, &fixture.plans, &small);
    both::<Everything>(&mut criterion, &fixture.plans, &types);
    both::<ListBooksResponse>(&mut criterion, &fixture.plans, &medium);
    both::<Tree>(&mut criterion, &fixture.plans, &large);
    criterion.final_summary();
    report::print();
}
