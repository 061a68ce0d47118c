//! Source positions, looked up only when something is wrong.

use prost::Message as _;

use super::File;
use super::descriptor::SourceCodeInfo;
use super::types::{FileId, MethodId};
use crate::finding::Place;

// Field numbers in descriptor.proto, from which the paths of SourceCodeInfo are made.
const FILE_SERVICE: i32 = 6;
const SERVICE_METHOD: i32 = 2;
const METHOD_OPTIONS: i32 = 4;
const OPTIONS_HTTP: i32 = 72_295_728;

/// The place of a method's http annotation; of the method where the annotation has none.
pub(super) fn of_method(file: &File, (service, method): (u32, u32)) -> Place {
    let index = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let path = [
        FILE_SERVICE,
        index(service),
        SERVICE_METHOD,
        index(method),
        METHOD_OPTIONS,
        OPTIONS_HTTP,
    ];
    find(file, &path, 4)
}

/// A `FileDescriptorProto` of which only the positions are read: definitions are many times as large, and a set with
/// hundreds of clashing rules asks for them hundreds of times.
#[derive(Clone, PartialEq, prost::Message)]
struct Sources {
    #[prost(message, optional, tag = "9")]
    info: Option<SourceCodeInfo>,
}

/// The place of the longest known prefix of `path` that has at least `shortest` parts.
fn find(file: &File, path: &[i32], shortest: usize) -> Place {
    let nowhere = Place::file(&*file.origin);
    let Ok(Sources { info: Some(info) }) = Sources::decode(file.bytes.clone()) else {
        return nowhere;
    };
    let best = info
        .location
        .iter()
        .filter(|location| is_near(&location.path, path, shortest))
        .max_by_key(|location| common_prefix(&location.path, path));
    let Some([line, column, ..]) = best.map(|location| location.span.as_slice()) else {
        return nowhere;
    };
    let from_one = |n: i32| u32::try_from(n).map_or(0, |n| n.saturating_add(1));
    Place::new(&*file.origin, from_one(*line), from_one(*column))
}

/// Below or on the way to `path`: options may be recorded as a whole or by their parts.
fn is_near(location: &[i32], path: &[i32], shortest: usize) -> bool {
    let common = common_prefix(location, path);
    common >= shortest && (common == location.len() || common == path.len())
}

fn common_prefix(a: &[i32], b: &[i32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

impl FileId {
    pub(super) const fn from_index(index: u32) -> Self {
        Self(index)
    }
}

impl MethodId {
    /// The method of an index that [`MethodId::index`] gave.
    pub const fn from_index(index: u32) -> Self {
        Self(index)
    }
}
