// A plugin for typedoc, which names pages after their files: here they are named after their headings,
// in the folder that their file is in.
import { Converter } from "typedoc";

const FOLDERS = { recipes: "Recipes", adr: "Decisions" };

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const text = document.content.map((part) => part.text).join("");
    const [, title] = /^# (.*)$/m.exec(text) ?? [];
    if (title === undefined) return;
    const folder = FOLDERS[document.name.split("/").at(-2)];
    document.name = folder === undefined ? title : `${folder}/${title}`;
  });
}
