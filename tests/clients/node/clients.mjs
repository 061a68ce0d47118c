// The clients of @connectrpc and nice-grpc-web against the gateway: each transport, each kind of method.
//
// node clients.mjs URL DESCRIPTOR_SET
//
// Nothing is generated: the services are those of the descriptor set.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { create, createFileRegistry, fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, decodeBinaryHeader, encodeBinaryHeader } from "@connectrpc/connect";
import * as node from "@connectrpc/connect-node";
import * as web from "@connectrpc/connect-web";
import { createChannel, createClientFactory, Metadata } from "nice-grpc-web";

const [baseUrl, descriptorSet] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptorSet)));
const Bookstore = registry.getService("bookstore.v1.Bookstore");
const Lab = registry.getService("bookstore.v1.Lab");
const ErrorInfo = registry.getMessage("google.rpc.ErrorInfo");
const FailRequest = registry.getMessage("bookstore.v1.FailRequest");

let checks = 0;
const check = async (name, run) => {
  try {
    await run();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  checks += 1;
};

async function* of(messages) {
  yield* messages;
}

const all = async (stream) => {
  const messages = [];
  for await (const message of stream) messages.push(message);
  return messages;
};

// Fails unless `run` fails with this code.
const failsWith = async (code, run) => {
  const error = await run().then(
    () => assert.fail(`expected ${Code[code]}`),
    (error) => ConnectError.from(error),
  );
  assert.equal(Code[error.code], Code[code], error.message);
  return error;
};

const everything = (number) => ({ int32Value: number, stringValue: "é".repeat(number) });
const failing = (messages) =>
  fromJson(FailRequest, {
    code: 9,
    message: "café",
    messages,
    errorInfo: { reason: "GONE", domain: "shelf", metadata: { a: "b" } },
  });

const assertFailure = (error) => {
  assert.equal(error.rawMessage, "café");
  const [info] = error.findDetails(ErrorInfo);
  assert.deepEqual([info.reason, info.domain, info.metadata], ["GONE", "shelf", { a: "b" }]);
};

// Waits until the back end has seen one more caller leave.
const cancelledOf = async (lab) => Number((await lab.stats({})).methods["/bookstore.v1.Lab/SlowStream"]?.cancelled ?? 0);
const isCancelled = async (lab, before) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await cancelledOf(lab)) > before) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("the call was not cancelled at the back end");
};

const unary = async (name, books, lab) => {
  await check(`${name}: unary`, async () => {
    assert.equal((await books.getShelf({ name: "shelves/1" })).name, "shelves/1");
    assert.deepEqual((await lab.echo(everything(7))).stringValue, "é".repeat(7));
  });
  await check(`${name}: large messages`, async () => {
    const stringValue = "x".repeat(1 << 20);
    assert.equal((await lab.echo({ stringValue })).stringValue, stringValue);
  });
  await check(`${name}: metadata`, async () => {
    let header, trailer;
    const answer = await lab.metadata(
      {
        headers: { shelf: "7" },
        trailers: { cost: "3" },
        binaryHeaders: { "a-bin": new Uint8Array([1, 255]) },
        binaryTrailers: { "b-bin": new Uint8Array([2, 254]) },
      },
      {
        headers: { tenant: "a", "c-bin": encodeBinaryHeader(new Uint8Array([3, 253])) },
        timeoutMs: 20_000,
        onHeader: (headers) => (header = headers),
        onTrailer: (trailers) => (trailer = trailers),
      },
    );
    assert.deepEqual(answer.metadata.tenant.values, ["a"]);
    assert.deepEqual([...answer.binaryMetadata["c-bin"].values[0]], [3, 253]);
    assert.match(answer.grpcTimeout, /^(1\d|20)\d{6}u$/);
    assert.deepEqual([header.get("shelf"), trailer.get("cost")], ["7", "3"]);
    assert.deepEqual([...decodeBinaryHeader(header.get("a-bin"))], [1, 255]);
    assert.deepEqual([...decodeBinaryHeader(trailer.get("b-bin"))], [2, 254]);
  });
  await check(`${name}: errors`, async () => {
    assertFailure(await failsWith(Code.FailedPrecondition, () => lab.fail(failing(0))));
    await failsWith(Code.NotFound, () => books.getShelf({ name: "shelves/999" }));
  });
  await check(`${name}: deadlines`, () =>
    // The back end's own answer to it is "cancelled", and may come first.
    lab.slow({ delay: { seconds: 3600n, nanos: 0 } }, { timeoutMs: 100 }).then(
      () => assert.fail("it has a deadline"),
      (error) => assert.ok([Code.DeadlineExceeded, Code.Canceled].includes(error.code), error.message),
    ),
  );
};

