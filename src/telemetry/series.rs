//! The metrics of one method, found once: a call only adds to numbers.

use std::sync::{Arc, OnceLock};

use metrics::{Counter, Histogram, Label};

use super::metrics as registry;
use crate::protocol::Protocol;
use crate::status::Code;

/// The metrics of every method of a schema, by the method's index, and of what matched none.
#[derive(Debug)]
pub struct SeriesTable {
    methods: Box<[MethodSeries]>,
    unmatched: MethodSeries,
}

impl SeriesTable {
    /// Takes the names of the methods in the order of their indices: service and method.
    pub fn new<'n>(names: impl IntoIterator<Item = (&'n str, &'n str)>) -> Self {
        let mut service = Arc::<str>::from("");
        let unmatched = MethodSeries::new(Arc::clone(&service), "");
        let method = |(of, name): (&str, &str)| {
            // The methods of a service stand together, so they share its name.
            if *service != *of {
                service = Arc::from(of);
            }
            MethodSeries::new(Arc::clone(&service), name)
        };
        Self {
            methods: names.into_iter().map(method).collect(),
            unmatched,
        }
    }

    pub fn method(&self, index: usize) -> Option<&MethodSeries> {
        self.methods.get(index)
    }

    pub(super) const fn unmatched(&self) -> &MethodSeries {
        &self.unmatched
    }
}

/// The names of a method, and its metrics from its first call on.
#[derive(Debug)]
pub struct MethodSeries {
    pub(super) service: Arc<str>,
    pub(super) method: Arc<str>,
    handles: OnceLock<Box<Handles>>,
}

/// Protocols whose counters are kept at hand.
const PROTOCOLS: usize = 8;
type Calls = [OnceLock<Counter>; Code::ALL.len()];

struct Handles {
    duration: Histogram,
    request_bytes: Counter,
    response_bytes: Counter,
    calls: [OnceLock<Box<Calls>>; PROTOCOLS],
}

impl std::fmt::Debug for Handles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handles").finish_non_exhaustive()
    }
}

impl MethodSeries {
    fn new(service: Arc<str>, method: &str) -> Self {
        Self {
            service,
            method: method.into(),
            handles: OnceLock::new(),
        }
    }

    pub(super) fn count(&self, protocol: Protocol, code: Code, seconds: f64, bytes: Bytes) {
        let handles = self.handles.get_or_init(|| Box::new(self.register()));
        handles.duration.record(seconds);
        if bytes.received > 0 {
            handles.request_bytes.increment(bytes.received);
        }
        if bytes.sent > 0 {
            handles.response_bytes.increment(bytes.sent);
        }
        let of_protocol = handles.calls.get(protocol as usize);
        let counter = of_protocol.and_then(|calls| {
            let calls = calls.get_or_init(Box::default);
            calls.get(usize::from(code.number()))
        });
        match counter {
            Some(counter) => counter
                .get_or_init(|| self.calls(protocol, code))
                .increment(1),
            None => self.calls(protocol, code).increment(1),
        }
    }

    fn register(&self) -> Handles {
        Handles {
            duration: registry::durations(self.labels()),
            request_bytes: registry::request_bytes(self.labels()),
            response_bytes: registry::response_bytes(self.labels()),
            calls: Default::default(),
        }
    }

    fn calls(&self, protocol: Protocol, code: Code) -> Counter {
        let mut labels = self.labels();
        labels.push(Label::from_static_parts("protocol", protocol.name()));
        labels.push(Label::from_static_parts("code", code.name()));
        registry::calls(labels)
    }

    fn labels(&self) -> Vec<Label> {
        vec![
            Label::new("service", Arc::clone(&self.service)),
            Label::new("method", Arc::clone(&self.method)),
        ]
    }
}

/// Bytes of bodies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bytes {
    pub(super) received: u64,
    pub(super) sent: u64,
}

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;

    #[test]
    fn calls_are_counted_by_method_protocol_and_code() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        let table = SeriesTable::new([("a.B", "One"), ("a.B", "Two"), ("a.C", "One")]);
        let bytes = Bytes {
            received: 3,
            sent: 0,
        };
        metrics::with_local_recorder(&recorder, || {
            for code in [Code::Ok, Code::Ok, Code::NotFound] {
                let series = table.method(2).unwrap_or(&table.unmatched);
                series.count(Protocol::Rest, code, 0.5, bytes);
            }
            table.unmatched.count(Protocol::Grpc, Code::Ok, 0.5, bytes);
        });
        let text = handle.render();
        for line in [
            r#"rialto_calls_total{service="a.C",method="One",protocol="rest",code="OK"} 2"#,
            r#"rialto_calls_total{service="a.C",method="One",protocol="rest",code="NOT_FOUND"} 1"#,
            r#"rialto_calls_total{service="",method="",protocol="grpc",code="OK"} 1"#,
            r#"rialto_request_bytes_total{service="a.C",method="One"} 9"#,
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("Two"), "{text}");
    }
}
