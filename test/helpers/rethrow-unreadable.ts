import { vi } from "vitest";

// Whatever the guard of a public function would turn into `input/unreadable` is a defect of ours in
// every suite but the hostile one.
vi.mock("../../src/result/unreadable.ts", () => ({
  unreadable(error: unknown): never {
    throw error;
  },
}));
