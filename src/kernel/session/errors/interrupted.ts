/** What an awaited value is rejected with when the user interrupts the cell. */
export class Interrupted extends Error {
  constructor() {
    super("The cell was interrupted before its end.");
    this.name = "Interrupted";
    this.stack = `${this.name}: ${this.message}`;
  }
}
