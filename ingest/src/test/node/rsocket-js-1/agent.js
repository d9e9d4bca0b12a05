// An agent of the coming rsocket-js line: sends two batches, prints each acknowledgement in hex.
// node agent.js tcp|ws PORT SETUP-HEX FIRST-BATCH-HEX NEXT-BATCH-HEX
const { RSocketConnector } = require('rsocket-core');
const { TcpClientTransport } = require('rsocket-tcp-client');
const { WebsocketClientTransport } = require('rsocket-websocket-client');
const {
  encodeCompositeMetadata,
  encodeRoute,
  WellKnownMimeType,
} = require('rsocket-composite-metadata');

const [transportName, port, setup, ...batches] = process.argv.slice(2);
const transport =
  transportName === 'tcp'
    ? new TcpClientTransport({ connectionOptions: { host: '127.0.0.1', port: Number(port) } })
    : new WebsocketClientTransport({
        url: `ws://127.0.0.1:${port}/rsocket`,
        wsCreator: (url) => new (require('ws'))(url),
      });

function fail(error) {
  console.error(error.message);
  process.exit(1);
}

async function run() {
  const socket = await new RSocketConnector({
    setup: {
      dataMimeType: 'application/x-protobuf',
      metadataMimeType: 'message/x.rsocket.composite-metadata.v0',
      keepAlive: 10000,
      lifetime: 30000,
      payload: { data: Buffer.from(setup, 'hex') },
    },
    transport,
  }).connect();
  const metadata = encodeCompositeMetadata([
    [WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, encodeRoute('samples')],
  ]);
  let sent = 1;
  let answered = 0;
  const channel = socket.requestChannel(
    { data: Buffer.from(batches[0], 'hex'), metadata },
    0x7fffffff,
    false,
    {
      request: (n) => {
        for (; n > 0 && sent < batches.length; n--) {
          channel.onNext({ data: Buffer.from(batches[sent++], 'hex') }, false);
        }
      },
      cancel: () => {},
      onExtension: () => {},
      onError: fail,
      onComplete: () => fail(new Error('channel ended')),
      onNext: (payload) => {
        console.log(payload.data.toString('hex'));
        if (++answered === batches.length) {
          process.exit(0);
        }
      },
    }
  );
}

run().catch(fail);
