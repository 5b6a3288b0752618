import type { ReceiverAddress, ReceiverAddresses } from './addresses';

export interface Snippet {
  id: 'dotnet' | 'node' | 'python' | 'collector' | 'curl';
  label: string;
  /** What to do with it, one sentence before each part. */
  steps: ReadonlyArray<{ say: string; code: string }>;
}

/** Copyable ways to send spans to this server. `tenant` is named in the headers where the server separates tenants. */
export function snippets({ grpc, http }: ReceiverAddresses, tenant: string | null): Snippet[] {
  const preferred = grpc ?? http;
  if (preferred === null) return [];
  const all = [dotnet(preferred, tenant), node(preferred, tenant), python(preferred, tenant), collector(preferred, tenant)];
  return http === null ? all : [...all, curl(http, tenant)];
}

/** The variables that every OpenTelemetry SDK reads, one in each line. */
function environment({ protocol, url }: ReceiverAddress, tenant: string | null): string {
  const lines = [
    'export OTEL_SERVICE_NAME=my-service',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    `export OTEL_EXPORTER_OTLP_PROTOCOL=${protocol === 'grpc' ? 'grpc' : 'http/protobuf'}`,
  ];
  if (tenant !== null) lines.push(`export OTEL_EXPORTER_OTLP_HEADERS="X-Scope-OrgID=${tenant}"`);
  return lines.join('\n');
}

function dotnet({ protocol, url, path }: ReceiverAddress, tenant: string | null): Snippet {
  const settings = [`            otlp.Endpoint = new Uri("${protocol === 'grpc' ? url : url + path}");`];
  if (protocol === 'http') settings.push('            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;');
  if (tenant !== null) settings.push(`            otlp.Headers = "X-Scope-OrgID=${tenant}";`);
  const code = `${protocol === 'http' ? 'using OpenTelemetry.Exporter;\n' : ''}using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

builder.Services.AddOpenTelemetry()
    .ConfigureResource(resource => resource.AddService("my-service"))
    .WithTracing(tracing => tracing
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddOtlpExporter(otlp =>
        {
${settings.join('\n')}
        }));`;
  return {
    id: 'dotnet',
    label: '.NET',
    steps: [
      {
        say: 'Add the packages to an ASP.NET Core application.',
        code: ['Extensions.Hosting', 'Exporter.OpenTelemetryProtocol', 'Instrumentation.AspNetCore', 'Instrumentation.Http']
          .map((name) => `dotnet add package OpenTelemetry.${name}`)
          .join('\n'),
      },
      { say: 'Set up tracing in Program.cs, before builder.Build().', code },
    ],
  };
}

function node(address: ReceiverAddress, tenant: string | null): Snippet {
  return {
    id: 'node',
    label: 'Node.js',
    steps: [
      { say: 'Add the packages.', code: 'npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node' },
      {
        say: 'Start the application with tracing switched on.',
        code: `${environment(address, tenant)}
node --require @opentelemetry/auto-instrumentations-node/register app.js`,
      },
    ],
  };
}

function python(address: ReceiverAddress, tenant: string | null): Snippet {
  return {
    id: 'python',
    label: 'Python',
    steps: [
      {
        say: 'Add the packages, and instrumentation for the libraries that are installed.',
        code: 'pip install opentelemetry-distro opentelemetry-exporter-otlp\nopentelemetry-bootstrap -a install',
      },
      {
        say: 'Start the application with tracing switched on.',
        code: `${environment(address, tenant)}\nopentelemetry-instrument python app.py`,
      },
    ],
  };
}

function collector({ protocol, url, authority, tls }: ReceiverAddress, tenant: string | null): Snippet {
  const name = protocol === 'grpc' ? 'otlp/vivace' : 'otlphttp/vivace';
  const lines = ['exporters:', `  ${name}:`, `    endpoint: ${protocol === 'grpc' ? authority : url}`];
  if (!tls && protocol === 'grpc') lines.push('    tls:', '      insecure: true');
  if (tenant !== null) lines.push('    headers:', `      X-Scope-OrgID: ${JSON.stringify(tenant)}`);
  lines.push('', 'service:', '  pipelines:', '    traces:', '      receivers: [otlp]', `      exporters: [${name}]`);
  return {
    id: 'collector',
    label: 'Collector',
    steps: [{ say: 'Add an exporter to the configuration of an OpenTelemetry Collector and name it in the pipeline for traces.', code: lines.join('\n') }],
  };
}

function curl({ url, path }: ReceiverAddress, tenant: string | null): Snippet {
  const header = tenant === null ? '' : ` \\\n  -H 'X-Scope-OrgID: ${tenant}'`;
  return {
    id: 'curl',
    label: 'curl',
    steps: [
      {
        say: 'Send one span by hand, to see that the way is open.',
        code: `trace_id=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
span_id=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
now=$(date +%s)
curl -sS ${url}${path} \\
  -H 'Content-Type: application/json'${header} \\
  -d @- <<END
{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]},
  "scopeSpans":[{"spans":[{
    "traceId":"$trace_id","spanId":"$span_id","name":"first span","kind":1,
    "startTimeUnixNano":"\${now}000000000","endTimeUnixNano":"\${now}250000000"
  }]}]
}]}
END
printf '\\ntrace %s\\n' "$trace_id"`,
      },
    ],
  };
}
