import type { About } from '../api/about';

/** What a whole server says of itself. */
export const fullAbout: About = {
  product: 'Vivace',
  version: '0.1.0',
  access: 'open',
  multitenancy: false,
  tenants: [],
  dataSource: null,
  receivers: [
    { protocol: 'grpc', host: '0.0.0.0', port: 4317, tls: false },
    { protocol: 'http', host: '0.0.0.0', port: 4318, tls: false, path: '/v1/traces' },
  ],
  features: ['complete', 'validate', 'search', 'skeleton', 'spans', 'match', 'links', 'status', 'servicegraph'],
  limits: { searchMaxLimit: 262_144, searchMaxRangeSeconds: 604_800, metricsMaxRangeSeconds: 86_400, retentionSeconds: 1_209_600 },
};
