//! What a user of the gateway sees: the real program, real back ends, bytes on sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_debug_implementations
)]

mod backend;
mod bodies;
mod command_line;
mod compression;
mod connect;
mod cors;
mod documents;
mod examples;
mod explain;
mod explain_calls;
mod faults;
mod grpc;
mod grpc_ends;
mod grpc_web;
mod h2_client;
mod headers;
mod hostile;
mod matrix;
mod openapi;
mod own_services;
mod pages;
mod reload;
mod rest;
mod retries;
mod rules;
mod sample;
mod socket;
mod streams;
mod support;
mod telemetry;
mod tls;
mod tonic_web;
mod uploads;
mod websocket;