const serverStreaming = async (name, books, lab) => {
  await check(`${name}: server streaming`, async () => {
    assert.equal((await all(books.streamBooks({ count: 1000 }))).length, 1000);
    assert.equal((await all(books.streamBooks({ count: 1 }))).length, 1);
  });
  await check(`${name}: an error behind messages, and before them`, async () => {
    for (const messages of [0, 2]) {
      let seen = 0;
      const run = async () => {
        for await (const _ of lab.failStream(failing(messages))) seen += 1;
      };
      assertFailure(await failsWith(Code.FailedPrecondition, run));
      assert.equal(seen, messages);
    }
  });
  await check(`${name}: messages come one by one, and leaving cancels`, async () => {
    const before = await cancelledOf(lab);
    const leaving = new AbortController();
    const started = Date.now();
    const request = { delay: { seconds: 0n, nanos: 50_000_000 }, messages: 1000 };
    const run = async () => {
      for await (const message of lab.slowStream(request, { signal: leaving.signal })) {
        if (message.number === 2) leaving.abort();
      }
    };
    await failsWith(Code.Canceled, run);
    assert.ok(Date.now() - started < 10_000);
    await isCancelled(lab, before);
  });
};

const clientStreaming = async (name, books, lab) => {
  await check(`${name}: client streaming`, async () => {
    const request = { parent: "shelves/1", book: { title: "Kindred", author: "Octavia Butler" } };
    assert.equal((await books.importBooks(of([request, request, request]))).importedCount, 3);
  });
  await check(`${name}: a conversation, half duplex`, async () => {
    const sent = [1, 2, 3].map(everything);
    const echoed = await all(lab.echoStream(of(sent)));
    assert.deepEqual(echoed.map((one) => one.int32Value), [1, 2, 3]);
  });
};

// Each message is sent when the answer to the one before has come.
const conversation = (name, lab) =>
  check(`${name}: a conversation, full duplex`, async () => {
    const answers = [];
    let answered;
    async function* ask() {
      for (let number = 1; number <= 5; number += 1) {
        const next = new Promise((resolve) => (answered = resolve));
        yield everything(number);
        await next;
      }
    }
    for await (const answer of lab.echoStream(ask())) {
      answers.push(answer.int32Value);
      answered();
    }
    assert.deepEqual(answers, [1, 2, 3, 4, 5]);
  });

