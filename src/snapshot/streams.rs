//! How answers that are streams are written as REST/JSON.

use std::time::Duration;

use crate::finding::{Findings, Place};
use crate::framing::json_stream::Envelope;
use crate::schema::{Method, MethodCardinality, MethodId, Schema};
use crate::transcode::event::{EventFieldError, EventId, LastEventId};

/// What is said of methods that stream their answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamSettings {
    pub envelope: Envelope,
    /// The longest silence of a stream of events; `None` for any.
    pub keep_alive: Option<Duration>,
    pub events: Vec<EventSettings>,
}

impl StreamSettings {
    pub const DEFAULT: Self = Self {
        envelope: Envelope::None,
        keep_alive: Some(Duration::from_secs(15)),
        events: Vec::new(),
    };
}

/// How one method's events are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSettings {
    /// `package.Service.Method`.
    pub method: String,
    /// The field of each message that is the event's id.
    pub id: Option<String>,
    /// The field of the request that takes the last id that the client has seen.
    pub last_id: Option<String>,
    pub place: Place,
}

/// The same, resolved.
#[derive(Debug)]
pub struct RestStreams {
    pub envelope: Envelope,
    pub keep_alive: Option<Duration>,
    /// By method.
    events: Vec<(MethodId, Events)>,
}

#[derive(Debug, Default)]
struct Events {
    id: Option<EventId>,
    last_id: Option<LastEventId>,
}

impl RestStreams {
    pub(super) fn new(schema: &Schema, settings: &StreamSettings, findings: &mut Findings) -> Self {
        let mut events: Vec<_> = settings
            .events
            .iter()
            .filter_map(|settings| events(schema, settings, findings))
            .collect();
        events.sort_unstable_by_key(|(method, _)| *method);
        Self {
            envelope: settings.envelope,
            keep_alive: settings.keep_alive,
            events,
        }
    }

    /// What of a method's messages is the id of their events.
    pub fn event_id(&self, method: MethodId) -> Option<&EventId> {
        self.events(method)?.id.as_ref()
    }

    /// What of a method's request takes the last id that the client has seen.
    pub fn last_event_id(&self, method: MethodId) -> Option<&LastEventId> {
        self.events(method)?.last_id.as_ref()
    }

    fn events(&self, method: MethodId) -> Option<&Events> {
        let found = self
            .events
            .binary_search_by_key(&method, |(known, _)| *known);
        self.events.get(found.ok()?).map(|(_, events)| events)
    }
}

fn events(
    schema: &Schema,
    settings: &EventSettings,
    findings: &mut Findings,
) -> Option<(MethodId, Events)> {
    let name = &settings.method;
    let mut refuse = |key: &str, message: String| {
        let path = format!("rest.events.{name}{key}");
        findings.error("events", settings.place.clone(), path, message);
    };
    let Some((id, method)) = method(schema, name) else {
        refuse("", format!("there is no method {name}"));
        return None;
    };
    match method.cardinality() {
        MethodCardinality::ServerStreaming | MethodCardinality::BidiStreaming => {}
        MethodCardinality::Unary | MethodCardinality::ClientStreaming => {
            refuse("", format!("{name} does not stream its answer"));
            return None;
        }
    }
    let mut events = Events::default();
    let told = |error: EventFieldError| error.to_string();
    if let Some(field) = &settings.id {
        let found = EventId::new(schema, method.output, field).map_err(told);
        events.id = found.map_err(|error| refuse(".id", error)).ok();
    }
    if let Some(field) = &settings.last_id {
        let found = LastEventId::new(schema, method.input, field).map_err(told);
        events.last_id = found.map_err(|error| refuse(".last_id", error)).ok();
    }
    Some((id, events))
}

fn method<'s>(schema: &'s Schema, name: &str) -> Option<(MethodId, &'s Method)> {
    let (service, method) = name.rsplit_once('.')?;
    let mut methods = schema.methods();
    methods.find(|(_, found)| {
        &*found.name == method && &*schema.service(found.service).name == service
    })
}
