/** One change to a text: `remove` units from `offset` on give way to `insert`. */
export interface Splice {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}
