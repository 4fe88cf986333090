// A plugin for typedoc, which takes the text of a heading for its anchor and for the list of contents,
// and does not count `code` as text: such a heading would have neither.

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.on("bootstrapEnd", () => {
    app.options.setValue("markdownItLoader", (parser) => {
      parser.core.ruler.push("code_in_headings", ({ tokens, Token }) => {
        tokens.forEach((token, index) => {
          if (tokens[index - 1]?.type === "heading_open") {
            token.children = token.children.flatMap((child) => asText(child, Token));
          }
        });
      });
    });
  });
}

function asText(token, Token) {
  if (token.type !== "code_inline") return [token];
  const [open, text, close] = ["html_inline", "text", "html_inline"].map(
    (type) => new Token(type, "", 0),
  );
  open.content = "<code>";
  text.content = token.content;
  close.content = "</code>";
  return [open, text, close];
}
