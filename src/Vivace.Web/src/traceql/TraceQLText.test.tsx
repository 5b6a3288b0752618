import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { TraceQLText } from './TraceQLText';

describe('TraceQLText', () => {
  it('shows a query unchanged, with its parts marked', () => {
    const query = '{ span.http.method = "GET" && duration > 100ms }\n| rate() by(resource.service.name) // per service';
    const { container } = render(<TraceQLText query={query} />);
    expect(container.textContent).toBe(query);
    const marked = [...container.querySelectorAll('span')].map((span) => `${span.className}: ${span.textContent}`);
    expect(marked).toContain('scope: span.');
    expect(marked).toContain('attribute: http.method');
    expect(marked).toContain('string: "GET"');
    expect(marked).toContain('intrinsic: duration');
    expect(marked).toContain('number: 100ms');
    expect(marked).toContain('function: rate');
    expect(marked).toContain('keyword: by');
    expect(marked).toContain('comment: // per service');
  });

  it.each(['{ .a = "<img src=x onerror=alert(1)>" }', '<b>no query</b>', '{ .a = ', ''])('shows %s as text, whatever it is', (query) => {
    const { container } = render(<TraceQLText query={query} oneLine />);
    expect(container.textContent).toBe(query);
    expect(container.querySelector('img, b')).toBeNull();
  });
});