const compressed = { sendCompression: node.compressionGzip, compressMinBytes: 1 };
const brotli = { sendCompression: node.compressionBrotli, compressMinBytes: 1 };
const nodeTransports = ["1.1", "2"].flatMap((httpVersion) => {
  const common = { baseUrl, httpVersion };
  return [
    ["connect, protobuf", node.createConnectTransport({ ...common, useBinaryFormat: true })],
    ["connect, JSON", node.createConnectTransport({ ...common, useBinaryFormat: false })],
    ["connect, protobuf, gzip", node.createConnectTransport({ ...common, useBinaryFormat: true, ...compressed })],
    ["connect, JSON, brotli", node.createConnectTransport({ ...common, useBinaryFormat: false, ...brotli })],
    ["connect, GET", node.createConnectTransport({ ...common, useBinaryFormat: true, useHttpGet: true })],
    ["connect, GET, JSON", node.createConnectTransport({ ...common, useBinaryFormat: false, useHttpGet: true })],
    ["gRPC-Web", node.createGrpcWebTransport({ ...common, useBinaryFormat: true })],
    ...(httpVersion === "2" ? [["gRPC", node.createGrpcTransport({ ...common, useBinaryFormat: true })]] : []),
  ].map(([name, transport]) => [`${name}, HTTP/${httpVersion}`, transport, httpVersion]);
});
for (const [name, transport, httpVersion] of nodeTransports) {
  const [books, lab] = [createClient(Bookstore, transport), createClient(Lab, transport)];
  await unary(name, books, lab);
  await serverStreaming(name, books, lab);
  await clientStreaming(name, books, lab);
  if (httpVersion === "2") await conversation(name, lab);
}

// Those of browsers, whose requests go by fetch. They stream answers alone.
for (const [name, transport] of [
  ["connect-web, JSON", web.createConnectTransport({ baseUrl, useBinaryFormat: false })],
  ["connect-web, protobuf", web.createConnectTransport({ baseUrl, useBinaryFormat: true })],
  ["connect-web, GET", web.createConnectTransport({ baseUrl, useHttpGet: true })],
  ["connect-web, gRPC-Web", web.createGrpcWebTransport({ baseUrl })],
]) {
  const [books, lab] = [createClient(Bookstore, transport), createClient(Lab, transport)];
  await unary(name, books, lab);
  await serverStreaming(name, books, lab);
}

// nice-grpc-web takes services in a form of its own.
const niceService = (service) =>
  Object.fromEntries(
    service.methods.map((method) => [
      method.localName,
      {
        path: `/${service.typeName}/${method.name}`,
        requestStream: ["client_streaming", "bidi_streaming"].includes(method.methodKind),
        responseStream: ["server_streaming", "bidi_streaming"].includes(method.methodKind),
        requestSerialize: (message) => toBinary(method.input, create(method.input, message)),
        requestDeserialize: (bytes) => fromBinary(method.input, bytes),
        responseSerialize: (message) => toBinary(method.output, create(method.output, message)),
        responseDeserialize: (bytes) => fromBinary(method.output, bytes),
        options: {},
      },
    ]),
  );
{
  const name = "nice-grpc-web";
  const channel = createChannel(baseUrl);
  const [books, lab] = [Bookstore, Lab].map((service) => createClientFactory().create(niceService(service), channel));
  await check(`${name}: unary`, async () => {
    assert.equal((await books.getShelf({ name: "shelves/1" })).name, "shelves/1");
  });
  await check(`${name}: metadata`, async () => {
    let header, trailer;
    const answer = await lab.metadata(
      { headers: { shelf: "7" }, trailers: { cost: "3" } },
      {
        metadata: Metadata({ tenant: "a", "c-bin": new Uint8Array([3, 253]) }),
        onHeader: (headers) => (header = headers),
        onTrailer: (trailers) => (trailer = trailers),
      },
    );
    assert.deepEqual(answer.metadata.tenant.values, ["a"]);
    assert.deepEqual([...answer.binaryMetadata["c-bin"].values[0]], [3, 253]);
    assert.deepEqual([header.get("shelf"), trailer.get("cost")], ["7", "3"]);
  });
  await check(`${name}: server streaming`, async () => {
    assert.equal((await all(books.streamBooks({ count: 100 }))).length, 100);
  });
  await check(`${name}: errors`, async () => {
    await assert.rejects(lab.fail({ code: 9, message: "café" }), { code: 9, details: "café" });
    await assert.rejects(all(lab.failStream({ code: 9, message: "café", messages: 2 })), { code: 9, details: "café" });
  });
}

console.log(`${checks} checks of Node's clients passed`);
process.exit(0);
