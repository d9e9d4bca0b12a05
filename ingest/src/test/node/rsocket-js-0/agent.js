// An agent of the stable rsocket-js line: sends two batches, prints each acknowledgement in hex.
// node agent.js tcp|ws PORT SETUP-HEX FIRST-BATCH-HEX NEXT-BATCH-HEX
const { BufferEncoders, RSocketClient } = require('rsocket-core');
const { Flowable } = require('rsocket-flowable');
const TcpClient = require('rsocket-tcp-client').default;
const WebSocketClient = require('rsocket-websocket-client').default;

const [transportName, port, setup, ...batches] = process.argv.slice(2);
const transport =
  transportName === 'tcp'
    ? new TcpClient({ host: '127.0.0.1', port: Number(port) }, BufferEncoders)
    : new WebSocketClient(
        { url: `ws://127.0.0.1:${port}/rsocket`, wsCreator: (url) => new (require('ws'))(url) },
        BufferEncoders
      );
const client = new RSocketClient({
  setup: {
    dataMimeType: 'application/octet-stream',
    metadataMimeType: 'message/x.rsocket.routing.v0',
    keepAlive: 10000,
    lifetime: 30000,
    payload: { data: Buffer.from(setup, 'hex') },
  },
  transport,
});

function fail(error) {
  console.error(error.source ? error.source.message : error.message);
  process.exit(1);
}

const route = Buffer.from('\u0007samples');

client.connect().subscribe({
  onError: fail,
  onComplete: (socket) => {
    const payloads = new Flowable((subscriber) => {
      let sent = 0;
      subscriber.onSubscribe({
        cancel: () => {},
        request: (n) => {
          for (; n > 0 && sent < batches.length; n--) {
            const data = Buffer.from(batches[sent], 'hex');
            sent++;
            subscriber.onNext({ data, metadata: sent === 1 ? route : undefined });
          }
        },
      });
    });
    let answered = 0;
    socket.requestChannel(payloads).subscribe({
      onSubscribe: (subscription) => subscription.request(0x7fffffff),
      onError: fail,
      onComplete: () => fail(new Error('channel ended')),
      onNext: (payload) => {
        console.log(payload.data.toString('hex'));
        if (++answered === batches.length) {
          process.exit(0);
        }
      },
    });
  },
});
