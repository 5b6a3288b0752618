/** Hands a text to the browser as a file to save. */
export function saveFile(name: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has its own hold on the data once it has begun; a second is more than it needs.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
