import type { About, Receiver } from '../api/about';

export interface ReceiverAddress {
  protocol: 'grpc' | 'http';
  /** As an exporter wants it: `http://host:4317`, without the path. */
  url: string;
  /** Host and port alone, as a collector's gRPC exporter wants it. */
  authority: string;
  /** The path of the HTTP receiver; empty for gRPC. */
  path: string;
  /** Only programs on the server's own machine reach it. */
  localOnly: boolean;
  tls: boolean;
}

export interface ReceiverAddresses {
  grpc: ReceiverAddress | null;
  http: ReceiverAddress | null;
  /** The server did not say where it receives spans: the usual ports are assumed. */
  assumed: boolean;
}

const wildcards = new Set(['', '*', '+', '0.0.0.0', '::', '[::]']);
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Where a program sends spans to, as seen from the page: a wildcard host is the host that the page came from. */
export function receiverAddresses(about: About, pageHost: string): ReceiverAddresses {
  const address = (receiver: Receiver): ReceiverAddress => {
    const own = wildcards.has(receiver.host) ? pageHost : receiver.host;
    const host = own.includes(':') && !own.startsWith('[') ? `[${own}]` : own;
    const authority = `${host}:${receiver.port}`;
    return {
      protocol: receiver.protocol,
      url: `${receiver.tls ? 'https' : 'http'}://${authority}`,
      authority,
      path: receiver.protocol === 'http' ? (receiver.path ?? '/v1/traces') : '',
      localOnly: loopback.test(receiver.host) && !loopback.test(pageHost),
      tls: receiver.tls,
    };
  };
  const assumed = about.receivers.length === 0;
  const receivers: Receiver[] = assumed
    ? [
        { protocol: 'grpc', host: '*', port: 4317, tls: false },
        { protocol: 'http', host: '*', port: 4318, tls: false, path: '/v1/traces' },
      ]
    : about.receivers;
  const first = (protocol: 'grpc' | 'http') => {
    const found = receivers.find((receiver) => receiver.protocol === protocol);
    return found === undefined ? null : address(found);
  };
  return { grpc: first('grpc'), http: first('http'), assumed };
}
