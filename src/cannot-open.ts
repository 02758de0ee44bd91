/** The database cannot be opened; `message` is one Chinese sentence with the reason. */
export class CannotOpen extends Error {
  override name = 'CannotOpen'
}
