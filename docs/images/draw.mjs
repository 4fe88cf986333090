// Draws architecture.dot for light and dark pages: node docs/images/draw.mjs, with Graphviz.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const SCHEMES = {
  light: {
    SURFACE: "#ffffff",
    LINE: "#8c959f",
    INK: "#1f2328",
    MUTED: "#59636e",
    ACCENT_SOFT: "#ddf4ff",
    ON_ACCENT: "#ffffff",
    ACCENT: "#0969da",
  },
  dark: {
    SURFACE: "#161b22",
    LINE: "#6e7681",
    INK: "#e6edf3",
    MUTED: "#9198a1",
    ACCENT_SOFT: "#0c2d6b",
    ON_ACCENT: "#0d1117",
    ACCENT: "#58a6ff",
  },
};

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

for (const [scheme, colors] of Object.entries(SCHEMES)) {
  const source = read("architecture.dot").replaceAll(/\b[A-Z_]{3,}\b/g, (name) =>
    name in colors ? `"${colors[name]}"` : name,
  );
  const svg = execFileSync("dot", ["-Tsvg"], { input: source, encoding: "utf8" });
  const trimmed = svg.slice(svg.indexOf("<svg")).replaceAll(/<!--.*?-->\n?/gs, "");
  writeFileSync(new URL(`architecture-${scheme}.svg`, import.meta.url), trimmed);
}
