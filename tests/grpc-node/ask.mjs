// Calls one method of tempopb.StreamingQuerier with gRPC's JavaScript client.
//
//   node ask.mjs HOST:PORT METHOD REQUEST [METADATA [CANCEL_AFTER]]
//
// REQUEST and METADATA are JSON. The call is cancelled after CANCEL_AFTER messages. Prints one line of JSON: the messages, and the
// code and text of the status that ended the call.
import { fileURLToPath } from 'node:url';
import { Metadata, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [address, method, request, metadataText = '{}', cancelAfter = '0'] = process.argv.slice(2);
const file = fileURLToPath(new URL('streaming.proto', import.meta.url));
const { tempopb } = loadPackageDefinition(loadSync(file, { keepCase: true, longs: String, enums: String, oneofs: false }));
const client = new tempopb.StreamingQuerier(address, credentials.createInsecure());
const metadata = new Metadata();
for (const [name, value] of Object.entries(JSON.parse(metadataText))) metadata.set(name, value);

const call = client[method](JSON.parse(request), metadata);
const messages = [];
let failed = null;
call.on('data', message => {
  messages.push(message);
  if (messages.length === Number(cancelAfter)) call.cancel();
});
call.on('error', error => { failed = error; });
call.on('status', status => {
  console.log(JSON.stringify({ messages, code: status.code, details: status.details }));
  client.close();
  if (failed !== null && failed.code !== status.code) throw failed;
});
