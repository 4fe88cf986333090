import { vi } from "vitest";

// An error that the guard of a public function would turn into `input/unreadable` is a bug of ours in
// every suite except the hostile one.
vi.mock("../../src/result/unreadable.ts", () => ({
  unreadable(error: unknown): never {
    throw error;
  },
}));
