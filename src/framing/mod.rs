//! How messages are cut out of, and put into, a stream of bytes.
//!
//! Every decoder here takes bytes as they arrive and gives back what is complete; none waits, and
//! none looks into a message.

pub mod compression;
pub mod connect;
pub mod grpc;
pub mod grpc_web;
pub mod json_stream;
pub mod multipart;
pub mod scan;
pub mod sse;
pub mod websocket;
