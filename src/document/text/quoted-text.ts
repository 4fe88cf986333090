/** Where the quoted scalar that begins at `start` ends, exclusive; -1 if it does not end. */
export function endOfQuoted(text: string, start: number): number {
  const quote = text[start] as string;
  let end = text.indexOf(quote, start + 1);
  while (end !== -1) {
    if (quote === '"') {
      if (!isEscaped(text, end)) return end + 1;
    } else if (text[end + 1] === "'") {
      end++;
    } else {
      return end + 1;
    }
    end = text.indexOf(quote, end + 1);
  }
  return -1;
}

function isEscaped(text: string, offset: number): boolean {
  let backslash = offset - 1;
  while (text[backslash] === "\\") backslash--;
  return (offset - backslash) % 2 === 0;
}

/** What precedes a quote that begins a scalar; after anything else it is part of a plain scalar. */
const BEFORE_SCALAR = /[\s[\]{},:]/;

/** Where the flow collection that begins at `start` ends, exclusive; -1 if it does not end. */
export function endOfFlow(text: string, start: number): number {
  let depth = 0;
  for (let offset = start; offset < text.length; offset++) {
    const char = text[offset] as string;
    const opens = offset === start || BEFORE_SCALAR.test(text[offset - 1] as string);
    if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") depth--;
    else if ((char === '"' || char === "'") && opens) offset = endOfQuoted(text, offset) - 1;
    else if (char === "#" && opens) offset = text.indexOf("\n", offset);
    if (offset < start) return -1;
    if (depth === 0) return offset + 1;
  }
  return -1;
}
