//! Calls whose messages go both ways while they last: all but unary ones of REST.
//!
//! ```text
//! client -> Exchange -> Codec::{read, frames, finish} -> gRPC frames -> BackEnd
//! client <- Exchange <- Codec::{head, body, end}      <- gRPC frames <- BackEnd
//! ```
//! A protocol is a [`Codec`](codec::Codec): its bytes are made gRPC's frames, and gRPC's frames its bytes; where
//! both are protobuf they pass as they are. One [`Pump`](pump::Pump) moves them for all protocols, both ways at
//! once, and never faster than the slower side takes them.

mod back_end;
mod calling;
mod codec;
mod coded;
mod connect;
mod explain;
mod gather;
mod grpc;
mod grpc_web;
mod own;
mod pump;
mod rest;
mod rpc;
mod websocket;

#[cfg(test)]
mod tests;

pub(super) use back_end::BackEnd;
pub(super) use explain::{Explained, explain};
pub(super) use own::OwnBackEnd;
pub(super) use rest::{messages, serve as serve_rest};
pub(super) use rpc::{Callee, Context, Found, serve_connect, serve_grpc, serve_grpc_web};
pub(super) use websocket::{
    Explained as ExplainedSocket, explain as explain_socket, serve as serve_websocket,
};
