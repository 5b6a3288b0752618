/** What keeps two spans from becoming an edge, in words. */
export interface Cause {
  readonly title: string;
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether somebody has to do something; some causes are how things should be. */
  readonly isFault: boolean;
}

const causes: Readonly<Record<string, Cause>> = {
  'no-server-span': {
    title: 'The call has no span on the other side',
    meaning: 'A client span has no server span below it, and no attribute of it says what was called.',
    remedy:
      'If the callee is instrumented, it does not receive the trace context: check that the client sends the traceparent header and that proxies in between pass it on. If it is not, set peer.service on the client span, so that it shows as a peer.',
    isFault: true,
  },
  'internal-between': {
    title: 'An internal span stands between the two sides',
    meaning: 'The server span is not a child of the client span, but of an internal span below it. A call is recognised only where one follows the other.',
    remedy:
      'Make the client span the one whose context is sent: start the internal span before it or within the callee. Often a wrapper or an HTTP filter starts a span of its own inside of the instrumented call.',
    isFault: true,
  },
  'client-not-found': {
    title: 'The parent of the server span was not received',
    meaning: 'The server span names a parent that is not stored: it was sampled out, refused, sent to another server, or is still on its way.',
    remedy:
      'Sample by the decision of the root (parent based), see that all services export to this server and tenant, and look at the refused spans on the status page. In the newest seconds of the range this is normal.',
    isFault: true,
  },
  'parent-not-client': {
    title: 'The parent is no client span',
    meaning: 'The server span follows a span that is not of kind client or producer, so the caller never said that it calls somebody.',
    remedy: 'Give the calling span the kind client (producer for messages); instrumentation libraries do so by themselves, spans made by hand often lack it.',
    isFault: true,
  },
  'no-service-name': {
    title: 'A side has no name',
    meaning: 'The resource of the span, or of its counterpart, has no service.name, so there is no node to draw it at.',
    remedy: 'Set OTEL_SERVICE_NAME, or service.name in the resource of the SDK.',
    isFault: true,
  },
  'client-already-matched': {
    title: 'Another server span answers the same call',
    meaning: 'The client span has an earlier server span, which has made the edge. A call counts once: this is a redirect, a retry below one client span, or a sidecar with a span of its own.',
    remedy: 'Nothing, if the other edge is the one you want to see. Otherwise give each attempt a client span of its own.',
    isFault: false,
  },
  'client-is-database': {
    title: 'The call is one to a database',
    meaning: 'The client span has attributes of a database call, so it leads to the database, not to the service whose server span is below it.',
    remedy: 'Take the db.* attributes off client spans that call services.',
    isFault: true,
  },
  'root-client-missing': {
    title: 'Nobody is known to have called',
    meaning: 'The server span is the root of its trace: the caller sends no spans, or did not pass its context on.',
    remedy: 'Instrument the caller, or check that it sends the traceparent header.',
    isFault: false,
  },
};

export function describeCause(cause: string): Cause {
  return (
    causes[cause] ?? {
      title: cause === '' ? 'The server does not say why' : cause.replaceAll('-', ' '),
      meaning: 'The server counts these spans apart; this page does not know the reason it gives.',
      remedy: 'Open the example and look at the two sides of the call.',
      isFault: true,
    }
  );
}
