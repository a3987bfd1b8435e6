/** Hands a file to the user's downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Chromium reads the blob after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
