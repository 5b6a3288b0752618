/** The nonce that this answer's Content-Security-Policy allows styles with; `null` in development. */
export function pageNonce(): string | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  const nonce = meta?.nonce || meta?.getAttribute('nonce') || '';
  return nonce === '' || nonce === '__CSP_NONCE__' ? null : nonce;
}
