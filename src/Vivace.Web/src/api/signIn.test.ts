import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeServer, json } from '../testing/fakeServer';
import { getJson } from './client';
import { putOffSignIn, repeatRefused, useSignIn } from './signIn';

let isSignedIn: boolean;

beforeEach(() => {
  isSignedIn = false;
  useSignIn.setState({ canAsk: true, waiting: 0, isPutOff: false, attempts: 0 });
  fakeServer({ '/api/search': () => (isSignedIn ? json({ traces: ['found'] }) : new Response('who are you', { status: 401 })) });
});

afterEach(() => {
  putOffSignIn();
  useSignIn.setState({ canAsk: false, isPutOff: false, attempts: 0 });
});

const waits = async (count: number) => {
  while (useSignIn.getState().waiting !== count) await Promise.resolve().then(() => new Promise((done) => setTimeout(done)));
};

describe('a request that is refused for want of a sign-in', () => {
  it('waits, and is repeated with all others that wait', async () => {
    const answers = Promise.all([getJson('/api/search'), getJson('/api/search')]);
    await waits(2);
    isSignedIn = true;
    repeatRefused();
    expect(await answers).toEqual([{ traces: ['found'] }, { traces: ['found'] }]);
    expect(useSignIn.getState()).toMatchObject({ waiting: 0, isPutOff: false });
  });

  it('asks again when it is refused again', async () => {
    const answer = getJson('/api/search');
    await waits(1);
    repeatRefused();
    await waits(1);
    expect(useSignIn.getState().attempts).toBe(1);
    isSignedIn = true;
    repeatRefused();
    expect(await answer).toEqual({ traces: ['found'] });
    expect(useSignIn.getState().attempts).toBe(0);
  });

  it('fails when that is put off, and so do further ones without asking, until one is answered', async () => {
    const first = getJson('/api/search').catch((error: unknown) => error);
    await waits(1);
    putOffSignIn();
    expect(await first).toMatchObject({ status: 401 });
    await expect(getJson('/api/search')).rejects.toMatchObject({ status: 401 });
    isSignedIn = true;
    await getJson('/api/search');
    expect(useSignIn.getState().isPutOff).toBe(false);
  });

  it('stops waiting when it is cancelled', async () => {
    const controller = new AbortController();
    const answer = getJson('/api/search', { signal: controller.signal }).catch((error: unknown) => error);
    await waits(1);
    controller.abort();
    expect(await answer).toMatchObject({ name: 'AbortError' });
    expect(useSignIn.getState().waiting).toBe(0);
  });

  it('fails at once where nobody can be asked', async () => {
    useSignIn.setState({ canAsk: false });
    await expect(getJson('/api/search')).rejects.toMatchObject({ status: 401 });
  });
});
